/* SPDX-License-Identifier: MIT */
/*
 * explain_hide.h -- takes what nobody may read out of an explanation: small numbers of people, and what would tell them.
 *
 * What a figure's row hides, the figure hides here.  Sessions are finer than
 * every row, so they hide more: docs/explain.md says what and why.
 */
#ifndef CLI_EXPLAIN_HIDE_H
#define CLI_EXPLAIN_HIDE_H

#include "lib/base/arena.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>

struct reader;
struct explain_hider;
struct str;

/* Changes the answer; decides on the figures that are published. */
bool explain_hide(json_t *answer, struct reader *reader, struct arena *arena, struct err *err);

/*
 * The same for many answers about units, not teams, in these periods: what is
 * hidden in them and in their months (in `periods`, too) is decided once.  NULL:
 * err says why.
 */
struct explain_hider *explain_hider_open(struct reader *reader, const struct str *periods, size_t count, struct arena *arena,
                                         struct err *err);
void explain_hider_apply(struct explain_hider *hider, json_t *answer);
void explain_hider_close(struct explain_hider *hider);

#endif

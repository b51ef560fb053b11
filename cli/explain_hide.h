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

/* Changes the answer; decides on the figures that are published. */
bool explain_hide(json_t *answer, struct reader *reader, struct arena *arena, struct err *err);

#endif

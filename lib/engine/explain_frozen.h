/* SPDX-License-Identifier: MIT */
/*
 * explain_frozen.h -- the score that was frozen when a period was closed, beside the one of now.
 */
#ifndef LIB_ENGINE_EXPLAIN_FROZEN_H
#define LIB_ENGINE_EXPLAIN_FROZEN_H

#include "lib/base/err.h"
#include "lib/engine/explain_place.h"

#include <jansson.h>
#include <stdbool.h>

struct scope;
struct score_board;
struct score_entry;
struct score_row;
struct score_run;

/* Puts `kind` and `official` into the object, as of a figure. entry: the score of now, or NULL. False: ERR_STORE. */
bool explain_put_frozen(json_t *object, const struct explain_place *place, const struct scope *scope, const struct score_run *run,
                        const struct score_board *board, const struct score_entry *entry, struct err *err);

/* state ... flags of a score. */
void explain_put_score(json_t *object, const struct score_row *row);

#endif

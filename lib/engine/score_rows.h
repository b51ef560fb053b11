/* SPDX-License-Identifier: MIT */
/*
 * score_rows.h -- writes the rows of a board that say something else than those that stand.
 */
#ifndef LIB_ENGINE_SCORE_ROWS_H
#define LIB_ENGINE_SCORE_ROWS_H

#include "lib/base/err.h"
#include "lib/engine/score_boards.h"

struct score_table;

/* After it was ranked, and the board of the year before, too. */
bool score_rows_write(struct score_table *table, const struct score_boards *boards, const struct score_run *run,
                      struct score_board *board, struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * score_rows.h -- writes the rows of a board that say something else than those that stand.
 *
 * Over a closed period a live score has a row only where it says something else
 * than the frozen one (score_archive.h).
 */
#ifndef LIB_ENGINE_SCORE_ROWS_H
#define LIB_ENGINE_SCORE_ROWS_H

#include "lib/base/err.h"
#include "lib/engine/score_boards.h"
#include "lib/engine/score_text.h"

struct score_table;

/* Against the year before. */
struct score_change score_change_of(const struct score_boards *boards, const struct score_run *run, const struct score_board *board,
                                    const struct score_entry *entry);
/* After it was ranked, and the board of the year before, too. */
bool score_rows_write(struct score_table *table, const struct score_boards *boards, const struct score_run *run,
                      struct score_board *board, struct err *err);

#endif

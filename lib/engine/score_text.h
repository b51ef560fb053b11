/* SPDX-License-Identifier: MIT */
/*
 * score_text.h -- a computed score as the rows that are published (docs/store.md).
 */
#ifndef LIB_ENGINE_SCORE_TEXT_H
#define LIB_ENGINE_SCORE_TEXT_H

#include "lib/base/arena.h"
#include "lib/engine/score_boards.h"
#include "lib/store/score_row.h"

/* Against the same period a year before. */
enum comparison { COMPARISON_NONE, COMPARISON_SAME_RULES, COMPARISON_OTHER_RULES };

struct score_change {
    enum comparison comparison;
    int64_t points; /* in hundredths; with the same rules */
    bool has_ranks;
    int64_t ranks;  /* how many places better */
};

/* Texts in the arena, or borrowed from facts and ruleset. */
struct score_row score_text_row(const struct score_run *run, const struct score_board *board, const struct score_entry *entry,
                                const struct score_change *change, struct arena *arena);
/* The live score beside an official one: kind and flags. */
void score_text_revise(struct score_row *row, const struct score_entry *entry, struct arena *arena);
/* One a term. */
struct score_line_row *score_text_lines(const struct scorecard *card, const struct score_entry *entry,
                                        struct arena *arena);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * frozen_page.h -- the frozen scores of a closed unit's or team's period, and whether the live ones still say the same.
 *
 * A score says its state, points, grade, class and flags, what each component
 * says, and its rank.  What it says of the year before, and what anything is
 * called, is left out.
 */
#ifndef LIB_ENGINE_FROZEN_PAGE_H
#define LIB_ENGINE_FROZEN_PAGE_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/engine/freeze.h"
#include "lib/engine/score_boards.h"
#include "lib/store/score_row.h"

#include <stdbool.h>
#include <stddef.h>

struct frozen_scores;

struct frozen_page {
    const struct closed_period *closed; /* NULL: the period is open */
    struct frozen_score *scores;
    size_t count;
    struct arena arena;
};

/* team: ptr NULL for the unit's own. Close it afterwards. */
bool frozen_page_open(struct frozen_page *page, struct frozen_scores *frozen, const struct closed_period *closed,
                      const struct period *period, struct str team, struct err *err);
void frozen_page_close(struct frozen_page *page);

/* Equal hashes: the scores say the same but for their ranks. */
struct hash128 score_says(const struct score_row *row, const struct score_line_row *lines, size_t count);

/* What the entry of the run's board says now. */
struct hash128 frozen_page_says(const struct score_run *run, const struct score_board *board, const struct score_entry *entry);

/* What was frozen of the card; NULL: nothing. */
const struct frozen_score *frozen_page_find(const struct frozen_page *page, struct str card);

/* Notes in the entry what closed it and what was frozen of it. */
void frozen_page_judge(const struct frozen_page *page, const struct score_run *run, const struct score_board *board,
                       struct score_entry *entry);

#endif

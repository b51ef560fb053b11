/* SPDX-License-Identifier: MIT */
/*
 * score_text.h -- scores for people: the list of a card and period by rank, and single scores that add up by hand.
 */
#ifndef CLI_SCORE_TEXT_H
#define CLI_SCORE_TEXT_H

#include "cli/table.h"
#include "lib/store/score_reader.h"

#include <stdbool.h>

struct score_view {
    struct page page;
    bool in_full; /* each score with its components, not only the list */
};

/* scores in the order of score_reader.h. */
void score_text(struct buf *out, const struct score_report *scores, size_t count, const struct score_view *view,
                struct arena *arena);

#endif

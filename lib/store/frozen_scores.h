/* SPDX-License-Identifier: MIT */
/*
 * frozen_scores.h -- the scores of closed periods, frozen for ever, within the transaction of figures.h.
 *
 * No cache: written once, with every text that is printed, and never changed.
 * Which of them stand now is a cache beside them (frozen_scores_show).
 */
#ifndef LIB_STORE_FROZEN_SCORES_H
#define LIB_STORE_FROZEN_SCORES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/score_row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct frozen_scores;

struct frozen_scores *frozen_scores_open(struct store *store, struct err *err);
void frozen_scores_close(struct frozen_scores *frozen);

/* What the close of that number (officials.h) froze. */
bool frozen_scores_put(struct frozen_scores *frozen, int64_t closing, const struct frozen_score *score, struct err *err);
/* Those of one period, of the unit (ptr NULL) or of a team, with their lines but without words; all in the arena. */
bool frozen_scores_page(struct frozen_scores *frozen, int64_t closing, int32_t first, int32_t end, struct str team,
                        struct arena *arena, struct frozen_score **scores, size_t *count, struct err *err);

/* The days of a period: [first, end). */
struct frozen_days {
    int32_t first, end;
};
/* The periods of which the close froze scores; in the arena. */
bool frozen_scores_periods(struct frozen_scores *frozen, int64_t closing, struct arena *arena, struct frozen_days **periods,
                           size_t *count, struct err *err);

/* The scores of that close and period stand now, or no more. */
bool frozen_scores_show(struct frozen_scores *frozen, int64_t closing, const struct frozen_days *period, bool shown,
                        struct err *err);
/* None does. */
bool frozen_scores_hide_all(struct frozen_scores *frozen, struct err *err);

#endif

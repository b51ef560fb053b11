/* SPDX-License-Identifier: MIT */
/*
 * ranking.h -- places within one peer class, on the totals as printed (domain.md D10).
 *
 * Who has a veto comes after all who have none.  Ties are broken by the card's
 * indicators, where it names some; who is still equal shares a place or not,
 * as the card says, and stands in the order of the codes.
 */
#ifndef LIB_MODEL_RANKING_H
#define LIB_MODEL_RANKING_H

#include "lib/model/score.h"

#include <stddef.h>
#include <stdint.h>

struct contender {
    uint32_t peers;                   /* only those of equal `peers` are compared */
    int64_t total;                    /* in hundredths */
    bool vetoed;
    struct str code;
    const struct score_value *values; /* of the card's tie-breaks, in order */
    const struct scorecard *card;
    uint32_t place;                   /* the caller's number */
    uint32_t rank, of;                /* the answer; of: how many there are in the class */
};

/* Sorts them by class, rank and code, and fills rank and of. All of one card. */
void ranking_fill(struct contender *contenders, size_t count);
/* The same when the first `sorted` of them are in that order already: few others are put among them. */
void ranking_refill(struct contender *contenders, size_t sorted, size_t count);

#endif

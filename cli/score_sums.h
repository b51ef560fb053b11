/* SPDX-License-Identifier: MIT */
/*
 * score_sums.h -- sums of printed points: a score's work fields, and what its owner gave itself.
 *
 * All in hundredths, exact: what is printed adds up.
 */
#ifndef CLI_SCORE_SUMS_H
#define CLI_SCORE_SUMS_H

#include "lib/base/str.h"
#include "lib/model/scorecard.h"
#include "lib/store/score_reader.h"

#include <stdbool.h>
#include <stdint.h>

struct field_sum {
    bool has_items;
    int64_t full, points; /* of the items that count */
};

/* By enum work_field. */
void score_field_sums(const struct score_report *score, struct field_sum sums[WORK_FIELDS]);
/* "24.50" as 2450; false when it is NULL or no such text. */
bool points_parse(struct str text, int64_t *hundredths);

#endif

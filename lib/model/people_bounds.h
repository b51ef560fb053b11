/* SPDX-License-Identifier: MIT */
/*
 * people_bounds.h -- what the people without names add to a count (domain.md D5).
 */
#ifndef LIB_MODEL_PEOPLE_BOUNDS_H
#define LIB_MODEL_PEOPLE_BOUNDS_H

#include "lib/model/counting.h"

#include <stdint.h>

/* Over all sessions with people without names: the greatest r + lo, and the sum of hi. */
struct people_bounds {
    int64_t greatest_lower, sum_of_upper;
};

struct people_bounds people_bounds(const struct counting *counting);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * people_bounds.h -- distinct people of one count under way, with what those
 * without names may add and what they must (domain.md D5).
 */
#ifndef LIB_MODEL_PEOPLE_BOUNDS_H
#define LIB_MODEL_PEOPLE_BOUNDS_H

#include "lib/model/counting.h"

#include <stdbool.h>
#include <stdint.h>

struct people_set;

/* What bounds people from above; `days` > 1 when all counts are people x days (an average population). */
struct people_limit {
    bool known;
    int64_t population;
    int64_t days;
};

struct people_count {
    int64_t named, lower, upper; /* times limit.days */
    int64_t unknown_home;        /* distinct persons left out for want of a home; only of residents */
    bool estimated;
};

/* The members of the row's team, as the measure sees them; owned by the caller. */
struct people_set *people_members(const struct scope *scope, const struct measure *measure);

/* Those of one session who are asked for, by name; of `members`, unless that is NULL. */
int64_t people_bounds_named(const struct counting *counting, const struct session *session, uint32_t epoch,
                            const struct people_set *members);

struct people_count people_bounds(const struct counting *counting, const struct people_limit *limit);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * people_count.h -- distinct people of a scope, with exact bounds where names
 * are missing (domain.md D5, D6).
 */
#ifndef LIB_MODEL_PEOPLE_COUNT_H
#define LIB_MODEL_PEOPLE_COUNT_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* What bounds people from above; `days` > 1 when all counts are people x days (an average population). */
struct people_limit {
    bool known;
    int64_t population;
    int64_t days;
};

struct people_set;

struct people_count {
    int64_t named, lower, upper; /* times limit.days */
    int64_t unknown_home;        /* distinct persons left out for want of a home; only of residents */
    bool estimated;
};

/* The members of the row's team, as the measure sees them; owned by the caller. */
struct people_set *people_members(const struct scope *scope, const struct measure *measure);

struct people_count people_count(const struct scope *scope, const struct measure *measure,
                                 const struct people_limit *limit);

#endif

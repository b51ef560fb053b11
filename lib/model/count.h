/* SPDX-License-Identifier: MIT */
/*
 * count.h -- the measures that count things rather than people: attendances,
 * sessions, plan items, teams, and sub-periods that had enough of them.
 */
#ifndef LIB_MODEL_COUNT_H
#define LIB_MODEL_COUNT_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* 人次: all statuses that count, with those without a name; or the named ones of some statuses or roles. */
int64_t count_attendances(const struct scope *scope, const struct measure *measure);
/* Sessions, plan items or teams; or distinct values of a field of theirs. */
int64_t count_things(const struct scope *scope, const struct measure *measure);
/* Selected sessions whose date is less precise than a day. */
int64_t count_undated(const struct scope *scope, const struct measure *measure);
/* What is odd about the headcounts of the selected sessions. */
struct headcount_oddities {
    bool several_sources; /* for one session */
    bool below_named;     /* fewer than are named, though it is said to include them */
};
struct headcount_oddities count_headcount_oddities(const struct scope *scope, const struct measure *measure);
/* Is there any active session (or, for plan measures, plan item) of the scope? */
bool count_is_reported(const struct scope *scope, bool plan);

/* Sub-periods that had enough, of those expected (domain.md D4, D9.3). */
struct periods_count {
    int64_t met, expected;
    char strip[16]; /* a letter each: 1 met, 0 missed, + in progress and met, - in progress and not, . not expected */
};
struct periods_count count_periods(const struct scope *scope, const struct measure *measure);

#endif

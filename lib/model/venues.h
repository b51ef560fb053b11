/* SPDX-License-Identifier: MIT */
/*
 * venues.h -- how long venues were open (domain.md D9.8).
 *
 * Weeks and days end at midnight in the zone of its unit; a week belongs to the
 * period that holds its Thursday.  Whole seconds are compared.
 */
#ifndef LIB_MODEL_VENUES_H
#define LIB_MODEL_VENUES_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* Weeks (days) of the venues in the row that are over, in which each was open long enough, of those expected. */
struct venue_share {
    int64_t met, expected;
    int64_t excused; /* failed, but a closure was approved: not expected */
    int64_t gap;     /* minutes: required, but not covered by anybody's duty */
};
/*
 * Expected are those that the venue and its unit were there for wholly; one that was long enough counts on both sides
 * all the same.  MEASURE_DAYS: of measure.minutes; else of the minutes that the venue's weeks require.
 */
struct venue_share venue_share(const struct scope *scope, const struct measure *measure);
/* Has any opening or closure a day in the row's weeks (days)? */
bool venue_is_reported(const struct scope *scope, const struct measure *measure);

#endif

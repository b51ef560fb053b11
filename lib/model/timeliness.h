/* SPDX-License-Identifier: MIT */
/*
 * timeliness.h -- how many of the events of a data set were recorded in time (domain.md D8).
 *
 * In time is before the midnight, in the unit's zone, that follows the month in
 * which it happened and the days of grace.  Of a session every live statement
 * that it was held, headcount and attendance is an event.  Whole buckets
 * are settled by their log positions; attendances are looked at one by one only
 * in sessions of which some are in time and some late, and once for each bucket
 * that changed.
 */
#ifndef LIB_MODEL_TIMELINESS_H
#define LIB_MODEL_TIMELINESS_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdint.h>

struct timeliness {
    int64_t events, timely;
};

/* Of the scope's unit and those below it, in its period; of the data set and with the grace of the measure. */
struct timeliness timeliness_count(const struct scope *scope, const struct measure *measure);

#endif

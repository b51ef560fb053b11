/* SPDX-License-Identifier: MIT */
/*
 * volunteer_time.h -- who gave their time in a row, and how much of it (domain.md D9.6).
 *
 * A row counts the records of its unit and of those below it, or of its team
 * or category: an interval that two units claim counts at each of them, and
 * once above both.  Groups of people without names are never merged: their
 * minutes are added, and of their people there are bounds.
 */
#ifndef LIB_MODEL_VOLUNTEER_TIME_H
#define LIB_MODEL_VOLUNTEER_TIME_H

#include "lib/model/people_bounds.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"
#include "lib/model/service_time.h"

#include <stdbool.h>
#include <stdint.h>

/* What a record of a volunteer's hours says of time. */
struct service_span volunteer_span(const struct facts *facts, const struct record *record);

/* People who gave at least measure.min_minutes in the period. */
struct people_count volunteers_active(const struct scope *scope, const struct measure *measure, const struct people_limit *limit);

/* Minutes in the period; of them those that a clock has seen. */
struct volunteers_served {
    int64_t minutes, clock;
};
struct volunteers_served volunteers_served(const struct scope *scope, const struct measure *measure);

/* Named people whose minutes up to the period's end reach the measure's star. */
int64_t volunteers_starred(const struct scope *scope, const struct measure *measure);

/* Is there any service in the period, or (`ever`) up to its end? */
bool volunteers_have_served(const struct scope *scope, bool ever);

#endif

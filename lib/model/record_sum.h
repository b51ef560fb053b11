/* SPDX-License-Identifier: MIT */
/*
 * record_sum.h -- measures that take a number out of records: the sum of a field, the last value of each unit, the
 * points of awards.
 *
 * Exact: a number that fits no fraction of 64 bits is not known.  Nor is one that none of the records says, though
 * there are some: missing is not zero, unless a report.done says that this was all.
 */
#ifndef LIB_MODEL_RECORD_SUM_H
#define LIB_MODEL_RECORD_SUM_H

#include "lib/model/fraction.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>

/* Is it one of them? */
static inline bool
measure_is_sum(const struct measure *measure)
{
    return measure->kind == MEASURE_SUM || measure->kind == MEASURE_LATEST || measure->kind == MEASURE_AWARDS;
}

/*
 * MEASURE_SUM: of the field over the records of the period that have it.
 * MEASURE_LATEST: of each unit the value of its last record with one, of those before the end (the one that ends last,
 * then the greatest by domain.md D2); summed over the units.
 * MEASURE_AWARDS: of each team (or unit) and contest the best award's points (domain.md D9.11).
 */
bool record_sum(const struct scope *scope, const struct measure *measure, struct fraction *sum);

#endif

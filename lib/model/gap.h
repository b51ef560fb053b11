/* SPDX-License-Identifier: MIT */
/*
 * gap.h -- the longest stretch without a session (domain.md D9.3).
 */
#ifndef LIB_MODEL_GAP_H
#define LIB_MODEL_GAP_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdint.h>

/*
 * The most days between one date of a selected session and the next, between
 * the first day of the period and the first date, and between the last date and
 * the last day (in an open period the as-of day).  Days on which the unit or
 * team was not there are not waited for.  Sessions without a day are no dates.
 */
int64_t gap_longest(const struct scope *scope, const struct measure *measure);

#endif

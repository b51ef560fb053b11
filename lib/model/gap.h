/* SPDX-License-Identifier: MIT */
/*
 * gap.h -- time without a session, and time at all (domain.md D9.3, D9.10).
 */
#ifndef LIB_MODEL_GAP_H
#define LIB_MODEL_GAP_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The most days between one date of a selected session and the next, between
 * the first day of the period and the first date, and between the last date and
 * the last day (in an open period the as-of day).  Days on which the unit or
 * team was not there are not waited for.  Sessions without a day are no dates.
 */
int64_t gap_longest(const struct scope *scope, const struct measure *measure);

/*
 * Days from the last selected session of the period to the period's last day
 * on which the unit or team was there (in an open period the as-of day).  A
 * session known to less than a day may have been on the last day of its
 * interval.  Without any session: all days of the period on which it was there.
 */
int64_t gap_idle(const struct scope *scope, const struct measure *measure);

/* Days since the unit was opened or the team founded, that day and the period's last one counted. False: it is not known since when. */
bool gap_age(const struct scope *scope, int64_t *days);

#endif

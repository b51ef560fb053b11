/* SPDX-License-Identifier: MIT */
/*
 * reports.h -- what was reported explicitly: "that was all", or "there was nothing" (domain.md D8).
 *
 * A report.done says that everything of a data set was posted for a unit and a
 * period.  What is not there then is zero, not missing.  Data sets are named by
 * the first word of their event types: activity (with attendance and
 * headcount), plan, volunteer, venue, feedback, publicity, award ...
 */
#ifndef LIB_MODEL_REPORTS_H
#define LIB_MODEL_REPORTS_H

#include "lib/model/scope.h"

#include <stdbool.h>

/* Those of which completeness and timeliness can be asked. */
enum { DATASETS = 12 };
extern const struct str dataset_names[DATASETS]; /* in order of name; "activity" is the first */

/*
 * Does such a report speak for the row?  Of its unit, or one below it; for a
 * period that lies in the row's, as with sessions, or in which the row's lies.
 */
bool reports_cover(const struct scope *scope, struct str dataset);

#endif

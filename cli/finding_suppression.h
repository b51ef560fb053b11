/* SPDX-License-Identifier: MIT */
/*
 * finding_suppression.h -- small numbers of people are left out of what the checks of the data found.
 *
 * The same rule as in reports (suppression.h).  A number that counts people and
 * is small has no value any more, and neither has what would tell it.  A finding
 * whose mere presence tells the number is left out, as the report leaves out
 * the flag.
 */
#ifndef CLI_FINDING_SUPPRESSION_H
#define CLI_FINDING_SUPPRESSION_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/finding_reader.h"

#include <stdbool.h>

struct reader;
struct suppression;

/* Between reader_begin and reader_end. */
bool finding_suppression_apply(struct reader *reader, struct findings_report *report, struct arena *arena, struct err *err);
/* By what was decided about the figures; for tests. */
void finding_suppression_hide(const struct suppression *suppression, struct findings_report *report, struct arena *arena);

#endif

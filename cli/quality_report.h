/* SPDX-License-Identifier: MIT */
/*
 * quality_report.h -- what turnout quality shows: what was found, and the plan checks.
 */
#ifndef CLI_QUALITY_REPORT_H
#define CLI_QUALITY_REPORT_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/finding_reader.h"
#include "lib/store/reader.h"

#include <stdbool.h>

struct quality_report {
    struct findings_report found;
    struct report_row *plans; /* figures of plan_check */
    size_t plan_count;
};

/* Between reader_begin and reader_end, so that what is hidden is decided on the figures that the findings are about. Of the
 * filter units count, and FILTER_INDICATOR: the checks. full: nothing is hidden. */
bool quality_report_read(struct reader *reader, const struct report_filter *filter, bool full, struct arena *arena,
                         struct quality_report *report, struct err *err);

#endif

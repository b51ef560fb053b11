/* SPDX-License-Identifier: MIT */
/*
 * quality_report.h -- what turnout quality shows: what was found, and the plan checks.
 */
#ifndef CLI_QUALITY_REPORT_H
#define CLI_QUALITY_REPORT_H

#include "lib/store/finding_reader.h"
#include "lib/store/reader.h"

struct quality_report {
    struct findings_report found;
    struct report_row *plans; /* figures of plan_check */
    size_t plan_count;
};

#endif

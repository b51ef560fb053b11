/* SPDX-License-Identifier: MIT */
/*
 * sample_rows.h -- rows of a report made by hand, as the reader would give them.
 */
#ifndef TESTS_SUPPORT_SAMPLE_ROWS_H
#define TESTS_SUPPORT_SAMPLE_ROWS_H

#include "lib/store/reader.h"

/* The row of design: 2325 of 3200 residents, 72.66 %, 75 short; the year 2024 of the unit liubeiqiao. */
struct report_row sample_coverage(void);
/* The same with other numbers: part of whole, and the value as printed. */
struct report_row sample_rate(const char *indicator, int64_t part, int64_t whole, const char *value);
/* A count without a target. */
struct report_row sample_count(const char *indicator, int64_t count, const char *value);
/* Seven months of twelve. */
struct report_row sample_cadence(void);
/* A plan that leaves November and December empty. */
struct report_row sample_plan(void);
/* So few people that they are hidden; mark: what stands for them, "<5" or "*". */
struct report_row sample_hidden(const char *mark);
/* Nothing was recorded. */
struct report_row sample_no_data(void);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * report_view.h -- how a report for people is shown, and what is shown beside its rows.
 */
#ifndef CLI_REPORT_VIEW_H
#define CLI_REPORT_VIEW_H

#include "cli/other_periods.h"
#include "cli/page.h"
#include "cli/report_order.h"
#include "cli/trend.h"

#include <stdbool.h>

struct report_view {
    struct page page;
    bool in_full[BREAKDOWNS]; /* rows of this breakdown were asked for: as much about each as about a unit */
    bool has_all_indicators;  /* short tables show counts, too; else only rates of people */
    struct trends trends;     /* all zero: no trends */
    struct other_periods months; /* of the years in the report, of units alone; all zero: no lines */
};

#endif

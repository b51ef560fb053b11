/* SPDX-License-Identifier: MIT */
/*
 * report_rows.h -- the rows of a report, with small numbers hidden.
 *
 * What is handed on (a workbook, a page) is about one year, as the text is, and
 * shows the parts of the year as well: the halves, quarters and months of the
 * units' own figures.
 */
#ifndef CLI_REPORT_ROWS_H
#define CLI_REPORT_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>

enum report_scope {
    SCOPE_FILTER,     /* what the filter lets through */
    SCOPE_YEAR,       /* without a period in the filter: the latest year */
    SCOPE_YEAR_PARTS, /* the same, and its parts */
};

/*
 * Between reader_begin and reader_end, so that what is hidden is decided on the figures that are
 * printed.  With `full` nothing is hidden.  The filter gets the chosen year.
 */
bool report_rows_read(struct reader *reader, struct report_filter *filter, enum report_scope scope, bool full, struct arena *arena,
                      struct report_row **rows, size_t *count, struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * report_sheets.h -- the report as an Excel file, for secretaries who calculate on with it.
 *
 * Sheets: an overview with charts, the figures of units, those by category, group
 * and team where there are any, each unit beside the others, and the months of a
 * year beside each other.  What report_text hides is hidden here: the rows come
 * without their small numbers.
 */
#ifndef CLI_SHEETS_REPORT_SHEETS_H
#define CLI_SHEETS_REPORT_SHEETS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>

/*
 * Appends the file to out.  period: what the lists of figures are of, the months
 * beside it being for the table of months alone; ptr NULL: of all periods.
 * ERR_INPUT: more rows than a sheet can hold.
 */
bool report_sheets(struct buf *out, const struct report_row *rows, size_t count, struct str period, struct arena *arena,
                   struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * comparison_sheet.h -- the units beside each other, by what has a target; and the months of a year beside each other.
 *
 * Both are tables that charts can be drawn from.  A chart compares at most a
 * few things: the indicators with a target, and the months of a few units.
 */
#ifndef CLI_SHEETS_COMPARISON_SHEET_H
#define CLI_SHEETS_COMPARISON_SHEET_H

#include "cli/report_order.h"
#include "cli/sheets/workbook.h"
#include "lib/base/arena.h"

/* Units × rates with a target, of this period; charts of it go to `page`. None when there is no such figure. */
void comparison_sheet(struct workbook *workbook, struct sheet *page, const struct ordered_row *rows, size_t count,
                      struct str period, struct arena *arena);
/* Units and indicators × the months that the rows are of; a chart of one rate of people goes to `page`. */
void months_sheet(struct workbook *workbook, struct sheet *page, const struct ordered_row *rows, size_t count,
                  struct arena *arena);

#endif

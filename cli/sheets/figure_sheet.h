/* SPDX-License-Identifier: MIT */
/*
 * figure_sheet.h -- figures as rows of a sheet: the columns of the report, with real numbers.
 */
#ifndef CLI_SHEETS_FIGURE_SHEET_H
#define CLI_SHEETS_FIGURE_SHEET_H

#include "cli/report_order.h"
#include "cli/sheets/workbook.h"
#include "lib/base/arena.h"

/* The value of a row: a number, what stands for a hidden one, or its state in words. */
void sheet_put_value(struct sheet *sheet, const struct report_row *row, struct arena *arena);
/* Adds a sheet with the rows of one breakdown and period (ptr NULL: of all periods); none when there is no such row. */
void figure_sheet(struct workbook *workbook, const struct ordered_row *rows, size_t count, enum breakdown breakdown,
                  struct str period, struct arena *arena);

#endif

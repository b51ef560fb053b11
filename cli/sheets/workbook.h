/* SPDX-License-Identifier: MIT */
/*
 * workbook.h -- an Excel file of tables: one sheet a topic, a heading that stays, real numbers with number formats.
 *
 * What is put is text as it is, never a formula, so a name that begins with "="
 * stays a name.  A number that a spreadsheet cannot hold exactly (it keeps 15
 * digits) is put as text.  Cells are filled from left to right, rows from the
 * top.  The first thing that goes wrong is kept and said by workbook_finish.
 */
#ifndef CLI_SHEETS_WORKBOOK_H
#define CLI_SHEETS_WORKBOOK_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct workbook;
struct sheet;

/* title and day ("2025-01-01") stand in the file's properties; the same contents give the same bytes. NULL with err. */
struct workbook *workbook_new_file(struct str title, struct str day, struct err *err);
/* Appends the file to out; false with err when anything went wrong since the beginning. Ends the workbook. */
bool workbook_finish(struct workbook *workbook, struct buf *out, struct err *err);

/* A sheet with a heading of these columns, behind the ones before. Its name is cut to what Excel allows. */
struct sheet *workbook_table(struct workbook *workbook, const char *name, const char *const *headings, size_t columns);
/* A sheet without heading, for words and charts. */
struct sheet *workbook_page(struct workbook *workbook, const char *name);
size_t sheet_rows(const struct sheet *sheet); /* so far, with the heading */

/* Ends the row. */
void sheet_next(struct sheet *sheet);
/* Empty: the cell stays empty. */
void sheet_put(struct sheet *sheet, struct str text);
void sheet_put_strong(struct sheet *sheet, struct str text);
/* What stands for a number that is hidden or not there: to the right, as numbers are. */
void sheet_put_stand_in(struct sheet *sheet, struct str text);
void sheet_put_integer(struct sheet *sheet, bool has_number, int64_t number);
/* "72.66"; as a percentage it is 72.66 %. With as many decimals as the text has. */
void sheet_put_decimal(struct sheet *sheet, struct str decimal, bool is_percent);
/* "2025-01-01" */
void sheet_put_date(struct sheet *sheet, struct str date);
/* On a page: a heading, and a sentence; both run on over the cells to the right. */
void sheet_put_title(struct sheet *sheet, struct str text);
void sheet_put_words(struct sheet *sheet, struct str text);

/*
 * Rows of the table whose cell in this column begins with ✓ or ✗ are green or
 * red in the columns from..to.  The sign stands there for whoever sees no colour.
 */
void sheet_mark_verdicts(struct sheet *sheet, size_t verdict, size_t from, size_t to);

/* A run of cells of a table below its heading: rows first..last (the heading is row 0) of one column. */
struct sheet_range {
    size_t first, last, column;
};

enum sheet_chart { CHART_BARS, CHART_LINES };

/*
 * A native chart on `page` whose numbers are those of `table`: one series for
 * each of `values`, named by the heading of its column (by its first cell when
 * `by_rows`), over the names.  Charts stand two beside each other, in the order
 * in which they are put.  Is the unit per cent, the axis says so.
 */
struct chart_spec {
    enum sheet_chart kind;
    struct str title;
    bool is_percent;
    const struct sheet *table;
    struct sheet_range names;          /* with by_rows: first..last are columns of the heading */
    const struct sheet_range *values;  /* with by_rows: first..last are columns, column is the row */
    size_t series;
    bool by_rows;
};

void sheet_put_chart(struct sheet *page, const struct chart_spec *spec);

#endif

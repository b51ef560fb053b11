/* SPDX-License-Identifier: MIT */
/*
 * xlsx.h -- the sheets of an .xlsx file, row by row.
 *
 * Texts, rich or shared or inline, numbers, dates by their number format,
 * truth values, the values that formulas had when the file was saved, merged
 * cells; errors and formulas without a value are cells that say so.  Rows
 * stream: held are the shared texts and one row.
 */
#ifndef CLI_IMPORT_XLSX_H
#define CLI_IMPORT_XLSX_H

#include "cli/import/sheet.h"

struct xlsx;

struct xlsx_sheet {
    struct str name;
    bool is_hidden, has_rows; /* some cell that is not empty */
};

/* fd stays the caller's, and open. NULL: ERR_INPUT says what is wrong with the file. */
struct xlsx *xlsx_open(int fd, struct err *err);
void xlsx_close(struct xlsx *workbook);

size_t xlsx_count(const struct xlsx *workbook);
const struct xlsx_sheet *xlsx_sheet(const struct xlsx *workbook, size_t i);
/* Rows without a cell are left out. */
bool xlsx_each(struct xlsx *workbook, size_t i, const struct sheet_sink *sink, struct err *err);

/* What the beginning of a file says: a zip archive; or one of the formats that are not read, in words. */
bool xlsx_is_zip(int fd);
const char *xlsx_foreign(int fd);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * xlsx_rows.h -- the part of one sheet: its cells as they are shown.
 */
#ifndef CLI_IMPORT_XLSX_ROWS_H
#define CLI_IMPORT_XLSX_ROWS_H

#include "cli/import/cell_styles.h"
#include "cli/import/merged_cells.h"
#include "cli/import/shared_strings.h"
#include "cli/import/sheet.h"

struct xlsx_book {
    struct zip_parts *parts;
    const struct shared_strings *strings;
    const struct cell_styles *styles;
    bool is_1904;
};

bool xlsx_rows(const struct xlsx_book *book, const char *part, struct merged_cells *merges, const struct sheet_sink *sink,
                   struct err *err);
/* Reads over the part: which areas are merged, and whether any cell has a value. */
bool xlsx_survey(struct zip_parts *parts, const char *part, struct merged_cells *merges, bool *has_rows, struct err *err);

#endif

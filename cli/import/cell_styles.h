/* SPDX-License-Identifier: MIT */
/*
 * cell_styles.h -- the number format of each style of a workbook.
 */
#ifndef CLI_IMPORT_CELL_STYLES_H
#define CLI_IMPORT_CELL_STYLES_H

#include "cli/import/number_format.h"
#include "cli/import/zip_parts.h"

struct named_format {
    unsigned id;
    struct number_format format;
};

/* The empty value is { 0 }: no cell has a format. */
struct cell_styles {
    struct named_format *named; /* those that the file spells out */
    size_t named_count, named_capacity;
    struct number_format *formats; /* by style */
    size_t count, capacity;
};

bool cell_styles_read(struct cell_styles *styles, struct zip_parts *parts, const char *name, struct err *err);
/* style: the attribute of a cell, or NULL. */
const struct number_format *cell_styles_get(const struct cell_styles *styles, const char *style);
void cell_styles_free(struct cell_styles *styles);

#endif

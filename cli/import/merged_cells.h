/* SPDX-License-Identifier: MIT */
/*
 * merged_cells.h -- cells that were made one: each cell of the area says what its first one says.
 *
 * So the date that stands once beside five rows is the date of all five.
 */
#ifndef CLI_IMPORT_MERGED_CELLS_H
#define CLI_IMPORT_MERGED_CELLS_H

#include "cli/import/sheet.h"
#include "lib/base/arena.h"

struct merge {
    uint64_t first_row, last_row;
    size_t first_column, last_column; /* from 0 */
    struct sheet_cell value;          /* of the first cell, once its row came */
};

/* The empty value is { 0 }. Areas are added, sorted once, and then rows filled in their order. */
struct merged_cells {
    struct merge *areas;
    size_t count, capacity;
    size_t next;    /* of the sorted ones: the first that has not begun */
    size_t *active; /* begun and not over */
    size_t active_count, active_capacity;
    struct arena arena; /* values */
};

/* "B2:B6"; one that is no area is left out. ERR_INPUT when there are too many. */
bool merged_cells_add(struct merged_cells *merges, struct str area, struct err *err);
void merged_cells_sort(struct merged_cells *merges);
/* cells: room for SHEET_COLUMNS_MAX; those behind row->count are empty. May lengthen the row. ERR_INPUT: areas overlap. */
bool merged_cells_fill(struct merged_cells *merges, struct sheet_row *row, struct err *err);
void merged_cells_free(struct merged_cells *merges);

/* "B6" as its column from 0 and row from 1; false when it is no such name. */
bool cell_name_parse(struct str name, size_t *column, uint64_t *row);
/* Column 0 is "A". */
void column_name(size_t column, char name[8]);
/* "A", "aa": false for another word. */
bool column_parse(struct str name, size_t *column);

#endif

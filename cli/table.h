/* SPDX-License-Identifier: MIT */
/*
 * table.h -- rows of cells in aligned columns, fitted to the width of a terminal.
 *
 * A column is as wide as its widest cell; one without any text is left out.
 * When the whole is too wide the first column is wrapped, and if that does not
 * help the last columns go to a second line.  Texts are borrowed until print.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/columns.h"
#include "lib/base/arena.h"

#include <stdbool.h>

/* What a cell says, in colour where there is colour; its text says it, too. */
enum tone { TONE_PLAIN, TONE_STRONG, TONE_GOOD, TONE_BAD, TONE_QUIET };

struct cell {
    struct str text;
    enum tone tone;
};

struct table_row {
    struct cell *cells; /* NULL: a note */
    struct cell note;
};

struct table {
    struct arena *arena;
    const enum align *align; /* of each column */
    size_t columns;
    struct cell *heading; /* what the columns are called, above their first row; not enough to keep an empty column */
    struct table_row *rows;
    size_t row_count, row_capacity;
};

struct page {
    size_t width;
    bool has_colour;
};

void table_init(struct table *table, struct arena *arena, const enum align *align, size_t columns);
void table_free(struct table *table);
/* A new row; its cells are to be filled. */
struct cell *table_row(struct table *table);
/* A text of its own under the last row, wrapped to the page. */
void table_note(struct table *table, struct str text, enum tone tone);
/* Every line begins with two spaces, that of a note with four. */
void table_print(const struct table *table, struct buf *out, const struct page *page);

/* Appends text in its tone. */
void tone_begin(struct buf *out, const struct page *page, enum tone tone);
void tone_end(struct buf *out, const struct page *page, enum tone tone);

#endif

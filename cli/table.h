/* SPDX-License-Identifier: MIT */
/*
 * table.h -- rows of cells in aligned columns, fitted to the width of a terminal.
 *
 * A column is as wide as its widest cell; one without any text is left out.
 * When the whole is too wide the first column is wrapped, and if that does not
 * help the last columns go to a second line.  On a page of Markdown it is a
 * table of GitHub's.  Texts are borrowed until print.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/columns.h"
#include "cli/page.h"
#include "lib/base/arena.h"

#include <stdbool.h>

struct cell {
    struct str text;
    enum tone tone;
};

struct table_row {
    struct cell *cells; /* NULL: a note */
    struct cell note;
    bool is_foot;    /* the note is about the whole table */
    bool is_section; /* it says what the rows below it are about */
};

struct table {
    struct arena *arena;
    const enum align *align; /* of each column */
    size_t columns;
    struct cell *heading; /* what the columns are called, above their first row; not enough to keep an empty column */
    struct table_row *rows;
    size_t row_count, row_capacity;
};

void table_init(struct table *table, struct arena *arena, const enum align *align, size_t columns);
void table_free(struct table *table);
/* A new row; its cells are to be filled. */
struct cell *table_row(struct table *table);
/* A text of its own under the last row and about it, wrapped to the page. */
void table_note(struct table *table, struct str text, enum tone tone);
/* The same about the whole table. */
void table_foot(struct table *table, struct str text, enum tone tone);
/* What the rows below it are about: a line of its own without spaces in front, on a page of text. */
void table_section(struct table *table, struct str text);
/* How wide the table is when no column is wrapped and none goes to a second line, and how wide its first column is then. */
size_t table_width(const struct table *table, size_t *first);
/*
 * In text every line begins with two spaces, that of a note with four.  In Markdown
 * the notes follow the table as a list, each behind the first cell of its row.
 */
void table_print(const struct table *table, struct buf *out, const struct page *page);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * cell_rows.h -- the published cells, in two tables: what each is about, and what stands in it.
 *
 * What a cell is about (indicator, unit, period ...) is long, is indexed and
 * never changes; what stands in it is short and changes with every
 * publication.  Apart, a publication writes a third of the pages and no index.
 * Rows go in some hundred at a time; of a long publication a thread of its own
 * writes them (row_thread.h) while the caller computes the next ones.
 */
#ifndef LIB_STORE_CELL_ROWS_H
#define LIB_STORE_CELL_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/incoming.h"
#include "lib/store/row_lender.h"
#include "lib/store/sql.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figure_row;
struct known_cell;
struct sqlite3_stmt;

enum { CELL_ROWS_HELD = 512, CELL_PAGES = 4 };

struct cell_page {
    struct figure_row *names, *values; /* CELL_ROWS_HELD of each, so many are filled: */
    size_t name_count, value_count;
    struct arena texts;                /* of both */
};

struct cell_rows {
    struct sql *sql;
    struct incoming names, values; /* of the page that is being written */
    struct sqlite3_stmt *insert_names, *insert_values, *drop_name, *drop_value;
    struct cell_page pages[CELL_PAGES];
    unsigned filling;              /* place of the page that is being filled */
    uint64_t turn;                 /* its number, counted from 1 since cell_rows_open */
    struct row_lender lender;      /* from the first full page on */
    struct known_cell *known;      /* by cell number: what this process wrote */
    size_t known_count;
};

bool cell_rows_open(struct cell_rows *rows, struct sql *sql, struct err *err);
void cell_rows_close(struct cell_rows *rows);

bool cell_rows_put(struct cell_rows *rows, const struct figure_row *row, struct err *err);
bool cell_rows_drop(struct cell_rows *rows, uint32_t cell, struct err *err);
bool cell_rows_clear(struct cell_rows *rows, struct err *err);
/* What waits goes to the tables: before the commit. False, too, when the thread failed to write a row before. */
bool cell_rows_flush(struct cell_rows *rows, struct err *err);
/* After a rollback: what this process wrote is not there. */
void cell_rows_forget(struct cell_rows *rows);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * cell_rows.h -- the published cells, in two tables: what each is about, and what stands in it.
 *
 * What a cell is about (indicator, unit, period ...) is long, is indexed and
 * never changes; what stands in it is short and changes with every
 * publication.  Apart, a publication writes a third of the pages and no index.
 * Rows go in some hundred at a time.
 */
#ifndef LIB_STORE_CELL_ROWS_H
#define LIB_STORE_CELL_ROWS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/incoming.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figure_row;
struct known_cell;
struct sql;
struct sqlite3_stmt;

struct cell_rows {
    struct sql *sql;
    struct incoming names, values; /* of what waits: arrays of struct figure_row */
    struct sqlite3_stmt *insert_names, *insert_values, *drop_name, *drop_value;
    struct arena texts;            /* of what waits */
    struct known_cell *known;      /* by cell number: what this process wrote */
    size_t known_count;
};

bool cell_rows_open(struct cell_rows *rows, struct sql *sql, struct err *err);
void cell_rows_close(struct cell_rows *rows);

bool cell_rows_put(struct cell_rows *rows, const struct figure_row *row, struct err *err);
bool cell_rows_drop(struct cell_rows *rows, uint32_t cell, struct err *err);
bool cell_rows_clear(struct cell_rows *rows, struct err *err);
/* What waits goes to the tables: before the commit. */
bool cell_rows_flush(struct cell_rows *rows, struct err *err);
/* After a rollback: what this process wrote is not there. */
void cell_rows_forget(struct cell_rows *rows);

#endif

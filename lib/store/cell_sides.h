/* SPDX-License-Identifier: MIT */
/*
 * cell_sides.h -- the two values of each cell: the one that readers see, and the hidden one.
 *
 * cell_value has a slot for each: the cell's number, or that and CELL_SIDE.
 * meta 'shown' says which of the two are published; changing that number
 * publishes all that was written to the other side, whenever it was.
 */
#ifndef LIB_STORE_CELL_SIDES_H
#define LIB_STORE_CELL_SIDES_H

#include "lib/base/err.h"
#include "lib/store/incoming.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;
struct sqlite3_stmt;

#define CELL_SIDE INT64_C(4294967296) /* cells have numbers of 32 bits */

/* Cells by their numbers; zero when there are none. */
struct cell_list {
    uint32_t *cells;
    size_t count, capacity;
};

void cell_list_add(struct cell_list *list, uint32_t cell);
/* Sorts those from a place on: a table is best walked in its order. */
void cell_list_sort(struct cell_list *list, size_t from);
void cell_list_free(struct cell_list *list);

struct cell_sides {
    struct sql *sql;
    struct incoming numbers;
    struct sqlite3_stmt *copy, *drop_names, *drop_values;
    int64_t shown; /* 0 or CELL_SIDE, since cell_sides_read */
};

bool cell_sides_open(struct cell_sides *sides, struct sql *sql, struct err *err);
void cell_sides_close(struct cell_sides *sides);

/* Which side readers see. */
bool cell_sides_read(struct cell_sides *sides, struct err *err);
int64_t cell_sides_hidden(const struct cell_sides *sides);
/* Takes away what is hidden, and lists the cells that readers see a value of. */
bool cell_sides_clear_hidden(struct cell_sides *sides, struct cell_list *cells, struct err *err);
/* What readers see of the cells is hidden beside it, too. */
bool cell_sides_copy(struct cell_sides *sides, const uint32_t *cells, size_t count, struct err *err);
/* The cells are gone, on both sides. */
bool cell_sides_drop(struct cell_sides *sides, const uint32_t *cells, size_t count, struct err *err);
/* With the commit readers see the other side. */
bool cell_sides_turn(const struct cell_sides *sides, struct err *err);

#endif

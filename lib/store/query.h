/* SPDX-License-Identifier: MIT */
/*
 * query.h -- a SELECT whose rows become structs in an arena.
 */
#ifndef LIB_STORE_QUERY_H
#define LIB_STORE_QUERY_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;
struct sqlite3_stmt;

/* The row that is read, from its first column on. */
struct query_row {
    struct sqlite3_stmt *stmt;
    int column;
    struct arena *arena;
    const void *before; /* the item that was read before this one; NULL: this is the first */
};

/* The next column. A text is copied to the arena; ptr NULL for NULL, 0 for a number that is NULL. */
struct str row_text(struct query_row *row);
/* The same, without a copy where it is the text that the row before has there. */
struct str row_text_like(struct query_row *row, struct str before);
int64_t row_int(struct query_row *row);
/* Is the next column there? Stays in front of it. */
bool row_has(const struct query_row *row);

/* What is read: a size and how one is filled (it is zeroed before). */
struct query_item {
    size_t size;
    void (*read)(struct query_row *row, void *item);
};

/* All rows of a statement whose values are these texts, as an array in the arena. */
bool query_all(struct sql *sql, const char *text, const struct str *values, size_t value_count, struct query_item item,
               struct arena *arena, void **items, size_t *count, struct err *err);
/* The one row of a statement without values. */
bool query_one(struct sql *sql, const char *text, struct query_item item, struct arena *arena, void *found,
               struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * incoming.h -- an array of structs as a table of SQLite, so that one
 * INSERT ... SELECT takes in all of it.
 *
 * Against a statement run for each row this saves about a third of the time:
 * the cursor stays where the last row went, nothing is bound or reset.  The
 * table exists in the connection alone; the file does not know it.
 */
#ifndef LIB_STORE_INCOMING_H
#define LIB_STORE_INCOMING_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;
struct sqlite3_context;

struct incoming {
    const char *declaration; /* "CREATE TABLE x(seq, source, ...)": the names, in the order of `column` */
    void (*column)(const void *row, int column, struct sqlite3_context *result);
    size_t row_size;
    const char *rows; /* the array, and how many of it are there now */
    size_t count;
};

/* As a table of that name. `incoming` must stay where it is until the connection is closed. */
bool incoming_register(struct sql *sql, const char *name, struct incoming *incoming, struct err *err);

/* For `column`: the value. Nothing said is NULL; bytes are borrowed until the statement is done. */
void incoming_int(struct sqlite3_context *result, int64_t value);
void incoming_text(struct sqlite3_context *result, struct str text); /* ptr NULL: NULL */
void incoming_blob(struct sqlite3_context *result, const void *bytes, size_t len);

#endif

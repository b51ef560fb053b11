/* SPDX-License-Identifier: MIT */
/*
 * database.h -- looks at the public views of a daemon's database with SQL.
 *
 * Opens read-only, asks once, closes; the daemon may be running.  Only
 * database_change writes.
 */
#ifndef TESTS_SUPPORT_DATABASE_H
#define TESTS_SUPPORT_DATABASE_H

#include <jansson.h>

struct daemon;
struct sqlite3_stmt;

/* Every row through fn. */
void database_each(const struct daemon *daemon, const char *sql, void (*fn)(void *ctx, struct sqlite3_stmt *row),
                   void *ctx);
/* All rows, each an array of integers, texts and nulls. */
json_t *database_rows(const struct daemon *daemon, const char *sql);
/* The one integer that the query gives. */
long long database_number(const struct daemon *daemon, const char *sql);
/* Alters it as if something had gone wrong; the daemon must not run. */
void database_change(const struct daemon *daemon, const char *sql);

#endif

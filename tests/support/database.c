/* SPDX-License-Identifier: MIT */
#include "tests/support/database.h"

#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"

#include <sqlite3.h>

static sqlite3 *
open_reading(const struct daemon *daemon)
{
    sqlite3 *db;

    if (sqlite3_open_v2(daemon->db, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        check_failed("%s: %s", daemon->db, sqlite3_errmsg(db));
    sqlite3_busy_timeout(db, DEADLINE_MS);
    return db;
}

void
database_each(const struct daemon *daemon, const char *sql, void (*fn)(void *ctx, sqlite3_stmt *row), void *ctx)
{
    sqlite3 *db = open_reading(daemon);
    sqlite3_stmt *query;
    int step;

    if (sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK)
        check_failed("%s: %s", sql, sqlite3_errmsg(db));
    while ((step = sqlite3_step(query)) == SQLITE_ROW)
        fn(ctx, query);
    if (step != SQLITE_DONE)
        check_failed("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_finalize(query);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static json_t *
value_of(sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_INTEGER)
        return json_integer(sqlite3_column_int64(row, column));
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return json_null();
    return json_string((const char *)sqlite3_column_text(row, column));
}

static void
append_row(void *ctx, sqlite3_stmt *row)
{
    json_t *values = json_array();

    for (int i = 0; i < sqlite3_column_count(row); i++)
        json_array_append_new(values, value_of(row, i));
    json_array_append_new(ctx, values);
}

json_t *
database_rows(const struct daemon *daemon, const char *sql)
{
    json_t *rows = json_array();

    database_each(daemon, sql, append_row, rows);
    return rows;
}

long long
database_number(const struct daemon *daemon, const char *sql)
{
    json_t *rows = database_rows(daemon, sql), *value = json_array_get(json_array_get(rows, 0), 0);
    long long number = json_integer_value(value);

    assert_int_equal(json_array_size(rows), 1);
    assert_true(json_is_integer(value));
    json_decref(rows);
    return number;
}

void
database_change(const struct daemon *daemon, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open_v2(daemon->db, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        check_failed("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

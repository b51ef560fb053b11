/* SPDX-License-Identifier: MIT */
#include "lib/store/sql.h"

#include "lib/base/mem.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the operator can do about the failures that are not ours stands behind them. */
bool
sql_failed(const struct sql *sql, struct err *err)
{
    int code = sqlite3_extended_errcode(sql->db), system = sqlite3_system_errno(sql->db);
    bool has_cause = system != 0 && ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN ||
                                     (code & 0xff) == SQLITE_FULL);
    char cause[128] = "";

    if (has_cause)
        snprintf(cause, sizeof cause, " (%s)", strerror(system));
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return err_set(err, ERR_STORE, "%s: file is not a database; choose another file", sql->path);
    case SQLITE_FULL:
        return err_set(err, ERR_STORE, "%s: database or disk is full%s; make room on the disk", sql->path, cause);
    case SQLITE_CORRUPT:
        return err_set(err, ERR_STORE, "%s: the database is damaged (%s); restore a backup", sql->path,
                       sqlite3_errmsg(sql->db));
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return err_set(err, ERR_STORE, "%s: %s; give the user the right to write the file and its folder", sql->path,
                       sqlite3_errmsg(sql->db));
    default:
        return err_set(err, ERR_STORE, "%s: %s%s", sql->path, sqlite3_errmsg(sql->db), cause);
    }
}

static void
guard(struct sqlite3 *db)
{
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, SQL_BUSY_MS);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
}

bool
sql_open(struct sql *sql, const char *path, bool to_write, struct err *err)
{
    /* Values may be bound while rows are written: see sql_lend. */
    int flags = to_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX : SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;

    sql->path = mem_text(str_of(path));
    if (sqlite3_open_v2(path, &sql->db, flags, NULL) != SQLITE_OK) {
        sql_failed(sql, err);
        sql_close(sql);
        return false;
    }
    guard(sql->db);
    if (!to_write)
        sqlite3_db_config(sql->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL); /* only the writer checkpoints */
    return true;
}

void
sql_close(struct sql *sql)
{
    sqlite3_close_v2(sql->db);
    free(sql->path);
    *sql = (struct sql){ 0 };
}

void
sql_lend(struct sql *sql, struct sql_guest *guest)
{
    guest->next = sql->guests;
    sql->guests = guest;
}

void
sql_take_back(struct sql *sql, struct sql_guest *guest)
{
    struct sql_guest **at = &sql->guests;

    while (*at && *at != guest)
        at = &(*at)->next;
    if (*at)
        *at = guest->next;
}

static _Thread_local bool is_kept_out, is_guest;

void
sql_keep_out(void)
{
    is_kept_out = true;
}

void
sql_be_guest(void)
{
    is_guest = true;
}

void
sql_settle(const struct sql *sql)
{
    assert(!is_kept_out);
    for (const struct sql_guest *guest = sql->guests; guest; guest = guest->next)
        guest->settle(guest->ctx);
}

bool
sql_take_late(struct sql *sql)
{
    bool is_late = sql->is_late;

    sql->is_late = false;
    return is_late;
}

bool
sql_make_ready(struct sql *sql, struct err *err)
{
    sql_settle(sql);
    if (is_guest)
        return true;
    for (const struct sql_guest *guest = sql->guests; guest; guest = guest->next)
        if (!guest->check(guest->ctx, err))
            return false;
    return !sql_take_late(sql) || sql_begin(sql, err);
}

bool
sql_exec(struct sql *sql, const char *text, struct err *err)
{
    if (!sql_make_ready(sql, err))
        return false;
    return sqlite3_exec(sql->db, text, NULL, NULL, NULL) == SQLITE_OK || sql_failed(sql, err);
}

/* SQLite refuses both inside a transaction. */
static bool
relax(struct sql *sql, bool is_relaxed, struct err *err)
{
    sql_settle(sql); /* a guest may be at the end of such a transaction */
    if (sql->is_relaxed == is_relaxed)
        return true;
    if (!sql_exec(sql, is_relaxed ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL", err))
        return false;
    sql->is_relaxed = is_relaxed;
    return true;
}

bool
sql_begin(struct sql *sql, struct err *err)
{
    return relax(sql, false, err) && sql_exec(sql, "BEGIN IMMEDIATE", err);
}

void
sql_begin_late(struct sql *sql)
{
    sql->is_late = true;
}

bool
sql_begin_relaxed(struct sql *sql, struct err *err)
{
    struct err ignored;

    if (!relax(sql, true, err))
        return false;
    if (sql_exec(sql, "BEGIN IMMEDIATE", err))
        return true;
    relax(sql, false, &ignored);
    return false;
}

bool
sql_commit(struct sql *sql, struct err *err)
{
    return sql_exec(sql, "COMMIT", err) && relax(sql, false, err);
}

bool
sql_begin_reading(struct sql *sql, bool *begun, struct err *err)
{
    *begun = false;
    if (!sql_make_ready(sql, err))
        return false;
    *begun = sqlite3_get_autocommit(sql->db);
    if (!*begun || sql_exec(sql, "BEGIN", err))
        return true;
    *begun = false;
    return false;
}

void
sql_rollback(struct sql *sql)
{
    struct err ignored;

    sql_settle(sql);
    sql->is_late = false;
    if (!sqlite3_get_autocommit(sql->db))
        sqlite3_exec(sql->db, "ROLLBACK", NULL, NULL, NULL); /* SQLite has rolled back already where this fails */
    relax(sql, false, &ignored); /* or at the next sql_begin */
}

struct sqlite3_stmt *
sql_prepare(struct sql *sql, const char *text, struct err *err)
{
    struct sqlite3_stmt *stmt = NULL;

    sql_settle(sql);
    if (sqlite3_prepare_v3(sql->db, text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
        sql_failed(sql, err);
    return stmt;
}

void
sql_finalize(struct sqlite3_stmt *stmt)
{
    sqlite3_finalize(stmt);
}

struct sql_values
sql_bind(struct sqlite3_stmt *stmt)
{
    return (struct sql_values){ .stmt = stmt };
}

static void
bound(struct sql_values *values, int result)
{
    if (result != SQLITE_OK)
        values->failed = true;
}

void
sql_int(struct sql_values *values, int64_t value)
{
    bound(values, sqlite3_bind_int64(values->stmt, ++values->place, value));
}

void
sql_int_or_null(struct sql_values *values, bool has, int64_t value)
{
    if (has)
        sql_int(values, value);
    else
        bound(values, sqlite3_bind_null(values->stmt, ++values->place));
}

void
sql_text(struct sql_values *values, struct str text)
{
    bound(values, sqlite3_bind_text64(values->stmt, ++values->place, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8));
}

void
sql_blob(struct sql_values *values, const void *bytes, size_t len)
{
    bound(values, sqlite3_bind_blob64(values->stmt, ++values->place, bytes, len, SQLITE_STATIC));
}

bool
sql_run(struct sql *sql, struct sql_values *values, struct err *err)
{
    bool row, done = sql_first(sql, values, &row, err);

    while (done && row)
        done = sql_next(sql, values->stmt, &row, err);
    sql_reset(values->stmt);
    return done;
}

bool
sql_first(struct sql *sql, struct sql_values *values, bool *row, struct err *err)
{
    if (values->failed || values->place != sqlite3_bind_parameter_count(values->stmt))
        return err_set(err, ERR_STORE, "%s: %d values do not fit the statement: %s", sql->path, values->place,
                       sqlite3_sql(values->stmt));
    return sql_next(sql, values->stmt, row, err);
}

bool
sql_next(struct sql *sql, struct sqlite3_stmt *stmt, bool *row, struct err *err)
{
    int result;

    if (!sql_make_ready(sql, err))
        return false;
    result = sqlite3_step(stmt);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        return sql_failed(sql, err);
    *row = result == SQLITE_ROW;
    return true;
}

void
sql_reset(struct sqlite3_stmt *stmt)
{
    sqlite3_reset(stmt); /* its result is that of the last step, which was looked at */
}

int64_t
sql_column_int(struct sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_int64(stmt, column);
}

bool
sql_column_is_null(struct sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL;
}

struct str
sql_column_str(struct sqlite3_stmt *stmt, int column)
{
    struct str s = { sqlite3_column_blob(stmt, column), (size_t)sqlite3_column_bytes(stmt, column) };

    /* SQLite gives no pointer for an empty value; ours means NULL. */
    if (!s.ptr && sqlite3_column_type(stmt, column) != SQLITE_NULL)
        s.ptr = "";
    return s;
}

bool
sql_ask_int(struct sql *sql, const char *text, int64_t *number, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, text, err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = stmt && sql_first(sql, &none, &row, err);

    if (done)
        *number = row ? sql_column_int(stmt, 0) : 0;
    sql_finalize(stmt);
    return done;
}

/* SPDX-License-Identifier: MIT */
#include "lib/store/file_check.h"

#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <sqlite3.h>
#include <stdio.h>

enum { LOOK_EVERY = 100000 /* instructions of SQLite's machine: some milliseconds */ };

void
check_watch_tell(const struct check_watch *watch, enum check_step step, uint64_t done, uint64_t total)
{
    if (watch && watch->progress)
        watch->progress(watch->ctx, step, done, total);
}

static bool
is_unwanted(const struct check_watch *watch)
{
    return watch && watch->is_unwanted && watch->is_unwanted(watch->ctx);
}

bool
check_watch_goes_on(const struct check_watch *watch, struct err *err)
{
    return !is_unwanted(watch) || err_set(err, ERR_INTERNAL, "interrupted");
}

struct looking {
    struct sql *sql;
    const struct check_watch *watch;
    void (*tell)(void *ctx, struct str what);
    void *ctx;
    size_t found;
};

static int
on_look(void *ctx)
{
    const struct looking *looking = ctx;

    check_watch_tell(looking->watch, CHECK_FILE, 0, 0);
    return is_unwanted(looking->watch);
}

static void
note(struct looking *looking, struct str what)
{
    looking->found++;
    looking->tell(looking->ctx, what);
}

static void
tell_page(struct looking *looking, struct sqlite3_stmt *row)
{
    struct str what = sql_column_str(row, 0);

    if (!str_eq(what, STR("ok")))
        note(looking, what);
}

static void
tell_reference(struct looking *looking, struct sqlite3_stmt *row)
{
    struct str table = sql_column_str(row, 0), other = sql_column_str(row, 2);
    char text[160];

    snprintf(text, sizeof text, "row %lld of %.*s refers to a row of %.*s that is not there", (long long)sql_column_int(row, 1),
             STR_ARG(table), STR_ARG(other));
    note(looking, str_of(text));
}

/* A file so damaged that SQLite gives up says that, too. */
static bool
ask(struct looking *looking, const char *question, void (*take)(struct looking *looking, struct sqlite3_stmt *row), struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(looking->sql, question, err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = stmt && sql_first(looking->sql, &none, &row, err);

    for (size_t i = 0; done && row; i++) {
        if (i < FILE_CHECK_FINDINGS)
            take(looking, stmt);
        done = sql_next(looking->sql, stmt, &row, err);
    }
    sql_finalize(stmt);
    if (!done && (sqlite3_errcode(looking->sql->db) & 0xff) == SQLITE_CORRUPT) {
        note(looking, str_of(sqlite3_errmsg(looking->sql->db)));
        return true;
    }
    return done || (check_watch_goes_on(looking->watch, err) && false);
}

bool
file_check(struct store *store, const struct check_watch *watch, void (*tell)(void *ctx, struct str what), void *ctx,
           size_t *found, struct err *err)
{
    struct looking looking = { .sql = store_sql(store), .watch = watch, .tell = tell, .ctx = ctx };
    bool done;

    check_watch_tell(watch, CHECK_FILE, 0, 0);
    sqlite3_progress_handler(looking.sql->db, LOOK_EVERY, on_look, &looking);
    done = ask(&looking, "PRAGMA integrity_check(20)", tell_page, err) &&
           ask(&looking, "PRAGMA foreign_key_check", tell_reference, err);
    sqlite3_progress_handler(looking.sql->db, 0, NULL, NULL);
    *found = looking.found;
    return done;
}

/* SPDX-License-Identifier: MIT */
#include "lib/store/forgotten.h"

#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

/* The mark of person_table.c, and which batch both must have. */
static const char forgotten_there[] = "SELECT number, key FROM person WHERE substr(key, 1, 12) = zeroblob(12)";
static const char last_batch[] = "SELECT first, chain FROM batch ORDER BY first DESC LIMIT 1";
static const char same_batch[] = "SELECT 1 FROM batch WHERE first = ? AND chain = ?";
static const char overwrite[] = "UPDATE person SET key = ? WHERE number = ? AND key <> ?";

static bool
has_batch(struct sql *old, struct sqlite3_stmt *batch, bool *has, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(old, same_batch, err);
    struct sql_values values = sql_bind(stmt);
    struct str chain = sql_column_str(batch, 1);
    bool done;

    if (!stmt)
        return false;
    sql_int(&values, sql_column_int(batch, 0));
    sql_blob(&values, chain.ptr, chain.len);
    done = sql_first(old, &values, has, err);
    sql_finalize(stmt);
    return done;
}

/* Does the old log go on where the file's ends? */
static bool
is_continued(struct sql *old, struct sql *file, bool *continued, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(file, last_batch, err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = stmt && sql_first(file, &none, &row, err);

    *continued = false;
    if (done && row)
        done = has_batch(old, stmt, continued, err);
    sql_finalize(stmt);
    return done;
}

static bool
forget_one(struct sql *file, struct sqlite3_stmt *update, struct sqlite3_stmt *person, uint64_t *count, struct err *err)
{
    struct sql_values values = sql_bind(update);
    struct str key = sql_column_str(person, 1);

    sql_blob(&values, key.ptr, key.len);
    sql_int(&values, sql_column_int(person, 0));
    sql_blob(&values, key.ptr, key.len);
    if (!sql_run(file, &values, err))
        return false;
    *count += (uint64_t)sqlite3_changes(file->db);
    return true;
}

static bool
forget(struct sql *old, struct sql *file, uint64_t *count, struct err *err)
{
    struct sqlite3_stmt *update = sql_prepare(file, overwrite, err), *persons = update ? sql_prepare(old, forgotten_there, err) : NULL;
    struct sql_values none = sql_bind(persons);
    bool row = false, done = persons && sql_first(old, &none, &row, err);

    while (done && row)
        done = forget_one(file, update, persons, count, err) && sql_next(old, persons, &row, err);
    sql_finalize(persons);
    sql_finalize(update);
    return done;
}

/* What the old one cannot say for being damaged is no reason to restore nothing. */
static bool
carry_over(struct sql *old, struct sql *file, uint64_t *count, struct err *err)
{
    struct err unreadable;
    bool continued;

    if (!is_continued(old, file, &continued, &unreadable) || !continued)
        return true;
    if (!sql_exec(file, "PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON; BEGIN", err))
        return false;
    if (forget(old, file, count, err))
        return sql_commit(file, err);
    sql_rollback(file);
    return false;
}

bool
forgotten_carry_over(const char *old, const char *file, uint64_t *count, struct err *err)
{
    struct err unreadable;
    struct store *before = access(old, F_OK) == 0 ? store_open_backup(old, &unreadable) : NULL;
    struct sql sql = { 0 };
    bool done = true;

    *count = 0;
    if (before) {
        done = sql_open(&sql, file, true, err) && carry_over(store_sql(before), &sql, count, err);
        if (sql.db)
            sql_close(&sql);
    }
    store_close(before);
    return done;
}

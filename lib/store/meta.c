/* SPDX-License-Identifier: MIT */
#include "lib/store/meta.h"

#include "lib/store/sql.h"

/* The statement that waits at its row, or at its end; NULL and err on failure. */
static struct sqlite3_stmt *
look_up(struct sql *sql, const char *key, bool *row, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "SELECT value FROM meta WHERE key = ?", err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return NULL;
    sql_text(&values, str_of(key));
    if (sql_first(sql, &values, row, err))
        return stmt;
    sql_finalize(stmt);
    return NULL;
}

bool
meta_get(struct sql *sql, const char *key, struct arena *arena, struct str *value, struct err *err)
{
    bool row;
    struct sqlite3_stmt *stmt = look_up(sql, key, &row, err);

    if (!stmt)
        return false;
    *value = row ? arena_copy(arena, sql_column_str(stmt, 0)) : (struct str){ 0 };
    sql_finalize(stmt);
    return true;
}

bool
meta_get_int(struct sql *sql, const char *key, int64_t *value, struct err *err)
{
    bool row;
    struct sqlite3_stmt *stmt = look_up(sql, key, &row, err);

    if (!stmt)
        return false;
    *value = row ? sql_column_int(stmt, 0) : 0;
    sql_finalize(stmt);
    return true;
}

static struct sqlite3_stmt *
prepare_put(struct sql *sql, const char *key, struct sql_values *values, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", err);

    if (stmt) {
        *values = sql_bind(stmt);
        sql_text(values, str_of(key));
    }
    return stmt;
}

static bool
put(struct sql *sql, struct sql_values *values, struct err *err)
{
    bool done = sql_run(sql, values, err);

    sql_finalize(values->stmt);
    return done;
}

bool
meta_put_text(struct sql *sql, const char *key, struct str value, struct err *err)
{
    struct sql_values values;

    if (!prepare_put(sql, key, &values, err))
        return false;
    sql_text(&values, value);
    return put(sql, &values, err);
}

bool
meta_put_int(struct sql *sql, const char *key, int64_t value, struct err *err)
{
    struct sql_values values;

    if (!prepare_put(sql, key, &values, err))
        return false;
    sql_int(&values, value);
    return put(sql, &values, err);
}

bool
meta_put_blob(struct sql *sql, const char *key, const void *bytes, size_t len, struct err *err)
{
    struct sql_values values;

    if (!prepare_put(sql, key, &values, err))
        return false;
    sql_blob(&values, bytes, len);
    return put(sql, &values, err);
}

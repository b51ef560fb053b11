/* SPDX-License-Identifier: MIT */
#include "lib/store/query.h"

#include "lib/base/mem.h"
#include "lib/store/sql.h"

#include <stdlib.h>
#include <string.h>

struct str
row_text(struct query_row *row)
{
    struct str text = sql_column_str(row->stmt, row->column++);

    return text.ptr ? arena_copy(row->arena, text) : text;
}

struct str
row_text_like(struct query_row *row, struct str before)
{
    struct str text = sql_column_str(row->stmt, row->column++);

    if (!text.ptr || (before.ptr && str_eq(text, before)))
        return text.ptr ? before : text;
    return arena_copy(row->arena, text);
}

int64_t
row_int(struct query_row *row)
{
    return sql_column_int(row->stmt, row->column++);
}

bool
row_has(const struct query_row *row)
{
    return !sql_column_is_null(row->stmt, row->column);
}

static struct sqlite3_stmt *
start(struct sql *sql, const char *text, const struct str *texts, size_t count, bool *row, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, text, err);
    struct sql_values values = sql_bind(stmt);

    if (!stmt)
        return NULL;
    for (size_t i = 0; i < count; i++)
        sql_text(&values, texts[i]);
    if (sql_first(sql, &values, row, err))
        return stmt;
    sql_finalize(stmt);
    return NULL;
}

static void
read_item(struct sqlite3_stmt *stmt, struct query_item item, struct arena *arena, const void *before, void *place)
{
    struct query_row row = { .stmt = stmt, .arena = arena, .before = before };

    memset(place, 0, item.size);
    item.read(&row, place);
}

bool
query_all(struct sql *sql, const char *text, const struct str *values, size_t value_count, struct query_item item,
          struct arena *arena, void **items, size_t *count, struct err *err)
{
    size_t n = 0, capacity = 0;
    char *found = NULL;
    bool row = false, done;
    struct sqlite3_stmt *stmt = start(sql, text, values, value_count, &row, err);

    for (done = stmt != NULL; done && row; done = sql_next(sql, stmt, &row, err)) {
        found = mem_grow(found, n, &capacity, item.size);
        read_item(stmt, item, arena, n > 0 ? found + (n - 1) * item.size : NULL, found + n * item.size);
        n++;
    }
    sql_finalize(stmt);
    if (done) {
        *items = arena_array(arena, n, item.size);
        if (n)
            memcpy(*items, found, n * item.size);
        *count = n;
    }
    free(found);
    return done;
}

bool
query_one(struct sql *sql, const char *text, struct query_item item, struct arena *arena, void *found, struct err *err)
{
    bool row = false;
    struct sqlite3_stmt *stmt = start(sql, text, NULL, 0, &row, err);

    if (stmt && row)
        read_item(stmt, item, arena, NULL, found);
    sql_finalize(stmt);
    return stmt && (row || err_set(err, ERR_STORE, "%s: no answer to: %s", sql->path, text));
}

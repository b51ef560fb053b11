/* SPDX-License-Identifier: MIT */
#include "lib/store/incoming.h"

#include "lib/store/sql.h"

#include <sqlite3.h>

struct table {
    sqlite3_vtab base;
    const struct incoming *incoming;
};

struct cursor {
    sqlite3_vtab_cursor base;
    size_t row;
};

static const struct incoming *
incoming_of(sqlite3_vtab_cursor *cursor)
{
    return ((struct table *)cursor->pVtab)->incoming;
}

static int
on_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **made, char **error)
{
    const struct incoming *incoming = aux;
    struct table *table = sqlite3_malloc(sizeof *table);

    (void)argc;
    (void)argv;
    (void)error;
    if (!table)
        return SQLITE_NOMEM;
    *table = (struct table){ .incoming = incoming };
    *made = &table->base;
    return sqlite3_declare_vtab(db, incoming->declaration);
}

static int
on_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int
on_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1; /* there is only one way: all, in order */
    return SQLITE_OK;
}

static int
on_open(sqlite3_vtab *table, sqlite3_vtab_cursor **made)
{
    struct cursor *cursor = sqlite3_malloc(sizeof *cursor);

    (void)table;
    if (!cursor)
        return SQLITE_NOMEM;
    *cursor = (struct cursor){ .row = 0 };
    *made = &cursor->base;
    return SQLITE_OK;
}

static int
on_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int
on_filter(sqlite3_vtab_cursor *cursor, int plan, const char *plan_text, int argc, sqlite3_value **argv)
{
    (void)plan;
    (void)plan_text;
    (void)argc;
    (void)argv;
    ((struct cursor *)cursor)->row = 0;
    return SQLITE_OK;
}

static int
on_next(sqlite3_vtab_cursor *cursor)
{
    ((struct cursor *)cursor)->row++;
    return SQLITE_OK;
}

static int
on_eof(sqlite3_vtab_cursor *cursor)
{
    return ((struct cursor *)cursor)->row >= incoming_of(cursor)->count;
}

static int
on_column(sqlite3_vtab_cursor *cursor, sqlite3_context *result, int column)
{
    const struct incoming *incoming = incoming_of(cursor);

    incoming->column(incoming->rows + ((struct cursor *)cursor)->row * incoming->row_size, column, result);
    return SQLITE_OK;
}

static int
on_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    *rowid = (sqlite3_int64)((struct cursor *)cursor)->row;
    return SQLITE_OK;
}

/* Without xCreate the table is there by itself, under the module's name. */
static const sqlite3_module module = {
    .xConnect = on_connect,
    .xBestIndex = on_best_index,
    .xDisconnect = on_disconnect,
    .xOpen = on_open,
    .xClose = on_close,
    .xFilter = on_filter,
    .xNext = on_next,
    .xEof = on_eof,
    .xColumn = on_column,
    .xRowid = on_rowid,
};

bool
incoming_register(struct sql *sql, const char *name, struct incoming *incoming, struct err *err)
{
    return sqlite3_create_module(sql->db, name, &module, incoming) == SQLITE_OK || sql_failed(sql, err);
}

void
incoming_int(struct sqlite3_context *result, int64_t value)
{
    sqlite3_result_int64(result, value);
}

void
incoming_text(struct sqlite3_context *result, struct str text)
{
    sqlite3_result_text64(result, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

void
incoming_blob(struct sqlite3_context *result, const void *bytes, size_t len)
{
    sqlite3_result_blob64(result, bytes, len, SQLITE_STATIC);
}

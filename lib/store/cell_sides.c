/* SPDX-License-Identifier: MIT */
#include "lib/store/cell_sides.h"

#include "lib/base/mem.h"
#include "lib/store/cell_columns.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"

#include <stdlib.h>

static const char shown_key[] = "shown"; /* in meta */

void
cell_list_add(struct cell_list *list, uint32_t cell)
{
    list->cells = mem_grow(list->cells, list->count, &list->capacity, sizeof *list->cells);
    list->cells[list->count++] = cell;
}

static int
by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

void
cell_list_sort(struct cell_list *list, size_t from)
{
    if (list->count > from)
        qsort(list->cells + from, list->count - from, sizeof *list->cells, by_number);
}

void
cell_list_free(struct cell_list *list)
{
    free(list->cells);
    *list = (struct cell_list){ 0 };
}

bool
cell_sides_open(struct cell_sides *sides, struct sql *sql, struct err *err)
{
    *sides = (struct cell_sides){ .sql = sql, .numbers = cell_columns_numbers };
    if (!incoming_register(sql, "incoming_number", &sides->numbers, err))
        return false;
    sides->copy = sql_prepare(sql,
                              ("INSERT OR REPLACE INTO cell_value (slot, " CELL_VALUE_COLUMNS ")"
                               " SELECT n.cell + ?, " CELL_VALUE_COLUMNS
                               " FROM incoming_number AS n CROSS JOIN cell_value AS v ON v.slot = n.cell + ?"),
                              err);
    if (sides->copy)
        sides->drop_names = sql_prepare(sql, "DELETE FROM cell WHERE cell IN (SELECT cell FROM incoming_number)", err);
    if (sides->drop_names)
        sides->drop_values = sql_prepare(sql, "DELETE FROM cell_value WHERE slot IN (SELECT cell + ? FROM incoming_number)", err);
    return sides->drop_values != NULL;
}

void
cell_sides_close(struct cell_sides *sides)
{
    sql_finalize(sides->copy);
    sql_finalize(sides->drop_names);
    sql_finalize(sides->drop_values);
    *sides = (struct cell_sides){ 0 };
}

bool
cell_sides_read(struct cell_sides *sides, struct err *err)
{
    return meta_get_int(sides->sql, shown_key, &sides->shown, err);
}

int64_t
cell_sides_hidden(const struct cell_sides *sides)
{
    return CELL_SIDE - sides->shown;
}

/* For a range of slots. */
static struct sqlite3_stmt *
prepare_range(const struct cell_sides *sides, const char *text, int64_t from, struct sql_values *values, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sides->sql, text, err);

    *values = sql_bind(stmt);
    if (stmt) {
        sql_int(values, from);
        sql_int(values, from + CELL_SIDE);
    }
    return stmt;
}

static bool
list_shown(struct cell_sides *sides, struct cell_list *cells, struct err *err)
{
    struct sql_values values;
    struct sqlite3_stmt *stmt =
        prepare_range(sides, "SELECT slot FROM cell_value WHERE slot >= ? AND slot < ? ORDER BY slot", sides->shown, &values, err);
    bool row = false, done = stmt && sql_first(sides->sql, &values, &row, err);

    while (done && row) {
        cell_list_add(cells, (uint32_t)(sql_column_int(stmt, 0) - sides->shown));
        done = sql_next(sides->sql, stmt, &row, err);
    }
    sql_finalize(stmt);
    return done;
}

bool
cell_sides_clear_hidden(struct cell_sides *sides, struct cell_list *cells, struct err *err)
{
    struct sql_values values;
    struct sqlite3_stmt *stmt =
        prepare_range(sides, "DELETE FROM cell_value WHERE slot >= ? AND slot < ?", cell_sides_hidden(sides), &values, err);
    bool done = stmt && sql_run(sides->sql, &values, err);

    sql_finalize(stmt);
    return done && list_shown(sides, cells, err);
}

static void
take(struct cell_sides *sides, const uint32_t *cells, size_t count)
{
    sides->numbers.rows = (const char *)cells;
    sides->numbers.count = count;
}

bool
cell_sides_copy(struct cell_sides *sides, const uint32_t *cells, size_t count, struct err *err)
{
    struct sql_values values = sql_bind(sides->copy);

    take(sides, cells, count);
    sql_int(&values, cell_sides_hidden(sides));
    sql_int(&values, sides->shown);
    return count == 0 || sql_run(sides->sql, &values, err);
}

static bool
drop_values(struct cell_sides *sides, int64_t side, struct err *err)
{
    struct sql_values values = sql_bind(sides->drop_values);

    sql_int(&values, side);
    return sql_run(sides->sql, &values, err);
}

bool
cell_sides_drop(struct cell_sides *sides, const uint32_t *cells, size_t count, struct err *err)
{
    struct sql_values none = sql_bind(sides->drop_names);

    take(sides, cells, count);
    return count == 0 || (sql_run(sides->sql, &none, err) && drop_values(sides, 0, err) && drop_values(sides, CELL_SIDE, err));
}

bool
cell_sides_turn(const struct cell_sides *sides, struct err *err)
{
    return meta_put_int(sides->sql, shown_key, cell_sides_hidden(sides), err);
}

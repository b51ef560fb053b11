/* SPDX-License-Identifier: MIT */
#include "lib/store/officials.h"

#include "lib/base/mem.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

enum statement { PUT_DUE, DROP_DUE, NEXT_DUE, FIND, NUMBER, ADD, PUT, PAGE, SHARES, STATEMENTS };

#define COLUMNS \
    "indicator, unit, team, category, \"group\", period, first, \"end\", kind, plugin, unit_name, state, value, method, " \
    "target, flags, notes, detail, numerator, denominator, named, lower, upper, met, short"

static const char *const texts[STATEMENTS] = {
    [PUT_DUE] = "INSERT OR IGNORE INTO closing_due (position) VALUES (?)",
    [DROP_DUE] = "DELETE FROM closing_due WHERE position = ?",
    [NEXT_DUE] = "SELECT min(position) FROM closing_due WHERE position > ?",
    [FIND] = "SELECT closing FROM closing WHERE close = ?",
    [NUMBER] = "SELECT coalesce(max(closing), 0) + 1 FROM closing",
    [ADD] = ("INSERT INTO closing (closing, unit, period, first, \"end\", close, position, day, ruleset, official)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, (SELECT coalesce(max(official), 0) + 1 FROM closing"
            " WHERE unit = ?2 AND first = ?4 AND \"end\" = ?5))"),
    [PUT] = "INSERT INTO official (closing, " COLUMNS ")"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [PAGE] = "SELECT " COLUMNS " FROM official WHERE closing = ? AND first = ? AND \"end\" = ? AND team IS ? ORDER BY cell",
    [SHARES] = ("SELECT team, category, \"group\", first, \"end\", numerator, denominator FROM official"
               " WHERE closing = ? AND indicator = ? AND state = 'ok'"),
};

struct officials {
    struct sql *sql;
    struct sqlite3_stmt *stmts[STATEMENTS];
};

struct officials *
officials_open(struct store *store, struct err *err)
{
    struct officials *officials = mem_new(sizeof *officials);

    officials->sql = store_sql(store);
    for (int i = 0; i < STATEMENTS; i++) {
        officials->stmts[i] = sql_prepare(officials->sql, texts[i], err);
        if (officials->stmts[i])
            continue;
        officials_close(officials);
        return NULL;
    }
    return officials;
}

void
officials_close(struct officials *officials)
{
    if (!officials)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sql_finalize(officials->stmts[i]);
    free(officials);
}

static bool
run_with(struct officials *officials, enum statement statement, uint64_t position, struct err *err)
{
    struct sql_values values = sql_bind(officials->stmts[statement]);

    sql_int(&values, (int64_t)position);
    return sql_run(officials->sql, &values, err);
}

/* The one number that a statement gives; 0: none. */
static bool
ask(struct officials *officials, enum statement statement, struct sql_values *values, int64_t *number, struct err *err)
{
    bool row, done = sql_first(officials->sql, values, &row, err);

    if (done)
        *number = row ? sql_column_int(officials->stmts[statement], 0) : 0;
    sql_reset(officials->stmts[statement]);
    return done;
}

bool
officials_put_due(struct officials *officials, uint64_t position, struct err *err)
{
    return run_with(officials, PUT_DUE, position, err);
}

bool
officials_drop_due(struct officials *officials, uint64_t position, struct err *err)
{
    return run_with(officials, DROP_DUE, position, err);
}

bool
officials_next_due(struct officials *officials, uint64_t position, uint64_t *next, struct err *err)
{
    struct sql_values values = sql_bind(officials->stmts[NEXT_DUE]);
    int64_t found;

    sql_int(&values, (int64_t)position);
    if (!ask(officials, NEXT_DUE, &values, &found, err))
        return false;
    *next = (uint64_t)found;
    return true;
}

bool
officials_find(struct officials *officials, uint64_t close, int64_t *closing, struct err *err)
{
    struct sql_values values = sql_bind(officials->stmts[FIND]);

    sql_int(&values, (int64_t)close);
    return ask(officials, FIND, &values, closing, err);
}

bool
officials_add(struct officials *officials, const struct official_closing *row, int64_t *closing, struct err *err)
{
    struct sql_values values = sql_bind(officials->stmts[NUMBER]);

    if (!ask(officials, NUMBER, &values, closing, err))
        return false;
    values = sql_bind(officials->stmts[ADD]);
    sql_int(&values, *closing);
    sql_text(&values, row->unit);
    sql_text(&values, row->period);
    sql_int(&values, row->first);
    sql_int(&values, row->end);
    sql_int(&values, (int64_t)row->close);
    sql_int(&values, (int64_t)row->position);
    sql_text(&values, row->day);
    sql_text(&values, row->ruleset);
    return sql_run(officials->sql, &values, err);
}

static void
bind_texts(struct sql_values *values, const struct figure_row *row)
{
    const struct str before[] = { row->indicator, row->unit, row->team, row->category, row->group, row->period };
    const struct str after[] = { row->kind,   row->plugin, row->unit_name, row->state, row->value,
                                 row->method, row->target, row->flags,     row->notes, row->detail };

    sql_int(values, row->closing);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        sql_text(values, before[i]);
    sql_int(values, row->period_first);
    sql_int(values, row->period_end);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        sql_text(values, after[i]);
}

bool
officials_put(struct officials *officials, const struct figure_row *row, struct err *err)
{
    struct sql_values values = sql_bind(officials->stmts[PUT]);

    bind_texts(&values, row);
    sql_int_or_null(&values, row->has_numerator, row->numerator);
    sql_int_or_null(&values, row->has_denominator, row->denominator);
    sql_int_or_null(&values, row->has_bounds, row->named);
    sql_int_or_null(&values, row->has_bounds, row->lower);
    sql_int_or_null(&values, row->has_bounds, row->upper);
    sql_int_or_null(&values, row->has_met, row->met);
    sql_int_or_null(&values, row->has_short, row->shortfall);
    return sql_run(officials->sql, &values, err);
}

/* The row that stands, from its first column on. */
struct reading {
    struct sqlite3_stmt *stmt;
    int column;
    struct arena *arena;
};

static void
read_text(struct reading *reading, struct str *text)
{
    struct str found = sql_column_str(reading->stmt, reading->column++);

    *text = found.ptr ? arena_copy(reading->arena, found) : found;
}

static void
read_number(struct reading *reading, bool *has, int64_t *number)
{
    *has = !sql_column_is_null(reading->stmt, reading->column);
    *number = sql_column_int(reading->stmt, reading->column++);
}

static void
read_texts(struct reading *reading, struct figure_row *row)
{
    struct str *const before[] = { &row->indicator, &row->unit, &row->team, &row->category, &row->group, &row->period };
    struct str *const after[] = { &row->kind,   &row->plugin, &row->unit_name, &row->state, &row->value,
                                  &row->method, &row->target, &row->flags,     &row->notes, &row->detail };

    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        read_text(reading, before[i]);
    row->period_first = (int32_t)sql_column_int(reading->stmt, reading->column++);
    row->period_end = (int32_t)sql_column_int(reading->stmt, reading->column++);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        read_text(reading, after[i]);
}

static void
read_row(struct reading *reading, struct figure_row *row)
{
    int64_t met;

    read_texts(reading, row);
    read_number(reading, &row->has_numerator, &row->numerator);
    read_number(reading, &row->has_denominator, &row->denominator);
    read_number(reading, &row->has_bounds, &row->named);
    read_number(reading, &row->has_bounds, &row->lower);
    read_number(reading, &row->has_bounds, &row->upper);
    read_number(reading, &row->has_met, &met);
    row->met = met != 0;
    read_number(reading, &row->has_short, &row->shortfall);
}

bool
officials_page(struct officials *officials, int64_t closing, int32_t first, int32_t end, struct str team,
               struct arena *arena, struct figure_row **rows, size_t *count, struct err *err)
{
    struct sqlite3_stmt *stmt = officials->stmts[PAGE];
    struct sql_values values = sql_bind(stmt);
    size_t capacity = 0;
    bool row, done;

    *rows = NULL;
    *count = 0;
    sql_int(&values, closing);
    sql_int(&values, first);
    sql_int(&values, end);
    sql_text(&values, team);
    done = sql_first(officials->sql, &values, &row, err);
    while (done && row) {
        struct reading reading = { stmt, 0, arena };
        *rows = mem_grow(*rows, *count, &capacity, sizeof **rows);
        (*rows)[*count] = (struct figure_row){ .closing = closing };
        read_row(&reading, &(*rows)[(*count)++]);
        done = sql_next(officials->sql, stmt, &row, err);
    }
    sql_reset(stmt);
    if (!done) {
        free(*rows);
        *rows = NULL;
    }
    return done;
}

bool
officials_shares(struct officials *officials, int64_t closing, struct str indicator, official_share_fn fn, void *ctx,
                 struct err *err)
{
    struct sqlite3_stmt *stmt = officials->stmts[SHARES];
    struct sql_values values = sql_bind(stmt);
    bool found, done;

    sql_int(&values, closing);
    sql_text(&values, indicator);
    for (done = sql_first(officials->sql, &values, &found, err); done && found; done = sql_next(officials->sql, stmt, &found, err)) {
        const struct figure_row row = {
            .closing = closing,
            .indicator = indicator,
            .team = sql_column_str(stmt, 0),
            .category = sql_column_str(stmt, 1),
            .group = sql_column_str(stmt, 2),
            .period_first = (int32_t)sql_column_int(stmt, 3),
            .period_end = (int32_t)sql_column_int(stmt, 4),
            .numerator = sql_column_int(stmt, 5),
            .denominator = sql_column_int(stmt, 6),
        };
        fn(ctx, &row);
    }
    sql_reset(stmt);
    return done;
}

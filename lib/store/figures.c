/* SPDX-License-Identifier: MIT */
#include "lib/store/figures.h"

#include "lib/base/mem.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>

enum statement {
    PUT_CELL, DROP_CELL, PUT_UNIT, PUT_INDICATOR, PUT_CODE, PUT_SESSION, PUT_EVENT, DROP_EVENT, PUT_FAULT, DROP_FAULT,
    STATEMENTS
};

static const char *const texts[STATEMENTS] = {
    [PUT_CELL] = "INSERT OR REPLACE INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DROP_CELL] = "DELETE FROM cell WHERE no = ?",
    [PUT_UNIT] = "INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [PUT_INDICATOR] = "INSERT INTO indicator VALUES (?, ?, ?, ?, ?, ?)",
    [PUT_CODE] = "INSERT INTO code VALUES (?, ?, ?)",
    [PUT_SESSION] = "INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?, ?)",
    [PUT_EVENT] = "INSERT OR REPLACE INTO event_state VALUES (?, ?, ?, ?, ?)",
    [DROP_EVENT] = "DELETE FROM event_state WHERE seq = ?",
    [PUT_FAULT] = "INSERT OR REPLACE INTO fault VALUES (?, ?, ?)",
    [DROP_FAULT] = "DELETE FROM fault WHERE plugin = ?",
};

struct figures {
    struct sql *sql;
    struct sqlite3_stmt *stmts[STATEMENTS];
};

struct figures *
figures_open(struct store *store, struct err *err)
{
    struct figures *figures = mem_new(sizeof *figures);

    figures->sql = store_sql(store);
    for (int i = 0; i < STATEMENTS; i++) {
        figures->stmts[i] = sql_prepare(figures->sql, texts[i], err);
        if (!figures->stmts[i]) {
            figures_close(figures);
            return NULL;
        }
    }
    return figures;
}

void
figures_close(struct figures *figures)
{
    if (!figures)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sql_finalize(figures->stmts[i]);
    free(figures);
}

bool
figures_begin(struct figures *figures, struct err *err)
{
    return sql_begin(figures->sql, err);
}

bool
figures_clear(struct figures *figures, struct err *err)
{
    return sql_exec(figures->sql,
                    "DELETE FROM cell; DELETE FROM unit; DELETE FROM indicator; DELETE FROM code; "
                    "DELETE FROM session; DELETE FROM event_state",
                    err);
}

static struct sql_values
bind(struct figures *figures, enum statement statement)
{
    return sql_bind(figures->stmts[statement]);
}

static void
bind_counts(struct sql_values *values, const struct figure_row *row)
{
    sql_int_or_null(values, row->has_numerator, row->numerator);
    sql_int_or_null(values, row->has_denominator, row->denominator);
    sql_text(values, row->value);
    sql_text(values, row->method);
    sql_int_or_null(values, row->has_bounds, row->named);
    sql_int_or_null(values, row->has_bounds, row->lower);
    sql_int_or_null(values, row->has_bounds, row->upper);
    sql_text(values, row->target);
    sql_int_or_null(values, row->has_met, row->met);
    sql_int_or_null(values, row->has_short, row->shortfall);
}

bool
figures_put(struct figures *figures, const struct figure_row *row, struct err *err)
{
    struct sql_values values = bind(figures, PUT_CELL);

    sql_int(&values, row->cell);
    sql_text(&values, row->indicator);
    sql_text(&values, row->unit);
    sql_text(&values, row->team);
    sql_text(&values, row->category);
    sql_text(&values, row->group);
    sql_text(&values, row->period);
    sql_int(&values, row->period_first);
    sql_int(&values, row->period_end);
    sql_text(&values, row->state);
    bind_counts(&values, row);
    sql_text(&values, row->flags);
    sql_text(&values, row->notes);
    sql_text(&values, row->kind);
    sql_text(&values, row->plugin);
    sql_text(&values, row->detail);
    return sql_run(figures->sql, &values, err);
}

bool
figures_drop(struct figures *figures, uint32_t cell, struct err *err)
{
    struct sql_values values = bind(figures, DROP_CELL);

    sql_int(&values, cell);
    return sql_run(figures->sql, &values, err);
}

/* Where the subtree of the i-th unit ends: units come in tree order, parents first. */
static void
measure_tree(const struct figure_unit *units, size_t count, int *depths, size_t *ends)
{
    size_t *path = mem_array(count + 1, sizeof *path), depth = 0;

    for (size_t i = 0; i < count; i++) {
        while (depth > 0 && !(units[i].parent.ptr && str_eq(units[path[depth - 1]].code, units[i].parent)))
            ends[path[--depth]] = i;
        depths[i] = (int)depth;
        path[depth++] = i;
    }
    while (depth > 0)
        ends[path[--depth]] = count;
    free(path);
}

static bool
put_unit(struct figures *figures, const struct figure_unit *unit, size_t place, size_t end, int depth, struct err *err)
{
    struct sql_values values = bind(figures, PUT_UNIT);

    sql_text(&values, unit->code);
    sql_int(&values, (int64_t)place);
    sql_int(&values, (int64_t)end);
    sql_int(&values, depth);
    sql_text(&values, unit->name);
    sql_text(&values, unit->name_en);
    sql_text(&values, unit->level);
    sql_text(&values, unit->parent);
    return sql_run(figures->sql, &values, err);
}

bool
figures_put_units(struct figures *figures, const struct figure_unit *units, size_t count, struct err *err)
{
    int *depths = mem_array(count + 1, sizeof *depths);
    size_t *ends = mem_array(count + 1, sizeof *ends);
    bool fine = sql_exec(figures->sql, "DELETE FROM unit", err);

    measure_tree(units, count, depths, ends);
    for (size_t i = 0; fine && i < count; i++)
        fine = put_unit(figures, &units[i], i, ends[i], depths[i], err);
    free(depths);
    free(ends);
    return fine;
}

bool
figures_put_indicators(struct figures *figures, const struct figure_indicator *indicators, size_t count,
                       struct err *err)
{
    bool fine = sql_exec(figures->sql, "DELETE FROM indicator", err);

    for (size_t i = 0; fine && i < count; i++) {
        struct sql_values values = bind(figures, PUT_INDICATOR);
        sql_text(&values, indicators[i].name);
        sql_text(&values, indicators[i].title_zh);
        sql_text(&values, indicators[i].title_en);
        sql_text(&values, indicators[i].plugin);
        sql_int(&values, indicators[i].decimals);
        sql_int(&values, indicators[i].factor);
        fine = sql_run(figures->sql, &values, err);
    }
    return fine;
}

bool
figures_put_codes(struct figures *figures, const struct figure_code *codes, size_t count, struct err *err)
{
    bool fine = sql_exec(figures->sql, "DELETE FROM code", err);

    for (size_t i = 0; fine && i < count; i++) {
        struct sql_values values = bind(figures, PUT_CODE);
        sql_text(&values, codes[i].kind);
        sql_text(&values, codes[i].code);
        sql_text(&values, codes[i].name);
        fine = sql_run(figures->sql, &values, err);
    }
    return fine;
}

bool
figures_put_session(struct figures *figures, const struct figure_session *session, struct err *err)
{
    struct sql_values values = bind(figures, PUT_SESSION);

    sql_text(&values, session->activity);
    sql_text(&values, session->unit);
    sql_text(&values, session->local_date);
    sql_text(&values, session->precision);
    sql_text(&values, session->state);
    return sql_run(figures->sql, &values, err);
}

bool
figures_put_event(struct figures *figures, const struct figure_event *event, struct err *err)
{
    struct sql_values values = bind(figures, event->state.ptr ? PUT_EVENT : DROP_EVENT);

    sql_int(&values, (int64_t)event->seq);
    if (event->state.ptr) {
        sql_text(&values, event->state);
        sql_text(&values, event->unit);
        sql_text(&values, event->local_date);
        sql_text(&values, event->precision);
    }
    return sql_run(figures->sql, &values, err);
}

bool
figures_put_fault(struct figures *figures, struct str plugin, struct str message, uint64_t position, struct err *err)
{
    struct sql_values values = bind(figures, message.ptr ? PUT_FAULT : DROP_FAULT);

    sql_text(&values, plugin);
    if (message.ptr) {
        sql_text(&values, message);
        sql_int(&values, (int64_t)position);
    }
    return sql_run(figures->sql, &values, err);
}

bool
figures_commit(struct figures *figures, uint64_t position, struct str day, struct err *err)
{
    return meta_put_int(figures->sql, "published", (int64_t)position, err) &&
           meta_put_text(figures->sql, "day", day, err) && sql_commit(figures->sql, err);
}

void
figures_rollback(struct figures *figures)
{
    sql_rollback(figures->sql);
}

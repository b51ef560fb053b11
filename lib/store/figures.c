/* SPDX-License-Identifier: MIT */
#include "lib/store/figures.h"

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/store/cell_rows.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>
#include <string.h>

enum statement {
    PUT_UNIT, PUT_INDICATOR, PUT_CODE, PUT_SESSION, PUT_EVENT, DROP_EVENT,
    STATEMENTS
};

static const char *const texts[STATEMENTS] = {
    [PUT_UNIT] =
        "INSERT INTO unit (code, place, \"end\", depth, name, name_en, level, parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [PUT_INDICATOR] =
        ("INSERT INTO indicator (name, title_zh, title_en, plugin, decimals, factor, counts, multiple, whole, numerator_of,"
        " denominator_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    [PUT_CODE] = "INSERT INTO code (kind, code, name) VALUES (?, ?, ?)",
    [PUT_SESSION] = "INSERT OR REPLACE INTO session (activity, unit, local_date, \"precision\", state) VALUES (?, ?, ?, ?, ?)",
    [PUT_EVENT] = "INSERT OR REPLACE INTO event_state (seq, state, unit, local_date, \"precision\") VALUES (?, ?, ?, ?, ?)",
    [DROP_EVENT] = "DELETE FROM event_state WHERE seq = ?",
};

/* Lists that are replaced as a whole, and most often are what they were. */
enum list { UNITS, INDICATORS, CODES, LISTS };

struct figures {
    struct sql *sql;
    struct sqlite3_stmt *stmts[STATEMENTS];
    struct cell_rows cells;
    struct hash128 lists[LISTS]; /* of what this process wrote last; zeros: nothing yet */
    bool is_exposed; /* the transaction has what readers would see at once */
    bool is_resting; /* between figures_rest and figures_resume */
    bool is_relaxed;
};

static bool
prepare(struct figures *figures, struct err *err)
{
    for (int i = 0; i < STATEMENTS; i++) {
        figures->stmts[i] = sql_prepare(figures->sql, texts[i], err);
        if (!figures->stmts[i])
            return false;
    }
    return true;
}

struct figures *
figures_open(struct store *store, struct err *err)
{
    struct figures *figures = mem_new(sizeof *figures);

    figures->sql = store_sql(store);
    if (prepare(figures, err) && cell_rows_open(&figures->cells, figures->sql, err))
        return figures;
    figures_close(figures);
    return NULL;
}

void
figures_close(struct figures *figures)
{
    if (!figures)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sql_finalize(figures->stmts[i]);
    cell_rows_close(&figures->cells);
    free(figures);
}

void
figures_relax(struct figures *figures, bool is_relaxed)
{
    figures->is_relaxed = is_relaxed;
}

static bool
begin_transaction(struct figures *figures, struct err *err)
{
    return figures->is_relaxed ? sql_begin_relaxed(figures->sql, err) : sql_begin(figures->sql, err);
}

static bool
begin(struct figures *figures, bool is_whole, struct err *err)
{
    if (!begin_transaction(figures, err))
        return false;
    figures->is_exposed = is_whole;
    cell_rows_begin(&figures->cells, is_whole);
    return true;
}

bool
figures_begin(struct figures *figures, struct err *err)
{
    return begin(figures, false, err);
}

bool
figures_begin_whole(struct figures *figures, struct err *err)
{
    return begin(figures, true, err);
}

void
figures_begin_handed(struct figures *figures, const struct cell_owner *owner)
{
    figures->is_exposed = false;
    figures->is_resting = true;
    cell_rows_begin(&figures->cells, false);
    cell_rows_hand(&figures->cells, owner);
}

bool
figures_are_waiting(const struct figures *figures)
{
    return cell_rows_has_full(&figures->cells);
}

bool
figures_write(struct figures *figures, unsigned most, struct err *err)
{
    return !figures_are_waiting(figures) ||
           (figures_resume(figures, err) && cell_rows_write(&figures->cells, most, err) && figures_rest(figures, err));
}

void
figures_take_back(struct figures *figures)
{
    cell_rows_take_back(&figures->cells);
}

bool
figures_rest(struct figures *figures, struct err *err)
{
    if (figures->is_exposed)
        return err_set(err, ERR_INTERNAL, "a publication has put what readers would see, and cannot rest any more");
    if (!cell_rows_rest(&figures->cells, err) || !sql_commit(figures->sql, err))
        return false;
    figures->is_resting = true;
    return true;
}

bool
figures_resume(struct figures *figures, struct err *err)
{
    if (!begin_transaction(figures, err))
        return false;
    figures->is_resting = false;
    return true;
}

bool
figures_catch_up(struct figures *figures, size_t most, bool *done, struct err *err)
{
    return cell_rows_catch_up(&figures->cells, most, done, err);
}

static void
forget_lists(struct figures *figures)
{
    memset(figures->lists, 0, sizeof figures->lists);
}

bool
figures_clear(struct figures *figures, struct err *err)
{
    forget_lists(figures);
    figures->is_exposed = true;
    return cell_rows_clear(&figures->cells, err) &&
           sql_exec(figures->sql,
                    "DELETE FROM unit; DELETE FROM indicator; DELETE FROM code; DELETE FROM session; DELETE FROM event_state",
                    err);
}

bool
figures_put(struct figures *figures, const struct figure_row *row, struct err *err)
{
    return cell_rows_put(&figures->cells, row, err);
}

bool
figures_drop(struct figures *figures, uint32_t cell, struct err *err)
{
    (void)err;
    cell_rows_drop(&figures->cells, cell);
    return true;
}

/* For what readers see when the transaction ends. */
static struct sql_values
bind(struct figures *figures, enum statement statement)
{
    figures->is_exposed = true;
    return sql_bind(figures->stmts[statement]);
}

static void
put_field(struct buf *bytes, struct str text)
{
    buf_put_byte(bytes, text.ptr != NULL);
    buf_put_field(bytes, text);
}

/* Is the list what it was when this process wrote it last? If not, it is to be written now. Frees bytes. */
static bool
is_unchanged(struct figures *figures, enum list list, struct buf *bytes)
{
    struct hash128 hash = hash128(bytes->ptr, bytes->len);
    bool same = hash128_eq(hash, figures->lists[list]);

    if (!same)
        figures->is_exposed = true;
    figures->lists[list] = hash;
    buf_free(bytes);
    return same;
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

static bool
write_units(struct figures *figures, const struct figure_unit *units, size_t count, struct err *err)
{
    int *depths = mem_array(count, sizeof *depths);
    size_t *ends = mem_array(count, sizeof *ends);
    bool done = sql_exec(figures->sql, "DELETE FROM unit", err);

    measure_tree(units, count, depths, ends);
    for (size_t i = 0; done && i < count; i++)
        done = put_unit(figures, &units[i], i, ends[i], depths[i], err);
    free(depths);
    free(ends);
    return done;
}

bool
figures_put_units(struct figures *figures, const struct figure_unit *units, size_t count, struct err *err)
{
    struct buf bytes = { 0 };

    for (size_t i = 0; i < count; i++) {
        put_field(&bytes, units[i].code);
        put_field(&bytes, units[i].name);
        put_field(&bytes, units[i].name_en);
        put_field(&bytes, units[i].level);
        put_field(&bytes, units[i].parent);
    }
    return is_unchanged(figures, UNITS, &bytes) || write_units(figures, units, count, err);
}

static bool
put_indicator(struct figures *figures, const struct figure_indicator *indicator, struct err *err)
{
    struct sql_values values = bind(figures, PUT_INDICATOR);

    sql_text(&values, indicator->name);
    sql_text(&values, indicator->title_zh);
    sql_text(&values, indicator->title_en);
    sql_text(&values, indicator->plugin);
    sql_int(&values, indicator->decimals);
    sql_int(&values, indicator->factor);
    sql_text(&values, indicator->counts);
    sql_int(&values, indicator->multiple);
    sql_int(&values, indicator->whole);
    sql_text(&values, indicator->numerator_of);
    sql_text(&values, indicator->denominator_of);
    return sql_run(figures->sql, &values, err);
}

bool
figures_put_indicators(struct figures *figures, const struct figure_indicator *indicators, size_t count, struct err *err)
{
    struct buf bytes = { 0 };
    int64_t improving = 0;
    bool done;

    for (size_t i = 0; i < count; i++) {
        put_field(&bytes, indicators[i].name);
        put_field(&bytes, indicators[i].title_zh);
        put_field(&bytes, indicators[i].title_en);
        put_field(&bytes, indicators[i].plugin);
        buf_put_u32(&bytes, (uint32_t)indicators[i].decimals);
        buf_put_u32(&bytes, (uint32_t)indicators[i].factor);
        put_field(&bytes, indicators[i].counts);
        buf_put_u64(&bytes, (uint64_t)indicators[i].multiple);
        buf_put_u64(&bytes, (uint64_t)indicators[i].whole);
        put_field(&bytes, indicators[i].numerator_of);
        put_field(&bytes, indicators[i].denominator_of);
        buf_put_u32(&bytes, indicators[i].improves);
        improving += indicators[i].improves;
    }
    if (is_unchanged(figures, INDICATORS, &bytes))
        return true;
    done = sql_exec(figures->sql, "DELETE FROM indicator", err) && meta_put_int(figures->sql, "improving", improving, err);
    for (size_t i = 0; done && i < count; i++)
        done = put_indicator(figures, &indicators[i], err);
    return done;
}

static bool
put_code(struct figures *figures, const struct figure_code *code, struct err *err)
{
    struct sql_values values = bind(figures, PUT_CODE);

    sql_text(&values, code->kind);
    sql_text(&values, code->code);
    sql_text(&values, code->name);
    return sql_run(figures->sql, &values, err);
}

bool
figures_put_codes(struct figures *figures, const struct figure_code *codes, size_t count, struct err *err)
{
    struct buf bytes = { 0 };
    bool done;

    for (size_t i = 0; i < count; i++) {
        put_field(&bytes, codes[i].kind);
        put_field(&bytes, codes[i].code);
        put_field(&bytes, codes[i].name);
    }
    if (is_unchanged(figures, CODES, &bytes))
        return true;
    done = sql_exec(figures->sql, "DELETE FROM code", err);
    for (size_t i = 0; done && i < count; i++)
        done = put_code(figures, &codes[i], err);
    return done;
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
figures_commit(struct figures *figures, uint64_t position, struct str day, struct err *err)
{
    if (!cell_rows_show(&figures->cells, err) || !meta_put_int(figures->sql, "published", (int64_t)position, err) ||
        !meta_put_text(figures->sql, "day", day, err) || !sql_commit(figures->sql, err))
        return false;
    cell_rows_shown(&figures->cells);
    return true;
}

void
figures_rollback(struct figures *figures)
{
    sql_settle(figures->sql); /* who commits may be writing figures */
    if (!figures->is_resting)
        sql_rollback(figures->sql);
    figures->is_resting = false;
    cell_rows_forget(&figures->cells);
    forget_lists(figures);
}

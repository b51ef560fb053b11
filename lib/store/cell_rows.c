/* SPDX-License-Identifier: MIT */
#include "lib/store/cell_rows.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/store/figure_row.h"

#include <stdlib.h>
#include <string.h>

struct known_cell {
    uint64_t names; /* hash of what it is about; 0: not known to be in the table */
    uint64_t turn;  /* of the page that it was put on last */
};

#define NAME_COLUMNS "cell, indicator, unit, team, category, \"group\", period, first, \"end\", kind, plugin, closing, unit_name"
#define VALUE_COLUMNS "cell, state, numerator, denominator, value, method, named, lower, upper, target, met, short, flags, notes, detail"

enum name_column { NAME_CELL, INDICATOR, UNIT, TEAM, CATEGORY, GROUP, PERIOD, FIRST, END, KIND, PLUGIN, CLOSING, UNIT_NAME };
enum value_column {
    VALUE_CELL, STATE, NUMERATOR, DENOMINATOR, VALUE, METHOD, NAMED, LOWER, UPPER, TARGET, MET, SHORT, FLAGS, NOTES, DETAIL
};

static void
number_if(bool has, struct sqlite3_context *result, int64_t value)
{
    if (has)
        incoming_int(result, value);
}

static void
put_name(const void *data, int column, struct sqlite3_context *result)
{
    const struct figure_row *row = data;

    switch ((enum name_column)column) {
    case NAME_CELL:
        incoming_int(result, row->cell);
        break;
    case INDICATOR:
        incoming_text(result, row->indicator);
        break;
    case UNIT:
        incoming_text(result, row->unit);
        break;
    case TEAM:
        incoming_text(result, row->team);
        break;
    case CATEGORY:
        incoming_text(result, row->category);
        break;
    case GROUP:
        incoming_text(result, row->group);
        break;
    case PERIOD:
        incoming_text(result, row->period);
        break;
    case FIRST:
        incoming_int(result, row->period_first);
        break;
    case END:
        incoming_int(result, row->period_end);
        break;
    case KIND:
        incoming_text(result, row->kind);
        break;
    case PLUGIN:
        incoming_text(result, row->plugin);
        break;
    case CLOSING:
        number_if(row->closing != 0, result, row->closing);
        break;
    case UNIT_NAME:
        incoming_text(result, row->unit_name);
        break;
    }
}

static void
put_value(const void *data, int column, struct sqlite3_context *result)
{
    const struct figure_row *row = data;

    switch ((enum value_column)column) {
    case VALUE_CELL:
        incoming_int(result, row->cell);
        break;
    case STATE:
        incoming_text(result, row->state);
        break;
    case NUMERATOR:
        number_if(row->has_numerator, result, row->numerator);
        break;
    case DENOMINATOR:
        number_if(row->has_denominator, result, row->denominator);
        break;
    case VALUE:
        incoming_text(result, row->value);
        break;
    case METHOD:
        incoming_text(result, row->method);
        break;
    case NAMED:
        number_if(row->has_bounds, result, row->named);
        break;
    case LOWER:
        number_if(row->has_bounds, result, row->lower);
        break;
    case UPPER:
        number_if(row->has_bounds, result, row->upper);
        break;
    case TARGET:
        incoming_text(result, row->target);
        break;
    case MET:
        number_if(row->has_met, result, row->met);
        break;
    case SHORT:
        number_if(row->has_short, result, row->shortfall);
        break;
    case FLAGS:
        incoming_text(result, row->flags);
        break;
    case NOTES:
        incoming_text(result, row->notes);
        break;
    case DETAIL:
        incoming_text(result, row->detail);
        break;
    }
}

static struct incoming
incoming_rows(const char *declaration, void (*column)(const void *, int, struct sqlite3_context *))
{
    return (struct incoming){ .declaration = declaration,
                              .column = column,
                              .row_size = sizeof(struct figure_row) };
}

static bool
prepare_names(struct cell_rows *rows, struct err *err)
{
    rows->names = incoming_rows("CREATE TABLE x(" NAME_COLUMNS ")", put_name);
    if (!incoming_register(rows->sql, "incoming_cell", &rows->names, err))
        return false;
    rows->insert_names =
        sql_prepare(rows->sql, "INSERT OR REPLACE INTO cell (" NAME_COLUMNS ") SELECT * FROM incoming_cell", err);
    rows->drop_name = rows->insert_names ? sql_prepare(rows->sql, "DELETE FROM cell WHERE cell = ?", err) : NULL;
    return rows->drop_name != NULL;
}

static bool
prepare_values(struct cell_rows *rows, struct err *err)
{
    rows->values = incoming_rows("CREATE TABLE x(" VALUE_COLUMNS ")", put_value);
    if (!incoming_register(rows->sql, "incoming_value", &rows->values, err))
        return false;
    rows->insert_values = sql_prepare(
        rows->sql, "INSERT OR REPLACE INTO cell_value (" VALUE_COLUMNS ") SELECT * FROM incoming_value", err);
    rows->drop_value = rows->insert_values ? sql_prepare(rows->sql, "DELETE FROM cell_value WHERE cell = ?", err) : NULL;
    return rows->drop_value != NULL;
}

bool
cell_rows_open(struct cell_rows *rows, struct sql *sql, struct err *err)
{
    *rows = (struct cell_rows){ .sql = sql, .turn = 1 };
    if (prepare_names(rows, err) && prepare_values(rows, err))
        return true;
    cell_rows_close(rows);
    return false;
}

void
cell_rows_close(struct cell_rows *rows)
{
    row_lender_end(&rows->lender);
    sql_finalize(rows->insert_names);
    sql_finalize(rows->insert_values);
    sql_finalize(rows->drop_name);
    sql_finalize(rows->drop_value);
    for (unsigned i = 0; i < CELL_PAGES; i++) {
        free(rows->pages[i].names);
        free(rows->pages[i].values);
        arena_free(&rows->pages[i].texts);
    }
    free(rows->known);
    *rows = (struct cell_rows){ 0 };
}

static uint64_t
hash_names(const struct figure_row *row)
{
    const struct str texts[] = { row->indicator, row->unit, row->team, row->category, row->group, row->period, row->kind,
                                 row->plugin, row->unit_name };
    uint64_t hash = hash_mix(hash_mix((uint32_t)row->period_first, (uint32_t)row->period_end), (uint64_t)row->closing);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_mix(hash, texts[i].ptr ? hash64(texts[i].ptr, texts[i].len) : 1);
    return hash ? hash : 1;
}

static struct known_cell *
known_cell(struct cell_rows *rows, uint32_t cell)
{
    if (cell >= rows->known_count) {
        size_t before = rows->known_count;

        rows->known_count = (size_t)cell + cell / 2 + CELL_ROWS_HELD;
        rows->known = mem_resize(rows->known, rows->known_count * sizeof *rows->known);
        memset(rows->known + before, 0, (rows->known_count - before) * sizeof *rows->known);
    }
    return &rows->known[cell];
}

static void
copy(struct arena *arena, struct str *text)
{
    if (text->ptr)
        *text = arena_copy(arena, *text);
}

static void
copy_names(struct arena *arena, struct figure_row *row)
{
    copy(arena, &row->indicator);
    copy(arena, &row->unit);
    copy(arena, &row->team);
    copy(arena, &row->category);
    copy(arena, &row->group);
    copy(arena, &row->period);
    copy(arena, &row->kind);
    copy(arena, &row->plugin);
    copy(arena, &row->unit_name);
}

static void
copy_values(struct arena *arena, struct figure_row *row)
{
    copy(arena, &row->state);
    copy(arena, &row->value);
    copy(arena, &row->method);
    copy(arena, &row->target);
    copy(arena, &row->flags);
    copy(arena, &row->notes);
    copy(arena, &row->detail);
}

static struct figure_row *
hold(struct figure_row **held, size_t *count, const struct figure_row *row)
{
    if (!*held)
        *held = mem_array(CELL_ROWS_HELD, sizeof **held);
    (*held)[*count] = *row;
    return &(*held)[(*count)++];
}

static bool
run(struct cell_rows *rows, struct sqlite3_stmt *stmt, struct incoming *incoming, const struct figure_row *held, size_t count,
    struct err *err)
{
    struct sql_values none = sql_bind(stmt);

    incoming->rows = (const char *)held;
    incoming->count = count;
    return count == 0 || sql_run(rows->sql, &none, err);
}

static void
empty(struct cell_page *page)
{
    page->name_count = page->value_count = 0;
    arena_reset(&page->texts);
}

/* Into the tables, by whoever has the connection now. */
static bool
write_page(void *ctx, unsigned number, struct err *err)
{
    struct cell_rows *rows = ctx;
    struct cell_page *page = &rows->pages[number];

    if (!run(rows, rows->insert_names, &rows->names, page->names, page->name_count, err) ||
        !run(rows, rows->insert_values, &rows->values, page->values, page->value_count, err))
        return false;
    empty(page);
    return true;
}

/* The page is full: on with the next one. */
static bool
turn_page(struct cell_rows *rows, struct err *err)
{
    rows->turn++;
    if (!row_lender_begin(&rows->lender, rows->sql, CELL_PAGES, write_page, rows))
        return write_page(rows, rows->filling, err);
    if (!row_thread_put(rows->lender.thread, err))
        return false;
    rows->filling = (rows->filling + 1) % CELL_PAGES;
    return true;
}

/* A hash decides whether names are written: they are a cache, and a number stands for the same names until clear. */
bool
cell_rows_put(struct cell_rows *rows, const struct figure_row *row, struct err *err)
{
    struct cell_page *page = &rows->pages[rows->filling];
    struct known_cell *known = known_cell(rows, row->cell);
    uint64_t names = hash_names(row);

    if (known->names != names) {
        copy_names(&page->texts, hold(&page->names, &page->name_count, row));
        known->names = names;
    }
    copy_values(&page->texts, hold(&page->values, &page->value_count, row));
    known->turn = rows->turn;
    return page->value_count < CELL_ROWS_HELD || turn_page(rows, err);
}

bool
cell_rows_flush(struct cell_rows *rows, struct err *err)
{
    row_thread_settle(rows->lender.thread);
    if (!row_thread_check(rows->lender.thread, err))
        return false;
    rows->turn++;
    return write_page(rows, rows->filling, err);
}

static bool
drop(struct cell_rows *rows, struct sqlite3_stmt *stmt, uint32_t cell, struct err *err)
{
    struct sql_values values = sql_bind(stmt);

    sql_int(&values, cell);
    return sql_run(rows->sql, &values, err);
}

bool
cell_rows_drop(struct cell_rows *rows, uint32_t cell, struct err *err)
{
    struct known_cell *known = known_cell(rows, cell);

    if (known->turn == rows->turn && !cell_rows_flush(rows, err))
        return false;
    known->names = 0;
    return drop(rows, rows->drop_name, cell, err) && drop(rows, rows->drop_value, cell, err);
}

bool
cell_rows_clear(struct cell_rows *rows, struct err *err)
{
    cell_rows_forget(rows);
    return sql_exec(rows->sql, "DELETE FROM cell; DELETE FROM cell_value", err);
}

void
cell_rows_forget(struct cell_rows *rows)
{
    row_thread_forget(rows->lender.thread);
    for (unsigned i = 0; i < CELL_PAGES; i++)
        empty(&rows->pages[i]);
    rows->filling = 0;
    if (rows->known)
        memset(rows->known, 0, rows->known_count * sizeof *rows->known);
}

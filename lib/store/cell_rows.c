/* SPDX-License-Identifier: MIT */
/*
 * A publication that rests, in transactions:
 *
 *     ┌ some full pages ┐  ┌ some full pages ┐  ┌ the last pages ──────────── commit ┐
 *     │ values, hidden  │  │ values, hidden  │  │ values, names, drops; sides turn   │
 *     └─────────────────┘  └─────────────────┘  └────────────────────────────────────┘
 *
 * What it wrote is missing on the side that is hidden then (`behind`): the next
 * one that turns them writes it there, or something newer.  One whose values
 * fill no page keeps them until the commit, and turns nothing.
 */
#include "lib/store/cell_rows.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/store/cell_columns.h"
#include "lib/store/figure_row.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { COPIED_AT_ONCE = 4096 /* a statement keeps them apart before it writes the first */ };

struct known_cell {
    uint64_t names;       /* hash of what it is about; 0: not known to be in the table */
    uint32_t publication; /* that it was put in last */
    bool is_dropped;      /* since then */
    bool is_behind;       /* it is in that list */
};

static bool
prepare(struct cell_rows *rows, struct err *err)
{
    rows->names = cell_columns_names;
    rows->values = cell_columns_values;
    if (!incoming_register(rows->sql, "incoming_cell", &rows->names, err) ||
        !incoming_register(rows->sql, "incoming_value", &rows->values, err))
        return false;
    rows->insert_names =
        sql_prepare(rows->sql, "INSERT OR REPLACE INTO cell (" CELL_NAME_COLUMNS ") SELECT * FROM incoming_cell", err);
    if (rows->insert_names)
        rows->insert_values = sql_prepare(rows->sql,
                                          ("INSERT OR REPLACE INTO cell_value (slot, " CELL_VALUE_COLUMNS ")"
                                           " SELECT cell + ?, " CELL_VALUE_COLUMNS " FROM incoming_value"),
                                          err);
    return rows->insert_values && cell_sides_open(&rows->sides, rows->sql, err);
}

bool
cell_rows_open(struct cell_rows *rows, struct sql *sql, struct err *err)
{
    *rows = (struct cell_rows){ .sql = sql };
    if (prepare(rows, err))
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
    cell_sides_close(&rows->sides);
    for (unsigned i = 0; i < CELL_PAGES; i++) {
        free(rows->pages[i].names);
        free(rows->pages[i].values);
        arena_free(&rows->pages[i].texts);
    }
    free(rows->held.names);
    arena_free(&rows->held.texts);
    cell_list_free(&rows->put);
    cell_list_free(&rows->dropped);
    cell_list_free(&rows->behind);
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
take(struct figure_row **taken, size_t *count, const struct figure_row *row)
{
    if (!*taken)
        *taken = mem_array(CELL_ROWS_HELD, sizeof **taken);
    (*taken)[*count] = *row;
    return &(*taken)[(*count)++];
}

/* For the end: readers look into that table all the time. */
static void
hold_names(struct held_names *held, const struct figure_row *row)
{
    held->names = mem_grow(held->names, held->count, &held->capacity, sizeof *held->names);
    held->names[held->count] = *row;
    copy_names(&held->texts, &held->names[held->count++]);
}

static bool
insert_names(struct cell_rows *rows, const struct figure_row *names, size_t count, struct err *err)
{
    struct sql_values none = sql_bind(rows->insert_names);

    rows->names.rows = (const char *)names;
    rows->names.count = count;
    return count == 0 || sql_run(rows->sql, &none, err);
}

static bool
insert_values(struct cell_rows *rows, const struct cell_page *page, int64_t side, struct err *err)
{
    struct sql_values values = sql_bind(rows->insert_values);

    rows->values.rows = (const char *)page->values;
    rows->values.count = page->value_count;
    sql_int(&values, side);
    return page->value_count == 0 || sql_run(rows->sql, &values, err);
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

    if (!insert_names(rows, page->names, page->name_count, err) || !insert_values(rows, page, rows->side, err) ||
        (rows->is_cleared && !insert_values(rows, page, cell_sides_hidden(&rows->sides), err)))
        return false;
    empty(page);
    return true;
}

static void
add_behind(struct cell_rows *rows, uint32_t cell)
{
    struct known_cell *known = known_cell(rows, cell);

    if (!known->is_behind)
        cell_list_add(&rows->behind, cell);
    known->is_behind = true;
}

/* Nobody knows what another process, or a publication that was given up, left there. */
static bool
begin_anew(struct cell_rows *rows, struct err *err)
{
    struct cell_list shown = { 0 };
    bool done = cell_sides_clear_hidden(&rows->sides, &shown, err);

    rows->behind.count = rows->caught_up = 0;
    for (size_t i = 0; done && i < shown.count; i++)
        add_behind(rows, shown.cells[i]);
    cell_list_free(&shown);
    rows->is_known = done;
    return done;
}

/* Before the first row of a publication goes to the table: where it goes. */
static bool
find_side(struct cell_rows *rows, struct err *err)
{
    if (rows->has_side)
        return true;
    if (!cell_sides_read(&rows->sides, err) || (!rows->is_whole && !rows->is_known && !begin_anew(rows, err)))
        return false;
    rows->side = rows->is_whole ? rows->sides.shown : cell_sides_hidden(&rows->sides);
    rows->has_side = true;
    return true;
}

static unsigned
count_full(const struct cell_rows *rows)
{
    return atomic_load_explicit(&rows->full, memory_order_acquire) - atomic_load_explicit(&rows->written, memory_order_acquire);
}

/* On a thread that must not write. */
static bool
hand_page(struct cell_rows *rows, struct err *err)
{
    const struct cell_owner *owner = &rows->owner;

    atomic_fetch_add_explicit(&rows->full, 1, memory_order_release);
    rows->filling = (rows->filling + 1) % CELL_PAGES;
    if (count_full(rows) == CELL_PAGES)
        return owner->write(owner->ctx, err);
    owner->tell(owner->ctx);
    return true;
}

/* The page is full: on with the next one. */
static bool
turn_page(struct cell_rows *rows, struct err *err)
{
    if (rows->owner.write)
        return hand_page(rows, err);
    if (!find_side(rows, err))
        return false;
    if (!row_lender_begin(&rows->lender, rows->sql, CELL_PAGES, write_page, rows))
        return write_page(rows, rows->filling, err);
    if (!row_thread_put(rows->lender.thread, err))
        return false;
    rows->filling = (rows->filling + 1) % CELL_PAGES;
    return true;
}

void
cell_rows_begin(struct cell_rows *rows, bool is_whole)
{
    rows->publication++;
    rows->is_whole = is_whole;
    rows->is_cleared = rows->has_side = false;
}

void
cell_rows_hand(struct cell_rows *rows, const struct cell_owner *owner)
{
    rows->owner = *owner;
    rows->handed_from = rows->filling;
    atomic_store(&rows->full, 0);
    atomic_store(&rows->written, 0);
}

bool
cell_rows_has_full(const struct cell_rows *rows)
{
    return count_full(rows) > 0;
}

bool
cell_rows_write(struct cell_rows *rows, unsigned most, struct err *err)
{
    for (; most > 0 && cell_rows_has_full(rows); most--) {
        unsigned written = atomic_load_explicit(&rows->written, memory_order_relaxed);

        if (!find_side(rows, err) || !write_page(rows, (rows->handed_from + written) % CELL_PAGES, err))
            return false;
        atomic_store_explicit(&rows->written, written + 1, memory_order_release);
    }
    return true;
}

void
cell_rows_take_back(struct cell_rows *rows)
{
    rows->owner = (struct cell_owner){ 0 };
}

/* A hash decides whether names are written: they are a cache, and a number stands for the same names until clear. */
static void
put_names(struct cell_rows *rows, struct cell_page *page, struct known_cell *known, const struct figure_row *row)
{
    uint64_t names = hash_names(row);

    if (known->names == names)
        return;
    if (rows->is_whole)
        copy_names(&page->texts, take(&page->names, &page->name_count, row));
    else
        hold_names(&rows->held, row);
    known->names = names;
}

bool
cell_rows_put(struct cell_rows *rows, const struct figure_row *row, struct err *err)
{
    struct cell_page *page = &rows->pages[rows->filling];
    struct known_cell *known = known_cell(rows, row->cell);

    put_names(rows, page, known, row);
    copy_values(&page->texts, take(&page->values, &page->value_count, row));
    if (known->publication != rows->publication)
        cell_list_add(&rows->put, row->cell);
    known->publication = rows->publication;
    known->is_dropped = false;
    return page->value_count < CELL_ROWS_HELD || turn_page(rows, err);
}

bool
cell_rows_rest(struct cell_rows *rows, struct err *err)
{
    row_thread_settle(rows->lender.thread);
    return row_thread_check(rows->lender.thread, err);
}

void
cell_rows_drop(struct cell_rows *rows, uint32_t cell)
{
    struct known_cell *known = known_cell(rows, cell);

    known->names = 0;
    known->is_dropped = true;
    cell_list_add(&rows->dropped, cell);
}

bool
cell_rows_clear(struct cell_rows *rows, struct err *err)
{
    cell_rows_forget(rows);
    if (!sql_exec(rows->sql, "DELETE FROM cell; DELETE FROM cell_value", err))
        return false;
    rows->is_whole = rows->is_cleared = rows->is_known = true;
    return true;
}

/* Has it written to the other side? */
static bool
turns(const struct cell_rows *rows)
{
    return rows->has_side && !rows->is_whole;
}

/* Those that come next and that this publication has not put. */
static size_t
next_behind(struct cell_rows *rows, uint32_t *cells, size_t most)
{
    size_t count = 0;

    while (count < most && rows->caught_up < rows->behind.count) {
        uint32_t cell = rows->behind.cells[rows->caught_up++];
        struct known_cell *known = known_cell(rows, cell);
        known->is_behind = false;
        if (known->publication != rows->publication)
            cells[count++] = cell;
    }
    return count;
}

bool
cell_rows_catch_up(struct cell_rows *rows, size_t most, bool *done, struct err *err)
{
    uint32_t cells[COPIED_AT_ONCE];
    size_t count;

    if (turns(rows) && rows->is_unsorted) { /* not before: a small publication would sort all that a large one left */
        cell_list_sort(&rows->behind, rows->caught_up);
        rows->is_unsorted = false;
    }
    for (; turns(rows) && most > 0 && rows->caught_up < rows->behind.count; most -= count) {
        count = next_behind(rows, cells, most < COPIED_AT_ONCE ? most : COPIED_AT_ONCE);
        if (!cell_sides_copy(&rows->sides, cells, count, err))
            return false;
    }
    *done = !turns(rows) || rows->caught_up == rows->behind.count;
    return true;
}

static bool
drop_all(struct cell_rows *rows, struct err *err)
{
    size_t count = 0;

    for (size_t i = 0; i < rows->dropped.count; i++)
        if (known_cell(rows, rows->dropped.cells[i])->is_dropped)
            rows->dropped.cells[count++] = rows->dropped.cells[i];
    return cell_sides_drop(&rows->sides, rows->dropped.cells, count, err);
}

static bool
turn_sides(struct cell_rows *rows, struct err *err)
{
    bool done;

    return cell_rows_catch_up(rows, SIZE_MAX, &done, err) && cell_sides_turn(&rows->sides, err);
}

bool
cell_rows_show(struct cell_rows *rows, struct err *err)
{
    if (!cell_rows_write(rows, UINT_MAX, err))
        return false;
    if (!rows->has_side)
        rows->is_whole = true;
    return find_side(rows, err) && cell_rows_rest(rows, err) && write_page(rows, rows->filling, err) && (!turns(rows) || turn_sides(rows, err)) &&
           insert_names(rows, rows->held.names, rows->held.count, err) && drop_all(rows, err);
}

/* Changed rules may rename every cell, once: that room is not kept. */
static void
empty_held(struct held_names *held)
{
    held->count = 0;
    arena_reset(&held->texts);
    if (held->capacity <= CELL_ROWS_HELD)
        return;
    free(held->names);
    arena_free(&held->texts);
    *held = (struct held_names){ 0 };
}

/* The thread that the pages are lent to counts them round and round, and not those that were written without it. */
static void
align_pages(struct cell_rows *rows)
{
    if (atomic_load(&rows->full) > 0)
        rows->filling = rows->handed_from;
    atomic_store(&rows->full, 0);
    atomic_store(&rows->written, 0);
}

static void
empty_lists(struct cell_rows *rows)
{
    rows->put.count = rows->dropped.count = 0;
    empty_held(&rows->held);
}

void
cell_rows_shown(struct cell_rows *rows)
{
    if (turns(rows))
        rows->behind.count = rows->caught_up = 0;
    for (size_t i = 0; rows->is_known && !rows->is_cleared && i < rows->put.count; i++)
        add_behind(rows, rows->put.cells[i]);
    rows->is_unsorted |= rows->put.count > 0;
    align_pages(rows);
    empty_lists(rows);
}

void
cell_rows_forget(struct cell_rows *rows)
{
    row_thread_forget(rows->lender.thread);
    for (unsigned i = 0; i < CELL_PAGES; i++)
        empty(&rows->pages[i]);
    cell_rows_take_back(rows);
    align_pages(rows);
    rows->filling = 0;
    rows->behind.count = rows->caught_up = 0;
    rows->is_known = rows->has_side = false;
    empty_lists(rows);
    if (rows->known)
        memset(rows->known, 0, rows->known_count * sizeof *rows->known);
}

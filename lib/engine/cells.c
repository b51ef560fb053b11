/* SPDX-License-Identifier: MIT */
#include "lib/engine/cells.h"

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"

#include <stdlib.h>

struct cell {
    struct hash128 published; /* of the row's content */
    struct str plugin;        /* "name@version"; owned, NUL-terminated */
    uint32_t round;           /* of the page's last computation that had it */
    bool live;
};

struct page {
    uint32_t kind, owner;
    int32_t first, end;
    uint32_t *cells;
    size_t count, capacity;
    size_t live;
};

void
cells_free(struct cells *cells)
{
    for (size_t i = 0; i < cells->count; i++)
        free((char *)cells->cells[i].plugin.ptr);
    for (size_t i = 0; i < cells->page_count; i++)
        free(cells->pages[i].cells);
    free(cells->cells);
    free(cells->pages);
    codebook_free(&cells->keys);
    codebook_free(&cells->page_keys);
    *cells = (struct cells){ 0 };
}

void
page_begin(struct cells *cells, uint32_t kind, uint32_t owner, int32_t first, int32_t end)
{
    int32_t key[4] = { (int32_t)kind, (int32_t)owner, first, end };

    cells->page = codebook_add(&cells->page_keys, (struct str){ (const char *)key, sizeof key });
    if (cells->page == cells->page_count) {
        cells->pages = mem_grow(cells->pages, cells->page_count, &cells->page_capacity, sizeof *cells->pages);
        cells->pages[cells->page_count++] =
            (struct page){ .kind = kind, .owner = owner, .first = first, .end = end };
    }
    cells->round++;
}

/* What makes the row this row; no code is empty, so NULL needs no mark of its own. */
static uint32_t
cell_of(struct cells *cells, const struct figure_row *row)
{
    const struct str parts[] = { row->indicator, row->unit, row->team, row->category, row->group };
    struct buf key = { 0 };
    uint32_t number;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buf_put_field(&key, parts[i]);
    buf_put_u32(&key, (uint32_t)row->period_first);
    buf_put_u32(&key, (uint32_t)row->period_end);
    number = codebook_add(&cells->keys, buf_str(&key));
    buf_free(&key);
    return number;
}

static struct hash128
row_hash(const struct figure_row *row)
{
    const struct str texts[] = { row->state, row->value, row->method, row->target, row->flags,
                                 row->notes, row->kind,  row->plugin, row->detail };
    const int64_t numbers[] = {
        row->has_numerator, row->has_denominator, row->has_bounds, row->has_met, row->has_short, row->numerator,
        row->denominator,   row->named,           row->lower,      row->upper,   row->shortfall, row->met,
    };
    struct buf bytes = { 0 };
    struct hash128 hash;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buf_put_byte(&bytes, texts[i].ptr != NULL);
        buf_put_field(&bytes, texts[i]);
    }
    buf_put(&bytes, numbers, sizeof numbers);
    hash = hash128(bytes.ptr, bytes.len);
    buf_free(&bytes);
    return hash;
}

static void
add_to_page(struct cells *cells, uint32_t number)
{
    struct page *page = &cells->pages[cells->page];

    page->cells = mem_grow(page->cells, page->count, &page->capacity, sizeof *page->cells);
    page->cells[page->count++] = number;
}

bool
page_put(struct cells *cells, struct figures *figures, struct figure_row *row, struct err *err)
{
    struct hash128 hash = row_hash(row);
    uint32_t number = cell_of(cells, row);
    struct cell *cell;

    if (number == cells->count) {
        cells->cells = mem_grow(cells->cells, cells->count, &cells->capacity, sizeof *cells->cells);
        cells->cells[cells->count++] = (struct cell){ 0 };
        add_to_page(cells, number);
    }
    cell = &cells->cells[number];
    cell->round = cells->round;
    row->cell = number;
    if (cell->live && hash128_eq(cell->published, hash))
        return true;
    if (!str_eq(cell->plugin, row->plugin)) {
        free((char *)cell->plugin.ptr);
        cell->plugin = (struct str){ mem_text(row->plugin), row->plugin.len };
    }
    cell->live = true;
    cell->published = hash;
    return figures_put(figures, row, err);
}

bool
page_end(struct cells *cells, struct figures *figures, bool (*keeps)(void *ctx, struct str plugin), void *ctx,
         struct err *err)
{
    struct page *page = &cells->pages[cells->page];

    page->live = 0;
    for (size_t i = 0; i < page->count; i++) {
        struct cell *cell = &cells->cells[page->cells[i]];
        if (cell->live && cell->round != cells->round && !keeps(ctx, cell->plugin)) {
            cell->live = false;
            if (!figures_drop(figures, page->cells[i], err))
                return false;
        }
        page->live += cell->live;
    }
    return true;
}

size_t
cells_page_count(const struct cells *cells)
{
    return cells->page_count;
}

bool
cells_page(const struct cells *cells, size_t i, uint32_t *kind, uint32_t *owner, int32_t *first, int32_t *end)
{
    const struct page *page = &cells->pages[i];

    *kind = page->kind;
    *owner = page->owner;
    *first = page->first;
    *end = page->end;
    return page->live > 0;
}

size_t
cells_live(const struct cells *cells)
{
    size_t count = 0;

    for (size_t i = 0; i < cells->page_count; i++)
        count += cells->pages[i].live;
    return count;
}

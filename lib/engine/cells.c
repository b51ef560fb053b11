/* SPDX-License-Identifier: MIT */
#include "lib/engine/cells.h"

#include "lib/base/mem.h"
#include "lib/store/figures.h"

#include <stdlib.h>

void
cells_free(struct cells *cells)
{
    for (size_t i = 0; i < cells->page_count; i++)
        free(cells->pages[i].cells);
    free(cells->pages);
    codebook_free(&cells->names);
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
    cells->cursor = 0;
}

static bool
keys_eq(const struct cell_key *a, const struct cell_key *b)
{
    return a->indicator == b->indicator && a->unit == b->unit && a->category == b->category && a->group == b->group &&
           a->official == b->official;
}

/* From the cursor on, once round; the place, or the count when there is none. */
static size_t
place_of(const struct page *page, size_t cursor, const struct cell_key *key)
{
    for (size_t i = 0; i < page->count; i++) {
        size_t place = cursor + i < page->count ? cursor + i : cursor + i - page->count;
        if (keys_eq(&page->cells[place].key, key))
            return place;
    }
    return page->count;
}

enum { CELL_RANGE = 4096 };

static uint32_t
next_number(struct cells *cells, bool often)
{
    struct cell_range *range = &cells->ranges[often];

    if (range->next == range->end) {
        range->next = cells->next_range;
        range->end = cells->next_range += CELL_RANGE;
    }
    return range->next++;
}

struct page_cell *
page_row(struct cells *cells, const struct cell_key *key, bool often)
{
    struct page *page = &cells->pages[cells->page];
    size_t place = place_of(page, cells->cursor, key);

    if (place == page->count) {
        page->cells = mem_grow(page->cells, page->count, &page->capacity, sizeof *page->cells);
        page->cells[page->count++] = (struct page_cell){ .key = *key, .number = next_number(cells, often) };
    }
    page->cells[place].round = cells->round;
    cells->cursor = place + 1;
    return &page->cells[place];
}

bool
page_end(struct cells *cells, struct figures *figures, bool (*keeps)(void *ctx, const struct page_cell *cell), void *ctx,
         struct err *err)
{
    struct page *page = &cells->pages[cells->page];

    page->live = 0;
    for (size_t i = 0; i < page->count; i++) {
        struct page_cell *cell = &page->cells[i];
        if (cell->live && cell->round != cells->round && !keeps(ctx, cell)) {
            cell->live = false;
            if (!figures_drop(figures, cell->number, err))
                return false;
        }
        page->live += cell->live;
    }
    return true;
}

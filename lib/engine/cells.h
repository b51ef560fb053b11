/* SPDX-License-Identifier: MIT */
/*
 * cells.h -- which rows are published, so that only what changed is written.
 *
 * The cells of one owner and period are a page; computing it again tells which
 * of its cells changed, came and went.  Rows come in the same order each time,
 * so finding a cell is usually one comparison.  Cells are numbered for the life
 * of the process; the number is the row's key in the store.  Those that change
 * with most events have numbers beside each other, some thousand at a time: so a
 * publication writes a third of the store's pages that it would otherwise.
 */
#ifndef LIB_ENGINE_CELLS_H
#define LIB_ENGINE_CELLS_H

#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figures;

/* What makes a row of a page this row. */
struct cell_key {
    uint32_t indicator;       /* number of its name in cells.names */
    uint32_t unit;            /* a team may come to another one */
    uint32_t category, group; /* at most one; CODE_NONE otherwise */
    bool official;            /* beside which the live row of the same name may stand */
};

struct page_cell {
    struct cell_key key;
    uint32_t number;
    uint32_t plugin;          /* number of its name in cells.names */
    uint32_t round;           /* of the page's last computation that had it */
    bool live;
    struct hash128 published; /* of the row's content */
};

struct page {
    uint32_t kind, owner; /* enum owner_kind, unit or team */
    int32_t first, end;   /* the period's days */
    struct page_cell *cells;
    size_t count, capacity, live;
};

/* Numbers for cells of one kind. */
struct cell_range {
    uint32_t next, end;
};

struct cells {
    struct codebook names;     /* of indicators and plugins */
    struct codebook page_keys; /* (kind, owner, first, end) */
    struct page *pages;
    size_t page_count, page_capacity;
    struct cell_range ranges[2]; /* of rows that change now and then, and of those that change often */
    uint32_t next_range;
    uint32_t round;            /* of page_begin */
    uint32_t page;             /* the open one */
    size_t cursor;             /* where its next row is expected */
};

void cells_free(struct cells *cells);

/* Starts computing the rows of a page again. */
void page_begin(struct cells *cells, uint32_t kind, uint32_t owner, int32_t first, int32_t end);
/* The cell of a row of the open page: the row is there. often: it changes with most events. Valid until the next call. */
struct page_cell *page_row(struct cells *cells, const struct cell_key *key, bool often);
/* Drops the rows that the page had and has no more; those that `keeps` says yes to stay. */
bool page_end(struct cells *cells, struct figures *figures, bool (*keeps)(void *ctx, const struct page_cell *cell), void *ctx,
              struct err *err);

#endif

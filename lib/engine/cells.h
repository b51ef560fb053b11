/* SPDX-License-Identifier: MIT */
/*
 * cells.h -- which rows are published, so that only what changed is written.
 *
 * A cell has a number for the life of the process.  The cells of one owner and
 * period are a page: computing it again tells which of its cells changed, came
 * and went.
 */
#ifndef LIB_ENGINE_CELLS_H
#define LIB_ENGINE_CELLS_H

#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/store/figures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cell;
struct page;

struct cells {
    struct codebook keys;      /* of cells */
    struct cell *cells;        /* by number */
    size_t count, capacity;
    struct codebook page_keys; /* (kind, owner, first day, end day) */
    struct page *pages;
    size_t page_count, page_capacity;
    uint32_t round;            /* of page_begin */
    uint32_t page;             /* the open one */
};

void cells_free(struct cells *cells);

/* Starts computing the rows of a page again. */
void page_begin(struct cells *cells, uint32_t kind, uint32_t owner, int32_t first, int32_t end);
/* A row of the open page: written when it is new or differs from what stands published. Sets row->cell. */
bool page_put(struct cells *cells, struct figures *figures, struct figure_row *row, struct err *err);
/* Drops the rows that the page had and has no more; those of plugins that are paused stay (see keeps). */
bool page_end(struct cells *cells, struct figures *figures, bool (*keeps)(void *ctx, struct str plugin), void *ctx,
              struct err *err);
/* Each page that has rows. */
size_t cells_page_count(const struct cells *cells);
bool cells_page(const struct cells *cells, size_t i, uint32_t *kind, uint32_t *owner, int32_t *first, int32_t *end);
size_t cells_live(const struct cells *cells);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * preview_pages.h -- figures by the live rules, kept page by page until those of the staged ones are there.
 *
 * For a preview whose staged rules make other facts: then the facts cannot be
 * those of both at once.  A row takes about 250 bytes.
 */
#ifndef LIB_ENGINE_PREVIEW_PAGES_H
#define LIB_ENGINE_PREVIEW_PAGES_H

#include "lib/base/buf.h"
#include "lib/base/codebook.h"
#include "lib/model/figure.h"
#include "lib/model/period.h"
#include "lib/model/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row of one side. */
struct preview_row {
    uint32_t indicator;             /* place in its ruleset */
    uint32_t unit, category, group;
    bool matched;
    struct figure figure;
};

struct kept_page {
    size_t at, count; /* where its rows begin */
};

/* The empty value is { 0 }. */
struct preview_pages {
    struct codebook keys; /* (kind, owner, period): number of the page */
    struct kept_page *pages;
    size_t count, capacity;
    struct buf rows;
};
void preview_pages_free(struct preview_pages *pages);

/* Keeps the rows of a page; once a page. */
void preview_pages_put(struct preview_pages *pages, enum owner_kind kind, uint32_t owner, const struct period *period,
                       const struct preview_row *rows, size_t count);
/* How many the page has; 0 when it is not there. They go to *rows, an array that grows to *capacity. */
size_t preview_pages_get(const struct preview_pages *pages, enum owner_kind kind, uint32_t owner, const struct period *period,
                         struct preview_row **rows, size_t *capacity);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * preview_cells.h -- figures by two sets of rules, row by row.
 *
 * A page (a unit or team over a period) is computed by the one and by the
 * other; only the rows that say something else are told.
 *
 *   begin ─▶ live (or rows that were kept) ─▶ compare
 */
#ifndef LIB_ENGINE_PREVIEW_CELLS_H
#define LIB_ENGINE_PREVIEW_CELLS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/engine/official_page.h"
#include "lib/engine/preview_pages.h"
#include "lib/engine/preview_terms.h"
#include "lib/engine/scoreboard.h"
#include "lib/model/sheet.h"

struct preview_page {
    const struct preview_base *base;
    const struct preview_request *request;
    struct preview *preview;
    const uint8_t *silent;         /* by live indicator: its figures are not known, for its plugin pauses */
    struct scoreboard *scores;     /* of the staged rules */
    const struct score_run *run;   /* likewise */
    struct sheet_settings before, after;
    struct preview_row *rows;      /* of the page, by the live rules */
    size_t count, capacity, cursor;
    struct arena arena;            /* one row's texts */
    struct scope scope;            /* of the page; for texts alone */
    enum owner_kind kind;
    uint32_t owner;
    struct official_page official; /* of a closed page of which something differs */
    bool official_is_open;
    bool stopped;
    struct err *err;
};

/* Of that owner and period; without rows. */
void preview_page_begin(struct preview_page *page, enum owner_kind kind, uint32_t owner, const struct period *period);
/* Computes the live rules' rows; the book is open. */
bool preview_page_live(struct preview_page *page, struct year_book *book);
/* Tells where the staged rules say something else than these rows. book NULL: they have no such page. False: a callback said stop, or err. */
bool preview_page_compare(struct preview_page *page, struct year_book *book);

#endif

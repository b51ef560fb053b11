/* SPDX-License-Identifier: MIT */
/*
 * preview_cells.h -- figures by two sets of rules, row by row.
 *
 * A page (a unit or team over a period) is computed by the one and by the
 * other; only the rows that say something else are told.
 */
#ifndef LIB_ENGINE_PREVIEW_CELLS_H
#define LIB_ENGINE_PREVIEW_CELLS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/engine/official_page.h"
#include "lib/engine/preview_terms.h"
#include "lib/engine/scoreboard.h"
#include "lib/model/sheet.h"

/* A row of one side. */
struct preview_row {
    uint32_t indicator;             /* place in its ruleset */
    uint32_t unit, category, group;
    bool matched;
    struct figure figure;
};

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
    struct official_page official; /* of a closed page of which something differs */
    bool official_is_open;
    bool stopped;
    struct err *err;
};

/* Tells what differs on a page of the book. False: a callback said stop, or err. */
bool preview_page_compare(struct preview_page *page, struct year_book *book, const struct period *period);

#endif

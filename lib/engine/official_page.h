/* SPDX-License-Identifier: MIT */
/*
 * official_page.h -- the frozen figures of one owner and period, beside which the live ones are revised.
 *
 * Of a closed period the official rows are published as they were frozen; a
 * live row only where it says something else; it is late when events came
 * after the close that it rests on.
 */
#ifndef LIB_ENGINE_OFFICIAL_PAGE_H
#define LIB_ENGINE_OFFICIAL_PAGE_H

#include "lib/base/arena.h"
#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/engine/freeze.h"
#include "lib/model/scope.h"
#include "lib/store/figure_row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct official_page {
    const struct closed_period *closed; /* NULL: the period is open, there is nothing */
    struct figure_row *rows;
    size_t count;
    struct codebook keys;               /* (indicator, category, group): place in rows */
    struct arena arena;
    /* what was found last about lateness, by category: rows of one come together */
    bool asked, is_late;
    uint32_t category;
};

/* Of a unit, or of a team (of that unit). Close it afterwards. */
bool official_page_open(struct official_page *page, const struct freezer *freezer, uint32_t unit, struct str team,
                        const struct period *period, struct err *err);
void official_page_close(struct official_page *page);

/* The frozen row beside the live one; NULL: there is none. */
const struct figure_row *official_page_row(const struct official_page *page, const struct figure_row *live);
/* Does the live row say the same as the official one? How it is printed does not matter. */
bool official_page_agrees(const struct official_page *page, const struct figure_row *live);
/* Does the row rest on an event that was accepted after the close? */
bool official_page_is_late(struct official_page *page, const struct scope *scope);

#endif

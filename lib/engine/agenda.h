/* SPDX-License-Identifier: MIT */
/*
 * agenda.h -- which sheets have to be computed again.
 *
 * From what facts say changed (buckets, marks, everything) to owners, years and
 * periods.  One attendance touches its unit and the units above, in the month,
 * quarter, half and year of its day: how many units there are does not matter.
 */
#ifndef LIB_ENGINE_AGENDA_H
#define LIB_ENGINE_AGENDA_H

#include "lib/base/codebook.h"
#include "lib/model/facts.h"
#include "lib/model/sheet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The periods of one owner's year that are due. */
struct agenda_item {
    enum owner_kind kind; /* OWNER_HOST or OWNER_TEAM */
    uint32_t owner;
    struct period year;
    uint32_t periods; /* bits as in sheet.h */
    uint32_t attended; /* those in which nothing happened but that people came, unless they stand in periods, too */
    uint32_t followed; /* those of which nothing but the period before may have changed, unless they stand there, too */
    uint32_t recount; /* of these, the months in which more happened than that people came */
};

struct agenda {
    struct codebook keys; /* (kind, owner, first day of the year) */
    struct agenda_item *items;
    size_t count, capacity;
    int year_start_month;
};

/* Fills an empty agenda. reach: some indicator counts residents wherever they went, so every unit is due with any session. */
void agenda_fill(struct agenda *agenda, struct facts *facts, int year_start_month, bool reach);
void agenda_add(struct agenda *agenda, enum owner_kind kind, uint32_t owner, const struct period *year, uint32_t periods,
                uint32_t recount);
/*
 * Figures that are to improve on those of the period before: adds the periods
 * after what is due, `reach` of them one after the other, as far as they begin
 * by the day.  moved: the rows of an item's year are others than they were, so
 * all of them may have changed.
 */
typedef bool (*agenda_moved_fn)(void *ctx, const struct agenda_item *item);
void agenda_follow(struct agenda *agenda, unsigned reach, day_t as_of, agenda_moved_fn moved, void *ctx);
void agenda_free(struct agenda *agenda);

#endif

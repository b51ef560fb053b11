/* SPDX-License-Identifier: MIT */
#include "lib/engine/lent_months.h"

#include "lib/engine/agenda.h"
#include "lib/engine/publish.h"
#include "lib/model/sheet.h"

/* Months of the unit's year in which people left or moved since the last publication: what is kept of them is not to be used. */
static uint32_t
months_to_recount(struct facts *facts, uint32_t unit, const struct period *year, int year_start_month)
{
    struct agenda agenda;
    uint32_t months = 0;

    agenda_fill(&agenda, facts, year_start_month, false);
    for (size_t i = 0; i < agenda.count; i++) {
        const struct agenda_item *item = &agenda.items[i];
        if (item->kind == OWNER_HOST && item->owner == unit && item->year.first == year->first)
            months |= item->recount;
    }
    agenda_free(&agenda);
    return months;
}

void
lent_months_begin(struct month_sets *months, const struct publisher *publisher, struct facts *facts, uint32_t unit,
                  const struct period *period, int year_start_month)
{
    struct period year = period_containing(PERIOD_YEAR, period->first, year_start_month);
    const struct book_state *state = publisher ? publisher_find_book(publisher, OWNER_HOST, unit, &year) : NULL;

    month_sets_begin(months, year.first, YEAR_ALL, YEAR_ALL);
    if (!state || facts->all_dirty || state->months.count == 0)
        return;
    months->lender = &state->months;
    months->lender_void = months_to_recount(facts, unit, &year, year_start_month);
}

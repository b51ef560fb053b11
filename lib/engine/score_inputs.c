/* SPDX-License-Identifier: MIT */
#include "lib/engine/score_inputs.h"

/* The first day after what counts: of an open period the day after the as-of day. */
static day_t
end_of(const struct score_run *run, const struct period *period)
{
    return period->end <= run->day ? period->end : run->day + 1;
}

/* 0: unknown; else one more than the class. */
static uint32_t
size_class(const struct score_run *run, const struct scorecard *card, uint32_t unit, const struct period *period)
{
    const struct population_query query = { .unit = unit, .basis = BASIS_USUAL, .group = STR("all") };
    struct population population;

    if (card->size_count == 0)
        return 0;
    population = populations_on(&run->facts->populations, &run->facts->units, &query, end_of(run, period) - 1);
    return population.state == POPULATION_KNOWN ? 1 + (uint32_t)card_size_class(card, population.count) : 0;
}

static const struct team_statement *
team_of(const struct score_run *run, uint32_t team)
{
    return team_current(&run->facts->teams, team, &run->facts->units);
}

uint32_t
score_peers(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
            const struct period *period)
{
    uint32_t level = (uint32_t)run->facts->units.units[entry->unit].level, kind = 0;

    if (card->of == CARD_TEAM) {
        const struct team_statement *team = team_of(run, entry->owner);

        kind = team ? (uint32_t)team->kind : 0;
    }
    return level << 16 | kind << 8 | size_class(run, card, entry->unit, period);
}

bool
score_is_new(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
             const struct period *period)
{
    day_t began = run->facts->units.units[entry->unit].opened;

    if (card->of == CARD_TEAM) {
        const struct team_statement *team = team_of(run, entry->owner);

        began = team ? team->founded : DAY_MIN;
    }
    return began != DAY_MIN && (int64_t)end_of(run, period) - began < NEW_DAYS;
}

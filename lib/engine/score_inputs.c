/* SPDX-License-Identifier: MIT */
#include "lib/engine/score_inputs.h"

#include "lib/model/record_walk.h"

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

struct str
score_peers_text(const struct scorecard *card, uint32_t peers, struct arena *arena)
{
    struct str level = unit_level_names[peers >> 16], kind = team_kind_names[peers >> 8 & 0xff];
    struct str owner = card->of == CARD_TEAM ? arena_printf(arena, "%.*s@%.*s", STR_ARG(kind), STR_ARG(level)) : level;
    uint32_t size = peers & 0xff;

    if (card->size_count == 0)
        return owner;
    if (size == 0)
        return arena_printf(arena, "%.*s:?", STR_ARG(owner));
    return arena_printf(arena, "%.*s:%u", STR_ARG(owner), size);
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

static struct scope
scope_of(const struct score_run *run, const struct score_entry *entry, const struct period *period)
{
    return (struct scope){ .facts = run->facts, .period = *period, .as_of = run->day, .year_start_month = run->year_start_month,
                           .unit = entry->unit, .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE };
}

static void
look_for_veto(void *ctx, const struct record *record)
{
    *(bool *)ctx |= record->as.incident_put.veto;
}

bool
score_is_vetoed(const struct score_run *run, const struct scorecard *card, const struct score_entry *entry,
                const struct period *period)
{
    struct scope scope = scope_of(run, entry, period);
    bool found = false;

    if (card->of == CARD_UNIT && card->veto)
        record_walk(&scope, EVENT_INCIDENT_PUT, RULE_NONE, period, look_for_veto, &found);
    return found;
}

struct self_assessment {
    const struct scorecard *card;
    struct score_entry *entry;
    const struct period *period;
};

static const struct str self_prefix = STR_INIT("score.");

static void
take_self(void *ctx, const struct record *record)
{
    const struct self_assessment *self = ctx;
    struct str what = record->as.declared_put.what;

    if (record->view.unit != self->entry->unit || !str_starts(what, self_prefix) ||
        record->view.first != self->period->first || record->view.last + 1 != self->period->end)
        return;
    what.ptr += self_prefix.len;
    what.len -= self_prefix.len;
    for (size_t i = 0; i < self->card->term_count; i++) {
        if (self->card->terms[i].role == TERM_GATE || !str_eq(self->card->terms[i].name, what))
            continue;
        self->entry->inputs[i].has_self = true;
        self->entry->inputs[i].self = record->as.declared_put.value;
        return; /* of several terms about one figure the first: the items stand in front */
    }
}

void
score_self_assess(const struct score_run *run, const struct scorecard *card, struct score_entry *entry,
                  const struct period *period)
{
    struct self_assessment self = { card, entry, period };
    struct scope scope = scope_of(run, entry, period);

    for (size_t i = 0; i < card->term_count; i++)
        entry->inputs[i].has_self = false;
    if (card->of == CARD_UNIT)
        record_walk(&scope, EVENT_DECLARED_PUT, RULE_NONE, period, take_self, &self);
}

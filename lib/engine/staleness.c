/* SPDX-License-Identifier: MIT */
#include "lib/engine/staleness.h"

#include "lib/base/mem.h"
#include "lib/model/reading.h"
#include "lib/model/ruleset.h"
#include "lib/store/plugin_faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
free_thing(struct stale_thing *thing)
{
    free(thing->name);
    free(thing->plugin);
}

void
staleness_free(struct staleness *stale)
{
    for (size_t i = 0; i < stale->count; i++)
        free_thing(&stale->things[i]);
    for (size_t i = 0; i < stale->known_count; i++)
        free_thing(&stale->known[i]);
    free(stale->things);
    free(stale->known);
    *stale = (struct staleness){ 0 };
}

void
staleness_note(struct staleness *stale)
{
    stale->is_fresh = false;
}

const struct stale_thing *
staleness_find(const struct staleness *stale, bool is_card, struct str name)
{
    for (size_t i = 0; i < stale->count; i++)
        if (stale->things[i].is_card == is_card && str_eq(str_of(stale->things[i].name), name))
            return &stale->things[i];
    return NULL;
}

/* ---- one update ---- */

struct update {
    struct staleness *stale;
    const struct ruleset *ruleset;
    uint64_t position;
    day_t day;
};

static void
set_text(char **text, struct str value)
{
    if (*text && str_eq(str_of(*text), value))
        return;
    free(*text);
    *text = mem_text(value);
}

static void
mark(struct update *update, bool is_card, struct str name, struct str plugin)
{
    struct staleness *stale = update->stale;
    struct stale_thing *thing = (struct stale_thing *)staleness_find(stale, is_card, name);

    if (!thing) {
        stale->things = mem_grow(stale->things, stale->count, &stale->capacity, sizeof *stale->things);
        thing = &stale->things[stale->count++];
        *thing = (struct stale_thing){ .is_card = is_card, .name = mem_text(name), .position = update->position };
        day_format(update->day, thing->day);
    }
    if (thing->is_seen)
        return;
    set_text(&thing->plugin, plugin);
    thing->is_seen = true;
}

/* By plugin, so that whoever reads a figure is told whose it is. */
static void
mark_paused(struct update *update, const uint64_t *paused)
{
    const struct ruleset *ruleset = update->ruleset;
    uint8_t *held = mem_array(ruleset->indicator_count + 1, 1);

    for (uint32_t plugin = 0; plugin < ruleset->plugin_count; plugin++) {
        uint64_t alone[4] = { 0 };
        if (!(paused[plugin / 64] >> (plugin % 64) & 1))
            continue;
        alone[plugin / 64] = (uint64_t)1 << (plugin % 64);
        memset(held, 0, ruleset->indicator_count + 1);
        reading_find_held(ruleset, alone, held);
        for (size_t i = 0; i < ruleset->indicator_count; i++)
            if (held[i])
                mark(update, false, ruleset->indicators[i].name, ruleset->plugins[plugin].name);
    }
    free(held);
}

static const struct stale_thing *
stale_term(const struct update *update, const struct card_term *term)
{
    const struct ruleset *ruleset = update->ruleset;

    if (term->card >= 0)
        return staleness_find(update->stale, true, ruleset->cards[term->card].name);
    return staleness_find(update->stale, false, ruleset->indicators[term->indicator].name);
}

/* Those that another is made of stand before it. */
static void
mark_cards(struct update *update, const uint64_t *paused)
{
    for (size_t i = 0; i < update->ruleset->card_count; i++) {
        const struct scorecard *card = &update->ruleset->cards[i];
        const struct stale_thing *term = NULL;

        if (paused[card->plugin / 64] >> (card->plugin % 64) & 1)
            mark(update, true, card->name, update->ruleset->plugins[card->plugin].name);
        for (size_t t = 0; t < card->term_count && !(term && term->is_seen); t++)
            term = stale_term(update, &card->terms[t]);
        if (term && term->is_seen)
            mark(update, true, card->name, str_of(term->plugin));
    }
}

static bool
is_there(const struct ruleset *ruleset, const struct stale_thing *thing)
{
    return (thing->is_card ? ruleset_find_card : ruleset_find)(ruleset, str_of(thing->name)) >= 0;
}

/* "NAME: is made of an indicator that is not there" */
static bool
is_about(const struct plugin_fault *fault, const struct stale_thing *thing)
{
    struct str name = str_of(thing->name);

    if (!str_eq(fault->plugin, str_of(thing->plugin)))
        return false;
    return !fault->is_partial ||
           (str_starts(fault->message, name) && fault->message.len > name.len && fault->message.ptr[name.len] == ':');
}

/* What the rules had before and have no more, for its plugin does not load. */
static void
mark_left_out(struct update *update)
{
    const struct ruleset *ruleset = update->ruleset;

    for (size_t i = 0; i < update->stale->known_count; i++) {
        const struct stale_thing *thing = &update->stale->known[i];
        bool is_out = false;

        for (size_t f = 0; f < ruleset->fault_count && !is_out; f++)
            is_out = is_about(&ruleset->faults[f], thing);
        if (is_out && !is_there(ruleset, thing))
            mark(update, thing->is_card, str_of(thing->name), str_of(thing->plugin));
    }
}

static void
know(struct staleness *stale, bool is_card, struct str name, struct str plugin)
{
    stale->known = mem_grow(stale->known, stale->known_count, &stale->known_capacity, sizeof *stale->known);
    stale->known[stale->known_count++] = (struct stale_thing){ .is_card = is_card, .name = mem_text(name), .plugin = mem_text(plugin) };
}

/* Since when is what the next update keeps of it; and a plugin that does not load is known by what it had. */
void
staleness_restore(struct staleness *stale, bool is_card, const struct stale_row *row)
{
    struct stale_thing *thing;

    stale->things = mem_grow(stale->things, stale->count, &stale->capacity, sizeof *stale->things);
    thing = &stale->things[stale->count++];
    *thing = (struct stale_thing){
        .is_card = is_card, .name = mem_text(row->name), .plugin = mem_text(row->plugin), .position = row->position,
    };
    snprintf(thing->day, sizeof thing->day, "%.*s", STR_ARG(row->day));
    know(stale, is_card, row->name, row->plugin);
}

/* What these rules have, and what stays of earlier ones. */
static void
learn(struct update *update)
{
    struct staleness *stale = update->stale;
    const struct ruleset *ruleset = update->ruleset;
    size_t kept = 0;

    for (size_t i = 0; i < stale->known_count; i++) {
        struct stale_thing *thing = &stale->known[i];
        if (!is_there(ruleset, thing) && staleness_find(stale, thing->is_card, str_of(thing->name)))
            stale->known[kept++] = *thing;
        else
            free_thing(thing);
    }
    stale->known_count = kept;
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        know(stale, false, ruleset->indicators[i].name, ruleset->plugins[ruleset->indicators[i].plugin].name);
    for (size_t i = 0; i < ruleset->card_count; i++)
        know(stale, true, ruleset->cards[i].name, ruleset->plugins[ruleset->cards[i].plugin].name);
}

static void
drop_unseen(struct staleness *stale)
{
    size_t kept = 0;

    for (size_t i = 0; i < stale->count; i++)
        if (stale->things[i].is_seen)
            stale->things[kept++] = stale->things[i];
        else
            free_thing(&stale->things[i]);
    stale->count = kept;
}

void
staleness_update(struct staleness *stale, const struct ruleset *ruleset, const uint64_t *paused, uint64_t position, day_t day)
{
    struct update update = { stale, ruleset, position, day };

    if (stale->is_fresh)
        return;
    for (size_t i = 0; i < stale->count; i++)
        stale->things[i].is_seen = false;
    mark_paused(&update, paused);
    mark_left_out(&update);
    mark_cards(&update, paused);
    drop_unseen(stale);
    learn(&update);
    stale->is_fresh = true;
    stale->is_told = false;
}

bool
staleness_publish(struct staleness *stale, struct sql *sql, struct err *err)
{
    struct stale_row *rows;

    if (stale->is_told)
        return true;
    rows = mem_array(stale->count + 1, sizeof *rows);
    for (size_t i = 0; i < stale->count; i++) {
        const struct stale_thing *thing = &stale->things[i];
        rows[i] = (struct stale_row){ .kind = thing->is_card ? STR("card") : STR("indicator"), .name = str_of(thing->name),
                                      .plugin = str_of(thing->plugin), .position = thing->position, .day = str_of(thing->day) };
    }
    stale->is_told = stale_rows_put(sql, rows, stale->count, err);
    free(rows);
    return stale->is_told;
}

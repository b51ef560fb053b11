/* SPDX-License-Identifier: MIT */
#include "lua/manifest_cards.h"

#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lua/circle.h"
#include "lua/manifest_card.h"

#include <stdlib.h>

size_t
manifest_cards_count(const json_t *plugins)
{
    const json_t *plugin;
    size_t count = 0, i;

    json_array_foreach(plugins, i, plugin)
        count += json_array_size(json_object_get(plugin, "scorecards"));
    return count;
}

/* Cards as they come, and which of them have found their place. */
struct draft {
    struct scorecard card;
    bool is_placed, is_dropped;
    const char *where;
};

static void
drop(struct reading *reading, struct draft *draft)
{
    struct ruleset *ruleset = reading->ruleset;

    draft->is_dropped = true;
    ruleset->faults[ruleset->fault_count++] = (struct plugin_fault){
        ruleset->plugins[draft->card.plugin].name, arena_copy(&ruleset->arena, str_of(reading->err->text)), true,
    };
}

static void
drop_for(struct reading *reading, struct draft *draft, struct str why)
{
    err_set(reading->err, ERR_RULE, "%.*s", STR_ARG(why));
    drop(reading, draft);
}

static size_t
read_drafts(struct reading *reading, const json_t *plugins, struct draft *drafts)
{
    const json_t *plugin, *card;
    size_t count = 0, i, j;

    json_array_foreach(plugins, i, plugin) {
        reading->plugin = (uint32_t)i;
        json_array_foreach(json_object_get(plugin, "scorecards"), j, card) {
            struct draft *draft = &drafts[count++];

            reading->where = "scorecard";
            if (!manifest_card_read(reading, card, &draft->card))
                drop(reading, draft);
            draft->where = reading->where;
        }
    }
    return count;
}

static uint32_t
breakdown_of(const struct scorecard *card)
{
    return card->of == CARD_TEAM ? BY_TEAM : BY_UNIT;
}

static bool
no_such_figure(struct reading *reading, struct str name)
{
    const struct ruleset *ruleset = reading->ruleset;
    struct str *names = mem_array(ruleset->indicator_count + 1, sizeof *names);
    int near;

    for (size_t i = 0; i < ruleset->indicator_count; i++)
        names[i] = ruleset->indicators[i].name;
    near = nearest_word(name, names, ruleset->indicator_count);
    free(names);
    if (near >= 0)
        return card_bad(reading, "there is no indicator '%s': did you mean '%s'?", name.ptr, ruleset->indicators[near].name.ptr);
    return card_bad(reading, "there is no indicator '%s'", name.ptr);
}

static bool
tie_indicator(struct reading *reading, const struct scorecard *card, struct card_term *term, int found)
{
    const struct indicator *indicator = &reading->ruleset->indicators[found];

    if (!(indicator->by & breakdown_of(card)) || (indicator->over & card->over) != card->over)
        return card_bad(reading, "'%s' has no figures by %s over each period of the card", term->name.ptr,
                        card_of_names[card->of].ptr);
    term->indicator = found;
    term->lower_first = indicator->has_target && !indicator->target_at_least;
    return true;
}

/* -1: no such card. */
static int
find_draft(const struct draft *drafts, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (!drafts[i].is_dropped && str_eq(drafts[i].card.name, name))
            return (int)i;
    return -1;
}

/* What another card's points are worth is known once that card is placed. */
enum tied { TIED, TIED_LATER, TIED_NEVER };

static enum tied
tie_term(struct reading *reading, const struct draft *drafts, size_t count, const struct scorecard *card, struct card_term *term)
{
    int found = ruleset_find(reading->ruleset, term->name), other;

    if (found >= 0)
        return tie_indicator(reading, card, term, found) ? TIED : TIED_NEVER;
    other = find_draft(drafts, count, term->name);
    if (other < 0) {
        no_such_figure(reading, term->name);
        return TIED_NEVER;
    }
    if (drafts[other].card.of != card->of || (drafts[other].card.over & card->over) != card->over) {
        card_bad(reading, "the scorecard '%s' is about other things or periods", term->name.ptr);
        return TIED_NEVER;
    }
    term->card = ruleset_find_card(reading->ruleset, term->name);
    return term->card >= 0 ? TIED : TIED_LATER;
}

static enum tied
tie_card(struct reading *reading, struct draft *drafts, size_t count, struct scorecard *card)
{
    enum tied whole = TIED;

    for (size_t i = 0; i < card->term_count && whole != TIED_NEVER; i++) {
        enum tied tied = tie_term(reading, drafts, count, card, &card->terms[i]);

        whole = tied > whole ? tied : whole;
    }
    return whole;
}

/* Two cards, or a card and an indicator, of one name. */
static bool
has_own_name(struct reading *reading, const struct draft *drafts, size_t place)
{
    const struct scorecard *card = &drafts[place].card;

    if (ruleset_find(reading->ruleset, card->name) < 0 && find_draft(drafts, place, card->name) < 0)
        return true;
    return card_bad(reading, "there is already an indicator or a scorecard of this name");
}

/* One round: places what can be placed. */
static bool
place_cards(struct reading *reading, struct draft *drafts, size_t count)
{
    struct ruleset *ruleset = reading->ruleset;
    bool has_moved = false;

    for (size_t i = 0; i < count; i++) {
        enum tied tied;

        if (drafts[i].is_placed || drafts[i].is_dropped)
            continue;
        reading->where = drafts[i].where;
        tied = tie_card(reading, drafts, count, &drafts[i].card);
        if (tied == TIED)
            ruleset->cards[ruleset->card_count++] = drafts[i].card;
        else if (tied == TIED_NEVER)
            drop(reading, &drafts[i]);
        drafts[i].is_placed = tied == TIED;
        has_moved |= tied != TIED_LATER;
    }
    return has_moved;
}

static int
by_name(const void *left, const void *right)
{
    return str_cmp(((const struct draft *)left)->card.name, ((const struct draft *)right)->card.name);
}

/* ---- circles ---- */

struct heap {
    struct draft *drafts;
    size_t count;
    struct str *why; /* by draft: it is in a circle, or made of one; ptr NULL: neither */
};

static size_t
source_of(const void *ctx, size_t of, size_t which)
{
    const struct heap *heap = ctx;
    const struct scorecard *card = &heap->drafts[of].card;
    size_t seen = 0;

    for (size_t i = 0; i < card->term_count; i++) {
        int other = find_draft(heap->drafts, heap->count, card->terms[i].name);
        if (other >= 0 && seen++ == which)
            return (size_t)other;
    }
    return CIRCLE_END;
}

/* "whole -> part (b/init.lua:4: t.scorecard part) -> whole" */
static void
say_circle(struct reading *reading, struct heap *heap, size_t place)
{
    struct arena *arena = &reading->ruleset->arena;
    struct str first = heap->drafts[place].card.name, text = first;
    size_t *path = mem_array(heap->count + 1, sizeof *path), length = circle_find(place, heap->count, source_of, heap, path);

    for (size_t i = 1; i < length; i++)
        text = arena_printf(arena, "%.*s -> %.*s (%s)", STR_ARG(text), STR_ARG(heap->drafts[path[i]].card.name), heap->drafts[path[i]].where);
    free(path);
    if (length > 0)
        card_bad(reading, "is made of itself: %.*s -> %.*s", STR_ARG(text), STR_ARG(first));
    else
        card_bad(reading, "is made of a scorecard that is made of itself");
    heap->why[place] = arena_copy(arena, str_of(reading->err->text));
}

void
manifest_cards_read(const json_t *plugins, struct ruleset *ruleset)
{
    struct err err = { 0 };
    struct reading reading = { .ruleset = ruleset, .err = &err };
    struct draft *drafts = mem_array(manifest_cards_count(plugins) + 1, sizeof *drafts);
    size_t count = read_drafts(&reading, plugins, drafts);
    struct heap heap;

    ruleset->cards = arena_array(&ruleset->arena, count, sizeof *ruleset->cards);
    for (size_t i = 0; i < count; i++) {
        reading.where = drafts[i].where;
        if (!drafts[i].is_dropped && !has_own_name(&reading, drafts, i))
            drop(&reading, &drafts[i]);
    }
    if (count > 1)
        qsort(drafts, count, sizeof *drafts, by_name);
    while (place_cards(&reading, drafts, count))
        ;
    heap = (struct heap){ drafts, count, mem_array(count + 1, sizeof *heap.why) };
    for (size_t i = 0; i < count; i++) {
        reading.where = drafts[i].where;
        if (!drafts[i].is_placed && !drafts[i].is_dropped)
            say_circle(&reading, &heap, i);
    }
    for (size_t i = 0; i < count; i++)
        if (heap.why[i].ptr)
            drop_for(&reading, &drafts[i], heap.why[i]);
    free(heap.why);
    free(drafts);
}

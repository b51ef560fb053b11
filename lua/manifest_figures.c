/* SPDX-License-Identifier: MIT */
#include "lua/manifest_figures.h"

#include "lib/base/mem.h"
#include "lib/base/nearest.h"
#include "lua/circle.h"
#include "lua/manifest_members.h"
#include "lua/manifest_scores.h"

#include <stdlib.h>

/* What is known of each indicator, by place. */
enum tied { TIED_NOT_YET, TIED, TIED_NEVER };

struct tying {
    struct ruleset *ruleset;
    enum tied *tied;
};

static void
drop(struct tying *tying, size_t place, struct str why)
{
    struct ruleset *ruleset = tying->ruleset;
    const struct indicator *indicator = &ruleset->indicators[place];

    tying->tied[place] = TIED_NEVER;
    ruleset->faults[ruleset->fault_count++] = (struct plugin_fault){
        ruleset->plugins[indicator->plugin].name,
        arena_printf(&ruleset->arena, "%.*s%s%.*s: %.*s", STR_ARG(indicator->place), indicator->place.len > 0 ? ": " : "",
                     STR_ARG(indicator->name), STR_ARG(why)),
        true,
    };
}

/* "plugin.indicator" of the i-th; ptr NULL: there is no such indicator. */
static struct str
full_name(const struct ruleset *ruleset, size_t place, struct arena *arena)
{
    const struct indicator *indicator = &ruleset->indicators[place];

    return arena_printf(arena, "%.*s.%.*s", STR_ARG(ruleset->plugins[indicator->plugin].name), STR_ARG(indicator->name));
}

static int
find_figure(struct ruleset *ruleset, struct str name)
{
    struct arena arena = { 0 };
    int found = -1;

    for (size_t i = 0; i < ruleset->indicator_count && found < 0; i++)
        if (str_eq(full_name(ruleset, i, &arena), name))
            found = (int)i;
    arena_free(&arena);
    return found;
}

static struct str
no_such_figure(struct ruleset *ruleset, struct str name)
{
    struct str *names = mem_array(ruleset->indicator_count + 1, sizeof *names), near_name = { 0 };
    int near;

    for (size_t i = 0; i < ruleset->indicator_count; i++)
        names[i] = full_name(ruleset, i, &ruleset->arena);
    near = nearest_word(name, names, ruleset->indicator_count);
    if (near >= 0)
        near_name = names[near];
    free(names);
    if (near_name.ptr)
        return arena_printf(&ruleset->arena, "t.figure: there is no indicator '%.*s': did you mean '%.*s'?", STR_ARG(name),
                            STR_ARG(near_name));
    return arena_printf(&ruleset->arena, "t.figure: there is no indicator '%.*s'", STR_ARG(name));
}

/* The breakdowns in which the figure is asked for: of everybody, those of the unit where a group's would be. */
static uint32_t
needed_rows(const struct indicator *indicator, const struct measure *measure)
{
    if (!measure->of_everybody || !(indicator->by & BY_GROUP))
        return indicator->by;
    return (indicator->by & ~(uint32_t)BY_GROUP) | BY_UNIT;
}

/* Finds the indicator of one operand; false: dropped. */
static bool
tie_operand(struct tying *tying, size_t place, struct measure *measure, const json_t *object)
{
    struct ruleset *ruleset = tying->ruleset;
    struct str name = text_in(json_object_get(object, "of"));
    const struct indicator *indicator = &ruleset->indicators[place], *other;
    int found;

    if (measure->kind != MEASURE_FIGURE)
        return true;
    found = find_figure(ruleset, name);
    if (found < 0) {
        drop(tying, place, no_such_figure(ruleset, name));
        return false;
    }
    other = &ruleset->indicators[found];
    measure->figure = (uint32_t)found;
    if ((needed_rows(indicator, measure) & ~other->by) == 0 && (indicator->over & ~other->over) == 0)
        return true;
    drop(tying, place, arena_printf(&ruleset->arena, "t.figure: '%.*s' lacks a breakdown or period of this one: see by and over",
                                    STR_ARG(name)));
    return false;
}

static void
tie_score(struct tying *tying, size_t place, struct indicator *score)
{
    struct str why;

    if (!manifest_score_tie(tying->ruleset, score, &why))
        drop(tying, place, why);
}

static void
tie_names(struct tying *tying, const json_t *plugins)
{
    const json_t *plugin, *object;
    size_t i, j;

    json_array_foreach(plugins, i, plugin) {
        json_array_foreach(json_object_get(plugin, "indicators"), j, object) {
            int place = ruleset_find(tying->ruleset, text_in(json_object_get(object, "name")));
            struct indicator *indicator = &tying->ruleset->indicators[place];

            if (indicator->kind == INDICATOR_SCORE)
                tie_score(tying, (size_t)place, indicator);
            else if (tie_operand(tying, (size_t)place, &indicator->numerator, json_object_get(object, "numerator")))
                tie_operand(tying, (size_t)place, &indicator->denominator, json_object_get(object, "denominator"));
        }
    }
}

static enum tied
worse(enum tied a, enum tied b)
{
    if (a == TIED_NEVER || b == TIED_NEVER)
        return TIED_NEVER;
    return a == TIED ? b : a;
}

static enum tied
state_of(const struct tying *tying, const struct measure *measure)
{
    return measure->kind == MEASURE_FIGURE ? tying->tied[measure->figure] : TIED;
}

/* How far is what the indicator is made of? */
static enum tied
state_of_sources(const struct tying *tying, const struct indicator *indicator)
{
    enum tied state = TIED;

    if (indicator->kind == INDICATOR_RATIO || indicator->kind == INDICATOR_VALUE)
        return worse(state_of(tying, &indicator->numerator), state_of(tying, &indicator->denominator));
    for (size_t i = 0; i < indicator->part_count; i++)
        state = worse(state, tying->tied[indicator->parts[i]]);
    for (size_t i = 0; i < indicator->read_count; i++)
        if (indicator->reads[i].place >= 0)
            state = worse(state, tying->tied[indicator->reads[i].place]);
    return state;
}

/* ---- circles ---- */

static size_t
operand_of(const struct measure *measure)
{
    return measure->kind == MEASURE_FIGURE ? measure->figure : CIRCLE_END;
}

/* What one indicator is made of, as far as it is other indicators. */
static size_t
source_of(const void *ctx, size_t of, size_t which)
{
    const struct ruleset *ruleset = ctx;
    const struct indicator *indicator = &ruleset->indicators[of];
    const size_t operands[] = { operand_of(&indicator->numerator), operand_of(&indicator->denominator) };
    size_t seen = 0;

    for (size_t i = 0; i < indicator->part_count; i++)
        if (seen++ == which)
            return indicator->parts[i];
    for (size_t i = 0; i < indicator->read_count; i++)
        if (indicator->reads[i].place >= 0 && seen++ == which)
            return (size_t)indicator->reads[i].place;
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
        if (operands[i] != CIRCLE_END && seen++ == which)
            return operands[i];
    return CIRCLE_END;
}

/* "a.m -> b.k (b/init.lua:4) -> a.m" */
static struct str
circle_text(struct ruleset *ruleset, const size_t *path, size_t length)
{
    struct str first = full_name(ruleset, path[0], &ruleset->arena), text = first;

    for (size_t i = 1; i < length; i++)
        text = arena_printf(&ruleset->arena, "%.*s -> %.*s (%.*s)", STR_ARG(text),
                            STR_ARG(full_name(ruleset, path[i], &ruleset->arena)), STR_ARG(ruleset->indicators[path[i]].place));
    return arena_printf(&ruleset->arena, "%.*s -> %.*s", STR_ARG(text), STR_ARG(first));
}

/* What is in a circle says which; what is only made of it is made of something that is not there. */
static void
drop_circles(struct tying *tying)
{
    struct ruleset *ruleset = tying->ruleset;
    size_t *path = mem_array(ruleset->indicator_count + 1, sizeof *path);
    struct str *why = mem_array(ruleset->indicator_count + 1, sizeof *why);

    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        size_t length = tying->tied[i] == TIED_NOT_YET ? circle_find(i, ruleset->indicator_count, source_of, ruleset, path) : 0;
        if (length > 0)
            why[i] = arena_printf(&ruleset->arena, "is made of itself: %.*s", STR_ARG(circle_text(ruleset, path, length)));
    }
    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (tying->tied[i] == TIED_NOT_YET)
            drop(tying, i, why[i].ptr ? why[i] : STR("is made of an indicator that is made of itself"));
    free(path);
    free(why);
}

/* One round: an indicator is sound when all it is made of is. */
static bool
tie_round(struct tying *tying)
{
    struct ruleset *ruleset = tying->ruleset;
    bool has_moved = false;

    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        enum tied state;
        if (tying->tied[i] != TIED_NOT_YET)
            continue;
        state = state_of_sources(tying, &ruleset->indicators[i]);
        if (state == TIED)
            tying->tied[i] = TIED;
        else if (state == TIED_NEVER)
            drop(tying, i, STR("is made of an indicator that is not there"));
        has_moved |= state != TIED_NOT_YET;
    }
    return has_moved;
}

/* Closes the gaps of those that were dropped: all places move. */
static void
close_gaps(struct tying *tying)
{
    struct ruleset *ruleset = tying->ruleset;
    uint32_t *moved = mem_array(ruleset->indicator_count + 1, sizeof *moved);
    size_t count = 0;

    for (size_t i = 0; i < ruleset->indicator_count; i++) {
        moved[i] = (uint32_t)count;
        if (tying->tied[i] == TIED)
            ruleset->indicators[count++] = ruleset->indicators[i];
        else
            ruleset->plugins[ruleset->indicators[i].plugin].indicator_count--;
    }
    ruleset->indicator_count = count;
    for (size_t i = 0; i < count; i++) {
        struct indicator *indicator = &ruleset->indicators[i];
        for (size_t k = 0; k < indicator->part_count; k++)
            indicator->parts[k] = moved[indicator->parts[k]];
        for (size_t k = 0; k < indicator->read_count; k++)
            if (indicator->reads[k].place >= 0)
                indicator->reads[k].place = (int)moved[indicator->reads[k].place];
        if (indicator->numerator.kind == MEASURE_FIGURE)
            indicator->numerator.figure = moved[indicator->numerator.figure];
        if (indicator->denominator.kind == MEASURE_FIGURE)
            indicator->denominator.figure = moved[indicator->denominator.figure];
    }
    free(moved);
}

void
manifest_figures_read(const json_t *plugins, struct ruleset *ruleset)
{
    struct tying tying = { ruleset, mem_array(ruleset->indicator_count + 1, sizeof(enum tied)) };

    tie_names(&tying, plugins);
    while (tie_round(&tying))
        ;
    drop_circles(&tying);
    close_gaps(&tying);
    free(tying.tied);
}

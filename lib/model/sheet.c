/* SPDX-License-Identifier: MIT */
#include "lib/model/sheet.h"

#include "lib/base/mem.h"
#include "lib/model/past.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

void
year_periods(const struct period *year, int year_start_month, struct period periods[YEAR_PERIODS])
{
    period_split(year, PERIOD_MONTH, year_start_month, periods, 12);
    period_split(year, PERIOD_QUARTER, year_start_month, periods + 12, 4);
    period_split(year, PERIOD_HALF, year_start_month, periods + 16, 2);
    periods[18] = *year;
}

uint32_t
year_periods_with(const struct period periods[YEAR_PERIODS], day_t first, day_t last)
{
    uint32_t bits = 0;

    for (int i = 0; i < YEAR_PERIODS; i++)
        if (period_has(&periods[i], first, last))
            bits |= 1u << i;
    return bits;
}

static void
mark_group(struct facts *facts, struct group_presence *presence, uint32_t unit, uint32_t group)
{
    const struct units *units = &facts->units;

    for (uint32_t epoch = 0; epoch < units->epoch_count; epoch++)
        for (uint32_t at = unit; at != CODE_NONE && at < presence->unit_count; at = unit_parent(units, at, epoch))
            presence->present[at * presence->group_count + group] = 1;
}

void
group_presence_find(struct facts *facts, struct group_presence *presence)
{
    struct people *people = &facts->people;
    uint32_t unit, group;
    struct str name;

    for (size_t i = 0; populations_series(&facts->populations, i, &unit, &name); i++)
        if (name.ptr)
            codebook_add(&people->groups, name);
    presence->unit_count = facts->units.tree_count;
    presence->group_count = people->groups.count;
    presence->present = mem_array(presence->unit_count * presence->group_count + 1, 1);
    for (size_t i = 0; populations_series(&facts->populations, i, &unit, &name); i++)
        if (name.ptr)
            mark_group(facts, presence, unit, codebook_find(&people->groups, name));
    for (size_t i = 0; people_pair(people, i, &unit, &group); i++)
        if (group != CODE_NONE)
            mark_group(facts, presence, unit, group);
}

void
group_presence_free(struct group_presence *presence)
{
    free(presence->present);
    *presence = (struct group_presence){ 0 };
}

struct sheet_run {
    const struct sheet_settings *settings;
    sheet_row_fn fn;
    void *ctx;
};

static bool
row(const struct sheet_run *run, const struct scope *scope, uint32_t place)
{
    struct figure figure = figure_compute(scope, run->settings->ruleset, place);

    return run->fn(run->ctx, scope, place, &figure);
}

/* The rows of all indicators that break down this way and are over this kind of period. */
static bool
rows(const struct sheet_run *run, const struct scope *scope, uint32_t breakdown)
{
    const struct sheet_settings *settings = run->settings;

    for (uint32_t i = 0; i < settings->ruleset->indicator_count; i++) {
        const struct indicator *indicator = &settings->ruleset->indicators[i];
        bool skipped = (settings->held && settings->held[i]) || (settings->computed && !settings->computed[i]);
        if (skipped || !(indicator->by & breakdown) || !(indicator->over >> scope->period.kind & 1))
            continue;
        if (!row(run, scope, i))
            return false;
    }
    return true;
}

static bool
category_rows(const struct sheet_run *run, const struct scope *scope, uint32_t category)
{
    const struct categories *categories = &scope->facts->categories;
    struct bucket_list of_category = { 0 };
    struct scope part = *scope;
    bool going;

    for (size_t i = 0; i < scope->buckets->count; i++)
        if (category_under(categories, scope->buckets->buckets[i]->key.category, category))
            bucket_list_add(&of_category, scope->buckets->buckets[i]);
    part.category = category;
    part.of_category = true;
    scope_use(&part, &of_category);
    going = rows(run, &part, BY_CATEGORY);
    free(of_category.buckets);
    return going;
}

static bool
unit_rows(const struct sheet_run *run, const struct scope *scope, const struct year_book *book)
{
    const struct group_presence *groups = run->settings->groups;
    struct scope part = *scope;

    if (!rows(run, scope, BY_UNIT))
        return false;
    for (size_t i = 0; i < book->category_count; i++)
        if (!category_rows(run, scope, book->categories[i]))
            return false;
    for (uint32_t group = 0; group < groups->group_count; group++) {
        if (scope->unit >= groups->unit_count || !groups->present[scope->unit * groups->group_count + group])
            continue;
        part.group = group;
        if (!rows(run, &part, BY_GROUP))
            return false;
    }
    return true;
}

bool
sheet_compute(struct facts *facts, const struct sheet_settings *settings, struct year_book *book,
              const struct period *period, sheet_row_fn fn, void *ctx)
{
    const struct sheet_run run = { settings, fn, ctx };
    struct bucket_list inside = { 0 };
    struct past past = { .now = book };
    struct scope scope = {
        .facts = facts,
        .period = *period,
        .as_of = settings->as_of,
        .year_start_month = settings->year_start_month,
        .team = book->kind == OWNER_TEAM ? book->owner : CODE_NONE,
        .category = CODE_NONE,
        .group = CODE_NONE,
        .months = book->months,
        .year_people = book->people,
        .answers = settings->answers,
        .past = &past,
        .sealed = settings->sealed,
    };
    bool going;

    if (period->first > settings->as_of || !year_book_owner(facts, book, period, &scope.unit))
        return true;
    for (size_t i = 0; i < book->buckets.count; i++)
        if (period_has(period, book->buckets.buckets[i]->key.first, book->buckets.buckets[i]->key.last))
            bucket_list_add(&inside, book->buckets.buckets[i]);
    scope_use(&scope, &inside);
    going = book->kind == OWNER_TEAM ? rows(&run, &scope, BY_TEAM) : unit_rows(&run, &scope, book);
    past_close(&past);
    free(inside.buckets);
    return going;
}

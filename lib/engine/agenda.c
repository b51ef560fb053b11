/* SPDX-License-Identifier: MIT */
#include "lib/engine/agenda.h"

#include "lib/base/mem.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

/* Bits of the year's periods that are its months. */
enum { EVERY_MONTH = 0xfff };

void
agenda_free(struct agenda *agenda)
{
    codebook_free(&agenda->keys);
    free(agenda->items);
    *agenda = (struct agenda){ 0 };
}

static struct agenda_item *
item_of(struct agenda *agenda, enum owner_kind kind, uint32_t owner, const struct period *year)
{
    int32_t key[3] = { (int32_t)kind, (int32_t)owner, year->first };
    uint32_t number = codebook_add(&agenda->keys, (struct str){ (const char *)key, sizeof key });

    if (number == agenda->count) {
        agenda->items = mem_grow(agenda->items, agenda->count, &agenda->capacity, sizeof *agenda->items);
        agenda->items[agenda->count++] = (struct agenda_item){ .kind = kind, .owner = owner, .year = *year };
    }
    return &agenda->items[number];
}

void
agenda_add(struct agenda *agenda, enum owner_kind kind, uint32_t owner, const struct period *year, uint32_t periods,
           uint32_t recount)
{
    struct agenda_item *item = item_of(agenda, kind, owner, year);

    item->periods |= periods;
    item->recount |= recount & EVERY_MONTH;
}

/* What happened in a bucket: sessions came or went, or people alone. */
static void
add_happening(struct agenda *agenda, enum owner_kind kind, uint32_t owner, const struct period *year, uint32_t bits,
              const struct bucket *bucket)
{
    struct agenda_item *item = item_of(agenda, kind, owner, year);

    if (bucket->reshaped)
        item->periods |= bits;
    else
        item->attended |= bits;
    item->recount |= bucket->people_stale || bucket->recounted ? bits & EVERY_MONTH : 0;
}

/* Years in which something lies: the only ones that can have rows. */
struct years {
    struct period *years;
    size_t count, capacity;
    int year_start_month;
};

static void
add_year(struct years *years, day_t first, day_t last)
{
    struct period year = period_containing(PERIOD_YEAR, first, years->year_start_month);

    if (!period_has(&year, first, last))
        return;
    for (size_t i = years->count; i-- > 0;)
        if (years->years[i].first == year.first)
            return;
    years->years = mem_grow(years->years, years->count, &years->capacity, sizeof *years->years);
    years->years[years->count++] = year;
}

/* An interval that is known to the day may begin in one year and end in the next. */
static void
add_years_of(struct years *years, const struct record *record)
{
    const struct record_view *view = &record->view;

    if (view->standing != RECORD_COUNTS)
        return;
    if (view->precision != WHEN_DAY) {
        add_year(years, view->first, view->last);
        return;
    }
    add_year(years, view->first, view->first);
    add_year(years, view->last, view->last);
}

static struct years
find_years(const struct facts *facts, int year_start_month)
{
    struct years years = { .year_start_month = year_start_month };

    for (size_t i = 0; i < facts->tally.all.count; i++)
        add_year(&years, facts->tally.all.buckets[i]->key.first, facts->tally.all.buckets[i]->key.last);
    for (size_t i = 0; i < facts->plans.count; i++) {
        const struct plan_item *item = &facts->plans.items[i];
        if (item->current)
            add_year(&years, item->settled.last, item->settled.last);
    }
    for (size_t i = 0; i < facts->records.count; i++)
        if (facts->records.all[i])
            add_years_of(&years, facts->records.all[i]);
    return years;
}

static void
add_years(struct agenda *agenda, const struct years *years, enum owner_kind kind, uint32_t owner, uint32_t recount)
{
    for (size_t i = 0; i < years->count; i++)
        agenda_add(agenda, kind, owner, &years->years[i], YEAR_ALL, recount);
}

static void
add_everything(struct agenda *agenda, const struct facts *facts, const struct years *years)
{
    for (uint32_t i = 0; i < facts->units.count; i++)
        if (facts->units.units[i].known)
            add_years(agenda, years, OWNER_HOST, i, EVERY_MONTH);
    for (uint32_t i = 0; i < facts->teams.count; i++)
        add_years(agenda, years, OWNER_TEAM, i, EVERY_MONTH);
}

static void
add_ancestors(struct agenda *agenda, const struct facts *facts, uint32_t unit, uint32_t epoch,
              const struct period *year, uint32_t periods, uint32_t recount)
{
    for (; unit != CODE_NONE; unit = unit_parent(&facts->units, unit, epoch))
        agenda_add(agenda, OWNER_HOST, unit, year, periods, recount);
}

/* The year that the days begin in, and which of its periods contain them; most buckets are of few months. */
struct place {
    day_t first, last;
    struct period year;
    uint32_t bits;
};

static void
find_place(const struct agenda *agenda, day_t first, day_t last, struct place *place)
{
    struct period periods[YEAR_PERIODS];

    if (place->bits != 0 && place->first == first && place->last == last)
        return;
    *place = (struct place){ first, last, period_containing(PERIOD_YEAR, first, agenda->year_start_month), 0 };
    year_periods(&place->year, agenda->year_start_month, periods);
    place->bits = year_periods_with(periods, first, last);
}

enum { PLACES = 16 };

static void
add_bucket(struct agenda *agenda, const struct facts *facts, const struct bucket *bucket, bool reach,
           struct place places[PLACES])
{
    struct place *place = &places[(uint32_t)day_month_index(bucket->key.first) % PLACES];
    uint32_t unit = bucket->key.owner;

    find_place(agenda, bucket->key.first, bucket->key.last, place);
    if (place->bits == 0)
        return; /* an interval that lies in no year */
    if (bucket->key.kind == OWNER_TEAM)
        add_happening(agenda, OWNER_TEAM, unit, &place->year, place->bits, bucket);
    else
        for (; unit != CODE_NONE; unit = unit_parent(&facts->units, unit, bucket->key.epoch))
            add_happening(agenda, OWNER_HOST, unit, &place->year, place->bits, bucket);
    for (uint32_t i = 0; reach && i < facts->units.count; i++)
        if (facts->units.units[i].known)
            agenda_add(agenda, OWNER_HOST, i, &place->year, place->bits, 0);
}

/* A unit's stocks are also those of its teams' rows. */
static void
add_teams_of(struct agenda *agenda, struct facts *facts, const struct years *years, uint32_t unit)
{
    for (uint32_t i = 0; i < facts->teams.count; i++) {
        const struct team_statement *team = team_current(&facts->teams, i, &facts->units);
        if (team && team->unit == unit)
            add_years(agenda, years, OWNER_TEAM, i, 0);
    }
}

/* In every period. */
static void
add_always(struct agenda *agenda, struct facts *facts, const struct years *years, const struct dirty_mark *mark)
{
    if (mark->kind == OWNER_TEAM) {
        add_years(agenda, years, OWNER_TEAM, mark->owner, 0);
        return;
    }
    for (uint32_t epoch = 0; epoch < facts->units.epoch_count; epoch++) {
        for (uint32_t unit = mark->owner; unit != CODE_NONE; unit = unit_parent(&facts->units, unit, epoch)) {
            add_years(agenda, years, OWNER_HOST, unit, 0);
            add_teams_of(agenda, facts, years, unit);
        }
    }
}

/* The unit's tree in every epoch; CODE_NONE: all units. */
static void
add_below(struct agenda *agenda, struct facts *facts, const struct years *years, uint32_t top)
{
    const struct units *units = &facts->units;

    for (uint32_t unit = 0; unit < units->tree_count; unit++) {
        bool under = top == CODE_NONE;
        for (uint32_t epoch = 0; !under && epoch < units->epoch_count; epoch++)
            under = unit_under(units, unit, top, epoch);
        if (!under)
            continue;
        add_years(agenda, years, OWNER_HOST, unit, 0);
        add_teams_of(agenda, facts, years, unit);
    }
}

/* In the periods that contain the days; the year may have nothing else, so it is not looked for. */
static void
add_days(struct agenda *agenda, const struct facts *facts, const struct dirty_mark *mark)
{
    struct period periods[YEAR_PERIODS];
    struct period year = period_containing(PERIOD_YEAR, mark->first, agenda->year_start_month);
    uint32_t bits;

    year_periods(&year, agenda->year_start_month, periods);
    bits = year_periods_with(periods, mark->first, mark->last);
    if (bits == 0)
        return; /* an interval that lies in no year */
    if (mark->kind == OWNER_TEAM)
        agenda_add(agenda, OWNER_TEAM, mark->owner, &year, bits, 0);
    for (uint32_t epoch = 0; mark->kind != OWNER_TEAM && epoch < facts->units.epoch_count; epoch++)
        add_ancestors(agenda, facts, mark->owner, epoch, &year, bits, 0);
}

/* In the periods that end after the day. */
static void
add_from(struct agenda *agenda, const struct facts *facts, const struct years *years, const struct dirty_mark *mark)
{
    for (size_t i = 0; i < years->count; i++) {
        struct period periods[YEAR_PERIODS];
        uint32_t bits = 0;
        if (years->years[i].end <= mark->first)
            continue;
        year_periods(&years->years[i], agenda->year_start_month, periods);
        for (int k = 0; k < YEAR_PERIODS; k++)
            bits |= periods[k].end > mark->first ? 1u << k : 0;
        if (mark->kind == OWNER_TEAM)
            agenda_add(agenda, OWNER_TEAM, mark->owner, &years->years[i], bits, 0);
        for (uint32_t epoch = 0; mark->kind != OWNER_TEAM && epoch < facts->units.epoch_count; epoch++)
            add_ancestors(agenda, facts, mark->owner, epoch, &years->years[i], bits, 0);
    }
}

static void
add_mark(struct agenda *agenda, struct facts *facts, const struct years *years, const struct dirty_mark *mark)
{
    if (mark->below)
        add_below(agenda, facts, years, mark->owner);
    else if (mark->first == DAY_MIN)
        add_always(agenda, facts, years, mark);
    else if (mark->last == DAY_MAX)
        add_from(agenda, facts, years, mark);
    else
        add_days(agenda, facts, mark);
}

void
agenda_fill(struct agenda *agenda, struct facts *facts, int year_start_month, bool reach)
{
    struct years years = { 0 };
    struct place places[PLACES] = { { 0 } };

    *agenda = (struct agenda){ .year_start_month = year_start_month };
    if (facts->all_dirty || facts->mark_count > 0)
        years = find_years(facts, year_start_month);
    if (facts->all_dirty)
        add_everything(agenda, facts, &years);
    for (size_t i = 0; !facts->all_dirty && i < facts->mark_count; i++)
        add_mark(agenda, facts, &years, &facts->marks[i]);
    for (size_t i = 0; !facts->all_dirty && i < facts->tally.dirty.count; i++)
        add_bucket(agenda, facts, facts->tally.dirty.buckets[i], reach, places);
    free(years.years);
}

/* ---- the periods after ---- */

enum {
    LAST_MONTH = 1 << 11, LAST_QUARTER = 1 << 15, LAST_HALF = 1 << 17, THE_YEAR = 1 << 18,
    FIRST_MONTH = 1, FIRST_QUARTER = 1 << 12, FIRST_HALF = 1 << 16,
    LASTS = LAST_MONTH | LAST_QUARTER | LAST_HALF | THE_YEAR,
};

/* Of the same year: the months, quarters and halves but the last have the next bit after them. */
static uint32_t
after_in_year(uint32_t bits)
{
    return (bits & ~(uint32_t)LASTS) << 1;
}

static uint32_t
after_in_next_year(uint32_t bits)
{
    return (bits & LAST_MONTH ? FIRST_MONTH : 0) | (bits & LAST_QUARTER ? FIRST_QUARTER : 0) |
           (bits & LAST_HALF ? FIRST_HALF : 0) | (bits & THE_YEAR);
}

static void
follow_item(struct agenda *agenda, size_t place, uint32_t bits, day_t as_of)
{
    struct agenda_item item = agenda->items[place];
    struct period next = period_next(&item.year, agenda->year_start_month);

    agenda->items[place].followed |= after_in_year(bits);
    if (after_in_next_year(bits) && next.first <= as_of)
        item_of(agenda, item.kind, item.owner, &next)->followed |= after_in_next_year(bits);
}

void
agenda_follow(struct agenda *agenda, unsigned reach, day_t as_of, agenda_moved_fn moved, void *ctx)
{
    for (unsigned step = 0; step < reach; step++) {
        size_t count = agenda->count;
        for (size_t i = 0; i < count; i++) {
            const struct agenda_item *item = &agenda->items[i];
            uint32_t bits = item->periods | item->attended | item->followed;
            bool is_whole = step == 0 && (bits & LASTS) != LASTS && moved(ctx, item);
            follow_item(agenda, i, is_whole ? (uint32_t)YEAR_ALL : bits, as_of);
        }
    }
}

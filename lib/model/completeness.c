/* SPDX-License-Identifier: MIT */
#include "lib/model/completeness.h"

#include "lib/base/mem.h"
#include "lib/model/pools.h"
#include "lib/model/record_count.h"
#include "lib/model/record_shelf.h"
#include "lib/model/record_walk.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

enum { MONTHS_MAX = 15 };

struct review {
    const struct scope *scope;
    const struct measure *measure;
    struct period months[MONTHS_MAX];
    size_t month_count;
    uint16_t *reported; /* by unit: bit n for its n-th month */
    uint16_t *expected; /* likewise: it has to be, or was reported all the same */
    uint16_t completed; /* months that are over */
    struct completeness count;
};

/* The unit reported something that lies in one of the months. */
static void
note(struct review *review, uint32_t unit, day_t first, day_t last)
{
    for (size_t i = 0; i < review->month_count; i++)
        if (period_has(&review->months[i], first, last))
            review->reported[unit] |= (uint16_t)(1u << i);
}

static void
note_buckets(struct review *review, const struct bucket_list *buckets)
{
    for (size_t i = 0; i < buckets->count; i++) {
        for (size_t k = 0; k < bucket_part_count(buckets->buckets[i]); k++) {
            const struct bucket_key *key = &bucket_part(buckets->buckets[i], k)->key;
            note(review, key->owner, key->first, key->last);
        }
    }
}

static void
note_sessions(struct review *review, uint32_t epoch, const struct period *period)
{
    const struct scope *scope = review->scope;
    struct bucket_list buckets = { 0 };

    if (scope->facts->units.epoch_count == 1) { /* they are gathered already */
        note_buckets(review, scope->buckets);
        return;
    }
    scope_gather_as_is(scope->facts, scope->unit, epoch, period, &buckets);
    note_buckets(review, &buckets);
    free(buckets.buckets);
}

static void
note_records(struct review *review, enum event_type type, uint32_t unit)
{
    const struct record_shelf *shelf = record_shelf_find(&review->scope->facts->records.shelves[type], unit);

    for (size_t i = 0; shelf && i < shelf->list.count; i++)
        note(review, unit, shelf->list.records[i]->view.first, shelf->list.records[i]->view.last);
}

/* Such a report speaks for the months that it lies in or around. */
static void
note_done(struct review *review, uint32_t unit)
{
    const struct record_shelf *shelf =
        record_shelf_find(&review->scope->facts->records.shelves[EVENT_REPORT_DONE], unit);

    for (size_t i = 0; shelf && i < shelf->list.count; i++) {
        const struct record *record = shelf->list.records[i];
        if (!str_eq(record->as.report_done.dataset, review->measure->dataset))
            continue;
        note(review, unit, record->view.first, record->view.last);
        for (size_t k = 0; k < review->month_count; k++)
            if (record->view.first <= review->months[k].first && review->months[k].end <= record->view.last + 1)
                review->reported[unit] |= (uint16_t)(1u << k);
    }
}

/* What the units reported that lie there in the epoch, whoever was above them when it happened. */
static void
note_units(struct review *review, uint32_t epoch, const struct period *period)
{
    const struct units *units = &review->scope->facts->units;
    size_t base = epoch * units->tree_count;
    bool sessions = str_eq(review->measure->dataset, STR("activity"));

    if (sessions)
        note_sessions(review, epoch, period);
    for (uint32_t at = units->enter[base + review->scope->unit]; at < units->leave[base + review->scope->unit]; at++) {
        uint32_t unit = units->by_enter[base + at];
        note_done(review, unit);
        for (enum event_type type = EVENT_VENUE_PUT; !sessions && type <= EVENT_PERIOD_REOPEN; type++)
            if (record_reports(type) && str_eq(record_dataset(type), review->measure->dataset))
                note_records(review, type, unit);
    }
}

/* Months that end in the same tree are looked at together. */
static void
note_all(struct review *review)
{
    const struct units *units = &review->scope->facts->units;

    for (size_t i = 0, next; i < review->month_count; i = next) {
        uint32_t epoch = unit_epoch(units, review->months[i].end - 1);
        struct period run = review->months[i];
        for (next = i + 1; next < review->month_count; next++) {
            if (unit_epoch(units, review->months[next].end - 1) != epoch)
                break;
            run.end = review->months[next].end;
        }
        note_units(review, epoch, &run);
    }
}

/* Grids report by the unit that they are a part of, unless the rule says otherwise. */
static bool
is_part_of_another(const struct unit *unit)
{
    return unit->level == LEVEL_GRID;
}

/* Is there a unit below it, open on the day, that reports for itself? Units of the subtree by place, [at, end). */
static bool
has_others_below(const struct review *review, size_t base, uint32_t at, uint32_t end, day_t day)
{
    const struct units *units = &review->scope->facts->units;

    for (; at < end; at++) {
        const struct unit *unit = &units->units[units->by_enter[base + at]];
        if (unit->known && unit_open_on(unit, day) && !is_part_of_another(unit))
            return true;
    }
    return false;
}

/* Does the unit, which has that place in the tree of the month, have to report it? */
static bool
is_expected(const struct review *review, const struct period *month, size_t base, uint32_t at)
{
    const struct units *units = &review->scope->facts->units;
    uint32_t number = units->by_enter[base + at];
    const struct unit *unit = &units->units[number];
    struct scope own = *review->scope;

    own.unit = number;
    if (!unit->known || !scope_is_open_throughout(&own, month))
        return false;
    if (review->measure->unit_levels)
        return review->measure->unit_levels >> unit->level & 1;
    return !is_part_of_another(unit) &&
           !has_others_below(review, base, at + 1, units->leave[base + number], month->end - 1);
}

/* Who reported how many of their months. */
static void
tell_units(const struct review *review)
{
    const struct scope *scope = review->scope;

    for (uint32_t unit = 0; unit < scope->facts->units.count; unit++) {
        unsigned expected = review->expected[unit] & review->completed;
        const struct evidence evidence = {
            EVIDENCE_ENTRY,
            { .entry = { codebook_name(&scope->facts->units.codes, unit), __builtin_popcount(expected & review->reported[unit]),
                         __builtin_popcount(expected) } },
        };
        if (expected)
            witness_tell(scope->witness, &evidence);
    }
}

/* The letter of a month; counts its units. */
static char
review_month(struct review *review, size_t i)
{
    const struct units *units = &review->scope->facts->units;
    const struct period *month = &review->months[i];
    size_t base = unit_epoch(units, month->end - 1) * units->tree_count;
    int64_t reported = 0, expected = 0;

    if (month->first > review->scope->as_of)
        return '.';
    for (uint32_t at = units->enter[base + review->scope->unit]; at < units->leave[base + review->scope->unit]; at++) {
        uint32_t unit = units->by_enter[base + at];
        bool has = review->reported[unit] >> i & 1, has_to = has || is_expected(review, month, base, at);
        review->expected[unit] |= (uint16_t)(has_to << i);
        reported += has;
        expected += has_to;
    }
    if (month->end > review->scope->as_of) /* not completed */
        return reported == expected ? '+' : '-';
    review->count.reported += reported;
    review->count.expected += expected;
    review->completed |= (uint16_t)(1u << i);
    return expected == 0 ? '.' : reported == expected ? '1' : '0';
}

struct completeness
completeness_count(const struct scope *scope, const struct measure *measure)
{
    const struct units *units = &scope->facts->units;
    struct review review = { .scope = scope, .measure = measure };

    if (scope->unit >= units->tree_count)
        return review.count; /* only mentioned, since the tree was computed */
    review.month_count = period_split(&scope->period, PERIOD_MONTH, scope->year_start_month, review.months, MONTHS_MAX);
    review.reported = mem_array(units->count + 1, sizeof *review.reported);
    review.expected = mem_array(units->count + 1, sizeof *review.expected);
    note_all(&review);
    for (size_t i = 0; i < review.month_count && i < MONTHS_MAX; i++)
        review.count.strip[i] = review_month(&review, i);
    if (scope->witness)
        tell_units(&review);
    free(review.reported);
    free(review.expected);
    return review.count;
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/closings.h"

#include "lib/base/mem.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

/* What is said of one unit's period, as far as it was looked at. */
struct said {
    struct closing closing;
    const struct record *record; /* the greatest */
};

struct sayings {
    struct codebook keys; /* (unit, first, end) */
    struct said *said;
    size_t count, capacity;
};

static void
take(struct sayings *sayings, const struct facts *facts, const struct record *record)
{
    struct period period;
    struct said *said;
    int32_t key[3];
    uint32_t number;

    if (!period_parse(record->as.period_change.period, facts->records.year_start_month, &period))
        return;
    key[0] = (int32_t)record->unit;
    key[1] = period.first;
    key[2] = period.end;
    number = codebook_add(&sayings->keys, (struct str){ (const char *)key, sizeof key });
    if (number == sayings->count) {
        sayings->said = mem_grow(sayings->said, sayings->count, &sayings->capacity, sizeof *sayings->said);
        sayings->said[sayings->count++] = (struct said){ { record->unit, period, record->base.seq, false }, record };
        return;
    }
    said = &sayings->said[number];
    if (statement_cmp_single(&record->base, &said->record->base, facts->units.default_zone, &facts->log) > 0) {
        said->record = record;
        said->closing.close = record->base.seq;
    }
}

static void
collect(struct sayings *sayings, const struct facts *facts)
{
    static const enum event_type types[] = { EVENT_PERIOD_CLOSE, EVENT_PERIOD_REOPEN };

    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        const struct record_shelves *shelves = &facts->records.shelves[types[t]];
        for (size_t i = 0; i < shelves->count; i++)
            for (size_t k = 0; k < shelves->shelves[i].list.count; k++)
                take(sayings, facts, shelves->shelves[i].list.records[k]);
    }
}

static int
closing_cmp(const void *a, const void *b)
{
    const struct closing *x = a, *y = b;

    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return period_cmp(&x->period, &y->period);
}

static size_t
first_of(const struct closings *closings, uint32_t unit)
{
    size_t low = 0, high = closings->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (closings->closings[middle].unit < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool all_below_closed(const struct facts *facts, const struct closings *closings, const struct closing *closing);

static bool
is_closed(const struct facts *facts, const struct closings *closings, uint32_t unit, const struct period *period)
{
    for (size_t i = first_of(closings, unit); i < closings->count && closings->closings[i].unit == unit; i++) {
        const struct closing *closing = &closings->closings[i];
        if (period_has(&closing->period, period->first, period->end - 1) && all_below_closed(facts, closings, closing))
            return true;
    }
    return false;
}

/* Those right below it on the period's last day that were open on a day of it and did not close it, until fn says no. */
typedef bool (*open_child_fn)(void *ctx, uint32_t child);

static bool
each_open_child(const struct facts *facts, const struct closings *closings, const struct closing *closing, open_child_fn fn,
                void *ctx)
{
    const struct units *units = &facts->units;
    const struct period *period = &closing->period;
    size_t base = (size_t)unit_epoch(units, period->end - 1) * units->tree_count;

    if (closing->unit >= units->tree_count)
        return true;
    for (uint32_t at = units->enter[base + closing->unit] + 1; at < units->leave[base + closing->unit];) {
        uint32_t child = units->by_enter[base + at];
        const struct unit *unit = &units->units[child];
        at = units->leave[base + child]; /* on to the next sibling */
        if (unit->opened < period->end && unit->closed > period->first && !is_closed(facts, closings, child, period) && !fn(ctx, child))
            return false;
    }
    return true;
}

static bool
stop(void *ctx, uint32_t child)
{
    (void)ctx;
    (void)child;
    return false;
}

static bool
all_below_closed(const struct facts *facts, const struct closings *closings, const struct closing *closing)
{
    return each_open_child(facts, closings, closing, stop, NULL);
}

struct missing {
    const struct facts *facts;
    const struct closings *closings;
    const struct closing *closing; /* that waits */
    uint32_t *units;
    size_t count, capacity;
};

/* A close around the period that waits itself; NULL: the unit has none. */
static const struct closing *
waiting_close(const struct missing *missing, uint32_t unit)
{
    const struct closings *closings = missing->closings;
    const struct period *period = &missing->closing->period;

    for (size_t i = first_of(closings, unit); i < closings->count && closings->closings[i].unit == unit; i++)
        if (period_has(&closings->closings[i].period, period->first, period->end - 1))
            return &closings->closings[i];
    return NULL;
}

static bool
add_missing(void *ctx, uint32_t child)
{
    struct missing *missing = ctx;
    const struct closing *waiting = waiting_close(missing, child);

    if (waiting)
        return each_open_child(missing->facts, missing->closings, waiting, add_missing, missing);
    missing->units = mem_grow(missing->units, missing->count, &missing->capacity, sizeof *missing->units);
    missing->units[missing->count++] = child;
    return true;
}

uint32_t *
closings_missing(const struct facts *facts, const struct closings *closings, const struct closing *closing, size_t *count)
{
    struct missing missing = { .facts = facts, .closings = closings, .closing = closing };

    each_open_child(facts, closings, closing, add_missing, &missing);
    *count = missing.count;
    return missing.units;
}

void
closings_find(const struct facts *facts, struct closings *closings)
{
    struct sayings sayings = { 0 };

    *closings = (struct closings){ 0 };
    collect(&sayings, facts);
    for (size_t i = 0; i < sayings.count; i++) {
        if (sayings.said[i].record->type != EVENT_PERIOD_CLOSE)
            continue;
        closings->closings = mem_grow(closings->closings, closings->count, &closings->capacity, sizeof *closings->closings);
        closings->closings[closings->count++] = sayings.said[i].closing;
    }
    if (closings->count > 0)
        qsort(closings->closings, closings->count, sizeof *closings->closings, closing_cmp);
    for (size_t i = 0; i < closings->count; i++)
        closings->closings[i].may_take_effect = all_below_closed(facts, closings, &closings->closings[i]);
    free(sayings.said);
    codebook_free(&sayings.keys);
}

void
closings_free(struct closings *closings)
{
    free(closings->closings);
    *closings = (struct closings){ 0 };
}

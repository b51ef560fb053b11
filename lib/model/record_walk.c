/* SPDX-License-Identifier: MIT */
#include "lib/model/record_walk.h"

#include "lib/model/record_shelf.h"
#include "lib/model/unit_tree.h"
#include "lib/model/venue_age.h"

/* What is asked of every record. */
struct walk {
    const struct scope *scope;
    int rule;
    const struct period *period;
    record_fn fn;
    void *ctx;
    bool is_below; /* the shelf's unit lies below the scope's on every day */
};

static uint32_t
epoch_of(const struct walk *walk, const struct record *record)
{
    const struct units *units = &walk->scope->facts->units;

    return units->epoch_count > 1 ? unit_epoch(units, record->view.last) : 0;
}

/* The first cohost below the unit speaks for the others, and the host for all of them (as scope_counts_in). */
static bool
speaks(const struct walk *walk, const struct record *record, uint32_t cohost, uint32_t epoch)
{
    const struct facts *facts = walk->scope->facts;
    size_t count;
    const uint32_t *cohosts = records_set(&facts->records, record->view.cohosts, &count);

    if (unit_under(&facts->units, record->view.unit, walk->scope->unit, epoch))
        return false;
    for (size_t i = 0; i < count; i++)
        if (unit_under(&facts->units, cohosts[i], walk->scope->unit, epoch))
            return cohosts[i] == cohost;
    return false;
}

static bool
is_of_unit(const struct walk *walk, const struct record *record, uint32_t owner)
{
    uint32_t epoch;

    if (owner == record->view.unit && walk->is_below)
        return true;
    epoch = epoch_of(walk, record);
    return owner == record->view.unit ? unit_under(&walk->scope->facts->units, owner, walk->scope->unit, epoch)
                                      : speaks(walk, record, owner, epoch);
}

static bool
is_in(const struct walk *walk, const struct record *record, uint32_t owner)
{
    const struct scope *scope = walk->scope;
    const struct record_view *view = &record->view;

    if (!rule_mask_has(&record->mask, walk->rule) ||
        (walk->period && !period_has(walk->period, view->first, view->last)))
        return false;
    if (scope->category != CODE_NONE &&
        (view->category == CODE_NONE || !category_under(&scope->facts->categories, view->category, scope->category)))
        return false;
    return scope->team != CODE_NONE || is_of_unit(walk, record, owner);
}

void
record_tell(const struct scope *scope, const struct record *record)
{
    const struct evidence evidence = { EVIDENCE_RECORD, { .record = record } };

    witness_tell(scope->witness, &evidence);
}

/* What is looked at whatever its days may count or not: who looks tells. */
static void
walk_shelf(struct walk *walk, const struct record_shelf *shelf)
{
    for (size_t i = 0; shelf && i < shelf->list.count; i++) {
        if (!is_in(walk, shelf->list.records[i], shelf->owner))
            continue;
        if (walk->period && shelf->list.records[i]->type != EVENT_FOREIGN)
            record_tell(walk->scope, shelf->list.records[i]);
        walk->fn(walk->ctx, shelf->list.records[i]);
    }
}

/* With one tree the units below are known; with several each record has its own. */
static void
walk_units(struct walk *walk, const struct record_shelves *shelves)
{
    const struct units *units = &walk->scope->facts->units;
    uint32_t unit = walk->scope->unit;

    if (unit >= units->tree_count)
        return; /* only mentioned, since the tree was computed */
    if (units->epoch_count == 1) {
        walk->is_below = true;
        for (uint32_t at = units->enter[unit]; at < units->leave[unit]; at++)
            walk_shelf(walk, record_shelf_find(shelves, units->by_enter[at]));
        return;
    }
    for (size_t i = 0; i < shelves->count; i++) {
        walk->is_below = shelves->shelves[i].owner == unit;
        walk_shelf(walk, &shelves->shelves[i]);
    }
}

void
record_walk(const struct scope *scope, enum event_type type, int rule, const struct period *period, record_fn fn, void *ctx)
{
    const struct records *records = &scope->facts->records;
    struct walk walk = { .scope = scope, .rule = rule, .period = period, .fn = fn, .ctx = ctx };

    if (scope->team != CODE_NONE)
        walk_shelf(&walk, record_shelf_find(&records->of_teams[type], scope->team));
    else
        walk_units(&walk, &records->shelves[type]);
}

static bool
holds_at_end(const struct scope *scope, const struct record *record)
{
    if (record->type == EVENT_VENUE_PUT)
        return venue_begins(scope->facts, record->venue) <= scope_end_day(scope);
    return record->view.last < scope->period.end && record->view.first <= scope->as_of;
}

static void
walk_stock(const struct scope *scope, const struct record_shelf *shelf, int rule, record_fn fn, void *ctx)
{
    for (size_t i = 0; shelf && i < shelf->list.count; i++) {
        if (!rule_mask_has(&shelf->list.records[i]->mask, rule) || !holds_at_end(scope, shelf->list.records[i]))
            continue;
        record_tell(scope, shelf->list.records[i]);
        fn(ctx, shelf->list.records[i]);
    }
}

void
record_walk_stock(const struct scope *scope, enum event_type type, int rule, record_fn fn, void *ctx)
{
    const struct record_shelves *shelves = &scope->facts->records.shelves[type];
    const struct units *units = &scope->facts->units;
    size_t base = unit_epoch(units, scope_end_day(scope)) * units->tree_count;

    if (scope->team != CODE_NONE) {
        walk_stock(scope, record_shelf_find(&scope->facts->records.of_teams[type], scope->team), rule, fn, ctx);
        return;
    }
    if (scope->unit >= units->tree_count || shelves->count == 0)
        return; /* only mentioned, since the tree was computed */
    for (uint32_t at = units->enter[base + scope->unit]; at < units->leave[base + scope->unit]; at++)
        walk_stock(scope, record_shelf_find(shelves, units->by_enter[base + at]), rule, fn, ctx);
}

/* There is always a venue while it is one, so its count is a stock whatever the rule says. */
static bool
is_stock(const struct measure *measure)
{
    return measure->stock || measure->kind == MEASURE_LATEST || measure->type == EVENT_VENUE_PUT;
}

/* Passes on the events of one name. */
struct named_events {
    const struct scope *scope; /* its witness is told of those of the period, as of ours */
    struct str name;
    record_fn fn;
    void *ctx;
};

static void
pass_named(void *ctx, const struct record *record)
{
    const struct named_events *named = ctx;

    if (!str_eq(record->as.foreign.type, named->name))
        return;
    record_tell(named->scope, record);
    named->fn(named->ctx, record);
}

void
record_walk_measure(const struct scope *scope, const struct measure *measure, int rule, const struct period *period,
                    record_fn fn, void *ctx)
{
    struct named_events named = { scope, measure->foreign, fn, ctx };
    struct scope silent = *scope;

    silent.witness = NULL; /* of events of other names it is told nothing */
    if (measure->type == EVENT_FOREIGN && is_stock(measure))
        record_walk_stock(&silent, EVENT_FOREIGN, rule, pass_named, &named);
    else if (measure->type == EVENT_FOREIGN)
        record_walk(scope, EVENT_FOREIGN, rule, period, pass_named, &named);
    else if (is_stock(measure))
        record_walk_stock(scope, measure->type, rule, fn, ctx);
    else
        record_walk(scope, measure->type, rule, period, fn, ctx);
}

static void
count_one(void *ctx, const struct record *record)
{
    (void)record;
    ++*(size_t *)ctx;
}

size_t
record_count(const struct scope *scope, enum event_type type, int rule, const struct period *period)
{
    size_t count = 0;

    record_walk(scope, type, rule, period, count_one, &count);
    return count;
}

bool
record_touches(const struct record *record, const struct period *period)
{
    const struct record_view *view = &record->view;

    if (view->precision != WHEN_DAY)
        return period_has(period, view->first, view->last);
    return view->first < period->end && period->first <= view->last;
}

struct touch {
    const struct period *period;
    bool found;
};

static void
look_at(void *ctx, const struct record *record)
{
    struct touch *touch = ctx;

    touch->found = touch->found || record_touches(record, touch->period);
}

/* What there is (a venue, as a team or a unit), what is not done any more, and that a period was closed report nothing. */
bool
record_reports(enum event_type type)
{
    return type != EVENT_VENUE_PUT && type != EVENT_PLAN_DROP && type != EVENT_PERIOD_CLOSE && type != EVENT_PERIOD_REOPEN;
}

bool
record_is_any(struct facts *facts, enum owner_kind kind, uint32_t owner, const struct period *period)
{
    struct touch touch = { .period = period };
    const struct scope scope = {
        .facts = facts,
        .unit = kind == OWNER_TEAM ? CODE_NONE : owner,
        .team = kind == OWNER_TEAM ? owner : CODE_NONE,
        .category = CODE_NONE,
    };

    for (int type = 0; type < EVENT_TYPES && !touch.found; type++)
        if (record_reports((enum event_type)type))
            record_walk(&scope, (enum event_type)type, RULE_NONE, NULL, look_at, &touch);
    return touch.found;
}

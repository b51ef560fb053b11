/* SPDX-License-Identifier: MIT */
#include "lib/model/count.h"

#include "lib/model/distinct.h"
#include "lib/model/record_count.h"
#include "lib/model/unit_tree.h"

static bool
is_selected(const struct scope *scope, const struct measure *measure, const struct bucket *bucket)
{
    return rule_mask_has(&bucket->mask, measure->rule) && scope_has(scope, bucket);
}

static bool
counts_everybody(const struct measure *measure)
{
    return !measure->named && measure->statuses == STATUSES_COUNTED && measure->roles == (1u << ATTEND_ROLES) - 1;
}

static int64_t
named_attendances(const struct measure *measure, const struct session *session)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;
    int64_t count = 0;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk))) {
        count += entry->holds && (measure->statuses >> entry->status & 1) && (measure->roles >> entry->role & 1);
    }
    return count;
}

int64_t
count_attendances(const struct scope *scope, const struct measure *measure)
{
    bool everybody = counts_everybody(measure);
    int64_t sum = 0;

    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (!is_selected(scope, measure, bucket))
            continue;
        if (everybody && bucket->key.kind != OWNER_COHOST && !scope->witness) {
            sum += (int64_t)bucket->attendances;
            continue;
        }
        for (size_t k = 0; k < bucket->session_count; k++) {
            const struct session *session = bucket->sessions[k];
            int64_t count;
            if (!scope_counts(scope, bucket, session))
                continue;
            count = everybody ? (int64_t)session_attendances(session) : named_attendances(measure, session);
            scope_tell_session(scope, session, count);
            sum += count;
        }
    }
    return sum;
}

/* How many of the bucket count; each is told. */
static int64_t
sessions_of(const struct scope *scope, const struct bucket *bucket)
{
    for (size_t k = 0; scope->witness && k < bucket->session_count; k++)
        if (scope_counts(scope, bucket, bucket->sessions[k]))
            scope_tell_session(scope, bucket->sessions[k], 1);
    return (int64_t)scope_session_count(scope, bucket);
}

static int64_t
count_sessions(const struct scope *scope, const struct measure *measure)
{
    int64_t sum = 0;

    for (size_t i = 0; i < scope->buckets->count; i++)
        if (is_selected(scope, measure, scope->buckets->buckets[i]))
            sum += sessions_of(scope, scope->buckets->buckets[i]);
    return sum;
}

static void
see_sessions(const struct scope *scope, const struct measure *measure, struct distinct *distinct)
{
    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        for (size_t k = 0; k < bucket->session_count && is_selected(scope, measure, bucket); k++) {
            scope_tell_session(scope, bucket->sessions[k], 1);
            distinct_see_session(distinct, bucket->sessions[k]->chosen->put);
        }
    }
}

/* The days of an item's window, in its unit's zone. */
static void
item_days(const struct facts *facts, const struct plan_item *item, day_t *first, day_t *last)
{
    const struct zone *zone = facts->units.units[item->current->unit].zone;

    *first = when_first_day(&item->current->put.window, zone);
    *last = when_last_day(&item->current->put.window, zone);
}

/* Does the item belong to the row, with a window inside the period? */
static bool
item_is_in(const struct scope *scope, const struct plan_item *item, const struct period *period)
{
    const struct facts *facts = scope->facts;
    day_t first, last;

    if (!item->current)
        return false;
    item_days(facts, item, &first, &last);
    if (!period_has(period, first, last))
        return false;
    if (scope->team != CODE_NONE && item->current->team != scope->team)
        return false;
    if (scope->category != CODE_NONE &&
        !category_path_under(item->current->put.category, codebook_name(&facts->categories.codes, scope->category)))
        return false;
    return scope->team != CODE_NONE ||
           unit_under(&facts->units, item->current->unit, scope->unit, unit_epoch(&facts->units, last));
}

static bool
is_item_selected(const struct scope *scope, const struct measure *measure, const struct plan_item *item,
                 const struct period *period)
{
    return rule_mask_has(&item->mask, measure->rule) && item_is_in(scope, item, period);
}

static void
tell_item(const struct scope *scope, size_t item)
{
    const struct plan_item *of = &scope->facts->plans.items[item];
    const struct evidence evidence = {
        EVIDENCE_ITEM, { .item = { .item = (uint32_t)item, .first = of->settled.first, .last = of->settled.last } },
    };

    witness_tell(scope->witness, &evidence);
}

static int64_t
count_items(const struct scope *scope, const struct measure *measure, const struct period *period)
{
    const struct plans *plans = &scope->facts->plans;
    int64_t count = 0;

    for (size_t i = 0; i < plans->count; i++) {
        if (!is_item_selected(scope, measure, &plans->items[i], period))
            continue;
        tell_item(scope, i);
        count++;
    }
    return count;
}

static void
see_items(const struct scope *scope, const struct measure *measure, struct distinct *distinct)
{
    const struct plans *plans = &scope->facts->plans;

    for (size_t i = 0; i < plans->count; i++) {
        if (!is_item_selected(scope, measure, &plans->items[i], &scope->period))
            continue;
        tell_item(scope, i);
        distinct_see_item(distinct, &plans->items[i].current->put);
    }
}

static void
tell_team(const struct scope *scope, uint32_t number, const struct team_statement *team)
{
    const struct evidence evidence = {
        EVIDENCE_THING,
        { .thing = { .kind = STR("team"), .code = codebook_name(&scope->facts->teams.codes, number), .name = team->name,
                     .seq = team->base.seq } },
    };

    witness_tell(scope->witness, &evidence);
}

/* A stock: teams of the unit and below that exist on the last day. Tells those apart that there are, unless distinct is NULL. */
static int64_t
count_teams(const struct scope *scope, struct distinct *distinct)
{
    struct facts *facts = scope->facts;
    day_t day = scope_end_day(scope);
    uint32_t epoch = unit_epoch(&facts->units, day);
    int64_t count = 0;

    for (uint32_t i = 0; i < facts->teams.count; i++) {
        const struct team_statement *team = team_current(&facts->teams, i, &facts->units);
        if (!team || team->founded > day || day >= team->dissolved ||
            !unit_under(&facts->units, team->unit, scope->unit, epoch))
            continue;
        count++;
        tell_team(scope, i, team);
        if (distinct)
            distinct_see_team(distinct, team);
    }
    return count;
}

/* The entries of the list and whether they were seen; without a list the values that were. */
static void
tell_distinct(const struct scope *scope, const struct distinct *distinct)
{
    for (size_t i = 0; distinct->among && i < distinct->among->count; i++) {
        struct str name = distinct->among->items[i];
        const struct evidence evidence = { EVIDENCE_ENTRY, { .entry = { name, distinct_has(distinct, name), 1 } } };
        witness_tell(scope->witness, &evidence);
    }
    for (uint32_t i = 0; !distinct->among && i < distinct->seen.count; i++) {
        const struct evidence evidence = {
            EVIDENCE_THING, { .thing = { .kind = distinct->field, .code = codebook_name(&distinct->seen, i) } },
        };
        witness_tell(scope->witness, &evidence);
    }
}

static int64_t
count_distinct(const struct scope *scope, const struct measure *measure)
{
    struct distinct distinct;
    int64_t count;

    distinct_init(&distinct, measure);
    if (measure->of >= COUNT_RECORDS)
        record_see(scope, measure, &scope->period, &distinct);
    else if (measure->of == COUNT_TEAMS)
        count_teams(scope, &distinct);
    else
        (measure->of == COUNT_SESSIONS ? see_sessions : see_items)(scope, measure, &distinct);
    count = distinct_count(&distinct);
    if (scope->witness)
        tell_distinct(scope, &distinct);
    distinct_free(&distinct);
    return count;
}

int64_t
count_things(const struct scope *scope, const struct measure *measure)
{
    if (measure->distinct.ptr)
        return count_distinct(scope, measure);
    switch (measure->of) {
    case COUNT_SESSIONS:
        return count_sessions(scope, measure);
    case COUNT_PLAN_ITEMS:
        return count_items(scope, measure, &scope->period);
    case COUNT_TEAMS:
        return count_teams(scope, NULL);
    default:
        return record_count_selected(scope, measure);
    }
}

int64_t
count_undated(const struct scope *scope, const struct measure *measure)
{
    int64_t count = 0;

    for (size_t i = 0; !scope->no_undated && i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (bucket->undated == 0 || !is_selected(scope, measure, bucket))
            continue;
        for (size_t k = 0; k < bucket->session_count; k++)
            count += bucket->sessions[k]->precision != WHEN_DAY && scope_counts(scope, bucket, bucket->sessions[k]);
    }
    return count;
}

struct headcount_oddities
count_headcount_oddities(const struct scope *scope, const struct measure *measure)
{
    struct headcount_oddities odd = { 0 };

    for (size_t i = 0; !scope->no_headcount && i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (!is_selected(scope, measure, bucket))
            continue;
        for (size_t k = 0; k < bucket->headcounted_count; k++) {
            const struct session *session = bucket->headcounted[k];
            odd.several_sources |= session->multi_headcount;
            odd.below_named |= session_headcount_below_named(session);
        }
    }
    return odd;
}

bool
count_is_reported(const struct scope *scope, bool plan)
{
    const struct measure every_item = { .rule = RULE_NONE };

    if (plan)
        return count_items(scope, &every_item, &scope->period) > 0;
    for (size_t i = 0; i < scope->buckets->count; i++)
        if (scope_has(scope, scope->buckets->buckets[i]))
            return true;
    return false;
}

static int64_t
sessions_in(const struct scope *scope, const struct measure *measure, const struct period *period)
{
    int64_t count = 0;

    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (period_has(period, bucket->key.first, bucket->key.last) && is_selected(scope, measure, bucket))
            count += sessions_of(scope, bucket);
    }
    return count;
}

/* The letter of one sub-period; counts it. */
static char
judge_part(const struct scope *scope, const struct measure *measure, const struct period *part,
           struct periods_count *count)
{
    bool plan = measure->kind == MEASURE_PLAN;
    int64_t had = plan ? count_items(scope, measure, part) : sessions_in(scope, measure, part);
    bool enough = had >= measure->at_least, is_over = plan || part->end <= scope->as_of;
    char letter = enough ? '1' : '0';

    if (!is_over)
        letter = part->first > scope->as_of ? '.' : enough ? '+' : '-';
    else if (!enough && !scope_is_open_throughout(scope, part))
        letter = '.';
    count->met += letter == '1';
    count->expected += letter == '1' || letter == '0';
    scope_tell_part(scope, part, had, measure->at_least, letter);
    return letter;
}

struct periods_count
count_periods(const struct scope *scope, const struct measure *measure)
{
    struct periods_count count = { 0 };
    struct period parts[sizeof count.strip - 1];
    size_t room = sizeof parts / sizeof *parts;
    size_t n = period_split(&scope->period, measure->every, scope->year_start_month, parts, room);

    for (size_t i = 0; i < n && i < room; i++)
        count.strip[i] = judge_part(scope, measure, &parts[i], &count);
    return count;
}

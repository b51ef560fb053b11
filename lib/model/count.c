/* SPDX-License-Identifier: MIT */
#include "lib/model/count.h"

#include "lib/base/codebook.h"
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
    int64_t count = 0;

    for (uint32_t i = 0; i < session->entry_count; i++) {
        const struct attendance_entry *entry = &session->entries[i];
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
        if (everybody && bucket->key.kind != OWNER_COHOST) {
            sum += (int64_t)bucket->attendances;
            continue;
        }
        for (size_t k = 0; k < bucket->session_count; k++) {
            const struct session *session = bucket->sessions[k];
            if (scope_counts(scope, bucket, session))
                sum += everybody ? (int64_t)session_attendances(session) : named_attendances(measure, session);
        }
    }
    return sum;
}

/* Distinct values: a codebook of those seen. */
static void
see(struct codebook *seen, struct str value)
{
    if (value.ptr)
        codebook_add(seen, value);
}

static void
see_list(struct codebook *seen, const struct str_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        see(seen, list->items[i]);
}

static void
see_session_field(struct codebook *seen, const struct activity_put *put, struct str field)
{
    const struct {
        const char *name;
        struct str value;
    } texts[] = {
        { "activity", put->activity }, { "unit", put->unit },         { "category", put->category },
        { "title", put->title },       { "item", put->item },         { "place", put->place },
        { "festival", put->festival }, { "series", put->series },     { "lead", put->lead },
        { "kind", activity_kind_names[put->kind] }, { "role", host_role_names[put->role] },
        { "scale", activity_scale_names[put->scale] },
    };
    const struct {
        const char *name;
        const struct str_list *list;
    } lists[] = {
        { "cohosts", &put->cohosts },   { "teams", &put->teams }, { "secondaries", &put->secondaries },
        { "partners", &put->partners }, { "tags", &put->tags },
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eq(field, str_of(texts[i].name)))
            see(seen, texts[i].value);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_eq(field, str_of(lists[i].name)))
            see_list(seen, lists[i].list);
}

static int64_t
count_sessions(const struct scope *scope, const struct measure *measure)
{
    struct codebook seen = { 0 };
    int64_t sum = 0;

    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (!is_selected(scope, measure, bucket))
            continue;
        sum += (int64_t)scope_session_count(scope, bucket);
        for (size_t k = 0; measure->distinct.ptr && k < bucket->session_count; k++)
            see_session_field(&seen, bucket->sessions[k]->chosen->put, measure->distinct);
    }
    if (measure->distinct.ptr)
        sum = (int64_t)seen.count;
    codebook_free(&seen);
    return sum;
}

/* The days of an item's window, in its unit's zone. */
static void
item_days(const struct facts *facts, const struct plan_item *item, day_t *first, day_t *last)
{
    const struct zone *zone = facts->units.units[item->current->unit].zone;

    *first = when_first_day(&item->current->put.window, zone);
    *last = when_last_day(&item->current->put.window, zone);
}

/* By the paths themselves: a category that no session ever had has no number. */
static bool
path_under(struct str path, struct str top)
{
    return str_starts(path, top) && (path.len == top.len || path.ptr[top.len] == '.');
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
        !path_under(item->current->put.category, codebook_name(&facts->categories.codes, scope->category)))
        return false;
    return scope->team != CODE_NONE ||
           unit_under(&facts->units, item->current->unit, scope->unit, unit_epoch(&facts->units, last));
}

static int64_t
count_items(const struct scope *scope, const struct measure *measure, const struct period *period)
{
    const struct plans *plans = &scope->facts->plans;
    int64_t count = 0;

    for (size_t i = 0; i < plans->count; i++)
        count += rule_mask_has(&plans->items[i].mask, measure->rule) && item_is_in(scope, &plans->items[i], period);
    return count;
}

/* A stock: teams of the unit and below that exist on the last day. */
static int64_t
count_teams(const struct scope *scope)
{
    struct facts *facts = scope->facts;
    day_t day = scope_end_day(scope);
    uint32_t epoch = unit_epoch(&facts->units, day);
    int64_t count = 0;

    for (uint32_t i = 0; i < facts->teams.count; i++) {
        const struct team_statement *team = team_current(&facts->teams, i, &facts->units);
        count += team && team->founded <= day && day < team->dissolved &&
                 unit_under(&facts->units, team->unit, scope->unit, epoch);
    }
    return count;
}

int64_t
count_things(const struct scope *scope, const struct measure *measure)
{
    switch (measure->of) {
    case COUNT_SESSIONS:
        return count_sessions(scope, measure);
    case COUNT_PLAN_ITEMS:
        return count_items(scope, measure, &scope->period);
    case COUNT_TEAMS:
        return count_teams(scope);
    }
    return 0;
}

static bool
has_session_under(const struct scope *scope, const struct measure *measure, struct str category)
{
    const struct categories *categories = &scope->facts->categories;
    uint32_t top = codebook_find(&categories->codes, category);

    for (size_t i = 0; top != CODE_NONE && i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (is_selected(scope, measure, bucket) && category_under(categories, bucket->key.category, top))
            return true;
    }
    return false;
}

int64_t
count_categories(const struct scope *scope, const struct measure *measure)
{
    int64_t count = 0;

    for (size_t i = 0; i < measure->list.count; i++)
        count += has_session_under(scope, measure, measure->list.items[i]);
    return count;
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
            count += (int64_t)scope_session_count(scope, bucket);
    }
    return count;
}

/* Was the unit (the team) there on all of its days? */
static bool
is_open_throughout(const struct scope *scope, const struct period *part)
{
    struct facts *facts = scope->facts;
    const struct unit *unit = &facts->units.units[scope->unit];
    const struct team_statement *team;

    if (scope->team == CODE_NONE)
        return unit->opened <= part->first && part->end <= unit->closed;
    team = team_current(&facts->teams, scope->team, &facts->units);
    return team && team->founded <= part->first && part->end <= team->dissolved;
}

/* The letter of one sub-period; counts it. */
static char
judge_part(const struct scope *scope, const struct measure *measure, const struct period *part,
           struct periods_count *count)
{
    bool plan = measure->kind == MEASURE_PLAN;
    int64_t had = plan ? count_items(scope, measure, part) : sessions_in(scope, measure, part);
    bool enough = had >= measure->at_least;

    if (!plan && part->end > scope->as_of) /* not completed */
        return part->first > scope->as_of ? '.' : enough ? '+' : '-';
    if (!enough && !is_open_throughout(scope, part))
        return '.';
    count->met += enough;
    count->expected++;
    return enough ? '1' : '0';
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

/* SPDX-License-Identifier: MIT */
#include "lib/model/people_count.h"

#include "lib/base/mem.h"
#include "lib/model/month_sets.h"
#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

/* One count under way. */
struct counting {
    const struct scope *scope;
    const struct measure *measure;
    const struct bucket_list *buckets;
    bool everywhere; /* the buckets are of all hosts: reach */
};

enum home { HOME_IN, HOME_OUT, HOME_UNKNOWN };

/* Of a person who lives in `home` at the time of the epoch, as this count sees it. */
static enum home
home_of(const struct counting *counting, uint32_t home, uint32_t epoch)
{
    if (counting->measure->who != WHO_RESIDENTS)
        return HOME_IN;
    if (home == CODE_NONE)
        return HOME_UNKNOWN;
    return unit_under(&counting->scope->facts->units, home, counting->scope->unit, epoch) ? HOME_IN : HOME_OUT;
}

static bool
is_asked_for(const struct counting *counting, uint8_t status, uint8_t role, uint32_t group_set)
{
    const struct measure *measure = counting->measure;
    uint32_t group = counting->scope->group;

    return (measure->statuses >> status & 1) && (measure->roles >> role & 1) &&
           (group == CODE_NONE || group_set_has(&counting->scope->facts->people, group_set, group));
}

static bool
is_selected(const struct counting *counting, const struct bucket *bucket)
{
    return rule_mask_has(&bucket->mask, counting->measure->rule) && scope_has(counting->scope, bucket);
}

struct set_list {
    const struct people_set **sets;
    size_t count, capacity;
};

static void
add_set(struct set_list *list, const struct people_set *set)
{
    list->sets = mem_grow(list->sets, list->count, &list->capacity, sizeof *list->sets);
    list->sets[list->count++] = set;
}

static struct people_set *
union_of(struct set_list *list)
{
    struct people_set *all = people_set_union(list->sets, (uint32_t)list->count);

    free(list->sets);
    *list = (struct set_list){ 0 };
    return all;
}

/* Which buckets: all of the count, those that lie in one month, those that lie in none. */
enum { EVERY_MONTH = DAY_MIN, NO_MONTH = DAY_MAX };

static bool
is_of_month(const struct bucket *bucket, day_t month)
{
    if (month == EVERY_MONTH)
        return true;
    if (!bucket->in_month)
        return month == NO_MONTH;
    return bucket->key.first == month;
}

static void
collect(const struct counting *counting, enum home wanted, day_t month, struct set_list *list)
{
    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (!is_of_month(bucket, month) || !is_selected(counting, bucket))
            continue;
        for (size_t k = 0; k < bucket->class_count; k++) {
            const struct people_class *class = &bucket->classes[k];
            if (home_of(counting, class->home, bucket->key.epoch) != wanted ||
                !is_asked_for(counting, class->status, class->role, class->group_set))
                continue;
            add_set(list, class->people);
        }
    }
}

/* Those who came to the month's buckets since the last publication. */
static void
add_newcomers(const struct counting *counting, enum home wanted, day_t month, struct people_set *people)
{
    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (bucket->newcomer_count == 0 || !is_of_month(bucket, month) || !is_selected(counting, bucket))
            continue;
        for (size_t k = 0; k < bucket->newcomer_count; k++) {
            const struct people_class *class = &bucket->classes[bucket->newcomers[k].class];
            if (home_of(counting, class->home, bucket->key.epoch) == wanted &&
                is_asked_for(counting, class->status, class->role, class->group_set))
                people_set_add(people, bucket->newcomers[k].person);
        }
    }
}

/* The union of one month; kept for the longer periods and the next publications. */
static const struct people_set *
month_union(const struct counting *counting, enum home wanted, day_t month)
{
    const struct measure *measure = counting->measure;
    const struct month_set_key key = {
        measure->rule, measure->statuses,         measure->roles,        measure->who,
        wanted,        counting->scope->category, counting->scope->group, month,
    };
    enum month_set_state state;
    struct month_set *set = month_sets_find(counting->scope->months, &key, &state);
    struct set_list list = { 0 };

    if (state == MONTH_SET_BEHIND)
        add_newcomers(counting, wanted, month, set->people);
    if (state == MONTH_SET_VOID) {
        people_set_free(set->people);
        collect(counting, wanted, month, &list);
        set->people = union_of(&list);
    }
    return set->people;
}

/* The sets whose union is everyone: of whole months where such are kept. */
static void
find_sets(const struct counting *counting, enum home wanted, struct set_list *list)
{
    const struct period *period = &counting->scope->period;

    if (counting->everywhere || !counting->scope->months) {
        collect(counting, wanted, EVERY_MONTH, list);
        return;
    }
    for (day_t month = period->first; month < period->end; month = month_first(day_month_index(month) + 1))
        add_set(list, month_union(counting, wanted, month));
    if (period->kind != PERIOD_MONTH)
        collect(counting, wanted, NO_MONTH, list);
}

/* How many there are in all; of `among`, unless that is NULL. */
static int64_t
count_union(const struct counting *counting, enum home wanted, const struct people_set *among)
{
    struct set_list list = { 0 };
    struct people_set *made = NULL;
    const struct people_set *all;
    int64_t count;

    find_sets(counting, wanted, &list);
    if (list.count == 1)
        all = list.sets[0];
    else
        all = made = people_set_union(list.sets, (uint32_t)list.count);
    count = (int64_t)(among ? people_set_count_both(all, among) : people_set_count(all));
    people_set_free(made);
    free(list.sets);
    return count;
}

static struct people_set *
members_at_end(const struct scope *scope)
{
    if (scope->team == CODE_NONE)
        return people_set_new();
    return team_members(&scope->facts->teams, scope->team, scope_end_day(scope), &scope->facts->units);
}

/* Somebody once or more: a union of classes. */
static int64_t
count_once(const struct counting *counting)
{
    struct people_set *members = counting->measure->who == WHO_MEMBERS ? members_at_end(counting->scope) : NULL;
    int64_t count = count_union(counting, HOME_IN, members);

    people_set_free(members);
    return count;
}

/* Does the entry count, seen from the unit: status, role, group, home on the session's day, minutes? */
static bool
entry_is_asked_for(const struct counting *counting, const struct session *session, uint32_t epoch,
                   const struct attendance_entry *entry, enum home wanted)
{
    const struct facts *facts = counting->scope->facts;
    struct standing standing;
    uint32_t minutes;

    if (!entry->holds)
        return false;
    standing = people_standing(&facts->people, entry->person, session->lookup, &facts->units);
    if (home_of(counting, standing.home, epoch) != wanted ||
        !is_asked_for(counting, entry->status, entry->role, standing.group_set))
        return false;
    return counting->measure->min_minutes == 0 ||
           (session_minutes(session, entry, &minutes) && minutes >= counting->measure->min_minutes);
}

struct person_list {
    uint32_t *persons;
    size_t count, capacity;
};

static void
collect_session(const struct counting *counting, const struct session *session, uint32_t epoch, enum home wanted,
                struct person_list *list)
{
    for (uint32_t i = 0; i < session->entry_count; i++) {
        if (!entry_is_asked_for(counting, session, epoch, &session->entries[i], wanted))
            continue;
        list->persons = mem_grow(list->persons, list->count, &list->capacity, sizeof *list->persons);
        list->persons[list->count++] = session->entries[i].person;
    }
}

static int
person_cmp(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Persons who stand in the sorted list at least `times` times, and in `among` unless that is NULL. */
static int64_t
count_runs(const struct person_list *list, uint32_t times, const struct people_set *among)
{
    int64_t count = 0;

    for (size_t i = 0, end; i < list->count; i = end) {
        for (end = i; end < list->count && list->persons[end] == list->persons[i];)
            end++;
        count += end - i >= times && (!among || people_set_has(among, list->persons[i]));
    }
    return count;
}

/* Several times, or for so many minutes: session by session. */
static int64_t
count_often(const struct counting *counting, enum home wanted)
{
    struct person_list list = { 0 };
    struct people_set *members = counting->measure->who == WHO_MEMBERS ? members_at_end(counting->scope) : NULL;
    int64_t count;

    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (!is_selected(counting, bucket))
            continue;
        for (size_t k = 0; k < bucket->session_count; k++)
            if (counting->everywhere || scope_counts(counting->scope, bucket, bucket->sessions[k]))
                collect_session(counting, bucket->sessions[k], bucket->key.epoch, wanted, &list);
    }
    if (list.count > 0)
        qsort(list.persons, list.count, sizeof *list.persons, person_cmp);
    count = count_runs(&list, wanted == HOME_IN ? counting->measure->min_times : 1, members);
    people_set_free(members);
    free(list.persons);
    return count;
}

/* Anonymous people of one session who may (hi) or must (lo) be asked for. */
struct anonymous {
    int64_t lo, hi;
};

/* Named people of the session with a counted status in the row's group: what by_group's totals already hold. */
static int64_t
named_of_group(const struct counting *counting, const struct session *session)
{
    const struct facts *facts = counting->scope->facts;
    int64_t count = 0;

    for (uint32_t i = 0; i < session->entry_count; i++) {
        const struct attendance_entry *entry = &session->entries[i];
        if (entry_counts(entry) &&
            group_set_has(&facts->people,
                          people_standing(&facts->people, entry->person, session->lookup, &facts->units).group_set,
                          counting->scope->group))
            count++;
    }
    return count;
}

/* by_group[g] less the named of g; nothing said of g: no further bound. */
static struct anonymous
bound_by_group(const struct counting *counting, const struct session *session, struct anonymous bound)
{
    const struct headcount_statement *headcount = session->headcount;

    bound.lo = 0;
    for (size_t i = 0; i < headcount->group_count; i++) {
        int64_t left = headcount->groups[i].count;
        if (headcount->groups[i].group != counting->scope->group)
            continue;
        if (headcount->includes_named)
            left -= named_of_group(counting, session);
        if (left < 0)
            left = 0;
        if (bound.hi > left)
            bound.hi = left;
    }
    return bound;
}

/* r of the host: its named residents on the session's day. */
static int64_t
named_residents_of_host(const struct facts *facts, const struct session *session, uint32_t epoch)
{
    int64_t count = 0;

    for (uint32_t i = 0; i < session->entry_count; i++) {
        const struct attendance_entry *entry = &session->entries[i];
        uint32_t home;
        if (!entry_counts(entry))
            continue;
        home = people_standing(&facts->people, entry->person, session->lookup, &facts->units).home;
        count += home != CODE_NONE && unit_under(&facts->units, home, session->chosen->unit, epoch);
    }
    return count;
}

/* Anonymous host residents, h of domain.md D5. */
static int64_t
anonymous_residents(const struct facts *facts, const struct session *session, uint32_t epoch, int64_t anonymous)
{
    int64_t residents = session->headcount->residents;

    if (session->headcount->includes_named)
        residents -= named_residents_of_host(facts, session, epoch);
    if (residents < 0)
        residents = 0;
    return residents < anonymous ? residents : anonymous;
}

static struct anonymous
resident_bounds(const struct counting *counting, const struct session *session, uint32_t epoch)
{
    const struct facts *facts = counting->scope->facts;
    uint32_t host = session->chosen->unit, unit = counting->scope->unit;
    int64_t all = (int64_t)session_anonymous(session), of_host;

    if (!session->headcount->has_residents)
        return (struct anonymous){ 0, all };
    of_host = anonymous_residents(facts, session, epoch, all);
    if (host == unit)
        return (struct anonymous){ of_host, of_host };
    if (unit_under(&facts->units, host, unit, epoch))
        return (struct anonymous){ of_host, all };
    if (unit_under(&facts->units, unit, host, epoch))
        return (struct anonymous){ 0, all };
    return (struct anonymous){ 0, all - of_host };
}

static struct anonymous
anonymous_bounds(const struct counting *counting, const struct session *session, uint32_t epoch)
{
    const struct measure *measure = counting->measure;
    int64_t all = (int64_t)session_anonymous(session);
    struct anonymous bound = { 0, all };

    if (!(measure->statuses & STATUSES_COUNTED))
        return (struct anonymous){ 0, 0 }; /* heads are of those who came */
    if (measure->who == WHO_RESIDENTS)
        bound = resident_bounds(counting, session, epoch);
    else if (measure->who == WHO_ALL)
        bound.lo = all;
    if (measure->roles != (1u << ATTEND_ROLES) - 1 || ~measure->statuses & STATUSES_COUNTED)
        bound.lo = 0; /* who came without a name came in any role, early or late */
    return counting->scope->group == CODE_NONE ? bound : bound_by_group(counting, session, bound);
}

/* Over all sessions with people without names: the greatest r + lo, and the sum of hi. */
struct extremes {
    int64_t greatest_lower, sum_of_upper;
};

static void
look_at_session(const struct counting *counting, const struct session *session, uint32_t epoch,
                struct extremes *extremes)
{
    struct anonymous bound = anonymous_bounds(counting, session, epoch);
    int64_t named = 0;

    extremes->sum_of_upper += bound.hi;
    if (bound.lo == 0)
        return; /* r alone is never more than all the named */
    for (uint32_t i = 0; i < session->entry_count; i++)
        named += entry_is_asked_for(counting, session, epoch, &session->entries[i], HOME_IN);
    if (named + bound.lo > extremes->greatest_lower)
        extremes->greatest_lower = named + bound.lo;
}

static struct extremes
find_extremes(const struct counting *counting)
{
    struct extremes extremes = { 0, 0 };

    for (size_t i = 0; !counting->scope->no_headcount && i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (bucket->headcounted_count == 0 || !is_selected(counting, bucket))
            continue;
        for (size_t k = 0; k < bucket->headcounted_count; k++) {
            const struct session *session = bucket->headcounted[k];
            if (session_anonymous(session) > 0 &&
                (counting->everywhere || scope_counts(counting->scope, bucket, session)))
                look_at_session(counting, session, bucket->key.epoch, &extremes);
        }
    }
    return extremes;
}

static int64_t
at_most(int64_t value, const struct people_limit *limit)
{
    return limit->known && limit->population < value ? limit->population : value;
}

static int64_t
greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static struct people_count
count_in(const struct counting *counting, const struct people_limit *limit)
{
    bool often = counting->measure->min_times > 1 || counting->measure->min_minutes > 0;
    struct extremes extremes = find_extremes(counting);
    struct people_count count = { 0 };
    int64_t days = limit->days;

    count.named = (often ? count_often(counting, HOME_IN) : count_once(counting)) * days;
    count.estimated = often;
    count.lower = often ? count.named : greater(count.named, at_most(extremes.greatest_lower * days, limit));
    count.upper = greater(count.lower, at_most(count.named + extremes.sum_of_upper * days, limit));
    if (counting->measure->who == WHO_RESIDENTS && !counting->scope->no_homeless)
        count.unknown_home =
            often ? count_often(counting, HOME_UNKNOWN) : count_union(counting, HOME_UNKNOWN, NULL);
    return count;
}

struct people_count
people_count(const struct scope *scope, const struct measure *measure, const struct people_limit *limit)
{
    struct counting counting = { scope, measure, scope->buckets, false };
    struct scope everywhere = *scope;
    struct bucket_list all = { 0 };
    struct people_count count;

    if (measure->scope == SCOPE_REACH && scope->team == CODE_NONE) {
        scope_gather_all(scope->facts, &scope->period, &all);
        scope_use(&everywhere, &all);
        everywhere.of_category = false;
        counting = (struct counting){ &everywhere, measure, &all, true };
    }
    count = count_in(&counting, limit);
    free(all.buckets);
    return count;
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/counting.h"

#include "lib/base/mem.h"
#include "lib/model/month_sets.h"
#include "lib/model/people_set.h"
#include "lib/model/pools.h"
#include "lib/model/unit_tree.h"
#include "lib/model/year_people.h"

#include <stdlib.h>

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

bool
counting_selects(const struct counting *counting, const struct bucket *bucket)
{
    return rule_mask_has(&bucket->mask, counting->measure->rule) && scope_has(counting->scope, bucket);
}

uint32_t
counting_epoch(const struct counting *counting, const struct bucket *bucket)
{
    return counting->epoch == CODE_NONE ? bucket->key.epoch : counting->epoch;
}

bool
counting_counts(const struct counting *counting, const struct bucket *bucket, const struct session *session)
{
    return counting->everywhere ||
           scope_counts_in(counting->scope, bucket, session, counting_epoch(counting, bucket));
}

bool
counting_is_often(const struct measure *measure)
{
    return measure->min_times > 1 || measure->min_minutes > 0;
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

static void
forget_sets(struct set_list *list)
{
    free(list->sets);
    *list = (struct set_list){ 0 };
}

static struct people_set *
union_of(const struct counting *counting, struct set_list *list)
{
    struct people_set *all = people_set_union(list->sets, (uint32_t)list->count, &counting->scope->facts->people_marks);

    forget_sets(list);
    return all;
}

/* How many are in any of them: where that is all that is asked for, nobody is put in order. */
static int64_t
count_any(const struct counting *counting, struct set_list *list)
{
    int64_t count = (int64_t)people_set_count_any(list->sets, (uint32_t)list->count, &counting->scope->facts->people_marks);

    forget_sets(list);
    return count;
}

static bool
is_strict(const struct counting *counting, enum home wanted)
{
    return counting->measure->strict && counting->measure->who == WHO_RESIDENTS && wanted == HOME_IN;
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

/* Behind so many of the bucket's classes there is nobody who is wanted: of a unit with none below it, natives alone are residents. */
static uint32_t
classes_to_look_at(const struct counting *counting, enum home wanted, const struct people_classes *classes, uint32_t epoch)
{
    const uint32_t unit = counting->scope->unit;

    if (wanted == HOME_UNKNOWN && !classes->some_homeless)
        return 0;
    if (wanted == HOME_IN && counting->measure->who == WHO_RESIDENTS && classes->native_home == unit &&
        unit_is_alone(&counting->scope->facts->units, unit, epoch))
        return classes->native_count;
    return classes->count;
}

static void
collect_classes(const struct counting *counting, enum home wanted, const struct bucket *bucket, struct set_list *list)
{
    const uint32_t epoch = counting_epoch(counting, bucket);
    const uint32_t end = classes_to_look_at(counting, wanted, &bucket->classes, epoch);

    for (uint32_t k = 0; k < end; k++) {
        const struct people_class *class = &bucket->classes.classes[k];
        if (home_of(counting, class->home, epoch) == wanted &&
            is_asked_for(counting, class->status, class->role, class->group_set))
            add_set(list, &class->people);
    }
}

static void
collect(const struct counting *counting, enum home wanted, day_t month, struct set_list *list)
{
    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (!is_of_month(bucket, month) || !counting_selects(counting, bucket))
            continue;
        for (size_t k = 0; k < bucket_part_count(bucket); k++)
            collect_classes(counting, wanted, bucket_part(bucket, k), list);
    }
}

static void
add_newcomers_of(const struct counting *counting, enum home wanted, const struct bucket *bucket, struct people_set *people)
{
    const uint32_t epoch = counting_epoch(counting, bucket);

    for (size_t k = 0; k < bucket->newcomer_count; k++) {
        const struct newcomer *newcomer = &bucket->newcomers[k];
        if (home_of(counting, newcomer->home, epoch) == wanted &&
            is_asked_for(counting, newcomer->status, newcomer->role, newcomer->group_set))
            people_set_add(people, newcomer->person);
    }
}

/* Those who came to the month's buckets since the last publication. */
static void
add_newcomers(const struct counting *counting, enum home wanted, day_t month, struct people_set *people)
{
    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (!is_of_month(bucket, month) || !counting_selects(counting, bucket))
            continue;
        for (size_t k = 0; bucket->pool && k < bucket->pool->fresh.count; k++)
            add_newcomers_of(counting, wanted, bucket->pool->fresh.buckets[k], people);
        add_newcomers_of(counting, wanted, bucket, people);
    }
}

static struct month_set_key
key_of(const struct counting *counting, enum home wanted, int month)
{
    const struct measure *measure = counting->measure;

    return (struct month_set_key){
        measure->rule, measure->statuses,         measure->roles,        measure->who,
        wanted,        counting->scope->category, counting->scope->group, month,
    };
}

/* The union of one month; kept for the longer periods and the next publications. */
static const struct people_set *
month_union(const struct counting *counting, enum home wanted, int month)
{
    const struct month_set_key key = key_of(counting, wanted, month);
    enum month_set_state state;
    struct month_set *set = month_sets_find(counting->scope->months, &key, &state);
    struct set_list list = { 0 };

    if (state == MONTH_SET_BEHIND)
        add_newcomers(counting, wanted, month_first(month), set->people);
    if (state == MONTH_SET_VOID) {
        people_set_free(set->people);
        collect(counting, wanted, month_first(month), &list);
        set->people = union_of(counting, &list);
    }
    return set->people;
}

/* ---- the counts of a year ---- */

/* Those of one month, of all buckets of the year. */
static void
see_month(const struct counting *counting, enum home wanted, int month, struct year_counts *counts)
{
    struct set_list list = { 0 };

    collect(counting, wanted, month_first(counting->scope->year_people->first_month + month), &list);
    for (size_t i = 0; i < list.count; i++)
        year_walk_see(&counting->scope->facts->last_seen, list.sets[i], month, counts);
    free(list.sets);
}

/* The year's buckets that are asked for, of which a category has few. */
static void
select_buckets(const struct counting *counting, struct bucket_list *selected)
{
    const struct bucket_list *all = counting->scope->year_people->buckets;

    for (size_t i = 0; i < all->count; i++)
        if (counting_selects(counting, all->buckets[i]))
            bucket_list_add(selected, all->buckets[i]);
}

static void
walk_year(const struct counting *counting, enum home wanted, struct year_counts *counts)
{
    struct counting whole = *counting;
    struct scope scope = *counting->scope;
    struct bucket_list selected = { 0 };
    struct set_list other = { 0 };

    scope.of_category = false; /* that was the row's list */
    whole.scope = &scope;
    select_buckets(&whole, &selected);
    scope.of_category = true;
    whole.buckets = &selected;
    year_walk_begin(&scope.facts->last_seen, counts);
    collect(&whole, wanted, NO_MONTH, &other);
    counts->is_of_no_use = other.count > 0;
    for (int month = 0; !counts->is_of_no_use && month < YEAR_MONTHS; month++)
        see_month(&whole, wanted, month, counts);
    free(selected.buckets);
    free(other.sets);
}

/* The count of a period of the year, walked for when the first of them is asked for; NULL: not in this way. */
static const uint32_t *
count_in_year(const struct counting *counting, enum home wanted)
{
    struct year_people *people = counting->scope->year_people;
    const struct month_set_key key = key_of(counting, wanted, 0);
    struct year_counts *counts;

    if (!people || counting->everywhere || counting->epoch != CODE_NONE || is_strict(counting, wanted) ||
        counting_is_often(counting->measure))
        return NULL;
    counts = year_people_find(people, &key);
    if (!counts->is_known)
        walk_year(counting, wanted, counts);
    return counts->is_of_no_use ? NULL : year_counts_of(people, counts, &counting->scope->period);
}

/* The sets whose union is everyone: of whole months where such are kept. */
static void
find_sets(const struct counting *counting, enum home wanted, struct set_list *list)
{
    const struct period *period = &counting->scope->period;
    int first, end;

    if (counting->everywhere || counting->epoch != CODE_NONE || !counting->scope->months) {
        collect(counting, wanted, EVERY_MONTH, list);
        return;
    }
    first = day_month_index(period->first);
    end = day_month_index(period->end);
    for (int month = first; month < end; month++)
        add_set(list, month_union(counting, wanted, month));
    if (period->kind != PERIOD_MONTH)
        collect(counting, wanted, NO_MONTH, list);
}

bool
counting_has_entry(const struct counting *counting, const struct session *session, uint32_t epoch,
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
    const struct attendance_entry *entry;
    struct entry_walk walk;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk))) {
        if (!counting_has_entry(counting, session, epoch, entry, wanted))
            continue;
        list->persons = mem_grow(list->persons, list->count, &list->capacity, sizeof *list->persons);
        list->persons[list->count++] = people_canonical(&counting->scope->facts->people, entry->person);
    }
}

static int
person_cmp(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Persons who stand in the sorted list at least `times` times. */
static struct people_set *
runs_of(const struct person_list *list, uint32_t times)
{
    struct people_set *set = people_set_new();

    for (size_t i = 0, end; i < list->count; i = end) {
        for (end = i; end < list->count && list->persons[end] == list->persons[i];)
            end++;
        if (end - i >= times)
            people_set_add(set, list->persons[i]);
    }
    return set;
}

/* Several times, or for so many minutes: session by session. */
static struct people_set *
people_often(const struct counting *counting, enum home wanted)
{
    struct person_list list = { 0 };
    struct people_set *set;

    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (!counting_selects(counting, bucket))
            continue;
        for (size_t k = 0; k < bucket->session_count; k++)
            if (counting_counts(counting, bucket, bucket->sessions[k]))
                collect_session(counting, bucket->sessions[k], counting_epoch(counting, bucket), wanted, &list);
    }
    if (list.count > 0)
        qsort(list.persons, list.count, sizeof *list.persons, person_cmp);
    set = runs_of(&list, wanted == HOME_IN ? counting->measure->min_times : 1);
    free(list.persons);
    return set;
}

/* Who lives in the unit at the end of the period, too. Takes the set. */
static struct people_set *
stayed(const struct counting *counting, struct people_set *set)
{
    const struct facts *facts = counting->scope->facts;
    day_t day = scope_end_day(counting->scope);
    uint32_t epoch = unit_epoch(&facts->units, day);
    struct people_set *kept = people_set_new();
    size_t count;
    uint32_t *persons = people_set_numbers(set, &count);

    for (size_t i = 0; i < count; i++) {
        uint32_t home = people_standing(&facts->people, persons[i], day, &facts->units).home;
        if (home != CODE_NONE && unit_under(&facts->units, home, counting->scope->unit, epoch))
            people_set_add(kept, persons[i]);
    }
    free(persons);
    people_set_free(set);
    return kept;
}

struct people_set *
counting_people(const struct counting *counting, enum home wanted)
{
    struct set_list list = { 0 };
    struct people_set *set;

    if (counting_is_often(counting->measure)) {
        set = people_often(counting, wanted);
    } else {
        find_sets(counting, wanted, &list);
        set = union_of(counting, &list);
    }
    return is_strict(counting, wanted) ? stayed(counting, set) : set;
}

int64_t
counting_count(const struct counting *counting, enum home wanted, const struct people_set *among)
{
    struct set_list list = { 0 };
    struct people_set *made = NULL;
    const struct people_set *all;
    const uint32_t *in_year = among ? NULL : count_in_year(counting, wanted);
    int64_t count;

    if (in_year)
        return *in_year;
    if (!is_strict(counting, wanted) && !counting_is_often(counting->measure))
        find_sets(counting, wanted, &list);
    if (list.count == 1) /* as it is: the largest sets are not copied to be counted */
        all = list.sets[0];
    else if (list.count > 1 && !among)
        return count_any(counting, &list);
    else if (list.count > 1)
        all = made = union_of(counting, &list);
    else
        all = made = counting_people(counting, wanted);
    count = (int64_t)(among ? people_set_count_both(all, among) : people_set_count(all));
    people_set_free(made);
    free(list.sets);
    return count;
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/volunteers.h"

#include "lib/base/mem.h"
#include "lib/model/people_set.h"
#include "lib/model/record_shelf.h"
#include "lib/model/record_walk.h"
#include "lib/model/unit_tree.h"
#include "lib/model/volunteer_register.h"

#include <stdlib.h>

/* -- the stock -- */

/* Is the number that `a` states nearer to the period's end than that of `b`? */
static bool
is_later(const struct facts *facts, const struct record *a, const struct record *b)
{
    if (a->view.last != b->view.last)
        return a->view.last > b->view.last;
    if (a->view.first != b->view.first)
        return a->view.first > b->view.first;
    return statement_cmp_single(&a->base, &b->base, facts->units.default_zone, &facts->log) > 0;
}

/* The last number that was stated of a period which ends with the row's or before. */
static const struct record *
last_stated(const struct scope *scope, uint32_t unit)
{
    const struct record_shelf *shelf = record_shelf_find(&scope->facts->records.shelves[EVENT_VOLUNTEER_COUNT], unit);
    day_t day = scope_end_day(scope);
    const struct record *last = NULL;

    for (size_t i = 0; shelf && i < shelf->list.count; i++) {
        const struct record *record = shelf->list.records[i];
        if (!record->as.volunteer_count.has_registered || record->view.first > day || record->view.last >= scope->period.end)
            continue;
        if (!last || is_later(scope->facts, record, last))
            last = record;
    }
    return last;
}

static void
add_registered(struct people_set *people, const struct volunteer_register *of, day_t day)
{
    for (size_t i = 0; i < of->count; i++)
        if (of->items[i].from <= day && day < of->items[i].to)
            people_set_add(people, of->items[i].person);
}

bool
volunteers_registered(const struct scope *scope, int64_t *count)
{
    const struct units *units = &scope->facts->units;
    day_t day = scope_end_day(scope);
    size_t base = unit_epoch(units, day) * units->tree_count;
    struct people_set *people = people_set_new();
    bool is_known = false;

    *count = 0;
    for (uint32_t at = units->enter[base + scope->unit]; at < units->leave[base + scope->unit]; at++) {
        uint32_t unit = units->by_enter[base + at];
        const struct volunteer_register *of = volunteer_register_of(scope->facts, unit);
        const struct record *stated = of->first <= day ? NULL : last_stated(scope, unit);
        add_registered(people, of, day);
        *count += stated ? stated->as.volunteer_count.registered : 0;
        if (stated)
            record_tell(scope, stated);
        is_known |= stated || of->first <= day;
    }
    *count += (int64_t)people_set_count(people);
    people_set_free(people);
    return is_known;
}

/* Days of the registrations up to the day, of those of one person from the i-th on; *next: the first of another. */
static int64_t
registered_days(const struct volunteer_register *of, size_t i, day_t day, size_t *next)
{
    uint32_t person = of->items[i].person;
    int64_t days = 0;

    for (; i < of->count && of->items[i].person == person; i++) {
        day_t end = of->items[i].to > day ? day + 1 : of->items[i].to;
        days += end > of->items[i].from ? end - of->items[i].from : 0;
    }
    *next = i;
    return days;
}

struct people_set *
volunteers_of_days(const struct scope *scope, uint32_t days)
{
    const struct units *units = &scope->facts->units;
    day_t day = scope_end_day(scope);
    size_t base = unit_epoch(units, day) * units->tree_count;
    struct people_set *people = people_set_new();

    for (uint32_t at = units->enter[base + scope->unit]; at < units->leave[base + scope->unit]; at++) {
        const struct volunteer_register *of = volunteer_register_of(scope->facts, units->by_enter[base + at]);
        for (size_t i = 0, next; i < of->count; i = next)
            if (registered_days(of, i, day, &next) >= days)
                people_set_add(people, of->items[i].person);
    }
    return people;
}

/* -- the flow -- */

struct recruits {
    const struct record **items;
    size_t count, capacity;
};

static void
add_recruits(void *ctx, const struct record *record)
{
    struct recruits *recruits = ctx;

    if (!record->as.volunteer_count.has_recruited)
        return;
    recruits->items = mem_grow(recruits->items, recruits->count, &recruits->capacity, sizeof *recruits->items);
    recruits->items[recruits->count++] = record;
}

/* Does the first speak of the other's days, too? Of equal days the later statement holds. */
static bool
covers(const struct facts *facts, const struct record *wide, const struct record *narrow)
{
    const struct record_view *w = &wide->view, *n = &narrow->view;

    if (wide == narrow || w->unit != n->unit || w->first > n->first || w->last < n->last)
        return false;
    return w->first != n->first || w->last != n->last || is_later(facts, wide, narrow);
}

bool
volunteers_recruited(const struct scope *scope, int64_t *count)
{
    struct recruits recruits = { 0 };

    *count = 0;
    record_walk(scope, EVENT_VOLUNTEER_COUNT, RULE_NONE, &scope->period, add_recruits, &recruits);
    for (size_t i = 0; i < recruits.count; i++) {
        bool is_covered = false;
        for (size_t k = 0; k < recruits.count && !is_covered; k++)
            is_covered = covers(scope->facts, recruits.items[k], recruits.items[i]);
        *count += is_covered ? 0 : recruits.items[i]->as.volunteer_count.recruited;
    }
    free(recruits.items);
    return recruits.count > 0;
}

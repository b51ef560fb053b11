/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* qsort_r */
#include "lib/model/volunteer_register.h"

#include "lib/base/mem.h"
#include "lib/model/facts.h"
#include "lib/model/record_shelf.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

/* One joining or leaving. */
struct change {
    uint32_t person;
    const struct record *record;
};

struct change_order {
    const struct log_order *log;
    const struct zone *zone;
};

static int
change_cmp(const void *a, const void *b, void *ctx)
{
    const struct change *x = a, *y = b;
    const struct change_order *order = ctx;

    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return statement_cmp_single(&x->record->base, &y->record->base, order->zone, order->log);
}

static size_t
list_changes(const struct facts *facts, const struct record_shelf *shelf, struct change *changes, size_t count)
{
    for (size_t i = 0; shelf && i < shelf->list.count; i++)
        changes[count++] = (struct change){
            people_canonical(&facts->people, shelf->list.records[i]->person), shelf->list.records[i]
        };
    return count;
}

static void
add_registration(struct volunteer_register *to, uint32_t person, day_t from, day_t until)
{
    if (from >= until)
        return;
    to->items = mem_grow(to->items, to->count, &to->capacity, sizeof *to->items);
    to->items[to->count++] = (struct registration){ person, from, until };
}

static void
register_changes(struct volunteer_register *to, const struct change *changes, size_t count, const struct zone *zone)
{
    to->count = 0;
    to->first = DAY_MAX;
    for (size_t i = 0; i < count; i++) {
        bool is_last = i + 1 == count || changes[i + 1].person != changes[i].person;
        day_t from = when_first_day(&changes[i].record->base.at, zone);
        day_t until = is_last ? DAY_MAX : when_first_day(&changes[i + 1].record->base.at, zone);
        to->first = from < to->first ? from : to->first;
        if (changes[i].record->type == EVENT_VOLUNTEER_JOIN)
            add_registration(to, changes[i].person, from, until);
    }
}

static struct volunteer_register *
place_of(struct volunteer_registers *registers, uint32_t unit)
{
    if (unit >= registers->count) {
        size_t wanted = (size_t)unit + 64;
        registers->items = mem_resize(registers->items, wanted * sizeof *registers->items);
        for (; registers->count < wanted; registers->count++)
            registers->items[registers->count] = (struct volunteer_register){ 0 };
    }
    return &registers->items[unit];
}

const struct volunteer_register *
volunteer_register_of(struct facts *facts, uint32_t unit)
{
    struct volunteer_register *made = place_of(&facts->volunteers, unit);
    const struct record_shelf *joins = record_shelf_find(&facts->records.shelves[EVENT_VOLUNTEER_JOIN], unit);
    const struct record_shelf *leaves = record_shelf_find(&facts->records.shelves[EVENT_VOLUNTEER_LEAVE], unit);
    struct change_order order = { &facts->log, units_root_zone(&facts->units) };
    uint32_t join_version = joins ? joins->version : 0, leave_version = leaves ? leaves->version : 0;
    struct change *changes;
    size_t count;

    if (made->zone == order.zone && made->joins == join_version && made->leaves == leave_version)
        return made;
    changes = mem_array((joins ? joins->list.count : 0) + (leaves ? leaves->list.count : 0), sizeof *changes);
    count = list_changes(facts, leaves, changes, list_changes(facts, joins, changes, 0));
    if (count > 1)
        qsort_r(changes, count, sizeof *changes, change_cmp, &order);
    register_changes(made, changes, count, order.zone);
    free(changes);
    made->zone = order.zone;
    made->joins = join_version;
    made->leaves = leave_version;
    return made;
}

/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* qsort_r */
#include "lib/model/unit_tree.h"

#include "lib/base/mem.h"

#include <stdlib.h>

static int
link_cmp(const struct units *units, const struct unit_statement *a, const struct unit_statement *b)
{
    return statement_cmp_single(&a->base, &b->base, units->default_zone, units->log);
}

/* Where it belongs among the first n, which are in order. */
static size_t
place_among(const struct units *units, const struct unit *unit, const struct unit_statement *statement, size_t n)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (link_cmp(units, &unit->statements[middle], statement) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Oldest statement first. Comparing may ask the log, so what is in order is not compared again. */
static void
sort_statements(const struct units *units, struct unit *unit)
{
    for (; unit->sorted < unit->count; unit->sorted++) {
        struct unit_statement moved = unit->statements[unit->sorted];
        size_t at = place_among(units, unit, &moved, unit->sorted);
        memmove(unit->statements + at + 1, unit->statements + at, (unit->sorted - at) * sizeof moved);
        unit->statements[at] = moved;
    }
}

/* Each attribute from the greatest statement that gives it. */
static void
take_attributes(struct units *units, struct unit *unit)
{
    unit->name = unit->name_en = (struct str){ 0 };
    unit->zone = NULL;
    unit->opened = DAY_MIN;
    unit->closed = DAY_MAX;
    for (size_t i = 0; i < unit->count; i++) {
        const struct unit_put *put = &unit->statements[i].put;
        struct err err;
        if (unit_statement_is_pending(units, &unit->statements[i]))
            continue;
        unit->level = put->level;
        unit->name = put->name.ptr ? put->name : unit->name;
        unit->name_en = put->name_en.ptr ? put->name_en : unit->name_en;
        unit->opened = put->has_opened ? put->opened : unit->opened;
        unit->closed = put->has_closed ? put->closed : unit->closed;
        if (put->tz.ptr) {
            const struct zone *zone = zone_find(put->tz, &err);
            unit->zone = zone ? zone : unit->zone;
        }
    }
}

static day_t
link_day(const struct units *units, const struct unit_statement *statement)
{
    return when_first_day(&statement->base.at, units->default_zone);
}

/* Which links are looked at. */
enum links {
    LINKS_IN_FORCE,
    LINKS_UNBROKEN, /* those that break a cycle, too */
    LINKS_STATED,   /* and those that wait for a parent or guide */
};

static bool
is_looked_at(const struct units *units, const struct unit_statement *statement, enum links links)
{
    if (links == LINKS_IN_FORCE && statement->ignored_link)
        return false;
    return links == LINKS_STATED || !unit_statement_is_pending(units, statement);
}

/* The link that holds on the day: the last one not after it, else the first there is (the greatest of its `at`). */
static const struct unit_statement *
link_on(const struct units *units, const struct unit *unit, day_t day, enum links links)
{
    const struct unit_statement *held = NULL;

    for (size_t i = 0; i < unit->count; i++) {
        const struct unit_statement *statement = &unit->statements[i];
        if (!is_looked_at(units, statement, links))
            continue;
        if (!held || link_day(units, statement) <= day ||
            when_cmp(&held->base.at, &statement->base.at, units->default_zone) == 0)
            held = statement;
    }
    return held;
}

static int
day_cmp(const void *a, const void *b)
{
    day_t x = *(const day_t *)a, y = *(const day_t *)b;

    return (x > y) - (x < y);
}

/* The beginning of time and the days on which some unit's second or later link begins, in order; owned by the caller. */
static day_t *
find_link_days(const struct units *units, enum links links, size_t *count)
{
    size_t capacity = 0, n = 0, kept = 1;
    day_t *days = mem_grow(NULL, 0, &capacity, sizeof *days);

    days[n++] = DAY_MIN;
    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = &units->units[i];
        for (size_t k = 1; (unit->known || links == LINKS_STATED) && k < unit->count; k++) {
            days = mem_grow(days, n, &capacity, sizeof *days);
            days[n++] = link_day(units, &unit->statements[k]);
        }
    }
    qsort(days, n, sizeof *days, day_cmp);
    for (size_t i = 1; i < n; i++)
        if (days[i] != days[kept - 1])
            days[kept++] = days[i];
    *count = kept;
    return days;
}

static void
find_epochs(struct units *units)
{
    free(units->epoch_starts);
    units->epoch_starts = find_link_days(units, LINKS_IN_FORCE, &units->epoch_count);
}

static void
find_parents(struct units *units)
{
    size_t cells = units->epoch_count * units->count;

    free(units->parents);
    units->parents = mem_array(cells, sizeof *units->parents);
    units->tree_count = units->count;
    for (size_t cell = 0; cell < cells; cell++) {
        const struct unit *unit = &units->units[cell % units->count];
        const struct unit_statement *held =
            unit->known ? link_on(units, unit, units->epoch_starts[cell / units->count], LINKS_IN_FORCE) : NULL;
        units->parents[cell] = held ? held->parent : CODE_NONE;
    }
}

/* Is there a cycle of the epoch through `start`? */
static bool
is_in_cycle(const struct units *units, uint32_t epoch, uint32_t start)
{
    const uint32_t *parent = units->parents + epoch * units->tree_count;
    uint32_t at = parent[start];

    for (size_t steps = 0; at != CODE_NONE && at != start && steps < units->tree_count; steps++)
        at = parent[at];
    return at == start;
}

/* Of all links in cycles of the epoch the greatest, so that it does not matter which cycle is found first; NULL: none. */
static struct unit_statement *
greatest_link_in_cycles(const struct units *units, uint32_t epoch)
{
    struct unit_statement *greatest = NULL;

    for (uint32_t unit = 0; unit < units->tree_count; unit++) {
        const struct unit_statement *link;
        if (!is_in_cycle(units, epoch, unit))
            continue;
        link = link_on(units, &units->units[unit], units->epoch_starts[epoch], LINKS_IN_FORCE);
        if (!greatest || link_cmp(units, link, greatest) > 0)
            greatest = &units->units[unit].statements[link - units->units[unit].statements];
    }
    return greatest;
}

/* Marks one link as ignored; false when there is no cycle. */
static bool
break_one_cycle(struct units *units)
{
    for (uint32_t epoch = 0; epoch < units->epoch_count; epoch++) {
        struct unit_statement *greatest = greatest_link_in_cycles(units, epoch);
        if (!greatest)
            continue;
        greatest->ignored_link = true;
        units->broken_links++;
        return true;
    }
    return false;
}

/* A walk over everybody is quadratic at worst, so it is done only when somebody does not reach a root. */
static bool
everybody_reaches_a_root(const struct units *units)
{
    uint8_t *state = mem_array(units->tree_count + 1, 1); /* 0 not seen, 1 on this walk, 2 reaches */
    bool fine = true;

    for (uint32_t epoch = 0; fine && epoch < units->epoch_count; epoch++) {
        const uint32_t *parent = units->parents + epoch * units->tree_count;
        memset(state, 0, units->tree_count);
        for (uint32_t start = 0; fine && start < units->tree_count; start++) {
            uint32_t at = start;
            for (; at != CODE_NONE && state[at] == 0; at = parent[at])
                state[at] = 1;
            fine = at == CODE_NONE || state[at] == 2;
            for (at = start; at != CODE_NONE && state[at] == 1; at = parent[at])
                state[at] = 2;
        }
    }
    free(state);
    return fine;
}

static void
prepare_links(struct units *units)
{
    unit_known(units, CODE_NONE); /* settles known_dirty */
    units->broken_links = 0;
    for (size_t i = 0; i < units->count; i++) {
        struct unit *unit = &units->units[i];
        sort_statements(units, unit);
        for (size_t k = 0; k < unit->count; k++)
            unit->statements[k].ignored_link = false;
    }
    find_epochs(units);
    find_parents(units);
}

/* Does the unit come to itself on some day? */
static bool
comes_to_itself(const struct units *units, uint32_t start, enum links links)
{
    size_t day_count;
    day_t *days = find_link_days(units, links, &day_count);
    bool found = false;

    for (size_t i = 0; i < day_count && !found; i++) {
        uint32_t at = start;
        for (size_t steps = 0; at != CODE_NONE && steps <= units->count && !found; steps++) {
            const struct unit_statement *link = link_on(units, &units->units[at], days[i], links);
            at = link ? link->parent : CODE_NONE;
            found = at == start;
        }
    }
    free(days);
    return found;
}

enum unit_cycles
unit_cycles(struct units *units, uint32_t unit)
{
    if (units->known_dirty)
        unit_known(units, unit);
    for (size_t i = 0; i < units->count; i++)
        sort_statements(units, &units->units[i]);
    return (comes_to_itself(units, unit, LINKS_UNBROKEN) ? CYCLE_NOW : 0) |
           (comes_to_itself(units, unit, LINKS_STATED) ? CYCLE_LATER : 0);
}

static int
code_cmp(const void *a, const void *b, void *codes)
{
    return str_cmp(codebook_name(codes, *(const uint32_t *)a), codebook_name(codes, *(const uint32_t *)b));
}

/* All known units by code: children visited in this order come out sorted. */
static uint32_t *
sorted_units(const struct units *units, size_t *count)
{
    uint32_t *sorted = mem_array(units->count + 1, sizeof *sorted);
    size_t n = 0;

    for (uint32_t i = 0; i < units->count; i++)
        if (units->units[i].known)
            sorted[n++] = i;
    qsort_r(sorted, n, sizeof *sorted, code_cmp, (void *)&units->codes);
    *count = n;
    return sorted;
}

struct walk {
    uint32_t *first_child, *next_sibling;
    const uint32_t *parent;
    uint32_t *enter, *leave, *by_enter;
    uint32_t next;
};

/* Pre-order without recursion: down to the first child, else to the next sibling of the nearest ancestor that has one. */
static void
number_subtree(struct walk *walk, uint32_t root)
{
    uint32_t at = root;

    for (;;) {
        walk->enter[at] = walk->next;
        walk->by_enter[walk->next++] = at;
        if (walk->first_child[at] != CODE_NONE) {
            at = walk->first_child[at];
            continue;
        }
        while (walk->leave[at] = walk->next, at != root && walk->next_sibling[at] == CODE_NONE)
            at = walk->parent[at];
        if (at == root)
            return;
        at = walk->next_sibling[at];
    }
}

static void
number_epoch(struct units *units, uint32_t epoch, const uint32_t *sorted, size_t known)
{
    size_t n = units->tree_count, base = epoch * n;
    struct walk walk = {
        .first_child = mem_array(n + 1, sizeof(uint32_t)),
        .next_sibling = mem_array(n + 1, sizeof(uint32_t)),
        .parent = units->parents + base,
        .enter = units->enter + base,
        .leave = units->leave + base,
        .by_enter = units->by_enter + base,
    };

    memset(walk.first_child, 0xff, n * sizeof(uint32_t));
    memset(walk.next_sibling, 0xff, n * sizeof(uint32_t));
    for (size_t i = known; i-- > 0;) { /* from the last, so that each is put in front */
        uint32_t unit = sorted[i], parent = walk.parent[unit];
        if (parent == CODE_NONE)
            continue;
        walk.next_sibling[unit] = walk.first_child[parent];
        walk.first_child[parent] = unit;
    }
    for (size_t i = 0; i < known; i++)
        if (walk.parent[sorted[i]] == CODE_NONE)
            number_subtree(&walk, sorted[i]);
    free(walk.first_child);
    free(walk.next_sibling);
}

static void
number_tree(struct units *units)
{
    size_t cells = units->epoch_count * units->tree_count, known;
    uint32_t *sorted = sorted_units(units, &known);
    size_t last = (units->epoch_count - 1) * units->tree_count;

    free(units->enter);
    free(units->leave);
    free(units->by_enter);
    units->enter = mem_array(cells + 1, sizeof(uint32_t));
    units->leave = mem_array(cells + 1, sizeof(uint32_t));
    units->by_enter = mem_array(cells + 1, sizeof(uint32_t));
    for (uint32_t epoch = 0; epoch < units->epoch_count; epoch++)
        number_epoch(units, epoch, sorted, known);
    for (size_t i = 0; i < known; i++)
        units->units[sorted[i]].order = units->enter[last + sorted[i]];
    free(sorted);
}

/* The unit's own zone, else that of the nearest ancestor that has one, in the last epoch; parents come before children. */
static void
inherit_zones(struct units *units)
{
    size_t last = (units->epoch_count - 1) * units->tree_count;
    size_t known = 0;

    for (size_t i = 0; i < units->count; i++)
        known += units->units[i].known;
    for (size_t i = 0; i < known; i++) {
        uint32_t number = units->by_enter[last + i], parent = units->parents[last + number];
        struct unit *unit = &units->units[number];
        if (!unit->zone)
            unit->zone = parent == CODE_NONE ? units->default_zone : units->units[parent].zone;
    }
}

/* Who came to be known since the tree was last computed, who is not any more, whose days are other ones now. */
static void
count_changes(struct units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        struct unit *unit = &units->units[i];
        units->appeared += unit->known && !unit->was_known;
        units->vanished += unit->was_known && !unit->known;
        units->rezoned += unit->was_known && unit->known && unit->zone != unit->old_zone;
        unit->was_known = unit->known;
        unit->old_zone = unit->zone;
    }
    units->rezoned += units->old_root_zone != units_root_zone(units);
    units->old_root_zone = units_root_zone(units);
}

void
units_resolve(struct units *units)
{
    if (!units->tree_dirty)
        return;
    prepare_links(units);
    while (!everybody_reaches_a_root(units) && break_one_cycle(units))
        find_parents(units);
    for (size_t i = 0; i < units->count; i++)
        take_attributes(units, &units->units[i]);
    number_tree(units);
    inherit_zones(units);
    count_changes(units);
    units->tree_dirty = false;
    units->version++;
}

uint32_t
unit_epoch(const struct units *units, day_t day)
{
    size_t low = 0, high = units->epoch_count;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (units->epoch_starts[middle] <= day)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

uint32_t
unit_parent(const struct units *units, uint32_t unit, uint32_t epoch)
{
    return unit < units->tree_count ? units->parents[epoch * units->tree_count + unit] : CODE_NONE;
}

const struct zone *
units_root_zone(const struct units *units)
{
    size_t last = units->epoch_count ? (units->epoch_count - 1) * units->tree_count : 0;

    if (units->tree_count == 0 || !units->units[units->by_enter[last]].known)
        return units->default_zone;
    return units->units[units->by_enter[last]].zone;
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/merges.h"

#include "lib/base/mem.h"

#include <stdlib.h>

static void
forget_classes(struct merges *merges)
{
    for (size_t i = 0; i < merges->class_count; i++)
        free(merges->classes[i].persons);
    free(merges->classes);
    free(merges->class_of);
    merges->classes = NULL;
    merges->class_of = NULL;
    merges->class_count = merges->person_count = 0;
}

void
merges_free(struct merges *merges)
{
    forget_classes(merges);
    free(merges->items);
    *merges = (struct merges){ 0 };
}

void
merges_state(struct merges *merges, uint64_t seq, uint32_t from, uint32_t into)
{
    merges->items = mem_grow(merges->items, merges->count, &merges->capacity, sizeof *merges->items);
    merges->items[merges->count++] = (struct merge){ seq, from, into };
    merges->changed = true;
}

void
merges_withdraw(struct merges *merges, uint64_t seq)
{
    for (size_t i = 0; i < merges->count; i++) {
        if (merges->items[i].seq != seq)
            continue;
        merges->items[i] = merges->items[--merges->count];
        merges->changed = true;
        return;
    }
}

/* Everybody whom a merge names is below it. */
static size_t
room_for(const struct merges *merges)
{
    uint32_t greatest = 0;

    for (size_t i = 0; i < merges->count; i++) {
        greatest = merges->items[i].from > greatest ? merges->items[i].from : greatest;
        greatest = merges->items[i].into > greatest ? merges->items[i].into : greatest;
    }
    return merges->count > 0 ? (size_t)greatest + 1 : 0;
}

bool
merges_lead(const struct merges *merges, uint32_t from, uint32_t to, uint64_t without)
{
    size_t room = room_for(merges);
    uint8_t *reached = mem_array(room + 1, 1);
    bool grows = from < room, leads;

    if (from < room)
        reached[from] = 1;
    while (grows) {
        grows = false;
        for (size_t i = 0; i < merges->count; i++) {
            const struct merge *merge = &merges->items[i];
            if (merge->seq == without || !reached[merge->from] || reached[merge->into])
                continue;
            reached[merge->into] = 1;
            grows = true;
        }
    }
    leads = to < room && reached[to];
    free(reached);
    return leads;
}

/* The smallest number that stands for the person so far. */
static uint32_t
root_of(uint32_t *roots, uint32_t person)
{
    while (roots[person] != person) {
        roots[person] = roots[roots[person]];
        person = roots[person];
    }
    return person;
}

static uint32_t *
find_roots(const struct merges *merges, size_t room)
{
    uint32_t *roots = mem_array(room + 1, sizeof *roots);

    for (size_t i = 0; i < room; i++)
        roots[i] = (uint32_t)i;
    for (size_t i = 0; i < merges->count; i++) {
        uint32_t a = root_of(roots, merges->items[i].from), b = root_of(roots, merges->items[i].into);
        roots[a > b ? a : b] = a > b ? b : a;
    }
    return roots;
}

uint32_t *
merges_same(const struct merges *merges, uint32_t person, size_t *count)
{
    size_t room = room_for(merges);
    uint32_t *roots = person < room ? find_roots(merges, room) : NULL, root = roots ? root_of(roots, person) : person;
    uint32_t *same = mem_array(room + 1, sizeof *same);

    *count = 0;
    for (uint32_t other = 0; roots && other < room; other++)
        if (other != person && root_of(roots, other) == root)
            same[(*count)++] = other;
    same[(*count)++] = person;
    free(roots);
    return same;
}

static void
add_to_class(struct merges *merges, uint32_t root, uint32_t person)
{
    struct person_class *of;

    if (merges->class_of[root] == 0) {
        merges->classes = mem_resize(merges->classes, (merges->class_count + 1) * sizeof *merges->classes);
        merges->classes[merges->class_count++] = (struct person_class){ 0 };
        merges->class_of[root] = (uint32_t)merges->class_count;
    }
    of = &merges->classes[merges->class_of[root] - 1];
    of->persons = mem_resize(of->persons, (of->count + 1) * sizeof *of->persons);
    of->persons[of->count++] = person;
    merges->class_of[person] = merges->class_of[root];
}

/* Everybody who is named by a merge, in ascending order, so that the first of a class comes first. */
static void
make_classes(struct merges *merges, size_t room)
{
    uint32_t *roots = find_roots(merges, room);
    uint8_t *named = mem_array(room + 1, 1);

    merges->class_of = mem_array(room + 1, sizeof *merges->class_of);
    merges->person_count = room;
    for (size_t i = 0; i < merges->count; i++)
        named[merges->items[i].from] = named[merges->items[i].into] = 1;
    for (uint32_t person = 0; person < room; person++)
        if (named[person])
            add_to_class(merges, root_of(roots, person), person);
    free(named);
    free(roots);
}

static void
touch(const struct merges *merges, uint8_t *touched)
{
    for (size_t i = 0; i < merges->class_count; i++)
        for (size_t k = 0; k < merges->classes[i].count; k++)
            touched[merges->classes[i].persons[k]] = 1;
}

void
merges_settle(struct merges *merges, uint8_t **touched, size_t *count)
{
    size_t room = room_for(merges);

    *count = room > merges->person_count ? room : merges->person_count;
    *touched = mem_array(*count + 1, 1);
    touch(merges, *touched);
    forget_classes(merges);
    make_classes(merges, room);
    touch(merges, *touched);
    merges->changed = false;
}

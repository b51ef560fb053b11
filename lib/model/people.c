/* SPDX-License-Identifier: MIT */
#include "lib/model/people.h"

#include "lib/base/mem.h"
#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

void
people_init(struct people *people, const struct log_order *log)
{
    *people = (struct people){ .log = log, .changed = people_set_new() };
    codebook_add(&people->group_sets, (struct str){ "", 0 }); /* set 0: no group */
}

void
people_free(struct people *people)
{
    codebook_free(&people->groups);
    codebook_free(&people->group_sets);
    free(people->statements);
    free(people->first);
    codebook_free(&people->pairs);
    free(people->pair_counts);
    people_set_free(people->changed);
    merges_free(&people->merges);
    *people = (struct people){ 0 };
}

static int
number_cmp(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* The numbers are in the order of mention, which differs between two runs; a set is only ever compared within one. */
static uint32_t
intern_groups(struct people *people, const struct str_list *groups)
{
    uint32_t *numbers = mem_array(groups->count, sizeof *numbers);
    uint32_t set;

    for (size_t i = 0; i < groups->count; i++)
        numbers[i] = codebook_add(&people->groups, groups->items[i]);
    qsort(numbers, groups->count, sizeof *numbers, number_cmp);
    set = codebook_add(&people->group_sets, (struct str){ (const char *)numbers, groups->count * sizeof *numbers });
    free(numbers);
    return set;
}

static uint32_t *
first_of(struct people *people, uint32_t person)
{
    if (person >= people->person_capacity) {
        size_t wanted = people->person_capacity ? people->person_capacity * 2 : 1024;
        if (wanted <= person)
            wanted = (size_t)person + 1;
        people->first = mem_resize(people->first, wanted * sizeof *people->first);
        memset(people->first + people->person_capacity, 0, (wanted - people->person_capacity) * sizeof *people->first);
        people->person_capacity = wanted;
    }
    return &people->first[person];
}

static uint32_t
new_place(struct people *people)
{
    uint32_t place = people->free_list;

    if (place) {
        people->free_list = people->statements[place - 1].next;
        return place;
    }
    people->statements = mem_grow(people->statements, people->count, &people->capacity, sizeof *people->statements);
    return (uint32_t)++people->count;
}

static void
count_pair(struct people *people, uint32_t home, uint32_t group, bool joins)
{
    uint32_t key[2] = { home, group };
    uint32_t number = codebook_add(&people->pairs, (struct str){ (const char *)key, sizeof key });
    uint32_t before;

    if (number == people->pair_count) {
        people->pair_counts =
            mem_grow(people->pair_counts, people->pair_count, &people->pair_capacity, sizeof *people->pair_counts);
        people->pair_counts[people->pair_count++] = 0;
    }
    before = people->pair_counts[number];
    people->pair_counts[number] = joins ? before + 1 : before - 1;
    if (before == 0 || people->pair_counts[number] == 0)
        people->pairs_version++;
}

static void
count_pairs(struct people *people, const struct person_statement *statement, bool joins)
{
    size_t count;
    const uint32_t *groups = group_set_groups(people, statement->group_set, &count);

    for (size_t i = 0; statement->home != CODE_NONE && i < count; i++)
        count_pair(people, statement->home, groups[i], joins);
}

void
people_state(struct people *people, const struct event *event, uint64_t seq, struct units *units)
{
    uint32_t person = event->persons[0];
    uint32_t *first = first_of(people, person), place = new_place(people);

    people->statements[place - 1] = (struct person_statement){
        .base = { seq, event->at, event->rev },
        .home = event->as.person_put.home.ptr ? units_number(units, event->as.person_put.home) : CODE_NONE,
        .group_set = intern_groups(people, &event->as.person_put.groups),
        .next = *first,
    };
    *first = place;
    count_pairs(people, &people->statements[place - 1], true);
    people_set_add(people->changed, people_canonical(people, person));
}

bool
people_withdraw(struct people *people, const struct event *event, uint64_t seq)
{
    uint32_t person = event->persons[0];
    uint32_t *link = first_of(people, person);

    for (; *link; link = &people->statements[*link - 1].next) {
        uint32_t place = *link;
        if (people->statements[place - 1].base.seq != seq)
            continue;
        count_pairs(people, &people->statements[place - 1], false);
        *link = people->statements[place - 1].next;
        people->statements[place - 1].next = people->free_list;
        people->free_list = place;
        people_set_add(people->changed, people_canonical(people, person));
        return true;
    }
    return false;
}

static bool
is_pending(const struct person_statement *statement, const struct units *units)
{
    return statement->home != CODE_NONE && !units->units[statement->home].known;
}

/* The statement of one number that holds on the day, if it is greater than `held`. */
static const struct person_statement *
held_on(const struct people *people, uint32_t person, day_t day, const struct units *units,
        const struct person_statement *held)
{
    uint32_t place = person < people->person_capacity ? people->first[person] : 0;
    const struct zone *zone = units_root_zone(units);

    for (; place; place = people->statements[place - 1].next) {
        const struct person_statement *statement = &people->statements[place - 1];
        if (when_first_day(&statement->base.at, zone) > day || is_pending(statement, units))
            continue;
        if (!held || statement_cmp_single(&statement->base, &held->base, zone, people->log) > 0)
            held = statement;
    }
    return held;
}

struct standing
people_standing(const struct people *people, uint32_t person, day_t day, const struct units *units)
{
    const struct person_class *of = people->merges.class_count ? merges_class(&people->merges, person) : NULL;
    const struct person_statement *held = NULL;

    for (size_t i = 0; of && i < of->count; i++)
        held = held_on(people, of->persons[i], day, units, held);
    if (!of)
        held = held_on(people, person, day, units, NULL);
    return held ? (struct standing){ held->home, held->group_set } : (struct standing){ CODE_NONE, 0 };
}

void
people_expect(const struct people *people, uint32_t person)
{
    if (person < people->person_capacity)
        mem_expect(&people->first[person]);
}

void
people_expect_statements(const struct people *people, uint32_t person)
{
    uint32_t place = person < people->person_capacity ? people->first[person] : 0;

    if (place)
        mem_expect(&people->statements[place - 1]);
}

const uint32_t *
group_set_groups(const struct people *people, uint32_t group_set, size_t *count)
{
    struct str bytes = codebook_name(&people->group_sets, group_set);

    *count = bytes.len / sizeof(uint32_t);
    return (const uint32_t *)(const void *)bytes.ptr; /* an arena copy: aligned for any type */
}

bool
group_set_has(const struct people *people, uint32_t group_set, uint32_t group)
{
    size_t count;
    const uint32_t *groups = group_set_groups(people, group_set, &count);

    for (size_t i = 0; i < count; i++)
        if (groups[i] == group)
            return true;
    return false;
}

void
people_settled(struct people *people)
{
    people_set_free(people->changed);
    people->changed = people_set_new();
}

bool
people_pair(const struct people *people, size_t i, uint32_t *home, uint32_t *group)
{
    uint32_t key[2];

    if (i >= people->pair_count)
        return false;
    memcpy(key, codebook_name(&people->pairs, (uint32_t)i).ptr, sizeof key);
    *home = key[0];
    *group = people->pair_counts[i] > 0 ? key[1] : CODE_NONE;
    return true;
}

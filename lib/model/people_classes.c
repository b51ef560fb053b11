/* SPDX-License-Identifier: MIT */
#include "lib/model/people_classes.h"

#include "lib/base/hash.h"
#include "lib/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct people_class) == 24, "a class costs 24 bytes beside the numbers of its people");
_Static_assert(STATUSES <= 8 && ATTEND_ROLES <= 8, "three bits each");

#define GROUP_SETS_MOST ((1u << 26) - 1)

enum { CLASSES_SCANNED = 8 /* so few are looked through without a table */, SLOTS_FIRST = 16 };

void
people_classes_clear(struct people_classes *classes)
{
    for (uint32_t i = 0; i < classes->count; i++)
        people_set_clear(&classes->classes[i].people);
    classes->count = classes->native_count = 0;
    classes->some_homeless = false;
    if (classes->slot_count)
        memset(classes->slots, 0, classes->slot_count * sizeof *classes->slots);
}

struct people_classes
people_classes_take(struct people_classes *classes)
{
    const struct people_classes taken = *classes;

    *classes = (struct people_classes){ .native_home = taken.native_home };
    return taken;
}

void
people_classes_free(struct people_classes *classes)
{
    struct people_classes gone = people_classes_take(classes);

    people_classes_clear(&gone);
    free(gone.classes);
    free(gone.slots);
}

static void
set_capacity(struct people_classes *classes, uint32_t capacity)
{
    classes->classes = mem_resize(classes->classes, capacity * sizeof *classes->classes);
    classes->capacity = capacity;
}

/* Room for an eighth more: there are many buckets, and what each has room for in vain adds up. */
static uint32_t
some_more(uint32_t count)
{
    return count / 8 + 2;
}

void
people_classes_trim(struct people_classes *classes)
{
    if (classes->capacity - classes->count > some_more(classes->count))
        set_capacity(classes, classes->count);
}

static uint64_t
hash_of(const struct class_key *key)
{
    return hash_mix((uint64_t)key->standing.home << 32 | key->standing.group_set, (uint64_t)key->status << 8 | key->role);
}

static bool
is_of(const struct people_class *class, const struct class_key *key)
{
    return class->home == key->standing.home && class->group_set == key->standing.group_set && class->status == key->status &&
           class->role == key->role;
}

static struct class_key
key_of(const struct people_class *class)
{
    return (struct class_key){ { class->home, class->group_set }, class->status, class->role };
}

/* The place of the class in the table, or the free one where it belongs. */
static uint32_t *
slot_of(const struct people_classes *classes, const struct class_key *key)
{
    const uint32_t mask = classes->slot_count - 1;
    size_t at = hash_of(key) & mask;

    while (classes->slots[at] && !is_of(&classes->classes[classes->slots[at] - 1], key))
        at = (at + 1) & mask;
    return &classes->slots[at];
}

static void
grow_slots(struct people_classes *classes)
{
    classes->slot_count = classes->slot_count ? classes->slot_count * 2 : SLOTS_FIRST;
    free(classes->slots);
    classes->slots = mem_array(classes->slot_count, sizeof *classes->slots);
    for (uint32_t i = 0; i < classes->count; i++) {
        const struct class_key key = key_of(&classes->classes[i]);
        *slot_of(classes, &key) = i + 1;
    }
}

static struct people_class *
find(const struct people_classes *classes, const struct class_key *key)
{
    uint32_t place;

    if (classes->count > CLASSES_SCANNED) {
        place = *slot_of(classes, key);
        return place ? &classes->classes[place - 1] : NULL;
    }
    for (uint32_t i = 0; i < classes->count; i++)
        if (is_of(&classes->classes[i], key))
            return &classes->classes[i];
    return NULL;
}

/* Its place becomes the last one; another class is there now. */
static void
move_to_end(struct people_classes *classes, uint32_t place)
{
    const struct class_key last = key_of(&classes->classes[classes->count - 1]), moved = key_of(&classes->classes[place]);
    uint32_t *slot_of_last = slot_of(classes, &last), *slot_of_moved = slot_of(classes, &moved);
    const struct people_class class = classes->classes[place];

    classes->classes[place] = classes->classes[classes->count - 1];
    classes->classes[classes->count - 1] = class;
    *slot_of_last = place + 1;
    *slot_of_moved = classes->count;
}

/* The last one was added: natives stay together. */
static struct people_class *
settle_last(struct people_classes *classes)
{
    if (classes->classes[classes->count - 1].home != classes->native_home)
        return &classes->classes[classes->count - 1];
    if (classes->native_count < classes->count - 1)
        move_to_end(classes, classes->native_count);
    return &classes->classes[classes->native_count++];
}

/* Memory ends long before; rather no figures than two sets taken for one. */
static void
too_many_group_sets(void)
{
    fprintf(stderr, "turnout: more than %u different sets of groups\n", GROUP_SETS_MOST);
    abort();
}

struct people_class *
people_classes_of(struct people_classes *classes, const struct class_key *key)
{
    struct people_class *class = find(classes, key);

    if (class)
        return class;
    if (key->standing.group_set > GROUP_SETS_MOST)
        too_many_group_sets();
    if (classes->count == classes->capacity)
        set_capacity(classes, classes->count + some_more(classes->count));
    class = &classes->classes[classes->count++];
    *class = (struct people_class){
        .home = key->standing.home,
        .group_set = key->standing.group_set & GROUP_SETS_MOST,
        .status = key->status & 7,
        .role = key->role & 7,
    };
    classes->some_homeless |= key->standing.home == CODE_NONE;
    if (classes->count * 4 > classes->slot_count * 3)
        grow_slots(classes);
    else
        *slot_of(classes, key) = classes->count;
    return settle_last(classes);
}

/* Where the search begins, the class of the place there, its people: what is not there yet costs nothing but the guess. */
void
people_classes_expect(const struct people_classes *classes, const struct class_key *key, unsigned stage)
{
    const uint32_t *slot;

    if (classes->count <= CLASSES_SCANNED)
        return;
    slot = &classes->slots[hash_of(key) & (classes->slot_count - 1)];
    if (stage == 0)
        mem_expect(slot);
    else if (*slot && stage == 1)
        mem_expect(&classes->classes[*slot - 1]);
    else if (*slot)
        people_set_expect(&classes->classes[*slot - 1].people);
}

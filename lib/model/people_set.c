/* SPDX-License-Identifier: MIT */
#include "lib/model/people_set.h"

#include "lib/base/mem.h"

#include <roaring/roaring.h>

#include <stdlib.h>

static roaring_bitmap_t *
bitmap(struct people_set *set)
{
    return (roaring_bitmap_t *)set;
}

static const roaring_bitmap_t *
read_only(const struct people_set *set)
{
    return (const roaring_bitmap_t *)set;
}

static struct people_set *
or_abort(roaring_bitmap_t *made)
{
    if (!made)
        abort(); /* out of memory: see mem.h */
    return (struct people_set *)made;
}

struct people_set *
people_set_new(void)
{
    return or_abort(roaring_bitmap_create());
}

void
people_set_free(struct people_set *set)
{
    if (set)
        roaring_bitmap_free(bitmap(set));
}

bool
people_set_add(struct people_set *set, uint32_t person)
{
    return roaring_bitmap_add_checked(bitmap(set), person);
}

bool
people_set_has(const struct people_set *set, uint32_t person)
{
    return set && roaring_bitmap_contains(read_only(set), person);
}

uint64_t
people_set_count(const struct people_set *set)
{
    return set ? roaring_bitmap_get_cardinality(read_only(set)) : 0;
}

uint32_t *
people_set_numbers(const struct people_set *set, size_t *count)
{
    uint32_t *numbers;

    *count = people_set_count(set);
    numbers = mem_array(*count + 1, sizeof *numbers);
    if (set)
        roaring_bitmap_to_uint32_array(read_only(set), numbers);
    return numbers;
}

uint64_t
people_set_count_both(const struct people_set *a, const struct people_set *b)
{
    return a && b ? roaring_bitmap_and_cardinality(read_only(a), read_only(b)) : 0;
}

bool
people_set_meets(const struct people_set *a, const struct people_set *b)
{
    return a && b && roaring_bitmap_intersect(read_only(a), read_only(b));
}

void
people_set_keep(struct people_set *set, const struct people_set *other)
{
    if (other)
        roaring_bitmap_and_inplace(bitmap(set), read_only(other));
    else
        roaring_bitmap_clear(bitmap(set));
}

struct people_set *
people_set_copy(const struct people_set *set)
{
    return set ? or_abort(roaring_bitmap_copy(read_only(set))) : people_set_new();
}

/* or_many works on bitmaps of 8 KiB a container: for few people that is most of the cost. */
enum { FEW_PEOPLE = 4096 };

static struct people_set *
union_of_few(const roaring_bitmap_t *const *present, uint32_t count)
{
    roaring_bitmap_t *all = count ? roaring_bitmap_copy(present[0]) : roaring_bitmap_create();
    struct people_set *set = or_abort(all);

    for (uint32_t i = 1; i < count; i++)
        roaring_bitmap_or_inplace(all, present[i]);
    return set;
}

struct people_set *
people_set_union(const struct people_set *const *sets, uint32_t n)
{
    const roaring_bitmap_t **present = mem_array(n, sizeof *present);
    uint64_t people = 0;
    uint32_t count = 0;
    struct people_set *all;

    for (uint32_t i = 0; i < n; i++) {
        if (!sets[i])
            continue;
        if (people <= FEW_PEOPLE)
            people += people_set_count(sets[i]);
        present[count++] = read_only(sets[i]);
    }
    all = people <= FEW_PEOPLE ? union_of_few(present, count) : or_abort(roaring_bitmap_or_many(count, present));
    free(present);
    return all;
}

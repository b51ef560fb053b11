/* SPDX-License-Identifier: MIT */
#include "lib/model/people_set.h"

#include "lib/base/mem.h"
#include "lib/model/people_marks.h"

#include <roaring/roaring.h>

#include <stdlib.h>
#include <string.h>

#define PEOPLE_SET_BITMAP UINT32_MAX /* as capacity */

static bool
is_bitmap(const struct people_set *set)
{
    return set->capacity == PEOPLE_SET_BITMAP;
}

static roaring_bitmap_t *
or_abort(roaring_bitmap_t *made)
{
    if (!made)
        abort(); /* out of memory: see mem.h */
    return made;
}

static struct people_set
set_of_bitmap(roaring_bitmap_t *bitmap)
{
    return (struct people_set){ .capacity = PEOPLE_SET_BITMAP, .as.bitmap = or_abort(bitmap) };
}

struct people_set *
people_set_new(void)
{
    return mem_new(sizeof(struct people_set));
}

void
people_set_clear(struct people_set *set)
{
    if (is_bitmap(set))
        roaring_bitmap_free(set->as.bitmap);
    else
        free(set->as.numbers);
    *set = (struct people_set){ 0 };
}

void
people_set_free(struct people_set *set)
{
    if (!set)
        return;
    people_set_clear(set);
    free(set);
}

/* The place of the first number that is not less. */
static uint32_t
place_of(const struct people_set *set, uint32_t person)
{
    const uint32_t *from = set->as.numbers;
    uint32_t left = set->count;

    while (left > 0) {
        uint32_t half = left / 2;
        bool is_behind = from[half] < person;
        from = is_behind ? from + half + 1 : from;
        left = is_behind ? left - half - 1 : half;
    }
    return (uint32_t)(from - set->as.numbers);
}

/* An eighth more, up to what the allocator hands out anyway: multiples of 16 bytes less 8. */
static void
make_room(struct people_set *set)
{
    uint32_t wanted = set->count + set->count / 8 + 1;

    if (set->count < set->capacity)
        return;
    set->capacity = wanted <= 6 ? 6 : 6 + (wanted - 6 + 3) / 4 * 4;
    set->as.numbers = mem_resize(set->as.numbers, set->capacity * sizeof *set->as.numbers);
}

static void
become_bitmap(struct people_set *set)
{
    roaring_bitmap_t *bitmap = roaring_bitmap_of_ptr(set->count, set->as.numbers);

    free(set->as.numbers);
    *set = set_of_bitmap(bitmap);
}

static bool
add_to_numbers(struct people_set *set, uint32_t person)
{
    uint32_t place = set->count;

    if (set->count > 0 && set->as.numbers[set->count - 1] >= person)
        place = place_of(set, person);
    if (place < set->count && set->as.numbers[place] == person)
        return false;
    make_room(set);
    memmove(set->as.numbers + place + 1, set->as.numbers + place, (set->count - place) * sizeof *set->as.numbers);
    set->as.numbers[place] = person;
    set->count++;
    if (set->count > PEOPLE_SET_FEW)
        become_bitmap(set);
    return true;
}

bool
people_set_add(struct people_set *set, uint32_t person)
{
    return is_bitmap(set) ? roaring_bitmap_add_checked(set->as.bitmap, person) : add_to_numbers(set, person);
}

bool
people_set_has(const struct people_set *set, uint32_t person)
{
    uint32_t place;

    if (!set)
        return false;
    if (is_bitmap(set))
        return roaring_bitmap_contains(set->as.bitmap, person);
    place = place_of(set, person);
    return place < set->count && set->as.numbers[place] == person;
}

uint64_t
people_set_count(const struct people_set *set)
{
    if (!set)
        return 0;
    return is_bitmap(set) ? roaring_bitmap_get_cardinality(set->as.bitmap) : set->count;
}

/* Few people are a line or two of memory. */
void
people_set_expect(const struct people_set *set)
{
    if (is_bitmap(set)) {
        mem_expect(set->as.bitmap);
    } else if (set->count > 0) {
        mem_expect(set->as.numbers);
        mem_expect(set->as.numbers + set->count - 1);
    }
}

/* What a container of a bitmap takes beside its numbers: its struct, key, type, pointer, and what the allocator adds. */
enum { CONTAINER_BYTES = 48 };

size_t
people_set_bytes(const struct people_set *set)
{
    roaring_statistics_t of;

    if (!is_bitmap(set))
        return set->capacity * sizeof *set->as.numbers + (set->capacity > 0) * sizeof(size_t);
    roaring_bitmap_statistics(set->as.bitmap, &of);
    return sizeof *set->as.bitmap + (size_t)of.n_containers * CONTAINER_BYTES + of.n_bytes_array_containers +
           of.n_bytes_run_containers + of.n_bytes_bitset_containers;
}

uint32_t *
people_set_numbers(const struct people_set *set, size_t *count)
{
    uint32_t *numbers;

    *count = people_set_count(set);
    numbers = mem_array(*count + 1, sizeof *numbers);
    if (set && is_bitmap(set))
        roaring_bitmap_to_uint32_array(set->as.bitmap, numbers);
    else if (*count > 0)
        memcpy(numbers, set->as.numbers, *count * sizeof *numbers);
    return numbers;
}

const uint32_t *
people_set_view(const struct people_set *set, size_t *count, uint32_t **copy)
{
    *copy = NULL;
    if (set && is_bitmap(set))
        return *copy = people_set_numbers(set, count);
    *count = people_set_count(set);
    return *count > 0 ? set->as.numbers : NULL;
}

/* ---- two sets ---- */

/* How many of the array `few` are in `other`, at most `most` of them. */
static uint64_t
count_found(const struct people_set *few, const struct people_set *other, uint64_t most)
{
    uint64_t count = 0;

    for (uint32_t i = 0; i < few->count && count < most; i++)
        count += people_set_has(other, few->as.numbers[i]);
    return count;
}

/* Of two arrays of like length: side by side. */
static uint64_t
count_equal(const struct people_set *a, const struct people_set *b, uint64_t most)
{
    uint32_t i = 0, k = 0;
    uint64_t count = 0;

    while (i < a->count && k < b->count && count < most) {
        uint32_t x = a->as.numbers[i], y = b->as.numbers[k];
        count += x == y;
        i += x <= y;
        k += y <= x;
    }
    return count;
}

enum { MUCH_LONGER = 8 /* times: then the shorter one's numbers are looked up in it */ };

static uint64_t
count_common(const struct people_set *a, const struct people_set *b, uint64_t most)
{
    if (is_bitmap(a) || (!is_bitmap(b) && a->count > b->count)) {
        const struct people_set *swapped = a;
        a = b;
        b = swapped;
    }
    if (is_bitmap(b) || b->count / MUCH_LONGER > a->count)
        return count_found(a, b, most);
    return count_equal(a, b, most);
}

uint64_t
people_set_count_both(const struct people_set *a, const struct people_set *b)
{
    if (!a || !b)
        return 0;
    if (is_bitmap(a) && is_bitmap(b))
        return roaring_bitmap_and_cardinality(a->as.bitmap, b->as.bitmap);
    return count_common(a, b, UINT64_MAX);
}

bool
people_set_meets(const struct people_set *a, const struct people_set *b)
{
    if (!a || !b)
        return false;
    if (is_bitmap(a) && is_bitmap(b))
        return roaring_bitmap_intersect(a->as.bitmap, b->as.bitmap);
    return count_common(a, b, 1) > 0;
}

/* `set` becomes those of the array `few` who are in `other`; either of both may be `set`. */
static void
keep_found(struct people_set *set, const struct people_set *few, const struct people_set *other)
{
    struct people_set kept = { .capacity = few->count, .as.numbers = mem_array(few->count, sizeof *kept.as.numbers) };

    for (uint32_t i = 0; i < few->count; i++)
        if (people_set_has(other, few->as.numbers[i]))
            kept.as.numbers[kept.count++] = few->as.numbers[i];
    people_set_clear(set);
    *set = kept;
}

void
people_set_keep(struct people_set *set, const struct people_set *other)
{
    if (!other)
        people_set_clear(set);
    else if (!is_bitmap(set))
        keep_found(set, set, other);
    else if (!is_bitmap(other))
        keep_found(set, other, set);
    else
        roaring_bitmap_and_inplace(set->as.bitmap, other->as.bitmap);
}

static struct people_set *
on_heap(struct people_set set)
{
    return mem_copy(&set, sizeof set);
}

struct people_set *
people_set_copy(const struct people_set *set)
{
    struct people_set copy = { 0 };

    if (set && is_bitmap(set))
        copy = set_of_bitmap(roaring_bitmap_copy(set->as.bitmap));
    else if (set && set->count > 0)
        copy = (struct people_set){ set->count, set->count,
                                    { mem_copy(set->as.numbers, set->count * sizeof *set->as.numbers) } };
    return on_heap(copy);
}

/* ---- many sets ---- */

/* Takes `bitmap`, or NULL; numbers ascending. */
static struct people_set
set_of(roaring_bitmap_t *bitmap, const uint32_t *numbers, size_t count)
{
    if (!bitmap && count == 0)
        return (struct people_set){ 0 };
    if (!bitmap && count <= PEOPLE_SET_FEW)
        return (struct people_set){ (uint32_t)count, (uint32_t)count, { mem_copy(numbers, count * sizeof *numbers) } };
    if (!bitmap)
        bitmap = or_abort(roaring_bitmap_create());
    roaring_bitmap_add_many(bitmap, count, numbers);
    return set_of_bitmap(bitmap);
}

/* Marks everybody who is in an array; how many they are. *bitmaps: how many sets are none. */
static size_t
mark_arrays(const struct people_set *const *sets, uint32_t n, struct people_marks *marks, uint32_t *bitmaps)
{
    size_t count = 0;

    *bitmaps = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct people_set *set = sets[i];
        if (set && is_bitmap(set))
            ++*bitmaps;
        else if (set && set->count > 0)
            count += people_marks_add(marks, set->as.numbers, set->count, set->as.numbers[set->count - 1]);
    }
    return count;
}

/* Of those that are bitmaps, so many; NULL: of none. or_many makes 8 KiB of each container, which for one or two is most of the cost. */
static roaring_bitmap_t *
union_of_bitmaps(const struct people_set *const *sets, uint32_t n, uint32_t count)
{
    const roaring_bitmap_t **bitmaps;
    roaring_bitmap_t *all;
    uint32_t at = 0;

    if (count == 0)
        return NULL;
    bitmaps = mem_array(count, sizeof *bitmaps);
    for (uint32_t i = 0; i < n; i++)
        if (sets[i] && is_bitmap(sets[i]))
            bitmaps[at++] = sets[i]->as.bitmap;
    if (count == 1)
        all = roaring_bitmap_copy(bitmaps[0]);
    else if (count == 2)
        all = roaring_bitmap_or(bitmaps[0], bitmaps[1]);
    else
        all = roaring_bitmap_or_many(count, bitmaps);
    free(bitmaps);
    return or_abort(all);
}

/* Of those who are marked, so many, and of the bitmaps; nobody is marked any more. */
static struct people_set *
union_with_marked(const struct people_set *const *sets, uint32_t n, uint32_t bitmaps, size_t count, struct people_marks *marks)
{
    uint32_t *numbers = mem_resize(NULL, (count + 1) * sizeof *numbers);
    struct people_set all;

    people_marks_take(marks, numbers);
    all = set_of(union_of_bitmaps(sets, n, bitmaps), numbers, count);
    free(numbers);
    return on_heap(all);
}

struct people_set *
people_set_union(const struct people_set *const *sets, uint32_t n, struct people_marks *marks)
{
    uint32_t bitmaps;
    const size_t count = mark_arrays(sets, n, marks, &bitmaps);

    return union_with_marked(sets, n, bitmaps, count, marks);
}

uint64_t
people_set_count_any(const struct people_set *const *sets, uint32_t n, struct people_marks *marks)
{
    uint32_t bitmaps;
    uint64_t count = mark_arrays(sets, n, marks, &bitmaps);
    struct people_set *all;

    if (bitmaps == 0) {
        people_marks_clear(marks);
        return count;
    }
    all = union_with_marked(sets, n, bitmaps, count, marks);
    count = people_set_count(all);
    people_set_free(all);
    return count;
}

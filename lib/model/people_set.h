/* SPDX-License-Identifier: MIT */
/*
 * people_set.h -- a set of person numbers: few of them as a sorted array, many as a compressed bitmap.
 *
 * Most sets are small (who came to one class of one bucket) and their numbers
 * lie far apart: then an array takes 4 bytes a person and little more, where a
 * bitmap's containers take 60.  Which form a set has is nobody else's business;
 * all operations take both.  The one module that knows CRoaring.
 *
 * Persons are numbered one after another: a union works in a bit for each number
 * up to the greatest (people_marks.h).
 *
 * The empty value is { 0 }; whoever holds a set by value ends it with
 * people_set_clear.  A pointer to an empty set may be NULL wherever a set is
 * only read.
 */
#ifndef LIB_MODEL_PEOPLE_SET_H
#define LIB_MODEL_PEOPLE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct people_marks;
struct roaring_bitmap_s;

enum { PEOPLE_SET_FEW = 512 /* so many are an array, one more a bitmap */ };

struct people_set {
    uint32_t count;    /* of numbers */
    uint32_t capacity; /* of numbers, or PEOPLE_SET_BITMAP */
    union {
        uint32_t *numbers; /* ascending */
        struct roaring_bitmap_s *bitmap;
    } as;
};

/* On the heap. */
struct people_set *people_set_new(void);
void people_set_free(struct people_set *set);
/* Nobody is in it any more; its memory is given back. */
void people_set_clear(struct people_set *set);

/* True when the person was not in it before. */
bool people_set_add(struct people_set *set, uint32_t person);
bool people_set_has(const struct people_set *set, uint32_t person);
uint64_t people_set_count(const struct people_set *set);

/* Tells that somebody will be added: mem_expect. */
void people_set_expect(const struct people_set *set);

/* Memory that it takes beside the struct, about. */
size_t people_set_bytes(const struct people_set *set);

/* The persons in ascending order, *count of them; freed by the caller. */
uint32_t *people_set_numbers(const struct people_set *set, size_t *count);

/* The same without a copy where that is how they lie: *copy is NULL then, else freed by the caller. Valid until the set changes. */
const uint32_t *people_set_view(const struct people_set *set, size_t *count, uint32_t **copy);

/* How many are in both; is anyone? */
uint64_t people_set_count_both(const struct people_set *a, const struct people_set *b);
bool people_set_meets(const struct people_set *a, const struct people_set *b);

/* Keeps of `set` who is in `other`, too. */
void people_set_keep(struct people_set *set, const struct people_set *other);
/* The same people; owned by the caller. */
struct people_set *people_set_copy(const struct people_set *set);
/* The union of n sets (some may be NULL); owned by the caller. How many are in it. The marks are room to work in. */
struct people_set *people_set_union(const struct people_set *const *sets, uint32_t n, struct people_marks *marks);
uint64_t people_set_count_any(const struct people_set *const *sets, uint32_t n, struct people_marks *marks);

#endif

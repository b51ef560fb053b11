/* SPDX-License-Identifier: MIT */
/*
 * people_set.h -- a set of person numbers as a compressed bitmap.
 *
 * The one module that knows CRoaring.  A pointer to an empty set may be NULL
 * wherever a set is only read.
 */
#ifndef LIB_MODEL_PEOPLE_SET_H
#define LIB_MODEL_PEOPLE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct people_set; /* CRoaring's roaring_bitmap_t under our name */

struct people_set *people_set_new(void);
void people_set_free(struct people_set *set);

/* True when the person was not in it before. */
bool people_set_add(struct people_set *set, uint32_t person);
bool people_set_has(const struct people_set *set, uint32_t person);
uint64_t people_set_count(const struct people_set *set);

/* The persons in ascending order, *count of them; freed by the caller. */
uint32_t *people_set_numbers(const struct people_set *set, size_t *count);

/* How many are in both; is anyone? */
uint64_t people_set_count_both(const struct people_set *a, const struct people_set *b);
bool people_set_meets(const struct people_set *a, const struct people_set *b);

/* Keeps of `set` who is in `other`, too. */
void people_set_keep(struct people_set *set, const struct people_set *other);
/* The same people; owned by the caller. */
struct people_set *people_set_copy(const struct people_set *set);
/* The union of n sets (some may be NULL); owned by the caller. */
struct people_set *people_set_union(const struct people_set *const *sets, uint32_t n);

#endif

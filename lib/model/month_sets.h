/* SPDX-License-Identifier: MIT */
/*
 * month_sets.h -- unions of people by month, kept while one owner's year is computed.
 *
 * A quarter, a half and the year are unions of their months: the classes of a
 * bucket are then read once for all four, instead of once for each.
 */
#ifndef LIB_MODEL_MONTH_SETS_H
#define LIB_MODEL_MONTH_SETS_H

#include "lib/base/codebook.h"
#include "lib/model/day.h"

#include <stddef.h>
#include <stdint.h>

struct people_set;

/* Which people of which month. */
struct month_set_key {
    int32_t rule;
    uint32_t statuses, roles, who, home, category, group;
    day_t month; /* its first day */
};

struct month_sets {
    struct codebook keys;
    struct people_set **sets; /* by number of the key; owned */
    size_t count, capacity;
};

/* Where the set of the key stands or is to be put; valid until the next call. */
struct people_set **month_sets_slot(struct month_sets *sets, const struct month_set_key *key);
void month_sets_free(struct month_sets *sets);

#endif

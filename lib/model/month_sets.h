/* SPDX-License-Identifier: MIT */
/*
 * month_sets.h -- unions of people by month, kept between publications.
 *
 * A quarter, a half and the year are unions of their months, so the classes of
 * a bucket are read once for all four.  And while people only come (the usual
 * case), a month's union is the one of the last publication and those who came
 * since: a unit with thousands of buckets below it costs what changed.
 *
 * Each set remembers the round in which it was brought up to date.  It may be
 * continued when that was the last round in which its month was looked at, and
 * nothing but additions happened since; else it is made anew.
 *
 * Whoever computes a figure beside the publications (an explanation) has sets
 * of its own, which borrow from those: the lender is only read.
 */
#ifndef LIB_MODEL_MONTH_SETS_H
#define LIB_MODEL_MONTH_SETS_H

#include "lib/base/codebook.h"
#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct people_set;

/* Which people of which month. */
struct month_set_key {
    int32_t rule;
    uint32_t statuses, roles, who, home, category, group;
    int32_t month; /* day_month_index */
};

struct month_set {
    struct people_set *people; /* owned; NULL: not made yet */
    uint32_t round;
};

struct month_sets {
    struct codebook keys;
    struct month_set *sets; /* by number of the key */
    size_t count, capacity;
    int first_month;        /* day_month_index of the year's first month */
    uint32_t round;
    uint32_t looked_at[12]; /* by month: the last round in which it was due */
    uint32_t before[12];    /* and the one before that, when only additions happened since; else 0 */
    const struct month_sets *lender; /* sets of the last publication that may be copied when there is none here; or NULL */
    uint32_t lender_void;   /* months (bits) in which more than additions happened since */
};

/*
 * A round begins in which some months (bits, from the year's first) are due,
 * and in some of these more than additions happened.
 */
void month_sets_begin(struct month_sets *sets, day_t year_first, uint32_t due, uint32_t recount);

enum month_set_state {
    MONTH_SET_CURRENT, /* as it is */
    MONTH_SET_BEHIND,  /* those who came since the last round are missing */
    MONTH_SET_VOID,    /* to be made anew */
};

/* The set of the key (valid until the next call) and what to do with it; it counts as brought up to date afterwards. */
struct month_set *month_sets_find(struct month_sets *sets, const struct month_set_key *key, enum month_set_state *state);

void month_sets_free(struct month_sets *sets);

#endif

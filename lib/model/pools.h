/* SPDX-License-Identifier: MIT */
/*
 * pools.h -- the buckets of a unit's year, kept from one publication to the next
 * and added up where nothing tells them apart but whose they are.
 *
 * Far above, a month has thousands of buckets and few kinds of them: of one
 * category, one set of rules and one epoch.  A *pool* is a bucket of a kind: it
 * has the sessions, sums and headcounts of its members, so whoever counts those
 * needs not know that it is one.  Classes and newcomers stay with the members
 * (month_sets.h keeps unions of people).  Sessions that a cohost or an interval
 * longer than a month makes special are in no pool.
 *
 * Pools are right as of the last pools_update, whose caller says what happened
 * since the one before: people came (the months are added up again), or more
 * than that (all is made anew).  A change of units makes all anew by itself.
 */
#ifndef LIB_MODEL_POOLS_H
#define LIB_MODEL_POOLS_H

#include "lib/base/codebook.h"
#include "lib/model/period.h"
#include "lib/model/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct facts;
struct zone;

struct pool {
    struct bucket sum;            /* of kind OWNER_HOST; its owner is the unit above, its `pool` this one */
    const struct zone *zone;      /* of all owners; NULL: not one and the same */
    struct bucket_list members;
    struct bucket_list fresh;     /* those of them with newcomers, as of the last update that added it up */
};

struct pools {
    struct codebook keys;         /* (category, mask, epoch, first day) */
    struct pool **pools;          /* by number of the key */
    size_t count, capacity;
    struct bucket_list buckets;   /* the sums, and the buckets that are in none: all of the unit's year */
    bool is_made;
    uint32_t version;             /* of the units, when it was made */
};

/*
 * Brings the pools of the unit's year up to date; all dirty buckets are settled
 * (tally_settle).  whole: sessions came or went; else months (bits from the
 * year's first) are those in which people came.
 */
void pools_update(struct pools *pools, struct facts *facts, uint32_t unit, const struct period *year, bool whole, uint32_t months);
void pools_free(struct pools *pools);

/* The buckets that it is of: a pool's members, else itself. */
static inline size_t
bucket_part_count(const struct bucket *bucket)
{
    return bucket->pool ? bucket->pool->members.count : 1;
}

static inline const struct bucket *
bucket_part(const struct bucket *bucket, size_t i)
{
    return bucket->pool ? bucket->pool->members.buckets[i] : bucket;
}

#endif

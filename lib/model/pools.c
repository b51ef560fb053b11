/* SPDX-License-Identifier: MIT */
#include "lib/model/pools.h"

#include "lib/base/mem.h"
#include "lib/model/scope.h"

#include <stdlib.h>
#include <string.h>

static void
pool_free(struct pool *pool)
{
    free(pool->sum.sessions);
    free(pool->sum.headcounted);
    free(pool->members.buckets);
    free(pool->fresh.buckets);
    free(pool);
}

void
pools_free(struct pools *pools)
{
    for (size_t i = 0; i < pools->count; i++)
        pool_free(pools->pools[i]);
    free(pools->pools);
    free(pools->buckets.buckets);
    codebook_free(&pools->keys);
    *pools = (struct pools){ 0 };
}

/* A cohost's session may count elsewhere, and what lies in no month is of several at once. */
static bool
is_alike(const struct bucket *bucket)
{
    return bucket->key.kind == OWNER_HOST && bucket->in_month;
}

static struct pool *
pool_new(uint32_t unit, const struct bucket *like)
{
    struct pool *pool = mem_new(sizeof *pool);

    pool->sum.key = like->key;
    pool->sum.key.owner = unit;
    pool->sum.mask = like->mask;
    pool->sum.in_month = true;
    pool->sum.pool = pool;
    return pool;
}

static struct pool *
pool_of(struct pools *pools, uint32_t unit, const struct bucket *bucket)
{
    const uint32_t key[4] = { bucket->key.category, bucket->key.mask, bucket->key.epoch, (uint32_t)bucket->key.first };
    uint32_t number = codebook_add(&pools->keys, (struct str){ (const char *)key, sizeof key });

    if (number == pools->count) {
        pools->pools = mem_grow(pools->pools, pools->count, &pools->capacity, sizeof *pools->pools);
        pools->pools[pools->count++] = pool_new(unit, bucket);
    }
    return pools->pools[number];
}

static void
add_sums(struct bucket *sum, const struct bucket *bucket)
{
    sum->attendances += bucket->attendances;
    sum->events += bucket->events;
    sum->undated += bucket->undated;
    sum->classes.some_homeless |= bucket->classes.some_homeless;
    if (bucket->first_event < sum->first_event)
        sum->first_event = bucket->first_event;
    for (size_t i = 0; i < bucket->headcounted_count; i++) {
        sum->headcounted = mem_grow(sum->headcounted, sum->headcounted_count, &sum->headcounted_capacity, sizeof *sum->headcounted);
        sum->headcounted[sum->headcounted_count++] = bucket->headcounted[i];
    }
}

static void
add_up(struct pool *pool)
{
    struct bucket *sum = &pool->sum;

    sum->attendances = sum->events = sum->undated = 0;
    sum->headcounted_count = 0;
    sum->classes.some_homeless = sum->timely_known = false;
    sum->first_event = UINT64_MAX;
    pool->fresh.count = 0;
    for (size_t i = 0; i < pool->members.count; i++) {
        struct bucket *member = pool->members.buckets[i];
        add_sums(sum, member);
        if (member->newcomer_count > 0)
            bucket_list_add(&pool->fresh, member);
    }
}

static void
join(struct pool *pool, struct bucket *bucket, const struct zone *zone)
{
    struct bucket *sum = &pool->sum;

    pool->zone = pool->members.count == 0 || pool->zone == zone ? zone : NULL;
    bucket_list_add(&pool->members, bucket);
    for (size_t i = 0; i < bucket->session_count; i++) {
        sum->sessions = mem_grow(sum->sessions, sum->session_count, &sum->session_capacity, sizeof *sum->sessions);
        sum->sessions[sum->session_count++] = bucket->sessions[i];
    }
}

static void
make(struct pools *pools, struct facts *facts, uint32_t unit, const struct period *year)
{
    struct bucket_list all = { 0 };

    pools_free(pools);
    scope_gather_unit(facts, unit, year, &all);
    for (size_t i = 0; i < all.count; i++) {
        struct pool *pool;
        if (!is_alike(all.buckets[i])) {
            bucket_list_add(&pools->buckets, all.buckets[i]);
            continue;
        }
        pool = pool_of(pools, unit, all.buckets[i]);
        join(pool, all.buckets[i], facts->units.units[all.buckets[i]->key.owner].zone);
    }
    free(all.buckets);
    for (size_t i = 0; i < pools->count; i++) {
        add_up(pools->pools[i]);
        bucket_list_add(&pools->buckets, &pools->pools[i]->sum);
    }
    pools->is_made = true;
    pools->version = facts->units.version;
}

void
pools_update(struct pools *pools, struct facts *facts, uint32_t unit, const struct period *year, bool whole, uint32_t months)
{
    int first_month = day_month_index(year->first);

    if (whole || !pools->is_made || pools->version != facts->units.version) {
        make(pools, facts, unit, year);
        return;
    }
    for (size_t i = 0; i < pools->count; i++)
        if (months >> (day_month_index(pools->pools[i]->sum.key.first) - first_month) & 1)
            add_up(pools->pools[i]);
}

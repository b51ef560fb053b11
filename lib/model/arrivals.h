/* SPDX-License-Identifier: MIT */
/*
 * arrivals.h -- attendances of a bucket that are in no class yet: they wait until somebody reads the bucket.
 *
 * In blocks, which are used again by whichever bucket needs one next.
 */
#ifndef LIB_MODEL_ARRIVALS_H
#define LIB_MODEL_ARRIVALS_H

#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arrival {
    uint32_t person;
    uint8_t status, role;
    day_t lookup; /* of its session */
};

enum {
    ARRIVAL_BLOCK = 9,                  /* with their link what the allocator hands out as 128 bytes */
    ARRIVALS_MAX = 114 * ARRIVAL_BLOCK, /* then they are counted though nobody reads: memory stays bounded */
};

/* All but the newest block are full. */
struct arrival_block {
    struct arrival_block *before; /* or NULL; of a spare one the next */
    struct arrival arrivals[ARRIVAL_BLOCK];
};

/* Of one bucket; the empty value is { 0 }. */
struct arrivals {
    struct arrival_block *newest;
    uint32_t count;
};

/* How many of them stand in the newest block. */
static inline size_t
arrivals_in_newest(const struct arrivals *arrivals)
{
    return arrivals->count == 0 ? 0 : (arrivals->count - 1) % ARRIVAL_BLOCK + 1;
}

enum { ARRIVAL_BLOCKS_KEPT = 32768 /* 4 MiB */ };

/* Blocks that are no bucket's; the empty value says how many are kept at most. */
struct arrival_blocks {
    struct arrival_block *spare;
    uint32_t count, most;
};

void arrival_blocks_free(struct arrival_blocks *blocks);

/* False: there are as many as may wait, and they are to be taken now. */
bool arrivals_add(struct arrivals *arrivals, struct arrival_blocks *blocks, struct arrival arrival);
/* All of them, in no order; how many they are. */
size_t arrivals_take(struct arrivals *arrivals, struct arrival_blocks *blocks, struct arrival all[ARRIVALS_MAX]);
/* Nobody waits any more. */
void arrivals_forget(struct arrivals *arrivals, struct arrival_blocks *blocks);

#endif

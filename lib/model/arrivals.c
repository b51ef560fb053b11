/* SPDX-License-Identifier: MIT */
#include "lib/model/arrivals.h"

#include "lib/base/mem.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct arrival_block) <= 120, "a block is what the allocator hands out as 128 bytes");

void
arrival_blocks_free(struct arrival_blocks *blocks)
{
    for (struct arrival_block *block = blocks->spare, *next; block; block = next) {
        next = block->before;
        free(block);
    }
    *blocks = (struct arrival_blocks){ .most = blocks->most };
}

static struct arrival_block *
take_block(struct arrival_blocks *blocks)
{
    struct arrival_block *block = blocks->spare;

    if (!block)
        return mem_resize(NULL, sizeof *block);
    blocks->spare = block->before;
    blocks->count--;
    return block;
}

static void
spare_block(struct arrival_blocks *blocks, struct arrival_block *block)
{
    if (blocks->count >= blocks->most) {
        free(block);
        return;
    }
    block->before = blocks->spare;
    blocks->spare = block;
    blocks->count++;
}

bool
arrivals_add(struct arrivals *arrivals, struct arrival_blocks *blocks, struct arrival arrival)
{
    const size_t place = arrivals->count % ARRIVAL_BLOCK;

    if (place == 0) {
        struct arrival_block *block = take_block(blocks);
        block->before = arrivals->newest;
        arrivals->newest = block;
    }
    arrivals->newest->arrivals[place] = arrival;
    return ++arrivals->count < ARRIVALS_MAX;
}

size_t
arrivals_take(struct arrivals *arrivals, struct arrival_blocks *blocks, struct arrival all[ARRIVALS_MAX])
{
    size_t count = 0, of_block = arrivals_in_newest(arrivals);

    for (struct arrival_block *block = arrivals->newest, *before; block; block = before, of_block = ARRIVAL_BLOCK) {
        memcpy(all + count, block->arrivals, of_block * sizeof *all);
        count += of_block;
        before = block->before;
        spare_block(blocks, block);
    }
    *arrivals = (struct arrivals){ 0 };
    return count;
}

void
arrivals_forget(struct arrivals *arrivals, struct arrival_blocks *blocks)
{
    for (struct arrival_block *block = arrivals->newest, *before; block; block = before) {
        before = block->before;
        spare_block(blocks, block);
    }
    *arrivals = (struct arrivals){ 0 };
}

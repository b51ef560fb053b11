/* SPDX-License-Identifier: MIT */
#include "daemon/chunk.h"

#include "lib/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct chunk *
chunk_new(void)
{
    struct chunk *chunk = mem_new(sizeof *chunk);

    chunk->message.kind = MESSAGE_CHUNK;
    return chunk;
}

void
chunk_free(struct chunk *chunk)
{
    if (!chunk)
        return;
    arena_free(&chunk->arena);
    free(chunk->items);
    free(chunk);
}

void
chunk_reset(struct chunk *chunk)
{
    enum { WORTH_KEEPING = 512 * 1024 };

    if (chunk->arena.bytes > WORTH_KEEPING)
        arena_free(&chunk->arena);
    arena_reset(&chunk->arena);
    chunk->connection = NULL;
    chunk->count = 0;
    chunk->last_line = 0;
    chunk->cost = 0;
    memset(chunk->outcomes, 0, sizeof chunk->outcomes);
}

size_t
chunk_bytes(const struct chunk *chunk)
{
    return sizeof *chunk + chunk->arena.bytes + chunk->count * sizeof *chunk->items;
}

static struct chunk_item *
add(struct chunk *chunk, uint64_t line)
{
    struct chunk_item *item;

    chunk->items = mem_grow(chunk->items, chunk->count, &chunk->capacity, sizeof *chunk->items);
    item = &chunk->items[chunk->count++];
    *item = (struct chunk_item){ .line = line };
    return item;
}

static struct refusal *
copy(struct chunk *chunk, const struct refusal *refusal)
{
    struct refusal *kept = arena_new(&chunk->arena, sizeof *kept);

    *kept = *refusal;
    return kept;
}

void
chunk_add_event(struct chunk *chunk, uint64_t line, struct event *event)
{
    add(chunk, line)->event = event;
}

void
chunk_add_refusal(struct chunk *chunk, uint64_t line, const struct refusal *refusal)
{
    add(chunk, line)->refusal = copy(chunk, refusal);
}

void
chunk_decide(struct chunk *chunk, size_t n, enum outcome outcome, const struct refusal *refusal)
{
    struct chunk_item *item = &chunk->items[n];

    chunk->outcomes[outcome]++;
    if (refusal && !item->refusal)
        item->refusal = copy(chunk, refusal);
}

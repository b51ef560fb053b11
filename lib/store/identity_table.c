/* SPDX-License-Identifier: MIT */
#include "lib/store/identity_table.h"

#include "lib/base/mem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 *  hash:  | shard 10 | print 28 | not used 26 |
 *  slot:  | print 28 | position 36 |           0: empty
 *
 * A shard is linear probing in the order of prints: its slots, read from the
 * left, never go down, and an entry stands at its home or right of it with no
 * empty slot between.  So a lookup of what is not there ends at the first
 * greater print, and growing is one pass that keeps the order.
 *
 *      home(print) = print * capacity >> 28
 *
 *  | capacity slots that are homes            | spill: run over from the last |
 */
enum {
    SHARD_BITS = 10,
    SHARDS = 1 << SHARD_BITS,
    PRINT_BITS = 28,
    POSITION_BITS = 36,
    PAGE_SLOTS = 4096 / 8,
    SPILL_SLOTS = 64,
};

struct shard {
    uint64_t *slots; /* the last one is always empty */
    size_t room;     /* slots in all, whole pages */
    size_t capacity; /* slots that are homes */
    size_t count;
};

struct identity_table {
    struct shard shards[SHARDS];
};

static uint64_t
print_of_slot(uint64_t slot)
{
    return slot >> POSITION_BITS;
}

static uint64_t
position_of_slot(uint64_t slot)
{
    return slot & IDENTITY_POSITION_MAX;
}

static uint64_t
print_of_hash(uint64_t hash)
{
    return hash >> (64 - SHARD_BITS - PRINT_BITS) & (((uint64_t)1 << PRINT_BITS) - 1);
}

static size_t
shard_of_hash(uint64_t hash)
{
    return hash >> (64 - SHARD_BITS);
}

static size_t
home(const struct shard *shard, uint64_t print)
{
    return (size_t)(print * shard->capacity >> PRINT_BITS);
}

static void *
or_abort(void *memory)
{
    if (memory != MAP_FAILED)
        return memory;
    fprintf(stderr, "turnout: out of memory for the identities of the log\n");
    abort();
}

/*
 * Pages of its own for each shard, so that growing moves no bytes and leaves
 * no holes in the heap; the kernel gives new pages as zeros: empty slots.
 */
static void
resize(struct shard *shard, size_t room)
{
    size_t before = shard->room * sizeof(uint64_t), after = room * sizeof(uint64_t);

    if (shard->slots)
        shard->slots = or_abort(mremap(shard->slots, before, after, MREMAP_MAYMOVE));
    else
        shard->slots = or_abort(mmap(NULL, after, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    shard->room = room;
}

static size_t
whole_pages(size_t slots)
{
    return (slots + PAGE_SLOTS - 1) / PAGE_SLOTS * PAGE_SLOTS;
}

static void
start(struct shard *shard, size_t room)
{
    resize(shard, room);
    shard->capacity = room - SPILL_SLOTS;
}

/* All entries to the right end, in order: then they can be spread from the left. */
static void
push_right(struct shard *shard, size_t filled)
{
    size_t to = shard->room;

    for (size_t from = filled; from-- > 0;)
        if (shard->slots[from])
            shard->slots[--to] = shard->slots[from];
}

/*
 * Each entry to its home or the next slot free.  No unread one is overwritten:
 * those behind an entry need at least a slot each, and there are no more slots
 * behind the place it is read from.
 */
static void
spread(struct shard *shard)
{
    size_t write = 0;

    for (size_t read = shard->room - shard->count; read < shard->room; read++) {
        uint64_t slot = shard->slots[read];
        size_t at = home(shard, print_of_slot(slot));

        while (write < at)
            shard->slots[write++] = 0;
        shard->slots[write++] = slot;
    }
    memset(shard->slots + write, 0, (shard->room - write) * sizeof *shard->slots);
}

/*
 * So many more homes and as many more slots.  No entry moves further right than
 * there are new homes, so the spill stays large enough.
 */
static void
grow(struct shard *shard, size_t more)
{
    size_t filled = shard->room;

    resize(shard, shard->room + more);
    push_right(shard, filled);
    shard->capacity += more;
    spread(shard);
}

/* At most seven eighths of the homes are taken; they become a sixteenth more, by whole pages. */
static void
make_room(struct shard *shard)
{
    if (!shard->slots)
        start(shard, PAGE_SLOTS);
    if ((shard->count + 1) * 8 > shard->capacity * 7)
        grow(shard, whole_pages(shard->capacity / 16));
    if (shard->slots[shard->room - 2])
        resize(shard, shard->room + PAGE_SLOTS); /* the spill is full */
}

struct identity_table *
identity_table_new(void)
{
    return mem_new(sizeof(struct identity_table));
}

void
identity_table_free(struct identity_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < SHARDS; i++)
        if (table->shards[i].slots)
            munmap(table->shards[i].slots, table->shards[i].room * sizeof(uint64_t));
    free(table);
}

void
identity_table_reserve(struct identity_table *table, uint64_t count)
{
    size_t each = (size_t)(count / SHARDS), room = whole_pages(each + each / 6 + SPILL_SLOTS);

    if (each == 0)
        return; /* a thousand pages for a handful of events: each shard gets its own when it is needed */
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *shard = &table->shards[i];

        if (!shard->slots)
            start(shard, room);
        else if (room > shard->room)
            grow(shard, room - shard->room);
    }
}

void
identity_table_add(struct identity_table *table, uint64_t hash, uint64_t position)
{
    struct shard *shard = &table->shards[shard_of_hash(hash)];
    uint64_t print = print_of_hash(hash), carried = print << POSITION_BITS | position;
    size_t at;

    assert(position > 0 && position <= IDENTITY_POSITION_MAX);
    make_room(shard);
    at = home(shard, print);
    while (shard->slots[at] && print_of_slot(shard->slots[at]) <= print)
        at++;
    while (carried) {
        uint64_t next = shard->slots[at];
        shard->slots[at++] = carried;
        carried = next;
    }
    shard->count++;
}

struct identity_probe
identity_table_probe(const struct identity_table *table, uint64_t hash)
{
    static const uint64_t nothing = 0;
    const struct shard *shard = &table->shards[shard_of_hash(hash)];
    uint64_t print = print_of_hash(hash);

    return (struct identity_probe){ shard->slots ? shard->slots + home(shard, print) : &nothing, print };
}

bool
identity_probe_next(struct identity_probe *probe, uint64_t *position)
{
    for (; *probe->at && print_of_slot(*probe->at) <= probe->print; probe->at++) {
        if (print_of_slot(*probe->at) == probe->print) {
            *position = position_of_slot(*probe->at++);
            return true;
        }
    }
    return false;
}

/* The slot of a position under a hash, or NULL. */
static uint64_t *
slot_of(struct identity_table *table, uint64_t hash, uint64_t position)
{
    struct shard *shard = &table->shards[shard_of_hash(hash)];
    struct identity_probe probe = identity_table_probe(table, hash);
    uint64_t found;

    while (identity_probe_next(&probe, &found))
        if (found == position)
            return shard->slots + (probe.at - 1 - shard->slots);
    return NULL;
}

bool
identity_table_move(struct identity_table *table, uint64_t hash, uint64_t from, uint64_t to)
{
    uint64_t *slot = slot_of(table, hash, from);

    assert(to > 0 && to <= IDENTITY_POSITION_MAX);
    if (slot)
        *slot = print_of_slot(*slot) << POSITION_BITS | to;
    return slot != NULL;
}

bool
identity_table_remove(struct identity_table *table, uint64_t hash, uint64_t position)
{
    struct shard *shard = &table->shards[shard_of_hash(hash)];
    uint64_t *slot = slot_of(table, hash, position);
    size_t at;

    if (!slot)
        return false;
    /* What follows moves one to the left, up to an empty slot or one that is at home. */
    for (at = (size_t)(slot - shard->slots); shard->slots[at + 1]; at++) {
        if (home(shard, print_of_slot(shard->slots[at + 1])) > at)
            break;
        shard->slots[at] = shard->slots[at + 1];
    }
    shard->slots[at] = 0;
    shard->count--;
    return true;
}

void
identity_table_prefetch(const struct identity_table *table, uint64_t hash)
{
    const struct shard *shard = &table->shards[shard_of_hash(hash)];

    if (shard->slots)
        mem_expect(shard->slots + home(shard, print_of_hash(hash)));
}

uint64_t
identity_table_count(const struct identity_table *table)
{
    uint64_t count = 0;

    for (size_t i = 0; i < SHARDS; i++)
        count += table->shards[i].count;
    return count;
}

size_t
identity_table_bytes(const struct identity_table *table)
{
    size_t bytes = sizeof *table;

    for (size_t i = 0; i < SHARDS; i++)
        bytes += table->shards[i].room * sizeof(uint64_t);
    return bytes;
}

/* SPDX-License-Identifier: MIT */
#include "lib/store/identity_table.h"

#include "lib/base/mem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 *  hash:  | shard 12 | print 28 | not used 24 |
 *  slot:  | print 28 | position 36 |           0: empty
 *
 * A shard is linear probing in the order of prints: its slots, read from the
 * left, never go down, and an entry stands at its home or right of it with no
 * empty slot between.  So a lookup of what is not there ends at the first
 * greater print, and widening is one pass that keeps the order.
 *
 *      home(print) = print * homes >> 28
 *
 *  | slots that are homes            | spill: run over from the last |
 *
 * All shards lie side by side.  The table grows by widening them, the last one
 * first, each into its own new place and what the one behind it has left:
 *
 *      | 0 | 1 | 2 | 3 |
 *      | 0 | 1 | 2 |       |  3  |
 *      | 0 | 1 |     |  2  |  3  |
 *      |  0  |  1  |  2  |  3  |
 *
 * One is widened whenever a 4,096th of what that brings was taken: no pause is
 * longer than one takes, and there is no moment at which much is to be moved.
 */
enum {
    SHARD_BITS = 12,
    SHARDS = 1 << SHARD_BITS,
    PRINT_BITS = 28,
    POSITION_BITS = 36,
    SPILL_SLOTS = 64,
    ROOM_LEAST = SPILL_SLOTS + 16,
    WIDER_BY = 24, /* a part of its room */
};

/* Of all homes so many are taken at most; of a shard that is widened late a little more. */
enum { TAKEN_MOST = 55, TAKEN_OF = 64 };

/* Memory that the processor finds the way to at once: a look-up touches one line of hundreds of megabytes. */
#define LARGE_PAGE ((size_t)2 << 20)
#define RESERVED_MOST ((size_t)64 << 30) /* seven thousand million */

/* It found its shard's spill full: of a good hash there is hardly one. */
struct stray {
    uint32_t shard;
    uint64_t slot;
};

struct identity_table {
    uint64_t *slots;        /* of all shards, or NULL; the last one of each is always empty */
    size_t bytes;           /* memory from there on that may be used */
    void *addresses;        /* kept for it and for more, of */
    size_t reserved;        /* bytes */
    size_t room, wider;     /* slots of a shard before `widened`, and from it on */
    uint32_t widened;
    uint64_t homes, count;  /* of all shards */
    struct stray *strays;
    size_t stray_count, stray_capacity;
};

/* As it stands now. */
struct shard {
    uint64_t *slots;
    size_t room;
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

static uint32_t
shard_of_hash(uint64_t hash)
{
    return (uint32_t)(hash >> (64 - SHARD_BITS));
}

static struct shard
shard_at(const struct identity_table *table, uint32_t number)
{
    const size_t room = number < table->widened ? table->room : table->wider;

    return (struct shard){ table->slots + number * room, room };
}

static size_t
home(const struct shard *shard, uint64_t print)
{
    return (size_t)(print * (shard->room - SPILL_SLOTS) >> PRINT_BITS);
}

/* -- memory -- */

static void *
or_abort(void *memory)
{
    if (memory != MAP_FAILED)
        return memory;
    fprintf(stderr, "turnout: out of memory for the identities of the log\n");
    abort();
}

static size_t
large_pages(size_t bytes)
{
    return (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
}

/*
 * Addresses that begin with a large page, for all that will ever come, so that
 * nothing has to be moved; nothing is behind them, so they cost nothing.  Where
 * a process may not have so many, fewer are asked for.
 */
static void
reserve(struct identity_table *table)
{
    void *from = MAP_FAILED;
    size_t bytes = RESERVED_MOST;

    for (; from == MAP_FAILED && bytes >= LARGE_PAGE; bytes /= 2)
        from = mmap(NULL, table->reserved = bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    table->addresses = or_abort(from);
    table->slots = (uint64_t *)(void *)((char *)from + -(uintptr_t)from % LARGE_PAGE);
}

/* New pages come as zeros, which are empty slots. */
static void
extend(struct identity_table *table, size_t room)
{
    const size_t bytes = large_pages(SHARDS * room * sizeof(uint64_t));

    if (!table->slots)
        reserve(table);
    if (bytes > table->reserved - LARGE_PAGE || mprotect(table->slots, bytes, PROT_READ | PROT_WRITE) != 0)
        or_abort(MAP_FAILED);
    madvise(table->slots, bytes, MADV_HUGEPAGE); /* where there are none, it is slower */
    table->bytes = bytes;
}

/* -- growing -- */

static void
start(struct identity_table *table, size_t room)
{
    extend(table, room);
    table->room = table->wider = room;
    table->homes = SHARDS * (room - SPILL_SLOTS);
}

/* Its entries to the right end of its new place, in order: then they can be spread from the left. Returns the first. */
static uint64_t *
push_right(const struct shard *shard, const struct shard *place)
{
    uint64_t *to = place->slots + place->room;

    for (const uint64_t *from = shard->slots + shard->room; from > shard->slots;)
        if (*--from)
            *--to = *from;
    return to;
}

/*
 * Each entry to its home or the next slot free.  No unread one is overwritten:
 * those behind an entry need at least a slot each, and there are no more slots
 * behind the place it is read from.
 */
static void
spread(const struct shard *shard, const uint64_t *read)
{
    uint64_t *const end = shard->slots + shard->room, *write = shard->slots;

    for (; read < end; read++) {
        const uint64_t slot = *read;
        uint64_t *at = shard->slots + home(shard, print_of_slot(slot));

        while (write < at)
            *write++ = 0;
        *write++ = slot;
    }
    memset(write, 0, (size_t)(end - write) * sizeof *write);
}

/*
 * Of the next shard: so many more homes and as many more slots.  No entry moves
 * further right in it than there are new homes, so its last slot stays empty.
 */
static void
widen(struct identity_table *table)
{
    struct shard shard, place;

    if (table->widened == 0) {
        table->room = table->wider;
        table->wider += table->wider / WIDER_BY;
        table->widened = SHARDS;
        extend(table, table->wider);
    }
    shard = shard_at(table, table->widened - 1);
    place = shard_at(table, --table->widened);
    spread(&place, push_right(&shard, &place));
    table->homes += table->wider - table->room;
}

static void
make_room(struct identity_table *table, uint64_t count)
{
    if (!table->slots)
        start(table, ROOM_LEAST);
    while (count * TAKEN_OF > table->homes * TAKEN_MOST)
        widen(table);
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
    if (table->slots)
        munmap(table->addresses, table->reserved);
    free(table->strays);
    free(table);
}

void
identity_table_reserve(struct identity_table *table, uint64_t count)
{
    const size_t homes = (size_t)(count * TAKEN_OF / TAKEN_MOST / SHARDS);

    if (!table->slots && homes >= ROOM_LEAST)
        start(table, homes + homes / WIDER_BY + SPILL_SLOTS);
}

static void
add_stray(struct identity_table *table, uint32_t shard, uint64_t slot)
{
    table->strays = mem_grow(table->strays, table->stray_count, &table->stray_capacity, sizeof *table->strays);
    table->strays[table->stray_count++] = (struct stray){ shard, slot };
}

void
identity_table_add(struct identity_table *table, uint64_t hash, uint64_t position)
{
    const uint32_t number = shard_of_hash(hash);
    const uint64_t print = print_of_hash(hash);
    uint64_t carried = print << POSITION_BITS | position, *at;
    struct shard shard;

    assert(position > 0 && position <= IDENTITY_POSITION_MAX);
    make_room(table, ++table->count);
    shard = shard_at(table, number);
    at = shard.slots + home(&shard, print);
    while (*at && print_of_slot(*at) <= print)
        at++;
    for (; carried && at < shard.slots + shard.room - 1; at++) {
        uint64_t next = *at;
        *at = carried;
        carried = next;
    }
    if (carried)
        add_stray(table, number, carried);
}

struct identity_probe
identity_table_probe(const struct identity_table *table, uint64_t hash)
{
    static const uint64_t nothing = 0;
    const uint64_t print = print_of_hash(hash);
    struct identity_probe probe = { table, &nothing, print, shard_of_hash(hash), 0 };
    struct shard shard;

    if (table->slots) {
        shard = shard_at(table, probe.shard);
        probe.at = shard.slots + home(&shard, print);
    }
    return probe;
}

static bool
next_stray(struct identity_probe *probe, uint64_t *position)
{
    const struct identity_table *table = probe->table;

    while (probe->stray < table->stray_count) {
        const struct stray *stray = &table->strays[probe->stray++];
        if (stray->shard != probe->shard || print_of_slot(stray->slot) != probe->print)
            continue;
        *position = position_of_slot(stray->slot);
        return true;
    }
    return false;
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
    return next_stray(probe, position);
}

/* The slot of a position under a hash, among the strays when it is there, or NULL. */
static uint64_t *
slot_of(struct identity_table *table, uint64_t hash, uint64_t position)
{
    struct identity_probe probe = identity_table_probe(table, hash);
    uint64_t found;

    while (identity_probe_next(&probe, &found))
        if (found == position)
            return probe.stray > 0 ? &table->strays[probe.stray - 1].slot : table->slots + (probe.at - 1 - table->slots);
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

/* What follows moves one to the left, up to an empty slot or one that is at home. */
static void
close_gap(const struct shard *shard, uint64_t *at)
{
    for (; at[1] && shard->slots + home(shard, print_of_slot(at[1])) <= at; at++)
        at[0] = at[1];
    *at = 0;
}

/* False: the slot is in its shard. */
static bool
remove_stray(struct identity_table *table, const uint64_t *slot)
{
    for (size_t i = 0; i < table->stray_count; i++)
        if (&table->strays[i].slot == slot) {
            table->strays[i] = table->strays[--table->stray_count];
            return true;
        }
    return false;
}

bool
identity_table_remove(struct identity_table *table, uint64_t hash, uint64_t position)
{
    uint64_t *slot = slot_of(table, hash, position);
    struct shard shard;

    if (!slot)
        return false;
    shard = shard_at(table, shard_of_hash(hash));
    if (!remove_stray(table, slot))
        close_gap(&shard, slot);
    table->count--;
    return true;
}

void
identity_table_prefetch(const struct identity_table *table, uint64_t hash)
{
    struct shard shard;

    if (!table->slots)
        return;
    shard = shard_at(table, shard_of_hash(hash));
    mem_expect(shard.slots + home(&shard, print_of_hash(hash)));
}

uint64_t
identity_table_count(const struct identity_table *table)
{
    return table->count;
}

size_t
identity_table_bytes(const struct identity_table *table)
{
    return sizeof *table + table->bytes + table->stray_capacity * sizeof *table->strays;
}

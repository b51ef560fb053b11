/* SPDX-License-Identifier: MIT */
#include "lib/store/identity_block.h"

#include "lib/store/identity_table.h"

#include <endian.h>
#include <string.h>

enum { HASH_BYTES = 8, REPLACED_BYTES = 12, AHEAD = 16 /* rows for which memory is fetched before */ };

static uint64_t
read_u64(const char *bytes)
{
    uint64_t value;

    memcpy(&value, bytes, sizeof value);
    return le64toh(value);
}

static uint32_t
read_u32(const char *bytes)
{
    uint32_t value;

    memcpy(&value, bytes, sizeof value);
    return le32toh(value);
}

void
identity_block_pack(const struct identity_entry entries[BLOCK_ROWS], struct buf *hashes, struct buf *replaced)
{
    for (uint32_t i = 0; i < BLOCK_ROWS; i++) {
        uint64_t hash = htole64(entries[i].hash);

        buf_put(hashes, &hash, sizeof hash);
        if (entries[i].previous) {
            buf_put_u32(replaced, i);
            buf_put_u64(replaced, entries[i].previous);
        }
    }
}

bool
identity_block_is_whole(struct str hashes, struct str replaced)
{
    if (hashes.len != BLOCK_ROWS * HASH_BYTES || replaced.len % REPLACED_BYTES != 0)
        return false;
    for (size_t i = 0; i < replaced.len; i += REPLACED_BYTES) {
        uint32_t place = read_u32(replaced.ptr + i);

        if (place >= BLOCK_ROWS || (i && place <= read_u32(replaced.ptr + i - REPLACED_BYTES)))
            return false;
    }
    return true;
}

bool
identity_entry_enter(struct identity_table *table, uint64_t seq, struct identity_entry entry)
{
    if (entry.previous)
        return identity_table_move(table, entry.hash, entry.previous, seq);
    identity_table_add(table, entry.hash, seq);
    return true;
}

bool
identity_block_enter(struct identity_table *table, uint64_t before, struct str hashes, struct str replaced)
{
    const char *next = replaced.ptr, *end = replaced.ptr + replaced.len;

    for (uint32_t i = 0; i < BLOCK_ROWS; i++) {
        struct identity_entry entry = { .hash = read_u64(hashes.ptr + i * HASH_BYTES) };

        if (i + AHEAD < BLOCK_ROWS)
            identity_table_prefetch(table, read_u64(hashes.ptr + (i + AHEAD) * HASH_BYTES));
        if (next != end && read_u32(next) == i) {
            entry.previous = read_u64(next + 4);
            next += REPLACED_BYTES;
        }
        if (!identity_entry_enter(table, before + i + 1, entry))
            return false;
    }
    return true;
}

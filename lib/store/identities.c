/* SPDX-License-Identifier: MIT */
#include "lib/store/identities.h"

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/store/event_columns.h"
#include "lib/store/event_rows.h"
#include "lib/store/identity_table.h"
#include "lib/store/sql.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_ROWS = 4096, HASH_BYTES = 8, REPLACED_BYTES = 12, AHEAD = 16 };

struct identity_entry {
    uint64_t hash, previous;
};

uint64_t
identity_hash(uint64_t seed, uint32_t source, struct str bytes)
{
    return hash64_seeded(bytes.ptr, bytes.len, seed + source * UINT64_C(0x9e3779b97f4a7c15));
}

/* The table shows one position an identity: that of its last row. False when `previous` is not there. */
static bool
enter(struct identity_table *table, uint64_t hash, uint64_t seq, uint64_t previous)
{
    if (previous)
        return identity_table_move(table, hash, previous, seq);
    identity_table_add(table, hash, seq);
    return true;
}

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

/* A block whose blobs are whole, or else the rows are read instead. */
static bool
is_whole_block(int64_t block, int64_t expected, struct str hashes, struct str replaced)
{
    if (block != expected || hashes.len != BLOCK_ROWS * HASH_BYTES || replaced.len % REPLACED_BYTES != 0)
        return false;
    for (size_t i = 0; i < replaced.len; i += REPLACED_BYTES)
        if (read_u32(replaced.ptr + i) >= BLOCK_ROWS || (i && read_u32(replaced.ptr + i) <= read_u32(replaced.ptr + i - REPLACED_BYTES)))
            return false;
    return true;
}

/* False when a row replaces one that is not there: then the block is none of ours. */
static bool
enter_block(struct identity_table *table, uint64_t before, struct str hashes, struct str replaced)
{
    const char *next = replaced.ptr, *end = replaced.ptr + replaced.len;

    for (uint32_t i = 0; i < BLOCK_ROWS; i++) {
        uint64_t hash = read_u64(hashes.ptr + i * HASH_BYTES);

        if (i + AHEAD < BLOCK_ROWS)
            identity_table_prefetch(table, read_u64(hashes.ptr + (i + AHEAD) * HASH_BYTES));
        if (next == end || read_u32(next) != i) {
            identity_table_add(table, hash, before + i + 1);
            continue;
        }
        if (!identity_table_move(table, hash, read_u64(next + 4), before + i + 1))
            return false;
        next += REPLACED_BYTES;
    }
    return true;
}

/* Blocks in order, up to the first that is missing; *head becomes the last row that they hold. */
static bool
load_blocks(struct identities *identities, struct sqlite3_stmt *stmt, uint64_t limit, uint64_t *head, struct err *err)
{
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = sql_first(identities->sql, &none, &row, err);

    for (int64_t block = 0; done && row && *head + BLOCK_ROWS <= limit; block++) {
        struct str hashes = sql_column_str(stmt, 1), replaced = sql_column_str(stmt, 2);

        if (!is_whole_block(sql_column_int(stmt, 0), block, hashes, replaced))
            break;
        if (!enter_block(identities->table, *head, hashes, replaced))
            return err_set(err, ERR_STORE, "%s: row %lld of table identity_block is damaged; restore a backup",
                           identities->sql->path, (long long)block);
        *head += BLOCK_ROWS;
        done = sql_next(identities->sql, stmt, &row, err);
    }
    return done;
}

static bool
load_row(struct identities *identities, struct sqlite3_stmt *stmt, struct err *err)
{
    struct event_columns row;
    uint64_t hash;

    if (!event_row_read(stmt, &row, err))
        return false;
    hash = identities->hash(identities->seed, row.source, packed_id_bytes(&row.id));
    if (identities_add(identities, hash, row.seq, row.previous))
        return true;
    return err_set(err, ERR_STORE, "%s: row %llu of the log names a wrong row before it; restore a backup",
                   identities->sql->path, (unsigned long long)row.seq);
}

static bool
load_rows(struct identities *identities, uint64_t from, uint64_t to, struct err *err)
{
    bool row = false, done = true;
    struct sqlite3_stmt *stmt = event_rows_from(identities->sql, from, to, &row, err);

    if (!stmt)
        return false;
    while (done && row)
        done = load_row(identities, stmt, err) && sql_next(identities->sql, stmt, &row, err);
    sql_finalize(stmt);
    return done;
}

static bool
load(struct identities *identities, uint64_t head, struct err *err)
{
    struct sqlite3_stmt *stmt =
        sql_prepare(identities->sql, "SELECT block, hashes, replaced FROM identity_block ORDER BY block", err);
    bool done;

    if (!stmt)
        return false;
    identity_table_reserve(identities->table, head);
    done = load_blocks(identities, stmt, head, &identities->tail_before, err);
    sql_finalize(stmt);
    done = done && load_rows(identities, identities->tail_before + 1, head, err);
    identities->committed = head;
    return done;
}

bool
identities_open(struct identities *identities, struct sql *sql, uint64_t head, uint64_t seed, identity_hash_fn hash,
                struct err *err)
{
    *identities = (struct identities){ .sql = sql, .hash = hash, .seed = seed, .table = identity_table_new() };
    identities->insert =
        sql_prepare(sql, "INSERT OR REPLACE INTO identity_block (block, hashes, replaced) VALUES (?, ?, ?)", err);
    if (identities->insert && load(identities, head, err))
        return true;
    identities_close(identities);
    return false;
}

void
identities_close(struct identities *identities)
{
    identity_table_free(identities->table);
    sql_finalize(identities->insert);
    free(identities->tail);
    *identities = (struct identities){ 0 };
}

struct identity
identities_key(const struct identities *identities, uint32_t source, struct str id)
{
    struct identity identity = { .source = source, .id = packed_id_of(id) };

    identity.hash = identities->hash(identities->seed, source, packed_id_bytes(&identity.id));
    return identity;
}

bool
identity_is(const struct identity *identity, const struct event_columns *row)
{
    return row->source == identity->source && packed_id_eq(&row->id, &identity->id);
}

bool
identities_add(struct identities *identities, uint64_t hash, uint64_t seq, uint64_t previous)
{
    if (!enter(identities->table, hash, seq, previous))
        return false;
    identities->tail = mem_grow(identities->tail, identities->tail_count, &identities->tail_capacity,
                                sizeof *identities->tail);
    identities->tail[identities->tail_count++] = (struct identity_entry){ hash, previous };
    return true;
}

static bool
write_block(struct identities *identities, const struct identity_entry *entries, uint64_t block, struct err *err)
{
    struct sql_values values = sql_bind(identities->insert);
    uint64_t hashes[BLOCK_ROWS];
    struct buf replaced = { 0 };
    bool done;

    for (uint32_t i = 0; i < BLOCK_ROWS; i++) {
        hashes[i] = htole64(entries[i].hash);
        if (entries[i].previous) {
            buf_put_u32(&replaced, i);
            buf_put_u64(&replaced, entries[i].previous);
        }
    }
    sql_int(&values, (int64_t)block);
    sql_blob(&values, hashes, sizeof hashes);
    sql_blob(&values, replaced.len ? replaced.ptr : "", replaced.len);
    done = sql_run(identities->sql, &values, err);
    buf_free(&replaced);
    return done;
}

bool
identities_write(struct identities *identities, struct err *err)
{
    uint64_t block = identities->tail_before / BLOCK_ROWS;

    for (size_t at = 0; at + BLOCK_ROWS <= identities->tail_count; at += BLOCK_ROWS, block++)
        if (!write_block(identities, identities->tail + at, block, err))
            return false;
    return true;
}

static void
drop_blocks(struct identities *identities)
{
    size_t saved = identities->tail_count / BLOCK_ROWS * BLOCK_ROWS;

    if (saved == 0)
        return;
    identities->tail_count -= saved;
    identities->tail_before += saved;
    memmove(identities->tail, identities->tail + saved, identities->tail_count * sizeof *identities->tail);
}

/* The last row first, so that each finds the table as it left it. */
static void
take_back(struct identities *identities)
{
    uint64_t head = identities->tail_before + identities->tail_count;

    for (; head > identities->committed; head--) {
        struct identity_entry entry = identities->tail[--identities->tail_count];

        if (entry.previous)
            identity_table_move(identities->table, entry.hash, head, entry.previous);
        else
            identity_table_remove(identities->table, entry.hash, head);
    }
}

void
identities_ended(struct identities *identities, bool committed)
{
    if (!committed) {
        take_back(identities);
        return;
    }
    identities->committed = identities->tail_before + identities->tail_count;
    drop_blocks(identities);
}

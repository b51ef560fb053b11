/* SPDX-License-Identifier: MIT */
#include "lib/store/identities.h"

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/store/event_columns.h"
#include "lib/store/event_rows.h"
#include "lib/store/identity_block.h"
#include "lib/store/identity_table.h"
#include "lib/store/sql.h"

#include <stdlib.h>
#include <string.h>

uint64_t
identity_hash(uint64_t seed, uint32_t source, struct str bytes)
{
    return hash64_seeded(bytes.ptr, bytes.len, seed + source * UINT64_C(0x9e3779b97f4a7c15));
}

/* Blocks in order, up to the first that is missing; *head becomes the last row that they hold. */
static bool
load_blocks(struct identities *identities, struct sqlite3_stmt *stmt, uint64_t limit, uint64_t *head, struct err *err)
{
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = sql_first(identities->sql, &none, &row, err);

    for (int64_t block = 0; done && row && *head + BLOCK_ROWS <= limit; block++) {
        struct str hashes = sql_column_str(stmt, 1), replaced = sql_column_str(stmt, 2);

        if (sql_column_int(stmt, 0) != block || !identity_block_is_whole(hashes, replaced))
            break;
        if (!identity_block_enter(identities->table, *head, hashes, replaced))
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
    struct identity_entry entry = { hash, previous };

    if (!identity_entry_enter(identities->table, seq, entry))
        return false;
    identities->tail =
        mem_grow(identities->tail, identities->tail_count, &identities->tail_capacity, sizeof *identities->tail);
    identities->tail[identities->tail_count++] = entry;
    return true;
}

static bool
write_block(struct identities *identities, const struct identity_entry *entries, uint64_t block, struct err *err)
{
    struct sql_values values = sql_bind(identities->insert);
    struct buf hashes = { 0 }, replaced = { 0 };
    bool done;

    identity_block_pack(entries, &hashes, &replaced);
    sql_int(&values, (int64_t)block);
    sql_blob(&values, hashes.ptr, hashes.len);
    sql_blob(&values, replaced.len ? replaced.ptr : "", replaced.len);
    done = sql_run(identities->sql, &values, err);
    buf_free(&hashes);
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

/* SPDX-License-Identifier: MIT */
#include "lib/store/log_verify.h"

#include "lib/base/mem.h"
#include "lib/store/chain.h"
#include "lib/store/dictionary.h"
#include "lib/store/event_rows.h"
#include "lib/store/file_check.h"
#include "lib/store/identities.h"
#include "lib/store/identity_block.h"
#include "lib/store/secret.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>
#include <string.h>

struct verifier {
    struct sql *sql;
    struct dictionary sources, activities;
    struct sqlite3_stmt *batches, *rows, *block;
    struct chain chain;
    struct batch last;                /* the one before */
    bool has_row;                     /* rows stands at one */
    uint64_t seed;
    struct identity_entry *entries;   /* of the block under way */
    const struct check_watch *watch;
    uint64_t head;                    /* for who looks on */
};

static bool
does_not_match(const struct verifier *verifier, const struct batch *batch, const char *why, struct err *err)
{
    return err_set(err, ERR_STORE, "%s: the batch of the events %llu to %llu %s: it was altered or damaged; restore a backup",
                   verifier->sql->path, (unsigned long long)batch->first, (unsigned long long)batch->last, why);
}

static bool
check_block(struct verifier *verifier, uint64_t last, struct err *err)
{
    struct sql_values values = sql_bind(verifier->block);
    struct buf hashes = { 0 }, replaced = { 0 };
    bool row = false, done;

    sql_int(&values, (int64_t)((last - 1) / BLOCK_ROWS));
    done = sql_first(verifier->sql, &values, &row, err);
    identity_block_pack(verifier->entries, &hashes, &replaced);
    /* A block that is missing is worked out at the next start. */
    if (done && row && !(str_eq(sql_column_str(verifier->block, 0), buf_str(&hashes)) &&
                         str_eq(sql_column_str(verifier->block, 1), buf_str(&replaced))))
        done = err_set(err, ERR_STORE, "%s: the saved identities of the events up to %llu are not theirs; restore a backup",
                       verifier->sql->path, (unsigned long long)last);
    sql_reset(verifier->block);
    buf_free(&hashes);
    buf_free(&replaced);
    return done;
}

static bool
check_identity(struct verifier *verifier, const struct event_columns *row, struct err *err)
{
    verifier->entries[(row->seq - 1) % BLOCK_ROWS] = (struct identity_entry){
        identity_hash(verifier->seed, row->source, packed_id_bytes(&row->id)), row->previous
    };
    if (row->seq % BLOCK_ROWS != 0)
        return true;
    check_watch_tell(verifier->watch, CHECK_LOG, row->seq, verifier->head);
    return check_watch_goes_on(verifier->watch, err) && check_block(verifier, row->seq, err);
}

static bool
check_row(struct verifier *verifier, const struct batch *batch, uint64_t seq, struct err *err)
{
    struct event_columns row;

    if (!verifier->has_row)
        return does_not_match(verifier, batch, "lacks its last row", err);
    if (!event_row_read(verifier->rows, &row, err))
        return false;
    if (row.seq != seq)
        return does_not_match(verifier, batch, "lacks a row", err);
    chain_add(&verifier->chain, &row);
    return check_identity(verifier, &row, err) && sql_next(verifier->sql, verifier->rows, &verifier->has_row, err);
}

static void
add_texts(struct verifier *verifier, const struct dictionary *dictionary, uint32_t before, uint32_t count)
{
    for (uint32_t number = before + 1; number <= count; number++)
        chain_add_text(&verifier->chain, number, dictionary_text(dictionary, number));
}

static bool
check_batch(struct verifier *verifier, const struct batch *batch, struct err *err)
{
    struct batch again = *batch;

    if (batch->first != verifier->last.last + 1 || batch->last < batch->first)
        return does_not_match(verifier, batch, "does not follow the one before it", err);
    chain_begin(&verifier->chain, verifier->last.chain, batch->first);
    for (uint64_t seq = batch->first; seq <= batch->last; seq++)
        if (!check_row(verifier, batch, seq, err))
            return false;
    add_texts(verifier, &verifier->sources, verifier->last.sources, batch->sources);
    add_texts(verifier, &verifier->activities, verifier->last.activities, batch->activities);
    chain_end(&verifier->chain, &again);
    if (memcmp(again.chain, batch->chain, DIGEST_SIZE) != 0)
        return does_not_match(verifier, batch, "does not match its hash", err);
    verifier->last = *batch;
    return true;
}

static bool
check_next_batch(struct verifier *verifier, struct err *err)
{
    struct sqlite3_stmt *stmt = verifier->batches;
    struct str chain = sql_column_str(stmt, 6);
    struct batch batch = { .first = (uint64_t)sql_column_int(stmt, 0),
                           .last = (uint64_t)sql_column_int(stmt, 1),
                           .recorded_at = sql_column_int(stmt, 2),
                           .sources = (uint32_t)sql_column_int(stmt, 3),
                           .activities = (uint32_t)sql_column_int(stmt, 4),
                           .persons = (uint32_t)sql_column_int(stmt, 5) };

    if (chain.len != DIGEST_SIZE)
        return does_not_match(verifier, &batch, "has no hash", err);
    memcpy(batch.chain, chain.ptr, DIGEST_SIZE);
    return check_batch(verifier, &batch, err);
}

static bool
check_batches(struct verifier *verifier, struct err *err)
{
    struct sql_values none = sql_bind(verifier->batches);
    bool row = false, done = sql_first(verifier->sql, &none, &row, err);

    while (done && row)
        done = check_next_batch(verifier, err) && sql_next(verifier->sql, verifier->batches, &row, err);
    if (done && verifier->has_row)
        done = err_set(err, ERR_STORE, "%s: the log has rows behind %llu that no batch holds; restore a backup",
                       verifier->sql->path, (unsigned long long)verifier->last.last);
    return done;
}

static bool
prepare(struct verifier *verifier, struct err *err)
{
    struct sql *sql = verifier->sql;

    verifier->batches = sql_prepare(
        sql, "SELECT first, last, recorded_at, sources, activities, persons, chain FROM batch ORDER BY first", err);
    verifier->block = verifier->batches
                          ? sql_prepare(sql, "SELECT hashes, replaced FROM identity_block WHERE block = ?", err)
                          : NULL;
    verifier->rows = verifier->block ? event_rows_from(sql, 1, INT64_MAX, &verifier->has_row, err) : NULL;
    return verifier->rows && secret_identity_seed(sql, &verifier->seed, err) && sources_open(&verifier->sources, sql, err) &&
           activities_open(&verifier->activities, sql, err);
}

static bool
read_head(struct verifier *verifier, struct err *err)
{
    int64_t last = 0;
    bool done = sql_ask_int(verifier->sql, "SELECT max(last) FROM batch", &last, err);

    if (done)
        verifier->head = (uint64_t)last;
    return done;
}

/* One transaction: the daemon may go on appending meanwhile. */
bool
log_verify(struct store *store, const struct check_watch *watch, struct err *err)
{
    struct verifier verifier = { .sql = store_sql(store), .entries = mem_array(BLOCK_ROWS, sizeof *verifier.entries), .watch = watch };
    bool done = sql_exec(verifier.sql, "BEGIN", err) && prepare(&verifier, err) && read_head(&verifier, err) &&
                check_batches(&verifier, err);

    sql_finalize(verifier.batches);
    sql_finalize(verifier.block);
    sql_finalize(verifier.rows);
    dictionary_close(&verifier.sources);
    dictionary_close(&verifier.activities);
    chain_free(&verifier.chain);
    free(verifier.entries);
    sql_rollback(verifier.sql);
    return done;
}

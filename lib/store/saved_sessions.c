/* SPDX-License-Identifier: MIT */
#include "lib/store/saved_sessions.h"

#include "lib/base/buf.h"
#include "lib/base/digest.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/store/meta.h"
#include "lib/store/sql.h"

#include <stdlib.h>
#include <string.h>

static const char head_key[] = "saved_sessions", rows_key[] = "saved_rows";

/* What a row of the table holds, by number of the activity. */
struct kept_row {
    int64_t hash;
    bool is_there, is_put;
};

struct saved_sessions {
    struct sql *sql;
    struct sqlite3_stmt *put;
    struct kept_row *kept;
    size_t kept_capacity;
    uint64_t count; /* put so far */
};

/* ---- which log, and where ---- */

/* The hash of the chain at a position at which a batch ends; *found: one does. */
static bool
chain_at(struct sql *sql, uint64_t position, unsigned char chain[DIGEST_SIZE], bool *found, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "SELECT last, chain FROM batch WHERE first <= ? ORDER BY first DESC LIMIT 1", err);
    struct sql_values values = sql_bind(stmt);
    bool row = false, done;

    *found = false;
    if (!stmt)
        return false;
    sql_int(&values, (int64_t)position);
    done = sql_first(sql, &values, &row, err);
    if (done && row && (uint64_t)sql_column_int(stmt, 0) == position) {
        struct str bytes = sql_column_str(stmt, 1);

        *found = bytes.len == DIGEST_SIZE;
        if (*found)
            memcpy(chain, bytes.ptr, DIGEST_SIZE);
    }
    sql_finalize(stmt);
    return done;
}

static bool
read_head(struct str head, int64_t format, struct saved_state *state, unsigned char chain[DIGEST_SIZE])
{
    struct buf_reader reader = { head.ptr, head.ptr + head.len, false };
    uint64_t written = buf_read_u64(&reader);

    state->position = buf_read_u64(&reader);
    state->sessions = buf_read_u64(&reader);
    if (reader.bad || written != (uint64_t)format || (size_t)(reader.end - reader.at) != DIGEST_SIZE)
        return false;
    memcpy(chain, reader.at, DIGEST_SIZE);
    return true;
}

bool
saved_sessions_find(struct sql *sql, int64_t format, struct arena *arena, struct saved_state *state, struct err *err)
{
    unsigned char saved[DIGEST_SIZE], there[DIGEST_SIZE];
    struct saved_state read = { 0 };
    struct str head;
    bool found;

    *state = (struct saved_state){ 0 };
    if (!meta_get(sql, head_key, arena, &head, err))
        return false;
    if (!head.ptr || !read_head(head, format, &read, saved))
        return true;
    if (!chain_at(sql, read.position, there, &found, err) || !meta_get(sql, rows_key, arena, &read.rows, err))
        return false;
    if (found && memcmp(saved, there, DIGEST_SIZE) == 0)
        *state = read;
    return true;
}

/* ---- reading ---- */

/* One row: is it as it was written, and did fn take it? */
static bool
read_row(struct sqlite3_stmt *stmt, bool (*fn)(void *ctx, uint32_t activity, struct str entries), void *ctx)
{
    struct str entries = sql_column_str(stmt, 1);

    return (int64_t)hash64(entries.ptr, entries.len) == sql_column_int(stmt, 2) &&
           fn(ctx, (uint32_t)sql_column_int(stmt, 0), entries);
}

bool
saved_sessions_read(struct sql *sql, uint64_t count, bool (*fn)(void *ctx, uint32_t activity, struct str entries), void *ctx,
                    bool *fine, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(sql, "SELECT activity, entries, hash FROM saved_session", err);
    struct sql_values none = sql_bind(stmt);
    uint64_t read = 0;
    bool row = false, done = stmt && sql_first(sql, &none, &row, err);

    *fine = true;
    while (done && row && *fine) {
        *fine = read_row(stmt, fn, ctx);
        read++;
        done = sql_next(sql, stmt, &row, err);
    }
    *fine = *fine && read == count;
    sql_finalize(stmt);
    return done;
}

/* ---- writing ---- */

static struct kept_row *
kept_at(struct saved_sessions *saving, size_t activity)
{
    if (activity >= saving->kept_capacity) {
        size_t capacity = 2 * activity + 64;

        saving->kept = mem_resize(saving->kept, capacity * sizeof *saving->kept);
        memset(saving->kept + saving->kept_capacity, 0, (capacity - saving->kept_capacity) * sizeof *saving->kept);
        saving->kept_capacity = capacity;
    }
    return &saving->kept[activity];
}

static bool
read_kept(struct saved_sessions *saving, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(saving->sql, "SELECT activity, hash FROM saved_session", err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = stmt && sql_first(saving->sql, &none, &row, err);

    while (done && row) {
        int64_t activity = sql_column_int(stmt, 0);

        if (activity > 0 && activity <= UINT32_MAX)
            *kept_at(saving, (size_t)activity) = (struct kept_row){ .hash = sql_column_int(stmt, 1), .is_there = true };
        done = sql_next(saving->sql, stmt, &row, err);
    }
    sql_finalize(stmt);
    return done;
}

static void
free_saving(struct saved_sessions *saving)
{
    sql_finalize(saving->put);
    free(saving->kept);
    free(saving);
}

struct saved_sessions *
saved_sessions_begin(struct sql *sql, struct err *err)
{
    struct saved_sessions *saving = mem_new(sizeof *saving);

    saving->sql = sql;
    if (sql_begin(sql, err)) {
        saving->put = sql_prepare(sql, "INSERT OR REPLACE INTO saved_session (activity, entries, hash) VALUES (?, ?, ?)", err);
        if (saving->put && read_kept(saving, err))
            return saving;
    }
    saved_sessions_abandon(saving);
    return NULL;
}

bool
saved_sessions_put(struct saved_sessions *saving, uint32_t activity, struct str entries, struct err *err)
{
    const int64_t hash = (int64_t)hash64(entries.ptr, entries.len);
    struct kept_row *kept = kept_at(saving, activity);
    struct sql_values values = sql_bind(saving->put);
    bool is_same = kept->is_there && kept->hash == hash;

    kept->is_put = true;
    saving->count++;
    if (is_same)
        return true;
    sql_int(&values, activity);
    sql_blob(&values, entries.ptr, entries.len);
    sql_int(&values, hash);
    return sql_run(saving->sql, &values, err);
}

static bool
drop_others(struct saved_sessions *saving, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(saving->sql, "DELETE FROM saved_session WHERE activity = ?", err);
    bool done = stmt != NULL;

    for (size_t i = 0; done && i < saving->kept_capacity; i++) {
        struct sql_values values = sql_bind(stmt);

        if (!saving->kept[i].is_there || saving->kept[i].is_put)
            continue;
        sql_int(&values, (int64_t)i);
        done = sql_run(saving->sql, &values, err);
    }
    sql_finalize(stmt);
    return done;
}

static bool
put_head(struct saved_sessions *saving, int64_t format, uint64_t position, struct str rows, struct err *err)
{
    unsigned char chain[DIGEST_SIZE];
    struct buf head = { 0 };
    bool found, done;

    if (!chain_at(saving->sql, position, chain, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_INTERNAL, "no batch ends at log position %llu", (unsigned long long)position);
    buf_put_u64(&head, (uint64_t)format);
    buf_put_u64(&head, position);
    buf_put_u64(&head, saving->count);
    buf_put(&head, chain, DIGEST_SIZE);
    done = meta_put_blob(saving->sql, head_key, head.ptr, head.len, err) &&
           meta_put_blob(saving->sql, rows_key, rows.ptr, rows.len, err);
    buf_free(&head);
    return done;
}

bool
saved_sessions_end(struct saved_sessions *saving, int64_t format, uint64_t position, struct str rows, struct err *err)
{
    bool done = drop_others(saving, err) && put_head(saving, format, position, rows, err) && sql_commit(saving->sql, err);

    if (!done)
        sql_rollback(saving->sql);
    free_saving(saving);
    return done;
}

void
saved_sessions_abandon(struct saved_sessions *saving)
{
    sql_rollback(saving->sql);
    free_saving(saving);
}

/* SPDX-License-Identifier: MIT */
#include "lib/store/event_log.h"

#include "lib/base/digest.h"
#include "lib/base/mem.h"
#include "lib/store/chain.h"
#include "lib/store/dictionary.h"
#include "lib/store/event_rows.h"
#include "lib/store/identities.h"
#include "lib/store/identity_table.h"
#include "lib/store/person_table.h"
#include "lib/store/secret.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <stdlib.h>
#include <string.h>

struct event_log {
    struct store *store;
    struct sql *sql;
    struct dictionary sources, activities;
    struct person_table persons;
    struct event_rows rows;
    struct identities identities;
    struct chain chain;
    struct sqlite3_stmt *insert_batch;
    unsigned char person_key[PERSON_KEY_SIZE];
    struct batch last; /* the last one committed; zeros before the first */
    uint64_t head;     /* with the rows of the open batch */
    struct arena scratch;
    bool is_held;      /* event_log_hold began a transaction */
    bool is_committing; /* beside, unless it has ended: */
    struct commit_end end;
    uint64_t end_rows;  /* of that batch */
    struct identity asked; /* what event_log_find was asked for last; source 0: nothing */
    char asked_id[64];
    size_t asked_len;
};

static bool
read_last_batch(struct event_log *log, struct err *err)
{
    struct sqlite3_stmt *stmt = sql_prepare(
        log->sql, "SELECT first, last, sources, activities, persons, chain FROM batch ORDER BY first DESC LIMIT 1", err);
    struct sql_values none = sql_bind(stmt);
    bool row = false, done = stmt && sql_first(log->sql, &none, &row, err);

    if (done && row) {
        struct str chain = sql_column_str(stmt, 5);

        log->last = (struct batch){ .first = (uint64_t)sql_column_int(stmt, 0),
                                    .last = (uint64_t)sql_column_int(stmt, 1),
                                    .sources = (uint32_t)sql_column_int(stmt, 2),
                                    .activities = (uint32_t)sql_column_int(stmt, 3),
                                    .persons = (uint32_t)sql_column_int(stmt, 4) };
        if (chain.len == DIGEST_SIZE)
            memcpy(log->last.chain, chain.ptr, DIGEST_SIZE);
        else
            done = err_set(err, ERR_STORE, "%s: the last row of table batch is damaged; restore a backup", log->sql->path);
    }
    sql_finalize(stmt);
    return done;
}

/* Rows that no batch counts, or a batch without its rows, are none that a commit left. */
static bool
check_head(struct event_log *log, struct err *err)
{
    int64_t last = 0;
    bool done = sql_ask_int(log->sql, "SELECT max(seq) FROM event", &last, err);

    if (done && (uint64_t)last != log->last.last)
        done = err_set(err, ERR_STORE, "%s: the log ends at %lld, its batches at %llu: it is damaged; restore a backup",
                       log->sql->path, (long long)last, (unsigned long long)log->last.last);
    log->head = log->last.last;
    return done;
}

static bool
open_parts(struct event_log *log, identity_hash_fn hash, struct err *err)
{
    struct sql *sql = log->sql;
    uint64_t seed;

    if (!secret_person_key(sql, log->person_key, err) || !secret_identity_seed(sql, &seed, err) ||
        !read_last_batch(log, err) || !check_head(log, err))
        return false;
    log->insert_batch = sql_prepare(sql,
                                    "INSERT INTO batch (first, last, recorded_at, sources, activities, persons, chain) "
                                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                                    err);
    return log->insert_batch && event_rows_open(&log->rows, sql, &log->chain, err) &&
           sources_open(&log->sources, sql, err) && activities_open(&log->activities, sql, err) &&
           person_table_open(&log->persons, sql, log->last.persons, err) &&
           identities_open(&log->identities, sql, log->head, seed, hash, err);
}

struct event_log *
event_log_open(struct store *store, struct err *err)
{
    return event_log_open_hashing(store, identity_hash, err);
}

struct event_log *
event_log_open_hashing(struct store *store, identity_hash_fn hash, struct err *err)
{
    struct event_log *log = mem_new(sizeof *log);

    log->store = store;
    log->sql = store_sql(store);
    if (open_parts(log, hash, err))
        return log;
    event_log_close(log);
    return NULL;
}

void
event_log_close(struct event_log *log)
{
    if (!log)
        return;
    identities_close(&log->identities);
    person_table_close(&log->persons);
    dictionary_close(&log->activities);
    dictionary_close(&log->sources);
    event_rows_close(&log->rows);
    sql_finalize(log->insert_batch);
    chain_free(&log->chain);
    arena_free(&log->scratch);
    free(log);
}

uint64_t
event_log_head(const struct event_log *log)
{
    return log->head;
}

const unsigned char *
event_log_person_key(const struct event_log *log)
{
    return log->person_key;
}

bool
event_log_person(struct event_log *log, struct person_key key, uint32_t *number, struct err *err)
{
    return person_table_add(&log->persons, key, number, err);
}

uint32_t
event_log_persons(const struct event_log *log)
{
    return log->persons.count;
}

void
event_log_take_back(struct event_log *log, uint32_t persons)
{
    person_table_take_back(&log->persons, persons);
}

void
event_log_forget(struct event_log *log, uint32_t number)
{
    person_table_forget(&log->persons, number);
}

bool
event_log_may_be(const struct event_log *log, uint32_t then, uint32_t now)
{
    return person_table_may_be(&log->persons, then, now);
}

void
event_log_expect(const struct event_log *log, const struct event *event)
{
    uint32_t source = dictionary_find(&log->sources, event->source);

    if (source)
        identity_table_prefetch(log->identities.table, identities_key(&log->identities, source, event->id).hash);
    for (uint32_t i = 0; i < event->person_count; i++)
        person_table_expect(&log->persons, &event->keys[i]);
}

void
event_log_expect_persons(const struct event_log *log, const struct event *event)
{
    for (uint32_t i = 0; i < event->person_count; i++)
        person_table_expect_key(&log->persons, &event->keys[i]);
}

uint32_t
event_log_guess_person(const struct event_log *log, const struct person_key *key)
{
    return person_table_guess(&log->persons, key);
}

/* What is asked for is mostly appended next: then it need not be worked out again. */
static void
remember(struct event_log *log, const struct identity *identity, struct str id)
{
    log->asked.source = 0;
    if (id.len > sizeof log->asked_id)
        return;
    log->asked = *identity;
    log->asked_len = id.len;
    memcpy(log->asked_id, id.ptr, id.len);
    if (!identity->id.is_uuid)
        log->asked.id.text.ptr = log->asked_id;
}

static struct identity
identity_to_append(const struct event_log *log, uint32_t source, struct str id)
{
    if (log->asked.source == source && str_eq((struct str){ log->asked_id, log->asked_len }, id))
        return log->asked;
    return identities_key(&log->identities, source, id);
}

bool
event_log_find(struct event_log *log, struct str source, struct str id, uint64_t *seq, struct err *err)
{
    uint32_t number = dictionary_find(&log->sources, source);
    struct identity identity = identities_key(&log->identities, number, id);
    struct identity_probe probe = identity_table_probe(log->identities.table, identity.hash);
    struct event_columns row;
    uint64_t position;

    remember(log, &identity, id);
    while (number && identity_probe_next(&probe, &position)) {
        arena_reset(&log->scratch);
        if (!event_rows_get(&log->rows, position, true, &log->scratch, &row, err))
            return false;
        if (identity_is(&identity, &row)) {
            *seq = position;
            return true;
        }
    }
    *seq = 0;
    return true;
}

/* A row whose dictionary numbers stand for nothing was altered. */
static bool
name_row(const struct event_log *log, const struct event_columns *columns, struct log_row *row, struct err *err)
{
    struct str activity = dictionary_text(&log->activities, columns->activity);

    row->seq = columns->seq;
    row->previous = columns->previous;
    row->event.source = dictionary_text(&log->sources, columns->source);
    if (row->event.type == EVENT_ATTENDANCE)
        row->event.as.attendance.activity = activity;
    if (row->event.source.ptr && (activity.ptr || !columns->activity))
        return true;
    return err_set(err, ERR_STORE, "row %llu of the log is damaged; restore a backup", (unsigned long long)columns->seq);
}

bool
event_log_fetch(struct event_log *log, uint64_t seq, struct arena *arena, struct log_row *row, struct err *err)
{
    struct event_columns columns;

    return event_rows_get(&log->rows, seq, false, arena, &columns, err) &&
           event_columns_to(&columns, &row->event, arena, err) && name_row(log, &columns, row, err);
}

bool
event_log_identity(struct event_log *log, uint64_t seq, struct arena *arena, struct str *source, struct str *id,
                   uint32_t *rev, struct err *err)
{
    struct event_columns columns;

    if (!event_rows_get(&log->rows, seq, true, arena, &columns, err))
        return false;
    *source = dictionary_text(&log->sources, columns.source);
    *id = event_columns_id(&columns, arena);
    *rev = columns.rev;
    return true;
}

static bool
scan_row(struct event_log *log, struct sqlite3_stmt *stmt, struct arena *arena, struct log_row *row, struct err *err)
{
    struct event_columns columns;

    return event_row_read(stmt, &columns, err) && event_columns_to(&columns, &row->event, arena, err) &&
           name_row(log, &columns, row, err);
}

bool
event_log_scan(struct event_log *log, uint64_t from, uint64_t to,
               bool (*fn)(void *ctx, const struct log_row *row, struct arena *arena, struct err *err), void *ctx,
               struct err *err)
{
    struct arena arena = { 0 };
    struct log_row found;
    struct sqlite3_stmt *stmt;
    bool row = false, done = event_rows_flush(&log->rows, err);

    stmt = done ? event_rows_from(log->sql, from, to, &row, err) : NULL;
    done = stmt != NULL;
    while (done && row) {
        done = scan_row(log, stmt, &arena, &found, err) && fn(ctx, &found, &arena, err) &&
               sql_next(log->sql, stmt, &row, err);
        arena_reset(&arena);
    }
    sql_finalize(stmt);
    arena_free(&arena);
    return done;
}

bool
event_log_begin(struct event_log *log, struct err *err)
{
    if (log->is_committing)
        sql_begin_late(log->sql);
    else if (!sql_begin(log->sql, err))
        return false;
    chain_begin(&log->chain, log->last.chain, log->head + 1);
    return true;
}

bool
event_log_hold(struct event_log *log, struct err *err)
{
    return sql_begin_reading(log->sql, &log->is_held, err);
}

void
event_log_release(struct event_log *log)
{
    if (log->is_held)
        sql_rollback(log->sql);
    log->is_held = false;
}

struct str
event_log_activity_code(const struct event_log *log, uint32_t number)
{
    return dictionary_text(&log->activities, number);
}

uint32_t
event_log_activity(struct event_log *log, struct str activity)
{
    return dictionary_add(&log->activities, activity);
}

static void
fill_columns(struct event_log *log, const struct event *event, uint64_t previous, const struct identity *identity,
             struct event_columns *columns)
{
    struct str activity = event_activity(event);

    event_columns_from(columns, event, event_rows_texts(&log->rows));
    columns->seq = log->head + 1;
    columns->previous = previous;
    columns->source = identity->source;
    columns->activity = event->activity_number ? event->activity_number
                        : activity.ptr         ? dictionary_add(&log->activities, activity)
                                               : 0;
    columns->id = identity->id;
    if (!columns->id.is_uuid)
        columns->id.text = arena_copy(event_rows_texts(&log->rows), event->id);
}

bool
event_log_append(struct event_log *log, const struct event *event, uint64_t previous, uint64_t *seq, struct err *err)
{
    uint32_t source = dictionary_add(&log->sources, event->source);
    struct identity identity = identity_to_append(log, source, event->id);
    struct event_columns columns;

    if (log->head == IDENTITY_POSITION_MAX)
        return err_set(err, ERR_STORE, "%s: the log is full", log->sql->path);
    fill_columns(log, event, previous, &identity, &columns);
    if (!identities_add(&log->identities, identity.hash, columns.seq, previous))
        return err_set(err, ERR_INTERNAL, "event %llu does not come after row %llu", (unsigned long long)columns.seq,
                       (unsigned long long)previous);
    log->head++;
    if (!event_rows_add(&log->rows, &columns, err))
        return false;
    *seq = columns.seq;
    return true;
}

static void
chain_new_texts(struct chain *chain, const struct dictionary *dictionary, uint32_t before)
{
    for (uint32_t number = before + 1; number <= dictionary_count(dictionary); number++)
        chain_add_text(chain, number, dictionary_text(dictionary, number));
}

static bool
write_batch(struct event_log *log, struct batch *batch, struct err *err)
{
    struct sql_values values = sql_bind(log->insert_batch);

    chain_new_texts(&log->chain, &log->sources, log->last.sources);
    chain_new_texts(&log->chain, &log->activities, log->last.activities);
    chain_end(&log->chain, batch);
    sql_int(&values, (int64_t)batch->first);
    sql_int(&values, (int64_t)batch->last);
    sql_int(&values, batch->recorded_at);
    sql_int(&values, batch->sources);
    sql_int(&values, batch->activities);
    sql_int(&values, batch->persons);
    sql_blob(&values, batch->chain, sizeof batch->chain);
    return sql_run(log->sql, &values, err);
}

/* The transaction is over: what is in memory follows what is in the file. */
static void
ended(struct event_log *log, bool committed)
{
    dictionary_ended(&log->sources, committed);
    dictionary_ended(&log->activities, committed);
    person_table_ended(&log->persons, committed);
    identities_ended(&log->identities, committed);
}

static bool
write_parts(struct event_log *log, struct batch *batch, struct err *err)
{
    return event_rows_flush(&log->rows, err) && dictionary_write(&log->sources, err) &&
           dictionary_write(&log->activities, err) && person_table_write(&log->persons, err) &&
           identities_write(&log->identities, err) && (batch->last < batch->first || write_batch(log, batch, err));
}

/* All but the commit itself. */
static bool
write_all(struct event_log *log, int64_t recorded_at, struct err *err)
{
    struct batch batch = {
        .first = log->last.last + 1,
        .last = log->head,
        .recorded_at = recorded_at,
        .sources = dictionary_count(&log->sources),
        .activities = dictionary_count(&log->activities),
        .persons = log->persons.count,
    };

    if (log->persons.forgotten_count > 0 && !store_want_wipe(log->store, err))
        return false;
    if (!sql_make_ready(log->sql, err) || !write_parts(log, &batch, err))
        return false;
    if (batch.last >= batch.first)
        log->last = batch;
    return true;
}

static bool
commit(void *ctx, struct err *err)
{
    struct event_log *log = ctx;

    if (!sql_commit(log->sql, err))
        return false;
    if (log->end.fn)
        log->end.fn(log->end.ctx);
    if (log->end.then && !log->end.then(log->end.then_ctx, log->end_rows, err))
        return false;
    if (log->end.rests)
        store_rest(log->store);
    return true;
}

bool
event_log_commit(struct event_log *log, int64_t recorded_at, struct err *err)
{
    const struct commit_end none = { 0 };

    return event_log_commit_with(log, recorded_at, &none, err);
}

bool
event_log_commit_with(struct event_log *log, int64_t recorded_at, const struct commit_end *end, struct err *err)
{
    bool is_beside = end->is_beside && event_rows_has_thread(&log->rows);
    const struct batch before = log->last;

    if (!write_all(log, recorded_at, err))
        return false;
    log->end = *end;
    log->end_rows = log->head - before.last;
    if (!is_beside && !commit(log, err)) {
        log->last = before;
        return false;
    }
    ended(log, true); /* or nothing comes after it */
    if (is_beside)
        event_rows_do(&log->rows, commit, log);
    log->is_committing = is_beside;
    return true;
}

bool
event_log_settle(struct event_log *log, struct err *err)
{
    log->is_committing = false;
    return event_rows_settle(&log->rows, err);
}

void
event_log_rollback(struct event_log *log)
{
    sql_rollback(log->sql);
    event_rows_forget(&log->rows);
    ended(log, false);
    log->head = log->last.last;
}

/* SPDX-License-Identifier: MIT */
/*
 * event_log.h -- the truth: every accepted event, once, in order of acceptance.
 *
 * One process writes, through one connection (store.h).  Rows are appended in
 * batches; a batch is one transaction with a BLAKE2b hash chained to the batch
 * before it (chain.h).  Whether an identity (source, id) is already there is
 * answered exactly and without a B-tree on random ids (docs/decisions/): a table
 * in memory maps a hash of the identity to a position, the row there is
 * compared; the hashes are saved in blocks, from which the table is rebuilt by
 * a sequential read (identities.h).
 *
 * Positions (seq) start at 1 and have no gaps.  ERR_STORE after begin: the
 * caller must not acknowledge and should stop.
 */
#ifndef LIB_STORE_EVENT_LOG_H
#define LIB_STORE_EVENT_LOG_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/base/str.h"
#include "lib/model/event.h"
#include "lib/store/identities.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct event_log;

/* Reads the dictionaries and the identity table; the store must outlive it. NULL and err on failure. */
struct event_log *event_log_open(struct store *store, struct err *err);
/* The same under another hash of identities: for tests of what a bad one would do. A store keeps to one. */
struct event_log *event_log_open_hashing(struct store *store, identity_hash_fn hash, struct err *err);
void event_log_close(struct event_log *log);

/* The last position; 0 when empty. Counts what the open batch appended. */
uint64_t event_log_head(const struct event_log *log);

/* The 32 bytes under which person tokens are hashed; made when the store was. */
const unsigned char *event_log_person_key(const struct event_log *log);
/* The person's number, from 1; given now, in the open batch, when the key is new. */
bool event_log_person(struct event_log *log, struct person_key key, uint32_t *number, struct err *err);
/* How many numbers were given; and that those of the open batch above so many were not, after all. */
uint32_t event_log_persons(const struct event_log *log);
void event_log_take_back(struct event_log *log, uint32_t persons);
/*
 * Nothing leads from the person's token to the number any more: not in memory,
 * not in the file when store_wipe has succeeded after the commit.  Who is
 * posted under the token from now on is somebody else.
 */
void event_log_forget(struct event_log *log, uint32_t number);
/* Is the person of a row, as far as is known, the one whom a token has led to now? Of the forgotten anybody may be who had no number then. */
bool event_log_may_be(const struct event_log *log, uint32_t then, uint32_t now);

/* A row as it stands in the log. */
struct log_row {
    uint64_t seq;
    uint64_t previous; /* position of the row of the same identity that was appended before it, 0 for none */
    struct event event; /* all but `as`, `at`, `time` and `keys`; of an attendance `as` from the columns, too */
};

/*
 * Tells that event_log_find and event_log_person will be called for this event:
 * worth some hundred nanoseconds of waiting for memory when it comes about ten
 * events before.
 */
void event_log_expect(const struct event_log *log, const struct event *event);
/* Some events later: what was fetched for the persons leads to their keys. */
void event_log_expect_persons(const struct event_log *log, const struct event *event);
/* Once that is there: the person's number, most often; only to fetch something. */
uint32_t event_log_guess_person(const struct event_log *log, const struct person_key *key);
/* Position of the last appended row of the identity, or 0. Sees the open batch. Exact. */
bool event_log_find(struct event_log *log, struct str source, struct str id, uint64_t *seq, struct err *err);
/* One row by position, its texts in the arena. */
bool event_log_fetch(struct event_log *log, uint64_t seq, struct arena *arena, struct log_row *row, struct err *err);
/* Between these, many rows are fetched from one snapshot, which is cheaper than one for each. Does nothing inside a batch. */
bool event_log_hold(struct event_log *log, struct err *err);
void event_log_release(struct event_log *log);
/* Source and id alone, cheaper. */
bool event_log_identity(struct event_log *log, uint64_t seq, struct arena *arena, struct str *source, struct str *id,
                        uint32_t *rev, struct err *err);
/*
 * Every row from..to (both in) in order; stops when fn returns false (err is
 * then fn's).  What the row points to, and what fn puts into the arena, is valid
 * until fn returns; fn may fetch but not append.
 */
bool event_log_scan(struct event_log *log, uint64_t from, uint64_t to,
                    bool (*fn)(void *ctx, const struct log_row *row, struct arena *arena, struct err *err), void *ctx,
                    struct err *err);

/* The code of an activity by that number; ptr NULL: there is none. Valid as long as the log. */
struct str event_log_activity_code(const struct event_log *log, uint32_t number);
/* The number under which rows of the open batch name the activity; given now when it is new. */
uint32_t event_log_activity(struct event_log *log, struct str activity);

/* Begin, append any number, then commit or roll back. */
bool event_log_begin(struct event_log *log, struct err *err);
/*
 * event->persons must be set; event->content is the final one (persons mixed
 * in).  previous: what event_log_find gave.  The new position goes to *seq.
 */
bool event_log_append(struct event_log *log, const struct event *event, uint64_t previous, uint64_t *seq,
                      struct err *err);
/* recorded_at: UTC milliseconds, the moment of the batch. An empty batch commits what else was written (outcomes). */
bool event_log_commit(struct event_log *log, int64_t recorded_at, struct err *err);
/* What follows when the disk has the batch. */
struct commit_end {
    void (*fn)(void *ctx); /* NULL: nobody is told */
    void *ctx;
    /* More that is done with the connection, after fn, as it is right beside so many rows; NULL: nothing. */
    bool (*then)(void *ctx, uint64_t rows, struct err *err);
    void *then_ctx;
    bool rests;            /* what lies in the write-ahead log is moved into the file, as store_rest does */
    bool is_beside;        /* all of it on another thread, while the next batch is made */
};
/*
 * Beside, the next batch may begin before the disk has this one; fn is called on that thread, and never when the commit failed: then
 * the next commit or event_log_settle says why, nothing of either may be acknowledged, and the caller should stop.
 */
bool event_log_commit_with(struct event_log *log, int64_t recorded_at, const struct commit_end *end, struct err *err);
/* Waits until all that was committed is on the disk. */
bool event_log_settle(struct event_log *log, struct err *err);
void event_log_rollback(struct event_log *log);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * saved_sessions.h -- the table of saved sessions: a cache of the log as of one position.
 *
 * It is good for the log whose chain (chain.h) has the saved hash at this
 * position, and only as a whole.  Saving is one transaction; a row is written
 * when its bytes are others than those that are there.
 */
#ifndef LIB_STORE_SAVED_SESSIONS_H
#define LIB_STORE_SAVED_SESSIONS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct saved_sessions;
struct sql;

/* What was saved: the position, and the rows up to it that are no plain attendance, as their owner wrote them down. */
struct saved_state {
    uint64_t position; /* 0: nothing, or nothing that fits this log */
    uint64_t sessions;
    struct str rows;
};

/* What stands in the store; texts in the arena. format: of the bytes; what was saved in another one is as good as nothing. */
bool saved_sessions_find(struct sql *sql, int64_t format, struct arena *arena, struct saved_state *state, struct err *err);
/*
 * Every saved session to fn.  *fine: all were there as they had been written, and
 * fn took each.  False: the store failed.
 */
bool saved_sessions_read(struct sql *sql, uint64_t count, bool (*fn)(void *ctx, uint32_t activity, struct str entries), void *ctx,
                         bool *fine, struct err *err);

/* A transaction of its own, between begin and end; NULL and err on failure. */
struct saved_sessions *saved_sessions_begin(struct sql *sql, struct err *err);
bool saved_sessions_put(struct saved_sessions *saving, uint32_t activity, struct str entries, struct err *err);
/* Sessions that were not put are dropped. */
bool saved_sessions_end(struct saved_sessions *saving, int64_t format, uint64_t position, struct str rows, struct err *err);
/* Instead of end: nothing was changed. */
void saved_sessions_abandon(struct saved_sessions *saving);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * deferred.h -- attendances that are in the log and join the facts later: after the publication during which they came.
 *
 * What the ledger and the facts take of an attendance is kept, in the order of
 * the log; the rest is in the log.  Source and id are not kept: who needs them
 * asks whether a retraction names the event, and none does (ledger_is_plain), nor
 * can one come until all have joined.  The empty value is { 0 }.
 */
#ifndef LIB_ENGINE_DEFERRED_H
#define LIB_ENGINE_DEFERRED_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ledger;

/* That wait together, some 20 MB, and bytes of what is said of several persons; who comes then waits until they have joined. */
enum { DEFERRED_MOST = 1 << 18, DEFERRED_BYTES_MOST = 32 << 20 };

struct deferred_attendance {
    uint64_t seq, previous; /* as ledger_admit takes them */
    struct attendance attendance;
    uint32_t session; /* as event.session */
    uint32_t rev, person_count;
    union {
        uint32_t person;   /* of one */
        uint32_t *persons; /* of several */
    } who;
};

struct deferred {
    struct deferred_attendance *attendances;
    size_t count, capacity;
    size_t joined;       /* so many of them have */
    struct arena texts;  /* and persons, of all */
};

static inline bool
deferred_is_full(const struct deferred *deferred)
{
    return deferred->count >= DEFERRED_MOST || deferred->texts.bytes >= DEFERRED_BYTES_MOST;
}

/* activity: its text, when it is known to be there until they have joined; ptr NULL: it is copied. */
void deferred_add(struct deferred *deferred, const struct event *event, struct str activity, uint64_t seq, uint64_t previous);
/* The next ones join, at most so many; *last is the position of the last of them. Emptied when all have. */
bool deferred_join(struct deferred *deferred, struct ledger *ledger, size_t most, uint64_t *last, struct err *err);
void deferred_free(struct deferred *deferred);

#endif

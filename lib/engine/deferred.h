/* SPDX-License-Identifier: MIT */
/*
 * deferred.h -- attendances that are in the log and join the facts later: after the publication during which they came.
 *
 * What the ledger and the facts take of an attendance is kept, in the order of
 * the log; the rest is in the log.  The empty value is { 0 }.
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

enum { DEFERRED_MOST = 1 << 18 /* that wait together: some 60 MB; who comes then waits until they have joined */ };

struct deferred_attendance {
    uint64_t seq, previous; /* as ledger_admit takes them */
    struct str source, id;
    uint32_t rev, person_count;
    uint32_t *persons;
    struct when time, at;
    struct attendance attendance;
    uint64_t activity_hash;
};

struct deferred {
    struct deferred_attendance *attendances;
    size_t count, capacity;
    size_t joined;       /* so many of them have */
    struct arena texts;  /* and persons, of all */
};

void deferred_add(struct deferred *deferred, const struct event *event, uint64_t seq, uint64_t previous);
/* The next ones join, at most so many; *last is the position of the last of them. Emptied when all have. */
bool deferred_join(struct deferred *deferred, struct ledger *ledger, size_t most, uint64_t *last, struct err *err);
void deferred_free(struct deferred *deferred);

#endif

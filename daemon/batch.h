/* SPDX-License-Identifier: MIT */
/*
 * batch.h -- chunks of many connections as one transaction of the engine.
 */
#ifndef DAEMON_BATCH_H
#define DAEMON_BATCH_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct engine;
struct message;

/*
 * Of these chunks (linked, at least one), the last that shall belong to the
 * batch: all of them, unless that makes the first wait too long.
 */
struct message *batch_last(struct message *first);

/* The line that is decided next: an item of a chunk, or (chunk NULL) none that is there. */
struct batch_place {
    struct message *chunk;
    size_t item;
};

/* May the engine decide the line there now? */
bool batch_may_begin(struct engine *engine, const struct batch_place *place);

/*
 * Begins a transaction, unless all lines are blank, and decides the lines from *place to the end of `last`, or up to one after which
 * the engine must freeze figures, or one that it does not take now; *place is then where to go on.
 * What lies before it is on disk when the engine has committed.  False: nothing may be acknowledged.
 */
struct batch {
    bool is_open; /* there is something to commit */
    int64_t at;   /* when it began, UTC milliseconds */
    size_t lines; /* that were decided */
};
bool batch_decide(struct engine *engine, struct batch_place *place, const struct message *last, struct batch *batch, struct err *err);

#endif

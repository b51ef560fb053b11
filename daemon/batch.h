/* SPDX-License-Identifier: MIT */
/*
 * batch.h -- chunks of many connections as one transaction of the engine.
 */
#ifndef DAEMON_BATCH_H
#define DAEMON_BATCH_H

#include "lib/base/err.h"

#include <stdbool.h>

struct engine;
struct message;

/*
 * Of these chunks (linked, at least one), the last that shall belong to the
 * batch: all of them, unless that makes the first wait too long.
 */
struct message *batch_last(struct message *first);

/* Decides the lines of first..last and commits; what is then in the chunks is on disk. False: nothing may be acknowledged. */
bool batch_commit(struct engine *engine, struct message *first, const struct message *last, struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * chunk.h -- some lines of one connection on their way to the writer and back.
 *
 * The loop fills it with checked events and refusals in the order of the lines;
 * the writer decides them, notes refusals of its own and the outcomes; the loop
 * answers from what came back.  One arena holds everything.
 */
#ifndef DAEMON_CHUNK_H
#define DAEMON_CHUNK_H

#include "daemon/message.h"
#include "lib/base/arena.h"
#include "lib/wire/reply.h"

#include <stddef.h>
#include <stdint.h>

struct connection;

/* One line that is not blank: an event, until a refusal takes its place. */
struct chunk_item {
    uint64_t line;
    struct event *event;
    struct refusal *refusal; /* or NULL */
};

struct chunk {
    struct message message;
    struct connection *connection; /* for the loop alone */
    struct arena arena;
    struct chunk_item *items;
    size_t count, capacity;
    uint64_t last_line;         /* lines up to here are decided with this chunk */
    uint64_t outcomes[OUTCOMES];
    size_t cost;                /* bytes it was charged with while it was under way */
};

struct chunk *chunk_new(void);
void chunk_free(struct chunk *chunk);

/* Empties it for another use; what it has grown to is kept unless that is much. */
void chunk_reset(struct chunk *chunk);

/* Memory that its lines need, roughly. */
size_t chunk_bytes(const struct chunk *chunk);

/* event: in the chunk's arena, event_size of it. */
void chunk_add_event(struct chunk *chunk, uint64_t line, struct event *event);
/* Copies the refusal. */
void chunk_add_refusal(struct chunk *chunk, uint64_t line, const struct refusal *refusal);

/* The writer's: how item n ended; the refusal, when there is one, is copied. */
void chunk_decide(struct chunk *chunk, size_t n, enum outcome outcome, const struct refusal *refusal);

#endif

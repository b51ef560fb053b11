/* SPDX-License-Identifier: MIT */
/*
 * connection.h -- one client of the socket.
 *
 * Frames what it sends, hands the lines to the intake, and answers from the
 * chunks that come back.  Stops reading when too much is under way, when the
 * client does not read its answers, or when it had its turn; never disturbs
 * another connection.  Belongs to the loop thread.
 */
#ifndef DAEMON_CONNECTION_H
#define DAEMON_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

struct chunk;
struct connection;
struct intake;

/* Who keeps the connections. */
struct connection_owner {
    /* Call connection_next_turn for each soon: one had its turn, or made room for another. */
    void (*on_rest)(void *ctx);
    /* It is going: take it off the list; its pointer is not to be used any more. */
    void (*on_gone)(void *ctx, struct connection *connection);
    void *ctx;
    char *read_buffer; /* shared by all: what is read is framed or copied before the next read */
    size_t read_size;
};

/* Accepts the caller at the door; NULL when there is none or it left at once. The owner is kept, not copied. */
struct connection *connection_accept(uv_stream_t *door, struct intake *intake, const struct connection_owner *owner);
/* Reads from it, or refuses it when it has no right to be here. */
void connection_begin(struct connection *connection);

/* A list, for the owner. */
struct connection *connection_next(const struct connection *connection);
void connection_link(struct connection *connection, struct connection **list);
void connection_unlink(struct connection *connection, struct connection **list);

/* A chunk was decided: notes what is to be answered. */
void connection_answer(struct connection *connection, const struct chunk *chunk);
/* After all of the batch were noted: sends it, with one acknowledgement. Once a chunk; the connection may be gone then. */
void connection_release(struct connection *connection, const struct chunk *chunk);

/* There is room again: goes on. */
void connection_resume(struct connection *connection);
/* The others had their turn: goes on, if it may. */
void connection_next_turn(struct connection *connection);

/* The daemon stops: nothing more is read; what was read is decided and acknowledged, then it closes. */
void connection_stop(struct connection *connection);
/* Does it wait, since before that loop time, for a client that may never leave? */
bool connection_lingers(const struct connection *connection, uint64_t since);
/* Closes it now, whatever is unsent. */
void connection_close(struct connection *connection);
/* Closes it although chunks of it never come back. */
void connection_abandon(struct connection *connection);

#endif

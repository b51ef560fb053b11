/* SPDX-License-Identifier: MIT */
/*
 *              the client closes           all decided,
 *              its writing half            totals queued
 *   OPEN ────────────────────▶ DRAINING ─────────────▶ ENDING ──sent──▶ LINGERING ──▶ CLOSING
 *    │ ▲                                                 ▲       only when the client has not closed
 *    │ └ accepted                                        │       its half: read and forget until it does
 *    │   no rights: one refusal queued ──────────────────┤
 *    └──the daemon stops──▶ STOPPING ──all decided, acknowledged
 *
 * A client that went away turns `mute`: what it sent is still taken, answers are
 * dropped.  Freed when the handle is closed and no chunk is under way.
 */
#include "daemon/connection.h"

#include "daemon/chunk.h"
#include "daemon/framing.h"
#include "daemon/intake.h"
#include "daemon/log.h"
#include "daemon/rights.h"
#include "daemon/sender.h"
#include "lib/base/mem.h"

#include <stdlib.h>
#include <time.h>

enum {
    TURN_BYTES = 256 * 1024, /* read at once, then it is the others' turn */
    LONG_LINE = 64 * 1024,   /* a line of which more has to be kept needs leave: not all may do that at once */
};

enum state { OPEN, DRAINING, STOPPING, ENDING, LINGERING, CLOSING };

struct connection {
    uv_pipe_t pipe;
    struct connection *next, *previous;
    struct intake *intake;
    const struct connection_owner *owner;
    enum state state;
    bool is_reading;   /* uv_read_start is in force */
    bool at_end;       /* the client closed its writing half */
    bool had_turn;
    bool is_stopped;   /* the daemon stops */
    bool has_leave;    /* to keep a long line that has not ended */
    bool handle_closed;
    size_t turn_bytes;
    struct peer peer;

    struct framing framing;
    struct buf unread; /* read from the socket, not framed yet: there was no room */
    size_t chunks, chunk_bytes; /* under way */
    uint64_t decided, acknowledged;
    uint64_t outcomes[OUTCOMES];

    struct sender sender;
    uv_shutdown_t shutdown;
    uint64_t lingers_since;
};

static void update(struct connection *connection);

/* -- closing -- */

static void
free_if_last(struct connection *connection)
{
    if (!connection->handle_closed || connection->chunks > 0)
        return;
    peer_free(&connection->peer);
    framing_free(&connection->framing);
    buf_free(&connection->unread);
    sender_free(&connection->sender);
    free(connection);
}

static void
on_closed(uv_handle_t *handle)
{
    struct connection *connection = handle->data;

    connection->handle_closed = true;
    free_if_last(connection);
}

/* Takes leave to keep a long line, if there is any left, or gives it back. */
static void
ask_leave(struct connection *connection)
{
    bool needed = connection->state != CLOSING && connection->framing.partial.len > LONG_LINE;

    if (needed == connection->has_leave || (needed && connection->intake->long_lines_left == 0))
        return;
    connection->has_leave = needed;
    connection->intake->long_lines_left += needed ? -1 : 1;
    if (!needed)
        connection->owner->on_rest(connection->owner->ctx); /* somebody may wait for it */
}

void
connection_close(struct connection *connection)
{
    if (connection->state == CLOSING)
        return;
    connection->state = CLOSING;
    ask_leave(connection);
    connection->is_reading = false;
    connection->owner->on_gone(connection->owner->ctx, connection);
    uv_close((uv_handle_t *)&connection->pipe, on_closed);
}

void
connection_abandon(struct connection *connection)
{
    connection->chunks = 0;
    connection_close(connection);
}

/* -- answering -- */

static void
on_shut(uv_shutdown_t *request, int status)
{
    struct connection *connection = request->data;

    (void)status;
    if (connection->state != LINGERING)
        return;
    if (connection->at_end || connection->is_stopped)
        connection_close(connection);
}

/* Everything is sent: say so to the client, and leave. */
static void
end_if_sent(struct connection *connection)
{
    if (connection->state != ENDING || sender_unsent(&connection->sender) > 0)
        return;
    connection->state = LINGERING;
    connection->lingers_since = uv_now(connection->pipe.loop);
    connection->shutdown.data = connection;
    if (connection->sender.is_mute ||
        uv_shutdown(&connection->shutdown, (uv_stream_t *)&connection->pipe, on_shut) != 0)
        connection_close(connection);
}

/* Brings the answers on their way; leaves when everything is said and sent. */
static void
flush(struct connection *connection)
{
    sender_flush(&connection->sender);
    end_if_sent(connection);
}

/* What waited behind the client's slowness can go on. */
static void
on_sent(void *ctx)
{
    struct connection *connection = ctx;

    if (connection->state == CLOSING)
        return;
    end_if_sent(connection);
    update(connection);
}

/* -- framing -- */

static void
submit(struct connection *connection, struct chunk *chunk)
{
    chunk->connection = connection;
    chunk->last_line = connection->framing.lines;
    intake_submit(connection->intake, chunk);
    connection->chunks++;
    connection->chunk_bytes += chunk->cost;
}

static bool
has_room(const struct connection *connection)
{
    if (connection->state == STOPPING)
        return true; /* what was read is taken: that is at most one buffer */
    return !connection->intake->budget.full && !connection->sender.is_clogged &&
           connection->chunk_bytes < budget_share(&connection->intake->budget);
}

static void
add(struct connection *connection, struct chunk *chunk, enum framed framed, struct str line, int64_t now)
{
    uint64_t number = connection->framing.lines;

    if (framed == FRAMED_LINE)
        intake_line(connection->intake, chunk, &connection->peer, number, line, now);
    else if (framed == FRAMED_TOO_LONG)
        intake_too_long(connection->intake, chunk, number);
}

/* Frames lines of the piece into one chunk until it is full; returns what is left of the piece. */
static struct str
fill_chunk(struct connection *connection, struct str piece)
{
    struct chunk *chunk = intake_chunk(connection->intake);
    uint64_t before = connection->framing.lines;
    int64_t now = time(NULL);
    struct str line = { 0 };
    enum framed framed;

    do {
        framed = framing_next(&connection->framing, &piece, &line);
        add(connection, chunk, framed, line, now);
    } while (framed != FRAMED_NOTHING && !intake_is_full(chunk));
    if (connection->framing.lines > before)
        submit(connection, chunk);
    else
        intake_give_back(connection->intake, chunk);
    return piece;
}

/* The line that the client left without an end. */
static void
take_last_line(struct connection *connection)
{
    struct str line = { 0 };
    enum framed framed = framing_end(&connection->framing, &line);
    struct chunk *chunk;

    if (framed == FRAMED_NOTHING)
        return;
    chunk = intake_chunk(connection->intake);
    add(connection, chunk, framed, line, time(NULL));
    submit(connection, chunk);
}

static void
take_piece(struct connection *connection, struct str piece)
{
    while (piece.len > 0 && has_room(connection))
        piece = fill_chunk(connection, piece);
    buf_put_str(&connection->unread, piece);
}

static void
take_unread(struct connection *connection)
{
    struct buf unread = connection->unread;

    connection->unread = (struct buf){ 0 };
    take_piece(connection, buf_str(&unread));
    buf_free(&unread);
}

/* -- reading -- */

static void
on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    const struct connection *connection = handle->data;

    (void)suggested;
    *buf = uv_buf_init(connection->owner->read_buffer, (unsigned)connection->owner->read_size);
}

/* A reset is an end, too: on a Unix socket it comes behind everything that was sent, when answers were left unread. */
static void
on_end(struct connection *connection, ssize_t status)
{
    connection->at_end = true;
    if (status != UV_EOF)
        sender_mute(&connection->sender);
    if (connection->state == LINGERING) {
        connection_close(connection);
        return;
    }
    if (connection->state == OPEN)
        connection->state = DRAINING;
}

static void
on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
    struct connection *connection = stream->data;

    if (count < 0) {
        on_end(connection, count);
    } else if (connection->state == OPEN) {
        take_piece(connection, (struct str){ buf->base, (size_t)count });
        connection->turn_bytes += (size_t)count;
    }
    update(connection);
}

static bool
wants_to_read(const struct connection *connection)
{
    if (connection->at_end)
        return false;
    if (connection->state == LINGERING)
        return true;
    if (connection->framing.partial.len > LONG_LINE && !connection->has_leave)
        return false;
    return connection->state == OPEN && connection->unread.len == 0 && has_room(connection) && !connection->had_turn;
}

static void
rest_after_turn(struct connection *connection)
{
    if (connection->turn_bytes < TURN_BYTES || connection->had_turn)
        return;
    connection->had_turn = true;
    connection->owner->on_rest(connection->owner->ctx);
}

void
connection_next_turn(struct connection *connection)
{
    connection->had_turn = false;
    connection->turn_bytes = 0;
    update(connection);
}

static void
switch_reading(struct connection *connection)
{
    bool wanted = wants_to_read(connection);

    if (wanted == connection->is_reading)
        return;
    connection->is_reading = wanted;
    if (!wanted)
        uv_read_stop((uv_stream_t *)&connection->pipe);
    else if (uv_read_start((uv_stream_t *)&connection->pipe, on_alloc, on_read) != 0)
        connection_close(connection);
}

/* All that the client sent is decided: the totals, or, when the daemon stops, no more than the acknowledgement. */
static void
end_if_decided(struct connection *connection)
{
    if (connection->unread.len > 0 || (connection->state != DRAINING && connection->state != STOPPING))
        return;
    if (connection->at_end)
        take_last_line(connection);
    if (connection->chunks > 0)
        return;
    if (connection->at_end)
        reply_end(&connection->sender.out, connection->framing.lines, connection->outcomes);
    connection->state = ENDING;
    flush(connection);
}

/* Brings reading, framing and ending into line with what has changed. */
static void
update(struct connection *connection)
{
    if (connection->state == CLOSING)
        return;
    if (connection->unread.len > 0 && has_room(connection))
        take_unread(connection);
    ask_leave(connection);
    rest_after_turn(connection);
    end_if_decided(connection);
    if (connection->state != CLOSING)
        switch_reading(connection);
}

/* -- from outside -- */

void
connection_answer(struct connection *connection, const struct chunk *chunk)
{
    if (connection->state == CLOSING)
        return;
    for (size_t i = 0; i < chunk->count; i++)
        if (chunk->items[i].refusal)
            reply_refused(&connection->sender.out, chunk->items[i].line, chunk->items[i].refusal);
    for (int i = 0; i < OUTCOMES; i++)
        connection->outcomes[i] += chunk->outcomes[i];
    connection->decided = chunk->last_line;
}

void
connection_release(struct connection *connection, const struct chunk *chunk)
{
    connection->chunks--;
    connection->chunk_bytes -= chunk->cost;
    if (connection->state == CLOSING) {
        free_if_last(connection);
        return;
    }
    if (connection->decided > connection->acknowledged) {
        reply_acked(&connection->sender.out, connection->decided);
        connection->acknowledged = connection->decided;
    }
    flush(connection);
    update(connection);
}

void
connection_resume(struct connection *connection)
{
    update(connection);
}

void
connection_stop(struct connection *connection)
{
    connection->is_stopped = true;
    if (connection->state == LINGERING)
        connection_close(connection);
    if (connection->state == OPEN || connection->state == DRAINING)
        connection->state = STOPPING;
    update(connection);
}

bool
connection_lingers(const struct connection *connection, uint64_t since)
{
    return connection->state == LINGERING && connection->lingers_since < since;
}

struct connection *
connection_next(const struct connection *connection)
{
    return connection->next;
}

void
connection_link(struct connection *connection, struct connection **list)
{
    connection->next = *list;
    if (*list)
        (*list)->previous = connection;
    *list = connection;
}

void
connection_unlink(struct connection *connection, struct connection **list)
{
    if (connection->next)
        connection->next->previous = connection->previous;
    if (connection->previous)
        connection->previous->next = connection->next;
    else
        *list = connection->next;
}

/* -- beginning -- */

/* One clear line, then the end; what the caller sends meanwhile is not looked at. */
static void
refuse_caller(struct connection *connection)
{
    struct refusal refusal = { 0 };

    refusal_set(&refusal, REFUSED_FORBIDDEN, "",
                "user %lu may not post here: an administrator can allow it in turnout.conf, or by the group turnout",
                (unsigned long)connection->peer.uid);
    reply_refused(&connection->sender.out, 1, &refusal);
    connection->state = ENDING;
    flush(connection);
    update(connection);
}

static bool
know_caller(struct connection *connection)
{
    struct err err = { 0 };
    uv_os_fd_t fd;

    if (uv_fileno((const uv_handle_t *)&connection->pipe, &fd) == 0 && peer_of_socket(fd, &connection->peer, &err))
        return true;
    log_warning("a connection was closed: %s", err.text);
    return false;
}

struct connection *
connection_accept(uv_stream_t *door, struct intake *intake, const struct connection_owner *owner)
{
    struct connection *connection = mem_new(sizeof *connection);

    connection->intake = intake;
    connection->owner = owner;
    framing_init(&connection->framing, intake->max_line);
    uv_pipe_init(door->loop, &connection->pipe, 0);
    connection->pipe.data = connection;
    sender_init(&connection->sender, (uv_stream_t *)&connection->pipe, on_sent, connection);
    if (uv_accept(door, (uv_stream_t *)&connection->pipe) != 0 || !know_caller(connection)) {
        connection->state = CLOSING;
        uv_close((uv_handle_t *)&connection->pipe, on_closed);
        return NULL;
    }
    return connection;
}

void
connection_begin(struct connection *connection)
{
    if (rights_admit(connection->intake->rights, &connection->peer))
        update(connection);
    else
        refuse_caller(connection);
}

/* SPDX-License-Identifier: MIT */
/*
 *   accepted ──▶ OPEN ──the client closes its half──▶ LEAVING ──all answered and sent──▶ CLOSED
 *      │           └──── unread answers, read error ────────────────────────────────────▲
 *      └ no rights: one refusal ──▶ LEAVING
 */
#include "daemon/control.h"

#include "daemon/framing.h"
#include "daemon/log.h"
#include "daemon/rights.h"
#include "daemon/sender.h"
#include "lib/base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    READ_SIZE = 64 * 1024,
    BACKLOG = 64,
    SWEEP_EVERY = 1000,     /* ms */
    SILENT_MAX = 60 * 1000, /* ms: a client that takes nothing of its answers */
    PROGRESS_UNREAD_MAX = 64 * 1024,
    MESSAGE_MAX = 1024,
};

enum client_state { OPEN, LEAVING, CLOSED };

struct client {
    uv_pipe_t pipe;
    struct client *next, **place;
    struct control *control;
    enum client_state state;
    struct peer peer;
    struct framing framing;
    struct sender sender;
    size_t calls;       /* without an answer */
    size_t unsent;      /* at the last look ... */
    uint64_t since;     /* ... and since when it is the same */
};

struct control_call {
    struct control_call *next, **place;
    struct client *client; /* NULL: gone */
    json_t *id;            /* NULL: nobody waits for an answer */
    uid_t uid;
};

struct control {
    struct control_config config;
    uv_pipe_t door;
    uv_timer_t sweep;
    int open_handles;
    bool one_waits, is_closing; /* at the door: there is no room */
    struct client *clients;
    size_t client_count;
    struct control_call *calls;
    char *read_buffer;
};

static void accept_one(struct control *control);

/* -- calls -- */

static struct control_call *
begin_call(struct client *client, json_t *id)
{
    struct control *control = client->control;
    struct control_call *call = mem_new(sizeof *call);

    *call = (struct control_call){ .next = control->calls, .place = &control->calls, .client = client,
                                   .id = id ? json_incref(id) : NULL, .uid = client->peer.uid };
    if (call->next)
        call->next->place = &call->next;
    control->calls = call;
    client->calls++;
    return call;
}

static void
free_call(struct control_call *call)
{
    *call->place = call->next;
    if (call->next)
        call->next->place = call->place;
    json_decref(call->id);
    free(call);
}

uid_t
control_caller(const struct control_call *call)
{
    return call->uid;
}

/* -- clients -- */

static void
on_client_closed(uv_handle_t *handle)
{
    struct client *client = handle->data;

    peer_free(&client->peer);
    framing_free(&client->framing);
    sender_free(&client->sender);
    free(client);
}

static void
close_client(struct client *client)
{
    struct control *control = client->control;

    if (client->state == CLOSED)
        return;
    client->state = CLOSED;
    for (struct control_call *call = control->calls; call; call = call->next)
        if (call->client == client)
            call->client = NULL;
    *client->place = client->next;
    if (client->next)
        client->next->place = client->place;
    control->client_count--;
    uv_close((uv_handle_t *)&client->pipe, on_client_closed);
    if (control->one_waits && !control->is_closing)
        accept_one(control);
}

static void
leave_if_done(struct client *client)
{
    if (client->state == LEAVING && client->calls == 0 && sender_unsent(&client->sender) == 0)
        close_client(client);
}

/* A background write ended. */
static void
on_sent(void *ctx)
{
    struct client *client = ctx;

    if (client->sender.is_mute)
        close_client(client);
    else
        leave_if_done(client);
}

static void
flush(struct client *client)
{
    sender_flush(&client->sender);
    on_sent(client);
}

static void
end_call(struct control_call *call)
{
    struct client *client = call->client;

    free_call(call);
    if (!client)
        return;
    client->calls--;
    flush(client);
}

void
control_answer(struct control_call *call, json_t *result)
{
    if (call->client && call->id)
        rpc_put_result(&call->client->sender.out, call->id, result);
    json_decref(result);
    end_call(call);
}

void
control_refuse(struct control_call *call, enum rpc_code code, json_t *data, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (call->client && call->id)
        rpc_put_error(&call->client->sender.out, call->id, code, message, data);
    json_decref(data);
    end_call(call);
}

void
control_progress(struct control_call *call, json_t *params)
{
    struct client *client = call->client;

    if (client && call->id && sender_unsent(&client->sender) < PROGRESS_UNREAD_MAX) {
        json_object_set(params, "id", call->id);
        rpc_put_notification(&client->sender.out, "progress", params);
        flush(client);
    }
    json_decref(params);
}

enum control_reader
control_reader(const struct control_call *call)
{
    if (!call->client || !call->id)
        return CONTROL_IS_GONE;
    return sender_unsent(&call->client->sender) < PROGRESS_UNREAD_MAX ? CONTROL_READS : CONTROL_IS_BEHIND;
}

/* -- requests -- */

static void
take_request(struct client *client, struct str line)
{
    struct control *control = client->control;
    struct rpc_request request;
    const char *message = "";
    enum rpc_code code = RPC_FAILED;

    if (!rpc_read(line, &request, &code, &message))
        rpc_put_error(&client->sender.out, request.id, code, message, NULL);
    else if (client->calls >= CONTROL_CALLS_MAX)
        rpc_put_error(&client->sender.out, request.id, RPC_NOT_NOW, "too many requests wait for their answers", NULL);
    else
        control->config.on_call(control->config.ctx, begin_call(client, request.id), request.method, request.params);
    rpc_free(&request);
}

static void
take_line(struct client *client, enum framed framed, struct str line)
{
    char message[64];

    if (framed == FRAMED_LINE) {
        take_request(client, line);
    } else if (framed == FRAMED_TOO_LONG) {
        snprintf(message, sizeof message, "a request has at most %d bytes", CONTROL_LINE_MAX);
        rpc_put_error(&client->sender.out, NULL, RPC_BAD_REQUEST, message, NULL);
    }
}

/* Whoever asks on and on without reading is dropped; what is unread is bounded by that. */
static bool
is_too_far_behind(struct client *client)
{
    if (sender_unsent(&client->sender) <= CONTROL_UNREAD_MAX)
        return false;
    log_warning("a client of the control socket was dropped: it does not read its answers");
    close_client(client);
    return true;
}

static void
take_bytes(struct client *client, struct str piece)
{
    struct str line = { 0 };
    enum framed framed;

    while (client->state == OPEN && (framed = framing_next(&client->framing, &piece, &line)) != FRAMED_NOTHING) {
        take_line(client, framed, line);
        if (client->state == OPEN)
            flush(client);
        if (client->state == CLOSED || is_too_far_behind(client))
            return;
    }
}

static void
take_end(struct client *client)
{
    struct str line = { 0 };
    enum framed framed = framing_end(&client->framing, &line);

    uv_read_stop((uv_stream_t *)&client->pipe);
    if (framed != FRAMED_NOTHING)
        take_line(client, framed, line);
    if (client->state == CLOSED)
        return;
    client->state = LEAVING;
    flush(client);
}

static void
on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    const struct client *client = handle->data;

    (void)suggested;
    *buf = uv_buf_init(client->control->read_buffer, READ_SIZE);
}

static void
on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
    struct client *client = stream->data;

    if (count == UV_EOF)
        take_end(client);
    else if (count < 0)
        close_client(client);
    else
        take_bytes(client, (struct str){ buf->base, (size_t)count });
}

/* -- coming in -- */

static bool
is_admitted(const struct control *control, const struct peer *peer)
{
    if (peer->uid == 0 || peer->uid == control->config.own)
        return true;
    for (size_t i = 0; control->config.has_group && i < peer->group_count; i++)
        if (peer->groups[i] == control->config.group)
            return true;
    return false;
}

static void
begin_client(struct client *client)
{
    if (is_admitted(client->control, &client->peer)) {
        uv_read_start((uv_stream_t *)&client->pipe, on_alloc, on_read);
        return;
    }
    rpc_put_error(&client->sender.out, NULL, RPC_FORBIDDEN,
                  "you may not use the control socket: control_group in turnout.conf names the group that may", NULL);
    client->state = LEAVING;
    flush(client);
}

static bool
know_caller(struct client *client)
{
    struct err err = { 0 };
    uv_os_fd_t fd;

    if (uv_fileno((const uv_handle_t *)&client->pipe, &fd) == 0 && peer_of_socket(fd, &client->peer, &err))
        return true;
    log_warning("a connection to the control socket was closed: %s", err.text);
    return false;
}

static void
add_client(struct control *control, struct client *client)
{
    client->next = control->clients;
    client->place = &control->clients;
    if (client->next)
        client->next->place = &client->next;
    control->clients = client;
    control->client_count++;
}

static void
accept_one(struct control *control)
{
    struct client *client;

    control->one_waits = control->client_count >= CONTROL_CLIENTS_MAX;
    if (control->one_waits)
        return; /* libuv listens on after it was accepted */
    client = mem_new(sizeof *client);
    client->control = control;
    framing_init(&client->framing, CONTROL_LINE_MAX);
    uv_pipe_init(control->config.loop, &client->pipe, 0);
    client->pipe.data = client;
    sender_init(&client->sender, (uv_stream_t *)&client->pipe, on_sent, client);
    if (uv_accept((uv_stream_t *)&control->door, (uv_stream_t *)&client->pipe) != 0 || !know_caller(client)) {
        client->state = CLOSED;
        uv_close((uv_handle_t *)&client->pipe, on_client_closed);
        return;
    }
    add_client(control, client);
    begin_client(client);
}

static void
on_caller(uv_stream_t *door, int status)
{
    if (status < 0)
        log_warning("a connection to the control socket could not be accepted: %s", uv_strerror(status));
    else
        accept_one(door->data);
}

/* Who has taken nothing of an answer for a long time will not take it. */
static void
on_sweep(uv_timer_t *timer)
{
    struct control *control = timer->data;
    uint64_t now = uv_now(timer->loop);
    struct client *next;

    for (struct client *client = control->clients; client; client = next) {
        size_t unsent = sender_unsent(&client->sender);
        next = client->next;
        if (unsent == 0 || unsent != client->unsent)
            client->since = now;
        client->unsent = unsent;
        if (now - client->since > SILENT_MAX)
            close_client(client);
    }
}

/* -- beginning and end -- */

struct control *
control_new(const struct control_config *config)
{
    struct control *control = mem_new(sizeof *control);

    control->config = *config;
    control->read_buffer = mem_new(READ_SIZE);
    control->open_handles = 2;
    uv_pipe_init(config->loop, &control->door, 0);
    uv_timer_init(config->loop, &control->sweep);
    control->door.data = control->sweep.data = control;
    return control;
}

bool
control_listen(struct control *control, int fd, struct err *err)
{
    int result = uv_pipe_open(&control->door, fd);

    if (result == 0)
        result = uv_listen((uv_stream_t *)&control->door, BACKLOG, on_caller);
    if (result != 0)
        return err_set(err, ERR_INTERNAL, "cannot listen on the control socket: %s", uv_strerror(result));
    uv_timer_start(&control->sweep, on_sweep, SWEEP_EVERY, SWEEP_EVERY);
    return true;
}

/* Clients closed before this, so they are freed before the loop ends. */
static void
on_closed(uv_handle_t *handle)
{
    struct control *control = handle->data;

    if (--control->open_handles > 0)
        return;
    free(control->read_buffer);
    free(control);
}

void
control_close(struct control *control)
{
    if (!control || control->is_closing)
        return;
    control->is_closing = true;
    while (control->calls)
        free_call(control->calls);
    while (control->clients)
        close_client(control->clients);
    uv_close((uv_handle_t *)&control->door, on_closed);
    uv_close((uv_handle_t *)&control->sweep, on_closed);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/callers.h"

#include "daemon/log.h"
#include "lib/base/mem.h"

#include <stdlib.h>
#include <sys/resource.h>

enum {
    READ_SIZE = 64 * 1024,
    CALLERS_MAX = 4096,
    OTHER_FILES = 64,   /* descriptors for the store, the rule worker ... */
    BACKLOG = 4096,
    SWEEP_EVERY = 500,  /* ms */
    LINGER_MAX = 2000,  /* ms */
};

/* As many as descriptors are there for; the soft limit is raised. */
static size_t
room(void)
{
    struct rlimit files;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return OTHER_FILES;
    if (files.rlim_cur < CALLERS_MAX + OTHER_FILES) {
        rlim_t wanted = CALLERS_MAX + OTHER_FILES;
        files.rlim_cur = wanted < files.rlim_max ? wanted : files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
        getrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur >= CALLERS_MAX + OTHER_FILES)
        return CALLERS_MAX;
    return files.rlim_cur > 2 * OTHER_FILES ? files.rlim_cur - OTHER_FILES : OTHER_FILES;
}

static void
accept_one(struct callers *callers)
{
    struct connection *connection;

    callers->one_waits = callers->count >= callers->max;
    if (callers->one_waits)
        return; /* libuv listens on after it was accepted */
    connection = connection_accept((uv_stream_t *)&callers->door, callers->intake, &callers->owner);
    if (!connection)
        return;
    connection_link(connection, &callers->first);
    callers->count++;
    connection_begin(connection);
}

static void
on_caller(uv_stream_t *door, int status)
{
    if (status < 0)
        log_warning("a connection could not be accepted: %s", uv_strerror(status));
    else
        accept_one(door->data);
}

static void
on_gone(void *ctx, struct connection *connection)
{
    struct callers *callers = ctx;

    connection_unlink(connection, &callers->first);
    callers->count--;
    if (callers->is_open && callers->one_waits)
        accept_one(callers);
    else if (!callers->is_open && callers->count == 0)
        callers->on_empty(callers->ctx);
}

static void
on_next_turn(uv_idle_t *handle)
{
    struct callers *callers = handle->data;
    struct connection *next;

    uv_idle_stop(handle);
    for (struct connection *each = callers->first; each; each = next) {
        next = connection_next(each);
        connection_next_turn(each);
    }
}

static void
on_rest(void *ctx)
{
    struct callers *callers = ctx;

    uv_idle_start(&callers->next_turn, on_next_turn);
}

static void
on_sweep(uv_timer_t *timer)
{
    struct callers *callers = timer->data;
    uint64_t now = uv_now(timer->loop);
    struct connection *next;

    for (struct connection *each = callers->first; each; each = next) {
        next = connection_next(each);
        if (now > LINGER_MAX && connection_lingers(each, now - LINGER_MAX))
            connection_close(each);
    }
}

void
callers_init(struct callers *callers, uv_loop_t *loop, struct intake *intake, void (*on_empty)(void *ctx), void *ctx)
{
    *callers = (struct callers){ .intake = intake, .max = room(), .on_empty = on_empty, .ctx = ctx };
    callers->owner = (struct connection_owner){ on_rest, on_gone, callers, mem_new(READ_SIZE), READ_SIZE };
    uv_pipe_init(loop, &callers->door, 0);
    uv_idle_init(loop, &callers->next_turn);
    uv_timer_init(loop, &callers->sweep);
    callers->door.data = callers->next_turn.data = callers->sweep.data = callers;
}

bool
callers_listen(struct callers *callers, int fd, struct err *err)
{
    int result = uv_pipe_open(&callers->door, fd);

    if (result == 0)
        result = uv_listen((uv_stream_t *)&callers->door, BACKLOG, on_caller);
    if (result != 0)
        return err_set(err, ERR_INTERNAL, "cannot listen on the socket: %s", uv_strerror(result));
    callers->is_open = true;
    uv_timer_start(&callers->sweep, on_sweep, SWEEP_EVERY, SWEEP_EVERY);
    return true;
}

void
callers_resume(struct callers *callers)
{
    struct connection *next;

    for (struct connection *each = callers->first; each; each = next) {
        next = connection_next(each);
        connection_resume(each);
    }
}

static void
close_door(struct callers *callers)
{
    callers->is_open = false;
    if (!uv_is_closing((uv_handle_t *)&callers->door))
        uv_close((uv_handle_t *)&callers->door, NULL);
}

void
callers_stop(struct callers *callers)
{
    struct connection *next;

    close_door(callers);
    for (struct connection *each = callers->first; each; each = next) {
        next = connection_next(each);
        connection_stop(each);
    }
}

void
callers_close_all(struct callers *callers, bool abandon)
{
    struct connection *next;

    for (struct connection *each = callers->first; each; each = next) {
        next = connection_next(each);
        if (abandon)
            connection_abandon(each);
        else
            connection_close(each);
    }
}

static void
on_closed(uv_handle_t *handle)
{
    struct callers *callers = handle->data;

    free(callers->owner.read_buffer);
    callers->owner.read_buffer = NULL;
}

void
callers_close(struct callers *callers)
{
    close_door(callers);
    uv_close((uv_handle_t *)&callers->next_turn, NULL);
    uv_close((uv_handle_t *)&callers->sweep, on_closed);
}

/* SPDX-License-Identifier: MIT */
/*
 * callers.h -- the door and everybody who came in through it.
 *
 * Accepts while there is room, gives everybody a turn, and sends away who
 * lingers.  Belongs to the loop thread.
 */
#ifndef DAEMON_CALLERS_H
#define DAEMON_CALLERS_H

#include "daemon/connection.h"
#include "lib/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

struct intake;

struct callers {
    struct intake *intake;
    uv_pipe_t door;
    uv_idle_t next_turn;   /* runs while somebody rests, so that the loop comes round at once */
    uv_timer_t sweep;
    struct connection_owner owner;
    struct connection *first;
    size_t count, max;
    bool is_open;          /* the door */
    bool one_waits;        /* at the door: there is no room */
    void (*on_empty)(void *ctx);
    void *ctx;
};

/* on_empty: after the stop, when the last one is gone. */
void callers_init(struct callers *callers, uv_loop_t *loop, struct intake *intake, void (*on_empty)(void *ctx),
                  void *ctx);
/* Opens the door at a listening socket, which becomes its own. */
bool callers_listen(struct callers *callers, int fd, struct err *err);

/* There is room again. */
void callers_resume(struct callers *callers);
/* Closes the door; what was read is decided and acknowledged, then each goes. */
void callers_stop(struct callers *callers);
/* Sends all away now; with abandon although chunks of theirs never come back. */
void callers_close_all(struct callers *callers, bool abandon);
/* Closes the handles; all must have been sent away. Its memory may go when the loop is closed. */
void callers_close(struct callers *callers);

#endif

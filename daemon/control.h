/* SPDX-License-Identifier: MIT */
/*
 * control.h -- the control socket: turnout asks and commands, in JSON-RPC 2.0.
 *
 * Serves the same user, root and one configured group.  A request becomes a
 * call, which a method (control_methods.h) answers at once or later, from the
 * loop thread.  Calls outlive their client: an answer to nobody is dropped.
 * Bounded: clients, calls of each, the length of a line, and what a client
 * leaves unread, for it is dropped then.  Belongs to the loop thread.
 */
#ifndef DAEMON_CONTROL_H
#define DAEMON_CONTROL_H

#include "daemon/json_rpc.h"
#include "lib/base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <uv.h>

enum {
    CONTROL_LINE_MAX = 64 * 1024,        /* bytes of a request */
    CONTROL_CLIENTS_MAX = 64,
    CONTROL_CALLS_MAX = 16,              /* of a client, without an answer */
    CONTROL_UNREAD_MAX = 1024 * 1024,    /* bytes of answers that a client that asks on may leave unread */
};

struct control;
struct control_call;

struct control_config {
    uv_loop_t *loop;
    uid_t own;       /* this user, root ... */
    bool has_group;
    gid_t group;     /* ... and this group may */
    /* A request came: answer the call with one of the functions below, now or later. params: borrowed, may be NULL. */
    void (*on_call)(void *ctx, struct control_call *call, const char *method, const json_t *params);
    void *ctx;
};

struct control *control_new(const struct control_config *config);
/* Opens the door at a listening socket, which becomes its own. */
bool control_listen(struct control *control, int fd, struct err *err);
/* Sends all away; no call may be used any more. Frees itself when its handles are closed. */
void control_close(struct control *control);

/* Each of the first two ends the call; result and data are taken over, data may be NULL. */
void control_answer(struct control_call *call, json_t *result);
void control_refuse(struct control_call *call, enum rpc_code code, json_t *data, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* How far it is: a notification "progress", the object (taken over) with the call's id added. Left out when the client is behind with reading. */
void control_progress(struct control_call *call, json_t *params);
/* Can more be said to who asks? */
enum control_reader { CONTROL_READS, CONTROL_IS_BEHIND, CONTROL_IS_GONE };
enum control_reader control_reader(const struct control_call *call);
/* Who asks. */
uid_t control_caller(const struct control_call *call);

#endif

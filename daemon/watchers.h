/* SPDX-License-Identifier: MIT */
/*
 * watchers.h -- clients who look on: the method "watch".
 *
 * Each gets a notification as soon as the log, the figures or the rules have
 * changed, four times a second at most: positions and the last events, which
 * cost the writer's thread next to nothing.  The figures themselves are in the
 * database.  Such a call ends with its client.  Loop thread.
 */
#ifndef DAEMON_WATCHERS_H
#define DAEMON_WATCHERS_H

#include <uv.h>

struct control_call;
struct queue;
struct watchers;
struct worker;

struct watchers_config {
    uv_loop_t *loop;
    struct queue *writer;
    struct worker *worker;
};

struct watchers *watchers_new(const struct watchers_config *config);
/* The call goes on until its client goes. */
void watchers_call(struct watchers *watchers, struct control_call *call);
/* No call is used any more. */
void watchers_stop(struct watchers *watchers);
/* After the loop and the writer ended. NULL is fine. */
void watchers_free(struct watchers *watchers);

#endif

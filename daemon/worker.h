/* SPDX-License-Identifier: MIT */
/*
 * worker.h -- the rules: a worker process that is always there again.
 *
 * Starts it, gives it the plugins, passes questions and answers between it and
 * the writer, and ends it when it does not behave.  A plugin that is to blame is
 * left out from then on and its fault is shown; nothing else is disturbed.
 * Belongs to the loop thread.
 */
#ifndef DAEMON_WORKER_H
#define DAEMON_WORKER_H

#include "lib/base/err.h"
#include "lua/protocol.h"

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

struct ask_message;
struct foreign_types;
struct queue;
struct worker;

struct worker_config {
    uv_loop_t *loop;
    const char *program;
    struct queue *writer;          /* where rules and answers go */
    struct load_request *plugins;  /* `skip` and `reason` are changed when one is to blame */
    /* Rules come: these types of other people's they read; borrowed for the call. Each time, before on_rules. */
    void (*on_types)(void *ctx, const struct foreign_types *types);
    /* Rules are there: so many plugins, and so many that did not load. err: there are none, or (ERR_CONFIG) two of one name. Each time. */
    void (*on_rules)(void *ctx, size_t loaded, size_t faults, const struct err *err);
    void *ctx;
};

struct worker *worker_new(const struct worker_config *config);
/* Starts the first process; one that cannot be started is tried again later. */
void worker_start(struct worker *worker);
/* Takes the questions. Those for rules that are not there any more are dropped: they will be asked again. */
void worker_ask(struct worker *worker, struct ask_message *ask);
/* Ends the process; frees itself when its handles are closed. */
void worker_close(struct worker *worker);

#endif

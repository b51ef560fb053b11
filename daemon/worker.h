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

#include "daemon/message.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

struct ask_message;
struct foreign_types;
struct pause_message;
struct plugin_set;
struct queue;
struct roster;
struct rule_history;
struct rule_record;
struct ruleset;
struct worker;
struct worker_process;

struct worker_config {
    uv_loop_t *loop;
    const char *program;
    struct queue *writer;          /* where rules and answers go */
    struct plugin_set *set;        /* taken over; `skip` and `reason` of a source are changed when it is to blame */
    const struct rule_history *history; /* what there was before the start */
    /* Rules come: these types of other people's they read; borrowed for the call. Each time, before on_rules. */
    void (*on_types)(void *ctx, const struct foreign_types *types);
    /* Rules are there: so many plugins, and so many that did not load. err: there are none, or (ERR_CONFIG) two of one name. Each time. */
    void (*on_rules)(void *ctx, size_t loaded, size_t faults, const struct err *err);
    void *ctx;
};

struct worker *worker_new(const struct worker_config *config);
/* Starts the first process; one that cannot be started is tried again later. */
void worker_start(struct worker *worker);
/*
 * Other rules: the process has loaded the set and serves from now on, the old
 * one ends.  All but the manifest is taken over (the ruleset is left empty; record
 * may be NULL); the writer
 * tells when figures by them stand (MESSAGE_APPLIED).
 */
void worker_take_over(struct worker *worker, struct plugin_set *set, struct worker_process *process, struct ruleset *ruleset,
                      struct str manifest, struct rule_record *record);
/* The files that were applied, and how the plugins fare; both as long as nothing else is applied. */
const struct plugin_set *worker_set(const struct worker *worker);
const struct roster *worker_roster(const struct worker *worker);
/* The numbering of rules that the writer was told of last. */
generation_t worker_generation(const struct worker *worker);
/* Takes the questions. Those for rules that are not there any more are dropped: they will be asked again. */
void worker_ask(struct worker *worker, struct ask_message *ask);
/* The writer paused a plugin itself; borrowed. Of other rules than those that are there now: nothing happens. */
void worker_blame(struct worker *worker, const struct pause_message *blamed);
/* Ends the process; frees itself when its handles are closed. */
void worker_close(struct worker *worker);

#endif

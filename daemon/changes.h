/* SPDX-License-Identifier: MIT */
/*
 * changes.h -- other rules while the daemon runs: all or nothing, one change at a time.
 *
 *   IDLE ──asked──▶ STAGING ──every file loads──▶ PUBLISHING ──figures stand──▶ IDLE
 *     ▲                └── one does not: everything stays as it was ──▲
 *     └── the files say what is applied already ──▲
 *
 * The files are read again, or taken from the store, and loaded by a second worker (staging.h), which
 * takes over only when nothing is wrong with any of them.  Whoever asks while a
 * change is under way waits for their turn.  Belongs to the loop thread.
 */
#ifndef DAEMON_CHANGES_H
#define DAEMON_CHANGES_H

#include "daemon/rule_history.h"

#include <jansson.h>
#include <uv.h>

struct applied_message;
struct changes;
struct control_call;
struct queue;
struct worker;

struct changes_config {
    uv_loop_t *loop;
    const char *program;
    const struct plugin_origin *origin;
    struct worker *worker;
    struct queue *writer;          /* which reads stored versions */
    struct rule_standing standing; /* what is loaded first */
};

struct changes *changes_new(const struct changes_config *config);
void changes_free(struct changes *changes);

enum change_kind {
    CHANGE_RELOAD,   /* the folders' files; none while a rollback holds */
    CHANGE_APPLY,    /* the folders' files */
    CHANGE_ROLLBACK, /* those of a stored version */
};

/* params: of the methods reload, apply and rollback. call: who waits for the outcome; NULL: it is logged, as for a signal. */
void changes_ask(struct changes *changes, enum change_kind kind, struct control_call *call, const json_t *params);
/* What is applied. */
const struct rule_standing *changes_standing(const struct changes *changes);
/* Figures by the rules that were taken over last stand. */
void changes_applied(struct changes *changes, const struct applied_message *applied);
/* No call is answered any more. */
void changes_stop(struct changes *changes);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * planner.h -- what the rules' files as they are now would change: the method "plan".
 *
 *   IDLE ──asked──▶ STAGING ──every file loads──▶ WAITING ──figures stand: fork──▶ RUNNING ──▶ IDLE
 *     ▲                └─ one does not ─▲    (the client goes, a process ends: killed) ──▲
 *
 * One plan at a time.  The files are loaded by a second rule worker, then a
 * child of the daemon compares (plan_child.h); what it writes is passed on.
 * Nothing that counts is touched.  Belongs to the loop thread.
 */
#ifndef DAEMON_PLANNER_H
#define DAEMON_PLANNER_H

#include <jansson.h>
#include <uv.h>

struct control_call;
struct planner;
struct plugin_origin;
struct queue;

struct planner_config {
    uv_loop_t *loop;
    const char *program; /* of the rule worker */
    const char *db_path;
    const struct plugin_origin *origin;
    struct queue *writer;
};

struct planner *planner_new(const struct planner_config *config);
/* Answers the call: params {"all": true} tells every cell. */
void planner_call(struct planner *planner, struct control_call *call, const json_t *params);
/* Ends what is under way; no call is answered any more. */
void planner_stop(struct planner *planner);
/* After the loop and the writer ended. NULL is fine. */
void planner_free(struct planner *planner);

#endif

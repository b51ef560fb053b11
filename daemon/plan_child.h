/* SPDX-License-Identifier: MIT */
/*
 * plan_child.h -- a plan is computed by a process of its own: a fork that has the facts as they are at one log position.
 *
 * The child touches neither the store nor the loop: it reads its copy of the
 * facts, lets another process read the database (plan_store.h), asks the staged rule worker over the socket that it inherits, and
 * writes lines of JSON to a pipe: {"progress":…}, then {"result":…} or
 * {"error":{"code","message"}}.  Ingest goes on in the parent.
 */
#ifndef DAEMON_PLAN_CHILD_H
#define DAEMON_PLAN_CHILD_H

#include "lib/base/err.h"

#include <stdbool.h>
#include <sys/types.h>

struct preview_base;
struct ruleset;

struct plan_task {
    const struct ruleset *staged;
    const char *db_path;
    int worker;        /* the socket of the worker that has them loaded */
    const char *rules; /* the hash of their files */
    bool all;          /* every cell and score is told, not only the sums */
};

/* In the thread that owns the facts. The child's number and the end of the pipe to read from are the caller's. */
bool plan_child_start(const struct preview_base *base, const struct plan_task *task, pid_t *pid, int *pipe_end,
                      struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * worker_process.h -- one run of turnout-rules: starting it, frames to and fro, its end.
 *
 * Whoever holds it decides what is said and when it must die; nothing it sends
 * or writes on the shared page is trusted.  Belongs to the loop thread.
 */
#ifndef DAEMON_WORKER_PROCESS_H
#define DAEMON_WORKER_PROCESS_H

#include "daemon/watch.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lua/protocol.h"

#include <uv.h>

struct worker_process;

struct worker_process_owner {
    /* A whole frame came; body is borrowed. The process may be killed in here, not closed. */
    void (*on_frame)(void *ctx, enum frame_kind kind, struct str body);
    /* It ended, by itself or killed: close it. signal is 0 when it returned `status`. */
    void (*on_end)(void *ctx, int64_t status, int signal);
    void *ctx;
};

/* NULL: it could not be started. The owner is copied. */
struct worker_process *worker_process_start(uv_loop_t *loop, const char *program,
                                            const struct worker_process_owner *owner, struct err *err);
/* Another owner, copied, from now on. */
void worker_process_set_owner(struct worker_process *process, const struct worker_process_owner *owner);
/* Its socket, for a child that asks it: nothing is read or sent here any more. Stays open as long as the process is held. */
int worker_process_lend(struct worker_process *process);
/* Takes the frame's bytes. */
void worker_process_send(struct worker_process *process, struct buf *frame);
void worker_process_kill(struct worker_process *process);
/* What it is at: call, processor time, memory. What cannot be known is 0. */
void worker_process_sample(const struct worker_process *process, struct watch_sample *sample);
/* Ends it if it still runs; no callback comes any more. Frees itself when its handles are closed. */
void worker_process_close(struct worker_process *process);

#endif

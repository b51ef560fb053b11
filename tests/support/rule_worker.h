/* SPDX-License-Identifier: MIT */
/*
 * rule_worker.h -- turnout-rules as the daemon starts it, for tests that speak its protocol.
 *
 * Every function fails the test when the worker does not do its part within a
 * minute.
 */
#ifndef TESTS_SUPPORT_RULE_WORKER_H
#define TESTS_SUPPORT_RULE_WORKER_H

#include "lib/base/buf.h"
#include "lua/protocol.h"

#include <sys/types.h>

struct rule_worker {
    pid_t pid;
    int socket; /* the daemon's end; -1 when closed */
    struct worker_board *board;
    struct buf in, frame; /* the last frame; its body points into it */
};

void rule_worker_start(struct rule_worker *worker);
/* Sends the frame and empties the buffer. */
void rule_worker_send(struct rule_worker *worker, struct buf *frame);
/* The body of the next frame, which must be of that kind; valid until the next one. */
struct str rule_worker_receive(struct rule_worker *worker, enum frame_kind kind);
/* Closes the daemon's end and waits: the exit status, or minus the signal. */
int rule_worker_end(struct rule_worker *worker);

#endif

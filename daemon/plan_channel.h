/* SPDX-License-Identifier: MIT */
/*
 * plan_channel.h -- asks a rule worker and waits: for a process that does nothing else.
 *
 * The worker's end was made by another process, which still watches over it: a
 * worker that hangs is killed from there, and is gone here.
 */
#ifndef DAEMON_PLAN_CHANNEL_H
#define DAEMON_PLAN_CHANNEL_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/engine/preview.h"
#include "lib/model/answer_book.h"

struct plan_channel {
    int fd;             /* the socket, blocking or not */
    struct buf in, out;
    struct arena arena; /* the last answers */
    struct verdict *verdicts;
    struct score_answer *answers;
    struct rule_fault *faults;
    size_t count, capacity, fault_count, fault_capacity;
    uint64_t frames;
};

/* Both as in preview.h, with the channel as ctx. ERR_RULE: the worker is gone or answers nonsense. */
bool plan_channel_ask(struct plan_channel *channel, const struct rule_mask *left_out, const struct rule_subject *subjects,
                      size_t count, struct preview_answers *answers, struct err *err);
bool plan_channel_ask_scores(struct plan_channel *channel, const struct rule_mask *left_out,
                             const struct score_question *questions, size_t count, struct preview_scores *answers,
                             struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * protocol_scores.h -- the frames that ask scores and answer for them.
 *
 *   daemon                                    worker
 *     ASK_SCORES  batch, questions      ───▶
 *                                       ◀───  SCORES  batch, answers, faults
 *
 * An answer names its question by the question's key, so that it is right
 * whenever it comes.  Framing and manners: protocol.h.
 */
#ifndef LUA_PROTOCOL_SCORES_H
#define LUA_PROTOCOL_SCORES_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/model/answer_book.h"
#include "lib/model/ruleset.h"

struct score_ask {
    uint64_t batch;
    struct rule_mask paused; /* plugins whose scores are not asked */
    struct score_question *questions;
    size_t count;
};
void protocol_put_score_ask(struct buf *out, uint64_t batch, const struct rule_mask *paused,
                            const struct score_question *questions, size_t count);
bool protocol_read_score_ask(struct str body, struct arena *arena, struct score_ask *ask, struct err *err);

struct score_batch {
    uint64_t batch;
    struct score_answer *answers; /* to those questions that were answered */
    size_t count;
    struct rule_fault *faults;    /* at most one a plugin; their subject is a place among the questions */
    size_t fault_count;
    uint64_t nanoseconds;         /* what answering took */
    struct plugin_use *uses;      /* of each plugin that was asked: protocol_faults.h */
    size_t use_count;
};
void protocol_put_scores(struct buf *out, const struct score_batch *batch);
bool protocol_read_scores(struct str body, struct arena *arena, struct score_batch *batch, struct err *err);

#endif

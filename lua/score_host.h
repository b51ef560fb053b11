/* SPDX-License-Identifier: MIT */
/*
 * score_host.h -- asks scores about figures, within the limits of every rule.
 */
#ifndef LUA_SCORE_HOST_H
#define LUA_SCORE_HOST_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lua/protocol_scores.h"
#include "lua/rule_host.h"

/*
 * Answers; all of it is in the arena.  A plugin whose score fails is reported
 * once and answers no more in this batch.  False: the questions are none that
 * these plugins can be asked.
 */
bool score_host_answer(struct rule_host *host, const struct score_ask *ask, struct arena *arena, struct score_batch *batch,
                       struct err *err);

#endif

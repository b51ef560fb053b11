/* SPDX-License-Identifier: MIT */
/*
 * rule_answers.h -- an engine of the command's own gets its answers from a rule worker of the command's own.
 *
 *   engine asks ─▶ rule_answers ─▶ rule_process ─▶ verdicts, scores and faults, back to the engine
 *
 * As in the daemon, a plugin that fails pauses: its figures are left out and it
 * is asked no more.  When the worker is lost nothing is answered from then on.
 */
#ifndef CLI_RULE_ANSWERS_H
#define CLI_RULE_ANSWERS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/ruleset.h"

#include <stddef.h>

struct engine;
struct rule_process;
struct rule_subject;
struct score_question;

struct rule_answers {
    struct rule_process *process; /* borrowed */
    struct engine *engine;        /* borrowed; the one that asks */
    struct rule_mask paused;      /* plugins that failed */
    struct str fault;             /* the first one's message, in kept; ptr NULL: none */
    struct err lost;              /* the worker; code ERR_NONE: it is there */
    struct arena batch, kept;     /* batch: of one question */
};

void rule_answers_give(struct rule_answers *answers, const struct rule_subject *subjects, size_t count);
void rule_answers_give_scores(struct rule_answers *answers, const struct score_question *questions, size_t count);
void rule_answers_free(struct rule_answers *answers);

#endif

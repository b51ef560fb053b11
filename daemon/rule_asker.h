/* SPDX-License-Identifier: MIT */
/*
 * rule_asker.h -- the rules as the writer's thread knows them: it asks them, takes their answers, and pauses plugins.
 *
 * The engine's questions go to the loop as frames for the worker, in one
 * numbering of rules at a time.  A plugin that fails, there or by what its
 * rules make the engine do, is not asked again until it is changed.
 */
#ifndef DAEMON_RULE_ASKER_H
#define DAEMON_RULE_ASKER_H

#include "daemon/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct engine;
struct queue;
struct rule_subject;
struct score_question;

struct rule_asker {
    struct engine *engine;      /* NULL while it is opened, which asks nothing of it */
    struct queue *outbox;
    void (*wake)(void *ctx);    /* something is in the outbox */
    void *ctx;
    generation_t generation;    /* of the rules in the engine; 0: it has none yet */
    struct rule_mask paused;    /* plugins, by number */
    uint64_t asked;             /* frames so far */
    bool begins_round;          /* figures were published: what plugins may use in all begins anew with the next question */
    bool announces;             /* somebody waits for the figures of changed rules */
};

bool rule_asker_has_rules(const struct rule_asker *asker);

/* The engine asks. */
void rule_asker_ask(struct rule_asker *asker, const struct rule_subject *subjects, size_t count);
void rule_asker_ask_scores(struct rule_asker *asker, const struct score_question *questions, size_t count);

/* MESSAGE_RULESET, _VERDICTS, _SCORES, _ASK_AGAIN, _PAUSE; what it takes over is gone from the message. */
void rule_asker_obey(struct rule_asker *asker, struct message *message);
/* What the engine has against plugins by now. */
void rule_asker_take_faults(struct rule_asker *asker);
/* Figures by these rules were published. */
void rule_asker_published(struct rule_asker *asker);

#endif

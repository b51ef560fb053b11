/* SPDX-License-Identifier: MIT */
#include "daemon/rule_asker.h"

#include "daemon/log.h"
#include "daemon/queue.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lua/protocol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASK_SUBJECTS = 512 /* in one frame */ };

bool
rule_asker_has_rules(const struct rule_asker *asker)
{
    return asker->generation > 0;
}

static void
tell(struct rule_asker *asker, struct message *message)
{
    queue_put(asker->outbox, message);
}

static void
wake(struct rule_asker *asker)
{
    asker->wake(asker->ctx);
}

/* -- questions -- */

static struct ask_message *
new_question(struct rule_asker *asker)
{
    struct ask_message *ask = mem_new(sizeof *ask);

    ask->message.kind = MESSAGE_ASK;
    ask->generation = asker->generation;
    if (asker->begins_round)
        protocol_put_round(&ask->frame);
    asker->begins_round = false;
    return ask;
}

static void
send_frame(struct rule_asker *asker, const struct rule_subject *subjects, size_t count)
{
    struct ask_message *ask = new_question(asker);

    protocol_put_ask(&ask->frame, ++asker->asked, &asker->paused, subjects, count);
    tell(asker, &ask->message);
}

static void
send_score_frame(struct rule_asker *asker, const struct score_question *questions, size_t count)
{
    struct ask_message *ask = new_question(asker);

    protocol_put_score_ask(&ask->frame, ++asker->asked, &asker->paused, questions, count);
    tell(asker, &ask->message);
}

void
rule_asker_ask(struct rule_asker *asker, const struct rule_subject *subjects, size_t count)
{
    for (size_t at = 0; at < count; at += ASK_SUBJECTS)
        send_frame(asker, subjects + at, count - at < ASK_SUBJECTS ? count - at : ASK_SUBJECTS);
    wake(asker);
}

void
rule_asker_ask_scores(struct rule_asker *asker, const struct score_question *questions, size_t count)
{
    for (size_t at = 0; at < count; at += ASK_SUBJECTS)
        send_score_frame(asker, questions + at, count - at < ASK_SUBJECTS ? count - at : ASK_SUBJECTS);
    wake(asker);
}

/* -- plugins that fail -- */

/* False: it pauses already. */
static bool
begin_pause(struct rule_asker *asker, const struct rule_fault *fault)
{
    const struct ruleset *ruleset = engine_ruleset(asker->engine);

    if (fault->plugin >= ruleset->plugin_count || rule_mask_has(&asker->paused, (int)fault->plugin))
        return false;
    rule_mask_set(&asker->paused, (int)fault->plugin);
    log_error("plugin %.*s pauses: %.*s", STR_ARG(ruleset->plugins[fault->plugin].name), STR_ARG(fault->message));
    return true;
}

/* The loop's side blames it. */
static void
pause_plugin(struct rule_asker *asker, const struct rule_fault *fault)
{
    if (begin_pause(asker, fault))
        engine_pause_plugin(asker->engine, fault);
}

/* The loop's thread lists plugins, and takes one that pauses up again. */
static void
tell_blamed(struct rule_asker *asker, const struct rule_fault *fault)
{
    struct pause_message *message = mem_new(sizeof *message);

    message->message.kind = MESSAGE_BLAMED;
    message->generation = asker->generation;
    message->fault = *fault;
    snprintf(message->text, sizeof message->text, "%.*s", STR_ARG(fault->message));
    message->fault.message = (struct str){ 0 };
    tell(asker, &message->message);
    wake(asker);
}

/* The engine blames them, and has paused them. */
void
rule_asker_take_faults(struct rule_asker *asker)
{
    struct rule_fault fault;

    while (engine_next_fault(asker->engine, &fault))
        if (begin_pause(asker, &fault))
            tell_blamed(asker, &fault);
}

/* -- messages -- */

static void
take_ruleset(struct rule_asker *asker, struct ruleset_message *message)
{
    asker->generation = message->generation;
    asker->announces |= message->is_change || message->record;
    memset(&asker->paused, 0, sizeof asker->paused);
    engine_set_ruleset(asker->engine, message->ruleset); /* which leaves an empty one */
    if (message->record)
        engine_keep_rules(asker->engine, message->record);
    message->record = NULL;
}

static void
take_verdicts(struct rule_asker *asker, const struct verdict_batch *batch)
{
    for (size_t i = 0; i < batch->fault_count; i++)
        pause_plugin(asker, &batch->faults[i]);
    engine_verdicts(asker->engine, batch->verdicts, batch->count);
    rule_asker_take_faults(asker);
}

static void
take_scores(struct rule_asker *asker, const struct score_batch *batch)
{
    for (size_t i = 0; i < batch->fault_count; i++)
        pause_plugin(asker, &batch->faults[i]);
    engine_scores(asker->engine, batch->answers, batch->count);
}

static void
take_pause(struct rule_asker *asker, const struct pause_message *message)
{
    struct rule_fault fault = message->fault;

    fault.message = str_of(message->text);
    if (message->generation == asker->generation)
        pause_plugin(asker, &fault);
}

void
rule_asker_obey(struct rule_asker *asker, struct message *message)
{
    switch (message->kind) {
    case MESSAGE_RULESET:
        take_ruleset(asker, (struct ruleset_message *)message);
        break;
    case MESSAGE_VERDICTS:
        take_verdicts(asker, &((struct verdicts_message *)message)->batch);
        break;
    case MESSAGE_SCORES:
        take_scores(asker, &((struct scores_message *)message)->batch);
        break;
    case MESSAGE_ASK_AGAIN:
        asker->generation = ((struct ruleset_message *)message)->generation;
        engine_ask_again(asker->engine);
        break;
    case MESSAGE_PAUSE:
        take_pause(asker, (struct pause_message *)message);
        break;
    default:
        abort();
    }
}

/* Figures by the changed rules stand. */
static void
announce(struct rule_asker *asker)
{
    struct applied_message *applied;

    if (!asker->announces)
        return;
    asker->announces = false;
    applied = mem_new(sizeof *applied);
    applied->message.kind = MESSAGE_APPLIED;
    applied->generation = asker->generation;
    applied->position = engine_published(asker->engine); /* what came meanwhile may lie behind it */
    applied->version = engine_kept_rules(asker->engine);
    tell(asker, &applied->message);
    wake(asker);
}

void
rule_asker_published(struct rule_asker *asker)
{
    asker->begins_round = true;
    announce(asker);
}

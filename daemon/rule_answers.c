/* SPDX-License-Identifier: MIT */
#include "daemon/rule_answers.h"

#include "daemon/message.h"
#include "daemon/roster.h"
#include "lib/base/mem.h"
#include "lua/protocol_faults.h"

#include <stdlib.h>

static void
note_faults(struct roster *roster, const struct rule_fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++)
        roster_pause(roster, faults[i].plugin, faults[i].message);
}

static void
note_uses(struct roster *roster, const struct plugin_use *uses, size_t count)
{
    for (size_t i = 0; i < count; i++)
        roster_spend(roster, uses[i].plugin, &uses[i].use);
}

struct message *
rule_answers_verdicts(struct str body, struct roster *roster, struct err *err)
{
    struct verdicts_message *message = mem_new(sizeof *message);
    struct str copy = arena_copy(&message->arena, body);

    message->message.kind = MESSAGE_VERDICTS;
    if (!protocol_read_verdicts(copy, &message->arena, &message->batch, err)) {
        arena_free(&message->arena);
        free(message);
        return NULL;
    }
    note_uses(roster, message->batch.uses, message->batch.use_count);
    note_faults(roster, message->batch.faults, message->batch.fault_count);
    return &message->message;
}

struct message *
rule_answers_scores(struct str body, struct roster *roster, struct err *err)
{
    struct scores_message *message = mem_new(sizeof *message);
    struct str copy = arena_copy(&message->arena, body);

    message->message.kind = MESSAGE_SCORES;
    if (!protocol_read_scores(copy, &message->arena, &message->batch, err)) {
        arena_free(&message->arena);
        free(message);
        return NULL;
    }
    note_uses(roster, message->batch.uses, message->batch.use_count);
    note_faults(roster, message->batch.faults, message->batch.fault_count);
    return &message->message;
}

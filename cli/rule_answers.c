/* SPDX-License-Identifier: MIT */
#include "cli/rule_answers.h"

#include "cli/rule_process.h"
#include "lib/engine/engine.h"

static void
pause_plugins(struct rule_answers *answers, const struct rule_fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!answers->fault.ptr)
            answers->fault = arena_copy(&answers->kept, faults[i].message);
        if (faults[i].plugin >= RULES_MAX || rule_mask_has(&answers->paused, (int)faults[i].plugin))
            continue;
        rule_mask_set(&answers->paused, (int)faults[i].plugin);
        engine_pause_plugin(answers->engine, &faults[i]);
    }
}

/* Maps that emitted what is no event. */
static void
take_faults(struct rule_answers *answers)
{
    struct rule_fault fault = { .rule = RULE_NONE };

    while (engine_next_fault(answers->engine, &fault))
        pause_plugins(answers, &fault, 1);
}

void
rule_answers_give(struct rule_answers *answers, const struct rule_subject *subjects, size_t count)
{
    struct verdict_batch batch;

    arena_reset(&answers->batch);
    if (answers->lost.code != ERR_NONE ||
        !rule_process_ask(answers->process, &answers->paused, subjects, count, &answers->batch, &batch, &answers->lost))
        return;
    pause_plugins(answers, batch.faults, batch.fault_count);
    engine_verdicts(answers->engine, batch.verdicts, batch.count);
    take_faults(answers);
}

void
rule_answers_give_scores(struct rule_answers *answers, const struct score_question *questions, size_t count)
{
    struct score_batch batch;

    arena_reset(&answers->batch);
    if (answers->lost.code != ERR_NONE ||
        !rule_process_ask_scores(answers->process, &answers->paused, questions, count, &answers->batch, &batch, &answers->lost))
        return;
    pause_plugins(answers, batch.faults, batch.fault_count);
    engine_scores(answers->engine, batch.answers, batch.count);
}

void
rule_answers_free(struct rule_answers *answers)
{
    arena_free(&answers->batch);
    arena_free(&answers->kept);
}

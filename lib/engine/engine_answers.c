/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine.h"

#include "lib/engine/engine_ask.h"
#include "lib/engine/engine_fault.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"
#include "lib/model/facts_settle.h"
#include "lib/model/fault_text.h"

#include <stdio.h>
#include <stdlib.h>

/* Does the worker say of a map what a map may say? */
static bool
is_emission(const struct engine *engine, const struct emission *emission)
{
    uint32_t emits = emission->rule >= 0 && (size_t)emission->rule < engine->ruleset.rule_count
                         ? engine->ruleset.rules[emission->rule].emits : 0;

    for (int i = 0; i < EMIT_TYPES; i++)
        if (emits >> i & 1 && emit_types[i] == emission->type)
            return true;
    return false;
}

/* What waits for an activity brings none and cancels none: it would come and go for ever. */
static bool
goes_round(const struct record *record, const struct emission *emission)
{
    return record->session != CODE_NONE && (emission->type == EVENT_ACTIVITY_HELD || emission->type == EVENT_ACTIVITY_CANCELLED);
}

/* The event behind what is emitted; its texts in the arena. */
static bool
source_of(struct engine *engine, const struct record *record, struct arena *arena, struct emitted_source *source, struct err *err)
{
    *source = (struct emitted_source){
        .seq = record->base.seq, .at = record->base.at, .rev = record->base.rev, .person = record->person,
    };
    return ledger_identity(&engine->ledger, record->base.seq, arena, &source->source, &source->id, err);
}

static void
add_fault(struct engine *engine, const struct verdict *verdict, const struct emission *emission, const struct refusal *refusal)
{
    char why[sizeof refusal->message];
    struct rule_fault fault = { .plugin = engine->ruleset.rules[emission->rule].plugin, .rule = emission->rule,
                                .subject = verdict->number, .cause = FAULT_ERROR };

    fault_text_hide(str_of(refusal->message), STR(""), FAULT_BY_LIBRARY, why, sizeof why);
    fault.message = arena_printf(&engine->fault_texts, "%.*s: t.map: emitted %s: %s%s%s", STR_ARG(emission->place),
                                 event_type_name(emission->type).ptr, refusal->path, refusal->path[0] ? ": " : "", why);
    engine_blame(engine, &fault);
}

static bool
is_paused(const struct engine *engine, uint32_t plugin)
{
    return engine->publisher.paused[plugin / 64] >> (plugin % 64) & 1;
}

/* What maps made of an event joins the facts. */
static bool
emit(struct engine *engine, const struct verdict *verdict, struct err *err)
{
    struct record *record = engine->facts.records.all[verdict->number];
    struct arena arena = { 0 };
    struct emitted_source source;
    bool fine = source_of(engine, record, &arena, &source, err);

    record->emits = fine;
    for (size_t i = 0; fine && i < verdict->emission_count; i++) {
        const struct emission *emission = &verdict->emissions[i];
        struct refusal refusal = { 0 };
        if (!is_emission(engine, emission) || goes_round(record, emission) || is_paused(engine, engine->ruleset.rules[emission->rule].plugin))
            continue;
        if (!emitted_add(&engine->emitted, &engine->facts, engine->reader, &engine->ruleset, &source, emission, &refusal))
            add_fault(engine, verdict, emission, &refusal);
    }
    arena_free(&arena);
    return fine;
}

void
engine_verdicts(struct engine *engine, const struct verdict *verdicts, size_t count)
{
    bool was_busy = engine->is_busy;
    struct err err;

    engine->is_busy = true;
    for (size_t i = 0; i < count; i++) {
        if (!facts_verdict(&engine->facts, &verdicts[i]) || verdicts[i].kind != SUBJECT_RECORD ||
            verdicts[i].emission_count == 0)
            continue;
        if (!emit(engine, &verdicts[i], &err)) {
            fprintf(stderr, "turnout: the event log cannot be read: %s\n", err.text);
            abort();
        }
        engine->is_behind = true;
    }
    engine->is_busy = was_busy;
    if (was_busy || !engine->is_behind)
        return;
    engine->is_behind = false;
    engine_catch_up(engine);
    engine_ask(engine);
}

void
engine_scores(struct engine *engine, const struct score_answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        answer_book_take(&engine->publisher.answers, &answers[i]);
}

/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_ask.h"

#include "lib/base/mem.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"
#include "lib/model/facts_settle.h"
#include "lib/model/question_pieces.h"
#include "lib/model/record_verdicts.h"

#include <stdlib.h>

/* The one at a place among all that are new; false: answered or gone meanwhile. */
static bool
subject_at(const struct facts *facts, size_t place, struct rule_subject *subject)
{
    uint32_t number;

    if (place < facts->asking_session_count) {
        number = facts->asking_sessions[place];
        if (facts->sessions[number]->has_verdict || facts->sessions[number]->state != SESSION_ACTIVE)
            return false;
        facts_session_subject(facts, number, subject);
        return true;
    }
    place -= facts->asking_session_count;
    if (place >= facts->asking_item_count)
        return facts_record_subject(facts, facts->records.asking[place - facts->asking_item_count], subject);
    number = facts->asking_items[place];
    if (facts->plans.items[number].has_verdict || !facts->plans.items[number].current)
        return false;
    facts_item_subject(facts, number, subject);
    return true;
}

/* Hands what is new to the worker, in messages of some thousands. */
static void
ask_once(struct engine *engine)
{
    struct facts *facts = &engine->facts;
    struct rule_subject *subjects;
    size_t n = 0, total = facts->asking_session_count + facts->asking_item_count + facts->records.asking_count;

    if (!engine->has_ruleset || total == 0)
        return;
    subjects = mem_array(ASK_AT_ONCE, sizeof *subjects);
    for (size_t i = 0; i < total; i++) {
        n += subject_at(facts, i, &subjects[n]);
        if (n == ASK_AT_ONCE) {
            engine->config.ask(engine->config.ctx, subjects, n);
            n = 0;
        }
    }
    if (n > 0)
        engine->config.ask(engine->config.ctx, subjects, n);
    facts->asking_session_count = facts->asking_item_count = facts->records.asking_count = 0;
    free(subjects);
}

void
engine_ask(struct engine *engine)
{
    bool again = !engine->is_busy;

    engine->is_behind |= engine->is_busy;
    while (again) {
        engine->is_busy = true;
        engine->is_behind = false;
        ask_once(engine);
        again = engine->is_behind;
        if (again)
            engine_catch_up(engine);
        engine->is_busy = false;
    }
}

void
engine_ask_again(struct engine *engine)
{
    answer_book_ask_again(&engine->publisher.answers);
    facts_ask_again(&engine->facts);
    engine_ask(engine);
}

bool
engine_has_verdicts(const struct engine *engine)
{
    return engine->has_ruleset && engine->facts.sessions_waiting == 0 && engine->facts.items_waiting == 0 &&
           engine->facts.records.waiting == 0;
}

/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine.h"

#include "lib/engine/engine_ask.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"
#include "lib/model/facts_settle.h"
#include "lib/store/rule_record.h"
#include "lib/store/store.h"

#include <string.h>

/* A paused plugin is taken up again by being asked anew. */
static bool
only_titles_differ(const struct engine *engine, const struct ruleset *ruleset)
{
    const uint64_t *paused = engine->publisher.paused;

    return engine->has_ruleset && !(paused[0] | paused[1] | paused[2] | paused[3]) &&
           retitle_will_do(&engine->ruleset, ruleset);
}

/* Answers and figures stay right; who was asked is another worker now. */
static void
retitle(struct engine *engine, struct ruleset *ruleset)
{
    retitle_note(&engine->publisher.retitle, &engine->ruleset, ruleset);
    scoreboard_retitle(&engine->publisher.scores, ruleset);
    ruleset_free(&engine->ruleset);
    engine->ruleset = *ruleset;
    sealed_past_forget_rules(&engine->publisher.sealed);
    *ruleset = (struct ruleset){ 0 };
    engine_ask_again(engine);
}

/* What failed before may be mended, and what does not load is told. */
static void
tell_faults(struct engine *engine)
{
    struct publisher *publisher = &engine->publisher;

    staleness_note(&publisher->stale);
    fault_news_afresh(&publisher->faults);
    for (size_t i = 0; i < engine->ruleset.fault_count; i++) {
        const struct plugin_fault *fault = &engine->ruleset.faults[i];
        struct fault_row row = fault_of_loading(fault->plugin, fault->message, engine_head(engine));
        fault_news_add(&publisher->faults, &row);
    }
}

/* All verdicts are void, and what maps emitted leaves. */
static void
begin_rules(struct engine *engine)
{
    bool sessions = false, items = false;

    engine->has_ruleset = true;
    memset(engine->publisher.paused, 0, sizeof engine->publisher.paused);
    engine->leaving = (struct rule_mask){ { 0 } };
    engine->facts.records.asked_types = 0;
    engine->facts.records.foreign = &engine->ruleset.foreign;
    for (size_t i = 0; i < engine->ruleset.rule_count; i++) {
        sessions |= engine->ruleset.rules[i].subject == SUBJECT_SESSION;
        items |= engine->ruleset.rules[i].subject == SUBJECT_PLAN_ITEM;
        if (engine->ruleset.rules[i].subject == SUBJECT_RECORD)
            engine->facts.records.asked_types |= (uint64_t)1 << engine->ruleset.rules[i].of;
    }
    tell_faults(engine);
    inspection_forget(&engine->publisher.inspection);
    answer_book_ask_again(&engine->publisher.answers);
    facts_new_rules(&engine->facts, sessions, items);
    engine_settle(engine);
    engine_ask(engine);
}

void
engine_set_ruleset(struct engine *engine, struct ruleset *ruleset)
{
    if (only_titles_differ(engine, ruleset)) {
        retitle(engine, ruleset);
        return;
    }
    retitle_clear(&engine->publisher.retitle);
    engine->facts.records.foreign = NULL;
    ruleset_free(&engine->ruleset);
    engine->ruleset = *ruleset;
    sealed_past_forget_rules(&engine->publisher.sealed);
    *ruleset = (struct ruleset){ 0 };
    begin_rules(engine);
}

void
engine_try_ruleset(struct engine *engine, const struct ruleset *ruleset, engine_ask_fn ask, void *ctx, struct engine_trial *was)
{
    *was = (struct engine_trial){ engine->ruleset, engine->config.ask, engine->config.ctx };
    engine->config.ask = ask;
    engine->config.ctx = ctx;
    engine->facts.records.foreign = NULL;
    engine->ruleset = *ruleset;
    begin_rules(engine);
}

void
engine_end_trial(struct engine *engine, const struct engine_trial *was)
{
    engine->ruleset = was->ruleset;
    engine->config.ask = was->ask;
    engine->config.ctx = was->ctx;
}

const struct ruleset *
engine_ruleset(const struct engine *engine)
{
    return &engine->ruleset;
}

void
engine_keep_rules(struct engine *engine, struct rule_record *record)
{
    rule_record_free(engine->publisher.record);
    engine->publisher.record = record;
}

int64_t
engine_kept_rules(const struct engine *engine)
{
    return engine->publisher.recorded;
}

bool
engine_rule_version(const struct engine *engine, int64_t number, struct arena *arena, struct rule_version *version,
                    bool *found, struct err *err)
{
    return rule_versions_get(store_sql(engine->store), number, arena, version, found, err);
}

/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine.h"

#include "lib/engine/engine_ask.h"
#include "lib/engine/engine_replay.h"
#include "lib/engine/engine_scores.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"
#include "lib/engine/explain.h"
#include "lib/engine/preview_terms.h"
#include "lib/engine/rehearsal.h"
#include "lib/model/unit_tree.h"
#include "lib/store/recorded.h"

static day_t
as_of_day(const struct engine *engine, int64_t now)
{
    if (engine->config.has_as_of)
        return engine->config.as_of;
    return zone_day(units_root_zone(&engine->facts.units), now);
}

bool
engine_is_dirty(const struct engine *engine)
{
    return engine->must_freeze ||
           publisher_is_due(&engine->publisher, &engine->facts, &engine->ledger, engine->replayed, engine->publisher.day) ||
           inspection_is_wanted(&engine->publisher.inspection, engine->replayed, engine->publisher.day);
}

static bool
look_again(struct engine *engine, struct err *err)
{
    bool fine = true;

    if (engine->look_at_all)
        fine = ledger_note_all(&engine->ledger, err);
    else if (engine->look_at_recent)
        fine = ledger_note_recent(&engine->ledger, err);
    if (fine && !engine->look_at_all && engine->look_at_waiting)
        fine = ledger_note_waiting(&engine->ledger, err);
    engine->look_at_waiting = engine->look_at_recent = engine->look_at_all = false;
    return fine;
}

/* A score may read a score: what is asked next is known when the first has answered, which it may do at once. */
static bool
scores_are_there(struct engine *engine, const struct publication *publication)
{
    while (!publisher_rehearse(&engine->publisher, publication)) {
        engine_ask_scores(engine);
        if (engine->publisher.answers.waiting > 0)
            return false;
    }
    return true;
}

bool
engine_explain(struct engine *engine, const struct explain_question *question, int64_t now, json_t **answer, bool *waits,
               struct err *err)
{
    const struct explain_place place = {
        .facts = &engine->facts,
        .ruleset = &engine->ruleset,
        .answers = &engine->publisher.answers,
        .paused = engine->publisher.paused,
        .stale = &engine->publisher.stale,
        .freezer = &engine->publisher.freezer,
        .publisher = &engine->publisher,
        .sealed = &engine->publisher.sealed.source,
        .position = engine->replayed,
        .day = as_of_day(engine, now),
        .year_start_month = engine->config.year_start_month,
    };

    *answer = NULL;
    if (!sealed_past_refresh(&engine->publisher.sealed, &engine->ruleset, err))
        return false;
    engine_settle(engine);
    engine_ask(engine);
    *waits = !engine_has_verdicts(engine);
    if (*waits)
        return true;
    do { /* a score may read a score, and its answer may come at once */
        if (!explain(&place, question, answer, waits, err))
            return false;
        if (*waits)
            engine_ask_scores(engine);
    } while (*waits && engine->publisher.answers.waiting == 0);
    return true;
}

/* What was to be frozen was, or has to wait for the next start: on with a replay that stopped for it. */
static bool
go_on(struct engine *engine, struct err *err)
{
    engine->must_freeze = false;
    return engine->is_apart || engine->replayed == engine_head(engine) || (engine_replay(engine, err) && (engine_ask(engine), true));
}

static bool
wants_interlude(void *ctx, bool interrupts)
{
    const struct engine *engine = ctx;

    return engine->config.interlude.is_wanted(engine->config.ctx, interrupts);
}

static bool
take_interlude(void *ctx, struct err *err)
{
    return engine_take_interlude(ctx, err);
}

static void
wait_in_interlude(void *ctx)
{
    const struct engine *engine = ctx;

    engine->config.interlude.wait(engine->config.ctx);
}

static void
wake_from_interlude(void *ctx)
{
    const struct engine *engine = ctx;

    engine->config.interlude.wake(engine->config.ctx);
}

static struct publication_interlude
interlude_of(struct engine *engine)
{
    const struct engine_interlude *interlude = &engine->config.interlude;

    return (struct publication_interlude){
        .is_wanted = interlude->is_wanted ? wants_interlude : NULL,
        .take = take_interlude,
        .wait = interlude->wait ? wait_in_interlude : NULL,
        .wake = interlude->wake ? wake_from_interlude : NULL,
        .ctx = engine,
    };
}

bool
engine_publish(struct engine *engine, int64_t now, enum publish_result *result, struct err *err)
{
    struct publication publication = {
        .facts = &engine->facts,
        .ledger = &engine->ledger,
        .ruleset = &engine->ruleset,
        .head = engine->replayed,
        .freezes = engine->must_freeze,
        .interlude = interlude_of(engine),
        .year_start_month = engine->config.year_start_month,
    };
    bool due, inspects;

    if (!engine_await_disk(engine, err))
        return false;
    engine_settle(engine);
    engine_ask(engine);
    publication.day = as_of_day(engine, now);
    *result = PUBLISH_WAITS;
    if (!engine_has_verdicts(engine))
        return true;
    *result = PUBLISH_NOTHING;
    due = engine->must_freeze ||
          publisher_is_due(&engine->publisher, &engine->facts, &engine->ledger, publication.head, publication.day);
    inspects = inspection_is_wanted(&engine->publisher.inspection, publication.head, publication.day) &&
               inspection_may_run(&engine->publisher.inspection, !due, engine->facts.session_count);
    if (!due && !inspects)
        return true;
    *result = PUBLISH_WAITS;
    if (!recorded_update(engine->recorded, err) || /* when it was, figures ask, too */
        !sealed_past_refresh(&engine->publisher.sealed, &engine->ruleset, err))
        return false;
    if (!scores_are_there(engine, &publication) || !engine_has_verdicts(engine))
        return true; /* a plugin may have been paused meanwhile */
    if (!look_again(engine, err))
        return false;
    *result = PUBLISH_DONE;
    if (!publisher_publish(&engine->publisher, &publication, inspects, err))
        return false;
    ledger_give_back(&engine->ledger);
    return go_on(engine, err);
}

uint64_t
engine_published(const struct engine *engine)
{
    return engine->publisher.position;
}

bool
engine_prepare_preview(struct engine *engine, const struct ruleset *staged, struct err *err)
{
    struct sealed_past *sealed = &engine->publisher.sealed;
    bool fine = sealed_past_refresh(sealed, staged, err);

    sealed_past_forget_rules(sealed);
    return fine;
}

bool
engine_preview_base(struct engine *engine, struct preview_base *base)
{
    struct publisher *publisher = &engine->publisher;

    if (!engine_has_verdicts(engine) || engine->must_freeze || !publisher->has_day || engine->replayed != engine_head(engine) ||
        publisher_is_due(publisher, &engine->facts, &engine->ledger, engine->replayed, publisher->day))
        return false;
    *base = (struct preview_base){
        .engine = engine,
        .facts = &engine->facts,
        .ruleset = &engine->ruleset,
        .publisher = publisher,
        .ledger = &engine->ledger,
        .position = engine->replayed,
        .day = publisher->day,
        .year_start_month = engine->config.year_start_month,
    };
    return true;
}

bool
engine_must_freeze(const struct engine *engine)
{
    return engine->must_freeze;
}

bool
engine_skip_freeze(struct engine *engine, struct err *err)
{
    return go_on(engine, err);
}

int64_t
engine_next_day(const struct engine *engine, int64_t now)
{
    const struct zone *zone = units_root_zone(&engine->facts.units);

    if (engine->config.has_as_of)
        return INT64_MAX;
    return zone_midnight(zone, zone_day(zone, now) + 1);
}

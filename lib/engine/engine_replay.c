/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_replay.h"

#include "lib/engine/engine_ask.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"
#include "lib/engine/recorded_times.h"
#include "lib/store/event_log.h"
#include "lib/store/officials.h"

/* Where the log ends for this engine. */
static uint64_t
log_end(const struct engine *engine)
{
    uint64_t head = event_log_head(engine->log);

    return engine->config.rebuilds && engine->base.position < head ? engine->base.position : head;
}

bool
engine_replay_row(void *ctx, const struct log_row *row, struct arena *arena, struct err *err)
{
    struct engine *engine = ctx;
    struct event event = row->event;

    if (engine->config.progress && row->seq % 65536 == 0)
        engine->config.progress(engine->config.ctx, row->seq, log_end(engine));
    if (!line_read_stored(engine->reader, arena, &event, err))
        return err_wrap(err, "log position %llu", (unsigned long long)row->seq);
    if (!ledger_admit(&engine->ledger, &event, row->seq, row->previous, err))
        return false;
    engine->ledger.forget_count = 0; /* they were, when the event was accepted */
    return true;
}

bool
engine_replay(struct engine *engine, struct err *err)
{
    uint64_t head = log_end(engine), due;

    if (!officials_next_due(engine->officials, engine->replayed, &due, err))
        return false;
    engine->must_freeze = due != 0 && due <= head && !engine->config.reads_only && !engine->config.rebuilds;
    if (engine->must_freeze)
        head = due;
    if (head > engine->replayed && !event_log_scan(engine->log, engine->replayed + 1, head, engine_replay_row, engine, err))
        return false;
    engine->replayed = head;
    engine_settle(engine);
    engine->closing_version = engine->facts.closing_version;
    return freezer_refresh(&engine->publisher.freezer, &engine->facts, err);
}

bool
engine_take_interlude(struct engine *engine, struct err *err)
{
    engine->is_apart = true;
    return engine->config.interlude.take(engine->config.ctx, err);
}

bool
engine_is_behind(const struct engine *engine)
{
    return engine->is_apart;
}

bool
engine_join(struct engine *engine, uint64_t most, struct err *err)
{
    if (!deferred_join(&engine->deferred, &engine->ledger, most, &engine->replayed, err))
        return false;
    if (engine->deferred.count > 0)
        return true;
    engine->replayed = event_log_head(engine->log);
    engine->is_apart = false;
    engine_settle(engine);
    engine_ask(engine);
    return true;
}

bool
engine_empty_facts(struct engine *engine, struct err *err)
{
    facts_free(&engine->facts);
    if (!facts_init(&engine->facts, ledger_order(&engine->ledger), err))
        return false;
    engine->facts.recording = recorded_times(engine->recorded);
    engine->facts.records.year_start_month = engine->config.year_start_month;
    engine->facts.sessions_need_verdicts = engine->facts.items_need_verdicts = true; /* until the rules are known */
    engine->facts.records.asked_types = UINT64_MAX;
    return true;
}

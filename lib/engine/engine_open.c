/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_replay.h"

#include "lib/base/mem.h"
#include "lib/engine/engine_state.h"
#include "lib/engine/saved_facts.h"
#include "lib/store/event_log.h"
#include "lib/store/figures.h"
#include "lib/store/finding_table.h"
#include "lib/store/frozen_scores.h"
#include "lib/store/officials.h"
#include "lib/store/outcomes.h"
#include "lib/store/people_rows.h"
#include "lib/store/recorded.h"
#include "lib/store/rule_settings.h"
#include "lib/store/scores.h"
#include "lib/store/store.h"
#include "lib/store/store_status.h"

#include <stdlib.h>

/* What explaining needs: the log with the times at which it was written, and what was frozen. */
static bool
open_to_read(struct engine *engine, struct err *err)
{
    engine->store = store_open_to_read(engine->config.db_path, err);
    if (!engine->store)
        return false;
    engine->log = event_log_open(engine->store, err);
    if (!engine->log)
        return false;
    engine->recorded = recorded_open(engine->store, err);
    if (!engine->recorded || !recorded_update(engine->recorded, err))
        return false;
    engine->officials = officials_open(engine->store, err);
    return engine->officials != NULL;
}

/* For who reads the store while there is no daemon. */
static bool
note_settings(struct engine *engine, struct err *err)
{
    const struct engine_config *config = &engine->config;
    const struct rule_settings settings = { config->year_start_month, config->parameters };

    return rule_settings_put(engine->store, &settings, err) &&
           (config->disclosure.below <= 0 || store_put_disclosure(engine->store, config->disclosure, err));
}

/* What is published, and what that is made of beside the log. */
static bool
open_tables(struct engine *engine, struct err *err)
{
    engine->figures = figures_open(engine->store, err);
    if (!engine->figures)
        return false;
    engine->scores = score_table_open(engine->store, err);
    if (!engine->scores)
        return false;
    engine->findings = finding_table_open(engine->store, err);
    if (!engine->findings)
        return false;
    engine->recorded = recorded_open(engine->store, err);
    if (!engine->recorded)
        return false;
    engine->officials = officials_open(engine->store, err);
    if (!engine->officials)
        return false;
    engine->frozen = frozen_scores_open(engine->store, err);
    return engine->frozen != NULL;
}

static bool
open_store(struct engine *engine, struct err *err)
{
    engine->store = store_open(engine->config.db_path, err);
    if (!engine->store)
        return false;
    engine->log = event_log_open(engine->store, err);
    if (!engine->log)
        return false;
    engine->outcomes = outcomes_open(engine->store, err);
    return engine->outcomes && open_tables(engine, err) && note_settings(engine, err);
}

/* The tables come first: what is prepared afterwards means those in memory. */
static bool
open_to_rebuild(struct engine *engine, struct err *err)
{
    engine->store = store_open_to_rebuild(engine->config.db_path, err);
    if (!engine->store || !rebuild_begin(store_sql(engine->store), &engine->base_texts, &engine->base, err))
        return false;
    engine->config.has_as_of = engine->base.day.ptr && day_parse(engine->base.day, &engine->config.as_of);
    engine->log = event_log_open(engine->store, err);
    return engine->log && open_tables(engine, err);
}

static bool
open_as_asked(struct engine *engine, struct err *err)
{
    if (engine->config.rebuilds)
        return open_to_rebuild(engine, err);
    return engine->config.reads_only ? open_to_read(engine, err) : open_store(engine, err);
}

static bool
set_up(struct engine *engine, struct err *err)
{
    if (!open_as_asked(engine, err))
        return false;
    engine->reader = line_reader_new(event_log_person_key(engine->log));
    ledger_init(&engine->ledger, engine->log, engine->reader, &engine->facts);
    engine->ledger.emitted = &engine->emitted;
    publisher_init(&engine->publisher, &(struct publisher_tables){ engine->figures, engine->scores, engine->officials, engine->frozen });
    engine->publisher.sql = store_sql(engine->store);
    inspection_init(&engine->publisher.inspection, engine->findings, engine->recorded);
    return engine_empty_facts(engine, err) && (engine->config.rebuilds || saved_facts_load(engine, &engine->replayed, err)) &&
           engine_replay(engine, err);
}

struct engine *
engine_open(const struct engine_config *config, struct err *err)
{
    struct engine *engine = mem_new(sizeof *engine);

    engine->config = *config;
    if (set_up(engine, err))
        return engine;
    engine_close(engine);
    return NULL;
}

void
engine_close(struct engine *engine)
{
    struct err ignored;

    if (!engine)
        return;
    if (engine->log)
        event_log_settle(engine->log, &ignored); /* whoever had to know was told; what follows a commit uses figures */
    engine_backup_drop(engine);
    publisher_free(&engine->publisher);
    if (engine->ledger.retractions)
        ledger_free(&engine->ledger);
    facts_free(&engine->facts);
    if (engine->reader)
        line_reader_free(engine->reader);
    ruleset_free(&engine->ruleset);
    recorded_close(engine->recorded);
    finding_table_close(engine->findings);
    score_table_close(engine->scores);
    officials_close(engine->officials);
    frozen_scores_close(engine->frozen);
    if (engine->figures)
        figures_close(engine->figures);
    if (engine->outcomes)
        outcomes_close(engine->outcomes);
    if (engine->log)
        event_log_close(engine->log);
    if (engine->store)
        store_close(engine->store);
    arena_free(&engine->batch);
    deferred_free(&engine->deferred);
    emitted_free(&engine->emitted);
    arena_free(&engine->fault_texts);
    arena_free(&engine->base_texts);
    free(engine->faults);
    free(engine);
}

const unsigned char *
engine_person_key(const struct engine *engine)
{
    return event_log_person_key(engine->log);
}

uint64_t
engine_head(const struct engine *engine)
{
    return event_log_head(engine->log);
}

uint64_t
engine_computed(const struct engine *engine)
{
    return engine->publisher.computed;
}

bool
engine_status(const struct engine *engine, struct arena *arena, struct store_status *status, struct err *err)
{
    return store_status_read(store_sql(engine->store), arena, status, err);
}

void
engine_rest(struct engine *engine)
{
    store_rest(engine->store);
}

bool
engine_wipe(struct engine *engine)
{
    return store_wipe(engine->store);
}

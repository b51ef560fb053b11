/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_fault.h"

#include "lib/base/mem.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"
#include "lib/store/store.h"

void
engine_pause_plugin(struct engine *engine, const struct rule_fault *fault)
{
    uint32_t plugin = fault->plugin;
    struct arena arena = { 0 };
    struct fault_row row;

    if (plugin >= engine->ruleset.plugin_count)
        return;
    row = fault_describe(engine, fault, &arena); /* before anything leaves the facts */
    fault_news_add(&engine->publisher.faults, &row);
    arena_free(&arena);
    staleness_note(&engine->publisher.stale);
    engine->publisher.paused[plugin / 64] |= (uint64_t)1 << (plugin % 64);
    rule_mask_set(&engine->leaving, (int)plugin); /* some of what it emitted would depend on which came first */
    engine->is_behind = true;
    if (!engine->is_busy)
        engine_catch_up(engine);
}

void
engine_blame(struct engine *engine, const struct rule_fault *fault)
{
    engine->faults = mem_grow(engine->faults, engine->fault_count, &engine->fault_capacity, sizeof *engine->faults);
    engine->faults[engine->fault_count++] = *fault;
    engine_pause_plugin(engine, fault);
}

bool
engine_next_fault(struct engine *engine, struct rule_fault *fault)
{
    if (engine->fault_count == 0)
        return false;
    *fault = engine->faults[--engine->fault_count];
    return true;
}

bool
engine_faults(const struct engine *engine, struct arena *arena, struct fault_row **faults, size_t *count, struct err *err)
{
    return plugin_faults_read(store_sql(engine->store), arena, faults, count, err);
}

bool
engine_stale(const struct engine *engine, struct arena *arena, struct stale_row **rows, size_t *count, struct err *err)
{
    return stale_rows_read(store_sql(engine->store), arena, rows, count, err);
}

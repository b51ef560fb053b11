/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_fault.h"

#include "lib/base/mem.h"
#include "lib/engine/engine_settle.h"
#include "lib/engine/engine_state.h"

void
engine_pause_plugin(struct engine *engine, uint32_t plugin, struct str message)
{
    if (plugin >= engine->ruleset.plugin_count)
        return;
    engine->publisher.paused[plugin / 64] |= (uint64_t)1 << (plugin % 64);
    rule_mask_set(&engine->leaving, (int)plugin); /* some of what it emitted would depend on which came first */
    engine->is_behind = true;
    if (!engine->is_busy)
        engine_catch_up(engine);
    publisher_fault(&engine->publisher, engine->ruleset.plugins[plugin].name, message, engine_head(engine));
}

void
engine_blame(struct engine *engine, uint32_t plugin, struct str message)
{
    engine->faults = mem_grow(engine->faults, engine->fault_count, &engine->fault_capacity, sizeof *engine->faults);
    engine->faults[engine->fault_count++] = (struct rule_fault){ .plugin = plugin, .rule = RULE_NONE, .message = message };
    engine_pause_plugin(engine, plugin, message);
}

bool
engine_next_fault(struct engine *engine, uint32_t *plugin, struct str *message)
{
    if (engine->fault_count == 0)
        return false;
    engine->fault_count--;
    *plugin = engine->faults[engine->fault_count].plugin;
    *message = engine->faults[engine->fault_count].message;
    return true;
}

/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_settle.h"

#include "lib/engine/engine_state.h"
#include "lib/model/facts_settle.h"

/* What was emitted for events that count no more, or otherwise, leaves. False: nothing did. */
static bool
take_back_orphaned(struct engine *engine)
{
    struct records *records = &engine->facts.records;
    size_t count = records->orphaned_count;

    for (size_t i = 0; i < count; i++)
        emitted_take_back(&engine->emitted, &engine->facts, records->orphaned[i]);
    records->orphaned_count = 0;
    return count > 0;
}

void
engine_settle(struct engine *engine)
{
    struct facts *facts = &engine->facts;

    engine->look_at_waiting |= engine->ledger.target_came || facts->something_changed || facts->unsettled_count > 0 ||
                               facts->units.tree_dirty;
    engine->look_at_recent |= facts->something_left;
    engine->ledger.target_came = false;
    facts_settle(facts);
    while (take_back_orphaned(engine))
        facts_settle(facts);
    engine->look_at_all |= engine->rezoned != facts->units.rezoned || engine->vanished != facts->vanished;
    engine->rezoned = facts->units.rezoned;
    engine->vanished = facts->vanished;
}

void
engine_catch_up(struct engine *engine)
{
    for (uint32_t i = 0; i < engine->ruleset.plugin_count; i++)
        if (rule_mask_has(&engine->leaving, (int)i))
            emitted_take_back_plugin(&engine->emitted, &engine->facts, i);
    engine->leaving = (struct rule_mask){ { 0 } };
    engine_settle(engine);
}

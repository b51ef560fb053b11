/* SPDX-License-Identifier: MIT */
#include "lib/engine/engine_rebuild.h"

#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/engine/engine_state.h"
#include "lib/model/reading.h"
#include "lib/store/store.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

const struct rebuild_base *
engine_rebuild_base(const struct engine *engine)
{
    return &engine->base;
}

void
engine_rebuild_pause(struct engine *engine)
{
    const struct str why = STR("it had paused when the stored figures were made");

    for (size_t i = 0; i < engine->base.fault_count; i++)
        for (uint32_t plugin = 0; plugin < engine->ruleset.plugin_count; plugin++)
            if (str_eq(engine->ruleset.plugins[plugin].name, engine->base.faults[i]))
                engine_pause_plugin(engine, &(struct rule_fault){ .plugin = plugin, .rule = RULE_NONE, .message = why });
}

/* ---- what says nothing ---- */

struct sorting {
    const struct engine *engine;
    uint8_t *held; /* by indicator */
    void (*tell)(void *ctx, const struct rebuild_difference *difference);
    void *ctx;
    struct rebuild_result *result;
};

static bool
is_held_indicator(const struct sorting *sorting, const char *name)
{
    const struct ruleset *ruleset = &sorting->engine->ruleset;

    for (size_t i = 0; i < ruleset->indicator_count; i++)
        if (str_eq(ruleset->indicators[i].name, str_of(name)))
            return sorting->held[i];
    return false;
}

/* Of a plugin that did not load nothing is known but its name: "plugin" of the stored row is "name@1.0.0". */
static bool
is_of_absent_plugin(const struct sorting *sorting, struct str stored)
{
    json_t *row = json_loadb(stored.ptr, stored.len, 0, NULL);
    const char *plugin = json_string_value(json_object_get(row, "plugin"));
    size_t len = plugin ? strcspn(plugin, "@") : 0;
    bool absent = false;

    for (size_t i = 0; plugin && i < sorting->engine->base.fault_count; i++)
        absent |= str_eq(sorting->engine->base.faults[i], (struct str){ plugin, len });
    json_decref(row);
    return absent;
}

static bool
card_reads_held(const struct sorting *sorting, const char *name)
{
    const struct ruleset *ruleset = &sorting->engine->ruleset;

    for (size_t i = 0; i < ruleset->card_count; i++) {
        const struct scorecard *card = &ruleset->cards[i];
        if (!str_eq(card->name, str_of(name)))
            continue;
        for (size_t t = 0; t < card->term_count; t++)
            if (card->terms[t].indicator >= 0 && sorting->held[card->terms[t].indicator])
                return true;
    }
    return false;
}

static bool
nothing_pauses(const uint64_t paused[4])
{
    return !(paused[0] | paused[1] | paused[2] | paused[3]);
}

static bool
says_nothing(const struct sorting *sorting, const struct rebuild_difference *difference)
{
    json_t *list;
    const char *first;
    bool nothing = false;

    if (sorting->engine->base.fault_count == 0 && nothing_pauses(sorting->engine->publisher.paused))
        return false;
    list = json_loadb(difference->name.ptr, difference->name.len, 0, NULL);
    first = json_string_value(json_array_get(list, 0));
    if (first && difference->kind == REBUILD_FIGURE)
        nothing = is_held_indicator(sorting, first) || is_of_absent_plugin(sorting, difference->stored);
    else if (first && (difference->kind == REBUILD_SCORE || difference->kind == REBUILD_COMPONENT))
        nothing = card_reads_held(sorting, first) || is_of_absent_plugin(sorting, difference->stored);
    json_decref(list);
    return nothing;
}

static void
on_difference(void *ctx, const struct rebuild_difference *difference)
{
    struct sorting *sorting = ctx;

    if (says_nothing(sorting, difference))
        sorting->result->left_out++;
    else
        sorting->tell(sorting->ctx, difference);
}

bool
engine_rebuild_compare(struct engine *engine, void (*tell)(void *ctx, const struct rebuild_difference *difference), void *ctx,
                       struct rebuild_result *result, struct err *err)
{
    struct sql *sql = store_sql(engine->store);
    struct sorting sorting = {
        .engine = engine, .held = mem_array(engine->ruleset.indicator_count + 1, 1), .tell = tell, .ctx = ctx, .result = result,
    };
    bool same = false, done = rebuild_rules_are(sql, engine->base.rule_version, &same, err);

    *result = (struct rebuild_result){ 0 };
    if (done && !same)
        done = err_set(err, ERR_UNAVAILABLE, "other rules came into force meanwhile: try again");
    reading_find_held(&engine->ruleset, engine->publisher.paused, sorting.held);
    done = done && rebuild_compare(sql, on_difference, &sorting, result->compared, err);
    free(sorting.held);
    return done;
}

/* SPDX-License-Identifier: MIT */
#include "daemon/roster.h"

#include "lua/protocol.h"

#include <stdio.h>

const struct str plugin_state_names[PLUGIN_STATES] = { STR_INIT("live"), STR_INIT("paused"), STR_INIT("left_out") };

static struct roster_entry *
find(const struct roster *roster, struct str name)
{
    for (size_t i = 0; i < roster->count; i++)
        if (str_eq(roster->entries[i].name, name))
            return &roster->entries[i];
    return NULL;
}

static struct roster_entry *
add(struct roster *roster, const struct roster *before, struct str name)
{
    struct roster_entry *entry = &roster->entries[roster->count++];
    const struct roster_entry *same = find(before, name);

    entry->name = arena_copy(&roster->arena, name);
    if (same)
        entry->cost = same->cost;
    return entry;
}

static void
add_fault(struct roster *roster, const struct roster *before, const struct plugin_fault *fault)
{
    struct roster_entry *entry = find(roster, fault->plugin);

    roster->has_fault = true;
    if (!entry) {
        entry = add(roster, before, fault->plugin);
        entry->state = PLUGIN_LEFT_OUT;
    }
    if (!entry->fault.ptr)
        entry->fault = arena_copy(&roster->arena, fault->message);
}

void
roster_learn(struct roster *roster, const struct ruleset *ruleset)
{
    struct roster before = *roster;

    *roster = (struct roster){ 0 };
    roster->entries = arena_array(&roster->arena, ruleset->plugin_count + ruleset->fault_count, sizeof *roster->entries);
    for (size_t i = 0; i < ruleset->plugin_count; i++) {
        struct roster_entry *entry = add(roster, &before, ruleset->plugins[i].name);
        entry->version = arena_copy(&roster->arena, ruleset->plugins[i].version);
        entry->path = arena_copy(&roster->arena, ruleset->plugins[i].path);
        entry->meaning = ruleset->plugins[i].meaning;
    }
    roster->loaded = roster->count;
    for (size_t i = 0; i < ruleset->fault_count; i++)
        add_fault(roster, &before, &ruleset->faults[i]);
    roster_free(&before);
}

void
roster_free(struct roster *roster)
{
    arena_free(&roster->arena);
    *roster = (struct roster){ 0 };
}

void
roster_pause(struct roster *roster, uint32_t plugin, struct str fault)
{
    struct roster_entry *entry = plugin < roster->loaded ? &roster->entries[plugin] : NULL;

    if (!entry)
        return;
    roster->has_fault = true;
    entry->cost.faults++;
    if (entry->state == PLUGIN_PAUSED)
        return;
    entry->state = PLUGIN_PAUSED;
    entry->fault = arena_copy(&roster->arena, fault);
}

void
roster_spend(struct roster *roster, uint32_t plugin, const struct rule_use *use)
{
    struct plugin_cost *sum = plugin < roster->loaded ? &roster->entries[plugin].cost : NULL;

    if (!sum)
        return;
    sum->calls += use->calls;
    sum->nanoseconds += use->nanoseconds;
    sum->instructions += use->instructions;
    if (use->memory > sum->memory)
        sum->memory = use->memory;
}

static json_t *
text(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

static json_t *
cost_json(const struct plugin_cost *cost)
{
    return json_pack("{s:I,s:I,s:I,s:I,s:I}", "calls", (json_int_t)cost->calls, "nanoseconds", (json_int_t)cost->nanoseconds,
                     "instructions", (json_int_t)cost->instructions, "memory", (json_int_t)cost->memory, "faults",
                     (json_int_t)cost->faults);
}

static json_t *
meaning_json(const struct roster_entry *entry)
{
    char digits[33];

    if (entry->state == PLUGIN_LEFT_OUT)
        return json_null();
    snprintf(digits, sizeof digits, "%016llx%016llx", (unsigned long long)entry->meaning.high,
             (unsigned long long)entry->meaning.low);
    return json_string(digits);
}

json_t *
roster_json(const struct roster *roster)
{
    json_t *list = json_array();

    for (size_t i = 0; i < roster->count; i++) {
        const struct roster_entry *entry = &roster->entries[i];
        json_array_append_new(list, json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "name", text(entry->name), "version",
                                              text(entry->version), "path", text(entry->path), "meaning",
                                              meaning_json(entry), "state", text(plugin_state_names[entry->state]), "fault",
                                              text(entry->fault), "cost", cost_json(&entry->cost)));
    }
    return list;
}

json_t *
roster_costs(const struct roster *roster)
{
    json_t *list = json_array();

    for (size_t i = 0; i < roster->count; i++) {
        const struct roster_entry *entry = &roster->entries[i];
        json_t *object = json_pack("{s:o,s:o}", "plugin", text(entry->name), "state", text(plugin_state_names[entry->state]));
        json_t *cost = cost_json(&entry->cost);
        json_object_update(object, cost);
        json_decref(cost);
        json_array_append_new(list, object);
    }
    return list;
}

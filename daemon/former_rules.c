/* SPDX-License-Identifier: MIT */
#include "daemon/former_rules.h"

#include "daemon/log.h"
#include "daemon/plugin_set.h"
#include "daemon/rule_history.h"
#include "lib/base/mem.h"
#include "lib/model/ruleset.h"

#include <stdlib.h>

static bool
was_replaced(const struct former_rules *former, struct str name)
{
    for (size_t i = 0; i < former->count; i++)
        if (str_eq(former->faults[i].name, name))
            return true;
    return false;
}

/* The new text is the history's, which outlives the set's use of it only as a copy. */
static bool
replace(struct former_rules *former, const struct rule_history *history, struct plugin_set *set,
        struct plugin_source *source, struct str message)
{
    struct str name = plugin_source_name(source->path);
    const struct rule_file *file = rule_history_find(history, name);

    if (!file || str_eq(file->text, source->text) || was_replaced(former, name))
        return false;
    former->faults = mem_grow(former->faults, former->count, &former->capacity, sizeof *former->faults);
    former->faults[former->count++] = (struct former_fault){
        arena_copy(&former->arena, name),
        arena_printf(&former->arena, "%.*s; version %.*s, which was applied before, stands in", STR_ARG(message),
                     STR_ARG(file->version)),
    };
    log_error("plugin %.*s: %.*s", STR_ARG(name), STR_ARG(former->faults[former->count - 1].message));
    source->text = arena_copy(&set->files.arena, file->text);
    source->skip = false;
    return true;
}

bool
former_rules_use(struct former_rules *former, const struct rule_history *history, struct plugin_set *set,
                 const struct ruleset *ruleset)
{
    bool replaced = false;

    for (size_t i = 0; i < ruleset->fault_count; i++) {
        const struct plugin_fault *fault = &ruleset->faults[i];
        int place = fault->is_partial ? -1 : plugin_set_find(set, fault->plugin, fault->message);
        if (place >= 0)
            replaced |= replace(former, history, set, &set->request.sources[place], fault->message);
    }
    return replaced;
}

void
former_rules_tell(const struct former_rules *former, struct ruleset *ruleset)
{
    struct plugin_fault *all;

    if (former->count == 0)
        return;
    all = arena_array(&ruleset->arena, ruleset->fault_count + former->count, sizeof *all);
    for (size_t i = 0; i < ruleset->fault_count; i++)
        all[i] = ruleset->faults[i];
    ruleset->faults = all;
    for (size_t i = 0; i < former->count; i++)
        ruleset->faults[ruleset->fault_count++] = (struct plugin_fault){
            .plugin = arena_copy(&ruleset->arena, former->faults[i].name),
            .message = arena_copy(&ruleset->arena, former->faults[i].message),
            .is_partial = true,
        };
}

void
former_rules_free(struct former_rules *former)
{
    free(former->faults);
    arena_free(&former->arena);
    *former = (struct former_rules){ 0 };
}

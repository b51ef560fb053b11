/* SPDX-License-Identifier: MIT */
#include "daemon/suspect.h"

#include "daemon/watch.h"
#include "lib/model/ruleset.h"
#include "lua/protocol.h"

static int
find_source(const struct load_request *plugins, struct str path)
{
    for (size_t i = 0; i < plugins->source_count; i++)
        if (str_eq(plugins->sources[i].path, path))
            return (int)i;
    return SUSPECT_NOBODY;
}

void
suspects_learn(struct suspects *suspects, const struct ruleset *ruleset, const struct load_request *plugins)
{
    struct arena *names = &suspects->names;

    arena_reset(names);
    suspects->plugin_count = ruleset->plugin_count;
    suspects->source_of = arena_array(names, ruleset->plugin_count, sizeof *suspects->source_of);
    for (size_t i = 0; i < ruleset->plugin_count; i++)
        suspects->source_of[i] = find_source(plugins, ruleset->plugins[i].path);
    suspects->rule_count = ruleset->rule_count;
    suspects->rules = arena_array(names, ruleset->rule_count, sizeof *suspects->rules);
    for (size_t i = 0; i < ruleset->rule_count; i++)
        suspects->rules[i] = arena_copy(names, ruleset->rules[i].name);
}

void
suspects_free(struct suspects *suspects)
{
    arena_free(&suspects->names);
    *suspects = (struct suspects){ 0 };
}

int
suspects_find(const struct suspects *suspects, const struct watch_call *call)
{
    return call->plugin < suspects->plugin_count ? suspects->source_of[call->plugin] : SUSPECT_NOBODY;
}

void
suspects_name_rule(const struct suspects *suspects, const struct watch_call *call, struct buf *text)
{
    if (call->rule >= 0 && (size_t)call->rule < suspects->rule_count)
        buf_printf(text, "rule %.*s", STR_ARG(suspects->rules[call->rule]));
    else
        buf_printf(text, "a rule");
}

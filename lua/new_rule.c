/* SPDX-License-Identifier: MIT */
#include "lua/new_rule.h"

#include "lua/description.h"
#include "lua/meaning.h"
#include "lua/writer.h"

#include <lauxlib.h>

int
new_rule_put(struct writer *writer, int object, enum subject_kind subject, const char *role)
{
    struct description *out = writer->out;
    struct plugin_rule *rule = &out->rules[out->rule_count];

    if (out->rule_count == RULES_MAX)
        form_fail(writer->L, object, "the plugin has more than %d rules", RULES_MAX);
    meaning_put(writer->L, -1, &out->meaning);
    rule->subject = subject;
    rule->name = arena_printf(&out->arena, "%.*s.%s", STR_ARG(writer->indicator), role);
    lua_pushvalue(writer->L, -1);
    rule->function = luaL_ref(writer->L, LUA_REGISTRYINDEX);
    return (int)out->rule_count++;
}

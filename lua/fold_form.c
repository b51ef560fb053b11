/* SPDX-License-Identifier: MIT */
#include "lua/fold_form.h"

#include "lib/model/ruleset.h"
#include "lua/description.h"
#include "lua/foreign_form.h"
#include "lua/meaning.h"
#include "lua/new_rule.h"

#include <lauxlib.h>

static const struct option options[] = {
    { .name = "of", .kind = OPTION_TYPE, .required = true },
    { .name = "by", .kind = OPTION_WORDS, .least = 1, .words = breakdown_names, .word_count = BREAKDOWNS - 1 },
    { .name = "init", .kind = OPTION_RULE, .required = true },
    { .name = "step", .kind = OPTION_RULE, .required = true },
    { .name = "result", .kind = OPTION_RULE },
};

const struct form fold_form = { "fold", FORM_MEASURE, false, options, sizeof options / sizeof *options, .is_brief = false };

/* A reference to the function that the option gives; LUA_NOREF: none. It goes into the meaning. */
static int
keep_function(struct writer *writer, int measure, const char *option)
{
    lua_State *L = writer->L;

    if (writer_get(writer, measure, option) == LUA_TNIL) {
        lua_pop(L, 1);
        return LUA_NOREF;
    }
    buf_printf(&writer->out->meaning, "%s ", option);
    meaning_put(L, -1, &writer->out->meaning);
    return luaL_ref(L, LUA_REGISTRYINDEX);
}

void
fold_form_put(struct writer *writer, struct buf *json, int measure, const char *role)
{
    struct str of = writer_text(writer, measure, "of");
    const struct foreign_type *type = foreign_form_find(writer, measure, "of", of);
    struct plugin_rule *rule;
    int number;

    writer_get(writer, measure, "step");
    number = new_rule_put(writer, measure, SUBJECT_FIGURES, role);
    lua_pop(writer->L, 1);
    rule = &writer->out->rules[number];
    rule->foreign = type->name;
    rule->init = keep_function(writer, measure, "init");
    rule->result = keep_function(writer, measure, "result");
    buf_printf(json, "{\"kind\":\"fold\",\"of\":\"%.*s\",\"rule\":%d}", STR_ARG(type->name), number);
}

static bool
has_word(lua_State *L, int list, struct str word)
{
    struct str other;

    for (int i = 1; (other = writer_word(L, list, i)).ptr; i++)
        if (str_eq(other, word))
            return true;
    return false;
}

void
fold_form_check(struct writer *writer, int indicator, int measure)
{
    lua_State *L = writer->L;
    int mine, theirs;

    if (!writer_is(L, measure, "fold"))
        return;
    writer_words(writer, measure, "by");
    mine = lua_gettop(L);
    writer_words(writer, indicator, "by");
    theirs = lua_gettop(L);
    for (int i = 0; i < BREAKDOWNS; i++)
        if (has_word(L, theirs, breakdown_names[i]) && !has_word(L, mine, breakdown_names[i]))
            form_fail(L, measure, "is made for other rows: the indicator's by has %s, and its own does not", breakdown_names[i].ptr);
    lua_pop(L, 2);
}

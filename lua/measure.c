/* SPDX-License-Identifier: MIT */
#include "lua/measure.h"

#include "lib/base/nearest.h"
#include "lua/description.h"
#include "lua/meaning.h"

#include <lauxlib.h>
#include <stdio.h>

/* What a count may tell apart, by what it counts (enum count_of). */
static const struct {
    struct str fields[5];
    size_t count;
} distinct[COUNTS_OF] = {
    [COUNT_SESSIONS] = { { STR_INIT("series"), STR_INIT("festival"), STR_INIT("place"), STR_INIT("category"),
                           STR_INIT("kind") }, 5 },
    [COUNT_PLAN_ITEMS] = { { STR_INIT("category"), STR_INIT("kind"), STR_INIT("team") }, 3 },
    [COUNT_TEAMS] = { { STR_INIT("category"), STR_INIT("kind") }, 2 },
};

static int
count_of(struct writer *writer, int measure)
{
    return str_find(writer_text(writer, measure, "of"), count_of_names, COUNTS_OF);
}

static enum subject_kind
subject_of(struct writer *writer, int measure)
{
    bool is_plan = writer_is(writer->L, measure, "plan") ||
                   (writer_is(writer->L, measure, "count") && count_of(writer, measure) == COUNT_PLAN_ITEMS);

    return is_plan ? SUBJECT_PLAN_ITEM : SUBJECT_SESSION;
}

static int
new_rule(struct writer *writer, int measure, enum subject_kind subject, const char *role)
{
    struct description *out = writer->out;
    struct plugin_rule *rule = &out->rules[out->rule_count];

    if (out->rule_count == RULES_MAX)
        form_fail(writer->L, measure, "the plugin has more than %d rules", RULES_MAX);
    meaning_put(writer->L, -1, &out->meaning);
    rule->subject = subject;
    rule->name = arena_printf(&out->arena, "%.*s.%s", STR_ARG(writer->indicator), role);
    lua_pushvalue(writer->L, -1);
    rule->function = luaL_ref(writer->L, LUA_REGISTRYINDEX);
    return (int)out->rule_count++;
}

/* The number of the function on the top of the stack; a function that several measures share is one rule. */
static int
rule_number(struct writer *writer, int measure, const char *role)
{
    enum subject_kind subject = subject_of(writer, measure);
    lua_State *L = writer->L;
    int number;

    lua_pushvalue(L, -1); /* function function */
    if (lua_rawget(L, writer->numbers[subject]) == LUA_TNUMBER) { /* function number */
        number = (int)lua_tointeger(L, -1);
        lua_pop(L, 1);
        return number;
    }
    lua_pop(L, 1); /* function */
    number = new_rule(writer, measure, subject, role);
    lua_pushvalue(L, -1);
    lua_pushinteger(L, number);
    lua_rawset(L, writer->numbers[subject]);
    return number;
}

static void
check_count(struct writer *writer, int measure)
{
    struct str field = writer_text(writer, measure, "distinct");
    int of = count_of(writer, measure), near;

    if (writer_has(writer, measure, "among") && (of != COUNT_SESSIONS || !str_eq(field, STR("category"))))
        form_fail(writer->L, measure, "among goes with of = \"activity.held\" and distinct = \"category\"");
    if (of == COUNT_TEAMS && writer_has(writer, measure, "where"))
        form_fail(writer->L, measure, "where is asked about sessions and plan items, not about teams");
    if (!field.ptr || str_find(field, distinct[of].fields, distinct[of].count) >= 0)
        return;
    near = nearest_word(field, distinct[of].fields, distinct[of].count);
    if (near >= 0)
        form_fail(writer->L, measure, "distinct is \"%.*s\": did you mean \"%.*s\"?", STR_ARG(field),
                  STR_ARG(distinct[of].fields[near]));
    form_fail(writer->L, measure, "distinct cannot be \"%.*s\" for %.*s", STR_ARG(field), STR_ARG(count_of_names[of]));
}

/* A list that counts its elements may not name one twice. */
static void
check_names(struct writer *writer, int measure, const char *option)
{
    lua_State *L = writer->L;
    int count = writer_get(writer, measure, option) == LUA_TNIL ? 0 : (int)lua_rawlen(L, -1);

    for (int i = 1; i <= count; i++)
        for (int j = 1; j < i; j++) {
            lua_rawgeti(L, -1, i);
            lua_rawgeti(L, -2, j);
            if (lua_rawequal(L, -1, -2))
                form_fail(L, measure, "%s names \"%s\" twice", option, lua_tostring(L, -1));
            lua_pop(L, 2);
        }
    lua_pop(L, 1);
}

static void
check_lists(struct writer *writer, int measure)
{
    static const char *const lists[] = { "every", "each", "among" };
    const struct form *form = form_of(writer->L, measure);

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct option *option = form_option(form, lists[i]);
        if (option && option->kind == OPTION_NAMES)
            check_names(writer, measure, lists[i]);
    }
    if (writer_is(writer->L, measure, "people") && writer_has(writer, measure, "every") &&
        writer_has(writer, measure, "each"))
        form_fail(writer->L, measure, "every and each are two ways to read a list: say one of them");
}

static void
check_population(struct writer *writer, int measure)
{
    bool is_pinned = str_eq(writer_text(writer, measure, "mode"), STR("pinned"));

    if (is_pinned && !writer_has(writer, measure, "source"))
        form_fail(writer->L, measure, "mode = \"pinned\" needs source = the source of the count to take");
    if (!is_pinned && writer_has(writer, measure, "source"))
        form_fail(writer->L, measure, "source goes with mode = \"pinned\" alone");
}

static void
put_option(struct writer *writer, struct buf *json, int measure, const struct option *option, const char *role)
{
    lua_State *L = writer->L;
    int value = lua_gettop(L);

    buf_printf(json, ",\"%s\":", option->name);
    switch (option->kind) {
    case OPTION_INTEGER:
        buf_printf(json, "%lld", (long long)lua_tointeger(L, value));
        break;
    case OPTION_BOOLEAN:
        buf_printf(json, lua_toboolean(L, value) ? "true" : "false");
        break;
    case OPTION_NUMBER:
        writer_put_number(writer, json, value);
        break;
    case OPTION_NAMES:
        writer_put_list(writer, json, value);
        break;
    case OPTION_WORDS:
        writer_words(writer, measure, option->name);
        writer_put_list(writer, json, lua_gettop(L));
        lua_pop(L, 1);
        break;
    case OPTION_RULE:
        buf_printf(json, "%d", rule_number(writer, measure, role));
        break;
    default: /* measures have texts and words else */
        buf_put_json(json, writer_text_at(L, value));
    }
}

void
measure_put(struct writer *writer, struct buf *json, int measure, const char *role)
{
    const struct form *form = form_of(writer->L, measure);

    luaL_checkstack(writer->L, 10, NULL);
    if (writer_is(writer->L, measure, "count"))
        check_count(writer, measure);
    if (writer_is(writer->L, measure, "population"))
        check_population(writer, measure);
    check_lists(writer, measure);
    buf_printf(json, "{\"kind\":\"%s\"", form->name);
    for (size_t i = 0; i < form->option_count; i++) {
        if (writer_get(writer, measure, form->options[i].name) != LUA_TNIL)
            put_option(writer, json, measure, &form->options[i], role);
        lua_pop(writer->L, 1);
    }
    buf_put_byte(json, '}');
}

void
measure_put_list(struct writer *writer, struct buf *json, int list, const char *role)
{
    lua_State *L = writer->L;
    int count = (int)lua_rawlen(L, list);

    buf_put_byte(json, '[');
    for (int i = 1; i <= count; i++) {
        char numbered[40];

        snprintf(numbered, sizeof numbered, "%s[%d]", role, i);
        lua_rawgeti(L, list, i);
        if (i > 1)
            buf_put_byte(json, ',');
        measure_put(writer, json, lua_gettop(L), numbered);
        lua_pop(L, 1);
    }
    buf_put_byte(json, ']');
}

/* SPDX-License-Identifier: MIT */
#include "lua/target_form.h"

#include "lib/model/event.h"
#include "lib/model/ruleset.h"
#include "lua/description.h"
#include "lua/ordered.h"
#include "lua/param.h"

#include <lauxlib.h>

#define WORDS(list) .words = list, .word_count = sizeof list / sizeof *list
#define OPTIONS(list) .options = list, .option_count = sizeof list / sizeof *list

static const struct option number_options[] = {
    { .name = "value", .kind = OPTION_NUMBER },
    { .name = "levels", .kind = OPTION_NUMBERS_BY_NAME, WORDS(unit_level_names) },
    { .name = "units", .kind = OPTION_NUMBERS_BY_NAME },
    { .name = "mode", .kind = OPTION_WORD, WORDS(target_mode_names) },
};

static const struct str pasts[] = { STR_INIT("previous") };
static const struct str senses[] = { STR_INIT("at_least"), STR_INIT("at_most") };
static const struct option improve_options[] = {
    { .name = "period", .kind = OPTION_WORD, .required = true, WORDS(pasts) },
    { .name = "sense", .kind = OPTION_WORD, WORDS(senses) },
};

const struct form target_forms[] = {
    { "at_least", FORM_TARGET, true, OPTIONS(number_options), .is_brief = true },
    { "at_most", FORM_TARGET, true, OPTIONS(number_options), .is_brief = true },
    { "improve_on", FORM_TARGET, true, OPTIONS(improve_options), .is_brief = true },
};
const size_t target_form_count = sizeof target_forms / sizeof *target_forms;

/* The number, or parameter, at the top of the stack; "null" when that has no value. */
static void
put_value(struct writer *writer, struct buf *json, int target, const char *option)
{
    lua_State *L = writer->L;

    form_resolve(L, target, option, writer->params);
    buf_printf(json, "\"value\":");
    if (lua_isnil(L, -1))
        buf_printf(json, "null");
    else
        writer_put_number(writer, json, lua_gettop(L));
}

/* ,"levels":[{"of":"street","value":"24"}]. Those without a value are none. */
static void
put_special(struct writer *writer, struct buf *json, int target, const char *option)
{
    lua_State *L = writer->L;
    int top = lua_gettop(L), table;
    lua_Integer count;

    if (writer_get(writer, target, option) == LUA_TNIL) {
        lua_settop(L, top);
        return;
    }
    table = lua_gettop(L);
    count = ordered_keys(L, table); /* table keys */
    if (count > RULE_TARGETS_MAX)
        form_fail(L, target, "%s has %lld entries; %d is the most: post targets (turnout.target.put) instead", option,
                  (long long)count, RULE_TARGETS_MAX);
    buf_printf(json, ",\"%s\":[", option);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, table + 1, i); /* table keys key */
        buf_printf(json, "%s{\"of\":", i > 1 ? "," : "");
        buf_put_json(json, form_text_at(L, -1));
        buf_put_byte(json, ',');
        lua_rawget(L, table);         /* table keys value */
        put_value(writer, json, target, option);
        buf_put_byte(json, '}');
        lua_settop(L, table + 1);
    }
    buf_put_byte(json, ']');
    lua_settop(L, top);
}

static void
put_number(struct writer *writer, struct buf *json, int target)
{
    lua_State *L = writer->L;
    bool is_special = writer_has(writer, target, "levels") || writer_has(writer, target, "units");
    bool is_for_all = writer_has(writer, target, "value");
    struct str mode = writer_text(writer, target, "mode");

    if (!is_for_all && !is_special && !form_says(L, target, "value"))
        form_fail(L, target, "needs the option 'value', or levels or units");
    if (!is_for_all && !is_special)
        return;
    buf_printf(json, ",\"target\":{\"%s\":", form_of(L, target)->name);
    if (writer_get(writer, target, "value") == LUA_TNIL)
        buf_printf(json, "null");
    else
        writer_put_number(writer, json, lua_gettop(L));
    lua_pop(L, 1);
    if (mode.ptr)
        buf_printf(json, ",\"mode\":\"%.*s\"", STR_ARG(mode));
    put_special(writer, json, target, "levels");
    put_special(writer, json, target, "units");
    buf_put_byte(json, '}');
}

void
target_form_put(struct writer *writer, struct buf *json, int target)
{
    struct str sense;

    if (!writer_is(writer->L, target, "improve_on")) {
        put_number(writer, json, target);
        return;
    }
    sense = writer_text(writer, target, "sense");
    buf_printf(json, ",\"target\":{\"improve_on\":\"previous\",\"sense\":\"%.*s\"}", STR_ARG(sense.ptr ? sense : senses[0]));
}

/* ---- what the configuration says ---- */

static bool
is_configured(const struct writer *writer, struct str param)
{
    return param.ptr && param_is_overridden(writer->request, writer->out->name, param);
}

/* "levels.street" */
static void
put_configured(struct buf *json, const char *option, struct str of)
{
    struct buf key = { 0 };

    buf_printf(&key, "%s%s%.*s", option, of.ptr ? "." : "", STR_ARG(of));
    buf_put_byte(json, json->ptr[json->len - 1] == '[' ? ' ' : ',');
    buf_put_json(json, buf_str(&key));
    buf_free(&key);
}

static void
put_configured_specials(struct writer *writer, struct buf *json, int target, const char *option)
{
    lua_State *L = writer->L;
    int top = lua_gettop(L), table;
    lua_Integer count = 0;

    if (writer_get(writer, target, option) != LUA_TNIL)
        count = ordered_keys(L, lua_gettop(L)); /* table keys */
    table = top + 1;
    for (lua_Integer i = 1; i <= count; i++) {
        struct str of;
        lua_rawgeti(L, table + 1, i);           /* table keys key */
        of = form_text_at(L, -1);
        lua_pushvalue(L, -1);
        lua_rawget(L, table);                   /* table keys key value */
        if (is_configured(writer, form_resolve(L, target, option, writer->params)))
            put_configured(json, option, of);
        lua_settop(L, table + 1);
    }
    lua_settop(L, top);
}

void
target_form_put_configured(struct writer *writer, struct buf *json, int target)
{
    if (writer_is(writer->L, target, "improve_on"))
        return;
    buf_printf(json, ",\"configured\":[");
    if (is_configured(writer, form_reference(writer->L, target, "value")))
        put_configured(json, "value", (struct str){ 0 });
    put_configured_specials(writer, json, target, "levels");
    put_configured_specials(writer, json, target, "units");
    buf_put_byte(json, ']');
}

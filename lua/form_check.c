/* SPDX-License-Identifier: MIT */
#include "lua/form_check.h"

#include "lib/base/nearest.h"
#include "lib/model/foreign.h"
#include "lib/model/fraction.h"
#include "lua/charged.h"
#include "lua/form_object.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"
#include "lua/text.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTED_MAX = 40 };

static const char *const family_names[] = {
    [FORM_MEASURE] = "a measure such as t.people { }", [FORM_INDICATOR] = "an indicator such as t.ratio { }",
    [FORM_TARGET] = "t.at_least(number), t.at_most(number) or t.improve_on \"previous\"",
    [FORM_PARAM] = "a parameter such as t.integer(1)",
    [FORM_SHAPE] = "a scoring shape such as t.threshold { }",
    [FORM_CARD] = "a scorecard: t.scorecard { }",
    [FORM_QUALITY] = "a check of the data: t.quality { }",
    [FORM_MAP] = "t.map { }",
};

int
form_check_fail(const struct check *check, const char *format, ...)
{
    char text[FORM_TEXT_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return form_raise(check->L, check->place, check->form, text);
}

const char *
form_describe(lua_State *L, int index)
{
    const struct form *form = form_of(L, index);
    const char *text;

    if (form)
        return lua_pushfstring(L, "t.%s", form->name);
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        return lua_pushstring(L, "nothing");
    case LUA_TSTRING:
        text = lua_tostring(L, index);
        if (strlen(text) > QUOTED_MAX)
            return lua_pushfstring(L, "\"%s...\"", lua_pushlstring(L, text, QUOTED_MAX));
        return lua_pushfstring(L, "\"%s\"", text);
    case LUA_TNUMBER:
    case LUA_TBOOLEAN:
        return luaL_tolstring(L, index, NULL);
    default:
        return lua_pushfstring(L, "a %s", luaL_typename(L, index));
    }
}

static const char *
join_words(lua_State *L, const struct option *option)
{
    luaL_Buffer joined;

    luaL_buffinit(L, &joined);
    for (size_t i = 0; i < option->word_count; i++) {
        if (i > 0)
            luaL_addstring(&joined, ", ");
        luaL_addlstring(&joined, option->words[i].ptr, option->words[i].len);
    }
    luaL_pushresult(&joined);
    return lua_tostring(L, -1);
}

static void
wants(const struct check *check, const char *what, int index)
{
    form_check_fail(check, "%s must be %s, got %s", check->option->name, what, form_describe(check->L, index));
}

static void
wants_word(const struct check *check, int index)
{
    const char *given = form_describe(check->L, index);
    struct str word = str_of(lua_type(check->L, index) == LUA_TSTRING ? lua_tostring(check->L, index) : "");
    int near = nearest_word(word, check->option->words, check->option->word_count);

    if (near >= 0)
        form_check_fail(check, "%s is %s: did you mean \"%s\"?", check->option->name, given, check->option->words[near].ptr);
    form_check_fail(check, "%s must be one of %s, got %s", check->option->name, join_words(check->L, check->option), given);
}

/* The shortest decimal that is this number again. */
static bool
float_text(lua_Number number, char text[FORM_NUMBER_SIZE])
{
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, FORM_NUMBER_SIZE, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            return strpbrk(text, "einf") == NULL;
    }
    return false;
}

bool
form_decimal(lua_State *L, int index, char text[FORM_NUMBER_SIZE])
{
    struct fraction value;
    struct str given = form_text_at(L, index);

    if (lua_isinteger(L, index))
        snprintf(text, FORM_NUMBER_SIZE, "%lld", (long long)lua_tointeger(L, index));
    else if (lua_type(L, index) == LUA_TNUMBER && !float_text(lua_tonumber(L, index), text))
        return false;
    else if (given.ptr && given.len < FORM_NUMBER_SIZE)
        snprintf(text, FORM_NUMBER_SIZE, "%.*s", STR_ARG(given));
    else if (lua_type(L, index) != LUA_TNUMBER)
        return false;
    return fraction_parse(str_of(text), &value);
}

static void
check_text(const struct check *check, int index)
{
    struct str text = form_text_at(check->L, index);

    sandbox_charge(check->L, charged_bytes(text.len));
    if (!text.ptr || text.len == 0)
        wants(check, "a text", index);
    if (!text_is_printable(text))
        form_check_fail(check, "%s must be UTF-8 without control characters", check->option->name);
}

static void
check_integer(const struct check *check, int index)
{
    const struct option *option = check->option;
    lua_Integer value = lua_tointeger(check->L, index);

    if (!lua_isinteger(check->L, index) || value < option->least || value > option->most)
        form_check_fail(check, "%s must be an integer from %lld to %lld, got %s", option->name, (long long)option->least,
             (long long)option->most, form_describe(check->L, index));
}

static void
check_number(const struct check *check, int index)
{
    char text[FORM_NUMBER_SIZE];

    if (!form_decimal(check->L, index, text))
        wants(check, "a number", index);
}

static void
check_word(const struct check *check, int index)
{
    struct str word = form_text_at(check->L, index);

    if (!word.ptr || str_find(word, check->option->words, check->option->word_count) < 0)
        wants_word(check, index);
}

/* Calls `each` on every element of a list; raises when it is none. */
static void
check_list(const struct check *check, int index, const char *what, void (*each)(const struct check *, int))
{
    lua_State *L = check->L;
    lua_Integer count;

    if (lua_type(L, index) != LUA_TTABLE)
        wants(check, what, index);
    count = (lua_Integer)lua_rawlen(L, index);
    if (count < check->option->least)
        form_check_fail(check, "%s must be %s, got an empty one", check->option->name, what);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        each(check, lua_gettop(L));
        lua_pop(L, 1);
    }
}

static void
check_words(const struct check *check, int index)
{
    if (lua_type(check->L, index) == LUA_TSTRING)
        check_word(check, index);
    else
        check_list(check, index, "a list of words", check_word);
}

static void
check_rule(const struct check *check, int index)
{
    if (!lua_isfunction(check->L, index) || lua_iscfunction(check->L, index))
        wants(check, "a function", index);
}

static void
check_family(const struct check *check, int index, enum form_family family)
{
    const struct form *form = form_of(check->L, index);

    if (!form || form->family != family)
        wants(check, family_names[family], index);
}

static void
check_measure(const struct check *check, int index)
{
    check_family(check, index, FORM_MEASURE);
}

static void
check_title_part(const struct check *check, int index, const char *language)
{
    struct str text;

    lua_pushstring(check->L, language);
    lua_rawget(check->L, index);
    text = form_text_at(check->L, -1);
    if (!text.ptr || text.len == 0 || !text_is_printable(text))
        form_check_fail(check, "%s needs %s = a text in that language, got %s", check->option->name, language, form_describe(check->L, -1));
    lua_pop(check->L, 1);
}

static void
check_title(const struct check *check, int index)
{
    if (lua_type(check->L, index) != LUA_TTABLE)
        wants(check, "{ zh = \"...\", en = \"...\" }", index);
    check_title_part(check, index, "zh");
    check_title_part(check, index, "en");
}

/* { name = object } */
static void
check_objects(const struct check *check, int index, enum form_family family)
{
    lua_State *L = check->L;
    lua_Integer count;

    if (lua_type(L, index) != LUA_TTABLE)
        wants(check, "a table { name = ... }", index);
    count = ordered_keys(L, index); /* keys */
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i); /* keys key */
        if (!text_is_name(form_text_at(L, -1)))
            form_check_fail(check, "%s needs names of small letters, digits and _ as keys, got %s", check->option->name,
                 form_describe(L, lua_gettop(L)));
        lua_rawget(L, index); /* keys value */
        check_family(check, lua_gettop(L), family);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* One of a table's numbers, at the top of the stack; what is a parameter is checked when its value is known. */
static void
check_named_number(const struct check *check, const char *name, int index)
{
    const struct form *form = form_of(check->L, index);
    char text[FORM_NUMBER_SIZE];

    if ((!form || form->family != FORM_REFERENCE) && !form_decimal(check->L, index, text))
        form_check_fail(check, "%s: %s must be a number, got %s", check->option->name, name, form_describe(check->L, index));
}

static void
check_numbers_by_name(const struct check *check, int index)
{
    lua_State *L = check->L;
    lua_Integer count;

    if (lua_type(L, index) != LUA_TTABLE)
        wants(check, "a table { name = number }", index);
    count = ordered_keys(L, index); /* keys */
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i); /* keys key */
        if (check->option->word_count > 0)
            check_word(check, lua_gettop(L));
        else
            check_text(check, lua_gettop(L));
        lua_pushvalue(L, -1);
        lua_rawget(L, index);  /* keys key value */
        check_named_number(check, lua_tostring(L, -2), lua_gettop(L));
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
}

static void
check_record(const struct check *check, int index)
{
    if (form_of(check->L, index) != check->option->record)
        wants(check, "a list of tables", index);
}

static void
check_quality(const struct check *check, int index)
{
    check_family(check, index, FORM_QUALITY);
}

/* Whether the plugin declares it is asked when the plugin is described. */
static void
check_type(const struct check *check, int index)
{
    if (!foreign_name_is_fit(form_text_at(check->L, index)))
        check_word(check, index);
}

static void
check_map(const struct check *check, int index)
{
    check_family(check, index, FORM_MAP);
}

void
form_check_value(const struct check *check, int index)
{
    switch (check->option->kind) {
    case OPTION_TEXT:
        check_text(check, index);
        break;
    case OPTION_BOOLEAN:
        if (!lua_isboolean(check->L, index))
            wants(check, "true or false", index);
        break;
    case OPTION_INTEGER:
        check_integer(check, index);
        break;
    case OPTION_NUMBER:
        check_number(check, index);
        break;
    case OPTION_WORD:
        check_word(check, index);
        break;
    case OPTION_WORDS:
        check_words(check, index);
        break;
    case OPTION_NAMES:
        check_list(check, index, "a list of texts", check_text);
        break;
    case OPTION_RULE:
        check_rule(check, index);
        break;
    case OPTION_MEASURE:
        check_measure(check, index);
        break;
    case OPTION_MEASURES:
        check_list(check, index, "a list of measures", check_measure);
        break;
    case OPTION_TARGET:
        check_family(check, index, FORM_TARGET);
        break;
    case OPTION_TITLE:
        check_title(check, index);
        break;
    case OPTION_PARAMS:
        check_objects(check, index, FORM_PARAM);
        break;
    case OPTION_INDICATORS:
        check_objects(check, index, FORM_INDICATOR);
        break;
    case OPTION_SHAPE:
        check_family(check, index, FORM_SHAPE);
        break;
    case OPTION_NAMED_MEASURES:
        check_objects(check, index, FORM_MEASURE);
        break;
    case OPTION_CARDS:
        check_objects(check, index, FORM_CARD);
        break;
    case OPTION_NUMBERS:
        check_list(check, index, "a list of numbers", check_number);
        break;
    case OPTION_RECORDS:
        check_list(check, index, "a list of tables", check_record);
        break;
    case OPTION_CHECKS:
        check_list(check, index, "a list of checks", check_quality);
        break;
    case OPTION_MAPS:
        check_list(check, index, "a list of maps", check_map);
        break;
    case OPTION_NUMBERS_BY_NAME:
        check_numbers_by_name(check, index);
        break;
    case OPTION_TYPE:
        check_type(check, index);
        break;
    case OPTION_EVENTS: /* the rest: foreign_form.h */
        if (!lua_istable(check->L, index))
            wants(check, "a table { [\"com.example.door\"] = { field = \"text\" } }", index);
        break;
    }
}

/* SPDX-License-Identifier: MIT */
#include "lua/form.h"

#include "lib/base/nearest.h"
#include "lib/model/foreign.h"
#include "lib/model/fraction.h"
#include "lua/charged.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"
#include "lua/text.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPTIONS_MAX = 32, QUOTED_MAX = 40, PLACE_SIZE = LUA_IDSIZE + 16, TEXT_MAX = 400 };

/* The userdata; its user value is the table of its options. */
struct object {
    const struct form *form;
    char place[PLACE_SIZE];
};

/* What is being checked, for messages. */
struct check {
    lua_State *L;
    const char *place;
    const struct form *form;
    const struct option *option;
};

static const char metatable_key;

static const char *const family_names[] = {
    [FORM_MEASURE] = "a measure such as t.people { }", [FORM_INDICATOR] = "an indicator such as t.ratio { }",
    [FORM_TARGET] = "t.at_least(number) or t.at_most(number)",
    [FORM_PARAM] = "a parameter such as t.integer(1)",
    [FORM_SHAPE] = "a scoring shape such as t.threshold { }",
    [FORM_CARD] = "a scorecard: t.scorecard { }",
    [FORM_QUALITY] = "a check of the data: t.quality { }",
    [FORM_MAP] = "t.map { }",
};

/* ---- messages ---- */

static int
raise(lua_State *L, const char *place, const struct form *form, const char *text)
{
    lua_pushfstring(L, "%s: t.%s: %s", place, form->name, text);
    return lua_error(L);
}

static int __attribute__((format(printf, 2, 3)))
fail(const struct check *check, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return raise(check->L, check->place, check->form, text);
}

int
form_fail(lua_State *L, int object, const char *format, ...)
{
    const struct object *made = lua_touserdata(L, object);
    char text[TEXT_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return raise(L, made->place, made->form, text);
}

/* Pushes how a message shows the value. */
static const char *
describe(lua_State *L, int index)
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
    fail(check, "%s must be %s, got %s", check->option->name, what, describe(check->L, index));
}

static void
wants_word(const struct check *check, int index)
{
    const char *given = describe(check->L, index);
    struct str word = str_of(lua_type(check->L, index) == LUA_TSTRING ? lua_tostring(check->L, index) : "");
    int near = nearest_word(word, check->option->words, check->option->word_count);

    if (near >= 0)
        fail(check, "%s is %s: did you mean \"%s\"?", check->option->name, given, check->option->words[near].ptr);
    fail(check, "%s must be one of %s, got %s", check->option->name, join_words(check->L, check->option), given);
}

/* ---- kinds of values ---- */

static struct str
text_at(lua_State *L, int index)
{
    struct str text = { 0 };

    if (lua_type(L, index) == LUA_TSTRING)
        text.ptr = lua_tolstring(L, index, &text.len);
    return text;
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
    struct str given = text_at(L, index);

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
    struct str text = text_at(check->L, index);

    sandbox_charge(check->L, charged_bytes(text.len));
    if (!text.ptr || text.len == 0)
        wants(check, "a text", index);
    if (!text_is_printable(text))
        fail(check, "%s must be UTF-8 without control characters", check->option->name);
}

static void
check_integer(const struct check *check, int index)
{
    const struct option *option = check->option;
    lua_Integer value = lua_tointeger(check->L, index);

    if (!lua_isinteger(check->L, index) || value < option->least || value > option->most)
        fail(check, "%s must be an integer from %lld to %lld, got %s", option->name, (long long)option->least,
             (long long)option->most, describe(check->L, index));
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
    struct str word = text_at(check->L, index);

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
        fail(check, "%s must be %s, got an empty one", check->option->name, what);
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
    text = text_at(check->L, -1);
    if (!text.ptr || text.len == 0 || !text_is_printable(text))
        fail(check, "%s needs %s = a text in that language, got %s", check->option->name, language, describe(check->L, -1));
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
        if (!text_is_name(text_at(L, -1)))
            fail(check, "%s needs names of small letters, digits and _ as keys, got %s", check->option->name,
                 describe(L, lua_gettop(L)));
        lua_rawget(L, index); /* keys value */
        check_family(check, lua_gettop(L), family);
        lua_pop(L, 1);
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
    if (!foreign_name_is_fit(text_at(check->L, index)))
        check_word(check, index);
}

static void
check_map(const struct check *check, int index)
{
    check_family(check, index, FORM_MAP);
}

static void
check_value(const struct check *check, int index)
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
    case OPTION_TYPE:
        check_type(check, index);
        break;
    case OPTION_EVENTS: /* the rest: foreign_form.h */
        if (!lua_istable(check->L, index))
            wants(check, "a table { [\"com.example.door\"] = { field = \"text\" } }", index);
        break;
    }
}

/* ---- objects ---- */

void
form_open(lua_State *L)
{
    lua_createtable(L, 0, 2);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "definition");
    lua_setfield(L, -2, "__name"); /* "attempt to index a definition value" */
    lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_key);
}

const struct form *
form_of(lua_State *L, int index)
{
    const struct object *object = lua_touserdata(L, index);
    bool is_object;

    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index))
        return NULL;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
    is_object = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return is_object ? object->form : NULL;
}

const char *
form_place(lua_State *L, int index)
{
    return ((const struct object *)lua_touserdata(L, index))->place;
}

const struct option *
form_option(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->option_count; i++)
        if (strcmp(form->options[i].name, name) == 0)
            return &form->options[i];
    return NULL;
}

static bool
is_reference(lua_State *L, int index)
{
    const struct form *form = form_of(L, index);

    return form && form->family == FORM_REFERENCE;
}

/* key value: is it [1] of a record, or of a brief form, that says its first option so? */
static bool
is_first_of_record(lua_State *L, const struct form *form)
{
    return (form->family == FORM_RECORD || form->is_brief) && form->is_positional && lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1;
}

/* Of several unknown keys the first in the alphabet, so that the message is always the same. */
static void
refuse_unknown(const struct check *check, int given)
{
    struct str names[OPTIONS_MAX], worst = { 0 };
    const struct form *form = check->form;
    lua_State *L = check->L;
    int near;

    lua_pushnil(L);
    for (; lua_next(L, given); lua_pop(L, 1)) { /* key value */
        struct str key = text_at(L, -2);

        if (is_first_of_record(L, form))
            continue;
        if (!key.ptr)
            fail(check, "takes named options, got %s without a name", describe(L, lua_gettop(L)));
        if (!form_option(form, key.ptr) && (!worst.ptr || str_cmp(key, worst) < 0))
            worst = key;
    }
    if (!worst.ptr)
        return;
    for (size_t i = 0; i < form->option_count; i++)
        names[i] = str_of(form->options[i].name);
    near = nearest_word(worst, names, form->option_count);
    if (near >= 0)
        fail(check, "there is no option '%s': did you mean '%s'?", worst.ptr, names[near].ptr);
    fail(check, "there is no option '%s'", worst.ptr);
}

static void push_records(const struct check *check, int list);

/* Checks one option as it was given and puts it into the object's own table. */
static void
take_option(struct check *check, const struct option *option, int value, int own)
{
    lua_State *L = check->L;

    check->option = option;
    if (lua_isnil(L, value)) {
        if (option->required)
            fail(check, "needs the option '%s'", option->name);
        return;
    }
    if (option->kind == OPTION_RECORDS && lua_type(L, value) == LUA_TTABLE)
        push_records(check, value);
    else
        lua_pushvalue(L, value);
    if (!is_reference(L, -1) || option->kind == OPTION_RECORDS)
        check_value(check, lua_gettop(L));
    lua_setfield(L, own, option->name);
}

static void
take_table(struct check *check, int given, int own)
{
    const struct form *form = check->form;
    lua_State *L = check->L;

    if (lua_type(L, given) != LUA_TTABLE)
        fail(check, "takes a table { option = value }, got %s", describe(L, given));
    refuse_unknown(check, given);
    for (size_t i = 0; i < form->option_count; i++) {
        if (i == 0 && form->is_positional)
            lua_pushinteger(L, 1);
        else
            lua_pushstring(L, form->options[i].name);
        lua_rawget(L, given);
        take_option(check, &form->options[i], lua_gettop(L), own);
        lua_pop(L, 1);
    }
}

/* Pushes an empty object: object own. */
static struct object *
push_object(lua_State *L, const struct form *form)
{
    struct object *object = lua_newuserdatauv(L, sizeof *object, 1);

    object->form = form;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
    lua_setmetatable(L, -2);
    lua_newtable(L);
    return object;
}

/* Pushes the records of a list as objects, which nobody else can change. */
static void
push_records(const struct check *check, int list)
{
    lua_Integer count = (lua_Integer)lua_rawlen(check->L, list);
    struct check part = { .L = check->L, .place = check->place, .form = check->option->record };
    lua_State *L = check->L;

    luaL_checkstack(L, 20, NULL);
    lua_newtable(L); /* records */
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i); /* records given */
        memcpy(push_object(L, part.form)->place, check->place, PLACE_SIZE); /* records given object own */
        take_table(&part, lua_gettop(L) - 2, lua_gettop(L));
        lua_setiuservalue(L, -2, 1);
        lua_rawseti(L, -3, i);   /* records given */
        lua_pop(L, 1);           /* records */
    }
}

/* Where Lua called: "file:line", also through pcall. */
static void
note_place(lua_State *L, char place[PLACE_SIZE])
{
    lua_Debug frame;

    snprintf(place, PLACE_SIZE, "?");
    for (int level = 1; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline > 0) {
            snprintf(place, PLACE_SIZE, "%s:%d", frame.short_src, frame.currentline);
            return;
        }
    }
}

int
form_make(lua_State *L)
{
    const struct form *form = lua_touserdata(L, lua_upvalueindex(1));
    const bool *is_running = lua_touserdata(L, lua_upvalueindex(2));
    struct object *object;
    struct check check = { .L = L, .form = form };
    int count = (int)form->option_count;

    if (*is_running)
        return luaL_error(L, "t.%s defines something: call it when the file is loaded, not in a rule", form->name);
    lua_settop(L, form->is_positional ? count : 1);
    if (!form->is_positional && lua_isnil(L, 1)) { /* t.members() */
        lua_newtable(L);
        lua_replace(L, 1);
    }
    object = push_object(L, form); /* args... object own */
    note_place(L, object->place);
    check.place = object->place;
    if (form->is_positional && !(form->is_brief && lua_istable(L, 1))) {
        for (int i = 0; i < count; i++)
            take_option(&check, &form->options[i], i + 1, lua_gettop(L));
    } else {
        take_table(&check, 1, lua_gettop(L));
    }
    lua_setiuservalue(L, -2, 1); /* args... object */
    return 1;
}

/* A parameter without a value: the option is not given, and a target is none. */
static bool
is_unset(const struct check *check)
{
    lua_State *L = check->L;

    if (!lua_isboolean(L, -1) || lua_toboolean(L, -1) || check->option->kind == OPTION_BOOLEAN)
        return false;
    if (check->option->required && check->form->family != FORM_TARGET)
        fail(check, "%s is a parameter that has no value", check->option->name);
    lua_pop(L, 1);
    lua_pushnil(L);
    return true;
}

int
form_get(lua_State *L, int object, const char *option, int params)
{
    const struct object *made = lua_touserdata(L, object);
    struct check check = { L, made->place, made->form, form_option(made->form, option) };
    const char *name;

    luaL_checkstack(L, 8, NULL);
    lua_getiuservalue(L, object, 1); /* own */
    lua_getfield(L, -1, option);     /* own value */
    lua_remove(L, -2);               /* value */
    if (lua_isnil(L, -1))
        return LUA_TNIL;
    if (is_reference(L, -1)) {
        form_get(L, lua_gettop(L), "name", params); /* reference name */
        name = lua_tostring(L, -1);
        lua_pushvalue(L, -1);
        lua_rawget(L, params);                      /* reference name value */
        if (lua_isnil(L, -1))
            form_fail(L, lua_gettop(L) - 2, "the plugin declares no parameter '%s'", name);
        lua_replace(L, -3);                         /* value name */
        lua_pop(L, 1);                              /* value */
        if (is_unset(&check))
            return LUA_TNIL;
    }
    check_value(&check, lua_gettop(L)); /* again: a list may have changed since */
    return lua_type(L, -1);
}

/* SPDX-License-Identifier: MIT */
#include "lua/form.h"

#include "lib/base/nearest.h"
#include "lua/form_check.h"
#include "lua/form_object.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

enum { OPTIONS_MAX = 32 };

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
        struct str key = form_text_at(L, -2);

        if (is_first_of_record(L, form))
            continue;
        if (!key.ptr)
            form_check_fail(check, "takes named options, got %s without a name", form_describe(L, lua_gettop(L)));
        if (!form_option(form, key.ptr) && (!worst.ptr || str_cmp(key, worst) < 0))
            worst = key;
    }
    if (!worst.ptr)
        return;
    for (size_t i = 0; i < form->option_count; i++)
        names[i] = str_of(form->options[i].name);
    near = nearest_word(worst, names, form->option_count);
    if (near >= 0)
        form_check_fail(check, "there is no option '%s': did you mean '%s'?", worst.ptr, names[near].ptr);
    form_check_fail(check, "there is no option '%s'", worst.ptr);
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
            form_check_fail(check, "needs the option '%s'", option->name);
        return;
    }
    if (option->kind == OPTION_RECORDS && lua_type(L, value) == LUA_TTABLE)
        push_records(check, value);
    else
        lua_pushvalue(L, value);
    if (!is_reference(L, -1) || option->kind == OPTION_RECORDS)
        form_check_value(check, lua_gettop(L));
    lua_setfield(L, own, option->name);
}

static void
take_table(struct check *check, int given, int own)
{
    const struct form *form = check->form;
    lua_State *L = check->L;

    if (lua_type(L, given) != LUA_TTABLE)
        form_check_fail(check, "takes a table { option = value }, got %s", form_describe(L, given));
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
        memcpy(form_object_push(L, part.form)->place, check->place, FORM_PLACE_SIZE); /* records given object own */
        take_table(&part, lua_gettop(L) - 2, lua_gettop(L));
        lua_setiuservalue(L, -2, 1);
        lua_rawseti(L, -3, i);   /* records given */
        lua_pop(L, 1);           /* records */
    }
}

/* Where Lua called: "file:line", also through pcall. */
static void
note_place(lua_State *L, char place[FORM_PLACE_SIZE])
{
    lua_Debug frame;

    snprintf(place, FORM_PLACE_SIZE, "?");
    for (int level = 1; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline > 0) {
            snprintf(place, FORM_PLACE_SIZE, "%s:%d", frame.short_src, frame.currentline);
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
    object = form_object_push(L, form); /* args... object own */
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
        form_check_fail(check, "%s is a parameter that has no value", check->option->name);
    lua_pop(L, 1);
    lua_pushnil(L);
    return true;
}

/* reference -> value; returns the parameter's name, which is kept by the table at `params`. */
static const char *
push_referred(lua_State *L, int params)
{
    const char *name;

    form_get(L, lua_gettop(L), "name", params); /* reference name */
    name = lua_tostring(L, -1);
    lua_pushvalue(L, -1);
    lua_rawget(L, params);                      /* reference name value */
    if (lua_isnil(L, -1))
        form_fail(L, lua_gettop(L) - 2, "the plugin declares no parameter '%s'", name);
    lua_replace(L, -3);                         /* value name */
    lua_pop(L, 1);                              /* value */
    return name;
}

int
form_get(lua_State *L, int object, const char *option, int params)
{
    const struct object *made = lua_touserdata(L, object);
    struct check check = { L, made->place, made->form, form_option(made->form, option) };

    luaL_checkstack(L, 8, NULL);
    lua_getiuservalue(L, object, 1); /* own */
    lua_getfield(L, -1, option);     /* own value */
    lua_remove(L, -2);               /* value */
    if (lua_isnil(L, -1))
        return LUA_TNIL;
    if (is_reference(L, -1)) {
        push_referred(L, params);
        if (is_unset(&check))
            return LUA_TNIL;
    }
    form_check_value(&check, lua_gettop(L)); /* again: a list may have changed since */
    return lua_type(L, -1);
}

/* Pushes the option as it was given. */
static void
push_own(lua_State *L, int object, const char *option)
{
    luaL_checkstack(L, 4, NULL);
    lua_getiuservalue(L, object, 1); /* own */
    lua_getfield(L, -1, option);     /* own value */
    lua_remove(L, -2);               /* value */
}

struct str
form_reference(lua_State *L, int object, const char *option)
{
    struct str name = { 0 };

    push_own(L, object, option);
    if (is_reference(L, -1)) {
        push_own(L, lua_gettop(L), "name"); /* reference name */
        name = form_text_at(L, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return name;
}

bool
form_says(lua_State *L, int object, const char *option)
{
    bool says;

    push_own(L, object, option);
    says = !lua_isnil(L, -1);
    lua_pop(L, 1);
    return says;
}

struct str
form_resolve(lua_State *L, int object, const char *option, int params)
{
    char number[FORM_NUMBER_SIZE];
    struct str name = { 0 };

    if (!is_reference(L, -1))
        return name;
    name = str_of(push_referred(L, params));
    if (lua_isboolean(L, -1) && !lua_toboolean(L, -1)) { /* a parameter that nobody gave a value */
        lua_pop(L, 1);
        lua_pushnil(L);
    } else if (!form_decimal(L, lua_gettop(L), number)) {
        form_fail(L, object, "%s: the parameter '%.*s' is no number", option, STR_ARG(name));
    }
    return name;
}

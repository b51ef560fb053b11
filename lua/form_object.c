/* SPDX-License-Identifier: MIT */
#include "lua/form_object.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>

static const char metatable_key;

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

struct object *
form_object_push(lua_State *L, const struct form *form)
{
    struct object *object = lua_newuserdatauv(L, sizeof *object, 1);

    object->form = form;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
    lua_setmetatable(L, -2);
    lua_newtable(L);
    return object;
}

int
form_raise(lua_State *L, const char *place, const struct form *form, const char *text)
{
    lua_pushfstring(L, "%s: t.%s: %s", place, form->name, text);
    return lua_error(L);
}

int
form_fail(lua_State *L, int object, const char *format, ...)
{
    const struct object *made = lua_touserdata(L, object);
    char text[FORM_TEXT_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return form_raise(L, made->place, made->form, text);
}

struct str
form_text_at(lua_State *L, int index)
{
    struct str text = { 0 };

    if (lua_type(L, index) == LUA_TSTRING)
        text.ptr = lua_tolstring(L, index, &text.len);
    return text;
}

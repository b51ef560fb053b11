/* SPDX-License-Identifier: MIT */
#include "lua/param.h"

#include "lib/base/nearest.h"
#include "lib/model/fraction.h"
#include "lua/form.h"
#include "lua/ordered.h"
#include "lua/view_values.h"

#include <lauxlib.h>

enum { PARAMS_MAX = 64, DIGITS_MAX = 40 };

static const char published_key;

/* "-12": an integer and nothing else around it. */
static bool
read_integer(struct str text, lua_Integer *value)
{
    bool negative = str_starts(text, STR("-"));
    unsigned long long size;

    if (!str_to_u64((struct str){ text.ptr + negative, text.len - negative }, &size) || size > INT64_MAX)
        return false;
    *value = negative ? -(lua_Integer)size : (lua_Integer)size;
    return true;
}

/* The pieces between commas, without the spaces around them; "" is the empty list. */
static void
push_pieces(lua_State *L, struct str text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;

    lua_newtable(L); /* list */
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma ? comma : end, *last = stop;

        while (at < last && *at == ' ')
            at++;
        while (last > at && last[-1] == ' ')
            last--;
        lua_pushlstring(L, at, (size_t)(last - at));
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        at = stop + 1;
    }
}

/* Pushes the override as a value of the kind that the parameter has; false: it is none, nothing is pushed. */
static bool
push_override(lua_State *L, const char *kind, struct str text)
{
    struct fraction number;
    lua_Integer integer;

    if (strcmp(kind, "integer") == 0) {
        if (!read_integer(text, &integer))
            return false;
        lua_pushinteger(L, integer);
    } else if (strcmp(kind, "percent") == 0) {
        if (text.len > DIGITS_MAX || !fraction_parse(text, &number))
            return false;
        lua_stringtonumber(L, lua_pushlstring(L, text.ptr, text.len));
        lua_remove(L, -2);
    } else if (strcmp(kind, "boolean") == 0) {
        if (!str_eq(text, STR("true")) && !str_eq(text, STR("false")))
            return false;
        lua_pushboolean(L, str_eq(text, STR("true")));
    } else if (strcmp(kind, "list") == 0) {
        push_pieces(L, text);
    } else {
        lua_pushlstring(L, text.ptr, text.len);
    }
    return true;
}

static const struct param_override *
find_override(const struct load_request *request, struct str plugin, struct str name)
{
    const struct param_override *found = NULL;

    for (size_t i = 0; i < request->override_count; i++) /* the last one counts: conf.d/ comes after turnout.conf */
        if (str_eq(request->overrides[i].plugin, plugin) && str_eq(request->overrides[i].name, name))
            found = &request->overrides[i];
    return found;
}

bool
param_is_overridden(const struct load_request *request, struct str plugin, struct str name)
{
    return find_override(request, plugin, name) != NULL;
}

/* A text parameter with choices is one of them. value, values: stack indices. */
static void
check_choice(lua_State *L, int object, struct str param, int value, int values)
{
    int choices, count;

    if (form_get(L, object, "choices", values) == LUA_TNIL)
        return;
    choices = lua_gettop(L);
    count = (int)lua_rawlen(L, choices);
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, choices, i);
        if (lua_rawequal(L, -1, value))
            return;
        lua_pop(L, 1);
    }
    form_fail(L, object, "%.*s is \"%s\", which is none of its choices", STR_ARG(param), lua_tostring(L, value));
}

/* Pushes the value of the declared parameter on the top of the stack, in its place. */
static void
push_value(lua_State *L, struct str plugin, struct str name, int values, const struct load_request *request)
{
    const struct param_override *override = find_override(request, plugin, name);
    int object = lua_gettop(L);
    const char *kind = form_of(L, object)->name;

    if (!override && form_get(L, object, "value", values) == LUA_TNIL) {
        lua_pushboolean(L, 0); /* none, until the configuration says one */
        lua_replace(L, object + 1);
    } else if (override && !push_override(L, kind, override->value))
        form_fail(L, object, "the configuration sets %.*s.%.*s to \"%.*s\", which is no %s", STR_ARG(plugin), STR_ARG(name),
                  STR_ARG(override->value), kind);
    if (strcmp(kind, "text") == 0)
        check_choice(L, object, name, object + 1, values);
    lua_settop(L, object + 1);
    lua_replace(L, object);
}

static void
refuse_unknown(lua_State *L, int plugin, struct str name, int values, const struct load_request *request)
{
    struct str names[PARAMS_MAX];
    size_t count = 0;

    for (lua_pushnil(L); lua_next(L, values); lua_pop(L, 1))
        if (count < PARAMS_MAX)
            names[count++] = str_of(lua_tostring(L, -2));
    for (size_t i = 0; i < request->override_count; i++) {
        const struct param_override *override = &request->overrides[i];
        int near = nearest_word(override->name, names, count);

        if (!str_eq(override->plugin, name) || str_find(override->name, names, count) >= 0)
            continue;
        form_fail(L, plugin, "the configuration sets %.*s.%.*s, but there is no such parameter%s%.*s%s", STR_ARG(name),
                  STR_ARG(override->name), near < 0 ? "" : ": did you mean '", STR_ARG(near < 0 ? STR("") : names[near]),
                  near < 0 ? "" : "'?");
    }
}

void
param_values(lua_State *L, int plugin, struct str name, const struct load_request *request)
{
    int values, declared;
    lua_Integer count;

    lua_newtable(L); /* values */
    values = lua_gettop(L);
    if (form_get(L, plugin, "params", values) != LUA_TNIL) { /* values declared */
        declared = lua_gettop(L);
        count = ordered_keys(L, declared); /* values declared keys */
        if (count > PARAMS_MAX)
            form_fail(L, plugin, "has %lld parameters; %d is the most", (long long)count, PARAMS_MAX);
        for (lua_Integer i = 1; i <= count; i++) {
            lua_rawgeti(L, declared + 1, i);    /* values declared keys key */
            lua_pushvalue(L, -1);
            lua_rawget(L, declared);            /* values declared keys key object */
            push_value(L, name, str_of(lua_tostring(L, -2)), values, request);
            lua_rawset(L, values);              /* values declared keys */
        }
    }
    lua_settop(L, values);
    refuse_unknown(L, plugin, name, values, request);
}

void
param_publish(lua_State *L, int values)
{
    values = lua_absindex(L, values);
    lua_newtable(L); /* published */
    for (lua_pushnil(L); lua_next(L, values); lua_pop(L, 1)) { /* published key value */
        if (lua_istable(L, -1))
            view_push_texts(L, -1);
        else
            lua_pushvalue(L, -1);
        lua_pushvalue(L, -3); /* published key value own key */
        lua_insert(L, -2);    /* published key value key own */
        lua_rawset(L, -5);    /* published key value */
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &published_key);
}

int
param_push(lua_State *L, int index)
{
    const char *name = luaL_checkstring(L, index);

    lua_rawgetp(L, LUA_REGISTRYINDEX, &published_key);
    if (lua_getfield(L, -1, name) == LUA_TNIL)
        return luaL_error(L, "t.param: the plugin declares no parameter '%s'", name);
    return 1;
}

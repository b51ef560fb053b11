/* SPDX-License-Identifier: MIT */
#include "lua/ordered.h"

#include "lib/base/str.h"
#include "lua/charged.h"
#include "lua/sandbox.h"

#include <lauxlib.h>
#include <stdlib.h>

enum { COST_OF_A_KEY = 4 };

/* A key with what decides its place; a text is borrowed from the table that holds it. */
struct key {
    int type;
    bool is_integer;
    lua_Integer integer; /* also false and true */
    lua_Number number;
    struct str text;
};

static struct key
key_at(lua_State *L, int index)
{
    struct key key = { .type = lua_type(L, index) };

    switch (key.type) {
    case LUA_TBOOLEAN:
        key.integer = lua_toboolean(L, index);
        break;
    case LUA_TNUMBER:
        key.is_integer = lua_isinteger(L, index);
        key.integer = key.is_integer ? lua_tointeger(L, index) : 0;
        key.number = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        key.text.ptr = lua_tolstring(L, index, &key.text.len);
        break;
    default:
        luaL_error(L, "keys of type %s have no fixed order: use texts, numbers or booleans", luaL_typename(L, index));
    }
    return key;
}

/* Integers and floats in one line, without losing a bit of either. */
static int
number_cmp(const struct key *a, const struct key *b)
{
    long double x = a->is_integer ? (long double)a->integer : (long double)a->number;
    long double y = b->is_integer ? (long double)b->integer : (long double)b->number;

    return (x > y) - (x < y);
}

static int
key_cmp(const void *left, const void *right)
{
    const struct key *a = left, *b = right;

    if (a->type != b->type)
        return a->type - b->type; /* LUA_TBOOLEAN < LUA_TNUMBER < LUA_TSTRING */
    if (a->type == LUA_TSTRING)
        return str_cmp(a->text, b->text);
    if (a->type == LUA_TNUMBER)
        return number_cmp(a, b);
    return (a->integer > b->integer) - (a->integer < b->integer);
}

static void
push_key(lua_State *L, const struct key *key)
{
    if (key->type == LUA_TBOOLEAN)
        lua_pushboolean(L, (int)key->integer);
    else if (key->type == LUA_TSTRING)
        lua_pushlstring(L, key->text.ptr, key->text.len);
    else if (key->is_integer)
        lua_pushinteger(L, key->integer);
    else
        lua_pushnumber(L, key->number);
}

static lua_Integer
count_keys(lua_State *L, int index)
{
    lua_Integer count = 0;

    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        count++;
    }
    return count;
}

lua_Integer
ordered_keys(lua_State *L, int index)
{
    struct key *keys;
    lua_Integer count;
    uint64_t bytes = 0;

    index = lua_absindex(L, index);
    luaL_checkstack(L, 6, NULL);
    count = count_keys(L, index);
    sandbox_charge(L, (uint64_t)count * COST_OF_A_KEY);
    keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys, 0); /* scratch */
    count = 0;
    lua_pushnil(L); /* scratch key */
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        keys[count] = key_at(L, -1);
        bytes += keys[count++].text.len;
    }
    sandbox_charge(L, charged_bytes(bytes));
    if (count > 1)
        qsort(keys, (size_t)count, sizeof *keys, key_cmp);
    lua_createtable(L, (int)count, 0); /* scratch list */
    for (lua_Integer i = 0; i < count; i++) {
        push_key(L, &keys[i]);
        lua_rawseti(L, -2, i + 1);
    }
    lua_remove(L, -2); /* list */
    return count;
}

/* upvalues: the table, its keys, how many were given out. A key whose value is gone meanwhile is passed over. */
static int
next_pair(lua_State *L)
{
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));

    while (lua_rawgeti(L, lua_upvalueindex(2), ++at) != LUA_TNIL) { /* key */
        lua_pushvalue(L, -1);                                       /* key key */
        lua_rawget(L, lua_upvalueindex(1));                         /* key value */
        if (!lua_isnil(L, -1)) {
            lua_pushinteger(L, at);
            lua_replace(L, lua_upvalueindex(3));
            return 2;
        }
        lua_pop(L, 2);
    }
    return 1;
}

int
ordered_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_pushvalue(L, 1);                /* table table */
    ordered_keys(L, 1);                 /* table table keys */
    lua_pushinteger(L, 0);              /* table table keys 0 */
    lua_pushcclosure(L, next_pair, 3);  /* table iterator */
    lua_insert(L, 1);                   /* iterator table */
    lua_pushnil(L);                     /* iterator table nil */
    return 3;
}

/* The smallest key above the given one, found by looking at all: for `next(t) == nil`, not for walks. */
int
ordered_next(lua_State *L)
{
    struct key from = { .type = LUA_TNIL }, best = { .type = LUA_TNIL };
    lua_Integer looked = 0;

    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    if (!lua_isnil(L, 2))
        from = key_at(L, 2);
    lua_pushnil(L); /* table from key */
    for (; lua_next(L, 1); looked++) {
        struct key key;

        lua_pop(L, 1);
        key = key_at(L, -1);
        if ((from.type == LUA_TNIL || key_cmp(&key, &from) > 0) && (best.type == LUA_TNIL || key_cmp(&key, &best) < 0))
            best = key;
    }
    sandbox_charge(L, (uint64_t)looked);
    if (best.type == LUA_TNIL) {
        lua_pushnil(L);
        return 1;
    }
    push_key(L, &best);  /* table from key */
    lua_pushvalue(L, -1);
    lua_rawget(L, 1);    /* table from key value */
    return 2;
}

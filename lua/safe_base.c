/* SPDX-License-Identifier: MIT */
#include "lua/safe_base.h"

#include "lua/charged.h"
#include "lua/ordered.h"
#include "lua/sandbox.h"

#include <lauxlib.h>

static int
l_pcall(lua_State *L)
{
    int status;

    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1); /* true function args... */
    status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
    if (status == LUA_OK)
        return lua_gettop(L);
    sandbox_pass_limit(L, status);
    lua_pushboolean(L, 0);
    lua_insert(L, -2); /* true false error */
    return 2;
}

/*
 * Lua would call the handler inside the failing call, where no hook counts when
 * a hook raised the error.  Here it is an ordinary call afterwards.
 */
static int
l_xpcall(lua_State *L)
{
    int status;

    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2); /* function handler args... handler */
    lua_insert(L, 1);    /* handler function handler args... */
    lua_remove(L, 3);    /* handler function args... */
    status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
    if (status == LUA_OK) {
        lua_pushboolean(L, 1);
        lua_replace(L, 1); /* true results... */
        return lua_gettop(L);
    }
    sandbox_pass_limit(L, status);
    lua_call(L, 1, LUA_MULTRET); /* results... */
    lua_pushboolean(L, 0);
    lua_insert(L, 1);            /* false results... */
    return lua_gettop(L);
}

/* What belongs to the state and not to the rule has `false` there; a rule's own metatable shows itself. */
static bool
is_protected(lua_State *L, int index)
{
    int type = luaL_getmetafield(L, index, "__metatable");

    if (type != LUA_TNIL)
        lua_pop(L, 1);
    return type != LUA_TNIL && type != LUA_TTABLE;
}

static void
check_metatable(lua_State *L, int given)
{
    static const char *const refused[] = { "__gc", "__close", "__mode" };

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        lua_pushstring(L, refused[i]);
        if (lua_rawget(L, given) != LUA_TNIL)
            luaL_error(L, "a metatable may not have %s: a rule does not see memory", refused[i]);
        lua_pop(L, 1);
    }
    lua_pushliteral(L, "__call"); /* a chain of tables that call each other runs in one instruction */
    if (lua_rawget(L, given) != LUA_TNIL && !lua_isfunction(L, -1))
        luaL_error(L, "__call must be a function, got a %s", luaL_typename(L, -1));
    lua_pop(L, 1);
}

/*
 * Pushes a metatable with what the given one holds now.  What is put into that
 * later does nothing, so that a __gc, __close or __mode cannot come in behind.
 */
static void
push_metatable(lua_State *L, int given)
{
    static const char *const taken[] = {
        "__add", "__band", "__bnot", "__bor", "__bxor", "__call", "__concat", "__div", "__eq", "__idiv", "__index", "__le",
        "__len", "__lt", "__metatable", "__mod", "__mul", "__name", "__newindex", "__pairs", "__pow", "__shl", "__shr",
        "__sub", "__tostring", "__unm",
    };

    lua_createtable(L, 0, 4); /* own */
    lua_pushvalue(L, given);
    lua_setfield(L, -2, "__metatable");
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        lua_pushstring(L, taken[i]);
        lua_pushvalue(L, -1);                       /* own name name */
        if (lua_rawget(L, given) != LUA_TNIL)       /* own name value */
            lua_rawset(L, -3);
        else
            lua_pop(L, 2);
    }
}

static int
l_setmetatable(lua_State *L)
{
    int type = lua_type(L, 2);

    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (is_protected(L, 1))
        return luaL_error(L, "cannot change a protected metatable");
    lua_settop(L, 2);
    if (type == LUA_TTABLE) {
        check_metatable(L, 2);
        push_metatable(L, 2); /* table given own */
    }
    lua_setmetatable(L, 1);
    lua_settop(L, 1);
    return 1;
}

static int
l_rawset(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 3);
    if (is_protected(L, 1))
        return luaL_error(L, "cannot write past a protected metatable");
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

const char *
safe_tostring(lua_State *L, int index)
{
    int type = lua_type(L, index);

    if (type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TNIL || type == LUA_TBOOLEAN ||
        luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
        if (type == LUA_TTABLE || type == LUA_TUSERDATA)
            lua_pop(L, 1);
        return luaL_tolstring(L, index, NULL);
    }
    return lua_pushstring(L, lua_typename(L, type));
}

static int
l_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    safe_tostring(L, 1);
    return 1;
}

void
safe_base_add(lua_State *L, int own, int stock)
{
    static const luaL_Reg functions[] = {
        { "next", ordered_next },         { "pairs", ordered_pairs }, { "pcall", l_pcall },   { "rawset", l_rawset },
        { "setmetatable", l_setmetatable }, { "tostring", l_tostring }, { "xpcall", l_xpcall }, { NULL, NULL },
    };
    static const char *const charged[] = { "select", "tonumber", NULL };

    lua_pushvalue(L, own);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
    charged_add(L, own, stock, charged);
}

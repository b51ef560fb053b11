/* SPDX-License-Identifier: MIT */
#include "lua/safe_base.h"

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

static int
l_setmetatable(lua_State *L)
{
    static const char *const refused[] = { "__gc", "__close", "__mode" };
    int type = lua_type(L, 2);

    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        return luaL_error(L, "cannot change a protected metatable");
    for (size_t i = 0; type == LUA_TTABLE && i < sizeof refused / sizeof *refused; i++) {
        lua_pushstring(L, refused[i]);
        if (lua_rawget(L, 2) != LUA_TNIL)
            return luaL_error(L, "a metatable may not have %s: a rule does not see memory", refused[i]);
        lua_pop(L, 1);
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

static int
l_rawset(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 3);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
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

    (void)stock;
    lua_pushvalue(L, own);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
}

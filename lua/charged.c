/* SPDX-License-Identifier: MIT */
#include "lua/charged.h"

#include "lua/sandbox.h"

#include <lauxlib.h>

int
charged_pass_on(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* upvalue: the stock function */
static int
l_charged(lua_State *L)
{
    int count = lua_gettop(L);
    size_t steps = 0;

    for (int i = 1; i <= count; i++)
        steps += charged_bytes(lua_type(L, i) == LUA_TSTRING ? lua_rawlen(L, i) : 0);
    sandbox_charge(L, steps);
    return charged_pass_on(L);
}

void
charged_add(lua_State *L, int own, int stock, const char *const *names)
{
    for (; *names; names++) {
        lua_getfield(L, stock, *names);
        lua_pushcclosure(L, l_charged, 1);
        lua_setfield(L, own, *names);
    }
}

lua_Integer
charged_length(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TTABLE && luaL_getmetafield(L, index, "__len") != LUA_TNIL)
        luaL_error(L, "table functions take no table with __len");
    return luaL_len(L, index);
}

/* SPDX-License-Identifier: MIT */
#include "lua/safe_table.h"

#include "lua/sandbox.h"

#include <lauxlib.h>

enum { BYTES_PER_STEP = 16 };

/* The length of a plain table, or of a read-only list of a view. */
static lua_Integer
honest_length(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TTABLE && luaL_getmetafield(L, index, "__len") != LUA_TNIL)
        luaL_error(L, "table functions take no table with __len");
    return luaL_len(L, index);
}

/* Elements from first to last; pays for them. */
static void
charge_range(lua_State *L, lua_Integer first, lua_Integer last)
{
    if (last >= first)
        sandbox_charge(L, (uint64_t)last - (uint64_t)first + 1);
}

static void
charge_insert(lua_State *L)
{
    lua_Integer length = honest_length(L, 1);

    if (lua_gettop(L) > 2)
        charge_range(L, luaL_checkinteger(L, 2), length);
}

static void
charge_remove(lua_State *L)
{
    lua_Integer length = honest_length(L, 1);

    charge_range(L, luaL_optinteger(L, 2, length), length);
}

static void
charge_move(lua_State *L)
{
    charge_range(L, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
}

static void
charge_concat(lua_State *L)
{
    lua_Integer length = honest_length(L, 1);

    charge_range(L, luaL_optinteger(L, 3, 1), luaL_optinteger(L, 4, length));
}

static void
charge_unpack(lua_State *L)
{
    lua_Integer length = honest_length(L, 1);

    charge_range(L, luaL_optinteger(L, 2, 1), luaL_optinteger(L, 3, length));
}

/* About n log2 n comparisons, which of texts read their bytes. */
static void
charge_sort(lua_State *L)
{
    lua_Integer length = honest_length(L, 1);
    uint64_t once = 0, cost = 0;

    charge_range(L, 1, length);
    for (lua_Integer i = 1; i <= length && lua_istable(L, 1); i++) {
        once += 1 + (lua_rawgeti(L, 1, i) == LUA_TSTRING ? lua_rawlen(L, -1) / BYTES_PER_STEP : 0);
        lua_pop(L, 1);
    }
    for (lua_Integer half = length; half > 0; half /= 2)
        cost += once;
    sandbox_charge(L, cost);
}

static const struct {
    const char *name;
    void (*charge)(lua_State *L);
} functions[] = {
    { "concat", charge_concat }, { "insert", charge_insert }, { "move", charge_move },
    { "remove", charge_remove }, { "sort", charge_sort },     { "unpack", charge_unpack },
};

/* upvalues: the stock function, its row above */
static int
l_paid(lua_State *L)
{
    luaL_checkany(L, 1);
    functions[lua_tointeger(L, lua_upvalueindex(2))].charge(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

void
safe_table_add(lua_State *L, int own, int stock)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        lua_getfield(L, stock, functions[i].name);
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, l_paid, 2);
        lua_setfield(L, own, functions[i].name);
    }
}

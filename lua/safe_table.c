/* SPDX-License-Identifier: MIT */
#include "lua/safe_table.h"

#include "lua/charged.h"
#include "lua/safe_sort.h"
#include "lua/sandbox.h"

#include <lauxlib.h>

/* Elements from first to last; pays for them. */
static void
charge_range(lua_State *L, lua_Integer first, lua_Integer last)
{
    uint64_t steps;

    if (last < first)
        return;
    steps = (uint64_t)last - (uint64_t)first;
    sandbox_charge(L, steps == UINT64_MAX ? steps : steps + 1);
}

static void
charge_insert(lua_State *L)
{
    lua_Integer length = charged_length(L, 1);

    if (lua_gettop(L) > 2)
        charge_range(L, luaL_checkinteger(L, 2), length);
}

static void
charge_remove(lua_State *L)
{
    lua_Integer length = charged_length(L, 1);

    charge_range(L, luaL_optinteger(L, 2, length), length);
}

static void
charge_move(lua_State *L)
{
    charge_range(L, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
}

static void
charge_pack(lua_State *L)
{
    sandbox_charge(L, (uint64_t)lua_gettop(L));
}

static void
charge_unpack(lua_State *L)
{
    lua_Integer length = charged_length(L, 1);

    charge_range(L, luaL_optinteger(L, 2, 1), luaL_optinteger(L, 3, length));
}

static const struct {
    const char *name;
    void (*charge)(lua_State *L);
} functions[] = {
    { "insert", charge_insert }, { "move", charge_move },     { "pack", charge_pack },
    { "remove", charge_remove }, { "unpack", charge_unpack },
};

/* upvalues: the stock function, its row above */
static int
l_paid(lua_State *L)
{
    int row = (int)lua_tointeger(L, lua_upvalueindex(2));

    if (functions[row].charge != charge_pack)
        luaL_checkany(L, 1);
    functions[row].charge(L);
    return charged_pass_on(L);
}

/* Pushes element `at` as the text that concat takes, and says how long it is. */
static size_t
push_piece(lua_State *L, lua_Integer at)
{
    size_t len;

    lua_geti(L, 1, at);
    if (!lua_isstring(L, -1))
        luaL_error(L, "table.concat: element %I is a %s, not a text or number", at, luaL_typename(L, -1));
    lua_tolstring(L, -1, &len);
    return len;
}

/* Lua's own would first make a text of any length and then be refused. */
static int
l_concat(lua_State *L)
{
    lua_Integer length = charged_length(L, 1), last = luaL_optinteger(L, 4, length), at = luaL_optinteger(L, 3, 1);
    size_t between_len, total = 0;
    const char *between = luaL_optlstring(L, 2, "", &between_len);
    luaL_Buffer result;

    luaL_buffinit(L, &result);
    for (bool more = at <= last; more; more = at++ < last) {
        size_t len = push_piece(L, at);

        total += len + (at < last ? between_len : 0);
        sandbox_charge(L, charged_bytes(len + between_len));
        if (total > SANDBOX_STRING_MAX)
            sandbox_stop_long_string(L);
        luaL_addvalue(&result);
        if (at < last)
            luaL_addlstring(&result, between, between_len);
    }
    luaL_pushresult(&result);
    return 1;
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
    lua_pushcfunction(L, l_concat);
    lua_setfield(L, own, "concat");
    lua_pushcfunction(L, safe_sort);
    lua_setfield(L, own, "sort");
}

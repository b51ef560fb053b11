/* SPDX-License-Identifier: MIT */
#include "lua/safe_sort.h"

#include "lua/charged.h"
#include "lua/sandbox.h"

#include <lauxlib.h>

/* The stack of a sort; the lists are tables of its own, out of a comparison's reach. */
enum { GIVEN = 1, COMPARE, LIST, OTHER };

/* Of the two values on the top, does the lower one come first? Pops both. */
static bool
comes_before(lua_State *L)
{
    bool answer;

    if (lua_isnil(L, COMPARE)) {
        size_t left = lua_type(L, -2) == LUA_TSTRING ? lua_rawlen(L, -2) : 0;
        size_t right = lua_type(L, -1) == LUA_TSTRING ? lua_rawlen(L, -1) : 0;

        sandbox_charge(L, charged_bytes(left < right ? left : right));
        answer = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
        return answer;
    }
    sandbox_charge(L, 1);
    lua_pushvalue(L, COMPARE);
    lua_insert(L, -3); /* compare a b */
    lua_call(L, 2, 1);
    answer = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return answer;
}

static bool
is_less(lua_State *L, int list, lua_Integer a, lua_Integer b)
{
    lua_rawgeti(L, list, a);
    lua_rawgeti(L, list, b);
    return comes_before(L);
}

/* from[first .. middle) and from[middle .. end), each in order, become to[first .. end). */
static void
merge(lua_State *L, int from, int to, lua_Integer first, lua_Integer middle, lua_Integer end)
{
    lua_Integer left = first, right = middle;

    for (lua_Integer at = first; at < end; at++) {
        bool takes_right = left == middle || (right < end && is_less(L, from, right, left));

        lua_rawgeti(L, from, takes_right ? right++ : left++);
        lua_rawseti(L, to, at);
    }
}

static lua_Integer
least_of(lua_Integer a, lua_Integer b)
{
    return a < b ? a : b;
}

/* Runs of 1, 2, 4 ... are merged to and fro. Returns the list that is sorted. */
static int
sort_list(lua_State *L, lua_Integer count)
{
    int from = LIST, to = OTHER;

    for (lua_Integer run = 1; run < count; run *= 2) {
        for (lua_Integer first = 1; first <= count; first += 2 * run)
            merge(L, from, to, first, least_of(first + run, count + 1), least_of(first + 2 * run, count + 1));
        from = from == LIST ? OTHER : LIST;
        to = to == LIST ? OTHER : LIST;
    }
    return from;
}

int
safe_sort(lua_State *L)
{
    lua_Integer count;
    int sorted;

    luaL_checkany(L, 1);
    count = charged_length(L, GIVEN);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, COMPARE);
    if (count < 2)
        return 0;
    sandbox_charge(L, (uint64_t)count * 2);
    luaL_checkstack(L, 8, NULL);
    lua_createtable(L, (int)count, 0);
    lua_createtable(L, (int)count, 0); /* given compare list other */
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(L, GIVEN, i);
        lua_rawseti(L, LIST, i);
    }
    sorted = sort_list(L, count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, sorted, i);
        lua_seti(L, GIVEN, i);
    }
    return 0;
}

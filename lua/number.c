/* SPDX-License-Identifier: MIT */
#include "lua/number.h"

#include "lua/sandbox.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 10 /* what an operation is charged */, PLACES_MAX = 4, NUMBER_TEXT_SIZE = 96 };

/* Of the plain numbers' metatable in the registry; and in every metatable whose objects begin with a struct number. */
static const char number_key, is_number_key;

/* ---- in and out ---- */

static const struct number *
number_of(lua_State *L, int index)
{
    bool is_number;

    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index))
        return NULL;
    is_number = lua_rawgetp(L, -1, &is_number_key) == LUA_TBOOLEAN;
    lua_pop(L, 2);
    return is_number ? lua_touserdata(L, index) : NULL;
}

struct exact
number_value(const struct number *number)
{
    struct exact value;

    memcpy(&value, number->value, sizeof value);
    return value;
}

void
number_set(struct number *number, struct exact value)
{
    memcpy(number->value, &value, sizeof value);
}

bool
number_get(lua_State *L, int index, struct exact *value)
{
    const struct number *number = number_of(L, index);

    if (!number || number->missing)
        return false;
    *value = number_value(number);
    return true;
}

static struct exact
text_value(lua_State *L, int index)
{
    struct fraction value;
    struct str text;

    text.ptr = lua_tolstring(L, index, &text.len);
    if (!fraction_parse(text, &value))
        luaL_error(L, "\"%s\" is no decimal number", text.ptr);
    return exact_of(value);
}

struct exact
number_at(lua_State *L, int index)
{
    const struct number *number = number_of(L, index);
    char text[64];

    if (number && number->missing)
        luaL_error(L, "%s", number->missing);
    if (number)
        return number_value(number);
    if (lua_isinteger(L, index))
        return (struct exact){ lua_tointeger(L, index), 1 };
    if (lua_type(L, index) == LUA_TSTRING)
        return text_value(L, index);
    if (lua_type(L, index) == LUA_TNUMBER) {
        snprintf(text, sizeof text, "%.14g", lua_tonumber(L, index));
        luaL_error(L, "%s is a float, which is not exact: write t.exact \"%s\"", text, text);
    }
    luaL_error(L, "a number is needed, got %s", luaL_typename(L, index));
    return (struct exact){ 0, 1 };
}

void
number_push(lua_State *L, struct exact value)
{
    struct number *number;

    if (value.den == 0)
        luaL_error(L, "the exact result has more than 128 bits");
    number = lua_newuserdatauv(L, sizeof *number, 0);
    *number = (struct number){ 0 };
    number_set(number, value);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &number_key);
    lua_setmetatable(L, -2);
}

static int
give(lua_State *L, struct exact value)
{
    sandbox_charge(L, STEPS);
    number_push(L, value);
    return 1;
}

/* ---- metamethods ---- */

static int
l_add(lua_State *L)
{
    return give(L, exact_add(number_at(L, 1), number_at(L, 2)));
}

static int
l_sub(lua_State *L)
{
    return give(L, exact_sub(number_at(L, 1), number_at(L, 2)));
}

static int
l_mul(lua_State *L)
{
    return give(L, exact_mul(number_at(L, 1), number_at(L, 2)));
}

static int
l_div(lua_State *L)
{
    struct exact left = number_at(L, 1), right = number_at(L, 2);

    if (right.num == 0)
        return luaL_error(L, "division by zero");
    return give(L, exact_div(left, right));
}

static int
l_negative(lua_State *L)
{
    return give(L, exact_sub((struct exact){ 0, 1 }, number_at(L, 1)));
}

static int
compare(lua_State *L, int left, int right)
{
    int sign;

    sandbox_charge(L, STEPS);
    if (!exact_cmp(number_at(L, left), number_at(L, right), &sign))
        luaL_error(L, "these numbers differ by one of more than 128 bits");
    return sign;
}

static int
l_less(lua_State *L)
{
    lua_pushboolean(L, compare(L, 1, 2) < 0);
    return 1;
}

static int
l_at_most(lua_State *L)
{
    lua_pushboolean(L, compare(L, 1, 2) <= 0);
    return 1;
}

/* Lua asks this of two objects only, and 'false' when one of them is none of ours. */
static int
l_same(lua_State *L)
{
    lua_pushboolean(L, number_of(L, 1) && number_of(L, 2) && compare(L, 1, 2) == 0);
    return 1;
}

static int
l_text(lua_State *L)
{
    const struct number *number = number_of(L, 1);
    struct exact value = number && !number->missing ? number_value(number) : (struct exact){ 0, 1 };
    char text[NUMBER_TEXT_SIZE];

    if (!number || number->missing)
        lua_pushstring(L, number ? number->missing : "?");
    else if (value.num > INT64_MAX || value.num < INT64_MIN || value.den > INT64_MAX)
        lua_pushstring(L, "a number of more than 64 bits");
    else {
        fraction_text(fraction_reduce((struct fraction){ (int64_t)value.num, (int64_t)value.den }), text);
        lua_pushstring(L, text);
    }
    return 1;
}

/* ---- functions ---- */

static int
l_exact(lua_State *L)
{
    return give(L, number_at(L, 1));
}

static int
extreme(lua_State *L, int wanted)
{
    int count = lua_gettop(L), best = 1;

    luaL_checkany(L, 1);
    for (int i = 2; i <= count; i++)
        if (compare(L, i, best) * wanted > 0)
            best = i;
    return give(L, number_at(L, best));
}

static int
l_min(lua_State *L)
{
    return extreme(L, -1);
}

static int
l_max(lua_State *L)
{
    return extreme(L, 1);
}

static int
l_round(lua_State *L)
{
    lua_Integer places = luaL_optinteger(L, 2, 0);
    struct exact rounded = { 0, 1 };
    int64_t whole;

    luaL_argcheck(L, places >= 0 && places <= PLACES_MAX, 2, "0 to 4 decimals");
    if (!exact_round(number_at(L, 1), (int)places, &whole))
        return luaL_error(L, "the number is too large to be rounded");
    rounded.num = whole;
    while (places-- > 0)
        rounded.den *= 10;
    return give(L, rounded);
}

static int
l_equals(lua_State *L)
{
    lua_pushboolean(L, compare(L, 1, 2) == 0);
    return 1;
}

static const luaL_Reg functions[] = {
    { "equals", l_equals }, { "exact", l_exact }, { "max", l_max }, { "min", l_min }, { "round", l_round }, { NULL, NULL },
};
const char *const number_functions[] = { "equals", "exact", "max", "min", "round", NULL };

void
number_add_functions(lua_State *L)
{
    luaL_setfuncs(L, functions, 0);
}

/* ---- set-up ---- */

static int
refuse_write(lua_State *L)
{
    return luaL_error(L, "a number is read-only");
}

static int
refuse_field(lua_State *L)
{
    return luaL_error(L, "an exact number has no fields: state and met are those of a figure");
}

void
number_extend(lua_State *L)
{
    static const luaL_Reg metamethods[] = {
        { "__add", l_add },      { "__sub", l_sub },    { "__mul", l_mul }, { "__div", l_div },      { "__unm", l_negative },
        { "__lt", l_less },      { "__le", l_at_most }, { "__eq", l_same }, { "__tostring", l_text }, { "__newindex", refuse_write },
        { NULL, NULL },
    };

    luaL_setfuncs(L, metamethods, 0);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushboolean(L, 1);
    lua_rawsetp(L, -2, &is_number_key);
}

void
number_open(lua_State *L)
{
    lua_createtable(L, 0, 14);
    number_extend(L);
    lua_pushliteral(L, "exact number");
    lua_setfield(L, -2, "__name");
    lua_pushcfunction(L, refuse_field);
    lua_setfield(L, -2, "__index");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &number_key);
}

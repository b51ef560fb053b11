/* SPDX-License-Identifier: MIT */
#include "lua/safe_string.h"

#include "lib/base/str.h"
#include "lua/charged.h"
#include "lua/safe_base.h"
#include "lua/sandbox.h"

#include <lauxlib.h>

enum { COST_OF_A_CONVERSION = 32 };

static struct str
text_at(lua_State *L, int index)
{
    struct str text;

    text.ptr = luaL_checklstring(L, index, &text.len);
    return text;
}

/* Where Lua's 1-based, perhaps negative position begins, 0-based; may be behind the end. */
static size_t
start_of(lua_Integer position, size_t len)
{
    if (position > 0)
        return (size_t)position - 1;
    if (position == 0 || -position > (lua_Integer)len)
        return 0;
    return len - (size_t)-position;
}

/* string.find(text, plain [, init [, true]]): glibc's memmem takes linear time. */
static int
l_find(lua_State *L)
{
    struct str text = text_at(L, 1), plain = text_at(L, 2);
    size_t from = start_of(luaL_optinteger(L, 3, 1), text.len);
    const char *found;

    if (!lua_toboolean(L, 4) && strpbrk(plain.ptr, "^$*+?.([%-"))
        return luaL_error(L, "string.find looks for plain text here: '%s' holds signs of a pattern; "
                             "write string.find(text, plain, 1, true)", plain.ptr);
    sandbox_charge(L, (text.len + plain.len) / BYTES_PER_STEP);
    found = from > text.len ? NULL : memmem(text.ptr + from, text.len - from, plain.ptr, plain.len);
    if (!found) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, found - text.ptr + 1);
    lua_pushinteger(L, found - text.ptr + (lua_Integer)plain.len);
    return 2;
}

static int
l_rep(lua_State *L)
{
    struct str text = text_at(L, 1), between = { "", 0 };
    lua_Integer times = luaL_checkinteger(L, 2);
    luaL_Buffer result;
    size_t one;

    if (!lua_isnoneornil(L, 3))
        between = text_at(L, 3);
    one = text.len + between.len;
    if (times <= 0 || one == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (one > SANDBOX_STRING_MAX || times > (lua_Integer)(SANDBOX_STRING_MAX / one))
        sandbox_stop_long_string(L);
    sandbox_charge(L, ((uint64_t)times + one * (size_t)times) / BYTES_PER_STEP);
    luaL_buffinitsize(L, &result, one * (size_t)times);
    for (; times > 0; times--) {
        luaL_addlstring(&result, text.ptr, text.len);
        if (times > 1)
            luaL_addlstring(&result, between.ptr, between.len);
    }
    luaL_pushresult(&result);
    return 1;
}

/* One conversion of the format, whose argument stands at `arg`: %s prints a text made here, %p would print an address. */
static void
prepare_argument(lua_State *L, char conversion, int arg)
{
    if (conversion == 'p')
        luaL_error(L, "string.format has no %%p here: addresses change from run to run");
    if (arg > lua_gettop(L))
        return; /* the stock function complains */
    if (conversion == 's') {
        safe_tostring(L, arg);
        lua_replace(L, arg);
    }
    /* %q writes a byte as up to four */
    sandbox_charge(L, COST_OF_A_CONVERSION + (lua_type(L, arg) == LUA_TSTRING ? lua_rawlen(L, arg) : 0));
}

static void
prepare_format(lua_State *L)
{
    struct str format = text_at(L, 1);
    const char *at = format.ptr, *end = format.ptr + format.len;
    int arg = 1;

    sandbox_charge(L, charged_bytes(format.len));
    for (; at < end; at++) { /* a format may hold zeros */
        if (*at != '%' || *++at == '%')
            continue;
        at += strspn(at, "-+ #0123456789.");
        prepare_argument(L, *at, ++arg);
    }
}

/* upvalue: the stock function */
static int
l_format(lua_State *L)
{
    prepare_format(L);
    return charged_pass_on(L);
}

static void
wrap(lua_State *L, int own, int stock, const char *name, lua_CFunction function)
{
    lua_getfield(L, stock, name);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, own, name);
}

void
safe_string_add(lua_State *L, int own, int stock)
{
    static const char *const charged[] = { "byte", "char", "lower", "reverse", "upper", NULL };

    wrap(L, own, stock, "find", l_find);
    wrap(L, own, stock, "rep", l_rep);
    wrap(L, own, stock, "format", l_format);
    charged_add(L, own, stock, charged);
}

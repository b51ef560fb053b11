/* SPDX-License-Identifier: MIT */
#include "lua/globals.h"

#include "lua/bytecode.h"
#include "lua/environment.h"

#include <lauxlib.h>
#include <limits.h>

struct search {
    lua_State *L;
    int globals; /* stack index of the known names */
    struct bytecode_use first;
};

static bool
is_known(const struct search *search, struct str name)
{
    bool known;

    lua_pushlstring(search->L, name.ptr, name.len);
    known = lua_rawget(search->L, search->globals) != LUA_TNIL;
    lua_pop(search->L, 1);
    return known;
}

static bool
keep_first_unknown(void *ctx, const struct bytecode_use *use)
{
    struct search *search = ctx;

    if (use->line < search->first.line && (use->is_write || !is_known(search, use->name)))
        search->first = *use;
    return true;
}

/* A buffer that Lua frees, also when an error is raised past it. */
static int
free_buffer(lua_State *L)
{
    buf_free(lua_touserdata(L, 1));
    return 0;
}

static struct buf *
push_buffer(lua_State *L)
{
    struct buf *buf = lua_newuserdatauv(L, sizeof *buf, 0); /* buf */

    *buf = (struct buf){ 0 };
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_buffer);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2); /* buf */
    return buf;
}

void
globals_check(lua_State *L, const char *file)
{
    struct search search = { .L = L, .first.line = INT_MAX };
    const char *name, *place;
    struct buf *dump;

    dump = push_buffer(L);           /* chunk buf */
    environment_push_globals(L);     /* chunk buf globals */
    search.globals = lua_gettop(L);
    lua_pushvalue(L, -3);            /* chunk buf globals chunk */
    bytecode_dump(L, dump);
    if (!bytecode_globals(buf_str(dump), keep_first_unknown, &search))
        luaL_error(L, "%s: this Lua library writes another bytecode than 5.4", file);
    lua_pop(L, 1);                   /* chunk buf globals */
    if (search.first.line == INT_MAX) {
        lua_pop(L, 2);
        return;
    }
    name = lua_pushlstring(L, search.first.name.ptr, search.first.name.len);
    place = lua_pushfstring(L, "%s:%d", file, search.first.line);
    if (search.first.is_write)
        luaL_error(L, "%s: %s is not declared: write `local %s`", place, name, name);
    environment_missing(L, place, "global name", name, search.globals);
}

void
globals_check_stateless(lua_State *L, int index)
{
    struct str name = { 0 };
    struct buf *dump;
    lua_Debug about;
    int line;

    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &about);
    dump = push_buffer(L);           /* buf */
    lua_pushvalue(L, index);         /* buf function */
    bytecode_dump(L, dump);
    line = bytecode_outer_write(buf_str(dump), &name);
    if (line != 0)
        luaL_error(L, "%s:%d: a rule must not change '%s', which outlives the call: its answers would depend on what "
                      "was asked before", about.short_src, line, lua_pushlstring(L, name.ptr, name.len));
    lua_pop(L, 2);
}

/* SPDX-License-Identifier: MIT */
/*
 * safe_base.h -- the base functions that had to be written anew.
 *
 * pcall and xpcall that cannot swallow a limit, pairs and next in a fixed
 * order, setmetatable without __gc, tostring without addresses, rawset that
 * respects what is read-only.
 */
#ifndef LUA_SAFE_BASE_H
#define LUA_SAFE_BASE_H

#include <lua.h>

/* Puts them into the table at `own`; stock: the table that luaopen_base gave. */
void safe_base_add(lua_State *L, int own, int stock);

/* Pushes tostring's text of the value at `index`: of a table or function its type alone. */
const char *safe_tostring(lua_State *L, int index);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * safe_table.h -- table functions that pay for the elements they touch.
 *
 * Lua's own run in C, where no instruction is counted; a length that a
 * metatable invents could keep them there for years.  So __len is refused and
 * each element costs a step, before the work begins.
 */
#ifndef LUA_SAFE_TABLE_H
#define LUA_SAFE_TABLE_H

#include <lua.h>

/* Puts them into the table at `own`; stock: the table that luaopen_table gave. */
void safe_table_add(lua_State *L, int own, int stock);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * safe_string.h -- string functions whose work is bounded and whose answer is
 * the same everywhere.
 *
 * find takes plain text (patterns can run for hours), rep has a longest result,
 * format knows no addresses, upper, lower and reverse pay for their length.
 */
#ifndef LUA_SAFE_STRING_H
#define LUA_SAFE_STRING_H

#include <lua.h>

/* Puts them into the table at `own`; stock: the table that luaopen_string gave. */
void safe_string_add(lua_State *L, int own, int stock);

#endif

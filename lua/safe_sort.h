/* SPDX-License-Identifier: MIT */
/*
 * safe_sort.h -- table.sort by merging: the same list is always sorted the same way.
 *
 * Lua's own chooses where to split by the clock, so that what a careless
 * comparison gives would change from run to run.  This one keeps equal elements
 * in their order, and n elements cost at most n log2 n comparisons however they
 * lie and whatever the comparison answers.
 */
#ifndef LUA_SAFE_SORT_H
#define LUA_SAFE_SORT_H

#include <lua.h>

/* table.sort(list [, comes_before]) */
int safe_sort(lua_State *L);

#endif

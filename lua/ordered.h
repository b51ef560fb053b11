/* SPDX-License-Identifier: MIT */
/*
 * ordered.h -- tables walked in an order that does not depend on addresses.
 *
 * Lua's own order changes from run to run; figures must not.  Keys come as
 * booleans, numbers by value, strings by bytes; keys of other types have no
 * order and are refused.  A walk costs a sort.
 */
#ifndef LUA_ORDERED_H
#define LUA_ORDERED_H

#include <lua.h>

/*
 * Pushes a list of the keys of the table at `index`, in order; returns how
 * many.  Raises for a key without an order.  Metamethods are not asked.
 */
lua_Integer ordered_keys(lua_State *L, int index);

/* The Lua functions pairs and next. */
int ordered_pairs(lua_State *L);
int ordered_next(lua_State *L);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * number.h -- exact numbers in Lua: fractions that add, compare and never round by themselves.
 *
 * Integers, decimals in a text and figures mix with them; a float does not,
 * for it is no longer what was counted.  A number may also be missing: then
 * whoever wants to calculate with it is told why.  Values cannot be changed.
 */
#ifndef LUA_NUMBER_H
#define LUA_NUMBER_H

#include "lib/model/exact.h"

#include <lua.h>
#include <stdbool.h>

/* Prepares the state. */
void number_open(lua_State *L);

void number_push(lua_State *L, struct exact value);
/* Is there an exact number or a figure at `index`, and which? */
bool number_get(lua_State *L, int index, struct exact *value);
/* The integer, decimal text or exact number at `index`; raises for anything else. */
struct exact number_at(lua_State *L, int index);

/* Adds the metamethods of numbers to the metatable on the top of the stack: its objects begin with a struct number. */
struct number {
    unsigned char value[sizeof(struct exact)]; /* as bytes: Lua aligns to 8, 128-bit integers want 16 */
    const char *missing; /* why there is none; lives as long as the object. NULL: there is one */
};
void number_extend(lua_State *L);
struct exact number_value(const struct number *number);
void number_set(struct number *number, struct exact value);

/* Adds the functions that calculate with them to the table on the top of the stack. */
void number_add_functions(lua_State *L);
extern const char *const number_functions[]; /* their names, ended by NULL */

#endif

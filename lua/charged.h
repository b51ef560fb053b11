/* SPDX-License-Identifier: MIT */
/*
 * charged.h -- Lua's own functions, paid for before they run.
 *
 * A C function is one instruction for the count hook, whatever it does.  Most
 * of those in the allow-list take time in proportion to their arguments: a step
 * for each, and one for every BYTES_PER_STEP bytes of text.
 */
#ifndef LUA_CHARGED_H
#define LUA_CHARGED_H

#include <lua.h>
#include <stddef.h>

enum { BYTES_PER_STEP = 16 };

/* Steps for a text of so many bytes. */
static inline size_t
charged_bytes(size_t len)
{
    return 1 + len / BYTES_PER_STEP;
}

/* Puts the named functions of the table at `stock`, wrapped so that they pay, into the one at `own`; names end with NULL. */
void charged_add(lua_State *L, int own, int stock, const char *const *names);
/* Calls the function in upvalue 1 with all arguments. Returns how many results. */
int charged_pass_on(lua_State *L);

/* The length of a plain table, or of a read-only list of a view; raises when a rule's metatable would say it. */
lua_Integer charged_length(lua_State *L, int index);

#endif

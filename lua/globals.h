/* SPDX-License-Identifier: MIT */
/*
 * globals.h -- a rule that names something nobody declared does not load.
 *
 * Otherwise a slip of the pen in a branch that is seldom taken would stop the
 * rule in December.
 */
#ifndef LUA_GLOBALS_H
#define LUA_GLOBALS_H

#include <lua.h>

/* The main chunk on the top of the stack, just loaded and not run: raises "file:line: ..." for its first undeclared name. */
void globals_check(lua_State *L, const char *file);

/*
 * The functions that a rule reaches must not assign to locals of the file: the
 * answer would depend on what was asked before.  Raises for the one at `index`.
 */
void globals_check_stateless(lua_State *L, int index);

#endif

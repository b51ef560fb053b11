/* SPDX-License-Identifier: MIT */
/*
 * environment.h -- what a rule finds when it looks around.
 *
 * The allow-list: base without loaders and print, string without patterns,
 * table, math without random, utf8, and require for what was registered.
 * Everything is read-only, an unknown name raises with a suggestion, and every
 * function does its work within sandbox.h's limits.
 */
#ifndef LUA_ENVIRONMENT_H
#define LUA_ENVIRONMENT_H

#include <lua.h>
#include <stdbool.h>

/* Fills a fresh state; inside sandbox_run. */
void environment_open(lua_State *L);

/* Makes the table on the top of the stack what `require "name"` gives, read-only; pops it. */
void environment_register(lua_State *L, const char *name);

/* Makes the function on the top of the stack (or nil: none) what finds a module that nobody registered: name -> module or nothing; pops it. */
void environment_set_loader(lua_State *L);

/*
 * Takes the table on the top of the stack and pushes a read-only one in its
 * place, in which an unknown field raises "there is no NAME.field".
 */
void environment_freeze(lua_State *L, const char *name);
/* The path ("string.sub", "turnout") of a library function or frozen table at `index`, or NULL; anchored in the state. */
const char *environment_path(lua_State *L, int index);

/* Pushes the table of the global names; for the check in globals.h. */
void environment_push_globals(lua_State *L);
/* Raises: there is no `what` called `name`, with a near one out of the table at `index`. place: "file:line" or NULL. */
int environment_missing(lua_State *L, const char *place, const char *what, const char *name, int index);

#endif

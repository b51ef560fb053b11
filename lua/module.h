/* SPDX-License-Identifier: MIT */
/*
 * module.h -- `require "turnout"`: the functions that a plugin file calls.
 *
 * Nearly all are rows of one table (form.h): what they make is plain data.
 * docs/rules.md has a heading and an example for each.
 */
#ifndef LUA_MODULE_H
#define LUA_MODULE_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

/* Registers the module. *is_running says whether a rule is being asked; it lives as long as the state. */
void module_open(lua_State *L, const bool *is_running);

/* The names of all functions, ended by NULL. */
const char *const *module_functions(void);

#endif

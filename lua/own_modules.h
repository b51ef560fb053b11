/* SPDX-License-Identifier: MIT */
/*
 * own_modules.h -- `require "words"`: the other files of a plugin's folder.
 *
 * They are loaded when they are asked for, once, while the plugin is loaded; a
 * running rule finds those that were.  Bounds and checks are those of init.lua.
 */
#ifndef LUA_OWN_MODULES_H
#define LUA_OWN_MODULES_H

#include "lua/protocol.h"

#include <lua.h>

/* From here on require finds the modules in the source's text; inside sandbox_run. */
void own_modules_open(lua_State *L, const struct plugin_source *source);
/* The file was loaded: what was not asked for until now is not there. */
void own_modules_close(lua_State *L);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * plugin.h -- from the object that a plugin's file returned to plain data.
 *
 * Resolves the parameters, numbers the rules and writes the plugin's piece of
 * the manifest, which lua/manifest.h reads.
 */
#ifndef LUA_PLUGIN_H
#define LUA_PLUGIN_H

#include "lua/description.h"
#include "lua/protocol.h"

#include <lua.h>

/*
 * Fills an empty description from the plugin object at `index`; inside
 * sandbox_run, for it raises "file:line: what".  Also publishes the
 * parameters' values to t.param.
 */
void plugin_describe(lua_State *L, int index, const struct plugin_source *source, const struct load_request *request,
                     struct description *description);

#endif

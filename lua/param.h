/* SPDX-License-Identifier: MIT */
/*
 * param.h -- a plugin's parameters: what it declares, what the configuration overrides.
 *
 * A percent, integer, boolean, text or list of texts, with the plugin's default.
 * An override comes as text and must be of the declared kind.
 */
#ifndef LUA_PARAM_H
#define LUA_PARAM_H

#include "lua/protocol.h"

#include <lua.h>
#include <stdbool.h>

/*
 * Pushes the table of values by name for the plugin object at `plugin`, whose
 * name is given.  Raises for a bad default, an override of an unknown
 * parameter, or one of a wrong kind.
 */
void param_values(lua_State *L, int plugin, struct str name, const struct load_request *request);

/* Does the configuration give the plugin's parameter another value? */
bool param_is_overridden(const struct load_request *request, struct str plugin, struct str name);

/* Makes the table at `values` what t.param gives in a running rule; lists become read-only. */
void param_publish(lua_State *L, int values);
/* Pushes the published value of the name at `index`; raises when there is none. */
int param_push(lua_State *L, int index);

#endif

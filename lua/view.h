/* SPDX-License-Identifier: MIT */
/*
 * view.h -- a session, plan item or record as a `where` sees it: its posted fields, read-only.
 *
 * A view costs one small userdata a subject; a field is made a Lua value when
 * it is asked for.  A view, and a list or date taken from it, is dead as soon
 * as another subject is looked at: kept ones raise, they never dangle.
 */
#ifndef LUA_VIEW_H
#define LUA_VIEW_H

#include "lua/view_source.h"

#include <lua.h>

/* Prepares the state. */
void view_open(lua_State *L, struct view_source *source);

/* Pushes a view of the source's subject. */
void view_push(lua_State *L, const struct view_source *source);
#endif

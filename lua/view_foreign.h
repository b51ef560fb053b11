/* SPDX-License-Identifier: MIT */
/*
 * view_foreign.h -- an event of other people's type as a rule sees it: the fields that its plugin declares.
 */
#ifndef LUA_VIEW_FOREIGN_H
#define LUA_VIEW_FOREIGN_H

#include "lua/view_source.h"

#include <lua.h>

/* Pushes the field of the subject whose name is at index 2; raises when it is not declared. */
int view_foreign_push(lua_State *L, const struct view_source *source, struct str name);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * view_record.h -- a record (lib/model/records.h) as a `where` sees it: the fields of its type by record_fields.h,
 * `date`, `level`, and of publicity `delay`.
 */
#ifndef LUA_VIEW_RECORD_H
#define LUA_VIEW_RECORD_H

#include "lua/view_source.h"

#include <lua.h>

/* Prepares the state. */
void view_record_open(lua_State *L, struct view_source *source);
/* The value on the top of the stack, a view, is one of a record. */
void view_record_set(lua_State *L);

#endif

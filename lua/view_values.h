/* SPDX-License-Identifier: MIT */
/*
 * view_values.h -- what the fields of a view (view.h) are as Lua values: texts, dates, lists; all read-only.
 *
 * A list and a date die with the view that they were taken from.
 */
#ifndef LUA_VIEW_VALUES_H
#define LUA_VIEW_VALUES_H

#include "lib/base/str.h"
#include "lib/model/event.h"
#include "lua/view_source.h"

#include <lua.h>
#include <stddef.h>

/* A view and a date of it are the serial alone. */
struct view {
    uint64_t serial;
};

/* Prepares the state for lists and dates. */
void view_values_open(lua_State *L, struct view_source *source);

/* Each pushes one value and returns 1. */
int view_push_text(lua_State *L, struct str text); /* ptr NULL: nil */
int view_push_when(lua_State *L, const struct when *when); /* as it would be posted */
int view_push_fraction(lua_State *L, struct fraction value); /* whole numbers as such, others as their decimal: rules get no floats */
int view_push_list(lua_State *L, const struct view_source *source, struct str_list texts);
int view_push_date(lua_State *L, const struct view_source *source);

/* Pushes a read-only copy of the list of texts at `index`; it does not die. */
void view_push_texts(lua_State *L, int index);

/* Pushes a metatable that hides itself and refuses writes to what is called so. */
void view_new_metatable(lua_State *L, const char *name);
/* Gives the value on the top of the stack the metatable kept in the registry under the key. */
void view_set_metatable(lua_State *L, const void *key);
/* Raise: the view is of an earlier call; it has no field of the name at index 2. */
int view_is_dead(lua_State *L);
int view_unknown_field(lua_State *L, const char *what, const struct str *names, size_t count);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * meaning.h -- what a rule computes, as bytes: for telling a changed rule from a reworded one.
 *
 * A function is its code without names and lines, and in turn everything it
 * reaches through locals of the file: helpers, constants, tables.  A comment, a
 * title or another rule of the same file does not show in it.
 */
#ifndef LUA_MEANING_H
#define LUA_MEANING_H

#include "lib/base/buf.h"

#include <lua.h>

/* Adds the value at `index`. Also raises when a function it reaches would remember something between calls. */
void meaning_put(lua_State *L, int index, struct buf *out);

#endif

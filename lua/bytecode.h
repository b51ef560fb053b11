/* SPDX-License-Identifier: MIT */
/*
 * bytecode.h -- questions about a compiled function that only its code answers.
 *
 * Reads what lua_dump writes (the format of Lua 5.4, checked by its header) of
 * text that Lua itself has just compiled; nothing here runs.  Used to refuse at
 * load what would otherwise fail in the middle of the year: a global name that
 * nobody declared, a rule that remembers.
 */
#ifndef LUA_BYTECODE_H
#define LUA_BYTECODE_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <lua.h>
#include <stdbool.h>

/* The Lua function on the top of the stack as bytes, added to `out`. */
void bytecode_dump(lua_State *L, struct buf *out);

/* Adds what the dumped function does: its code and constants, without names and lines. False when it is not understood. */
bool bytecode_put_code(struct str dump, struct buf *out);

struct bytecode_use {
    struct str name; /* borrowed from the dump */
    int line;
    bool is_write;
};

/*
 * The uses of global names by a main chunk and the functions in it, in no
 * particular order: `each` returns false to end the walk.  False when the dump
 * is not understood.
 */
bool bytecode_globals(struct str dump, bool (*each)(void *ctx, const struct bytecode_use *use), void *ctx);

/* The line where the function, or one inside it, assigns to a local of the code around it; 0: nowhere; -1: not understood. */
int bytecode_outer_write(struct str dump, struct str *name);

#endif

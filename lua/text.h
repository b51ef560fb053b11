/* SPDX-License-Identifier: MIT */
/*
 * text.h -- which texts of a plugin may be shown to people and written to figures.
 */
#ifndef LUA_TEXT_H
#define LUA_TEXT_H

#include "lib/base/arena.h"
#include "lib/base/str.h"

/* `[a-z][a-z0-9_]*` of at most 64 bytes: how plugins, parameters and indicators are called. */
bool text_is_name(struct str text);
/* UTF-8 without control characters? */
bool text_is_printable(struct str text);
/* A copy of a message: what is not UTF-8 or a control character other than newline becomes '?'. */
struct str text_clean(struct arena *arena, struct str text);

#endif

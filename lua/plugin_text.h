/* SPDX-License-Identifier: MIT */
/*
 * plugin_text.h -- a plugin's files as one text: init.lua, and behind it the modules of its folder.
 *
 *     ...init.lua...
 *     --[==[ turnout module: words ]==]
 *     ...words.lua...
 *
 * So whoever keeps, hashes or sends a plugin's text has all of it.  A file that
 * holds such a line itself is refused when it is read.
 */
#ifndef LUA_PLUGIN_TEXT_H
#define LUA_PLUGIN_TEXT_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>

/* Does the file hold a line that begins a module? */
bool plugin_text_is_bundle(struct str text);
/* Puts a module behind what is there. */
void plugin_text_put(struct buf *bundle, struct str name, struct str text);
/* init.lua alone. */
struct str plugin_text_main(struct str bundle);
/* Takes the first module off *rest, which begins as the whole bundle; false when there is none left. */
bool plugin_text_next(struct str *rest, struct str *name, struct str *text);

#endif

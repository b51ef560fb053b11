/* SPDX-License-Identifier: MIT */
/*
 * document_module.h -- what a template finds under `require "summary"`: functions that write blocks.
 *
 * Each writes one block, in order of the calls, of any number of pieces: texts,
 * whole numbers, lists of pieces, and what `cite` gives, which remembers the
 * sources of what it says.  nil and false are nothing.  Texts are plain: no sign
 * in them means anything.  docs/summary.md describes them.
 */
#ifndef LUA_DOCUMENT_MODULE_H
#define LUA_DOCUMENT_MODULE_H

#include "lib/base/buf.h"

#include <lua.h>

/* Registers the module; inside sandbox_run. Blocks go to the end of the buffer (protocol_document.h), which outlives the state. */
void document_module_open(lua_State *L, struct buf *blocks);

#endif

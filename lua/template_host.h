/* SPDX-License-Identifier: MIT */
/*
 * template_host.h -- has a template write a document: a Lua file that returns a function of the data.
 *
 * It runs in a state of its own, as rules do and with larger limits, once.
 */
#ifndef LUA_TEMPLATE_HOST_H
#define LUA_TEMPLATE_HOST_H

#include "lib/base/buf.h"
#include "lua/protocol_document.h"

/* What comes before the walls (confine.h): jansson wants a seed. */
void template_host_prepare(void);
/* Puts the DOCUMENT frame: what was written, or why nothing was. */
void template_host_write(const struct template_request *request, struct buf *out);

#endif

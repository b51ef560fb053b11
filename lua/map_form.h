/* SPDX-License-Identifier: MIT */
/*
 * map_form.h -- t.map: what a plugin makes of other people's events.
 */
#ifndef LUA_MAP_FORM_H
#define LUA_MAP_FORM_H

#include "lua/writer.h"

extern const struct form map_form;

/* The plugin's option `maps`: each becomes a rule of the description, and its options part of the meaning. */
void map_form_read(struct writer *writer, int plugin);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * target_form.h -- t.at_least, t.at_most and t.improve_on, and how they are written into the manifest.
 *
 * A target is one number for every unit, other ones for some units and levels,
 * each of which may be a parameter, or the figure of the period before.
 */
#ifndef LUA_TARGET_FORM_H
#define LUA_TARGET_FORM_H

#include "lua/writer.h"

extern const struct form target_forms[];
extern const size_t target_form_count;

/* ",\"target\":" and the object; nothing when its one number is a parameter without a value. */
void target_form_put(struct writer *writer, struct buf *json, int target);
/* ",\"configured\":" and which of its numbers the configuration says in place of the plugin: that does not change what they mean. */
void target_form_put_configured(struct writer *writer, struct buf *json, int target);

#endif

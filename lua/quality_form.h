/* SPDX-License-Identifier: MIT */
/*
 * quality_form.h -- t.quality: a check of the data that a plugin turns on, and how it is written into the manifest.
 */
#ifndef LUA_QUALITY_FORM_H
#define LUA_QUALITY_FORM_H

#include "lua/form.h"
#include "lua/writer.h"

extern const struct form quality_form;

/* The object as JSON; raises when a number is missing, or given to a check that has no use for it. */
void quality_put(struct writer *writer, struct buf *json, int object);

#endif

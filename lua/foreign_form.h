/* SPDX-License-Identifier: MIT */
/*
 * foreign_form.h -- what a plugin says of other people's types of event: t.plugin { events = { ... } }.
 *
 *   events = { ["com.example.door"] = { unit = "text", people = "integer", note = "text?" } }
 *
 * A field is a word for its kind; a question mark behind it says that it may be missing.
 */
#ifndef LUA_FOREIGN_FORM_H
#define LUA_FOREIGN_FORM_H

#include "lua/writer.h"

/* Reads the option `events` of the plugin into the description; raises where something in it is wrong. */
void foreign_form_read(struct writer *writer, int plugin);
/* What was read, as JSON: [{"type","fields":[{"name","kind","required"}]}]. */
void foreign_form_put(const struct writer *writer, struct buf *json);

/* The type of that name; raises at `object` ("OPTION ...") when the plugin does not declare it. */
const struct foreign_type *foreign_form_find(struct writer *writer, int object, const char *option, struct str name);
/* Raises unless the option of the measure names a field of it of one of these kinds (a mask of 1 << foreign_kind). */
void foreign_form_check_field(struct writer *writer, int measure, const char *option, const struct foreign_type *type, unsigned kinds);

#endif

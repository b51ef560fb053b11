/* SPDX-License-Identifier: MIT */
/*
 * json_schema_defs.h -- texts and dates as definitions of JSON Schema, and what these cannot say.
 *
 * A schema carries the definitions that it uses; a mask of bits collects them
 * while it is written.
 */
#ifndef LIB_WIRE_JSON_SCHEMA_DEFS_H
#define LIB_WIRE_JSON_SCHEMA_DEFS_H

#include "lib/base/buf.h"
#include "lib/model/when.h"
#include "lib/wire/text_rule.h"

#include <stdbool.h>

/* Appends the text with " for '. */
void schema_put(struct buf *out, const char *text);
/* The name under "$defs" of texts under a rule, and of dates of a form; notes it in *used. */
const char *schema_def_of_rule(enum text_rule rule, unsigned *used);
const char *schema_def_of_form(enum precision form, unsigned *used);
/* Appends the member "$defs" with those used, the last of its schema. */
void schema_put_defs(struct buf *out, unsigned used);
/* Appends the member "$comment": what a reader of lines refuses beyond the schema. unsaid: of this type, or NULL. */
void schema_put_comment(struct buf *out, unsigned used, const char *unsaid, bool is_not_ahead);

#endif

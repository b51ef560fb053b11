/* SPDX-License-Identifier: MIT */
/*
 * event_json_schema.h -- the tables of event_fields.h as JSON Schema 2020-12, for other people's tools.
 *
 * The files of schema/events are what these functions print; a test holds them
 * together, another one holds them and the reader of lines together.  What a
 * schema cannot say stands in its $comment: a line that the reader takes is
 * valid, and a valid one is refused for nothing else.
 */
#ifndef LIB_WIRE_EVENT_JSON_SCHEMA_H
#define LIB_WIRE_EVENT_JSON_SCHEMA_H

#include "lib/base/buf.h"
#include "lib/model/event.h"

/* "attendance": the name of the type in the name of its file. */
struct str event_json_schema_name(enum event_type type);
/* Appends the schema of a whole event of this type. */
void event_json_schema(struct buf *out, enum event_type type);
/* Appends the schema of what events of all types have in common. */
void event_json_schema_envelope(struct buf *out);

#endif

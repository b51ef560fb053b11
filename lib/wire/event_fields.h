/* SPDX-License-Identifier: MIT */
/*
 * event_fields.h -- the fields of every type of event, a row a field.
 *
 * The one list of them: the reader of posted lines, the published schemas and
 * the tests all go by it.
 */
#ifndef LIB_WIRE_EVENT_FIELDS_H
#define LIB_WIRE_EVENT_FIELDS_H

#include "lib/model/event.h"
#include "lib/wire/field.h"

struct reading;

enum { TOKENS_PERSON = 1 << 0 /* person */, TOKENS_LIST = 1 << 1 /* persons */, TOKENS_MERGE = 1 << 2 /* from and into */ };

struct event_schema {
    const struct field *fields;
    size_t field_count;
    unsigned tokens;   /* TOKENS_: which members are person tokens, and so no part of the stored data */
    bool may_be_ahead; /* may begin later than tomorrow: plans */
    bool (*check)(const struct reading *in); /* what the fields owe each other, or NULL */
};

const struct event_schema *event_schema(enum event_type type);

#endif

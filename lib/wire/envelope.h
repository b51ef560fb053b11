/* SPDX-License-Identifier: MIT */
/*
 * envelope.h -- the CloudEvents attributes around the data.
 *
 * Seven of them mean something here; the others are kept as they are.
 */
#ifndef LIB_WIRE_ENVELOPE_H
#define LIB_WIRE_ENVELOPE_H

#include "lib/wire/name.h"

#include <stdbool.h>
#include <stddef.h>

struct json;
struct reading;

enum attribute {
    ATTRIBUTE_SPECVERSION,
    ATTRIBUTE_ID,
    ATTRIBUTE_SOURCE,
    ATTRIBUTE_REV,
    ATTRIBUTE_TYPE,
    ATTRIBUTE_TIME,
    ATTRIBUTE_DATA,
    ATTRIBUTES
};

/* "specversion" ... */
extern const struct name attribute_names[ATTRIBUTES];

struct envelope {
    const struct json *values[ATTRIBUTES]; /* NULL where not posted */
    bool has_others;
};

/* Finds the attributes of an object; checks none. */
void envelope_find(struct envelope *envelope, const struct json *line);
/* Checks all seven and fills source, id, rev, type, time and time_text of the event; of data sees only that it is
 * an object. */
bool envelope_read(const struct reading *in, const struct envelope *envelope);

#endif

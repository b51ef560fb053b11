/* SPDX-License-Identifier: MIT */
/*
 * content.h -- what of an event is stored, and the hash of what it says.
 *
 * The content is the canonical text of an object: `attributes`
 * where there are others than the seven of the envelope, `data` without
 * persons, `person` true or `persons` with their number, `time` where posted,
 * `type`.  Who the persons are is added by whoever knows their numbers.
 */
#ifndef LIB_WIRE_CONTENT_H
#define LIB_WIRE_CONTENT_H

#include <stddef.h>

struct arena;
struct envelope;
struct event;
struct json;

/* Where texts are put together; grows to what the longest line asks for. The empty value is { 0 }. */
struct scratch {
    char *text;
    size_t size;
};
void scratch_free(struct scratch *scratch);

/* Sets attributes, data and content of an event that is whole but for these. */
void content_fill(struct event *event, const struct json *line, const struct envelope *envelope, struct arena *arena,
                  struct scratch *scratch);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * persons.h -- the person or the persons that an event is about, as keyed hashes.
 *
 * No refusal made here repeats a posted value: it may be somebody's number.
 */
#ifndef LIB_WIRE_PERSONS_H
#define LIB_WIRE_PERSONS_H

#include <stdbool.h>
#include <stdint.h>

struct reading;
struct json;

enum { PERSONS_MAX = 10000, PERSONS_NAMED = 2 /* fields of one type that hold a token each */ };

/* `person` (or another field of a token, the event's place-th), and `persons`: into keys, person_count and persons_listed of the event, which takes only one of the two. */
bool persons_read_one(const struct reading *in, const struct json *value, uint32_t place);
bool persons_read_list(const struct reading *in, const struct json *value);
/* Is the member called one of these? */
bool persons_are_in(const struct json *member);

#endif

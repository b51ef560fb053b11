/* SPDX-License-Identifier: MIT */
/*
 * canonical.h -- the one text of a JSON value, however it was posted.
 *
 * No spaces, keys in code point order, texts with as few escapes as JSON
 * allows, numbers by value: 90, 90.0 and 9e1 are the same, -0 is 0, others the
 * shortest decimal of their double.  Two values are equal when their texts are.
 * Asks for a value that json_check passed.  The room for a text is asked for
 * once, so that writing it checks nothing: this is done for every event.
 */
#ifndef LIB_WIRE_CANONICAL_H
#define LIB_WIRE_CANONICAL_H

#include "lib/wire/json_dom.h"

#include <stddef.h>

/* No text of the value, whole or in parts, is longer than this. */
size_t canonical_room(const struct json *value);
/* These write at `at` and return the place behind what they wrote; a few bytes behind that are written too. */
char *canonical_write(char *at, const struct json *value);
/* For an object of chosen members: after `{` at `first` each with a comma behind it, then the end. */
char *canonical_write_member(char *at, const struct json *member);
char *canonical_end_object(char *first, char *at);

#endif

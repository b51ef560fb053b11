/* SPDX-License-Identifier: MIT */
/*
 * json_check.h -- what JSON allows and Turnout does not.
 *
 * The same key twice in one object, a NUL character in a text, a number that
 * 64 bits cannot hold: each is refused with its path, at any depth.  On the way
 * the members of every object are put in the order of their keys, which the
 * canonical form needs.  Costs a merge sort an object; allocates nothing.
 */
#ifndef LIB_WIRE_JSON_CHECK_H
#define LIB_WIRE_JSON_CHECK_H

#include "lib/wire/json_dom.h"
#include "lib/wire/refusal.h"

/* Sets `least` and `after`; root is called `base` in paths. has_escapes: see json_dom_has_escapes. */
bool json_check(struct json *root, bool has_escapes, const char *base, struct refusal *refusal);

#endif

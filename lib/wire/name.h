/* SPDX-License-Identifier: MIT */
/*
 * name.h -- the names that members of a JSON object are known by.
 *
 * A name in a table carries its first eight bytes as a number, made by the
 * compiler, as every key does that json_dom.h reads: to find the row of a key
 * compares numbers, and bytes only of the one that fits.
 */
#ifndef LIB_WIRE_NAME_H
#define LIB_WIRE_NAME_H

#include "lib/wire/json_dom.h"

#include <string.h>

struct name {
    struct str text; /* a literal: a NUL follows */
    uint64_t order;  /* as key_order of struct json */
};

#define NAME_BYTE(literal, i) \
    ((uint64_t)(unsigned char)literal[(i) < sizeof literal ? (i) : 0] * ((i) < sizeof literal) << (56 - 8 * (i)))
#define NAME_INIT(literal) \
    { STR_INIT(literal), NAME_BYTE(literal, 0) | NAME_BYTE(literal, 1) | NAME_BYTE(literal, 2) | \
      NAME_BYTE(literal, 3) | NAME_BYTE(literal, 4) | NAME_BYTE(literal, 5) | NAME_BYTE(literal, 6) | \
      NAME_BYTE(literal, 7) }

static inline bool
name_is_of(const struct name *name, const struct json *member)
{
    return member->key_order == name->order && member->key.len == name->text.len &&
           (name->text.len <= 8 || memcmp(member->key.ptr + 8, name->text.ptr + 8, name->text.len - 8) == 0);
}

/* The place of the member's name among these, or -1. Looks from *likely on and round again, and leaves there the place
 * behind the one found: members often stand in the order of the names. */
static inline int
name_find(const struct json *member, const struct name *names, size_t count, size_t *likely)
{
    size_t at = *likely;

    for (size_t i = 0; i < count; i++, at++) {
        if (at >= count)
            at = 0;
        if (name_is_of(&names[at], member)) {
            *likely = at + 1;
            return (int)at;
        }
    }
    return -1;
}

#endif

/* SPDX-License-Identifier: MIT */
/*
 * reading.h -- one event being read: from where, into what, and how it is refused.
 */
#ifndef LIB_WIRE_READING_H
#define LIB_WIRE_READING_H

#include "lib/base/arena.h"
#include "lib/model/event.h"
#include "lib/wire/json_dom.h"
#include "lib/wire/refusal.h"

#include <stdbool.h>

struct foreign_types;
struct person_hasher;

struct reading {
    const struct json *root;  /* for paths */
    const char *base;         /* what root is called: "" for a line, "data" for stored data */
    const struct person_hasher *hasher; /* of the tokens; NULL for stored data, which holds none */
    struct arena *arena;
    struct event *event;
    struct refusal *refusal;
    const struct foreign_types *types; /* of other people, that the rules read; NULL for stored data, which was checked */
};

/* "NAME must be EXPECTED, got VALUE" under the path of the value. All three return false. */
bool reading_refuse(const struct reading *in, enum refusal_code code, const struct json *value, const char *expected);
/* "NAME SENTENCE" under the path of the value. */
bool reading_refuse_as(const struct reading *in, enum refusal_code code, const struct json *value, const char *sentence);
/* The same under data.NAME, for checks of several fields and for what is missing. */
bool reading_refuse_name(const struct reading *in, enum refusal_code code, const char *name, const char *sentence);

#endif

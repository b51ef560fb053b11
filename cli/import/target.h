/* SPDX-License-Identifier: MIT */
/*
 * target.h -- where in an event a column goes: a field of its type, one count of a field of counts, or its time.
 */
#ifndef CLI_IMPORT_TARGET_H
#define CLI_IMPORT_TARGET_H

#include "lib/base/err.h"
#include "lib/model/event.h"
#include "lib/wire/field.h"

enum target_place {
    TARGET_FIELD,
    TARGET_COUNT, /* by_group.women, counts.5 */
    TARGET_TIME,  /* of the envelope */
    TARGET_NOTE,  /* not a field, but kept: what evidence, partners and talents say besides */
};

struct target {
    enum target_place place;
    const struct field *field; /* NULL of TARGET_TIME and TARGET_NOTE */
    struct str name;           /* of the field; borrowed of TARGET_NOTE */
    struct str key;            /* of TARGET_COUNT; borrowed */
};

/* ERR_USAGE: the type has no such field, and what is meant. */
bool target_find(enum event_type type, struct str name, struct target *target, struct err *err);
/* The row of the table of the type's fields; NULL: none. */
const struct field *target_field(enum event_type type, struct str name);
/* Are they the same place? */
bool target_eq(const struct target *a, const struct target *b);
bool target_is_date(const struct target *target);
bool target_is_person(const struct target *target);
bool target_is_list(const struct target *target);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * foreign.h -- events of types that are not Turnout's own: what they say, and what rules expect them to say.
 *
 * A plugin declares the types it reads, with their fields.  The log keeps such
 * an event as it was posted; here are its plain members by name, whatever a
 * declaration says, so that a log can be read before any rule is there.
 * Whether an event fits the declaration of now is asked of the two together.
 */
#ifndef LIB_MODEL_FOREIGN_H
#define LIB_MODEL_FOREIGN_H

#include "lib/base/arena.h"
#include "lib/model/event.h"

#include <stdbool.h>
#include <stddef.h>

enum foreign_kind {
    FOREIGN_TEXT,
    FOREIGN_INTEGER,
    FOREIGN_NUMBER,  /* an integer or a decimal */
    FOREIGN_BOOLEAN,
    FOREIGN_LIST,    /* of texts */
    FOREIGN_PERSON,  /* a token, which is no part of the data: event->persons[0] */
    FOREIGN_KINDS
};
extern const struct str foreign_kind_names[FOREIGN_KINDS]; /* "text" ... */

enum { FOREIGN_FIELDS_MAX = 64 /* of an event, and of a declaration */, FOREIGN_TYPES_MAX = 64, FOREIGN_NAME_MAX = 100 };

/* A member of the data. Objects, null and lists of other things stay in the log alone. */
struct foreign_value {
    struct str name;
    enum foreign_kind kind; /* TEXT, NUMBER, BOOLEAN or LIST */
    struct str text;
    struct fraction number;
    bool truth;
    struct str_list list;
};

struct foreign_field {
    struct str name;
    enum foreign_kind kind;
    bool is_required;
};

struct foreign_type {
    struct str name; /* "com.example.door" */
    struct foreign_field *fields;
    size_t field_count;
    bool is_stock; /* some measure takes what it says for true until it says something else */
};

/* What the loaded rules read: at most one of a name. The empty value is { 0 }. */
struct foreign_types {
    struct foreign_type *types;
    size_t count;
};

/* May a type of other people's be called so? Two dots at least, and not one of Turnout's: "com.example.door". */
bool foreign_name_is_fit(struct str name);
/* A field that says where an event belongs, as in Turnout's own events: unit, team, activity, venue, item. */
bool foreign_field_is_code(struct str name);
/* A field that every event has, or that is no one's to declare: at, by, evidence, date, level, time, persons. */
bool foreign_field_is_taken(struct str name);

/* NULL when there is none. */
const struct foreign_type *foreign_type_find(const struct foreign_types *types, struct str name);
const struct foreign_field *foreign_field_find(const struct foreign_type *type, struct str name);
const struct foreign_value *foreign_value_find(const struct foreign_event *event, struct str name);
/* Is a value of one of this kind? */
bool foreign_value_fits(const struct foreign_value *value, enum foreign_kind kind);
/* Does the event say what the type asks for, and nothing else under its names? */
bool foreign_event_fits(const struct foreign_event *event, const struct foreign_type *type, bool has_person);

/* Two declarations of one type as one: a field is required when one of them requires it. False: *field is of two kinds. */
bool foreign_type_join(struct foreign_type *type, const struct foreign_type *other, struct arena *arena, struct str *field);
struct foreign_types foreign_types_copy(const struct foreign_types *types, struct arena *arena);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * field.h -- the fields of an event's data as rows of a table, and their reader.
 *
 * A row says what the field is called, what may stand in it, and where in
 * struct event the value goes.  The reader checks a whole object against a
 * table; what the table does not name is kept and never read, except persons:
 * their tokens must not slip into the log, so only a row may take them.
 */
#ifndef LIB_WIRE_FIELD_H
#define LIB_WIRE_FIELD_H

#include "lib/wire/name.h"
#include "lib/wire/text_rule.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fraction;
struct json;
struct reading;

enum field_kind {     /* the type of its place in struct event */
    FIELD_TEXT,       /* struct str; obeys `rule` */
    FIELD_TEXTS,      /* struct str_list of at most FIELD_LIST_MAX; each obeys `rule` */
    FIELD_WHOLE,      /* an integer of `size` bytes; least..most */
    FIELD_CHOICE,     /* an enum: the place among `words` */
    FIELD_TRUTH,      /* bool */
    FIELD_DAY,        /* day_t */
    FIELD_WHEN,       /* struct when of one of `forms` */
    FIELD_DECIMAL,    /* struct fraction: an exact number; least..most */
    FIELD_COUNTS,     /* struct group_count * and, at has_offset, its size_t: {"women":12}; keys obey `rule` */
    FIELD_PERSON,     /* event->keys: one, at the place `preset` */
    FIELD_PERSONS,    /* event->keys: 1..PERSONS_MAX, no one twice */
    FIELD_KINDS
};

enum { FIELD_LIST_MAX = 100 };

struct field {
    struct name name;
    enum field_kind kind;
    bool is_required;
    bool is_distinct;   /* FIELD_TEXTS: no item twice */
    enum text_rule rule;
    unsigned forms;     /* FIELD_WHEN: bits 1 << enum precision */
    const struct str *words;
    size_t word_count;
    int64_t least, most;
    int64_t preset;     /* what an absent field of FIELD_WHOLE, _CHOICE or _TRUTH is; of FIELD_PERSON its place */
    struct str preset_text; /* ... of FIELD_TEXT */
    uint16_t offset;     /* in struct event; 0: checked, but only kept in the data */
    uint16_t size;       /* of FIELD_WHOLE and FIELD_CHOICE: 2 or 4 */
    uint16_t has_offset; /* of the bool that says it was posted; 0: there is none */
};

/* All members of data by the table. Presets are filled in; what is neither posted nor preset stays as it is. */
bool fields_read(const struct reading *in, const struct json *data, const struct field *fields, size_t count);
/* One value by one row, for an object that is not read by a table. */
bool field_read(const struct reading *in, const struct json *value, const struct field *field);
/* The number as it was written, as far as a double tells; false when it is none, or too long. */
bool field_decimal(const struct json *value, struct fraction *number);

#endif

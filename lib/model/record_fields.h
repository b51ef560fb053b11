/* SPDX-License-Identifier: MIT */
/*
 * record_fields.h -- what the data of a record (records.h) has in it, a row a field.
 *
 * For whoever handles a field without knowing the type of event: keeping its
 * texts, showing it to a rule, counting its distinct values, adding it up.
 * lib/wire/event_fields.h says how the same fields are posted.
 */
#ifndef LIB_MODEL_RECORD_FIELDS_H
#define LIB_MODEL_RECORD_FIELDS_H

#include "lib/model/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum record_field_kind { /* the type of its place */
    DATA_TEXT,     /* struct str; ptr NULL: not posted */
    DATA_TEXTS,    /* struct str_list */
    DATA_WHOLE,    /* uint32_t */
    DATA_CHOICE,   /* an enum: a place among words */
    DATA_TRUTH,    /* bool */
    DATA_WHEN,     /* struct when */
    DATA_FRACTION, /* struct fraction */
    DATA_COUNTS,   /* struct group_count *; its size_t at has_offset */
};

struct record_field {
    struct str name;
    enum record_field_kind kind;
    uint16_t offset;       /* in union event_data */
    uint16_t has_offset;   /* of the bool that says it was posted; 0: it always is, or the value itself shows it */
    const struct str *words;
    size_t word_count;
};

/* Is the type kept as records? Then its fields. */
bool event_type_is_record(enum event_type type);
const struct record_field *record_fields(enum event_type type, size_t *count);
/* NULL when the type has no such field. */
const struct record_field *record_field_find(enum event_type type, struct str name);

/* The place of a field's value. */
static inline const void *
record_field_value(const union event_data *data, const struct record_field *field)
{
    return (const char *)data + field->offset;
}
bool record_field_is_given(const union event_data *data, const struct record_field *field);
/* Of DATA_COUNTS: how many there are. */
static inline size_t
record_field_count(const union event_data *data, const struct record_field *field)
{
    return *(const size_t *)(const void *)((const char *)data + field->has_offset);
}

#endif

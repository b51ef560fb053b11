/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_records.h"

#include "lib/model/emission.h"
#include "lib/model/record_fields.h"

static bool
is_about_a_person(const struct record *record)
{
    return record->person != 0 || record->type == EVENT_FEEDBACK_RESPONSE;
}

/* "5": 20 of the answers to a survey. */
static json_t *
counts_of(const struct record *record, const struct record_field *field)
{
    const struct group_count *counts = *(const struct group_count *const *)record_field_value(&record->as, field);
    json_t *object = json_object();

    for (size_t i = 0; i < record_field_count(&record->as, field); i++)
        json_object_setn_new(object, counts[i].group.ptr, counts[i].group.len, json_integer(counts[i].count));
    return object;
}

/* NULL: a list, a date, or nothing was posted. */
static json_t *
field_value(const struct record *record, const struct record_field *field)
{
    const void *value = record_field_value(&record->as, field);
    char text[DECIMAL_SIZE];

    if (!record_field_is_given(&record->as, field))
        return NULL;
    switch (field->kind) {
    case DATA_TEXT:
        return explain_text(*(const struct str *)value);
    case DATA_WHOLE:
        return json_integer(*(const uint32_t *)value);
    case DATA_CHOICE:
        return explain_text(field->words[*(const uint32_t *)value]);
    case DATA_TRUTH:
        return json_boolean(*(const bool *)value);
    case DATA_FRACTION:
        fraction_text(*(const struct fraction *)value, text);
        return json_string(text);
    case DATA_COUNTS:
        return counts_of(record, field);
    case DATA_TEXTS:
    case DATA_WHEN:
        break;
    }
    return NULL;
}

static json_t *
fields_of(const struct record *record)
{
    size_t count;
    const struct record_field *fields = record_fields(record->type, &count);
    json_t *object = json_object();

    for (size_t i = 0; i < count; i++) {
        bool is_of_others = record->type == EVENT_FEEDBACK_SUMMARY && str_eq(fields[i].name, STR("level")); /* of a response */
        json_t *value = is_of_others ? NULL : field_value(record, &fields[i]);
        if (value && !json_is_null(value))
            json_object_setn_new(object, fields[i].name.ptr, fields[i].name.len, value);
        else
            json_decref(value);
    }
    return object;
}

static struct str
type_of(const struct record *record)
{
    return record->type == EVENT_FOREIGN ? record->as.foreign.type : count_of_names[count_of_record(record->type)];
}

static json_t *
record_object(const struct scope *scope, const struct record *record, const struct explain_telling *telling)
{
    const struct record_view *view = &record->view;
    json_t *object = json_pack("{s:o, s:o, s:o, s:o, s:o, s:I}", "type", explain_text(type_of(record)), "from",
                               explain_day(view->first), "to", explain_day(view->last), "unit",
                               explain_text(codebook_name(&scope->facts->units.codes, view->unit)), "data", fields_of(record),
                               "seq", (json_int_t)emitted_origin(record->base.seq));

    if (telling->close > 0 && emitted_origin(record->base.seq) > telling->close)
        json_object_set_new(object, "late", json_true());
    return object;
}

static void
count_one(json_t *counts, struct str type)
{
    json_int_t before = json_integer_value(json_object_getn(counts, type.ptr, type.len));

    json_object_setn_new(counts, type.ptr, type.len, json_integer(before + 1));
}

/* Of those that are listed so many, the first ones, are left out. */
static size_t
records_to_skip(const struct gathered_measure *measure, uint64_t limit)
{
    size_t count = 0;

    for (size_t i = 0; i < measure->record_count; i++)
        count += !is_about_a_person(measure->records[i]);
    return limit > 0 && count > limit ? count - (size_t)limit : 0;
}

static void
put_left_out(json_t *object, size_t records)
{
    json_t *left_out = json_object_get(object, "left_out");

    if (records == 0)
        return;
    if (!left_out)
        json_object_set_new(object, "left_out", left_out = json_object());
    json_object_set_new(left_out, "records", json_integer((json_int_t)records));
}

void
explain_put_records(json_t *object, const struct scope *scope, const struct gathered_measure *measure,
                    const struct explain_telling *telling)
{
    json_t *list = json_array(), *counts = json_object(), *positions = json_array();
    size_t skip = records_to_skip(measure, telling->limit), skipped = 0;

    for (size_t i = 0; i < measure->record_count; i++) {
        const struct record *record = measure->records[i];
        count_one(counts, type_of(record));
        if (!is_about_a_person(record) && skipped < skip)
            skipped++;
        else if (!is_about_a_person(record))
            json_array_append_new(list, record_object(scope, record, telling));
        else if (telling->events)
            json_array_append_new(positions, json_integer((json_int_t)emitted_origin(record->base.seq)));
    }
    if (measure->record_count > 0) {
        json_object_set(object, "record_counts", counts);
        json_object_set(object, "records", list);
    }
    put_left_out(object, skipped);
    if (telling->events && json_array_size(positions) > 0)
        json_object_set(object, "record_events", positions);
    json_decref(list);
    json_decref(counts);
    json_decref(positions);
}

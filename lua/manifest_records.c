/* SPDX-License-Identifier: MIT */
#include "lua/manifest_records.h"

#include "lib/model/record_fields.h"

static bool
read_field(struct reading *reading, const json_t *object, struct measure *measure)
{
    const struct record_field *field;
    int of = -1;

    if (!read_of(reading, object, &of, &measure->foreign) ||
        !read_text(reading, object, "field", &measure->field))
        return false;
    if (of < COUNT_RECORDS)
        return bad(reading, "of", "is no record");
    measure->of = (enum count_of)of;
    measure->type = count_of_type(measure->of);
    if (of == COUNT_FOREIGN)
        return true;
    field = record_field_find(measure->type, measure->field);
    if (!field || (field->kind != DATA_WHOLE && field->kind != DATA_FRACTION))
        return bad(reading, "field", "is no number of it");
    return true;
}

static bool
read_level(struct reading *reading, const json_t *list, const char *level, struct fraction points[AWARD_RANKS])
{
    const json_t *one;
    size_t i;

    if (json_array_size(list) != AWARD_RANKS)
        return bad(reading, level, "must have the points of each rank");
    json_array_foreach(list, i, one)
        if (!read_number(reading, one, level, &points[i]))
            return false;
    return true;
}

static bool
read_awards(struct reading *reading, const json_t *object, struct measure *measure)
{
    measure->type = EVENT_AWARD_PUT;
    for (int i = 0; i < AWARD_LEVELS; i++)
        if (!read_level(reading, json_object_get(object, award_level_names[i].ptr), award_level_names[i].ptr,
                        measure->points[i]))
            return false;
    return true;
}

bool
read_record_measure(struct reading *reading, const json_t *object, struct measure *measure)
{
    if (measure->kind == MEASURE_SUM || measure->kind == MEASURE_LATEST)
        return read_field(reading, object, measure);
    if (measure->kind == MEASURE_AWARDS)
        return read_awards(reading, object, measure);
    measure->type = EVENT_VENUE_PUT;
    return read_count(reading, object, "minutes", &measure->minutes);
}

/* SPDX-License-Identifier: MIT */
#include "lua/protocol_subject.h"

#include "lib/model/foreign.h"
#include "lib/model/record_fields.h"
#include "lua/protocol_pieces.h"

#include <stddef.h>

#define COUNT_OF(array) (sizeof array / sizeof *array)

static void
put_list(struct buf *out, const struct str_list *list)
{
    buf_put_u32(out, (uint32_t)list->count);
    for (size_t i = 0; i < list->count; i++)
        piece_put_text(out, list->items[i]);
}

static struct str_list
read_list(struct buf_reader *in, struct arena *arena)
{
    struct str_list list = { .count = piece_count(in, 4) };

    list.items = arena_array(arena, list.count, sizeof *list.items);
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = piece_text(in);
    return list;
}

static void
put_when(struct buf *out, const struct when *when)
{
    buf_put_byte(out, (uint8_t)when->precision);
    buf_put_u64(out, (uint64_t)when->instant);
    buf_put_u32(out, (uint32_t)when->nanosecond);
    buf_put_u32(out, (uint32_t)when->first);
    buf_put_u32(out, (uint32_t)when->last);
}

static struct when
read_when(struct buf_reader *in)
{
    struct when when;

    when.precision = (enum precision)piece_choice(in, WHEN_RANGE + 1);
    when.instant = (int64_t)buf_read_u64(in);
    when.nanosecond = (int32_t)buf_read_u32(in);
    when.first = (day_t)buf_read_u32(in);
    when.last = (day_t)buf_read_u32(in);
    return when;
}

static const size_t activity_texts[] = {
    offsetof(struct activity_put, activity), offsetof(struct activity_put, unit), offsetof(struct activity_put, category),
    offsetof(struct activity_put, title), offsetof(struct activity_put, item), offsetof(struct activity_put, place),
    offsetof(struct activity_put, festival), offsetof(struct activity_put, series), offsetof(struct activity_put, lead),
};

static const size_t activity_lists[] = {
    offsetof(struct activity_put, cohosts), offsetof(struct activity_put, teams), offsetof(struct activity_put, secondaries),
    offsetof(struct activity_put, partners), offsetof(struct activity_put, tags),
};

static const size_t plan_texts[] = {
    offsetof(struct plan_put, item), offsetof(struct plan_put, unit), offsetof(struct plan_put, title),
    offsetof(struct plan_put, category), offsetof(struct plan_put, team),
};

static void
put_texts(struct buf *out, const void *body, const size_t *offsets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        piece_put_text(out, *(const struct str *)((const char *)body + offsets[i]));
}

static void
read_texts(struct buf_reader *in, void *body, const size_t *offsets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *(struct str *)((char *)body + offsets[i]) = piece_text(in);
}

static void
put_activity(struct buf *out, const struct activity_put *activity)
{
    put_texts(out, activity, activity_texts, COUNT_OF(activity_texts));
    for (size_t i = 0; i < COUNT_OF(activity_lists); i++)
        put_list(out, (const struct str_list *)((const char *)activity + activity_lists[i]));
    put_when(out, &activity->start);
    put_when(out, &activity->end);
    buf_put_byte(out, (uint8_t)activity->kind);
    buf_put_byte(out, (uint8_t)activity->role);
    buf_put_byte(out, (uint8_t)activity->scale);
    buf_put_byte(out, (uint8_t)(activity->has_minutes | activity->has_edition << 1 | activity->has_experts << 2));
    buf_put_u32(out, activity->minutes);
    buf_put_u32(out, activity->edition);
    buf_put_u32(out, activity->experts);
}

static const struct activity_put *
read_activity(struct buf_reader *in, struct arena *arena)
{
    struct activity_put *activity = arena_new(arena, sizeof *activity);
    unsigned has;

    read_texts(in, activity, activity_texts, COUNT_OF(activity_texts));
    for (size_t i = 0; i < COUNT_OF(activity_lists); i++)
        *(struct str_list *)((char *)activity + activity_lists[i]) = read_list(in, arena);
    activity->start = read_when(in);
    activity->end = read_when(in);
    activity->kind = (enum activity_kind)piece_choice(in, ACTIVITY_KINDS);
    activity->role = (enum host_role)piece_choice(in, HOST_ROLES);
    activity->scale = (enum activity_scale)piece_choice(in, SCALES);
    has = piece_choice(in, 8);
    activity->has_minutes = has & 1;
    activity->has_edition = has & 2;
    activity->has_experts = has & 4;
    activity->minutes = buf_read_u32(in);
    activity->edition = buf_read_u32(in);
    activity->experts = buf_read_u32(in);
    return activity;
}

static void
put_plan(struct buf *out, const struct plan_put *plan)
{
    put_texts(out, plan, plan_texts, COUNT_OF(plan_texts));
    put_when(out, &plan->window);
    buf_put_byte(out, plan->has_kind);
    buf_put_byte(out, (uint8_t)plan->kind);
    buf_put_byte(out, (uint8_t)plan->role);
    buf_put_u32(out, plan->count);
    buf_put_u32(out, plan->weight);
}

static const struct plan_put *
read_plan(struct buf_reader *in, struct arena *arena)
{
    struct plan_put *plan = arena_new(arena, sizeof *plan);

    read_texts(in, plan, plan_texts, COUNT_OF(plan_texts));
    plan->window = read_when(in);
    plan->has_kind = piece_choice(in, 2);
    plan->kind = (enum activity_kind)piece_choice(in, ACTIVITY_KINDS);
    plan->role = (enum host_role)piece_choice(in, HOST_ROLES);
    plan->count = buf_read_u32(in);
    plan->weight = buf_read_u32(in);
    return plan;
}

/* The data of a record, field by field: see lib/model/record_fields.h. */
static void
put_counts(struct buf *out, const struct group_count *counts, size_t count)
{
    buf_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        piece_put_text(out, counts[i].group);
        buf_put_u32(out, counts[i].count);
    }
}

static void
put_fraction(struct buf *out, struct fraction value)
{
    buf_put_u64(out, (uint64_t)value.num);
    buf_put_u64(out, (uint64_t)value.den);
}

static void
put_data_field(struct buf *out, const union event_data *data, const struct record_field *field)
{
    const void *value = record_field_value(data, field);

    switch (field->kind) {
    case DATA_TEXT:
        piece_put_text(out, *(const struct str *)value);
        break;
    case DATA_TEXTS:
        put_list(out, value);
        break;
    case DATA_WHOLE:
        buf_put_u32(out, *(const uint32_t *)value);
        break;
    case DATA_CHOICE:
        buf_put_byte(out, (uint8_t)*(const uint32_t *)value);
        break;
    case DATA_TRUTH:
        buf_put_byte(out, *(const bool *)value);
        break;
    case DATA_WHEN:
        put_when(out, value);
        break;
    case DATA_FRACTION:
        put_fraction(out, *(const struct fraction *)value);
        break;
    case DATA_COUNTS:
        put_counts(out, *(struct group_count *const *)value, record_field_count(data, field));
        break;
    }
}

/* Of other people's types the members by name. */
static void
put_foreign(struct buf *out, const struct rule_subject *subject)
{
    const struct foreign_event *event = &subject->data->foreign;

    buf_put_u32(out, subject->person);
    put_when(out, &event->time);
    buf_put_u32(out, (uint32_t)event->count);
    for (size_t i = 0; i < event->count; i++) {
        const struct foreign_value *value = &event->values[i];

        piece_put_text(out, value->name);
        buf_put_byte(out, (uint8_t)value->kind);
        if (value->kind == FOREIGN_TEXT)
            piece_put_text(out, value->text);
        else if (value->kind == FOREIGN_LIST)
            put_list(out, &value->list);
        else if (value->kind == FOREIGN_BOOLEAN)
            buf_put_byte(out, value->truth);
        else
            put_fraction(out, value->number);
    }
}

static void
put_record(struct buf *out, const struct rule_subject *subject)
{
    size_t count;
    const struct record_field *fields = record_fields(subject->type, &count);

    buf_put_byte(out, (uint8_t)subject->type);
    buf_put_byte(out, subject->has_delay);
    buf_put_u32(out, (uint32_t)subject->delay);
    for (size_t i = 0; i < count; i++) {
        buf_put_byte(out, record_field_is_given(subject->data, &fields[i]));
        put_data_field(out, subject->data, &fields[i]);
    }
    if (subject->type == EVENT_FOREIGN)
        put_foreign(out, subject);
}

static struct fraction
read_fraction(struct buf_reader *in)
{
    struct fraction value = { .num = (int64_t)buf_read_u64(in), .den = (int64_t)buf_read_u64(in) };

    if (value.den <= 0)
        in->bad = true;
    return value;
}

static size_t
read_counts(struct buf_reader *in, struct arena *arena, struct group_count **counts)
{
    size_t count = piece_count(in, 8);

    *counts = arena_array(arena, count, sizeof **counts);
    for (size_t i = 0; i < count; i++) {
        (*counts)[i].group = piece_text(in);
        (*counts)[i].count = buf_read_u32(in);
    }
    return count;
}

static void
read_data_field(struct buf_reader *in, struct arena *arena, union event_data *data, const struct record_field *field)
{
    char *value = (char *)data + field->offset;

    switch (field->kind) {
    case DATA_TEXT:
        *(struct str *)(void *)value = piece_text(in);
        break;
    case DATA_TEXTS:
        *(struct str_list *)(void *)value = read_list(in, arena);
        break;
    case DATA_WHOLE:
        *(uint32_t *)(void *)value = buf_read_u32(in);
        break;
    case DATA_CHOICE:
        *(uint32_t *)(void *)value = piece_choice(in, (unsigned)field->word_count);
        break;
    case DATA_TRUTH:
        *(bool *)(void *)value = piece_choice(in, 2);
        break;
    case DATA_WHEN:
        *(struct when *)(void *)value = read_when(in);
        break;
    case DATA_FRACTION:
        *(struct fraction *)(void *)value = read_fraction(in);
        break;
    case DATA_COUNTS:
        *(size_t *)(void *)((char *)data + field->has_offset) = read_counts(in, arena, (struct group_count **)(void *)value);
        break;
    }
}

static void
read_foreign_value(struct buf_reader *in, struct arena *arena, struct foreign_value *value)
{
    value->name = piece_text(in);
    value->kind = (enum foreign_kind)piece_choice(in, FOREIGN_KINDS);
    switch (value->kind) {
    case FOREIGN_TEXT:
        value->text = piece_text(in);
        break;
    case FOREIGN_LIST:
        value->list = read_list(in, arena);
        break;
    case FOREIGN_BOOLEAN:
        value->truth = piece_choice(in, 2);
        break;
    case FOREIGN_NUMBER:
        value->number = read_fraction(in);
        break;
    default:
        in->bad = true;
    }
}

static void
read_foreign(struct buf_reader *in, struct arena *arena, struct rule_subject *subject, struct foreign_event *event)
{
    subject->person = buf_read_u32(in);
    event->time = read_when(in);
    event->count = piece_count(in, 6);
    in->bad |= event->count > FOREIGN_FIELDS_MAX || !event->type.ptr;
    event->values = arena_array(arena, in->bad ? 0 : event->count, sizeof *event->values);
    for (size_t i = 0; i < event->count && !in->bad; i++)
        read_foreign_value(in, arena, &event->values[i]);
    event->count = in->bad ? 0 : event->count;
}

static void
read_record(struct buf_reader *in, struct arena *arena, struct rule_subject *subject)
{
    union event_data *data = arena_new(arena, sizeof *data);
    const struct record_field *fields;
    size_t count;

    subject->type = (enum event_type)piece_choice(in, EVENT_TYPES);
    subject->has_delay = piece_choice(in, 2);
    subject->delay = (int32_t)buf_read_u32(in);
    subject->data = data;
    in->bad |= !event_type_is_record(subject->type);
    fields = record_fields(subject->type, &count);
    for (size_t i = 0; i < count && !in->bad; i++) {
        bool is_given = piece_choice(in, 2);

        read_data_field(in, arena, data, &fields[i]);
        if (fields[i].has_offset && fields[i].kind != DATA_COUNTS)
            *(bool *)((char *)data + fields[i].has_offset) = is_given;
    }
    if (subject->type == EVENT_FOREIGN && !in->bad)
        read_foreign(in, arena, subject, &data->foreign);
}

void
protocol_put_subject(struct buf *out, const struct rule_subject *subject)
{
    buf_put_byte(out, (uint8_t)subject->kind);
    buf_put_u32(out, subject->number);
    buf_put_u32(out, subject->version);
    buf_put_u32(out, (uint32_t)subject->date);
    buf_put_byte(out, (uint8_t)subject->precision);
    buf_put_byte(out, (uint8_t)subject->level);
    if (subject->kind == SUBJECT_SESSION)
        put_activity(out, subject->activity);
    else if (subject->kind == SUBJECT_RECORD)
        put_record(out, subject);
    else
        put_plan(out, subject->plan);
}

struct rule_subject
protocol_read_subject(struct buf_reader *in, struct arena *arena)
{
    struct rule_subject subject = { 0 };

    subject.kind = (enum subject_kind)piece_choice(in, SUBJECT_KINDS);
    subject.number = buf_read_u32(in);
    subject.version = buf_read_u32(in);
    subject.date = (day_t)buf_read_u32(in);
    subject.precision = (enum precision)piece_choice(in, WHEN_RANGE + 1);
    subject.level = (enum unit_level)piece_choice(in, LEVELS);
    if (subject.kind == SUBJECT_SESSION)
        subject.activity = read_activity(in, arena);
    else if (subject.kind == SUBJECT_RECORD)
        read_record(in, arena, &subject);
    else
        subject.plan = read_plan(in, arena);
    return subject;
}

/* SPDX-License-Identifier: MIT */
#include "lib/wire/foreign_fields.h"

#include "lib/model/foreign.h"
#include "lib/wire/event_fields.h"
#include "lib/wire/field.h"
#include "lib/wire/persons.h"
#include "lib/wire/reading.h"

/* Of the event being read: its declaration (NULL: stored), and which of its fields were posted. */
struct foreign_reading {
    const struct reading *in;
    const struct foreign_type *type;
    struct foreign_event *event;
    uint64_t posted;
};

static const struct field *
common_field(const struct json *member)
{
    const struct event_schema *schema = event_schema(EVENT_FOREIGN);

    for (size_t i = 0; i < schema->field_count; i++)
        if (name_is_of(&schema->fields[i].name, member))
            return &schema->fields[i];
    return NULL;
}

static bool
read_texts(const struct reading *in, const struct json *value, struct str_list *list)
{
    if (value->count > FIELD_LIST_MAX)
        return false;
    list->items = arena_array(in->arena, value->count, sizeof *list->items);
    for (const struct json *item = json_first(value); item != json_end(value); item = json_next(item)) {
        if (item->kind != VALUE_TEXT)
            return false;
        list->items[list->count++] = arena_copy(in->arena, item->as.text);
    }
    return true;
}

/* False: the member is of no kind that is kept. */
static bool
read_value(const struct reading *in, const struct json *member, struct foreign_value *value)
{
    *value = (struct foreign_value){ .name = arena_copy(in->arena, member->key) };
    switch (member->kind) {
    case VALUE_TEXT:
        value->kind = FOREIGN_TEXT;
        value->text = arena_copy(in->arena, member->as.text);
        return true;
    case VALUE_TRUTH:
        value->kind = FOREIGN_BOOLEAN;
        value->truth = member->as.truth;
        return true;
    case VALUE_WHOLE:
    case VALUE_DECIMAL:
        value->kind = FOREIGN_NUMBER;
        return field_decimal(member, &value->number);
    case VALUE_LIST:
        value->kind = FOREIGN_LIST;
        return read_texts(in, member, &value->list);
    case VALUE_NULL:
    case VALUE_OBJECT:
        break;
    }
    return false;
}

static bool
refuse_kind(const struct reading *in, const struct json *member, enum foreign_kind kind)
{
    static const char *const expected[FOREIGN_KINDS] = {
        [FOREIGN_TEXT] = "a text",
        [FOREIGN_INTEGER] = "a whole number written in digits",
        [FOREIGN_NUMBER] = "a number",
        [FOREIGN_BOOLEAN] = "true or false",
        [FOREIGN_LIST] = "a list of at most 100 texts",
        [FOREIGN_PERSON] = "a person token",
    };

    return reading_refuse(in, REFUSED_BAD_FIELD, member, expected[kind]);
}

/* Codes mean the same here as everywhere, so they look the same. */
static bool
check_code(const struct reading *in, const struct json *member)
{
    enum text_rule rule = str_eq(member->key, STR("unit")) ? TEXT_UNIT : TEXT_CODE;

    return !foreign_field_is_code(member->key) || (member->kind == VALUE_TEXT && text_obeys(member->as.text, rule)) ||
           reading_refuse(in, REFUSED_BAD_FIELD, member, text_rule_words(rule));
}

static bool
take_person(struct foreign_reading *reading, const struct json *member)
{
    const struct foreign_field *field = reading->type ? foreign_field_find(reading->type, member->key) : NULL;

    if (!field || !reading->in->hasher)
        return reading_refuse_as(reading->in, REFUSED_BAD_FIELD, member, "is not a field of this type of event");
    reading->posted |= UINT64_C(1) << (field - reading->type->fields);
    return persons_read_one(reading->in, member, 0);
}

static bool
take_member(struct foreign_reading *reading, const struct json *member)
{
    const struct foreign_field *field = reading->type ? foreign_field_find(reading->type, member->key) : NULL;
    struct foreign_event *event = reading->event;
    struct foreign_value *value = &event->values[event->count];
    bool is_kept;

    if (!check_code(reading->in, member))
        return false;
    is_kept = read_value(reading->in, member, value);
    if (field && (!is_kept || !foreign_value_fits(value, field->kind) ||
                  (field->kind == FOREIGN_INTEGER && member->kind != VALUE_WHOLE)))
        return refuse_kind(reading->in, member, field->kind);
    if (field)
        reading->posted |= UINT64_C(1) << (field - reading->type->fields);
    event->count += is_kept;
    return true;
}

static bool
read_members(struct foreign_reading *reading, const struct json *data)
{
    for (const struct json *member = json_first(data); member != json_end(data); member = json_next(member)) {
        const struct field *common = common_field(member);
        bool fine;

        if (common)
            fine = field_read(reading->in, member, common);
        else if (persons_are_in(member))
            fine = take_person(reading, member);
        else
            fine = take_member(reading, member);
        if (!fine)
            return false;
    }
    return true;
}

static bool
check_required(const struct foreign_reading *reading)
{
    const struct foreign_type *type = reading->type;

    for (size_t i = 0; type && i < type->field_count; i++)
        if (type->fields[i].is_required && !(reading->posted & UINT64_C(1) << i))
            return reading_refuse_name(reading->in, REFUSED_MISSING_FIELD, type->fields[i].name.ptr, "is missing");
    return true;
}

static struct str
code_of(const struct foreign_event *event, const char *name)
{
    const struct foreign_value *value = foreign_value_find(event, str_of(name));

    return value ? value->text : (struct str){ 0 };
}

bool
foreign_read(const struct reading *in, const struct json *data)
{
    struct foreign_event *event = &in->event->as.foreign;
    struct foreign_reading reading = { .in = in, .event = event, .type = foreign_type_find(in->types, event->type) };

    if (data->count > FOREIGN_FIELDS_MAX)
        return refusal_set(in->refusal, REFUSED_BAD_FIELD, "data", "data must have at most %d members, got %u",
                           FOREIGN_FIELDS_MAX, data->count);
    event->values = arena_array(in->arena, data->count, sizeof *event->values);
    if (!read_members(&reading, data) || !check_required(&reading))
        return false;
    event->unit = code_of(event, "unit");
    event->team = code_of(event, "team");
    event->activity = code_of(event, "activity");
    event->venue = code_of(event, "venue");
    event->item = code_of(event, "item");
    return true;
}

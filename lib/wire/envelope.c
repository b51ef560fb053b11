/* SPDX-License-Identifier: MIT */
#include "lib/wire/envelope.h"

#include "lib/base/nearest.h"
#include "lib/model/foreign.h"
#include "lib/wire/json_show.h"
#include "lib/wire/reading.h"
#include "lib/wire/text_rule.h"

#define TYPE_PREFIX "turnout."

const struct name attribute_names[ATTRIBUTES] = {
    NAME_INIT("specversion"), NAME_INIT("id"),   NAME_INIT("source"), NAME_INIT("rev"),
    NAME_INIT("type"),        NAME_INIT("time"), NAME_INIT("data"),
};

void
envelope_find(struct envelope *envelope, const struct json *line)
{
    size_t likely = 0;

    *envelope = (struct envelope){ 0 };
    for (const struct json *member = json_first(line); member != json_end(line); member = json_next(member)) {
        int found = name_find(member, attribute_names, ATTRIBUTES, &likely);

        if (found >= 0)
            envelope->values[found] = member;
        else
            envelope->has_others = true;
    }
}

static bool
is_posted(const struct reading *in, const struct json *value, enum attribute attribute)
{
    const char *name = attribute_names[attribute].text.ptr;

    return value || refusal_set(in->refusal, REFUSED_MISSING_FIELD, name, "%s is missing", name);
}

static bool
read_specversion(const struct reading *in, const struct json *value)
{
    if (!is_posted(in, value, ATTRIBUTE_SPECVERSION))
        return false;
    if (value->kind != VALUE_TEXT || !str_eq(value->as.text, STR("1.0")))
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "\"1.0\"");
    return true;
}

static bool
read_name(const struct reading *in, const struct json *value, enum attribute attribute, enum text_rule rule,
          struct str *name)
{
    if (!is_posted(in, value, attribute))
        return false;
    if (value->kind != VALUE_TEXT)
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "a text");
    if (!text_obeys(value->as.text, rule))
        return reading_refuse(in, REFUSED_BAD_ID, value, text_rule_words(rule));
    *name = arena_copy(in->arena, value->as.text);
    return true;
}

static bool
read_rev(const struct reading *in, const struct json *value)
{
    in->event->rev = 1;
    if (!value)
        return true;
    if (value->kind != VALUE_WHOLE)
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "a whole number written in digits, 1..2147483647");
    if (value->as.whole < 1 || value->as.whole > INT32_MAX)
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "1..2147483647");
    in->event->rev = (uint32_t)value->as.whole;
    return true;
}

/* The type that was meant, perhaps without the prefix; EVENT_TYPES when none is near. */
static int
nearest_type(struct str posted)
{
    struct str names[EVENT_FOREIGN], bare[EVENT_FOREIGN];
    int nearest;

    for (enum event_type type = 0; type < EVENT_FOREIGN; type++) {
        names[type] = event_type_name(type);
        bare[type] = (struct str){ names[type].ptr + strlen(TYPE_PREFIX), names[type].len - strlen(TYPE_PREFIX) };
    }
    nearest = nearest_word(posted, bare, EVENT_FOREIGN);
    if (nearest < 0)
        nearest = nearest_word(posted, names, EVENT_FOREIGN);
    return nearest < 0 ? EVENT_TYPES : nearest;
}

static bool
refuse_type(const struct reading *in, const struct json *value)
{
    int nearest = nearest_type(value->as.text);
    char quote[JSON_QUOTE_SIZE];

    json_quote(value, quote);
    if (nearest == EVENT_TYPES && foreign_name_is_fit(value->as.text))
        return refusal_set(in->refusal, REFUSED_UNKNOWN_TYPE, "type", "no event has the type %s, and no loaded rule reads it", quote);
    if (nearest == EVENT_TYPES)
        return refusal_set(in->refusal, REFUSED_UNKNOWN_TYPE, "type", "no event has the type %s", quote);
    return refusal_set(in->refusal, REFUSED_UNKNOWN_TYPE, "type", "no event has the type %s; did you mean \"%s\"?",
                       quote, event_type_name((enum event_type)nearest).ptr);
}

/* A type of other people's that some rule reads. */
static bool
find_foreign(const struct reading *in, const struct json *value)
{
    const struct foreign_type *type = foreign_type_find(in->types, value->as.text);

    if (!type)
        return false;
    in->event->type = EVENT_FOREIGN;
    in->event->as.foreign.type = arena_copy(in->arena, type->name);
    return true;
}

static bool
read_type(const struct reading *in, const struct json *value)
{
    if (!is_posted(in, value, ATTRIBUTE_TYPE))
        return false;
    if (value->kind != VALUE_TEXT)
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "a text");
    return event_type_find(value->as.text, &in->event->type) || find_foreign(in, value) || refuse_type(in, value);
}

/* That there must be one unless data.at is there is seen once data was read. */
static bool
read_time(const struct reading *in, const struct json *value)
{
    if (!value)
        return true;
    if (value->kind != VALUE_TEXT || !when_parse_instant(value->as.text, &in->event->time))
        return reading_refuse(in, REFUSED_BAD_FIELD, value,
                              "an RFC 3339 time with an offset such as 2024-05-29T14:03:11+08:00");
    in->event->time_text = arena_copy(in->arena, value->as.text);
    return true;
}

static bool
check_data(const struct reading *in, const struct json *value)
{
    if (!is_posted(in, value, ATTRIBUTE_DATA))
        return false;
    return value->kind == VALUE_OBJECT || reading_refuse(in, REFUSED_BAD_FIELD, value, "an object");
}

bool
envelope_read(const struct reading *in, const struct envelope *envelope)
{
    const struct json *const *values = envelope->values;

    return read_specversion(in, values[ATTRIBUTE_SPECVERSION]) &&
           read_name(in, values[ATTRIBUTE_ID], ATTRIBUTE_ID, TEXT_ID, &in->event->id) &&
           read_name(in, values[ATTRIBUTE_SOURCE], ATTRIBUTE_SOURCE, TEXT_SOURCE, &in->event->source) &&
           read_rev(in, values[ATTRIBUTE_REV]) && read_type(in, values[ATTRIBUTE_TYPE]) &&
           read_time(in, values[ATTRIBUTE_TIME]) && check_data(in, values[ATTRIBUTE_DATA]);
}

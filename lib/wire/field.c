/* SPDX-License-Identifier: MIT */
#include "lib/wire/field.h"

#include "lib/wire/reading.h"
#include "lib/wire/persons.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { EXPECTED_SIZE = 200 };

static void *
place_of(const struct reading *in, const struct field *field)
{
    return (char *)in->event + field->offset;
}

static bool
read_text(const struct reading *in, const struct json *value, const struct field *field, struct str *text)
{
    if (value->kind != VALUE_TEXT || !text_obeys(value->as.text, field->rule))
        return reading_refuse(in, REFUSED_BAD_FIELD, value, text_rule_words(field->rule));
    *text = value->as.text;
    return true;
}

static bool
keep_text(const struct reading *in, const struct json *value, const struct field *field)
{
    struct str text;

    if (!read_text(in, value, field, &text))
        return false;
    if (field->offset)
        *(struct str *)place_of(in, field) = arena_copy(in->arena, text);
    return true;
}

static bool
is_among(struct str item, const struct str *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(item, items[i]))
            return true;
    return false;
}

static bool
keep_texts(const struct reading *in, const struct json *value, const struct field *field)
{
    struct str_list list = { 0 };
    struct str text;

    if (value->kind != VALUE_LIST)
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "a list");
    if (value->count > FIELD_LIST_MAX)
        return reading_refuse_as(in, REFUSED_BAD_FIELD, value, "must have at most 100 items");
    list.items = arena_array(in->arena, value->count, sizeof *list.items);
    for (const struct json *item = json_first(value); item != json_end(value); item = json_next(item)) {
        if (!read_text(in, item, field, &text))
            return false;
        if (field->is_distinct && is_among(text, list.items, list.count))
            return reading_refuse_as(in, REFUSED_BAD_FIELD, item, "is in the list already");
        list.items[list.count++] = arena_copy(in->arena, text);
    }
    *(struct str_list *)place_of(in, field) = list;
    return true;
}

static void
store_whole(void *place, size_t size, int64_t whole)
{
    switch (size) {
    case 2:
        *(uint16_t *)place = (uint16_t)whole;
        return;
    case 4:
        *(uint32_t *)place = (uint32_t)whole;
        return;
    default:
        abort(); /* no field of struct event has another size */
    }
}

static bool
is_whole_within(const struct reading *in, const struct json *value, const struct field *field)
{
    char expected[EXPECTED_SIZE];
    const char *form = value->kind == VALUE_WHOLE ? "" : "a whole number written in digits, ";

    if (value->kind == VALUE_WHOLE && value->as.whole >= field->least && value->as.whole <= field->most)
        return true;
    snprintf(expected, sizeof expected, "%s%" PRId64 "..%" PRId64, form, field->least, field->most);
    return reading_refuse(in, REFUSED_BAD_FIELD, value, expected);
}

static bool
keep_whole(const struct reading *in, const struct json *value, const struct field *field)
{
    if (!is_whole_within(in, value, field))
        return false;
    store_whole(place_of(in, field), field->size, value->as.whole);
    return true;
}

__attribute__((cold)) static bool
refuse_choice(const struct reading *in, const struct json *value, const struct field *field)
{
    char expected[EXPECTED_SIZE] = "one of ";
    size_t len = strlen(expected);

    for (size_t i = 0; i < field->word_count && len < sizeof expected; i++)
        len += (size_t)snprintf(expected + len, sizeof expected - len, "%s%.*s", i ? ", " : "",
                                STR_ARG(field->words[i]));
    return reading_refuse(in, REFUSED_BAD_FIELD, value, expected);
}

static bool
keep_choice(const struct reading *in, const struct json *value, const struct field *field)
{
    int found = value->kind == VALUE_TEXT ? str_find(value->as.text, field->words, field->word_count) : -1;

    if (found < 0)
        return refuse_choice(in, value, field);
    store_whole(place_of(in, field), field->size, found);
    return true;
}

static bool
keep_truth(const struct reading *in, const struct json *value, const struct field *field)
{
    if (value->kind != VALUE_TRUTH)
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "true or false");
    *(bool *)place_of(in, field) = value->as.truth;
    return true;
}

static bool
keep_day(const struct reading *in, const struct json *value, const struct field *field)
{
    if (value->kind == VALUE_TEXT && day_parse(value->as.text, place_of(in, field)))
        return true;
    return reading_refuse(in, REFUSED_BAD_FIELD, value, "a day that exists, such as 2024-05-29");
}

__attribute__((cold)) static bool
refuse_when(const struct reading *in, const struct json *value, const struct field *field)
{
    static const char *const words[] = {
        [WHEN_INSTANT] = "2024-05-29T14:03:11+08:00", [WHEN_DAY] = "2024-05-29", [WHEN_MONTH] = "2024-05",
        [WHEN_YEAR] = "2024",                         [WHEN_RANGE] = "2024-07-10/2024-08-25",
    };
    char expected[EXPECTED_SIZE] = "a date that exists, such as ";
    size_t len = strlen(expected);
    bool is_first = true;

    for (unsigned form = WHEN_INSTANT; form <= WHEN_RANGE; form++) {
        if (!(field->forms & 1u << form))
            continue;
        len += (size_t)snprintf(expected + len, sizeof expected - len, "%s%s", is_first ? "" : " or ", words[form]);
        is_first = false;
    }
    return reading_refuse(in, REFUSED_BAD_FIELD, value, expected);
}

static bool
keep_when(const struct reading *in, const struct json *value, const struct field *field)
{
    struct when when;

    if (value->kind != VALUE_TEXT || !when_parse(value->as.text, &when) || !(field->forms & 1u << when.precision))
        return refuse_when(in, value, field);
    *(struct when *)place_of(in, field) = when;
    return true;
}

/* Shown as it was written, as far as a double tells; an exact decimal of few digits is. */
bool
field_decimal(const struct json *value, struct fraction *number)
{
    char text[JSON_DECIMAL_SIZE];

    if (value->kind == VALUE_WHOLE) {
        *number = (struct fraction){ value->as.whole, 1 };
        return true;
    }
    if (value->kind != VALUE_DECIMAL || value->as.decimal - value->as.decimal != 0)
        return false;
    return fraction_parse((struct str){ text, json_decimal_text(value->as.decimal, text) }, number);
}

static bool
keep_decimal(const struct reading *in, const struct json *value, const struct field *field)
{
    char expected[EXPECTED_SIZE];
    struct fraction number;

    if (field_decimal(value, &number) && fraction_cmp(number, (struct fraction){ field->least, 1 }) >= 0 &&
        fraction_cmp(number, (struct fraction){ field->most, 1 }) <= 0) {
        *(struct fraction *)place_of(in, field) = number;
        return true;
    }
    snprintf(expected, sizeof expected, "a decimal number, %" PRId64 "..%" PRId64, field->least, field->most);
    return reading_refuse(in, REFUSED_BAD_FIELD, value, expected);
}

static bool
refuse_key(const struct reading *in, const struct json *member, const struct field *field)
{
    char sentence[EXPECTED_SIZE];

    snprintf(sentence, sizeof sentence, "cannot stand here: a name must be %s", text_rule_words(field->rule));
    return reading_refuse_as(in, REFUSED_BAD_FIELD, member, sentence);
}

static bool
keep_counts(const struct reading *in, const struct json *value, const struct field *field)
{
    struct group_count *counts;
    size_t count = 0;

    if (value->kind != VALUE_OBJECT)
        return reading_refuse(in, REFUSED_BAD_FIELD, value, "an object of names and numbers");
    if (value->count > FIELD_LIST_MAX)
        return reading_refuse_as(in, REFUSED_BAD_FIELD, value, "must have at most 100 members");
    counts = arena_array(in->arena, value->count, sizeof *counts);
    for (const struct json *member = json_first(value); member != json_end(value); member = json_next(member)) {
        if (!text_obeys(member->key, field->rule))
            return refuse_key(in, member, field);
        if (!is_whole_within(in, member, field))
            return false;
        counts[count].group = arena_copy(in->arena, member->key);
        counts[count++].count = (uint32_t)member->as.whole;
    }
    *(struct group_count **)place_of(in, field) = counts;
    *(size_t *)((char *)in->event + field->has_offset) = count;
    return true;
}

static bool
keep(const struct reading *in, const struct json *value, const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return keep_text(in, value, field);
    case FIELD_TEXTS:
        return keep_texts(in, value, field);
    case FIELD_WHOLE:
        return keep_whole(in, value, field);
    case FIELD_CHOICE:
        return keep_choice(in, value, field);
    case FIELD_TRUTH:
        return keep_truth(in, value, field);
    case FIELD_DAY:
        return keep_day(in, value, field);
    case FIELD_WHEN:
        return keep_when(in, value, field);
    case FIELD_DECIMAL:
        return keep_decimal(in, value, field);
    case FIELD_COUNTS:
        return keep_counts(in, value, field);
    case FIELD_PERSON:
        return persons_read_one(in, value, (uint32_t)field->preset);
    case FIELD_PERSONS:
        return persons_read_list(in, value);
    case FIELD_KINDS:
        break;
    }
    abort();
}

bool
field_read(const struct reading *in, const struct json *value, const struct field *field)
{
    if (!keep(in, value, field))
        return false;
    if (field->has_offset && field->kind != FIELD_COUNTS)
        *((bool *)in->event + field->has_offset) = true;
    return true;
}

/* Of a row that nothing was posted for. Stored data has no persons: they are a column of the log. */
static bool
take_preset(const struct reading *in, const struct field *field)
{
    bool is_elsewhere = field->kind == FIELD_PERSON && !in->hasher;

    if (field->is_required && !is_elsewhere)
        return reading_refuse_name(in, REFUSED_MISSING_FIELD, field->name.text.ptr, "is missing");
    if (field->preset_text.ptr)
        *(struct str *)place_of(in, field) = field->preset_text;
    if (field->preset && field->kind == FIELD_TRUTH)
        *(bool *)place_of(in, field) = true;
    else if (field->preset && field->kind != FIELD_PERSON)
        store_whole(place_of(in, field), field->size, field->preset);
    return true;
}

/* The place of the member's row from `likely` on and round again: fields are often posted in the table's order. */
static size_t
find(const struct json *member, const struct field *fields, size_t count, size_t likely)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = likely + i < count ? likely + i : likely + i - count;

        if (name_is_of(&fields[at].name, member))
            return at;
    }
    return count;
}

bool
fields_read(const struct reading *in, const struct json *data, const struct field *fields, size_t count)
{
    uint64_t posted = 0;
    size_t at = 0;

    if (count > 64)
        abort();
    for (const struct json *member = json_first(data); member != json_end(data); member = json_next(member)) {
        size_t found = find(member, fields, count, at);

        if (found == count) {
            if (persons_are_in(member))
                return reading_refuse_as(in, REFUSED_BAD_FIELD, member, "is not a field of this type of event");
            continue;
        }
        if (!field_read(in, member, &fields[found]))
            return false;
        posted |= UINT64_C(1) << found;
        at = found + 1 < count ? found + 1 : 0;
    }
    for (size_t i = 0; i < count; i++)
        if (!(posted & UINT64_C(1) << i) && !take_preset(in, &fields[i]))
            return false;
    return true;
}

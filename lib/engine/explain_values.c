/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_values.h"

#include <string.h>

json_t *
explain_text(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

json_t *
explain_words(struct str words)
{
    json_t *list = json_array();
    const char *end = words.ptr + words.len;

    for (const char *at = words.ptr, *next; words.len > 0 && at < end; at = next + 1) {
        for (next = at; next < end && *next != ' ';)
            next++;
        json_array_append_new(list, json_stringn(at, (size_t)(next - at)));
    }
    return list;
}

json_t *
explain_day(day_t day)
{
    char text[16];

    if (day == DAY_MIN || day == DAY_MAX)
        return json_null();
    day_format(day, text);
    return json_string(text);
}

/* "undated=1 extra=2" */
static json_t *
notes_of(struct str notes)
{
    json_t *words = explain_words(notes), *object = json_object(), *word;
    size_t i;

    json_array_foreach(words, i, word) {
        const char *text = json_string_value(word), *equals = strchr(text, '=');
        unsigned long long count;
        if (equals && str_to_u64(str_of(equals + 1), &count))
            json_object_setn_new(object, text, (size_t)(equals - text), json_integer((json_int_t)count));
    }
    json_decref(words);
    return object;
}

static json_t *
number_or_null(bool has, int64_t number)
{
    return has ? json_integer((json_int_t)number) : json_null();
}

void
explain_put_row(json_t *object, const struct figure_row *row)
{
    json_object_update_new(
        object,
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "state", explain_text(row->state),
                  "numerator", number_or_null(row->has_numerator, row->numerator), "denominator",
                  number_or_null(row->has_denominator, row->denominator), "value", explain_text(row->value), "method",
                  explain_text(row->method), "named", number_or_null(row->has_bounds, row->named), "lower",
                  number_or_null(row->has_bounds, row->lower), "upper", number_or_null(row->has_bounds, row->upper), "target",
                  explain_text(row->target), "met", row->has_met ? json_boolean(row->met) : json_null(), "short",
                  number_or_null(row->has_short, row->shortfall), "flags", explain_words(row->flags), "notes",
                  notes_of(row->notes), "detail", explain_text(row->detail)));
}

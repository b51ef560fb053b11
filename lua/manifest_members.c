/* SPDX-License-Identifier: MIT */
#include "lua/manifest_members.h"

#include "lua/text.h"

#include <stdarg.h>
#include <stdio.h>

enum { TEXT_MAX = 1000, PLACE_TEXT = 500 };

const struct str period_words[PERIOD_KINDS] = {
    STR_INIT("month"), STR_INIT("quarter"), STR_INIT("half"), STR_INIT("year"),
};

bool
bad(struct reading *reading, const char *key, const char *why)
{
    return err_set(reading->err, ERR_RULE, "manifest: %s: %s %s", reading->where ? reading->where : "?", key, why);
}

bool
card_bad(struct reading *reading, const char *format, ...)
{
    char text[PLACE_TEXT];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return err_set(reading->err, ERR_RULE, "%s: %s", reading->where, text);
}

struct str
text_in(const json_t *value)
{
    return (struct str){ json_string_value(value), json_string_length(value) };
}

bool
read_text(struct reading *reading, const json_t *object, const char *key, struct str *text)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value) || json_string_length(value) == 0 || json_string_length(value) > TEXT_MAX)
        return bad(reading, key, "must be a text");
    *text = arena_copy(&reading->ruleset->arena, text_in(value));
    return true;
}

bool
read_optional_text(struct reading *reading, const json_t *object, const char *key, struct str *text)
{
    return !json_object_get(object, key) || read_text(reading, object, key, text);
}

bool
read_texts(struct reading *reading, const json_t *object, const char *key, struct str_list *list)
{
    const json_t *texts = json_object_get(object, key), *text;
    size_t i;

    list->count = json_array_size(texts);
    list->items = arena_array(&reading->ruleset->arena, list->count, sizeof *list->items);
    json_array_foreach(texts, i, text) {
        if (!json_is_string(text) || json_string_length(text) == 0)
            return bad(reading, key, "must be a list of texts");
        list->items[i] = arena_copy(&reading->ruleset->arena, text_in(text));
    }
    return !texts || list->count > 0 || bad(reading, key, "is empty");
}

bool
read_name(struct reading *reading, const json_t *object, struct str *name)
{
    if (!read_text(reading, object, "name", name))
        return false;
    return text_is_name(*name) || bad(reading, "name", "must be small letters, digits and _");
}

bool
read_integer(struct reading *reading, const json_t *object, const char *key, int64_t least, int64_t most, int64_t *value)
{
    const json_t *found = json_object_get(object, key);

    if (!found)
        return true;
    if (!json_is_integer(found) || json_integer_value(found) < least || json_integer_value(found) > most)
        return bad(reading, key, "is out of range");
    *value = json_integer_value(found);
    return true;
}

bool
read_count(struct reading *reading, const json_t *object, const char *key, uint32_t *value)
{
    int64_t number = *value;

    if (!read_integer(reading, object, key, 0, 1000000, &number))
        return false;
    *value = (uint32_t)number;
    return true;
}

bool
read_boolean(struct reading *reading, const json_t *object, const char *key, bool *value)
{
    const json_t *found = json_object_get(object, key);

    if (!found)
        return true;
    if (!json_is_boolean(found))
        return bad(reading, key, "must be true or false");
    *value = json_is_true(found);
    return true;
}

bool
read_list(struct reading *reading, const json_t *object, const char *key, struct str_list *list)
{
    const json_t *found = json_object_get(object, key);
    struct str_list read = { 0 };

    if (!found)
        return true;
    read.items = arena_array(&reading->ruleset->arena, json_array_size(found), sizeof *read.items);
    for (; read.count < json_array_size(found); read.count++) {
        struct str text = text_in(json_array_get(found, read.count));
        if (!text.ptr || text.len == 0 || text.len > TEXT_MAX || str_find(text, read.items, read.count) >= 0)
            return bad(reading, key, "must be a list of texts, each of them once");
        read.items[read.count] = arena_copy(&reading->ruleset->arena, text);
    }
    if (read.count == 0)
        return bad(reading, key, "must be a list of texts, each of them once");
    *list = read;
    return true;
}

bool
read_number(struct reading *reading, const json_t *value, const char *key, struct fraction *number)
{
    if (!json_is_string(value) || !fraction_parse(text_in(value), number))
        return bad(reading, key, "must be a decimal");
    return true;
}

bool
read_word(struct reading *reading, const json_t *object, const char *key, const struct str *words, size_t count, int *place)
{
    const json_t *value = json_object_get(object, key);
    int found;

    if (!value)
        return true;
    found = json_is_string(value) ? str_find(text_in(value), words, count) : -1;
    if (found < 0)
        return bad(reading, key, "is none of its words");
    *place = found;
    return true;
}

bool
read_mask(struct reading *reading, const json_t *object, const char *key, const struct str *words, size_t count, uint32_t *mask)
{
    const json_t *list = json_object_get(object, key), *word;
    uint32_t read = 0;
    size_t i;

    if (!list)
        return true;
    json_array_foreach(list, i, word) {
        int found = json_is_string(word) ? str_find(text_in(word), words, count) : -1;

        if (found < 0)
            return bad(reading, key, "holds a word that it may not");
        read |= 1u << found;
    }
    if (read == 0)
        return bad(reading, key, "must be a list of words");
    *mask = read;
    return true;
}

bool
read_title(struct reading *reading, const json_t *object, struct str *zh, struct str *en)
{
    const json_t *title = json_object_get(object, "title");

    return read_text(reading, title, "zh", zh) && read_text(reading, title, "en", en);
}

bool
read_of(struct reading *reading, const json_t *object, int *of, struct str *foreign)
{
    struct str name = text_in(json_object_get(object, "of"));
    const struct foreign_type *type = name.ptr ? foreign_type_find(&reading->ruleset->foreign, name) : NULL;

    if (!type)
        return read_word(reading, object, "of", count_of_names, COUNTS_OF, of);
    *of = COUNT_FOREIGN;
    *foreign = type->name;
    return true;
}

/* SPDX-License-Identifier: MIT */
#include "lib/wire/json_show.h"

#include <inttypes.h>
#include <stdio.h>

enum { QUOTED_BYTES = 40 };

/* Text that grows to the right in an array and stops, between characters, where it is full. */
struct line {
    char *text;
    size_t len, size;
};

static void
add(struct line *line, const char *bytes, size_t len)
{
    if (line->len + len >= line->size)
        line->size = 0; /* full: nothing more, not even a shorter piece */
    if (line->size == 0)
        return;
    memcpy(line->text + line->len, bytes, len);
    line->len += len;
    line->text[line->len] = '\0';
}

static size_t
character_bytes(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* s as in JSON but for the quotes around it, at most `most` bytes of it. */
static void
add_escaped(struct line *line, struct str s, size_t most)
{
    for (size_t i = 0, n; i < s.len; i += n) {
        unsigned char c = (unsigned char)s.ptr[i];
        char escape[8];

        n = character_bytes(c);
        if (i + n > most) {
            add(line, "\xe2\x80\xa6", 3); /* an ellipsis */
            return;
        }
        if (c == '"' || c == '\\')
            add(line, escape, (size_t)snprintf(escape, sizeof escape, "\\%c", c));
        else if (c < 0x20 || c == 0x7f)
            add(line, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
        else
            add(line, s.ptr + i, n);
    }
}

/* Keys that would blur a dotted path stand in brackets, as in many a language. */
static bool
is_plain_key(struct str key)
{
    for (size_t i = 0; i < key.len; i++) {
        unsigned char c = (unsigned char)key.ptr[i];
        if (c <= ' ' || c == '.' || c == '"' || c == '[' || c == ']' || c == '\\' || c == 0x7f)
            return false;
    }
    return key.len > 0;
}

static void
add_key(struct line *line, struct str key)
{
    if (is_plain_key(key)) {
        if (line->len > 0)
            add(line, ".", 1);
        add(line, key.ptr, key.len);
        return;
    }
    add(line, "[\"", 2);
    add_escaped(line, key, JSON_PATH_SIZE);
    add(line, "\"]", 2);
}

void
json_path(const struct json *root, const char *base, const struct json *at, char path[JSON_PATH_SIZE])
{
    struct line line = { path, 0, JSON_PATH_SIZE };
    const struct json *value = root;

    path[0] = '\0';
    add(&line, base, strlen(base));
    while (value != at) {
        const struct json *inner = json_first(value);
        char index[16];
        unsigned i = 0;

        for (; json_next(inner) <= at; inner = json_next(inner))
            i++;
        if (value->kind == JSON_OBJECT)
            add_key(&line, inner->key);
        else
            add(&line, index, (size_t)snprintf(index, sizeof index, "[%u]", i));
        value = inner;
    }
}

void
json_path_member(const char *parent, struct str name, char path[JSON_PATH_SIZE])
{
    struct line line = { path, 0, JSON_PATH_SIZE };

    path[0] = '\0';
    add(&line, parent, strlen(parent));
    add_key(&line, name);
}

void
json_quote_text(struct str value, char text[JSON_QUOTE_SIZE])
{
    struct line line = { text, 0, JSON_QUOTE_SIZE };

    add(&line, "\"", 1);
    add_escaped(&line, value, QUOTED_BYTES);
    add(&line, "\"", 1);
}

/* With a point where it has neither that nor an exponent, so that 90.0 is not shown as 90. */
static void
quote_decimal(double value, char text[JSON_QUOTE_SIZE])
{
    char digits[JSON_DECIMAL_SIZE];
    int len = (int)json_decimal_text(value, digits);
    bool is_bare = !memchr(digits, '.', (size_t)len) && !memchr(digits, 'e', (size_t)len);

    snprintf(text, JSON_QUOTE_SIZE, "%s%.*s%s", value == 0 && __builtin_signbit(value) ? "-" : "", len, digits,
             is_bare ? ".0" : "");
}

void
json_quote(const struct json *value, char text[JSON_QUOTE_SIZE])
{
    switch (value->kind) {
    case JSON_WHOLE:
        snprintf(text, JSON_QUOTE_SIZE, "%" PRId64, value->as.whole);
        return;
    case JSON_DECIMAL:
        quote_decimal(value->as.decimal, text);
        return;
    case JSON_BOOL:
        snprintf(text, JSON_QUOTE_SIZE, "%s", value->as.truth ? "true" : "false");
        return;
    case JSON_STRING:
        json_quote_text(value->as.text, text);
        return;
    default:
        snprintf(text, JSON_QUOTE_SIZE, "%s", json_kind_words(value->kind));
    }
}

const char *
json_kind_words(enum json_kind kind)
{
    static const char *const words[] = {
        [JSON_NULL] = "null",       [JSON_BOOL] = "true or false", [JSON_WHOLE] = "a number",  [JSON_DECIMAL] = "a number",
        [JSON_STRING] = "a text", [JSON_ARRAY] = "a list",      [JSON_OBJECT] = "an object",
    };

    return words[kind];
}

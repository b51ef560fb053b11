/* SPDX-License-Identifier: MIT */
#include "lib/wire/json_show.h"

#include <inttypes.h>
#include <stdio.h>

enum { QUOTED_BYTES = 40 };

/* Text that grows to the right in an array and ends, between characters, where that is full. */
struct line {
    char *text;
    size_t len, size;
    bool is_full;
};

static void
add(struct line *line, const char *bytes, size_t len)
{
    size_t room = line->size - 1 - line->len;

    if (line->is_full)
        return;
    if (len > room) {
        line->is_full = true;
        for (len = room; len > 0 && ((unsigned char)bytes[len] & 0xc0) == 0x80;)
            len--;
    }
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
    struct line line = { path, 0, JSON_PATH_SIZE, false };
    const struct json *value = root;

    path[0] = '\0';
    add(&line, base, strlen(base));
    while (value != at) {
        const struct json *inner = json_first(value);
        char index[16];
        unsigned i = 0;

        for (; json_next(inner) <= at; inner = json_next(inner))
            i++;
        if (value->kind == VALUE_OBJECT)
            add_key(&line, inner->key);
        else
            add(&line, index, (size_t)snprintf(index, sizeof index, "[%u]", i));
        value = inner;
    }
}

const char *
json_path_name(const char *path)
{
    return strncmp(path, "data.", 5) == 0 ? path + 5 : path;
}

static void
quote_text(struct str value, char text[JSON_QUOTE_SIZE])
{
    struct line line = { text, 0, JSON_QUOTE_SIZE, false };

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
    case VALUE_WHOLE:
        snprintf(text, JSON_QUOTE_SIZE, "%" PRId64, value->as.whole);
        return;
    case VALUE_DECIMAL:
        quote_decimal(value->as.decimal, text);
        return;
    case VALUE_TRUTH:
        snprintf(text, JSON_QUOTE_SIZE, "%s", value->as.truth ? "true" : "false");
        return;
    case VALUE_TEXT:
        quote_text(value->as.text, text);
        return;
    default:
        snprintf(text, JSON_QUOTE_SIZE, "%s", json_kind_words(value->kind));
    }
}

const char *
json_kind_words(enum json_kind kind)
{
    static const char *const words[] = {
        [VALUE_NULL] = "null",
        [VALUE_TRUTH] = "true or false",
        [VALUE_WHOLE] = "a number",
        [VALUE_DECIMAL] = "a number",
        [VALUE_TEXT] = "a text",
        [VALUE_LIST] = "a list",
        [VALUE_OBJECT] = "an object",
    };

    return words[kind];
}

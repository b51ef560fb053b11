/* SPDX-License-Identifier: MIT */
#include "lib/wire/canonical.h"

#include "lib/wire/eight_bytes.h"

enum {
    ESCAPE_MAX = 6,  /* a byte as \u001f */
    SCALAR_MAX = 32, /* a number, a word; the brackets of a container */
    AROUND_TEXT = 12, /* quotes, a colon or a comma, and the end of a step of eight */
};

static size_t
room_for(struct str text)
{
    return text.len * ESCAPE_MAX + AROUND_TEXT;
}

size_t
canonical_room(const struct json *value)
{
    size_t room = 0;

    for (const struct json *inner = value; inner != json_end(value); inner++) {
        room += room_for(inner->key) + SCALAR_MAX;
        if (inner->kind == VALUE_TEXT)
            room += room_for(inner->as.text);
    }
    return room;
}

static char *
put(char *at, const char *bytes, size_t len)
{
    memcpy(at, bytes, len);
    return at + len;
}

static char *
put_escaped(char *at, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";

    switch (c) {
    case '"':
        return put(at, "\\\"", 2);
    case '\\':
        return put(at, "\\\\", 2);
    case '\n':
        return put(at, "\\n", 2);
    case '\r':
        return put(at, "\\r", 2);
    case '\t':
        return put(at, "\\t", 2);
    default:
        if (c >= 0x20) {
            *at++ = (char)c;
            return at;
        }
        at = put(at, "\\u00", 4);
        *at++ = hex[c >> 4];
        *at++ = hex[c & 15];
        return at;
    }
}

/* Are the first `len` of eight bytes written as they are? */
static inline bool
is_plain(uint64_t eight, size_t len)
{
    if (len < 8)
        eight = eight_bytes_first(eight, len) | (EIGHT_BYTES('x') & ~eight_bytes_first(UINT64_MAX, len));
    return !(eight_bytes_below(eight, 0x20) | eight_bytes_equal(eight, '"') | eight_bytes_equal(eight, '\\'));
}

/* Eight bytes a step; the last step reads and writes behind its end, for which both sides have room. */
static char *
write_text(char *at, struct str text)
{
    const char *from = text.ptr;

    *at++ = '"';
    for (size_t left = text.len, len; left > 0; left -= len, from += len) {
        uint64_t eight = eight_bytes_at(from);

        len = left < 8 ? left : 8;
        if (is_plain(eight, len)) {
            memcpy(at, from, 8);
            at += len;
        } else {
            for (size_t i = 0; i < len; i++)
                at = put_escaped(at, (unsigned char)from[i]);
        }
    }
    *at++ = '"';
    return at;
}

static char *
write_whole(char *at, int64_t whole)
{
    char digits[24], *first = digits + sizeof digits;
    uint64_t rest = whole < 0 ? 0 - (uint64_t)whole : (uint64_t)whole;

    do
        *--first = (char)('0' + rest % 10);
    while (rest /= 10);
    if (whole < 0)
        *--first = '-';
    return put(at, first, (size_t)(digits + sizeof digits - first));
}

static char *
write_array(char *at, const struct json *array)
{
    *at++ = '[';
    for (const struct json *item = json_first(array); item != json_end(array); item = json_next(item)) {
        if (item != json_first(array))
            *at++ = ',';
        at = canonical_write(at, item);
    }
    *at++ = ']';
    return at;
}

char *
canonical_write_member(char *at, const struct json *member)
{
    at = write_text(at, member->key);
    *at++ = ':';
    at = canonical_write(at, member);
    *at++ = ',';
    return at;
}

char *
canonical_end_object(char *first, char *at)
{
    if (at == first + 1)
        at++;
    at[-1] = '}';
    return at;
}

static char *
write_object(char *at, const struct json *object)
{
    char *first = at;

    *at++ = '{';
    for (const struct json *member = object->as.least; member; member = member->after)
        at = canonical_write_member(at, member);
    return canonical_end_object(first, at);
}

char *
canonical_write(char *at, const struct json *value)
{
    switch (value->kind) {
    case VALUE_NULL:
        return put(at, "null", 4);
    case VALUE_TRUTH:
        return value->as.truth ? put(at, "true", 4) : put(at, "false", 5);
    case VALUE_WHOLE:
        return write_whole(at, value->as.whole);
    case VALUE_DECIMAL:
        return at + json_decimal_text(value->as.decimal, at);
    case VALUE_TEXT:
        return write_text(at, value->as.text);
    case VALUE_LIST:
        return write_array(at, value);
    case VALUE_OBJECT:
        return write_object(at, value);
    }
    return at;
}

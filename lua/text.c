/* SPDX-License-Identifier: MIT */
#include "lua/text.h"

#include <stdint.h>

enum { NAME_LENGTH_MAX = 64 };

bool
text_is_name(struct str text)
{
    if (text.len == 0 || text.len > NAME_LENGTH_MAX || text.ptr[0] < 'a' || text.ptr[0] > 'z')
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return true;
}

static size_t
length_by_first(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >> 5 == 0x06)
        return 2;
    if (first >> 4 == 0x0e)
        return 3;
    return first >> 3 == 0x1e ? 4 : 0;
}

/* Bytes of the character at the beginning of text, which is not empty; 0: none that may be shown. */
static size_t
character(struct str text)
{
    static const uint32_t least[] = { 0, 0x20, 0x80, 0x800, 0x10000 };
    unsigned char first = (unsigned char)text.ptr[0];
    size_t len = length_by_first(first);
    uint32_t point = len == 1 ? first : first & (0x7fu >> len);

    if (len == 0 || len > text.len || first == 0x7f)
        return 0;
    for (size_t i = 1; i < len; i++) {
        if (((unsigned char)text.ptr[i] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | ((unsigned char)text.ptr[i] & 0x3f);
    }
    if (point < least[len] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        return 0;
    return len;
}

bool
text_is_printable(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t len = character((struct str){ text.ptr + at, text.len - at });

        if (len == 0)
            return false;
        at += len;
    }
    return true;
}

struct str
text_clean(struct arena *arena, struct str text)
{
    struct str copy = arena_copy(arena, text);
    char *byte = (char *)copy.ptr;

    for (size_t at = 0; at < copy.len;) {
        size_t len = byte[at] == '\n' ? 1 : character((struct str){ copy.ptr + at, copy.len - at });

        if (len == 0) {
            byte[at] = '?';
            len = 1;
        }
        at += len;
    }
    return copy;
}

/* SPDX-License-Identifier: MIT */
#include "cli/import/plain.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { NBSP = 0xa0, IDEOGRAPHIC_SPACE = 0x3000, ZERO_WIDTH_FIRST = 0x200b, ZERO_WIDTH_LAST = 0x200f, BOM = 0xfeff };

static bool
is_blank(utf8proc_int32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == NBSP || c == IDEOGRAPHIC_SPACE || c == BOM || (c >= 0x2000 && c <= 0x200a) ||
           (c >= ZERO_WIDTH_FIRST && c <= ZERO_WIDTH_LAST);
}

/* The length of the character at the beginning of s; 1 of what is none. */
static size_t
character(struct str s, utf8proc_int32_t *c)
{
    utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, c);

    if (taken > 0)
        return (size_t)taken;
    *c = 0xfffd;
    return 1;
}

static struct str
without_end(struct str s)
{
    size_t end = 0;
    utf8proc_int32_t c;

    for (size_t at = 0, taken; at < s.len; at += taken) {
        taken = character((struct str){ s.ptr + at, s.len - at }, &c);
        if (!is_blank(c))
            end = at + taken;
    }
    return (struct str){ s.ptr, end };
}

struct str
plain_trim(struct str s)
{
    utf8proc_int32_t c;
    size_t taken;

    while (s.len > 0 && (taken = character(s, &c)) && is_blank(c))
        s = (struct str){ s.ptr + taken, s.len - taken };
    return without_end(s);
}

static struct str
mapped(struct arena *arena, struct str s, utf8proc_option_t options)
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &made,
                                        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | options);
    struct str result = s;

    if (len >= 0 && s.len > 0)
        result = arena_copy(arena, (struct str){ (const char *)made, (size_t)len });
    free(made);
    return result;
}

static bool
is_plain_ascii(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

struct str
plain_text(struct arena *arena, struct str s)
{
    s = plain_trim(s);
    return is_plain_ascii(s) ? s : plain_trim(mapped(arena, s, 0));
}

struct str
plain_key(struct arena *arena, struct str s)
{
    struct str folded = mapped(arena, plain_trim(s), UTF8PROC_CASEFOLD);
    char *key = arena_new(arena, folded.len + 1);
    size_t len = 0, taken;
    utf8proc_int32_t c;

    for (size_t at = 0; at < folded.len; at += taken) {
        taken = character((struct str){ folded.ptr + at, folded.len - at }, &c);
        if (is_blank(c))
            continue;
        memcpy(key + len, folded.ptr + at, taken);
        len += taken;
    }
    return (struct str){ key, len };
}

bool
plain_has_han(struct str s)
{
    utf8proc_int32_t c;

    for (size_t at = 0; at < s.len; at += character((struct str){ s.ptr + at, s.len - at }, &c)) {
        character((struct str){ s.ptr + at, s.len - at }, &c);
        if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af))
            return true;
    }
    return false;
}

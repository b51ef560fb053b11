/* SPDX-License-Identifier: MIT */
#include "lib/wire/refusal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const names[REFUSAL_CODES] = {
    [REFUSED_BAD_JSON] = "bad_json",
    [REFUSED_BAD_UTF8] = "bad_utf8",
    [REFUSED_DUPLICATE_KEY] = "duplicate_key",
    [REFUSED_TOO_DEEP] = "too_deep",
    [REFUSED_TOO_LONG] = "too_long",
    [REFUSED_MISSING_FIELD] = "missing_field",
    [REFUSED_BAD_FIELD] = "bad_field",
    [REFUSED_UNKNOWN_TYPE] = "unknown_type",
    [REFUSED_BAD_ID] = "bad_id",
    [REFUSED_FUTURE] = "future",
    [REFUSED_PERSONAL_DATA] = "personal_data",
    [REFUSED_CYCLE] = "cycle",
    [REFUSED_FORBIDDEN] = "forbidden",
    [REFUSED_CONFLICT] = "conflict",
};

const char *
refusal_code_name(enum refusal_code code)
{
    return names[code];
}

/* A text that filled its array may end inside a character: takes that part away. */
static void
mend_end(char *text, size_t size)
{
    size_t len = strlen(text), last, whole;
    unsigned char first;

    if (len + 1 < size)
        return;
    last = len - 1;
    while (last > 0 && ((unsigned char)text[last] & 0xc0) == 0x80)
        last--;
    first = (unsigned char)text[last];
    whole = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (last + whole > len)
        text[last] = '\0';
}

bool
refusal_set(struct refusal *refusal, enum refusal_code code, const char *path, const char *format, ...)
{
    va_list args;

    refusal->code = code;
    snprintf(refusal->path, sizeof refusal->path, "%s", path);
    mend_end(refusal->path, sizeof refusal->path);
    va_start(args, format);
    vsnprintf(refusal->message, sizeof refusal->message, format, args);
    va_end(args);
    mend_end(refusal->message, sizeof refusal->message);
    return false;
}

/* SPDX-License-Identifier: MIT */
#include "cli/figure_past.h"

#include <string.h>

struct str
figure_past_of(const struct figure_row *figure)
{
    static const struct str key = STR_INIT("previous=");
    struct str rest = figure->detail;

    while (rest.len > 0) {
        const char *end = memchr(rest.ptr, ';', rest.len);
        struct str part = { rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len };

        if (str_starts(part, key))
            return (struct str){ part.ptr + key.len, part.len - key.len };
        rest.ptr += part.len + (end != NULL);
        rest.len -= part.len + (end != NULL);
    }
    return (struct str){ 0 };
}

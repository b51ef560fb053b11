/* SPDX-License-Identifier: MIT */
#include "daemon/fault_json.h"

#include <stdlib.h>

/* "plugins/x.lua:7: what": the file's length, 0 when it does not begin like that. */
static size_t
file_length(struct str message, unsigned long long *line, size_t *taken)
{
    for (size_t i = 0; i + 1 < message.len; i++) {
        size_t digits = 0;
        if (message.ptr[i] != ':')
            continue;
        while (i + 1 + digits < message.len && message.ptr[i + 1 + digits] >= '0' && message.ptr[i + 1 + digits] <= '9')
            digits++;
        if (digits == 0 || !str_starts((struct str){ message.ptr + i + 1 + digits, message.len - i - 1 - digits }, STR(": ")))
            continue;
        if (!str_to_u64((struct str){ message.ptr + i + 1, digits }, line))
            return 0;
        *taken = i + 1 + digits + 2;
        return i;
    }
    return 0;
}

static json_t *
text_or_null(struct str text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

json_t *
fault_json(struct str plugin, struct str message)
{
    unsigned long long line = 0;
    size_t taken = 0, file = file_length(message, &line, &taken);
    struct str rest = { message.ptr + taken, message.len - taken };

    return json_pack("{s:o,s:o,s:o,s:o}", "plugin", text_or_null(plugin), "file",
                     file > 0 ? json_stringn(message.ptr, file) : json_null(), "line",
                     file > 0 ? json_integer((json_int_t)line) : json_null(), "message", text_or_null(rest));
}

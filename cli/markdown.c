/* SPDX-License-Identifier: MIT */
#include "cli/markdown.h"

#include "cli/columns.h"

#include <string.h>
#include <strings.h>

/* As entities, for a reader that looks for tags before it looks for backslashes. */
static const char *
entity_of(char byte)
{
    switch (byte) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    default:
        return NULL;
    }
}

static bool
is_marked(char byte)
{
    return byte != '\0' && strchr("\\`*_{}[]|$@^~", byte);
}

/* What some readers make a link of, though nobody said so: "https://", "www." */
static bool
begins_link(struct str text, size_t i)
{
    struct str rest = { text.ptr + i, text.len - i };

    return str_starts(rest, STR("://")) || (i >= 3 && rest.ptr[0] == '.' && strncasecmp(rest.ptr - 3, "www", 3) == 0);
}

/* "- " and "+ " begin a list, "# " a heading; "==" underlines what stands above. */
static bool
begins_block(struct str text)
{
    return text.len > 1 && strchr("-+=#", text.ptr[0]) && (text.ptr[1] == ' ' || text.ptr[1] == text.ptr[0]);
}

void
markdown_put(struct buf *out, struct str text)
{
    struct buf harmless = { 0 };

    if (begins_block(text))
        buf_put_byte(out, '\\');
    columns_put(&harmless, text);
    for (size_t i = 0; i < harmless.len; i++) {
        const char *entity = entity_of(harmless.ptr[i]);

        if (entity) {
            buf_put_str(out, str_of(entity));
            continue;
        }
        if (is_marked(harmless.ptr[i]) || begins_link(buf_str(&harmless), i))
            buf_put_byte(out, '\\');
        buf_put_byte(out, harmless.ptr[i]);
    }
    buf_free(&harmless);
}

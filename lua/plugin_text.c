/* SPDX-License-Identifier: MIT */
#include "lua/plugin_text.h"

#include <string.h>

static const struct str begin_mark = STR_INIT("\n--[==[ turnout module: "), end_mark = STR_INIT(" ]==]\n");

/* The place of the piece, or the length of the text. */
static size_t
find(struct str text, struct str piece)
{
    for (size_t i = 0; i + piece.len <= text.len; i++)
        if (memcmp(text.ptr + i, piece.ptr, piece.len) == 0)
            return i;
    return text.len;
}

bool
plugin_text_is_bundle(struct str text)
{
    return find(text, begin_mark) < text.len;
}

void
plugin_text_put(struct buf *bundle, struct str name, struct str text)
{
    buf_put_str(bundle, begin_mark);
    buf_put_str(bundle, name);
    buf_put_str(bundle, end_mark);
    buf_put_str(bundle, text);
}

struct str
plugin_text_main(struct str bundle)
{
    return (struct str){ bundle.ptr, find(bundle, begin_mark) };
}

bool
plugin_text_next(struct str *rest, struct str *name, struct str *text)
{
    size_t at = find(*rest, begin_mark), end;

    if (at == rest->len)
        return false;
    *rest = (struct str){ rest->ptr + at + begin_mark.len, rest->len - at - begin_mark.len };
    end = find(*rest, end_mark);
    if (end == rest->len)
        return false;
    *name = (struct str){ rest->ptr, end };
    *rest = (struct str){ rest->ptr + end + end_mark.len, rest->len - end - end_mark.len };
    *text = (struct str){ rest->ptr, find(*rest, begin_mark) };
    return true;
}

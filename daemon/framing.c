/* SPDX-License-Identifier: MIT */
#include "daemon/framing.h"

#include <string.h>

void
framing_init(struct framing *framing, size_t max_line)
{
    *framing = (struct framing){ .max_line = max_line };
}

void
framing_free(struct framing *framing)
{
    buf_free(&framing->partial);
}

static bool
is_blank(struct str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] != ' ' && line.ptr[i] != '\t')
            return false;
    return true;
}

static enum framed
hand_out(struct framing *framing, struct str whole, struct str *line)
{
    if (whole.len > 0 && whole.ptr[whole.len - 1] == '\r')
        whole.len--;
    framing->lines++;
    if (whole.len > framing->max_line)
        return FRAMED_TOO_LONG;
    *line = whole;
    return is_blank(whole) ? FRAMED_BLANK : FRAMED_LINE;
}

/*
 * The piece ended inside a line: keep what there is of it.  One byte over the
 * limit is kept, because it may be the \r of the line's end.
 */
static enum framed
keep(struct framing *framing, struct str rest)
{
    if (framing->skipping || rest.len == 0)
        return FRAMED_NOTHING;
    if (framing->partial.len + rest.len <= framing->max_line + 1) {
        buf_put_str(&framing->partial, rest);
        return FRAMED_NOTHING;
    }
    framing->skipping = true;
    buf_free(&framing->partial);
    framing->lines++;
    return FRAMED_TOO_LONG;
}

/* The partial line has been read by the caller: forget it, and a large buffer with it. */
static void
drop_partial(struct framing *framing)
{
    enum { WORTH_KEEPING = 4096 };

    framing->partial_used = false;
    framing->partial.len = 0;
    if (framing->partial.capacity > WORTH_KEEPING)
        buf_free(&framing->partial);
}

enum framed
framing_next(struct framing *framing, struct str *piece, struct str *line)
{
    const char *end = piece->len ? memchr(piece->ptr, '\n', piece->len) : NULL;
    struct str whole = *piece;

    if (framing->partial_used)
        drop_partial(framing);
    if (!end) {
        *piece = (struct str){ 0 };
        return keep(framing, whole);
    }
    whole.len = (size_t)(end - whole.ptr);
    *piece = (struct str){ end + 1, piece->len - whole.len - 1 };
    if (framing->skipping) {
        framing->skipping = false;
        return framing_next(framing, piece, line);
    }
    if (framing->partial.len > 0) {
        buf_put_str(&framing->partial, whole);
        framing->partial_used = true;
        whole = buf_str(&framing->partial);
    }
    return hand_out(framing, whole, line);
}

enum framed
framing_end(struct framing *framing, struct str *line)
{
    if (framing->partial_used)
        drop_partial(framing);
    if (framing->partial.len == 0)
        return FRAMED_NOTHING;
    framing->partial_used = true;
    return hand_out(framing, buf_str(&framing->partial), line);
}

/* SPDX-License-Identifier: MIT */
#include "cli/columns.h"

#include <stdbool.h>
#include <utf8proc.h>

static const struct str replacement = STR_INIT("\xEF\xBF\xBD");
static const struct str ellipsis = STR_INIT("…");

/* One character of a text as it will be shown. */
struct glyph {
    size_t len; /* bytes of the text that it stands for */
    int width;
    bool harmless;
};

/* Line and paragraph separators, bidirectional marks, embeddings, overrides and isolates. */
static bool
steers_terminal(utf8proc_int32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static struct glyph
glyph_at(struct str s, size_t at)
{
    utf8proc_int32_t code;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at, (utf8proc_ssize_t)(s.len - at), &code);

    if (len <= 0)
        return (struct glyph){ 1, 1, false };
    if (steers_terminal(code))
        return (struct glyph){ (size_t)len, 1, false };
    return (struct glyph){ (size_t)len, utf8proc_charwidth(code), true };
}

size_t
columns_width(struct str s)
{
    size_t width = 0;

    for (size_t at = 0; at < s.len;) {
        struct glyph glyph = glyph_at(s, at);

        width += (size_t)glyph.width;
        at += glyph.len;
    }
    return width;
}

size_t
columns_fit(struct str s, size_t room)
{
    size_t at = 0, used = 0;

    while (at < s.len) {
        struct glyph glyph = glyph_at(s, at);

        if (used + (size_t)glyph.width > room)
            break;
        used += (size_t)glyph.width;
        at += glyph.len;
    }
    return at;
}

void
columns_put(struct buf *out, struct str s)
{
    for (size_t at = 0; at < s.len;) {
        struct glyph glyph = glyph_at(s, at);

        if (glyph.harmless)
            buf_put(out, s.ptr + at, glyph.len);
        else
            buf_put_str(out, replacement);
        at += glyph.len;
    }
}

void
columns_space(struct buf *out, size_t count)
{
    while (count-- > 0)
        buf_put_byte(out, ' ');
}

void
columns_pad(struct buf *out, struct str s, size_t width, enum align align)
{
    size_t own = columns_width(s);
    bool cut = own > width;

    if (cut) {
        s.len = width > 0 ? columns_fit(s, width - 1) : 0;
        own = columns_width(s) + (width > 0);
    }
    if (align == ALIGN_RIGHT)
        columns_space(out, width - own);
    columns_put(out, s);
    if (cut && width > 0)
        buf_put_str(out, ellipsis);
    if (align == ALIGN_LEFT)
        columns_space(out, width - own);
}

/* Chinese punctuation and raised digits never begin a line. */
static bool
closes(struct str s)
{
    static const struct str marks[] = { STR_INIT("，"), STR_INIT("。"), STR_INIT("；"), STR_INIT("："),
                                        STR_INIT("、"), STR_INIT("）"), STR_INIT("！"), STR_INIT("？"),
                                        STR_INIT("¹"),  STR_INIT("²"),  STR_INIT("³"),  STR_INIT("⁴"),
                                        STR_INIT("⁵"),  STR_INIT("⁶"),  STR_INIT("⁷"),  STR_INIT("⁸"),
                                        STR_INIT("⁹"),  STR_INIT("⁰") };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(s, marks[i]))
            return true;
    return false;
}

/* May a line end before the byte at `at`, a glyph of which `before` is the width of the one in front? */
static bool
breaks_before(struct str s, size_t at, int before, const struct glyph *glyph)
{
    if (s.ptr[at] == ' ')
        return true;
    return (before == 2 || glyph->width == 2) && !closes((struct str){ s.ptr + at, s.len - at });
}

size_t
columns_line(struct str s, size_t room)
{
    size_t fits = columns_fit(s, room), best = 0;
    int before = 0;

    if (fits == s.len)
        return fits;
    if (fits == 0)
        return glyph_at(s, 0).len;
    for (size_t at = 0; at <= fits;) {
        struct glyph glyph = glyph_at(s, at);

        if (at > 0 && breaks_before(s, at, before, &glyph))
            best = at;
        before = glyph.width;
        at += glyph.len;
    }
    return best > 0 ? best : fits;
}

struct str
columns_rest(struct str s, size_t taken)
{
    while (taken < s.len && s.ptr[taken] == ' ')
        taken++;
    return (struct str){ s.ptr + taken, s.len - taken };
}

void
columns_wrap(struct buf *out, struct str s, size_t indent, size_t width)
{
    size_t room = width > indent ? width - indent : 1;

    while (s.len > 0) {
        struct str line = { s.ptr, columns_line(s, room) };

        columns_space(out, indent);
        columns_put(out, line);
        buf_put_byte(out, '\n');
        s = columns_rest(s, line.len);
    }
}

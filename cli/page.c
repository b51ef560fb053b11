/* SPDX-License-Identifier: MIT */
#include "cli/page.h"

#include "cli/columns.h"
#include "cli/markdown.h"

void
tone_begin(struct buf *out, const struct page *page, enum tone tone)
{
    static const char *const escapes[] = {
        [TONE_STRONG] = "\033[1m", [TONE_GOOD] = "\033[32m", [TONE_BAD] = "\033[31m", [TONE_QUIET] = "\033[2m"
    };

    if (page->has_colour && tone != TONE_PLAIN)
        buf_put_str(out, str_of(escapes[tone]));
}

void
tone_end(struct buf *out, const struct page *page, enum tone tone)
{
    if (page->has_colour && tone != TONE_PLAIN)
        buf_put_str(out, STR("\033[0m"));
}

void
page_heading(struct buf *out, struct str text, int level, const struct page *page)
{
    if (!page->is_markdown) {
        page_line(out, text, 0, TONE_STRONG, page);
        return;
    }
    while (level-- > 0)
        buf_put_byte(out, '#');
    buf_put_byte(out, ' ');
    markdown_put(out, text);
    buf_put_str(out, STR("\n\n"));
}

void
page_line(struct buf *out, struct str text, size_t indent, enum tone tone, const struct page *page)
{
    if (page->is_markdown) {
        markdown_put(out, text);
        buf_put_str(out, STR("\n\n"));
        return;
    }
    tone_begin(out, page, tone);
    columns_wrap(out, text, indent, page->width);
    tone_end(out, page, tone);
}

void
page_gap(struct buf *out, const struct page *page)
{
    if (!page->is_markdown)
        buf_put_byte(out, '\n');
}

/* SPDX-License-Identifier: MIT */
/*
 * page.h -- what is printed for people goes on a page: a terminal of some width, or GitHub's Markdown.
 *
 * Whoever prints says what is a heading, a line, a table (table.h); the page
 * says how that looks.  Markdown has no width, no colours and no bars, and
 * every text in it is escaped: a name with | or <script> in it stays a name.
 */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct page {
    size_t width;
    bool has_colour;
    bool is_ascii; /* bars and lines are drawn with ASCII alone */
    bool is_markdown;
};

/* What a text says, in colour where there is colour; its words say it, too. */
enum tone { TONE_PLAIN, TONE_STRONG, TONE_GOOD, TONE_BAD, TONE_QUIET };

/* A heading of level 1, 2 ...; in text a strong line. */
void page_heading(struct buf *out, struct str text, int level, const struct page *page);
/* A text wrapped to the page, behind `indent` spaces; in Markdown a paragraph. */
void page_line(struct buf *out, struct str text, size_t indent, enum tone tone, const struct page *page);
/* An empty line behind a part; Markdown has them by itself. */
void page_gap(struct buf *out, const struct page *page);

/* What stands between them is in that tone. */
void tone_begin(struct buf *out, const struct page *page, enum tone tone);
void tone_end(struct buf *out, const struct page *page, enum tone tone);

#endif

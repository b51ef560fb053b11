/* SPDX-License-Identifier: MIT */
/* A summary's document on paper: as Markdown and as HTML, where text stays text. */
#include "cli/summary/paper_html.h"
#include "cli/summary/paper_md.h"

#include "lib/base/mem.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS_MAX = 8 };

/* Each text is a block of one piece; of one source where there is one. */
struct block_text {
    enum block_kind kind;
    const char *text, *source;
};

struct paper {
    struct document document;
    struct document_block blocks[BLOCKS_MAX];
    struct document_piece pieces[BLOCKS_MAX];
    struct str sources[BLOCKS_MAX];
};

static const struct document *
lay_out(struct paper *paper, const struct block_text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        paper->sources[i] = str_of(texts[i].source);
        paper->pieces[i] = (struct document_piece){ str_of(texts[i].text), &paper->sources[i], texts[i].source != NULL,
                                                    texts[i].kind == BLOCK_HEAD || texts[i].kind == BLOCK_ROW };
        paper->blocks[i] = (struct document_block){ texts[i].kind, &paper->pieces[i], 1 };
    }
    paper->document = (struct document){ paper->blocks, count };
    return &paper->document;
}

static void
expect_md(const struct block_text *texts, size_t count, bool has_sources, const char *expected)
{
    struct paper paper;
    struct buf out = { 0 };

    paper_md(&out, lay_out(&paper, texts, count), has_sources, false);
    buf_put_byte(&out, 0);
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
}

static void
expect_md_of(const char *text, const char *expected)
{
    const struct block_text block = { BLOCK_PARAGRAPH, text, NULL };
    char line[128];

    snprintf(line, sizeof line, "%s\n", expected);
    expect_md(&block, 1, false, line);
}

static char *
html_of(const struct block_text *texts, size_t count, bool has_sources)
{
    struct paper paper;
    struct buf out = { 0 };

    paper_html(&out, lay_out(&paper, texts, count), has_sources);
    buf_put_byte(&out, 0);
    return out.ptr;
}

static void
md__escapes_whatever_would_be_more_than_text(void **state)
{
    (void)state;
    expect_md_of("*a* _b_ `c` [d](e) | $f$ <g>", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\| \\$f\\$ &lt;g&gt;");
    expect_md_of("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
    expect_md_of("https://example.com www.example.com a@example.com", "https\\://example.com www\\.example.com a\\@example.com");
    expect_md_of("72.66% (1163/1600)", "72.66% (1163/1600)");
}

static void
md__escapes_what_begins_a_block(void **state)
{
    (void)state;
    expect_md_of("# no heading", "\\# no heading");
    expect_md_of("- no list", "\\- no list");
    expect_md_of("1. no list", "1\\. no list");
    expect_md_of("12) no list", "12\\) no list");
    expect_md_of("    no code", "no code");
    expect_md_of("::: no box", "\\::: no box");
    expect_md_of("1.5 times", "1.5 times");
}

static void
md__keeps_lists_and_tables_together_and_all_else_apart(void **state)
{
    static const struct block_text texts[] = {
        { BLOCK_TITLE, "T", NULL }, { BLOCK_HEADING, "H", NULL }, { BLOCK_ITEM, "a", NULL },     { BLOCK_ITEM, "b", NULL },
        { BLOCK_HEAD, "h", NULL },  { BLOCK_ROW, "r", NULL },     { BLOCK_SIGNATURE, "s", NULL },
    };

    (void)state;
    expect_md(texts, 7, false, "# T\n\n## H\n\n- a\n- b\n\n| h |\n|---|\n| r |\n\ns\n");
}

static void
md__numbers_sources_once_and_says_them_at_the_end(void **state)
{
    static const struct block_text texts[] = {
        { BLOCK_PARAGRAPH, "a", "first_source" }, { BLOCK_PARAGRAPH, "b", "second" }, { BLOCK_PARAGRAPH, "c", "first_source" },
    };

    (void)state;
    expect_md(texts, 3, true, "a[^1]\n\nb[^2]\n\nc[^1]\n\n[^1]: first\\_source\n\n[^2]: second\n");
    expect_md(texts, 3, false, "a\n\nb\n\nc\n");
}

static void
md__marks_a_source_once_in_a_block(void **state)
{
    struct str source = STR("q");
    struct document_piece pieces[] = { { STR("a"), &source, 1, false }, { STR("b"), &source, 1, false } };
    struct document_block block = { BLOCK_PARAGRAPH, pieces, 2 };
    struct document document = { &block, 1 };
    struct buf out = { 0 };

    (void)state;
    paper_md(&out, &document, true, false);
    buf_put_byte(&out, 0);
    assert_string_equal(out.ptr, "a[^1]b\n\n[^1]: q\n");
    buf_free(&out);
}

static void
html__keeps_text_as_text(void **state)
{
    static const struct block_text texts[] = { { BLOCK_TITLE, "</title><script>x</script>", NULL },
                                               { BLOCK_PARAGRAPH, "<b onclick=\"y\">'&amp;", "<i>" } };
    char *page = html_of(texts, 2, true);

    (void)state;
    assert_null(strstr(page, "<script"));
    assert_null(strstr(page, "<b "));
    assert_null(strstr(page, "<i>"));
    assert_non_null(strstr(page, "<h1>&#60;/title&#62;&#60;script&#62;x&#60;/script&#62;</h1>"));
    assert_non_null(strstr(page, "&#60;b onclick=&#34;y&#34;&#62;&#39;&#38;amp;"));
    free(page);
}

static void
html__asks_for_nothing_from_elsewhere(void **state)
{
    static const struct block_text texts[] = { { BLOCK_TITLE, "T", NULL }, { BLOCK_ITEM, "a", NULL }, { BLOCK_HEAD, "h", NULL },
                                               { BLOCK_ROW, "r", "q" },    { BLOCK_SIGNATURE, "s", NULL } };
    char *page = html_of(texts, 5, true);

    (void)state;
    assert_non_null(strstr(page, "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    assert_null(strstr(page, "http://"));
    assert_null(strstr(page, "https://"));
    assert_null(strstr(page, "src="));
    assert_null(strstr(page, "url("));
    assert_non_null(strstr(page, "<ul>\n<li>a</li>\n</ul>\n<div class=\"wide\"><table>\n<tr><th scope=\"col\">h</th></tr>\n<tr><td>r<sup><a href=\"#s1\">[1]</a></sup></td></tr>\n</table></div>\n<p class=\"signature\">s</p>"));
    assert_non_null(strstr(page, "<li id=\"s1\">q</li>"));
    free(page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(md__escapes_whatever_would_be_more_than_text),
        cmocka_unit_test(md__escapes_what_begins_a_block),
        cmocka_unit_test(md__keeps_lists_and_tables_together_and_all_else_apart),
        cmocka_unit_test(md__numbers_sources_once_and_says_them_at_the_end),
        cmocka_unit_test(md__marks_a_source_once_in_a_block),
        cmocka_unit_test(html__keeps_text_as_text),
        cmocka_unit_test(html__asks_for_nothing_from_elsewhere),
    };

    return cmocka_run_group_tests_name("paper", tests, NULL, NULL);
}

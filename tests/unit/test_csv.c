/* SPDX-License-Identifier: MIT */
#include "cli/import/csv.h"

#include "cli/import/encoding.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"
#include "tests/support/sheet_text.h"

#include <stdlib.h>
#include <unistd.h>

static bool
read_bytes(struct str bytes, const struct csv_options *options, struct buf *text, struct err *err)
{
    const struct sheet_sink sink = sheet_text_sink(text);
    int fd = sheet_file(bytes.ptr, bytes.len);
    bool done = csv_each(fd, options, &sink, err);

    close(fd);
    return done;
}

static void
expect_read(struct str bytes, const struct csv_options *options, const char *expected)
{
    struct buf text = { 0 };
    struct err err = { 0 };

    must(read_bytes(bytes, options, &text, &err), &err);
    buf_put_byte(&text, '\0');
    assert_string_equal(text.ptr, expected);
    buf_free(&text);
}

static void
expect(struct str bytes, const char *expected)
{
    expect_read(bytes, &(struct csv_options){ 0 }, expected);
}

static void
expect_refused(struct str bytes, const char *piece)
{
    struct buf text = { 0 };
    struct err err = { 0 };

    assert_false(read_bytes(bytes, &(struct csv_options){ 0 }, &text, &err));
    must_say(&err, ERR_INPUT, piece);
    buf_free(&text);
}

static void
csv__has_quotes_separators_and_newlines_in_fields(void **state)
{
    (void)state;
    expect(STR("a,b\n1,\"x, \"\"y\"\"\nz\"\n"), "1: a|b\n2: 1|x, \"y\"\nz\n");
    expect(STR("a,,\n,\n"), "1: a||\n2: |\n");
    expect(STR("\"\"\n"), "1: \n");
    expect(STR("say \"hi\",b\n"), "1: say \"hi\"|b\n");
}

static void
csv__ends_lines_with_lf_crlf_or_cr_and_needs_none_at_the_end(void **state)
{
    (void)state;
    expect(STR("a,b\r\nc,d"), "1: a|b\n2: c|d\n");
    expect(STR("a,b\rc,d\r"), "1: a|b\n2: c|d\n");
    expect(STR("a,b\n\n\nc,d\n"), "1: a|b\n2: \n3: \n4: c|d\n");
    expect(STR(""), "");
    expect(STR("\"a\r\nb\",c\r\n"), "1: a\r\nb|c\n");
}

static void
csv__recognises_commas_semicolons_and_tabs_outside_quotes(void **state)
{
    (void)state;
    expect(STR("a;b;c\n1,5;2;3\n"), "1: a|b|c\n2: 1,5|2|3\n");
    expect(STR("a\tb\n1,2\t3\n"), "1: a|b\n2: 1,2|3\n");
    expect(STR("\";;;\",b\n"), "1: ;;;|b\n");
    expect_read(STR("a|b,c\n"), &(struct csv_options){ .separator = '|' }, "1: a|b,c\n");
}

static void
csv__is_read_in_utf8_gb18030_and_utf16(void **state)
{
    (void)state;
    expect(STR("姓名,状态\n"), "1: 姓名|状态\n");
    expect(STR("\xef\xbb\xbf" "a,b\n"), "1: a|b\n");
    expect(STR("\xd0\xd5\xc3\xfb,\xd7\xb4\xcc\xac\n"), "1: 姓名|状态\n");      /* 姓名 状态 in GB18030 */
    expect(STR("\xc1\xaa\xcd\xa8\n"), "1: 联通\n");                            /* looks a little like UTF-8 */
    expect(STR("\x95\x32\x82\x36,a\n"), "1: 𠀀|a\n");                         /* four bytes */
    expect(STR("\xff\xfe" "a\0\t\0\x53\x66\n\0"), "1: a|晓\n");                 /* UTF-16 with its mark */
    expect_read(STR("\xe9,b\n"), &(struct csv_options){ .encoding = "ISO-8859-1" }, "1: é|b\n");
}

static void
csv__names_row_and_column_of_what_is_no_text(void **state)
{
    (void)state;
    expect_refused(STR("a,b\nc,\xff\xff\n"), "row 2, column B: bytes that are no UTF-8");
    expect_refused(STR("a,b\nc,d\0e\n"), "row 2, column B: a NUL character");
    expect_refused(STR("a\nb,\xe5"), "row 2, column B: bytes");
    expect_refused(STR("a,b\nc,\"d\ne,f\n"), "row 2, column B: a quote that is opened here is never closed");
    expect_refused(STR("a,\"b\"c\n"), "row 1, column B: text behind a closing quote");
}

static void
csv__of_an_unknown_encoding_is_a_mistake_of_usage(void **state)
{
    struct buf text = { 0 };
    struct err err = { 0 };

    (void)state;
    assert_false(read_bytes(STR("a\n"), &(struct csv_options){ .encoding = "klingon" }, &text, &err));
    must_say(&err, ERR_USAGE, "--encoding klingon");
    buf_free(&text);
}

static void
csv__has_at_most_a_mebibyte_a_row_and_the_columns_of_a_spreadsheet(void **state)
{
    size_t len = SHEET_ROW_BYTES_MAX + 2;
    char *bytes = malloc(len);

    (void)state;
    memset(bytes, 'x', len);
    expect_refused((struct str){ bytes, len }, "more than a mebibyte in one row");
    bytes[0] = '"';
    expect_refused((struct str){ bytes, len }, "is a closing quote missing?");
    memset(bytes, ',', SHEET_COLUMNS_MAX + 1);
    expect_refused((struct str){ bytes, SHEET_COLUMNS_MAX + 1 }, "more columns than a spreadsheet has");
    free(bytes);
}

/* A character may lie across the pieces that a file is read in. */
static void
csv__does_not_care_where_a_piece_of_the_file_ends(void **state)
{
    enum { PIECE = 65536 };
    struct buf bytes = { 0 }, expected = { 0 };

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        bytes.len = expected.len = 0;
        buf_put(&bytes, "aaaa", shift);
        while (bytes.len < PIECE + 8)
            buf_put_str(&bytes, STR("\xd0\xd5")); /* 姓 in GB18030 */
        buf_put_str(&expected, STR("1: "));
        buf_put(&expected, "aaaa", shift);
        for (size_t at = shift; at < bytes.len; at += 2)
            buf_put_str(&expected, STR("姓"));
        buf_put(&expected, "\n", 2);
        expect(buf_str(&bytes), expected.ptr);
    }
    buf_free(&bytes);
    buf_free(&expected);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv__has_quotes_separators_and_newlines_in_fields),
        cmocka_unit_test(csv__ends_lines_with_lf_crlf_or_cr_and_needs_none_at_the_end),
        cmocka_unit_test(csv__recognises_commas_semicolons_and_tabs_outside_quotes),
        cmocka_unit_test(csv__is_read_in_utf8_gb18030_and_utf16),
        cmocka_unit_test(csv__names_row_and_column_of_what_is_no_text),
        cmocka_unit_test(csv__of_an_unknown_encoding_is_a_mistake_of_usage),
        cmocka_unit_test(csv__has_at_most_a_mebibyte_a_row_and_the_columns_of_a_spreadsheet),
        cmocka_unit_test(csv__does_not_care_where_a_piece_of_the_file_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/framing.h"

#include "lib/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LIMIT = 8 };

/* What came out: "drum|-|!" is a line, a blank one, one that was too long. */
static void
note(struct buf *out, enum framed framed, struct str line)
{
    if (out->len > 0)
        buf_put_byte(out, '|');
    if (framed == FRAMED_LINE)
        buf_put_str(out, line);
    else
        buf_put_byte(out, framed == FRAMED_BLANK ? '-' : '!');
}

/* The stream in pieces of that many bytes, each in memory of its own, so that a sanitizer sees a look too far. */
static struct buf
frame(const char *bytes, size_t len, size_t piece_size)
{
    struct framing framing;
    struct buf out = { 0 };
    struct str line;
    enum framed framed;

    framing_init(&framing, LIMIT);
    for (size_t at = 0; at < len; at += piece_size) {
        size_t n = len - at < piece_size ? len - at : piece_size;
        char *copy = mem_copy(bytes + at, n);
        struct str piece = { copy, n };

        while ((framed = framing_next(&framing, &piece, &line)) != FRAMED_NOTHING)
            note(&out, framed, line);
        assert_int_equal(piece.len, 0);
        free(copy);
    }
    if ((framed = framing_end(&framing, &line)) != FRAMED_NOTHING)
        note(&out, framed, line);
    assert_int_equal(framing_end(&framing, &line), FRAMED_NOTHING);
    buf_printf(&out, " %llu", (unsigned long long)framing.lines);
    framing_free(&framing);
    return out;
}

static void
expect(const char *bytes, const char *expected)
{
    for (size_t size = 1; size <= strlen(bytes) + 1; size++) {
        struct buf out = frame(bytes, strlen(bytes), size);

        buf_put_byte(&out, 0);
        if (strcmp(out.ptr, expected) != 0)
            fail_msg("\"%s\" in pieces of %zu: %s, expected %s", bytes, size, out.ptr, expected);
        buf_free(&out);
    }
}

static void
lines__are_the_same_however_the_stream_is_cut(void **state)
{
    (void)state;
    expect("drum\nflute\n", "drum|flute 2");
    expect("drum\nflute", "drum|flute 2");
    expect("a\nb\nc\nd\n", "a|b|c|d 4");
}

static void
nothing__is_no_line(void **state)
{
    (void)state;
    expect("", " 0");
}

static void
blank_lines__count(void **state)
{
    (void)state;
    expect("\n", "- 1");
    expect("\n\n\r\n \t\n", "-|-|-|- 4");
    expect("drum\n\n", "drum|- 2");
    expect(" ", "- 1");
}

static void
carriage_return__is_dropped_once_and_only_at_the_end(void **state)
{
    (void)state;
    expect("drum\r\nflute\r\n", "drum|flute 2");
    expect("dr\rum\r\r\n", "dr\rum\r 1");
    expect("drum\r", "drum 1");
    expect("\r", "- 1");
}

static void
line__of_exactly_the_limit_is_taken_and_one_byte_more_is_not(void **state)
{
    (void)state;
    expect("12345678\n", "12345678 1");
    expect("12345678\r\n", "12345678 1");
    expect("12345678", "12345678 1");
    expect("12345678\r", "12345678 1");
    expect("123456789\n", "! 1");
    expect("123456789\r\n", "! 1");
    expect("123456789", "! 1");
}

static void
line__over_the_limit_is_skipped_whole_and_the_next_is_taken(void **state)
{
    (void)state;
    expect("1234567890123456789012345678901234567890\ndrum\n", "!|drum 2");
    expect("a\n1234567890123456789012345678901234567890", "a|! 2");
    expect("1234567890\n1234567890\n\nflute", "!|!|-|flute 4");
}

static void
line__over_the_limit_is_reported_before_its_end_and_not_kept(void **state)
{
    struct framing framing;
    struct str piece = STR("1234567890"), line;

    (void)state;
    framing_init(&framing, LIMIT);
    assert_int_equal(framing_next(&framing, &piece, &line), FRAMED_TOO_LONG);
    assert_int_equal(framing.lines, 1);
    for (int i = 0; i < 1000; i++) {
        piece = STR("1234567890");
        assert_int_equal(framing_next(&framing, &piece, &line), FRAMED_NOTHING);
    }
    assert_int_equal(framing.partial.capacity, 0);
    framing_free(&framing);
}

static void
nul_byte__is_a_byte_like_any_other(void **state)
{
    struct buf out = frame("a\0b\n\0\n", 6, 2);

    (void)state;
    assert_int_equal(out.len, 3 + 1 + 1 + 2);
    assert_memory_equal(out.ptr, "a\0b|\0 2", 7);
    buf_free(&out);
}

static void
line__that_lies_in_one_piece_is_not_copied(void **state)
{
    static const char bytes[] = "drum\nflute\n";
    struct framing framing;
    struct str piece = { bytes, sizeof bytes - 1 }, line;

    (void)state;
    framing_init(&framing, LIMIT);
    assert_int_equal(framing_next(&framing, &piece, &line), FRAMED_LINE);
    assert_ptr_equal(line.ptr, bytes);
    assert_int_equal(framing_next(&framing, &piece, &line), FRAMED_LINE);
    assert_ptr_equal(line.ptr, bytes + 5);
    framing_free(&framing);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines__are_the_same_however_the_stream_is_cut),
        cmocka_unit_test(nothing__is_no_line),
        cmocka_unit_test(blank_lines__count),
        cmocka_unit_test(carriage_return__is_dropped_once_and_only_at_the_end),
        cmocka_unit_test(line__of_exactly_the_limit_is_taken_and_one_byte_more_is_not),
        cmocka_unit_test(line__over_the_limit_is_skipped_whole_and_the_next_is_taken),
        cmocka_unit_test(line__over_the_limit_is_reported_before_its_end_and_not_kept),
        cmocka_unit_test(nul_byte__is_a_byte_like_any_other),
        cmocka_unit_test(line__that_lies_in_one_piece_is_not_copied),
    };

    return cmocka_run_group_tests_name("framing", tests, NULL, NULL);
}

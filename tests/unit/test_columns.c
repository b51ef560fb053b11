/* SPDX-License-Identifier: MIT */
#include "cli/columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TEXT(buf) (buf_put_byte(&(buf), '\0'), (buf).ptr)

static void
width__counts_a_chinese_character_as_two_and_a_combining_one_as_none(void **state)
{
    (void)state;
    assert_int_equal(columns_width(STR("drum")), 4);
    assert_int_equal(columns_width(STR("腰鼓队")), 6);
    assert_int_equal(columns_width(STR("e\xCC\x81")), 1);
    assert_int_equal(columns_width(STR("72.66 % ✗ 差 75 人")), 18);
    assert_int_equal(columns_width((struct str){ 0 }), 0);
}

static void
pad__fills_to_the_width_on_the_asked_side(void **state)
{
    struct buf out = { 0 };

    (void)state;
    columns_pad(&out, STR("腰鼓"), 6, ALIGN_LEFT);
    columns_pad(&out, STR("|"), 1, ALIGN_LEFT);
    columns_pad(&out, STR("7/12"), 6, ALIGN_RIGHT);
    assert_string_equal(TEXT(out), "腰鼓  |  7/12");
    buf_free(&out);
}

static void
pad__cuts_with_an_ellipsis_and_never_through_a_character(void **state)
{
    struct buf out = { 0 };

    (void)state;
    columns_pad(&out, STR("education coverage"), 10, ALIGN_LEFT);
    columns_pad(&out, STR("|"), 1, ALIGN_LEFT);
    columns_pad(&out, STR("居民受教育面"), 6, ALIGN_LEFT); /* 居民… is five columns: one is left */
    columns_pad(&out, STR("|"), 1, ALIGN_LEFT);
    columns_pad(&out, STR("居民受教育面"), 7, ALIGN_LEFT);
    columns_pad(&out, STR("|"), 1, ALIGN_LEFT);
    columns_pad(&out, STR("居"), 1, ALIGN_LEFT);
    columns_pad(&out, STR("居"), 0, ALIGN_LEFT);
    assert_string_equal(TEXT(out), "education…|居民… |居民受…|…");
    buf_free(&out);
}

static void
put__disarms_what_would_steer_the_terminal(void **state)
{
    struct buf out = { 0 };

    (void)state;
    columns_put(&out, STR("a\033[31mb\nc\x7F"));
    columns_put(&out, STR("\xC2\x9B\xE2\x80\xAE")); /* C1 control, right-to-left override */
    columns_put(&out, STR("\xFF"));                 /* not UTF-8 */
    assert_string_equal(TEXT(out), "a\xEF\xBF\xBD[31mb\xEF\xBF\xBD" "c\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    buf_free(&out);
}

static void
wrap__breaks_at_spaces_and_indents_every_line(void **state)
{
    struct buf out = { 0 };

    (void)state;
    columns_wrap(&out, STR("one session without an exact day"), 2, 16);
    assert_string_equal(TEXT(out), "  one session\n  without an\n  exact day\n");
    buf_free(&out);
}

static void
wrap__breaks_chinese_anywhere_but_not_in_front_of_a_full_stop(void **state)
{
    struct buf out = { 0 };

    (void)state;
    columns_wrap(&out, STR("居民受教育面没有达标。差人"), 0, 20);
    assert_string_equal(TEXT(out), "居民受教育面没有达\n标。差人\n");
    buf_free(&out);
}

static void
wrap__cuts_a_word_that_is_longer_than_a_line(void **state)
{
    struct buf out = { 0 };

    (void)state;
    columns_wrap(&out, STR("abcdefgh"), 1, 4);
    columns_wrap(&out, STR("居民"), 4, 3); /* no room at all: one character a line */
    columns_wrap(&out, STR(""), 4, 3);
    assert_string_equal(TEXT(out), " abc\n def\n gh\n    居\n    民\n");
    buf_free(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width__counts_a_chinese_character_as_two_and_a_combining_one_as_none),
        cmocka_unit_test(pad__fills_to_the_width_on_the_asked_side),
        cmocka_unit_test(pad__cuts_with_an_ellipsis_and_never_through_a_character),
        cmocka_unit_test(put__disarms_what_would_steer_the_terminal),
        cmocka_unit_test(wrap__breaks_at_spaces_and_indents_every_line),
        cmocka_unit_test(wrap__breaks_chinese_anywhere_but_not_in_front_of_a_full_stop),
        cmocka_unit_test(wrap__cuts_a_word_that_is_longer_than_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/base/nearest.h"

#include "tests/support/check.h"

static const struct str words[] = { STR_INIT("category"), STR_INIT("cohosts"), STR_INIT("role"), STR_INIT("a") };

static int
near(const char *word)
{
    return nearest_word(str_of(word), words, sizeof words / sizeof *words);
}

static void
word__finds_the_slip_of_the_pen(void **state)
{
    (void)state;
    assert_int_equal(near("categry"), 0);
    assert_int_equal(near("catgeory"), 0);
    assert_int_equal(near("cohost"), 1);
    assert_int_equal(near("rle"), 2);
    assert_int_equal(near("category"), 0);
}

static void
word__that_is_far_from_all_has_none(void **state)
{
    (void)state;
    assert_int_equal(near("participants"), -1);
    assert_int_equal(near(""), -1);
    assert_int_equal(near("b"), -1); /* anything is one change from a single letter */
    assert_int_equal(near("rxyz"), -1);
    assert_int_equal(nearest_word(STR("x"), NULL, 0), -1);
}

static void
word__of_great_length_is_not_compared(void **state)
{
    char text[200];

    (void)state;
    memset(text, 'c', sizeof text);
    assert_int_equal(nearest_word((struct str){ text, sizeof text }, words, 4), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(word__finds_the_slip_of_the_pen),
        cmocka_unit_test(word__that_is_far_from_all_has_none),
        cmocka_unit_test(word__of_great_length_is_not_compared),
    };

    return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}

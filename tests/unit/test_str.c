/* SPDX-License-Identifier: MIT */
#include "lib/base/str.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
of__takes_a_text_and_no_text(void **state)
{
    (void)state;
    assert_int_equal(str_of("drum").len, 4);
    assert_int_equal(str_of("").len, 0);
    assert_int_equal(str_of(NULL).len, 0);
    assert_null(str_of(NULL).ptr);
}

static void
literal__counts_every_byte_even_a_nul(void **state)
{
    static const struct str table[] = { STR_INIT("a\0b"), STR_INIT("") };

    (void)state;
    assert_int_equal(STR("腰鼓").len, 6);
    assert_int_equal(table[0].len, 3);
    assert_int_equal(table[1].len, 0);
}

static void
arg__prints_the_empty_value_as_nothing(void **state)
{
    char text[16];

    (void)state;
    snprintf(text, sizeof text, "[%.*s]", STR_ARG(((struct str){ NULL, 0 })));
    assert_string_equal(text, "[]");
    snprintf(text, sizeof text, "[%.*s]", STR_ARG(((struct str){ "drummer", 4 })));
    assert_string_equal(text, "[drum]");
}

static void
eq__compares_length_and_bytes(void **state)
{
    (void)state;
    assert_true(str_eq(STR("drum"), str_of("drum")));
    assert_true(str_eq(STR(""), (struct str){ NULL, 0 }));
    assert_false(str_eq(STR("drum"), STR("drums")));
    assert_false(str_eq(STR("drum"), STR("dram")));
    assert_false(str_eq(STR("a\0b"), STR("a\0c")));
}

static void
cmp__orders_by_bytes_then_the_shorter_first(void **state)
{
    (void)state;
    assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
    assert_true(str_cmp(STR("a"), STR("b")) < 0);
    assert_true(str_cmp(STR("b"), STR("a")) > 0);
    assert_true(str_cmp(STR("a"), STR("aa")) < 0);
    assert_true(str_cmp(STR("aa"), STR("a")) > 0);
    assert_true(str_cmp(STR("z"), STR("\xe8")) < 0);
    assert_int_equal(str_cmp((struct str){ NULL, 0 }, STR("")), 0);
    assert_true(str_cmp((struct str){ NULL, 0 }, STR("a")) < 0);
}

static void
starts__takes_the_whole_and_the_empty_prefix(void **state)
{
    (void)state;
    assert_true(str_starts(STR("edu.first-aid"), STR("edu.")));
    assert_true(str_starts(STR("edu"), STR("edu")));
    assert_true(str_starts(STR("edu"), (struct str){ NULL, 0 }));
    assert_true(str_starts((struct str){ NULL, 0 }, (struct str){ NULL, 0 }));
    assert_false(str_starts(STR("edu"), STR("edu.")));
    assert_false(str_starts(STR("education"), STR("edu.")));
}

static void
find__gives_the_first_place_or_minus_one(void **state)
{
    static const struct str among[] = { STR_INIT("present"), STR_INIT("absent"), STR_INIT("absent") };

    (void)state;
    assert_int_equal(str_find(STR("present"), among, 3), 0);
    assert_int_equal(str_find(STR("absent"), among, 3), 1);
    assert_int_equal(str_find(STR("late"), among, 3), -1);
    assert_int_equal(str_find(STR("present"), among, 0), -1);
}

static void
to_u64__reads_the_smallest_and_the_largest(void **state)
{
    unsigned long long value = 7;

    (void)state;
    assert_true(str_to_u64(STR("0"), &value));
    assert_true(value == 0);
    assert_true(str_to_u64(STR("0042"), &value));
    assert_true(value == 42);
    assert_true(str_to_u64(STR("18446744073709551615"), &value));
    assert_true(value == ULLONG_MAX);
}

static void
to_u64__refuses_all_else_and_leaves_the_value(void **state)
{
    static const struct str not_numbers[] = {
        STR_INIT(""),    STR_INIT("-1"),  STR_INIT("+1"),   STR_INIT(" 1"),  STR_INIT("1 "),
        STR_INIT("1.0"), STR_INIT("0x1"), STR_INIT("1\0"), STR_INIT("१"), STR_INIT("18446744073709551616"),
        STR_INIT("18446744073709551620"), STR_INIT("99999999999999999999"),
        STR_INIT("1/"),  STR_INIT("1:"),
    };
    unsigned long long value = 7;

    (void)state;
    for (size_t i = 0; i < sizeof not_numbers / sizeof *not_numbers; i++) {
        assert_false(str_to_u64(not_numbers[i], &value));
        assert_true(value == 7);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of__takes_a_text_and_no_text),
        cmocka_unit_test(literal__counts_every_byte_even_a_nul),
        cmocka_unit_test(arg__prints_the_empty_value_as_nothing),
        cmocka_unit_test(eq__compares_length_and_bytes),
        cmocka_unit_test(cmp__orders_by_bytes_then_the_shorter_first),
        cmocka_unit_test(starts__takes_the_whole_and_the_empty_prefix),
        cmocka_unit_test(find__gives_the_first_place_or_minus_one),
        cmocka_unit_test(to_u64__reads_the_smallest_and_the_largest),
        cmocka_unit_test(to_u64__refuses_all_else_and_leaves_the_value),
    };

    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}

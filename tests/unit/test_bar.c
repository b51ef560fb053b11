/* SPDX-License-Identifier: MIT */
#include "cli/bar.h"

#include "tests/support/check.h"

#include <string.h>

static void
assert_bar(int64_t value, int64_t whole, int64_t target, const char *expected)
{
    const struct exact aim = { target, 1 }, most = { 100, 1 };
    struct arena arena = { 0 };
    struct str bar = bar_text((struct exact){ (exact_int)100 * value, whole }, target < 0 ? NULL : &aim, most, 10, false, &arena);

    assert_int_equal(bar.len, strlen(expected));
    assert_memory_equal(bar.ptr, expected, bar.len);
    arena_free(&arena);
}

static void
a_bar__has_eighths_and_the_mark_of_its_target(void **state)
{
    (void)state;
    assert_bar(2325, 3200, 75, "▇▇▇▇▇▇▇▎│  ");
    assert_bar(100, 100, 75, "▇▇▇▇▇▇▇▇│▇▇");
    assert_bar(100, 100, 100, "▇▇▇▇▇▇▇▇▇▇│");
    assert_bar(50, 100, -1, "▇▇▇▇▇     ");
    assert_bar(0, 100, 100, "          │");
}

static void
a_bar__does_not_reach_a_target_that_is_missed_by_a_hair(void **state)
{
    (void)state;
    assert_bar(7999, 10000, 80, "▇▇▇▇▇▇▇▉│  ");
    assert_bar(8000, 10000, 80, "▇▇▇▇▇▇▇▇│  ");
    assert_bar(8001, 10000, 80, "▇▇▇▇▇▇▇▇│  ");
    assert_bar(7600, 10000, 77, "▇▇▇▇▇▇▇▌│  ");
    assert_bar(7700, 10000, 77, "▇▇▇▇▇▇▇│▋  ");
}

static void
a_bar__of_something_is_never_empty_and_of_more_than_all_is_full(void **state)
{
    (void)state;
    assert_bar(1, 1000000, -1, "▏         ");
    assert_bar(3, 2, 75, "▇▇▇▇▇▇▇▇│▇▇");
    assert_bar(-3, 2, -1, "          ");
}

static void
lost_numbers__have_no_bar(void **state)
{
    const struct exact lost = { 0, 0 }, most = { 100, 1 };
    struct arena arena = { 0 };

    (void)state;
    assert_int_equal(bar_text(lost, NULL, most, 10, false, &arena).len, 0);
    assert_int_equal(bar_text(most, &lost, most, 10, false, &arena).len, 0);
    assert_int_equal(bar_text(most, NULL, (struct exact){ 0, 1 }, 10, false, &arena).len, 0);
    arena_free(&arena);
}

static void
assert_spark(const struct spark_point *points, size_t count, bool is_ascii, const char *expected)
{
    struct arena arena = { 0 };
    struct str spark = spark_text(points, count, is_ascii, &arena);

    assert_int_equal(spark.len, strlen(expected));
    assert_memory_equal(spark.ptr, expected, spark.len);
    arena_free(&arena);
}

static void
a_line__has_signs_of_their_own_for_nothing_hidden_and_zero(void **state)
{
    const struct spark_point points[] = {
        { SPARK_VALUE, { 0, 1 } }, { SPARK_NONE, { 0, 0 } },  { SPARK_HIDDEN, { 0, 0 } }, { SPARK_VALUE, { 1, 1000 } },
        { SPARK_VALUE, { 7, 1 } }, { SPARK_VALUE, { 14, 1 } },
    };

    (void)state;
    assert_spark(points, 6, false, "▁·*▂▄█");
    assert_spark(points, 6, true, "0.*137");
    assert_int_equal(spark_highest(points, 6), 5);
    assert_spark(points, 3, false, "▁·*");
    assert_int_equal(spark_highest(points + 1, 2), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bar__has_eighths_and_the_mark_of_its_target),
        cmocka_unit_test(a_bar__does_not_reach_a_target_that_is_missed_by_a_hair),
        cmocka_unit_test(a_bar__of_something_is_never_empty_and_of_more_than_all_is_full),
        cmocka_unit_test(lost_numbers__have_no_bar),
        cmocka_unit_test(a_line__has_signs_of_their_own_for_nothing_hidden_and_zero),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "cli/strip.h"

#include "cli/lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static const char *
text_of(const char *detail, enum strip_topic topic, unsigned first)
{
    struct str rest = str_of(detail);
    struct strip strip;

    assert_true(strip_next(&rest, &strip));
    return strip_text(&strip, topic, first, &arena).ptr;
}

static void
next__takes_part_by_part_and_passes_over_what_it_does_not_know(void **state)
{
    struct str rest = STR("month=110;moon=1;;quarter=1;year=0");
    struct strip strip;

    (void)state;
    assert_true(strip_next(&rest, &strip));
    assert_int_equal(strip.every, PERIOD_MONTH);
    assert_true(str_eq(strip.marks, STR("110")));
    assert_true(strip_next(&rest, &strip));
    assert_int_equal(strip.every, PERIOD_QUARTER);
    assert_true(strip_next(&rest, &strip));
    assert_int_equal(strip.every, PERIOD_YEAR);
    assert_true(str_eq(strip.marks, STR("0")));
    assert_false(strip_next(&rest, &strip));
    rest = (struct str){ 0 };
    assert_false(strip_next(&rest, &strip));
}

static void
text__shows_each_month_and_names_the_missing(void **state)
{
    (void)state;
    lang_set(LANG_EN);
    assert_string_equal(text_of("month=111111100000", STRIP_HELD, 1),
                        "months 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8□ 9□ 10□ 11□ 12□  7/12  missing: 8–12");
}

static void
text__says_what_a_plan_leaves_empty(void **state)
{
    (void)state;
    lang_set(LANG_ZH);
    assert_string_equal(text_of("month=111111111100", STRIP_PLANNED, 1),
                        "月 1■ 2■ 3■ 4■ 5■ 6■ 7■ 8■ 9■ 10■ 11□ 12□  10/12  计划 11, 12 月为空");
    assert_string_equal(text_of("year=1", STRIP_PLANNED, 1), "比赛 ■ 有");
    assert_string_equal(text_of("year=0", STRIP_PLANNED, 1), "比赛 □ 计划为空");
}

static void
text__counts_neither_what_is_in_progress_nor_what_is_not_expected(void **state)
{
    (void)state;
    lang_set(LANG_EN);
    assert_string_equal(text_of("month=..110-", STRIP_HELD, 7),
                        "months 7· 8· 9■ 10■ 11□ 12▢  2/3  missing: 11  in progress: 12");
    assert_string_equal(text_of("month=010100100001", STRIP_HELD, 1),
                        "months 1□ 2■ 3□ 4■ 5□ 6□ 7■ 8□ 9□ 10□ 11□ 12■  4/12  missing: 1, 3, 5, 6, 8–11");
    assert_string_equal(text_of("year=+", STRIP_HELD, 1), "year ▣ in progress");
}

static void
text__goes_on_with_january_after_december_of_a_school_year(void **state)
{
    (void)state;
    lang_set(LANG_EN);
    assert_string_equal(text_of("month=1110", STRIP_HELD, 11), "months 11■ 12■ 1■ 2□  3/4  missing: 2");
}

static void
first__follows_the_period(void **state)
{
    (void)state;
    assert_int_equal(strip_first(PERIOD_MONTH, STR("2025H2"), 7), 7);
    assert_int_equal(strip_first(PERIOD_QUARTER, STR("2025H2"), 7), 3);
    assert_int_equal(strip_first(PERIOD_QUARTER, STR("2025H1"), 1), 1);
    assert_int_equal(strip_first(PERIOD_QUARTER, STR("2025"), 9), 1);
}

static int
set_up(void **state)
{
    (void)state;
    lang_init();
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next__takes_part_by_part_and_passes_over_what_it_does_not_know),
        cmocka_unit_test(text__shows_each_month_and_names_the_missing),
        cmocka_unit_test(text__says_what_a_plan_leaves_empty),
        cmocka_unit_test(text__counts_neither_what_is_in_progress_nor_what_is_not_expected),
        cmocka_unit_test(text__goes_on_with_january_after_december_of_a_school_year),
        cmocka_unit_test(first__follows_the_period),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

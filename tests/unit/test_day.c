/* SPDX-License-Identifier: MIT */
#include "lib/model/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void
of__counts_from_1970(void **state)
{
    (void)state;
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_of(1970, 1, 2), 1);
    assert_int_equal(day_of(1969, 12, 31), -1);
    assert_int_equal(day_of(2000, 3, 1), 11017);
    assert_int_equal(day_of(1, 1, 1), -719162);
    assert_int_equal(day_of(9999, 12, 31), 2932896);
}

/* Counts every day of the calendar by hand, month by month. */
static void
civil__agrees_with_counting_through_all_9999_years(void **state)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    day_t day = -719162;
    int weekday = 1; /* 0001-01-01 was a Monday */

    (void)state;
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            int length = lengths[month - 1] + (month == 2 && leap);

            assert_int_equal(month_first(year * 12 + month - 1), day);
            for (int i = 1; i <= length; i++, day++) {
                struct civil civil = day_civil(day);

                if (civil.year != year || civil.month != month || civil.day != i || day_of(year, month, i) != day ||
                    day_weekday(day) != weekday || day_month_index(day) != year * 12 + month - 1)
                    fail_msg("day %d is not %04d-%02d-%02d", day, year, month, i);
                weekday = weekday % 7 + 1;
            }
            assert_false(day_exists(year, month, length + 1));
            assert_true(day_exists(year, month, length));
        }
    }
}

static void
weekday__monday_is_1_and_sunday_7(void **state)
{
    (void)state;
    assert_int_equal(day_weekday(0), 4);
    assert_int_equal(day_weekday(day_of(2025, 7, 21)), 1);
    assert_int_equal(day_weekday(day_of(2025, 7, 27)), 7);
    assert_int_equal(day_weekday(-4), 7);
}

static void
exists__knows_leap_years_and_the_bounds(void **state)
{
    (void)state;
    assert_true(day_exists(2024, 2, 29));
    assert_true(day_exists(2000, 2, 29));
    assert_false(day_exists(2100, 2, 29));
    assert_false(day_exists(2023, 2, 29));
    assert_false(day_exists(2024, 2, 30));
    assert_false(day_exists(0, 1, 1));
    assert_false(day_exists(10000, 1, 1));
    assert_false(day_exists(2024, 0, 1));
    assert_false(day_exists(2024, 13, 1));
    assert_false(day_exists(2024, 1, 0));
    assert_false(day_exists(2024, 1, -1));
}

static void
at__rounds_down_before_1970_and_stays_within_the_type(void **state)
{
    (void)state;
    assert_int_equal(day_at(0), 0);
    assert_int_equal(day_at(86399), 0);
    assert_int_equal(day_at(86400), 1);
    assert_int_equal(day_at(-1), -1);
    assert_int_equal(day_at(-86400), -1);
    assert_int_equal(day_at(-86401), -2);
    assert_int_equal(day_at(INT64_MAX), DAY_MAX);
    assert_int_equal(day_at(INT64_MIN), DAY_MIN);
}

static void
parse__takes_exactly_ten_characters(void **state)
{
    static const char *const bad[] = { "",           "2024",        "2024-5-29",  "2024-05-29 ", " 2024-05-29", "2024/05/29",
                                       "2024-05-2x", "2024-02-30",  "0000-01-01", "2024-00-10",  "2024-13-01",  "+024-05-29",
                                       "2024-05-00", "2024-05--1",  "2024-0-529", "20240529",    "2024-05-291", "2024-05- 9" };
    day_t day;

    (void)state;
    assert_true(day_parse(STR("2024-05-29"), &day));
    assert_int_equal(day, day_of(2024, 5, 29));
    assert_true(day_parse(STR("0001-01-01"), &day));
    assert_int_equal(day, day_of(1, 1, 1));
    day = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (day_parse(str_of(bad[i]), &day))
            fail_msg("taken for a day: \"%s\"", bad[i]);
    assert_false(day_parse((struct str){ NULL, 0 }, &day));
    assert_int_equal(day, 7);
}

static void
year_and_month__are_parsed_as_strictly(void **state)
{
    int value = 7;

    (void)state;
    assert_false(year_parse(STR("0000"), &value));
    assert_false(year_parse(STR("202"), &value));
    assert_false(year_parse(STR("20 4"), &value));
    assert_false(month_parse(STR("2024-13"), &value));
    assert_false(month_parse(STR("2024-00"), &value));
    assert_false(month_parse(STR("0000-01"), &value));
    assert_false(month_parse(STR("2024/01"), &value));
    assert_false(month_parse(STR("2024-1"), &value));
    assert_int_equal(value, 7);
    assert_true(year_parse(STR("2024"), &value));
    assert_int_equal(value, 2024);
    assert_true(month_parse(STR("2024-12"), &value));
    assert_int_equal(value, 2024 * 12 + 11);
}

static void
format__writes_what_parse_reads_and_fits_any_number(void **state)
{
    char text[16];

    (void)state;
    day_format(day_of(2024, 5, 29), text);
    assert_string_equal(text, "2024-05-29");
    day_format(day_of(1, 1, 1), text);
    assert_string_equal(text, "0001-01-01");
    day_format(DAY_MAX, text);
    assert_string_equal(text, "5881580-07-11");
    day_format(DAY_MIN, text);
    assert_string_equal(text, "-5877641-06-23");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of__counts_from_1970),
        cmocka_unit_test(civil__agrees_with_counting_through_all_9999_years),
        cmocka_unit_test(weekday__monday_is_1_and_sunday_7),
        cmocka_unit_test(exists__knows_leap_years_and_the_bounds),
        cmocka_unit_test(at__rounds_down_before_1970_and_stays_within_the_type),
        cmocka_unit_test(parse__takes_exactly_ten_characters),
        cmocka_unit_test(year_and_month__are_parsed_as_strictly),
        cmocka_unit_test(format__writes_what_parse_reads_and_fits_any_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "cli/import/typed_date.h"

#include "cli/import/number_format.h"
#include "cli/import/typed_time.h"
#include "lib/model/zone.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"

static struct date_habits habits;

static int
find_zone(void **state)
{
    struct err err = { 0 };

    (void)state;
    habits.zone = zone_find(STR("Asia/Shanghai"), &err);
    return habits.zone ? 0 : -1;
}

struct row {
    const char *typed, *meant; /* meant NULL: refused */
};

static void
expect_rows(const struct row *rows, size_t count, const struct date_habits *with)
{
    char date[TYPED_DATE_SIZE];

    for (size_t i = 0; i < count; i++) {
        struct err err = { 0 };
        bool done = typed_date(str_of(rows[i].typed), with, date, &err);

        if (done != (rows[i].meant != NULL) || (done && strcmp(date, rows[i].meant) != 0))
            check_failed("\"%s\": expected %s, got %s", rows[i].typed, rows[i].meant ? rows[i].meant : "a refusal",
                         done ? date : err.text);
    }
}

#define EXPECT(with, ...) \
    do { \
        static const struct row rows[] = { __VA_ARGS__ }; \
        expect_rows(rows, sizeof rows / sizeof *rows, with); \
    } while (0)

static void
date__is_a_day_as_people_type_it(void **state)
{
    (void)state;
    EXPECT(&habits, { "2024-05-29", "2024-05-29" }, { "2024/5/29", "2024-05-29" }, { "2024-5-29", "2024-05-29" },
           { "2024.5.29", "2024-05-29" }, { "20240529", "2024-05-29" }, { "2024年5月29日", "2024-05-29" },
           { "2024年05月29号", "2024-05-29" }, { "2024 年 5 月 29 日", NULL }, { "2024年 5月 29日", "2024-05-29" },
           { "2024/5/29(周三)", "2024-05-29" }, { "2024年5月29日 星期三", "2024-05-29" }, { "2024/2/29", "2024-02-29" },
           { "2023/2/29", NULL }, { "2024/13/1", NULL }, { "2024/5/32", NULL }, { "24/5/29", NULL }, { "昨天", NULL }, { "", NULL },
           { "2024/5/29 left", NULL }, { "2024//5", NULL });
}

static void
date__may_be_less_precise_than_a_day(void **state)
{
    (void)state;
    EXPECT(&habits, { "2024年10月", "2024-10" }, { "2024年10月份", "2024-10" }, { "2024/10", "2024-10" }, { "2024-10", "2024-10" },
           { "202410", "2024-10" }, { "2024年", "2024" }, { "2024", "2024" }, { "24年5月", NULL }, { "2024年13月", NULL });
}

static void
date__is_a_range_in_every_form(void **state)
{
    (void)state;
    EXPECT(&habits, { "2024-07-10/2024-08-25", "2024-07-10/2024-08-25" }, { "2024年7月10日至8月25日", "2024-07-10/2024-08-25" },
           { "2024年7月10日-25日", "2024-07-10/2024-07-25" }, { "2024.7.10-8.25", "2024-07-10/2024-08-25" },
           { "2024/7/10-2024/8/25", "2024-07-10/2024-08-25" }, { "2024/7/10~7/12", "2024-07-10/2024-07-12" },
           { "2024年7月至2024年8月", "2024-07-01/2024-08-31" }, { "2024年7月至8月", "2024-07-01/2024-08-31" },
           { "2024年7月10日至7月1日", NULL }, { "2024年7月10日至", NULL });
}

static void
date__without_a_year_needs_to_be_told_one(void **state)
{
    const struct date_habits told = { .zone = habits.zone, .year = 2024 };

    (void)state;
    EXPECT(&habits, { "5月29日", NULL }, { "5/29", NULL });
    EXPECT(&told, { "5月29日", "2024-05-29" }, { "5/29", "2024-05-29" }, { "5.29", "2024-05-29" }, { "5月", "2024-05" },
           { "2月30日", NULL });
}

static void
date__that_can_be_read_in_two_ways_says_how_to_say_it(void **state)
{
    const struct date_habits day_first = { .zone = habits.zone, .order = DATE_DMY };
    const struct date_habits month_first = { .zone = habits.zone, .order = DATE_MDY };
    char date[TYPED_DATE_SIZE];
    struct err err = { 0 };

    (void)state;
    assert_false(typed_date(STR("5/6/2024"), &habits, date, &err));
    must_say(&err, ERR_INPUT, "Write 2024-06-05, or say --date-order dmy (day first) or mdy (month first)");
    EXPECT(&day_first, { "5/6/2024", "2024-06-05" }, { "29.5.2024", "2024-05-29" }, { "2024/5/6", "2024-05-06" }, { "5/6/24", NULL });
    EXPECT(&month_first, { "5/6/2024", "2024-05-06" }, { "29/5/2024", NULL });
}

static void
date__with_a_time_is_an_instant_of_the_zone(void **state)
{
    (void)state;
    EXPECT(&habits, { "2024/5/29 14:03", "2024-05-29T14:03:00+08:00" }, { "2024-5-29 14:03:11", "2024-05-29T14:03:11+08:00" },
           { "2024年5月29日下午2:03", "2024-05-29T14:03:00+08:00" }, { "2024年5月29日 上午9点", "2024-05-29T09:00:00+08:00" },
           { "2024年5月29日晚上7点半", "2024-05-29T19:30:00+08:00" }, { "2024/5/29 2:03 PM", "2024-05-29T14:03:00+08:00" },
           { "2024/5/29 12:00 AM", "2024-05-29T00:00:00+08:00" }, { "2024/5/29 14时03分", "2024-05-29T14:03:00+08:00" },
           { "2024-05-29T14:03:11+08:00", "2024-05-29T14:03:11+08:00" }, { "2024-05-29T06:03:11Z", "2024-05-29T06:03:11Z" },
           { "1990/7/1 12:00", "1990-07-01T12:00:00+09:00" }, { "2024/5/29 24:00", NULL }, { "2024/5/29 14:60", NULL },
           { "2024/5/29 14:3", NULL }, { "2024/5/29 晚上12点", NULL }, { "2024年5月 14:03", NULL }, { "2024/5/29 14:00-16:00", NULL });
}

static void
date__that_the_clocks_jumped_over_is_refused(void **state)
{
    struct err err = { 0 };
    const struct date_habits berlin = { .zone = zone_find(STR("Europe/Berlin"), &err) };

    (void)state;
    assert_non_null(berlin.zone);
    EXPECT(&berlin, { "2024/3/31 02:30", NULL }, { "2024/3/31 03:30", "2024-03-31T03:30:00+02:00" },
           { "2024/3/31 01:30", "2024-03-31T01:30:00+01:00" });
}

static void
date__may_be_the_number_of_a_spreadsheet(void **state)
{
    const struct date_habits of_1904 = { .zone = habits.zone, .is_1904 = true };

    (void)state;
    EXPECT(&habits, { "45441", "2024-05-29" }, { "45441.5", "2024-05-29T12:00:00+08:00" }, { "19999", NULL }, { "80001", NULL });
    EXPECT(&of_1904, { "43979", "2024-05-29" });
}

static void
expect_format(const char *code, const char *number, bool is_1904, enum cell_kind kind, const char *text)
{
    struct arena arena = { 0 };
    struct number_format format = number_format_of_code(str_of(code));
    struct sheet_cell cell = number_format_show(&format, str_of(number), is_1904, &arena);

    if (cell.kind != kind || !str_eq(cell.text, str_of(text)))
        check_failed("%s as %s: expected %s, got %.*s (kind %d)", number, code, text, STR_ARG(cell.text), (int)cell.kind);
    arena_free(&arena);
}

static void
format__shows_a_number_as_precisely_as_the_cell_does(void **state)
{
    (void)state;
    expect_format("yyyy/m/d", "45441", false, CELL_DATE, "2024-05-29");
    expect_format("yyyy\"年\"m\"月\"d\"日\";@", "45441", false, CELL_DATE, "2024-05-29");
    expect_format("yyyy\"年\"m\"月\"", "45566", false, CELL_DATE, "2024-10");
    expect_format("m\"月\"d\"日\"", "45441", false, CELL_DATE, "2024-05-29");
    expect_format("yyyy", "45441", false, CELL_DATE, "2024");
    expect_format("yyyy/m/d h:mm", "45441.58541666667", false, CELL_DATE, "2024-05-29 14:03:00");
    expect_format("[$-804]yyyy/m/d\\ h:mm:ss AM/PM", "45441.999988425923", false, CELL_DATE, "2024-05-29 23:59:59");
    expect_format("h:mm", "0.58541666666666703", false, CELL_DATE, "14:03:00");
    expect_format("mm:ss", "0.5", false, CELL_DATE, "12:00:00");
    expect_format("yyyy/m/d", "43979", true, CELL_DATE, "2024-05-29");
    expect_format("yyyy/m/d", "1", false, CELL_DATE, "1900-01-01");
    expect_format("yyyy/m/d", "61", false, CELL_DATE, "1900-03-01");
    expect_format("yyyy/m/d", "60", false, CELL_FAULT, "a number formatted as a date is no day of the calendar");
    expect_format("yyyy/m/d", "-1", false, CELL_FAULT, "a number formatted as a date is beyond the calendar");
    expect_format("yyyy/m/d", "99999999", false, CELL_FAULT, "a number formatted as a date is beyond the calendar");
    expect_format("dddd", "45441", false, CELL_NUMBER, "45441");
}

static void
format__shows_numbers_percentages_and_codes_with_zeros(void **state)
{
    (void)state;
    expect_format("General", "90", false, CELL_NUMBER, "90");
    expect_format("General", "9.0E1", false, CELL_NUMBER, "90");
    expect_format("General", "0.30000000000000004", false, CELL_NUMBER, "0.3");
    expect_format("#,##0.00", "-1234.5", false, CELL_NUMBER, "-1234.5");
    expect_format("0%", "0.75", false, CELL_NUMBER, "75%");
    expect_format("0.00%", "7.4979999999999994E-1", false, CELL_NUMBER, "74.98%");
    expect_format("0000", "417", false, CELL_NUMBER, "0417");
    expect_format("General", "0", false, CELL_NUMBER, "0");
    expect_format("General", "1e500", false, CELL_FAULT, "a number that cannot be read");
    expect_format("General", "abc", false, CELL_FAULT, "a number that cannot be read");
    expect_format("[Red]0;[Blue]0", "5", false, CELL_NUMBER, "5");
}

static void
format__of_a_number_that_is_built_in_is_known(void **state)
{
    (void)state;
    assert_true(number_format_built_in(14).has_day);
    assert_true(number_format_built_in(22).has_time);
    assert_true(number_format_built_in(9).is_percent);
    assert_false(number_format_built_in(57).has_day);
    assert_true(number_format_built_in(57).has_month);
    assert_false(number_format_built_in(0).has_day);
    assert_false(number_format_built_in(100000).has_day);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date__is_a_day_as_people_type_it),
        cmocka_unit_test(date__may_be_less_precise_than_a_day),
        cmocka_unit_test(date__is_a_range_in_every_form),
        cmocka_unit_test(date__without_a_year_needs_to_be_told_one),
        cmocka_unit_test(date__that_can_be_read_in_two_ways_says_how_to_say_it),
        cmocka_unit_test(date__with_a_time_is_an_instant_of_the_zone),
        cmocka_unit_test(date__that_the_clocks_jumped_over_is_refused),
        cmocka_unit_test(date__may_be_the_number_of_a_spreadsheet),
        cmocka_unit_test(format__shows_a_number_as_precisely_as_the_cell_does),
        cmocka_unit_test(format__shows_numbers_percentages_and_codes_with_zeros),
        cmocka_unit_test(format__of_a_number_that_is_built_in_is_known),
    };

    return cmocka_run_group_tests(tests, find_zone, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct period
period_of(const char *code, int year_start_month)
{
    struct period period = { 0 };

    if (!period_parse(str_of(code), year_start_month, &period))
        fail_msg("not taken for a period: \"%s\"", code);
    return period;
}

static day_t
day(const char *text)
{
    day_t value = 0;

    assert_true(day_parse(str_of(text), &value));
    return value;
}

static void
parse__gives_the_days_and_code_writes_it_back(void **state)
{
    static const struct {
        const char *code;
        int year_start_month;
        enum period_kind kind;
        const char *first, *last;
    } rows[] = {
        { "2025", 1, PERIOD_YEAR, "2025-01-01", "2025-12-31" },
        { "2025H1", 1, PERIOD_HALF, "2025-01-01", "2025-06-30" },
        { "2025H2", 1, PERIOD_HALF, "2025-07-01", "2025-12-31" },
        { "2024Q1", 1, PERIOD_QUARTER, "2024-01-01", "2024-03-31" },
        { "2025Q3", 1, PERIOD_QUARTER, "2025-07-01", "2025-09-30" },
        { "2025Q4", 1, PERIOD_QUARTER, "2025-10-01", "2025-12-31" },
        { "2024-02", 1, PERIOD_MONTH, "2024-02-01", "2024-02-29" },
        { "2025-07", 1, PERIOD_MONTH, "2025-07-01", "2025-07-31" },
        { "2025-W30", 1, PERIOD_WEEK, "2025-07-21", "2025-07-27" },
        { "2025-W01", 1, PERIOD_WEEK, "2024-12-30", "2025-01-05" },
        { "2020-W53", 1, PERIOD_WEEK, "2020-12-28", "2021-01-03" },
        { "2021-W01", 1, PERIOD_WEEK, "2021-01-04", "2021-01-10" },
        { "2025-03-01..2025-05-31", 1, PERIOD_DAYS, "2025-03-01", "2025-05-31" },
        { "2025-03-01..2025-03-01", 1, PERIOD_DAYS, "2025-03-01", "2025-03-01" },
        { "ytd@2025-07", 1, PERIOD_TO_DATE, "2025-01-01", "2025-07-31" },
        { "ytd@2025-01", 1, PERIOD_TO_DATE, "2025-01-01", "2025-01-31" },
        { "0001", 1, PERIOD_YEAR, "0001-01-01", "0001-12-31" },
        { "0001-W01", 1, PERIOD_WEEK, "0001-01-01", "0001-01-07" },
        { "9999Q4", 1, PERIOD_QUARTER, "9999-10-01", "9999-12-31" },
        /* the school year: labelled by the calendar year in which it begins */
        { "2024", 9, PERIOD_YEAR, "2024-09-01", "2025-08-31" },
        { "2024H1", 9, PERIOD_HALF, "2024-09-01", "2025-02-28" },
        { "2024H2", 9, PERIOD_HALF, "2025-03-01", "2025-08-31" },
        { "2024Q1", 9, PERIOD_QUARTER, "2024-09-01", "2024-11-30" },
        { "2024Q2", 9, PERIOD_QUARTER, "2024-12-01", "2025-02-28" },
        { "2024Q4", 9, PERIOD_QUARTER, "2025-06-01", "2025-08-31" },
        { "2025-07", 9, PERIOD_MONTH, "2025-07-01", "2025-07-31" },
        { "2025-W30", 9, PERIOD_WEEK, "2025-07-21", "2025-07-27" },
        { "ytd@2025-07", 9, PERIOD_TO_DATE, "2024-09-01", "2025-07-31" },
        { "ytd@2025-09", 9, PERIOD_TO_DATE, "2025-09-01", "2025-09-30" },
        { "2024", 12, PERIOD_YEAR, "2024-12-01", "2025-11-30" },
        { "2024Q1", 12, PERIOD_QUARTER, "2024-12-01", "2025-02-28" },
        { "2024", 2, PERIOD_YEAR, "2024-02-01", "2025-01-31" },
        { "2024Q4", 2, PERIOD_QUARTER, "2024-11-01", "2025-01-31" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct period period = period_of(rows[i].code, rows[i].year_start_month);
        char code[PERIOD_CODE_SIZE];

        if (period.kind != rows[i].kind || period.first != day(rows[i].first) || period.end != day(rows[i].last) + 1)
            fail_msg("%s with %d is kind %d, days %d to %d", rows[i].code, rows[i].year_start_month, period.kind,
                     period.first, period.end);
        period_code(&period, rows[i].year_start_month, code);
        assert_string_equal(code, rows[i].code);
    }
}

static void
parse__refuses_everything_else(void **state)
{
    static const char *const bad[] = {
        "", "25", "0000", "20255", "2025H0", "2025H3", "2025Q0", "2025Q5", "2025h1", "2025X1", "2025Q:", "2025Q", "2025-7",
        "2025-00", "2025-13", "0000-01", "0000Q1", "0000H1", "2025-W00", "2025-W53", "2025-W54", "2026-W54", "2025-w30",
        "2025-W3", "2025_W30", "0000-W01", "2025-W+1", "2025-05-31..2025-03-01", "2025-02-30..2025-03-01",
        "2025-03-01..2025-02-30", "2025-03-01.-2025-05-31", "2025-03-01-.2025-05-31", "2025-03-01/2025-05-31",
        "2025-03..2025-05", "ytd@2025", "ytd@2025-13", "YTD@2025-07", "ytd:2025-07", "ytd@2025-7x", "2025 ", " 2025",
        "2025-03-01", "2025-03-01..2025-05-31 ", "last year",
    };
    struct period period = { PERIOD_WEEK, 7, 14 };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (period_parse(str_of(bad[i]), 1, &period))
            fail_msg("taken for a period: \"%s\"", bad[i]);
    assert_false(period_parse((struct str){ NULL, 0 }, 1, &period));
    assert_int_equal(period.kind, PERIOD_WEEK);
    assert_int_equal(period.first, 7);
    assert_int_equal(period.end, 14);
}

static void
week__53_exists_only_in_long_years(void **state)
{
    static const int long_years[] = { 2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060 };
    size_t next = 0;

    (void)state;
    for (int year = 2001; year <= 2060; year++) {
        char code[] = "2000-W53";
        bool is_long = next < sizeof long_years / sizeof *long_years && long_years[next] == year;
        struct period period;

        code[2] = (char)('0' + year / 10 % 10);
        code[3] = (char)('0' + year % 10);
        if (period_parse(str_of(code), 1, &period) != is_long)
            fail_msg("%s", code);
        next += is_long;
    }
}

/* For every start month and every day of ten years: the period holds the day, its code leads back to it, and the
 * next one begins where it ends. */
static void
containing__next_and_codes_agree_for_every_day_and_start_month(void **state)
{
    static const enum period_kind kinds[] = { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR, PERIOD_WEEK };

    (void)state;
    for (int start = 1; start <= 12; start++) {
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            struct period before = period_containing(kinds[k], day("2019-12-31"), start);

            for (day_t d = day("2020-01-01"); d < day("2030-01-01"); d++) {
                struct period period = period_containing(kinds[k], d, start), back, next;
                char code[PERIOD_CODE_SIZE];

                assert_true(period_has(&period, d, d));
                period_code(&period, start, code);
                back = period_of(code, start);
                assert_int_equal(period_cmp(&period, &back), 0);
                if (!period_has(&before, d, d)) {
                    next = period_next(&before, start);
                    assert_int_equal(period_cmp(&next, &period), 0);
                    assert_int_equal(before.end, period.first);
                }
                before = period;
            }
        }
    }
}

static size_t
split(const char *code, enum period_kind kind, int start, struct period *parts, size_t room)
{
    struct period period = period_of(code, start);

    return period_split(&period, kind, start, parts, room);
}

static void
split__lists_months_quarters_and_halves_in_order(void **state)
{
    struct period parts[12];
    char code[PERIOD_CODE_SIZE];

    (void)state;
    assert_int_equal(split("2025", PERIOD_MONTH, 1, parts, 12), 12);
    period_code(&parts[0], 1, code);
    assert_string_equal(code, "2025-01");
    period_code(&parts[11], 1, code);
    assert_string_equal(code, "2025-12");
    assert_int_equal(split("2025H2", PERIOD_QUARTER, 1, parts, 12), 2);
    period_code(&parts[0], 1, code);
    assert_string_equal(code, "2025Q3");
    assert_int_equal(split("2024", PERIOD_QUARTER, 9, parts, 12), 4);
    period_code(&parts[3], 9, code);
    assert_string_equal(code, "2024Q4");
    assert_int_equal(split("2025", PERIOD_HALF, 1, parts, 12), 2);
    assert_int_equal(split("2025", PERIOD_YEAR, 1, parts, 12), 1);
    assert_int_equal(split("ytd@2025-07", PERIOD_MONTH, 9, parts, 12), 11);
    assert_int_equal(split("ytd@2025-07", PERIOD_QUARTER, 1, parts, 12), 2);
}

static void
split__takes_only_what_lies_wholly_inside(void **state)
{
    struct period parts[12];

    (void)state;
    assert_int_equal(split("2025-03-02..2025-05-31", PERIOD_MONTH, 1, parts, 12), 2);
    assert_int_equal(parts[0].first, day("2025-04-01"));
    assert_int_equal(split("2025-03-01..2025-05-30", PERIOD_MONTH, 1, parts, 12), 2);
    assert_int_equal(parts[1].first, day("2025-04-01"));
    assert_int_equal(split("2025-07", PERIOD_QUARTER, 1, parts, 12), 0);
    assert_int_equal(split("2025Q3", PERIOD_YEAR, 1, parts, 12), 0);
    assert_int_equal(split("2025-W30", PERIOD_MONTH, 1, parts, 12), 0);
}

static void
split__counts_on_when_there_is_no_room(void **state)
{
    struct period parts[3] = { { PERIOD_DAYS, 1, 2 }, { PERIOD_DAYS, 1, 2 }, { PERIOD_DAYS, 1, 2 } };

    (void)state;
    assert_int_equal(split("2025", PERIOD_MONTH, 1, parts, 2), 12);
    assert_int_equal(parts[1].first, day("2025-02-01"));
    assert_int_equal(parts[2].kind, PERIOD_DAYS);
    assert_int_equal(split("2025", PERIOD_WEEK, 1, NULL, 0), 52);
}

static void
split__a_week_belongs_where_its_thursday_is(void **state)
{
    struct period parts[53];

    (void)state;
    assert_int_equal(split("2020", PERIOD_WEEK, 1, parts, 53), 53);
    assert_int_equal(parts[0].first, day("2019-12-30"));
    assert_int_equal(parts[52].first, day("2020-12-28"));
    assert_int_equal(split("2021", PERIOD_WEEK, 1, parts, 53), 52);
    assert_int_equal(parts[0].first, day("2021-01-04"));
    assert_int_equal(split("2025-07", PERIOD_WEEK, 1, parts, 53), 5); /* Thursdays 3 to 31 July */
    assert_int_equal(parts[0].first, day("2025-06-30"));
    assert_int_equal(parts[4].end, day("2025-08-04"));
    assert_int_equal(split("2025-W30", PERIOD_WEEK, 1, parts, 53), 1);
}

/* No week is lost between months, quarters or years, and none is in two. */
static void
split__weeks_of_the_months_are_the_weeks_of_the_year(void **state)
{
    (void)state;
    for (int start = 1; start <= 12; start++) {
        for (int year = 2000; year < 2060; year++) {
            struct period whole = period_containing(PERIOD_YEAR, day_of(year, start, 1), start);
            struct period months[12], weeks[53], part[6];
            size_t count = period_split(&whole, PERIOD_WEEK, start, weeks, 53), at = 0;

            assert_int_equal(period_split(&whole, PERIOD_MONTH, start, months, 12), 12);
            for (size_t m = 0; m < 12; m++) {
                size_t n = period_split(&months[m], PERIOD_WEEK, start, part, 6);

                for (size_t i = 0; i < n; i++)
                    assert_int_equal(part[i].first, weeks[at++].first);
            }
            assert_int_equal(at, count);
        }
    }
}

static void
has__asks_for_the_whole_interval(void **state)
{
    struct period july = period_of("2025-07", 1);

    (void)state;
    assert_true(period_has(&july, day("2025-07-01"), day("2025-07-31")));
    assert_false(period_has(&july, day("2025-06-30"), day("2025-07-02")));
    assert_false(period_has(&july, day("2025-07-31"), day("2025-08-01")));
}

static void
cmp__orders_by_start_then_the_longer_first(void **state)
{
    static const char *const order[] = { "2024", "2025", "ytd@2025-07", "2025H1", "2025Q1", "2025-01", "2025-02", "2025Q2" };

    (void)state;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        for (size_t j = 0; j < sizeof order / sizeof *order; j++) {
            struct period a = period_of(order[i], 1), b = period_of(order[j], 1);
            int wanted = (i > j) - (i < j), found = period_cmp(&a, &b);

            assert_int_equal((found > 0) - (found < 0), wanted);
        }
    }
}

static void
kind__is_found_by_its_name(void **state)
{
    enum period_kind kind = PERIOD_HALF;

    (void)state;
    for (int i = PERIOD_MONTH; i <= PERIOD_TO_DATE; i++) {
        assert_true(period_kind_find(str_of(period_kind_name((enum period_kind)i)), &kind));
        assert_int_equal(kind, i);
    }
    assert_string_equal(period_kind_name(PERIOD_TO_DATE), "ytd");
    assert_string_equal(period_kind_name(PERIOD_DAYS), "days");
    assert_false(period_kind_find(STR("Month"), &kind));
    assert_false(period_kind_find(STR(""), &kind));
    assert_int_equal(kind, PERIOD_TO_DATE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse__gives_the_days_and_code_writes_it_back),
        cmocka_unit_test(parse__refuses_everything_else),
        cmocka_unit_test(week__53_exists_only_in_long_years),
        cmocka_unit_test(containing__next_and_codes_agree_for_every_day_and_start_month),
        cmocka_unit_test(split__lists_months_quarters_and_halves_in_order),
        cmocka_unit_test(split__takes_only_what_lies_wholly_inside),
        cmocka_unit_test(split__counts_on_when_there_is_no_room),
        cmocka_unit_test(split__a_week_belongs_where_its_thursday_is),
        cmocka_unit_test(split__weeks_of_the_months_are_the_weeks_of_the_year),
        cmocka_unit_test(has__asks_for_the_whole_interval),
        cmocka_unit_test(cmp__orders_by_start_then_the_longer_first),
        cmocka_unit_test(kind__is_found_by_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/when.h"

#include "lib/model/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct zone *
zone(const char *name)
{
    struct err err = { 0 };
    const struct zone *found = zone_find(str_of(name), &err);

    if (!found)
        fail_msg("%s", err.text);
    return found;
}

static struct when
when_of(const char *text)
{
    struct when when = { 0 };

    if (!when_parse(str_of(text), &when))
        fail_msg("not taken for a date: \"%s\"", text);
    return when;
}

static void
assert_days(const char *text, enum precision precision, day_t first, day_t last)
{
    struct when when = when_of(text);
    const struct zone *shanghai = zone("Asia/Shanghai");

    assert_int_equal(when.precision, precision);
    assert_int_equal(when_first_day(&when, shanghai), first);
    assert_int_equal(when_last_day(&when, shanghai), last);
    assert_int_equal(when.nanosecond, 0);
}

static void
parse__knows_days_months_years_and_ranges(void **state)
{
    (void)state;
    assert_days("2024-05-29", WHEN_DAY, day_of(2024, 5, 29), day_of(2024, 5, 29));
    assert_days("2024-02", WHEN_MONTH, day_of(2024, 2, 1), day_of(2024, 2, 29));
    assert_days("2024-12", WHEN_MONTH, day_of(2024, 12, 1), day_of(2024, 12, 31));
    assert_days("2024", WHEN_YEAR, day_of(2024, 1, 1), day_of(2024, 12, 31));
    assert_days("9999", WHEN_YEAR, day_of(9999, 1, 1), day_of(9999, 12, 31));
    assert_days("2024-07-10/2024-08-25", WHEN_RANGE, day_of(2024, 7, 10), day_of(2024, 8, 25));
    assert_days("2024-07-10/2024-07-10", WHEN_RANGE, day_of(2024, 7, 10), day_of(2024, 7, 10));
}

static void
parse__reads_instants_with_any_offset_and_fraction(void **state)
{
    static const struct {
        const char *text;
        int64_t instant;
        int32_t nanosecond;
    } rows[] = {
        { "1970-01-01T00:00:00Z", 0, 0 },
        { "1970-01-01t00:00:00z", 0, 0 },
        { "2025-03-31T16:30:00Z", 1743438600, 0 },
        { "2025-04-01T00:30:00+08:00", 1743438600, 0 },
        { "2025-03-31T05:30:00-11:00", 1743438600, 0 },
        { "2025-03-31T16:30:00-00:00", 1743438600, 0 },
        { "2025-03-31T16:30:00.5Z", 1743438600, 500000000 },
        { "2025-03-31T16:30:00.000000001+00:00", 1743438600, 1 },
        { "2025-03-31T16:30:00.123456789Z", 1743438600, 123456789 },
        { "1969-12-31T23:59:59.9Z", -1, 900000000 },
        { "0001-01-01T00:00:00+23:59", -62135596800 - 86340, 0 },
        { "9999-12-31T23:59:59-23:59", 253402300799 + 86340, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct when when = when_of(rows[i].text);

        assert_int_equal(when.precision, WHEN_INSTANT);
        if (when.instant != rows[i].instant || when.nanosecond != rows[i].nanosecond)
            fail_msg("%s is %lld.%09d", rows[i].text, (long long)when.instant, when.nanosecond);
    }
}

static void
parse__takes_a_leap_second_for_the_second_before_it(void **state)
{
    struct when when;

    (void)state;
    assert_int_equal(when_of("2016-12-31T23:59:60Z").instant, when_of("2016-12-31T23:59:59Z").instant);
    assert_int_equal(when_of("2017-01-01T07:59:60+08:00").instant, when_of("2016-12-31T23:59:59Z").instant);
    assert_false(when_parse(STR("2016-12-31T23:58:60Z"), &when));
    assert_false(when_parse(STR("2016-12-31T23:59:60+08:00"), &when));
    assert_false(when_parse(STR("2016-12-31T23:59:61Z"), &when));
}

static void
parse__refuses_everything_else_and_leaves_the_value_alone(void **state)
{
    static const char *const bad[] = {
        "", " ", "summer", "24", "202", "20245", "0000", "2024-", "2024-13", "2024-00", "2024-5", "2024-W05", "0000-01",
        "2024-02-30", "2023-02-29", "2024-04-31", "2024-05-00", "0000-01-01", "2024-05-29 ", " 2024-05-29", "2024-05-2９",
        /* ranges */
        "2024-08-25/2024-07-10", "2024-07/2024-08", "2024/2025", "2024-07-10/2024-08", "2024-07-10/2024-08-32",
        "2024-07-10-2024-08-25", "2024-07-10/", "/2024-07-10", "2024-07-10/2024-08-25/2024-09-01", "2024-07-10//024-08-25",
        "2024-07-10T00:00:00Z/2024-07-11T00:00:00Z", "2024-07-10/P1D",
        /* instants */
        "2024-05-29T", "2024-05-29T10", "2024-05-29T10:00", "2024-05-29T10:00Z", "2024-05-29T10:00:00",
        "2024-05-29 10:00:00Z", "2024-05-29T10:00:00 Z", "2024-05-29T10:00:00ZZ", "2024-05-29T10:00:00Z ",
        "2024-05-29T24:00:00Z", "2024-05-29T10:60:00Z", "2024-05-29T10:00:61Z", "2024-02-30T10:00:00Z",
        "2024-05-29T10:00:00.Z", "2024-05-29T10:00:00.1234567890Z", "2024-05-29T10:00:00,5Z", "2024-05-29T10:00:00.5",
        "2024-05-29T10:00:00.-1Z", "2024-05-29T10:00:00+8:00", "2024-05-29T10:00:00+0800", "2024-05-29T10:00:00+08",
        "2024-05-29T10:00:00+24:00", "2024-05-29T10:00:00+08:60", "2024-05-29T10:00:00*08:00",
        "2024-05-29T10:00:00+08:00:00", "2024-05-29T10:00:00+08.00", "2024-05-29T-1:00:00Z", "2024-05-29T1:000:00Z",
        "2024-05-29T10.00:00Z", "2024-05-29T10:00.00Z", "2024-05-29T10:00:+0Z", "0000-05-29T10:00:00Z",
        "20240529T100000Z", "10000-01-01T00:00:00Z", "2024-05-29T10:00:00.123456789",
    };
    struct when when = { .precision = WHEN_YEAR, .first = 7 };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (when_parse(str_of(bad[i]), &when))
            fail_msg("taken for a date: \"%s\"", bad[i]);
    assert_false(when_parse((struct str){ NULL, 0 }, &when));
    assert_false(when_parse((struct str){ "2024-05-29T10:00:00Z\0", 21 }, &when));
    assert_int_equal(when.precision, WHEN_YEAR);
    assert_int_equal(when.first, 7);
}

/* Copies of exactly the size: an address sanitizer sees any read beyond. */
static void
parse__reads_no_byte_beyond_the_text(void **state)
{
    static const char *const texts[] = { "2024-05-29T10:00:00.123456789+08:00", "2024-07-10/2024-08-25", "2024-05-29t10:00:00Z" };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t len = 0; len < strlen(texts[i]); len++) {
            char *copy = test_malloc(len ? len : 1);
            struct when when;
            bool whole = len == 4 || len == 7 || len == 10;

            memcpy(copy, texts[i], len);
            assert_int_equal(when_parse((struct str){ copy, len }, &when), whole);
            test_free(copy);
        }
    }
}

static void
parse_instant__takes_only_instants(void **state)
{
    struct when when;

    (void)state;
    assert_true(when_parse_instant(STR("2024-05-29T10:00:00+08:00"), &when));
    assert_int_equal(when.precision, WHEN_INSTANT);
    assert_false(when_parse_instant(STR("2024-05-29"), &when));
    assert_false(when_parse_instant(STR("2024-05"), &when));
    assert_false(when_parse_instant(STR("2024"), &when));
    assert_false(when_parse_instant(STR("2024-07-10/2024-08-25"), &when));
}

static void
days__of_an_instant_are_those_of_the_zone(void **state)
{
    struct when when = when_of("2025-03-31T16:30:00Z");

    (void)state;
    assert_int_equal(when_first_day(&when, zone("Asia/Shanghai")), day_of(2025, 4, 1));
    assert_int_equal(when_last_day(&when, zone("Asia/Shanghai")), day_of(2025, 4, 1));
    assert_int_equal(when_first_day(&when, zone("Etc/UTC")), day_of(2025, 3, 31));
}

static void
dated__is_only_what_is_known_to_the_day(void **state)
{
    struct when none = { 0 }, instant = when_of("2025-03-31T16:30:00Z"), day = when_of("2025-03-31");
    struct when month = when_of("2025-03"), year = when_of("2025"), range = when_of("2025-03-31/2025-03-31");

    (void)state;
    assert_true(when_is_dated(&instant));
    assert_true(when_is_dated(&day));
    assert_false(when_is_dated(&none));
    assert_false(when_is_dated(&month));
    assert_false(when_is_dated(&year));
    assert_false(when_is_dated(&range));
}

static int
order(const char *a, const char *b, const char *name)
{
    struct when x = *a ? when_of(a) : (struct when){ 0 }, y = *b ? when_of(b) : (struct when){ 0 };
    int forth = when_cmp(&x, &y, zone(name)), back = when_cmp(&y, &x, zone(name));

    assert_int_equal(forth, -back);
    return forth;
}

static void
cmp__orders_by_the_first_instant_in_the_zone(void **state)
{
    (void)state;
    assert_int_equal(order("2025-04-01", "2025-03-31T16:00:00Z", "Asia/Shanghai"), 0);
    assert_true(order("2025-04-01", "2025-03-31T16:00:00.000000001Z", "Asia/Shanghai") < 0);
    assert_true(order("2025-04-01", "2025-03-31T15:59:59.999999999Z", "Asia/Shanghai") > 0);
    assert_true(order("2025-04-01", "2025-03-31T16:00:00Z", "Etc/UTC") > 0);
    assert_int_equal(order("2025", "2025-01-01", "Asia/Shanghai"), 0);
    assert_int_equal(order("2025-04", "2025-04-01/2025-04-09", "Asia/Shanghai"), 0);
    assert_true(order("2025-04", "2025-04-02", "Asia/Shanghai") < 0);
    assert_true(order("2025-04-01T00:00:00.2Z", "2025-04-01T00:00:00.10Z", "Etc/UTC") > 0);
    assert_int_equal(order("2025-04-01T08:00:00+08:00", "2025-04-01T00:00:00Z", "Etc/UTC"), 0);
}

static void
cmp__nothing_is_before_everything(void **state)
{
    (void)state;
    assert_int_equal(order("", "", "Etc/UTC"), 0);
    assert_true(order("", "0001-01-01", "Etc/UTC") < 0);
    assert_true(order("", "0001-01-01T00:00:00+23:59", "Etc/UTC") < 0);
}

static void
name__says_the_precision(void **state)
{
    (void)state;
    assert_string_equal(precision_name(WHEN_NONE), "");
    assert_string_equal(precision_name(WHEN_INSTANT), "instant");
    assert_string_equal(precision_name(WHEN_DAY), "day");
    assert_string_equal(precision_name(WHEN_MONTH), "month");
    assert_string_equal(precision_name(WHEN_YEAR), "year");
    assert_string_equal(precision_name(WHEN_RANGE), "range");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse__knows_days_months_years_and_ranges),
        cmocka_unit_test(parse__reads_instants_with_any_offset_and_fraction),
        cmocka_unit_test(parse__takes_a_leap_second_for_the_second_before_it),
        cmocka_unit_test(parse__refuses_everything_else_and_leaves_the_value_alone),
        cmocka_unit_test(parse__reads_no_byte_beyond_the_text),
        cmocka_unit_test(parse_instant__takes_only_instants),
        cmocka_unit_test(days__of_an_instant_are_those_of_the_zone),
        cmocka_unit_test(dated__is_only_what_is_known_to_the_day),
        cmocka_unit_test(cmp__orders_by_the_first_instant_in_the_zone),
        cmocka_unit_test(cmp__nothing_is_before_everything),
        cmocka_unit_test(name__says_the_precision),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 86400 };

#define FROM_1900 INT64_C(-2208988800)
#define UNTIL_2100 INT64_C(4102444800)

static const struct zone *
zone(const char *name)
{
    struct err err = { 0 };
    const struct zone *found = zone_find(str_of(name), &err);

    if (!found)
        fail_msg("%s", err.text);
    return found;
}

static void
use_in_libc(const char *name)
{
    char value[80];

    snprintf(value, sizeof value, ":%s", name);
    setenv("TZ", value, 1);
    tzset();
}

static int
leave_libc(void **state)
{
    (void)state;
    unsetenv("TZ");
    tzset();
    return 0;
}

static void
assert_like_libc(const char *name, const struct zone *found, int64_t instant)
{
    time_t libc_instant = (time_t)instant;
    struct tm local;

    assert_non_null(localtime_r(&libc_instant, &local));
    if (zone_offset(found, instant) != local.tm_gmtoff ||
        zone_day(found, instant) != day_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday))
        fail_msg("%s at %lld: libc has %ld, we %d", name, (long long)instant, local.tm_gmtoff, zone_offset(found, instant));
}

/* 7 h 49 min 3 s walks through all times of day; the seconds around every change are asked as well. */
static void
offset__equals_libc_from_1900_to_2100(void **state)
{
    static const char *const names[] = {
        "Asia/Shanghai", "Etc/UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
        "America/Havana", "Asia/Beirut", "Africa/Cairo", "Pacific/Apia", "Europe/Dublin", "Africa/Casablanca",
        "America/St_Johns", "Asia/Gaza", "Antarctica/Troll",
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct zone *found = zone(names[i]);
        int before = zone_offset(found, FROM_1900);

        use_in_libc(names[i]);
        for (int64_t t = FROM_1900; t < UNTIL_2100; t += 7 * HOUR + 2943) {
            assert_like_libc(names[i], found, t);
            if (zone_offset(found, t) != before) {
                int64_t low = t - 7 * HOUR - 2943, high = t; /* the change is in (low, high] */

                while (high - low > 1) {
                    int64_t middle = low + (high - low) / 2;

                    if (zone_offset(found, middle) == before)
                        low = middle;
                    else
                        high = middle;
                }
                assert_like_libc(names[i], found, low);
                assert_like_libc(names[i], found, high);
                before = zone_offset(found, t);
            }
        }
    }
}

static void
offset__of_china_has_no_summer_time_since_1992(void **state)
{
    (void)state;
    assert_int_equal(zone_offset(zone("Asia/Shanghai"), 1743438600), 8 * HOUR);
    assert_int_equal(zone_offset(zone("Asia/Shanghai"), 646326000), 9 * HOUR); /* June 1990 */
    assert_int_equal(zone_offset(zone("Asia/Shanghai"), 1751328000), 8 * HOUR);
}

static void
offset__is_defined_for_every_number(void **state)
{
    (void)state;
    assert_int_equal(zone_offset(zone("Etc/UTC"), INT64_MIN), 0);
    assert_int_equal(zone_offset(zone("Etc/UTC"), INT64_MAX), 0);
    assert_int_equal(zone_offset(zone("America/New_York"), INT64_MAX), -5 * HOUR);
    assert_int_equal(zone_day(zone("Asia/Shanghai"), INT64_MAX), DAY_MAX);
    assert_int_equal(zone_day(zone("America/New_York"), INT64_MIN), DAY_MIN);
    assert_true(zone_midnight(zone("America/New_York"), DAY_MAX) > 0);
    assert_true(zone_midnight(zone("America/New_York"), DAY_MIN) < 0);
}

static void
day__changes_at_local_midnight(void **state)
{
    const struct zone *shanghai = zone("Asia/Shanghai");

    (void)state;
    assert_int_equal(zone_day(shanghai, 1743438600), day_of(2025, 4, 1)); /* 2025-03-31T16:30:00Z */
    assert_int_equal(zone_day(shanghai, 1743436799), day_of(2025, 3, 31));
    assert_int_equal(zone_day(shanghai, 1743436800), day_of(2025, 4, 1));
    assert_int_equal(zone_midnight(shanghai, day_of(2025, 4, 1)), 1743436800);
}

/* "2011-12-30", 10, 0: that day and time in UTC */
static int64_t
utc(const char *text, int hour, int minute)
{
    day_t day = 0;

    assert_true(day_parse(str_of(text), &day));
    return (int64_t)day * DAY + hour * HOUR + minute * 60;
}

static void
midnight__that_a_jump_skips_is_the_first_instant_after_it(void **state)
{
    (void)state;
    assert_int_equal(zone_midnight(zone("America/Havana"), day_of(2024, 3, 10)), utc("2024-03-10", 5, 0));
    assert_int_equal(zone_midnight(zone("Asia/Beirut"), day_of(2024, 3, 31)), utc("2024-03-30", 22, 0));
    assert_int_equal(zone_midnight(zone("Africa/Cairo"), day_of(2010, 4, 30)), utc("2010-04-29", 22, 0));
    assert_int_equal(zone_day(zone("Africa/Cairo"), utc("2010-04-29", 22, 0)), day_of(2010, 4, 30));
    assert_int_equal(zone_day(zone("Africa/Cairo"), utc("2010-04-29", 22, 0) - 1), day_of(2010, 4, 29));
}

static void
midnight__that_comes_twice_is_the_first(void **state)
{
    (void)state;
    /* at 1:00 the clock goes back to 0:00 */
    assert_int_equal(zone_midnight(zone("America/Havana"), day_of(2024, 11, 3)), utc("2024-11-03", 4, 0));
    /* at 0:01 the clock goes back to 23:01 of the day before */
    assert_int_equal(zone_midnight(zone("America/St_Johns"), day_of(2010, 11, 7)), utc("2010-11-07", 2, 30));
    /* at 24:00 the clock goes back to 23:00, so the day has not begun yet */
    assert_int_equal(zone_midnight(zone("Asia/Beirut"), day_of(2024, 10, 27)), utc("2024-10-26", 22, 0));
}

static void
midnight__of_a_day_that_was_left_out_is_that_of_the_next(void **state)
{
    const struct zone *apia = zone("Pacific/Apia");

    (void)state;
    assert_int_equal(zone_midnight(apia, day_of(2011, 12, 29)), utc("2011-12-29", 10, 0));
    assert_int_equal(zone_midnight(apia, day_of(2011, 12, 30)), utc("2011-12-30", 10, 0));
    assert_int_equal(zone_midnight(apia, day_of(2011, 12, 31)), utc("2011-12-30", 10, 0));
    assert_int_equal(zone_midnight(apia, day_of(2012, 1, 1)), utc("2011-12-31", 10, 0));
    assert_int_equal(zone_day(apia, utc("2011-12-30", 10, 0) - 1), day_of(2011, 12, 29));
    assert_int_equal(zone_day(apia, utc("2011-12-30", 10, 0)), day_of(2011, 12, 31));
}

/* Two days before it, in steps that no zone's changes have a multiple of, and the second before. */
static void
midnight__is_the_first_instant_that_shows_it(void **state)
{
    static const char *const names[] = { "Asia/Shanghai", "America/Havana", "Asia/Beirut", "Africa/Cairo", "Pacific/Apia",
                                         "America/St_Johns", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Manila" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct zone *found = zone(names[i]);

        for (day_t day = day_of(1900, 1, 1); day < day_of(2100, 1, 1); day++) {
            int64_t midnight = zone_midnight(found, day);

            assert_true(zone_day(found, midnight) >= day);
            assert_true(zone_day(found, midnight - 1) < day);
            for (int64_t back = 1777; back < 2 * DAY; back += 6011)
                assert_true(zone_day(found, midnight - back) < day);
        }
    }
}

static void
find__keeps_one_zone_for_a_name(void **state)
{
    char name[] = "Asia/Shanghai";
    struct err err = { 0 };
    const struct zone *first = zone_find(str_of(name), &err);

    (void)state;
    assert_non_null(first);
    name[0] = 'X'; /* it does not live on the caller's bytes */
    assert_true(str_eq(zone_name(first), STR("Asia/Shanghai")));
    assert_ptr_equal(zone_find(STR("Asia/Shanghai"), &err), first);
    assert_ptr_not_equal(zone("Etc/UTC"), first);
    assert_int_equal(err.code, ERR_NONE);
}

static void
find__says_which_name_has_no_zone(void **state)
{
    struct err err = { 0 };

    (void)state;
    assert_null(zone_find(STR("Asia/Liubeiqiao"), &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_string_equal(err.text, "Asia/Liubeiqiao: there is no such time zone");
    assert_null(zone_find(STR("Asia"), &err));
    assert_string_equal(err.text, "Asia: there is no such time zone");
    assert_null(zone_find(STR("leapseconds"), &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_null(zone_find(STR("../zoneinfo/Etc/UTC"), &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_null(zone_find((struct str){ NULL, 0 }, &err));
    assert_int_equal(err.code, ERR_INPUT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(offset__equals_libc_from_1900_to_2100, leave_libc),
        cmocka_unit_test(offset__of_china_has_no_summer_time_since_1992),
        cmocka_unit_test(offset__is_defined_for_every_number),
        cmocka_unit_test(day__changes_at_local_midnight),
        cmocka_unit_test(midnight__that_a_jump_skips_is_the_first_instant_after_it),
        cmocka_unit_test(midnight__that_comes_twice_is_the_first),
        cmocka_unit_test(midnight__of_a_day_that_was_left_out_is_that_of_the_next),
        cmocka_unit_test(midnight__is_the_first_instant_that_shows_it),
        cmocka_unit_test(find__keeps_one_zone_for_a_name),
        cmocka_unit_test(find__says_which_name_has_no_zone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/tz_rule.h"

#include "lib/model/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 86400 };

static struct tz_rule
rule_of(const char *text)
{
    struct tz_rule rule = { 0 };

    if (!tz_rule_parse(str_of(text), &rule))
        fail_msg("not taken for a rule: \"%s\"", text);
    return rule;
}

static void
parse__reads_names_and_offsets(void **state)
{
    static const struct {
        const char *text;
        int standard, summer;
    } rows[] = {
        { "CST-8", 8 * HOUR, 0 }, { "UTC0", 0, 0 }, { "EST5", -5 * HOUR, 0 }, { "EST+5", -5 * HOUR, 0 },
        { "<+08>-8", 8 * HOUR, 0 }, { "<+0545>-5:45", 5 * HOUR + 45 * 60, 0 }, { "<-03>3", -3 * HOUR, 0 },
        { "LMT-8:05:43", 8 * HOUR + 343, 0 }, { "XXX24:59:59", -(24 * HOUR + 3599), 0 },
        { "EST5EDT,M3.2.0,M11.1.0", -5 * HOUR, -4 * HOUR },
        { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 10 * HOUR + 1800, 11 * HOUR },
        { "IST-1GMT0,M10.5.0,M3.5.0/1", HOUR, 0 },
        { "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -2 * HOUR, -HOUR },
        { "EET-2EEST,M3.4.4/50,M10.4.4/50", 2 * HOUR, 3 * HOUR },
        { "AAA0BBB,J60/2:30:15,0/+167", 0, HOUR },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tz_rule rule = rule_of(rows[i].text);

        assert_int_equal(rule.standard, rows[i].standard);
        assert_int_equal(rule.has_summer, strchr(rows[i].text, ',') != NULL);
        assert_int_equal(rule.summer, rows[i].summer);
    }
}

static void
parse__refuses_what_is_no_rule_or_leaves_something_over(void **state)
{
    static const char *const bad[] = {
        "", "C", "CS-8", "CST", "CST-", "CST-8 ", "CST-25", "CST--8", "CST-8:60", "CST-8:1:60", "CST-8:", "<+08-8", "<+0>-8",
        "<>-8", "<+08>", "+08-8", "C1T-8", "<a_b>1", "EST5EDT", "EST5EDT4", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5ED,M3.2.0,M11.1.0",
        "EST5EDT,M0.2.0,M11.1.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2,M11.1.0", "EST5EDT,M3-2-0,M11.1.0", "EST5EDT,J0,J365", "EST5EDT,J1,J366",
        "EST5EDT,0,366", "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0/,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,M1.1.1",
        "EST5EDT,M3.2.0,M11.1.0x", "EST5EDT25,M3.2.0,M11.1.0", "EST99999999999", ":Asia/Shanghai",
    };
    struct tz_rule rule = { .standard = 7 };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (tz_rule_parse(str_of(bad[i]), &rule))
            fail_msg("taken for a rule: \"%s\"", bad[i]);
    assert_false(tz_rule_parse((struct str){ "CST\0-8", 6 }, &rule));
    assert_false(tz_rule_parse((struct str){ "<CS\0T>-8", 8 }, &rule));
    assert_int_equal(rule.standard, 7);
}

static void
parse__reads_no_byte_beyond_the_text(void **state)
{
    static const char text[] = "<+1030>-10:30:00<+11>-11,M10.1.0/-2:00:00,J300/+3:30";

    (void)state;
    for (size_t len = 0; len < sizeof text; len++) {
        char *copy = test_malloc(len ? len : 1);
        struct tz_rule rule;

        memcpy(copy, text, len);
        tz_rule_parse((struct str){ copy, len }, &rule);
        test_free(copy);
    }
    assert_true(tz_rule_parse(str_of(text), &(struct tz_rule){ 0 }));
}

/* The C library reads the same strings from TZ, and counts the weeks of years before 1970 wrongly. */
static void
offset__equals_libc_for_all_forms_of_days(void **state)
{
    static const char *const texts[] = {
        "CST-8", "EST5EDT,M3.2.0,M11.1.0", "GMT0BST,M3.5.0/1,M10.5.0", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "IST-1GMT0,M10.5.0,M3.5.0/1", "AAA3BBB,J60/0,J300/0", "AAA3BBB,59/0,299/23:30", "AAA-3BBB,J300/1:02:03,J59/4",
        "CST5CDT,M3.2.0/0,M11.1.0/1", "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tz_rule rule = rule_of(texts[i]);
        int64_t until;

        setenv("TZ", texts[i], 1);
        tzset();
        for (int64_t t = DAY; t < INT64_C(4102444800); t += 7 * HOUR + 2943) {
            time_t instant = (time_t)t;
            struct tm local;

            localtime_r(&instant, &local);
            if (tz_rule_offset(&rule, t, &until) != local.tm_gmtoff)
                fail_msg("%s at %lld: libc has %ld, we %d", texts[i], (long long)t, local.tm_gmtoff,
                         tz_rule_offset(&rule, t, &until));
        }
    }
    unsetenv("TZ");
    tzset();
}

static void
offset__summer_time_all_year_has_no_gap_at_new_year(void **state)
{
    struct tz_rule rule = rule_of("EST5EDT,0/0,J365/25"); /* RFC 8536 section 3.3.1 */
    int64_t until;

    (void)state;
    for (int year = 2000; year < 2010; year++)
        for (int hour = -48; hour < 48; hour++)
            assert_int_equal(tz_rule_offset(&rule, (int64_t)day_of(year, 1, 1) * DAY + hour * HOUR, &until), -4 * HOUR);
}

static void
offset__a_change_may_be_days_beyond_its_year(void **state)
{
    struct tz_rule late = rule_of("AAA0BBB,J364/167,J365/167"), early = rule_of("AAA0BBB,0/-167,1/-167");
    struct tz_rule south = rule_of("AAA0BBB,J365/167,J364/167");
    int64_t new_year = (int64_t)day_of(2021, 1, 1) * DAY, until;

    (void)state;
    /* begins 30 December 0:00 + 167 h = 5 January 23:00, ends a day later by summer time, which is an hour less */
    assert_int_equal(tz_rule_offset(&late, new_year, &until), 0);
    assert_int_equal(until, new_year + 4 * DAY + 23 * HOUR);
    assert_int_equal(tz_rule_offset(&late, until, &until), HOUR);
    assert_int_equal(tz_rule_offset(&late, until, &until), 0);
    /* the summer of two year numbers ago: it began on 6 January 2020, as the one of 2019 */
    assert_int_equal(tz_rule_offset(&south, new_year, &until), HOUR);
    assert_int_equal(until, new_year + 4 * DAY + 22 * HOUR);
    /* begins 1 January 0:00 - 167 h = 25 December 1:00 */
    assert_int_equal(tz_rule_offset(&early, new_year - 7 * DAY + HOUR - 1, &until), 0);
    assert_int_equal(until, new_year - 7 * DAY + HOUR);
    assert_int_equal(tz_rule_offset(&early, until, &until), HOUR);
    assert_int_equal(tz_rule_offset(&early, until, &until), 0);
    assert_int_equal(until, (int64_t)(day_of(2022, 1, 1) - 7) * DAY + HOUR);
}

/* Jumping from change to change meets the same offsets as walking. */
static void
offset__holds_until_the_instant_it_names(void **state)
{
    static const char *const texts[] = { "EST5EDT,M3.2.0,M11.1.0", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
                                         "EET-2EEST,M3.4.4/50,M10.4.4/50", "IST-1GMT0,M10.5.0,M3.5.0/1" };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tz_rule rule = rule_of(texts[i]);
        int64_t until = (int64_t)day_of(2000, 1, 1) * DAY, unused;
        int changes = 0;

        while (until < (int64_t)day_of(2100, 1, 1) * DAY) {
            int64_t from = until;
            int offset = tz_rule_offset(&rule, from, &until);

            assert_true(until > from);
            for (int64_t t = from; t < until; t += 5 * HOUR)
                assert_int_equal(tz_rule_offset(&rule, t, &unused), offset);
            assert_int_equal(tz_rule_offset(&rule, until - 1, &unused), offset);
            assert_int_not_equal(tz_rule_offset(&rule, until, &unused), offset);
            changes++;
        }
        assert_int_equal(changes, 201);
    }
}

static void
offset__is_standard_for_good_without_summer_or_beyond_the_calendar(void **state)
{
    struct tz_rule plain = rule_of("CST-8"), summer = rule_of("EST5EDT,M3.2.0,M11.1.0");
    int64_t until = 0;

    (void)state;
    assert_int_equal(tz_rule_offset(&plain, 0, &until), 8 * HOUR);
    assert_int_equal(until, INT64_MAX);
    assert_int_equal(tz_rule_offset(&summer, INT64_MAX, &until), -5 * HOUR);
    assert_int_equal(until, INT64_MAX);
    assert_int_equal(tz_rule_offset(&summer, INT64_MIN, &until), -5 * HOUR);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse__reads_names_and_offsets),
        cmocka_unit_test(parse__refuses_what_is_no_rule_or_leaves_something_over),
        cmocka_unit_test(parse__reads_no_byte_beyond_the_text),
        cmocka_unit_test(offset__equals_libc_for_all_forms_of_days),
        cmocka_unit_test(offset__summer_time_all_year_has_no_gap_at_new_year),
        cmocka_unit_test(offset__a_change_may_be_days_beyond_its_year),
        cmocka_unit_test(offset__holds_until_the_instant_it_names),
        cmocka_unit_test(offset__is_standard_for_good_without_summer_or_beyond_the_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

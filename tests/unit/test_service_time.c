/* SPDX-License-Identifier: MIT */
#include "lib/model/service_time.h"

#include "lib/model/zone.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>

enum { SPANS = 12, TEXT = 400 };

static const struct service_rule whole_days = { 0, DAY_MINUTES };

static struct service_span
between(const char *from, const char *to)
{
    struct err err;

    return (struct service_span){
        .from = make_when(from).instant, .to = make_when(to).instant, .zone = zone_find(STR("Asia/Shanghai"), &err),
        .activity = SERVICE_ALONE,
    };
}

static struct service_span
alone(const char *day, uint32_t minutes)
{
    return (struct service_span){ .day = make_day(day), .dated = true, .minutes = minutes, .activity = SERVICE_ALONE };
}

static void
note_day(void *ctx, day_t day, int64_t minutes)
{
    char *text = ctx, date[16];

    day_format(day, date);
    snprintf(text + strlen(text), TEXT - strlen(text), "%s%s=%lld", *text ? " " : "", date, (long long)minutes);
}

/* "2025-12-31=60 2026-01-01=60", whatever the order of the spans. */
static void
expect_days(const struct service_span *spans, size_t count, const struct service_rule *rule, const char *expected)
{
    for (size_t turn = 0; turn < count; turn++) {
        struct service_span turned[SPANS];
        char text[TEXT] = "";
        for (size_t i = 0; i < count; i++)
            turned[i] = spans[(i + turn) % count];
        service_days(turned, count, rule, note_day, text);
        assert_string_equal(text, expected);
        for (size_t i = 0; i < count; i++)
            turned[count - 1 - i] = spans[(i + turn) % count];
        text[0] = '\0';
        service_days(turned, count, rule, note_day, text);
        assert_string_equal(text, expected);
    }
}

static void
intervals__that_overlap_count_once(void **state)
{
    const struct service_span spans[] = {
        between("2025-03-01T09:00:00+08:00", "2025-03-01T11:00:00+08:00"),
        between("2025-03-01T10:30:00+08:00", "2025-03-01T12:00:00+08:00"),
        between("2025-03-01T09:30:00+08:00", "2025-03-01T10:00:00+08:00"), /* inside */
        between("2025-03-01T12:00:00+08:00", "2025-03-01T12:01:00+08:00"), /* touches */
    };

    (void)state;
    expect_days(spans, 2, &whole_days, "2025-03-01=180");
    expect_days(spans, 4, &whole_days, "2025-03-01=181");
}

static void
an_interval__is_split_at_local_midnight(void **state)
{
    const struct service_span spans[] = { between("2025-12-31T23:00:00+08:00", "2026-01-01T01:00:00+08:00"),
                                          between("2024-02-28T23:30:00+08:00", "2024-02-29T00:15:00+08:00") };
    struct service_span elsewhere = spans[0];
    struct err err;

    (void)state;
    expect_days(spans, 1, &whole_days, "2025-12-31=60 2026-01-01=60");
    expect_days(spans, 2, &whole_days, "2024-02-28=30 2024-02-29=15 2025-12-31=60 2026-01-01=60");
    elsewhere.zone = zone_find(STR("Etc/UTC"), &err);
    expect_days(&elsewhere, 1, &whole_days, "2025-12-31=120");
}

static void
seconds__make_whole_minutes_of_a_day(void **state)
{
    const struct service_span spans[] = { between("2025-03-01T09:00:00+08:00", "2025-03-01T09:00:30+08:00"),
                                          between("2025-03-01T10:00:00+08:00", "2025-03-01T10:00:29+08:00"),
                                          between("2025-03-01T11:00:00+08:00", "2025-03-01T11:00:01+08:00") };

    (void)state;
    expect_days(spans, 2, &whole_days, "");
    expect_days(spans, 3, &whole_days, "2025-03-01=1");
}

static void
minutes_without_an_interval__are_added_and_a_day_has_1440(void **state)
{
    const struct service_rule uncapped = { 0, 0 };
    const struct service_span spans[] = { between("2025-03-01T00:00:00+08:00", "2025-03-02T00:00:00+08:00"),
                                          alone("2025-03-01", 30), alone("2025-03-02", 0), alone("2025-03-03", 45) };

    (void)state;
    expect_days(spans, 4, &whole_days, "2025-03-01=1440 2025-03-03=45");
    expect_days(spans, 4, &uncapped, "2025-03-01=1470 2025-03-03=45");
}

static void
minutes_of_a_vague_date__are_of_no_day_that_could_be_full(void **state)
{
    struct service_span spans[] = { alone("2025-07-31", 1000), alone("2025-07-31", 1000) };

    (void)state;
    expect_days(spans, 2, &whole_days, "2025-07-31=1440");
    spans[0].dated = spans[1].dated = false;
    expect_days(spans, 2, &whole_days, "2025-07-31=2000");
}

static void
of_an_activity__so_many_minutes_count(void **state)
{
    const struct service_rule two_hours = { 120, DAY_MINUTES };
    struct service_span spans[] = {
        between("2025-03-01T09:00:00+08:00", "2025-03-01T10:30:00+08:00"),
        between("2025-03-01T10:00:00+08:00", "2025-03-01T13:00:00+08:00"),
        alone("2025-03-02", 50), alone("2025-03-02", 200),
    };

    (void)state;
    expect_days(spans, 4, &two_hours, "2025-03-01=180 2025-03-02=170"); /* each on its own: 90, 120 of which 90 anew, 50, 120 */
    for (int i = 0; i < 4; i++)
        spans[i].activity = 7;
    expect_days(spans, 4, &two_hours, "2025-03-01=120");
    spans[3].clock = true; /* goes first */
    expect_days(spans, 4, &two_hours, "2025-03-02=120");
    spans[3].minutes = 100;
    expect_days(spans, 4, &two_hours, "2025-03-01=20 2025-03-02=100");
    spans[3].activity = 8;
    expect_days(spans, 4, &two_hours, "2025-03-01=120 2025-03-02=100");
}

static void
stars__begin_exactly_at_their_hours(void **state)
{
    static const int64_t hours[] = { 6000, 18000, 36000, 60000, 90000 };
    static const struct { int64_t minutes; unsigned stars; } rows[] = {
        { 0, 0 }, { 5999, 0 }, { 6000, 1 }, { 17999, 1 }, { 18000, 2 }, { 36000, 3 }, { 60000, 4 }, { 89999, 4 }, { 90000, 5 }, { 1000000, 5 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(service_stars(rows[i].minutes, hours, 5), rows[i].stars);
}

/* ---- against a set of minutes ---- */

enum { HORIZON = 3 * DAY_MINUTES, SETS = 2000 };

struct ledger_of_days {
    day_t first;
    int64_t minutes[4];
};

static void
book(void *ctx, day_t day, int64_t minutes)
{
    struct ledger_of_days *days = ctx;

    assert_in_range(day, days->first, days->first + 3);
    days->minutes[day - days->first] += minutes;
}

static void
unions__are_those_of_a_set_of_minutes(void **state)
{
    struct dice dice = { 20250704 };
    struct err err;
    const struct zone *zone = zone_find(STR("Asia/Shanghai"), &err);
    day_t first = make_day("2024-02-28");
    int64_t start = zone_midnight(zone, first);

    (void)state;
    for (int set = 0; set < SETS; set++) {
        static bool there[HORIZON + DAY_MINUTES];
        struct service_span spans[SPANS];
        struct ledger_of_days days = { .first = first };
        size_t count = 1 + dice_below(&dice, SPANS);
        memset(there, 0, sizeof there);
        for (size_t i = 0; i < count; i++) {
            int from = (int)dice_below(&dice, HORIZON), to = from + (int)dice_below(&dice, set % 2 ? DAY_MINUTES + 1 : 90);
            spans[i] = (struct service_span){ .from = start + from * 60, .to = start + to * 60, .zone = zone, .activity = SERVICE_ALONE, .dated = true, .day = first };
            for (int minute = from; minute < to; minute++)
                there[minute] = true;
        }
        service_days(spans, count, &whole_days, book, &days);
        for (int day = 0; day < 4; day++) {
            int64_t wanted = 0;
            for (int minute = 0; minute < DAY_MINUTES; minute++)
                wanted += there[day * DAY_MINUTES + minute];
            assert_int_equal(days.minutes[day], wanted);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals__that_overlap_count_once),
        cmocka_unit_test(an_interval__is_split_at_local_midnight),
        cmocka_unit_test(seconds__make_whole_minutes_of_a_day),
        cmocka_unit_test(minutes_without_an_interval__are_added_and_a_day_has_1440),
        cmocka_unit_test(minutes_of_a_vague_date__are_of_no_day_that_could_be_full),
        cmocka_unit_test(of_an_activity__so_many_minutes_count),
        cmocka_unit_test(stars__begin_exactly_at_their_hours),
        cmocka_unit_test(unions__are_those_of_a_set_of_minutes),
    };

    return cmocka_run_group_tests_name("service_time", tests, NULL, NULL);
}

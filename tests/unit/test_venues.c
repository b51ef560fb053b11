/* SPDX-License-Identifier: MIT */
#include "lib/model/venues.h"

#include "lib/model/facts_settle.h"
#include "lib/model/venue_age.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/world.h"

#include <string.h>

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "street", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "street", "2020-01-01"));
    world_state(&world, make_unit(&world, "bridge", "street", "2020-01-01"));
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static struct event *
make_venue(const char *venue, const char *unit, const char *at, uint32_t weekly_minutes)
{
    struct event *event = make_event(&world, EVENT_VENUE_PUT, at);

    event->as.venue_put = (struct venue_put){
        .venue = str_of(venue), .unit = str_of(unit), .kind = STR("library"), .has_weekly_minutes = true,
        .weekly_minutes = weekly_minutes,
    };
    return event;
}

static struct event *
make_hours(enum event_type type, const char *venue, const char *from, const char *to)
{
    struct event *event = make_event(&world, type, "2025-01-01");

    event->as.venue_hours =
        (struct venue_hours){ .venue = str_of(venue), .from = make_when(from), .to = make_when(to) };
    return event;
}

static uint64_t
open_on(const char *venue, const char *from, const char *to)
{
    return world_state(&world, make_hours(EVENT_VENUE_OPEN, venue, from, to));
}

static struct venue_share
share_by(enum measure_kind kind, uint32_t minutes, const char *unit, const char *period, const char *as_of)
{
    const struct measure measure = { .kind = kind, .rule = RULE_NONE, .minutes = minutes, .type = EVENT_VENUE_PUT };
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day(as_of), .year_start_month = 1, .unit = unit_number(&world, unit),
        .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE,
    };

    assert_true(period_parse(str_of(period), 1, &scope.period));
    world_settle(&world, NULL);
    return venue_share(&scope, &measure);
}

static void
expect_weeks(const char *unit, const char *period, int64_t met, int64_t expected)
{
    struct venue_share share = share_by(MEASURE_WEEKS, 2100, unit, period, "2026-06-01");

    assert_int_equal(share.met, met);
    assert_int_equal(share.expected, expected);
}

/* ---- when there is a venue ---- */

static void
a_venue__begins_with_its_earliest_statement_or_opening(void **state)
{
    uint64_t older, opened;
    uint32_t hall;

    (void)state;
    world_state(&world, make_venue("hall", "gate", "2025-06-01", 60));
    world_settle(&world, NULL);
    hall = codebook_find(&world.facts.records.venues, STR("hall"));
    assert_int_equal(venue_begins(&world.facts, hall), make_day("2025-06-01"));
    older = world_state(&world, make_venue("hall", "bridge", "2025-04", 60)); /* yields */
    world_settle(&world, NULL);
    assert_int_equal(venue_begins(&world.facts, hall), make_day("2025-04-01"));
    opened = open_on("hall", "2025-02-28T16:30:00Z", "2025-02-28T17:30:00Z");
    world_settle(&world, NULL);
    assert_int_equal(venue_begins(&world.facts, hall), make_day("2025-03-01"));
    world_withdraw(&world, opened);
    world_withdraw(&world, older);
    world_settle(&world, NULL);
    assert_int_equal(venue_begins(&world.facts, hall), make_day("2025-06-01"));
}

static void
a_statement_that_waits_for_its_unit__begins_nothing(void **state)
{
    (void)state;
    world_state(&world, make_venue("hall", "gate", "2025-06-01", 60));
    world_state(&world, make_venue("hall", "nowhere", "2025-01-01", 60));
    world_settle(&world, NULL);
    assert_int_equal(venue_begins(&world.facts, codebook_find(&world.facts.records.venues, STR("hall"))), make_day("2025-06-01"));
}

static void
an_older_statement__marks_the_rows_of_the_one_that_holds(void **state)
{
    bool found = false;

    (void)state;
    world_state(&world, make_venue("hall", "gate", "2025-06-01", 60));
    world_settle(&world, NULL);
    facts_published(&world.facts);
    world_state(&world, make_venue("hall", "bridge", "2025-01-01", 60));
    world_settle(&world, NULL);
    for (size_t i = 0; i < world.facts.mark_count; i++)
        found |= world.facts.marks[i].kind == OWNER_HOST && world.facts.marks[i].owner == unit_number(&world, "gate");
    assert_true(found);
}

/* ---- weeks ---- */

static void
a_week__is_met_at_exactly_the_required_minutes(void **state)
{
    uint64_t last;

    (void)state;
    world_state(&world, make_venue("hall", "gate", "2025-01-01", 600));
    open_on("hall", "2025-03-03T08:00:00+08:00", "2025-03-03T13:00:00+08:00");
    last = open_on("hall", "2025-03-04T08:00:00+08:00", "2025-03-04T13:00:00+08:00");
    expect_weeks("gate", "2025-03", 1, 4);
    world_withdraw(&world, last);
    last = open_on("hall", "2025-03-04T08:00:00+08:00", "2025-03-04T12:59:59+08:00"); /* a second less */
    expect_weeks("gate", "2025-03", 0, 4);
    world_withdraw(&world, last);
    expect_weeks("street", "2025-03", 0, 4);
}

static void
a_week__in_progress_is_neither_met_nor_expected(void **state)
{
    struct venue_share share;

    (void)state;
    world_state(&world, make_venue("hall", "gate", "2025-01-01", 60));
    open_on("hall", "2025-03-03T08:00:00+08:00", "2025-03-03T13:00:00+08:00");
    share = share_by(MEASURE_WEEKS, 2100, "gate", "2025-03", "2025-03-09"); /* its Sunday */
    assert_int_equal(share.expected, 0);
    share = share_by(MEASURE_WEEKS, 2100, "gate", "2025-03", "2025-03-10");
    assert_int_equal(share.met, 1);
    assert_int_equal(share.expected, 1);
}

static void
what_a_venue_does_not_say__the_measure_says(void **state)
{
    struct event *venue = make_venue("hall", "gate", "2025-01-01", 0);

    (void)state;
    venue->as.venue_put.has_weekly_minutes = false;
    world_state(&world, venue);
    open_on("hall", "2025-03-03T00:00:00+08:00", "2025-03-04T11:00:00+08:00"); /* 35 hours */
    expect_weeks("gate", "2025-03", 1, 4);
}

static void
a_partial_week__counts_only_when_it_is_met(void **state)
{
    struct event *unit = make_unit(&world, "pier", "street", "2020-01-01");

    (void)state;
    unit->as.unit_put.has_opened = unit->as.unit_put.has_closed = true;
    unit->as.unit_put.opened = make_day("2025-03-05");
    unit->as.unit_put.closed = make_day("2025-03-20");
    world_state(&world, unit);
    world_state(&world, make_venue("hall", "pier", "2025-01-01", 60));
    expect_weeks("pier", "2025-03", 0, 1); /* 10 to 16 March */
    open_on("hall", "2025-03-08T08:00:00+08:00", "2025-03-08T09:00:00+08:00");
    expect_weeks("pier", "2025-03", 1, 2);
}

static void
a_unit_that_moves__leaves_its_weeks_where_they_were(void **state)
{
    (void)state;
    world_state(&world, make_unit(&world, "lane", NULL, "2020-01-01"));
    world_state(&world, make_venue("hall", "gate", "2025-01-01", 60));
    open_on("hall", "2025-03-03T08:00:00+08:00", "2025-03-03T13:00:00+08:00");
    world_state(&world, make_unit(&world, "gate", "lane", "2025-03-14")); /* a Friday: its week stays */
    expect_weeks("street", "2025-03", 1, 2);
    expect_weeks("lane", "2025-03", 0, 2);
    expect_weeks("gate", "2025-03", 1, 4);
}

static void
no_venue_and_nothing_required__expect_nothing(void **state)
{
    (void)state;
    expect_weeks("gate", "2025", 0, 0);
    world_state(&world, make_venue("hall", "gate", "2025-01-01", 0));
    open_on("hall", "2025-03-03T08:00:00+08:00", "2025-03-03T13:00:00+08:00");
    expect_weeks("gate", "2025", 0, 0);
}

/* ---- against brute force ---- */

enum { WEEKS = 7, MINUTES = WEEKS * 7 * 1440, ROUNDS = 300, SHANGHAI = 8 * 3600 };

/* One venue's seven weeks from a Monday on, minute by minute. */
struct minutes {
    bool open[MINUTES], duty[MINUTES], closed[MINUTES], approved[MINUTES];
    day_t begins, unit_opened;
    int64_t required;
};

static void
state_random_hours(struct minutes *minutes, day_t monday, struct dice *dice)
{
    bool opens = dice_below(dice, 4) > 0, is_special = dice_below(dice, 2);
    struct event *event = make_hours(opens ? EVENT_VENUE_OPEN : EVENT_VENUE_CLOSED, "hall", "2025-01-01", "2025-01-01");
    int64_t from = dice_below(dice, MINUTES - 1), to = from + 1 + dice_below(dice, opens ? 900 : 4000);
    int64_t base = (int64_t)monday * 86400 - SHANGHAI;
    day_t day;

    to = to > MINUTES ? MINUTES : to;
    event->as.venue_hours.from = (struct when){ .precision = WHEN_INSTANT, .instant = base + from * 60 };
    event->as.venue_hours.to = (struct when){ .precision = WHEN_INSTANT, .instant = base + to * 60 };
    event->as.venue_hours.approved = !opens && is_special;
    if (opens && is_special)
        event->as.venue_hours.duty = STR("Li");
    world_state(&world, event);
    day = monday + (day_t)(from / 1440);
    if (opens && day < minutes->begins)
        minutes->begins = day;
    for (int64_t i = from; i < to; i++) {
        (opens ? minutes->open : minutes->closed)[i] = true;
        if (is_special)
            (opens ? minutes->duty : minutes->approved)[i] = true;
    }
}

static struct venue_share
naive_share(const struct minutes *minutes, day_t monday, const struct period *period, day_t as_of)
{
    struct venue_share share = { 0 };

    for (int week = 0; week < WEEKS; week++) {
        day_t first = monday + 7 * week, begins = minutes->begins > minutes->unit_opened ? minutes->begins : minutes->unit_opened;
        int64_t open = 0, duty = 0, approved = 0;
        if (first + 3 < period->first || first + 3 >= period->end || first + 7 > as_of || begins >= first + 7)
            continue;
        for (int64_t i = (int64_t)week * 7 * 1440; i < (int64_t)(week + 1) * 7 * 1440; i++) {
            open += minutes->open[i] && !minutes->closed[i];
            duty += minutes->duty[i] && !minutes->closed[i];
            approved += minutes->approved[i];
        }
        if (open >= minutes->required) {
            share.met++;
            share.expected++;
        } else if (begins <= first && approved > 0) {
            share.excused++;
        } else if (begins <= first) {
            share.expected++;
        }
        if (begins <= first && (open >= minutes->required || approved == 0) && duty < minutes->required)
            share.gap += minutes->required - duty;
    }
    return share;
}

static void
random_hours__are_those_counted_minute_by_minute(void **state)
{
    static const char *const periods[] = { "2024-12", "2025-01", "2025-02", "2024Q4", "2025Q1", "2024", "2025" };
    static struct minutes minutes;
    day_t monday = make_day("2024-12-09");
    struct dice dice = { 20241230 };
    int64_t seen = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct event *unit;

        tear_down(NULL);
        set_up(NULL);
        memset(&minutes, 0, sizeof minutes);
        minutes.unit_opened = monday - 10 + (day_t)dice_below(&dice, 30);
        unit = make_unit(&world, "pier", "street", "2020-01-01");
        unit->as.unit_put.has_opened = true;
        unit->as.unit_put.opened = minutes.unit_opened;
        world_state(&world, unit);
        minutes.required = 1 + dice_below(&dice, 2000);
        world_state(&world, make_venue("hall", "pier", dice_below(&dice, 2) ? "2024-12-09" : "2024-12-25", (uint32_t)minutes.required));
        minutes.begins = world.log[world.count - 1]->at.first;
        for (unsigned n = dice_below(&dice, 40); n > 0; n--)
            state_random_hours(&minutes, monday, &dice);
        for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
            const char *as_of = dice_below(&dice, 2) ? "2025-01-20" : "2025-01-27";
            struct venue_share share = share_by(MEASURE_ROTA, 1, "street", periods[i], as_of), naive;
            struct period period;

            assert_true(period_parse(str_of(periods[i]), 1, &period));
            naive = naive_share(&minutes, monday, &period, make_day(as_of));
            assert_int_equal(share.met, naive.met);
            seen += share.met;
            assert_int_equal(share.expected, naive.expected);
            assert_int_equal(share.excused, naive.excused);
            assert_int_equal(share.gap, naive.gap);
        }
    }
    assert_true(seen > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_venue__begins_with_its_earliest_statement_or_opening, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_statement_that_waits_for_its_unit__begins_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_older_statement__marks_the_rows_of_the_one_that_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_week__is_met_at_exactly_the_required_minutes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_week__in_progress_is_neither_met_nor_expected, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_venue_does_not_say__the_measure_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_partial_week__counts_only_when_it_is_met, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_that_moves__leaves_its_weeks_where_they_were, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_venue_and_nothing_required__expect_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(random_hours__are_those_counted_minute_by_minute, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("venues", tests, NULL, NULL);
}

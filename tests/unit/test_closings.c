/* SPDX-License-Identifier: MIT */
#include "lib/model/closings.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

static struct world world;

/* street above gate and bridge. */
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
make_change(enum event_type type, const char *unit, const char *period, const char *at)
{
    struct event *event = make_event(&world, type, at);

    event->as.period_change = (struct period_change){ str_of(unit), str_of(period), STR("because") };
    return event;
}

static uint64_t
close_period(const char *unit, const char *period, const char *at)
{
    return world_state(&world, make_change(EVENT_PERIOD_CLOSE, unit, period, at));
}

static uint64_t
reopen(const char *unit, const char *period, const char *at)
{
    return world_state(&world, make_change(EVENT_PERIOD_REOPEN, unit, period, at));
}

/* "gate 2025-03; street 2025 waits": by unit, in the order in which units were first named. */
static const char *
closed(void)
{
    struct closings closings;
    struct buf text = { 0 };
    const char *kept;

    world_settle(&world, NULL);
    closings_find(&world.facts, &closings);
    for (size_t i = 0; i < closings.count; i++) {
        const struct closing *closing = &closings.closings[i];
        char code[PERIOD_CODE_SIZE];
        period_code(&closing->period, 1, code);
        buf_printf(&text, "%s%s %s%s", i ? "; " : "", codebook_name(&world.facts.units.codes, closing->unit).ptr, code,
                   closing->may_take_effect ? "" : " waits");
    }
    kept = arena_copy(&world.arena, buf_str(&text)).ptr;
    closings_free(&closings);
    buf_free(&text);
    return kept;
}

static void
a_period__is_closed_by_a_close_and_opened_by_a_later_reopen(void **state)
{
    (void)state;
    assert_string_equal(closed(), "");
    close_period("gate", "2025-03", "2025-04-05");
    assert_string_equal(closed(), "gate 2025-03");
    reopen("gate", "2025-03", "2025-05-01");
    assert_string_equal(closed(), "");
    close_period("gate", "2025-03", "2025-05-10");
    assert_string_equal(closed(), "gate 2025-03");
}

static void
what_holds__is_the_greatest_by_date_whatever_came_first(void **state)
{
    (void)state;
    reopen("gate", "2025-03", "2025-05-01");
    close_period("gate", "2025-03", "2025-04-05");
    assert_string_equal(closed(), "");
}

static void
a_close__that_is_taken_back_closes_nothing(void **state)
{
    uint64_t seq;

    (void)state;
    seq = close_period("gate", "2025-03", "2025-04-05");
    world_withdraw(&world, seq);
    assert_string_equal(closed(), "");
}

static void
a_reopen__that_is_taken_back_leaves_the_close(void **state)
{
    uint64_t seq;

    (void)state;
    close_period("gate", "2025-03", "2025-04-05");
    seq = reopen("gate", "2025-03", "2025-05-01");
    world_withdraw(&world, seq);
    assert_string_equal(closed(), "gate 2025-03");
}

static void
a_unit_above__waits_for_all_that_are_open_below_it(void **state)
{
    struct event *gone = make_unit(&world, "lane", "street", "2020-01-01");

    (void)state;
    gone->as.unit_put.has_closed = true;
    gone->as.unit_put.closed = make_day("2025-01-01"); /* the first day no more: not open in the year */
    world_state(&world, gone);
    close_period("street", "2025", "2026-01-10");
    assert_string_equal(closed(), "street 2025 waits");
    close_period("gate", "2025", "2026-01-11");
    assert_string_equal(closed(), "street 2025 waits; gate 2025");
    close_period("bridge", "2025Q4", "2026-01-12");
    assert_string_equal(closed(), "street 2025 waits; gate 2025; bridge 2025Q4");
    close_period("bridge", "2025", "2026-01-13");
    assert_string_equal(closed(), "street 2025; gate 2025; bridge 2025; bridge 2025Q4");
}

static void
a_longer_close_below__is_enough(void **state)
{
    (void)state;
    close_period("gate", "2025", "2026-01-10");
    close_period("bridge", "2025", "2026-01-10");
    close_period("street", "2025-03", "2026-01-10");
    assert_string_equal(closed(), "street 2025-03; gate 2025; bridge 2025");
}

static void
a_unit_that_is_not_known__closes_nothing_until_it_is(void **state)
{
    (void)state;
    close_period("lane", "2025", "2026-01-10");
    assert_string_equal(closed(), "");
    world_state(&world, make_unit(&world, "lane", NULL, "2020-01-01"));
    assert_string_equal(closed(), "lane 2025");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_period__is_closed_by_a_close_and_opened_by_a_later_reopen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_holds__is_the_greatest_by_date_whatever_came_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_close__that_is_taken_back_closes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reopen__that_is_taken_back_leaves_the_close, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_above__waits_for_all_that_are_open_below_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_longer_close_below__is_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_that_is_not_known__closes_nothing_until_it_is, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("closings", tests, NULL, NULL);
}

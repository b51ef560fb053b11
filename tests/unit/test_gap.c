/* SPDX-License-Identifier: MIT */
#include "lib/model/gap.h"

#include "lib/model/facts_settle.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

#include <stdlib.h>

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "gate", NULL, "2020-01-01"));
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static const struct measure every_session = { .kind = MEASURE_GAP, .rule = RULE_NONE };

static void
hold(const char *activity, const char *day)
{
    world_state(&world, make_held(&world, activity, "gate", "culture", day));
}

static int64_t
gap(const char *period, const char *as_of)
{
    struct bucket_list buckets = { 0 };
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day(as_of), .year_start_month = 1, .unit = unit_number(&world, "gate"),
        .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE,
    };
    int64_t found;

    assert_true(period_parse(str_of(period), 1, &scope.period));
    world_settle(&world, NULL);
    scope_gather_unit(&world.facts, scope.unit, &scope.period, &buckets);
    scope_use(&scope, &buckets);
    found = gap_longest(&scope, &every_session);
    free(buckets.buckets);
    return found;
}

static void
both_edges__belong_to_the_period(void **state)
{
    (void)state;
    hold("a1", "2024-02-29");
    assert_int_equal(gap("2024", "2026-01-01"), 306); /* to 31 December */
    assert_int_equal(gap("2024Q1", "2026-01-01"), 59); /* from 1 January, by way of a leap day */
    assert_int_equal(gap("2024-02", "2026-01-01"), 28);
    hold("a2", "2024-02-01");
    assert_int_equal(gap("2024-02", "2026-01-01"), 28);
    hold("a3", "2024-02-15");
    assert_int_equal(gap("2024-02", "2026-01-01"), 14);
}

static void
an_open_period__ends_with_the_as_of_day(void **state)
{
    (void)state;
    hold("a1", "2025-03-10");
    hold("a2", "2025-05-10"); /* later than the day it is asked on */
    assert_int_equal(gap("2025", "2025-03-20"), 68);
    assert_int_equal(gap("2025", "2025-05-30"), 68);
    assert_int_equal(gap("2025Q2", "2025-05-30"), 39);
}

static void
a_session_without_a_day__is_no_date(void **state)
{
    (void)state;
    hold("a1", "2025-03");
    hold("a2", "2025-03-05/2025-03-07");
    assert_int_equal(gap("2025-03", "2026-01-01"), 30);
    hold("a3", "2025-03-16T23:30:00Z"); /* the 17th in the unit's zone */
    assert_int_equal(gap("2025-03", "2026-01-01"), 16);
}

static void
a_unit__is_waited_for_only_while_it_is_open(void **state)
{
    struct event *event = make_unit(&world, "gate", NULL, "2020-01-01");

    (void)state;
    event->as.unit_put.has_opened = event->as.unit_put.has_closed = true;
    event->as.unit_put.opened = make_day("2025-03-01");
    event->as.unit_put.closed = make_day("2025-04-01");
    event->rev = 2;
    world_state(&world, event);
    hold("a1", "2025-02-10"); /* before it was opened */
    hold("a2", "2025-03-11");
    assert_int_equal(gap("2025", "2026-01-01"), 20);
    assert_int_equal(gap("2025-02", "2026-01-01"), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(both_edges__belong_to_the_period, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_open_period__ends_with_the_as_of_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_without_a_day__is_no_date, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit__is_waited_for_only_while_it_is_open, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("gap", tests, NULL, NULL);
}

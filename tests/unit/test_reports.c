/* SPDX-License-Identifier: MIT */
#include "lib/model/reports.h"

#include "lib/model/sheet.h"
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

static uint64_t
report(const char *unit, const char *dataset, const char *period)
{
    struct event *event = make_event(&world, EVENT_REPORT_DONE, "2025-04-02");

    event->as.report_done.unit = str_of(unit);
    event->as.report_done.dataset = str_of(dataset);
    event->as.report_done.period = str_of(period);
    return world_state(&world, event);
}

static bool
covers(const char *unit, const char *dataset, const char *period)
{
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day("2026-01-01"), .year_start_month = 1, .team = CODE_NONE,
        .category = CODE_NONE, .group = CODE_NONE,
    };

    world_settle(&world, NULL);
    scope.unit = unit_number(&world, unit);
    assert_true(period_parse(str_of(period), 1, &scope.period));
    return reports_cover(&scope, str_of(dataset));
}

static void
a_report__speaks_for_its_period_for_those_it_lies_in_and_those_that_lie_in_it(void **state)
{
    (void)state;
    assert_false(covers("gate", "activity", "2025-03"));
    report("gate", "activity", "2025Q1");
    assert_true(covers("gate", "activity", "2025Q1"));
    assert_true(covers("gate", "activity", "2025"));
    assert_true(covers("gate", "activity", "2025-03"));
    assert_false(covers("gate", "activity", "2025-04"));
    assert_false(covers("gate", "activity", "2025Q2"));
}

static void
a_report__speaks_for_the_units_above_and_for_no_other(void **state)
{
    (void)state;
    report("gate", "activity", "2025-03");
    assert_true(covers("street", "activity", "2025-03"));
    assert_false(covers("bridge", "activity", "2025-03"));
    report("street", "activity", "2025-04");
    assert_false(covers("gate", "activity", "2025-04"));
}

static void
data_sets__are_reported_apart(void **state)
{
    (void)state;
    report("gate", "plan", "2025-03");
    assert_false(covers("gate", "activity", "2025-03"));
    assert_true(covers("gate", "plan", "2025-03"));
}

static void
a_report__that_is_taken_back_speaks_no_more(void **state)
{
    uint64_t seq;

    (void)state;
    seq = report("gate", "activity", "2025-03");
    assert_true(covers("gate", "activity", "2025-03"));
    world_withdraw(&world, seq);
    assert_false(covers("gate", "activity", "2025-03"));
}

static void
a_year__with_a_report_has_rows_at_the_unit_and_above(void **state)
{
    struct period year;
    struct year_book book;
    uint64_t seq;

    (void)state;
    assert_true(period_parse(STR("2025"), 1, &year));
    seq = report("gate", "publicity", "2025-03");
    world_settle(&world, NULL);
    assert_true(year_book_open(&world.facts, OWNER_HOST, unit_number(&world, "gate"), &year, &book));
    year_book_close(&book);
    assert_true(year_book_open(&world.facts, OWNER_HOST, unit_number(&world, "street"), &year, &book));
    year_book_close(&book);
    assert_false(year_book_open(&world.facts, OWNER_HOST, unit_number(&world, "bridge"), &year, &book));
    year_book_close(&book);
    world_withdraw(&world, seq);
    world_settle(&world, NULL);
    assert_false(year_book_open(&world.facts, OWNER_HOST, unit_number(&world, "gate"), &year, &book));
    year_book_close(&book);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_report__speaks_for_its_period_for_those_it_lies_in_and_those_that_lie_in_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_report__speaks_for_the_units_above_and_for_no_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(data_sets__are_reported_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_report__that_is_taken_back_speaks_no_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_year__with_a_report_has_rows_at_the_unit_and_above, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}

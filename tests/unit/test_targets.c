/* SPDX-License-Identifier: MIT */
#include "lib/model/targets.h"

#include "lib/model/unit_tree.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

static struct world world;

/* street above gate and bridge, communities both. */
static int
set_up(void **state)
{
    struct event *street;

    (void)state;
    world_init(&world);
    street = make_unit(&world, "street", NULL, "2020-01-01");
    street->as.unit_put.level = LEVEL_STREET;
    world_state(&world, street);
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
make_target(const char *indicator, const char *unit, int64_t value, const char *at)
{
    struct event *event = make_event(&world, EVENT_TARGET_PUT, at);

    event->as.target_put.indicator = str_of(indicator);
    event->as.target_put.unit = unit ? str_of(unit) : (struct str){ 0 };
    event->as.target_put.value = (struct fraction){ value, 1 };
    return event;
}

static uint64_t
put(const char *unit, int64_t value, const char *at)
{
    return world_state(&world, make_target("shows", unit, value, at));
}

static uint64_t
put_level(enum unit_level level, int64_t value, const char *at)
{
    struct event *event = make_target("shows", NULL, value, at);

    event->as.target_put.has_level = true;
    event->as.target_put.level = level;
    return world_state(&world, event);
}

/* -1: none */
static int64_t
on(const char *unit, const char *day)
{
    struct target target;

    units_resolve(&world.facts.units);
    if (!targets_on(&world.facts.targets, &world.facts.units, STR("shows"), unit_number(&world, unit), make_day(day), &target))
        return -1;
    assert_int_equal(target.value.den, 1);
    return target.value.num;
}

static void
without_any__there_is_none(void **state)
{
    (void)state;
    assert_int_equal(on("gate", "2025-06-30"), -1);
    world_state(&world, make_target("films", "gate", 12, "2025-01-01"));
    assert_int_equal(on("gate", "2025-06-30"), -1);
}

static void
the_unit__goes_before_those_above_before_its_level_before_everywhere(void **state)
{
    (void)state;
    put(NULL, 1, "2025-01-01");
    assert_int_equal(on("gate", "2025-12-31"), 1);
    put_level(LEVEL_COMMUNITY, 2, "2025-01-01");
    assert_int_equal(on("gate", "2025-12-31"), 2);
    assert_int_equal(on("street", "2025-12-31"), 1);
    put("street", 3, "2025-01-01");
    assert_int_equal(on("gate", "2025-12-31"), 3);
    put("gate", 4, "2025-01-01");
    assert_int_equal(on("gate", "2025-12-31"), 4);
    assert_int_equal(on("bridge", "2025-12-31"), 3);
    assert_int_equal(on("street", "2025-12-31"), 3);
}

static void
a_later_target__does_not_apply_before_its_date(void **state)
{
    (void)state;
    put("gate", 4, "2025-01-01");
    put("gate", 6, "2025-07-01");
    assert_int_equal(on("gate", "2024-12-31"), -1);
    assert_int_equal(on("gate", "2025-06-30"), 4);
    assert_int_equal(on("gate", "2025-07-01"), 6);
}

/* The unit's own begins in July: until then that of the street holds. */
static void
before_its_own_begins__a_unit_has_that_of_the_unit_above(void **state)
{
    (void)state;
    put("street", 3, "2025-01-01");
    put("gate", 6, "2025-07-01");
    assert_int_equal(on("gate", "2025-06-30"), 3);
    assert_int_equal(on("gate", "2025-07-01"), 6);
}

static void
the_unit_above__is_that_of_the_day(void **state)
{
    (void)state;
    put("street", 3, "2025-01-01");
    world_state(&world, make_unit(&world, "lane", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "lane", "2025-07-01"));
    assert_int_equal(on("gate", "2025-06-30"), 3);
    assert_int_equal(on("gate", "2025-07-01"), -1);
}

static void
of_the_same_date__the_greatest_rev_then_id_wins_whatever_came_first(void **state)
{
    struct event *first = make_target("shows", "gate", 4, "2025-01-01"), *second = make_target("shows", "gate", 5, "2025-01-01");
    uint64_t seq;

    (void)state;
    world_state(&world, second);
    world_state(&world, first);
    assert_int_equal(on("gate", "2025-12-31"), 5);
    first = make_target("shows", "gate", 7, "2025-01-01");
    first->id = STR("a");
    first->rev = 2;
    seq = world_state(&world, first);
    assert_int_equal(on("gate", "2025-12-31"), 7);
    world_withdraw(&world, seq);
    assert_int_equal(on("gate", "2025-12-31"), 5);
}

static void
a_target__begins_on_the_local_day_of_its_unit(void **state)
{
    (void)state;
    put("gate", 4, "2025-06-30T16:30:00Z"); /* in Shanghai half past midnight */
    assert_int_equal(on("gate", "2025-06-30"), -1);
    assert_int_equal(on("gate", "2025-07-01"), 4);
}

/* ---- full and pro rata ---- */

static void
pro_rata__asks_for_the_months_that_are_over(void **state)
{
    static const struct {
        const char *period, *as_of;
        int64_t num, den; /* of a target of 12 */
    } rows[] = {
        { "2025", "2025-01-31", 0, 1 },   /* January is in progress */
        { "2025", "2025-02-01", 1, 1 },
        { "2025", "2025-08-15", 7, 1 },
        { "2025", "2026-01-01", 12, 1 },
        { "2025", "2027-01-01", 12, 1 },
        { "2025H2", "2025-08-01", 2, 1 },
        { "2025Q3", "2025-08-01", 4, 1 },
        { "2024-02", "2024-02-11", 120, 29 }, /* ten days of twenty-nine */
        { "2024-02", "2024-02-01", 0, 1 },
        { "2024-02", "2024-03-01", 12, 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct target target = { .value = { 12, 1 }, .mode = TARGET_PRORATED }, full = { .value = { 12, 1 }, .mode = TARGET_FULL };
        struct fraction due;
        struct period period;
        assert_true(period_parse(str_of(rows[i].period), 1, &period));
        due = target_due(&target, &period, 1, make_day(rows[i].as_of));
        if (due.num != rows[i].num || due.den != rows[i].den)
            check_failed("%s as of %s: %lld/%lld", rows[i].period, rows[i].as_of, (long long)due.num, (long long)due.den);
        due = target_due(&full, &period, 1, make_day(rows[i].as_of));
        assert_int_equal(due.num, 12);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_any__there_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_unit__goes_before_those_above_before_its_level_before_everywhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_later_target__does_not_apply_before_its_date, set_up, tear_down),
        cmocka_unit_test_setup_teardown(before_its_own_begins__a_unit_has_that_of_the_unit_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_unit_above__is_that_of_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_the_same_date__the_greatest_rev_then_id_wins_whatever_came_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_target__begins_on_the_local_day_of_its_unit, set_up, tear_down),
        cmocka_unit_test(pro_rata__asks_for_the_months_that_are_over),
    };

    return cmocka_run_group_tests_name("targets", tests, NULL, NULL);
}

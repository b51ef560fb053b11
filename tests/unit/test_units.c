/* SPDX-License-Identifier: MIT */
#include "lib/model/units.h"

#include "lib/model/unit_tree.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static struct units *
resolved(void)
{
    units_resolve(&world.facts.units);
    return &world.facts.units;
}

static uint64_t
put(const char *unit, const char *parent, const char *at)
{
    return world_state(&world, make_unit(&world, unit, parent, at));
}

static const char *
name_of(const struct units *units, uint32_t unit)
{
    return unit == CODE_NONE ? "-" : codebook_name(&units->codes, unit).ptr;
}

static void
expect_parent(const char *unit, const char *day, const char *parent)
{
    const struct units *units = resolved();
    const char *found = name_of(units, unit_parent(units, unit_number(&world, unit), unit_epoch(units, make_day(day))));

    if (strcmp(found, parent) != 0)
        check_failed("%s on %s is below %s, not %s", unit, day, found, parent);
}

static bool
is_under(const char *unit, const char *top, const char *day)
{
    const struct units *units = resolved();

    return unit_under(units, unit_number(&world, unit), unit_number(&world, top), unit_epoch(units, make_day(day)));
}

static bool
is_known(const char *unit)
{
    return unit_known(&world.facts.units, unit_number(&world, unit));
}

static void
a_link__holds_from_its_day_to_the_day_before_the_next(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("east", "city", "2020-01-01");
    put("west", "city", "2020-01-01");
    put("gate", "east", "2024-01-01");
    put("gate", "west", "2025-07-01");
    put("gate", NULL, "2026-01-01");
    expect_parent("gate", "2024-01-01", "east");
    expect_parent("gate", "2025-06-30", "east");
    expect_parent("gate", "2025-07-01", "west");
    expect_parent("gate", "2025-12-31", "west");
    expect_parent("gate", "2026-01-01", "-");
    expect_parent("gate", "2030-01-01", "-");
}

static void
the_first_link__holds_before_its_day_too(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("east", "city", "2020-01-01");
    put("gate", "city", "2025-07-01");
    put("gate", "east", "2025-03-01");
    expect_parent("gate", "1999-01-01", "east");
    expect_parent("gate", "2025-06-30", "east");
    expect_parent("gate", "2025-07-01", "city");
}

static void
the_first_link__is_the_greatest_of_its_date(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("east", "city", "2020-01-01");
    put("gate", "city", "2025-03-01");
    put("gate", "east", "2025-03-01"); /* the greater id */
    put("gate", NULL, "2026-01-01");
    expect_parent("gate", "2019-01-01", "east");
    expect_parent("gate", "2025-03-01", "east");
}

static void
of_the_same_date__the_greatest_rev_source_id_wins(void **state)
{
    static const struct {
        uint32_t rev_a, rev_b;
        const char *source_a, *id_a, *source_b, *id_b;
        const char *at_a, *at_b;
        bool a_wins;
    } rows[] = {
        { 2, 1, "s", "a", "s", "b", "2025-03-01", "2025-03-01", true },
        { 10, 9, "s", "a", "s", "b", "2025-03-01", "2025-03-01", true }, /* as a number, not as text */
        { 1, 1, "s", "a", "s", "b", "2025-03-01", "2025-03-01", false },
        { 1, 1, "t", "a", "s", "b", "2025-03-01", "2025-03-01", true },
        { 1, 1, "s", "10", "s", "9", "2025-03-01", "2025-03-01", false }, /* as bytes */
        { 1, 1, "s", "Z", "s", "a", "2025-03-01", "2025-03-01", false },
        { 2, 1, "s", "a", "s", "b", "2025-03", "2025-03-01", true }, /* the same first instant */
        { 2, 1, "s", "a", "s", "b", "2025-03-01", "2025-03-01T00:00:00+08:00", true },
        { 2, 1, "s", "a", "s", "b", "2025-03-01", "2025-02-28T16:00:00Z", true },
        { 9, 1, "s", "a", "s", "b", "2025-03-01", "2025-03-01T00:00:01+08:00", false }, /* a second later, the same day */
    };

    for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
        struct event *a, *b;

        set_up(state);
        put("city", NULL, "2020-01-01");
        put("east", "city", "2020-01-01");
        put("west", "city", "2020-01-01");
        a = make_unit(&world, "gate", "east", rows[i / 2].at_a);
        b = make_unit(&world, "gate", "west", rows[i / 2].at_b);
        a->rev = rows[i / 2].rev_a;
        b->rev = rows[i / 2].rev_b;
        a->source = str_of(rows[i / 2].source_a);
        b->source = str_of(rows[i / 2].source_b);
        a->id = str_of(rows[i / 2].id_a);
        b->id = str_of(rows[i / 2].id_b);
        world_state(&world, i % 2 ? a : b);
        world_state(&world, i % 2 ? b : a);
        expect_parent("gate", "2025-03-01", rows[i / 2].a_wins ? "east" : "west");
        tear_down(state);
    }
    set_up(state);
}

static void
withdrawing__brings_back_what_it_hid(void **state)
{
    uint64_t second;

    (void)state;
    put("city", NULL, "2020-01-01");
    put("east", "city", "2020-01-01");
    put("gate", "city", "2025-01-01");
    second = put("gate", "east", "2025-01-01");
    expect_parent("gate", "2025-05-01", "east");
    world_withdraw(&world, second);
    expect_parent("gate", "2025-05-01", "city");
    world_restore(&world, second);
    expect_parent("gate", "2025-05-01", "east");
    assert_false(units_withdraw(&world.facts.units, make_unit(&world, "gate", NULL, "2025-01-01"), 999));
}

static void
a_unit__is_unknown_as_long_as_its_parent_is(void **state)
{
    uint64_t city;

    (void)state;
    put("grid", "gate", "2025-01-01");
    put("gate", "city", "2025-01-01");
    assert_false(is_known("grid"));
    assert_false(is_known("gate"));
    assert_false(is_known("city")); /* a mere mention */
    assert_false(is_under("grid", "gate", "2025-05-01"));
    city = put("city", NULL, "2025-01-01");
    assert_true(is_known("grid"));
    assert_true(is_under("grid", "city", "2025-05-01"));
    world_withdraw(&world, city);
    assert_false(is_known("grid"));
    assert_false(is_known("gate"));
    assert_false(unit_known(&world.facts.units, CODE_NONE));
}

static void
a_unit__is_unknown_as_long_as_its_guide_is(void **state)
{
    struct event *gate = make_unit(&world, "gate", NULL, "2025-01-01");

    (void)state;
    gate->as.unit_put.guide = STR("station");
    world_state(&world, gate);
    assert_false(is_known("gate"));
    put("station", NULL, "2025-01-01");
    assert_true(is_known("gate"));
    expect_parent("gate", "2025-05-01", "-"); /* a guide is no parent */
}

static void
a_link__to_an_unknown_unit_does_not_hold(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("gate", "city", "2025-01-01");
    put("gate", "ghost", "2025-07-01");
    expect_parent("gate", "2025-08-01", "city");
    put("ghost", "city", "2025-01-01");
    expect_parent("gate", "2025-08-01", "ghost");
    expect_parent("gate", "2025-06-30", "city");
}

static void
the_first_link__is_the_first_of_those_that_hold(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("gate", "ghost", "2024-01-01");
    put("gate", "city", "2025-07-01");
    expect_parent("gate", "2023-01-01", "city");
    expect_parent("gate", "2024-06-01", "city");
}

static void
two_units__that_wait_for_each_other_are_both_known(void **state)
{
    struct event *a = make_unit(&world, "office", NULL, "2025-01-01"), *b = make_unit(&world, "station", "office", "2025-01-01");

    (void)state;
    a->as.unit_put.guide = STR("station");
    world_state(&world, a);
    assert_false(is_known("office"));
    world_state(&world, b);
    assert_true(is_known("office"));
    assert_true(is_known("station"));
    expect_parent("station", "2025-05-01", "office");
}

static void
each_attribute__comes_from_the_greatest_statement_that_gives_it(void **state)
{
    struct event *first = make_unit(&world, "gate", NULL, "2024-01-01"), *second = make_unit(&world, "gate", NULL, "2025-01-01");
    struct event *third = make_unit(&world, "gate", "ghost", "2026-01-01");
    const struct unit *unit;

    (void)state;
    first->as.unit_put.name = STR("金芝里");
    first->as.unit_put.name_en = STR("Jinzhili");
    first->as.unit_put.level = LEVEL_STREET;
    first->as.unit_put.has_closed = true;
    first->as.unit_put.closed = make_day("2030-01-01");
    second->as.unit_put.name = STR("金芝里社区");
    second->as.unit_put.has_opened = true;
    second->as.unit_put.opened = make_day("2001-05-01");
    third->as.unit_put.name = STR("never counted");
    world_state(&world, third);
    world_state(&world, second);
    world_state(&world, first);
    unit = &resolved()->units[unit_number(&world, "gate")];
    assert_string_equal(unit->name.ptr, "金芝里社区");
    assert_string_equal(unit->name_en.ptr, "Jinzhili");
    assert_int_equal(unit->level, LEVEL_COMMUNITY);
    assert_int_equal(unit->opened, make_day("2001-05-01"));
    assert_int_equal(unit->closed, make_day("2030-01-01"));
    assert_true(unit_open_on(unit, make_day("2001-05-01")));
    assert_false(unit_open_on(unit, make_day("2001-04-30")));
    assert_true(unit_open_on(unit, make_day("2029-12-31")));
    assert_false(unit_open_on(unit, make_day("2030-01-01"))); /* the first day no more */
}

static void
coming_and_going__is_counted_when_the_tree_is_computed(void **state)
{
    uint64_t city;
    const struct units *units;

    (void)state;
    put("gate", "city", "2025-01-01");
    assert_int_equal(resolved()->appeared, 0);
    city = put("city", NULL, "2025-01-01");
    assert_int_equal(resolved()->appeared, 2);
    world_withdraw(&world, city); /* and comes again before anybody looks */
    assert_false(is_known("city"));
    world_restore(&world, city);
    units = resolved();
    assert_int_equal(units->appeared, 2);
    assert_int_equal(units->vanished, 0);
    world_withdraw(&world, city);
    assert_int_equal(resolved()->vanished, 2);
}



int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_link__holds_from_its_day_to_the_day_before_the_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_link__holds_before_its_day_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_link__is_the_greatest_of_its_date, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_the_same_date__the_greatest_rev_source_id_wins, NULL, tear_down),
        cmocka_unit_test_setup_teardown(withdrawing__brings_back_what_it_hid, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit__is_unknown_as_long_as_its_parent_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit__is_unknown_as_long_as_its_guide_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link__to_an_unknown_unit_does_not_hold, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_link__is_the_first_of_those_that_hold, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_units__that_wait_for_each_other_are_both_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_attribute__comes_from_the_greatest_statement_that_gives_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(coming_and_going__is_counted_when_the_tree_is_computed, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/unit_tree.h"

#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/world.h"

#include <stdio.h>

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
a_cycle__is_broken_at_its_greatest_link(void **state)
{
    static const struct {
        const char *at[3];
        uint32_t rev[3];
        unsigned broken; /* of a below b, b below c, c below a */
    } rows[] = {
        { { "2025-01-01", "2025-01-02", "2025-01-03" }, { 1, 1, 1 }, 2 },
        { { "2025-01-03", "2025-01-02", "2025-01-01" }, { 1, 1, 9 }, 0 },
        { { "2025-01-01", "2025-01-01", "2025-01-01" }, { 1, 3, 2 }, 1 },
        { { "2025-01-01", "2025-01-01", "2025-01-01" }, { 1, 1, 1 }, 2 }, /* the greatest id */
    };
    static const char *const names[] = { "a", "b", "c" };

    for (size_t i = 0; i < 3 * sizeof rows / sizeof *rows; i++) {
        struct event *links[3];

        set_up(state);
        for (size_t k = 0; k < 3; k++) {
            links[k] = make_unit(&world, names[k], names[(k + 1) % 3], rows[i / 3].at[k]);
            links[k]->rev = rows[i / 3].rev[k];
        }
        for (size_t k = 0; k < 3; k++)
            world_state(&world, links[(k + i) % 3]);
        for (size_t k = 0; k < 3; k++)
            expect_parent(names[k], "2025-06-01", k == rows[i / 3].broken ? "-" : names[(k + 1) % 3]);
        assert_int_equal(resolved()->broken_links, 1);
        assert_true(is_known("a") && is_known("b") && is_known("c"));
        tear_down(state);
    }
    set_up(state);
}

static void
a_broken_link__leaves_the_link_before_it_in_force(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("a", "city", "2025-01-01");
    put("b", "a", "2025-01-01");
    put("a", "b", "2025-06-01");
    expect_parent("a", "2025-05-31", "city");
    expect_parent("a", "2025-06-01", "city");
    expect_parent("b", "2025-06-01", "a");
    assert_int_equal(resolved()->broken_links, 1);
}

/* a and b are a cycle until b goes elsewhere on 1 July: only the days before are affected. */
static void
a_cycle__that_lasts_for_some_days_is_still_broken(void **state)
{
    uint64_t away;

    (void)state;
    put("city", NULL, "2020-01-01");
    put("a", "city", "2020-01-01");
    put("b", "city", "2020-01-01");
    put("b", "a", "2025-03-01");
    away = put("b", "city", "2025-07-01");
    put("a", "b", "2025-08-01");
    assert_int_equal(resolved()->broken_links, 0);
    expect_parent("a", "2025-08-01", "b");
    world_withdraw(&world, away);
    assert_int_equal(resolved()->broken_links, 1);
    expect_parent("a", "2025-08-01", "city");
    expect_parent("b", "2025-08-01", "a");
}

static void
unit_cycles__tells_what_a_new_link_would_close(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("a", "city", "2020-01-01");
    put("b", "a", "2020-01-01");
    put("c", "b", "2020-01-01");
    assert_int_equal(unit_cycles(&world.facts.units, unit_number(&world, "a")), 0);
    put("a", "c", "2025-01-01");
    assert_int_equal(unit_cycles(&world.facts.units, unit_number(&world, "a")), CYCLE_NOW | CYCLE_LATER);
    assert_int_equal(unit_cycles(&world.facts.units, unit_number(&world, "city")), 0);
}

/* The same identity says another parent: the link that it replaces is gone. */
static void
unit_cycles__sees_two_units_that_have_nothing_but_each_other(void **state)
{
    (void)state;
    put("a", "b", "2025-01-01");
    assert_int_equal(unit_cycles(&world.facts.units, unit_number(&world, "a")), 0);
    put("b", "a", "2025-01-01");
    assert_int_equal(unit_cycles(&world.facts.units, unit_number(&world, "b")), CYCLE_NOW | CYCLE_LATER);
}

static void
unit_cycles__sees_a_cycle_that_waits_for_an_unknown_unit(void **state)
{
    struct event *waits = make_unit(&world, "a", "b", "2025-06-01");

    (void)state;
    put("city", NULL, "2020-01-01");
    put("a", "city", "2020-01-01");
    waits->as.unit_put.guide = STR("ghost");
    world_state(&world, waits);
    put("b", "a", "2020-01-01");
    assert_int_equal(unit_cycles(&world.facts.units, unit_number(&world, "b")), CYCLE_LATER);
}

/* The link to the unknown unit would hide the one that closes the cycle, but does not hold yet. */
static void
unit_cycles__does_not_let_a_pending_link_hide_a_cycle(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("a", "b", "2020-01-01");
    put("a", "ghost", "2025-01-01");
    put("b", "city", "2020-01-01");
    put("b", "a", "2025-02-01");
    assert_int_equal(unit_cycles(&world.facts.units, unit_number(&world, "b")), CYCLE_NOW);
}

static void
a_zone__is_the_units_own_else_that_of_the_nearest_above(void **state)
{
    struct event *city = make_unit(&world, "city", NULL, "2020-01-01"), *east = make_unit(&world, "east", "city", "2020-01-01");
    static const char *const rows[][2] = {
        { "city", "Asia/Tokyo" }, { "east", "Europe/Paris" }, { "gate", "Europe/Paris" }, { "west", "Asia/Tokyo" },
        { "alone", "Asia/Shanghai" },
    };

    (void)state;
    city->as.unit_put.tz = STR("Asia/Tokyo");
    east->as.unit_put.tz = STR("Europe/Paris");
    put("gate", "east", "2020-01-01");
    put("west", "city", "2020-01-01");
    put("alone", NULL, "2020-01-01");
    world_state(&world, east);
    world_state(&world, city);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(zone_name(resolved()->units[unit_number(&world, rows[i][0])].zone).ptr, rows[i][1]);
    assert_string_equal(zone_name(units_root_zone(resolved())).ptr, "Asia/Shanghai"); /* "alone" is the first root */
}

static void
an_unknown_zone__is_as_if_none_were_given(void **state)
{
    struct event *city = make_unit(&world, "city", NULL, "2020-01-01");

    (void)state;
    city->as.unit_put.tz = STR("Moon/Base");
    world_state(&world, city);
    assert_string_equal(zone_name(resolved()->units[unit_number(&world, "city")].zone).ptr, "Asia/Shanghai");
}

static void
no_unit__has_the_default_zone(void **state)
{
    (void)state;
    assert_string_equal(zone_name(units_root_zone(&world.facts.units)).ptr, "Asia/Shanghai");
    assert_string_equal(zone_name(units_root_zone(resolved())).ptr, "Asia/Shanghai");
    put("gate", "ghost", "2020-01-01"); /* unknown: not a root */
    assert_string_equal(zone_name(units_root_zone(resolved())).ptr, "Asia/Shanghai");
}

static void
tree_order__is_by_code_below_each_parent(void **state)
{
    static const char *const order[] = { "a", "a2", "a2x", "a9", "a10", "b", "b1" };
    static const char *const posted[][2] = {
        { "b1", "b" }, { "a10", "a9" }, { "a2", "a" }, { "b", NULL }, { "a9", "a" }, { "a2x", "a2" }, { "a", NULL },
    };
    const struct units *units;

    (void)state;
    for (size_t i = 0; i < sizeof posted / sizeof *posted; i++)
        put(posted[i][0], posted[i][1], "2025-01-01");
    put("ghostly", "ghost", "2025-01-01");
    units = resolved();
    for (uint32_t i = 0; i < sizeof order / sizeof *order; i++)
        assert_int_equal(units->units[unit_number(&world, order[i])].order, i);
}

static void
under__is_the_unit_itself_and_all_below_it_on_that_day(void **state)
{
    (void)state;
    put("city", NULL, "2020-01-01");
    put("east", "city", "2020-01-01");
    put("west", "city", "2020-01-01");
    put("gate", "east", "2020-01-01");
    put("grid", "gate", "2020-01-01");
    put("gate", "west", "2025-07-01");
    assert_true(is_under("gate", "gate", "2025-01-01"));
    assert_true(is_under("grid", "east", "2025-06-30"));
    assert_false(is_under("grid", "east", "2025-07-01"));
    assert_true(is_under("grid", "west", "2025-07-01"));
    assert_true(is_under("grid", "city", "2025-07-01"));
    assert_false(is_under("gate", "grid", "2025-07-01"));
    assert_false(is_under("east", "west", "2025-07-01"));
}

static void
an_epoch__ends_where_some_link_begins(void **state)
{
    const struct units *units;

    (void)state;
    put("city", NULL, "2020-01-01");
    put("east", "city", "2021-01-01");
    assert_int_equal(resolved()->epoch_count, 1); /* first links hold always */
    put("east", NULL, "2025-07-01");
    put("city", NULL, "2025-07-01");
    put("city", NULL, "2025-09-01");
    units = resolved();
    assert_int_equal(units->epoch_count, 3);
    assert_int_equal(unit_epoch(units, DAY_MIN), 0);
    assert_int_equal(unit_epoch(units, make_day("2025-06-30")), 0);
    assert_int_equal(unit_epoch(units, make_day("2025-07-01")), 1);
    assert_int_equal(unit_epoch(units, make_day("2025-08-31")), 1);
    assert_int_equal(unit_epoch(units, make_day("2025-09-01")), 2);
    assert_int_equal(unit_epoch(units, DAY_MAX), 2);
}

/* ---- any order ---- */

enum { SETS = 400, UNITS = 6, STATEMENTS = 14, DAYS = 8 };

/* About units u0..u5; cycles and unknown parents come up often. */
static struct event *
random_statement(struct dice *dice)
{
    char unit[8], parent[8], at[16];
    unsigned above = dice_below(dice, UNITS + 2);
    struct event *event;

    snprintf(unit, sizeof unit, "u%u", dice_below(dice, UNITS));
    snprintf(parent, sizeof parent, "u%u", above);
    snprintf(at, sizeof at, "2025-01-0%u", 1 + dice_below(dice, DAYS));
    event = make_unit(&world, unit, above >= UNITS || strcmp(unit, parent) == 0 ? NULL : parent, at);
    event->rev = 1 + dice_below(dice, 2);
    if (dice_below(dice, 4) == 0)
        event->as.unit_put.name = arena_printf(&world.arena, "n%u", dice_below(dice, 100));
    if (dice_below(dice, 8) == 0)
        event->as.unit_put.tz = dice_below(dice, 2) ? STR("Asia/Tokyo") : STR("Europe/Paris");
    if (dice_below(dice, 8) == 0)
        event->as.unit_put.guide = arena_printf(&world.arena, "u%u", dice_below(dice, UNITS));
    return event;
}

/* All that follows from the statements, as text. */
static struct str
describe(struct arena *arena)
{
    const struct units *units = resolved();
    struct str text = arena_printf(arena, "%zu broken", units->broken_links);

    for (unsigned i = 0; i < UNITS; i++) {
        char code[8];
        uint32_t number;
        snprintf(code, sizeof code, "u%u", i);
        number = unit_number(&world, code);
        if (!unit_known(&world.facts.units, number))
            continue;
        text = arena_printf(arena, "%s; %s %s %s #%u", text.ptr, code, zone_name(units->units[number].zone).ptr,
                            units->units[number].name.ptr ? units->units[number].name.ptr : "", units->units[number].order);
        for (unsigned d = 0; d <= DAYS; d++)
            text = arena_printf(arena, "%s %s", text.ptr,
                                name_of(units, unit_parent(units, number, unit_epoch(units, make_day("2025-01-01") - 1 + (day_t)d))));
    }
    return text;
}

static void
shuffle_events(struct event **events, size_t count, struct dice *dice)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = dice_below(dice, (unsigned)i);
        struct event *moved = events[i - 1];
        events[i - 1] = events[k];
        events[k] = moved;
    }
}

/* In the order given; some others come and go between them, and the tree is looked at now and then. */
static void
state_all(struct event **events, size_t count, struct dice *dice)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t passing = 0;
        if (dice_below(dice, 3) == 0)
            passing = world_state(&world, random_statement(dice));
        if (dice_below(dice, 3) == 0)
            resolved();
        world_state(&world, events[i]);
        if (dice_below(dice, 3) == 0)
            resolved();
        if (passing)
            world_withdraw(&world, passing);
    }
}

static void
any_order__of_any_statements_gives_the_same_tree(void **state)
{
    size_t known = 0, broken = 0;

    (void)state;
    for (unsigned set = 0; set < SETS; set++) {
        struct dice dice = { set };
        struct arena texts = { 0 };
        struct str first = { 0 };

        for (unsigned order = 0; order < 4; order++) {
            struct event *events[STATEMENTS];
            struct dice same = { set }, other = { set * 100 + order };
            struct str text;

            tear_down(state);
            set_up(state);
            for (size_t i = 0; i < STATEMENTS; i++)
                events[i] = random_statement(&same);
            shuffle_events(events, STATEMENTS, &dice);
            state_all(events, STATEMENTS, &other);
            text = describe(&texts);
            if (order == 0)
                first = text;
            else if (!str_eq(first, text))
                check_failed("set %u: one order gives\n%s\nanother\n%s", set, first.ptr, text.ptr);
        }
        known += resolved()->tree_count;
        broken += resolved()->broken_links;
        arena_free(&texts);
    }
    assert_true(known > SETS * 3);
    assert_true(broken > SETS / 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_cycle__is_broken_at_its_greatest_link, NULL, tear_down),
        cmocka_unit_test_setup_teardown(a_broken_link__leaves_the_link_before_it_in_force, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cycle__that_lasts_for_some_days_is_still_broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__tells_what_a_new_link_would_close, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__sees_two_units_that_have_nothing_but_each_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__sees_a_cycle_that_waits_for_an_unknown_unit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__does_not_let_a_pending_link_hide_a_cycle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_zone__is_the_units_own_else_that_of_the_nearest_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_zone__is_as_if_none_were_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_unit__has_the_default_zone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tree_order__is_by_code_below_each_parent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(under__is_the_unit_itself_and_all_below_it_on_that_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_epoch__ends_where_some_link_begins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_order__of_any_statements_gives_the_same_tree, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("unit_tree", tests, NULL, NULL);
}

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
        cmocka_unit_test_setup_teardown(a_cycle__is_broken_at_its_greatest_link, NULL, tear_down),
        cmocka_unit_test_setup_teardown(a_broken_link__leaves_the_link_before_it_in_force, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cycle__that_lasts_for_some_days_is_still_broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__tells_what_a_new_link_would_close, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__sees_two_units_that_have_nothing_but_each_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__sees_a_cycle_that_waits_for_an_unknown_unit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unit_cycles__does_not_let_a_pending_link_hide_a_cycle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_attribute__comes_from_the_greatest_statement_that_gives_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_zone__is_the_units_own_else_that_of_the_nearest_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_zone__is_as_if_none_were_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_unit__has_the_default_zone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tree_order__is_by_code_below_each_parent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(under__is_the_unit_itself_and_all_below_it_on_that_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_epoch__ends_where_some_link_begins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(coming_and_going__is_counted_when_the_tree_is_computed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_order__of_any_statements_gives_the_same_tree, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}

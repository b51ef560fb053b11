/* SPDX-License-Identifier: MIT */
#include "lib/model/teams.h"

#include "lib/model/people_set.h"
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
    world_state(&world, make_unit(&world, "gate", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "bridge", NULL, "2020-01-01"));
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
change(uint32_t person, bool joins, const char *at)
{
    return world_state(&world, make_member(&world, "drum", person, joins, at));
}

/* "1 3": who is in the drum team on the day. */
static void
expect_members(const char *day, const char *expected)
{
    char found[64] = "";
    struct people_set *members;

    units_resolve(&world.facts.units);
    members = team_members(&world.facts.teams, teams_number(&world.facts.teams, STR("drum")), make_day(day), &world.facts.units);
    for (uint32_t i = 0; i < 10; i++)
        if (people_set_has(members, i))
            snprintf(found + strlen(found), sizeof found - strlen(found), "%s%u", *found ? " " : "", i);
    people_set_free(members);
    if (strcmp(found, expected) != 0)
        check_failed("on %s the members are \"%s\", not \"%s\"", day, found, expected);
}

static const struct team_statement *
current(void)
{
    return team_current(&world.facts.teams, teams_number(&world.facts.teams, STR("drum")), &world.facts.units);
}

static void
a_member__belongs_from_the_day_of_joining_to_the_day_before_leaving(void **state)
{
    (void)state;
    change(1, true, "2025-03-01");
    change(1, false, "2025-05-01");
    expect_members("2025-02-28", "");
    expect_members("2025-03-01", "1");
    expect_members("2025-04-30", "1");
    expect_members("2025-05-01", "");
    expect_members("2026-01-01", "");
}

static void
a_member__may_come_again(void **state)
{
    (void)state;
    change(1, true, "2025-03-01");
    change(1, false, "2025-05-01");
    change(1, true, "2025-07-01");
    change(2, true, "2025-04-01");
    change(3, false, "2025-04-01"); /* never joined */
    expect_members("2025-04-15", "1 2");
    expect_members("2025-06-15", "2");
    expect_members("2025-07-01", "1 2");
}

static void
on_one_day__the_later_instant_decides(void **state)
{
    (void)state;
    change(1, true, "2025-03-01T09:00:00+08:00");
    change(1, false, "2025-03-01T18:00:00+08:00");
    change(2, false, "2025-03-01T09:00:00+08:00");
    change(2, true, "2025-03-01T18:00:00+08:00");
    change(3, true, "2025-02-28T17:00:00Z"); /* one in the morning of the first, here */
    expect_members("2025-02-28", "");
    expect_members("2025-03-01", "2 3");
}

static void
of_the_same_date__the_greatest_rev_then_id_decides(void **state)
{
    struct event *joins = make_member(&world, "drum", 2, true, "2025-03-01"), *leaves = make_member(&world, "drum", 2, false, "2025-03-01");

    (void)state;
    change(1, true, "2025-03-01");
    change(1, false, "2025-03-01");
    joins->rev = 2;
    world_state(&world, joins);
    world_state(&world, leaves);
    expect_members("2025-03-01", "2");
}

static void
withdrawing__a_leave_keeps_the_member(void **state)
{
    uint64_t joined, left;

    (void)state;
    joined = change(1, true, "2025-03-01");
    left = change(1, false, "2025-05-01");
    expect_members("2025-06-01", "");
    world_withdraw(&world, left);
    expect_members("2025-06-01", "1");
    world_withdraw(&world, joined);
    expect_members("2025-06-01", "");
    world_restore(&world, left);
    world_restore(&world, joined);
    expect_members("2025-06-01", "");
    expect_members("2025-04-01", "1");
    assert_false(teams_withdraw_member(&world.facts.teams, make_member(&world, "drum", 1, true, "2025-03-01"), 999));
}

static void
leavers__stay_when_they_were_members_for_half_of_the_days(void **state)
{
    static const char *const leaving[] = { "2025-04-16", "2025-04-15" }; /* after 15 of 30 days, and after 14 */
    struct people_set *members;

    (void)state;
    for (uint32_t person = 1; person <= 2; person++) {
        change(person, true, "2025-03-01");
        change(person, false, leaving[person - 1]);
    }
    change(3, true, "2025-04-30"); /* a day, the last one */
    change(4, true, "2025-04-02"); /* in two pieces of 8 and 7 days */
    change(4, false, "2025-04-10");
    change(4, true, "2025-04-20");
    change(4, false, "2025-04-27");
    units_resolve(&world.facts.units);
    members = team_members_half(&world.facts.teams, teams_number(&world.facts.teams, STR("drum")), make_day("2025-04-01"),
                                make_day("2025-05-01"), &world.facts.units);
    assert_true(people_set_has(members, 1));
    assert_false(people_set_has(members, 2));
    assert_true(people_set_has(members, 3));
    assert_true(people_set_has(members, 4));
    assert_int_equal(people_set_count(members), 3);
    people_set_free(members);
}

enum { CHANGES = 8, PERSONS = 3, DAYS = 5 };

static const char *const days[DAYS] = { "2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04", "2025-03-05" };

/* A bit for each person on each day. */
static uint32_t
members_by_day(void)
{
    uint32_t bits = 0;

    units_resolve(&world.facts.units);
    for (uint32_t d = 0; d < DAYS; d++) {
        struct people_set *members = team_members(&world.facts.teams, teams_number(&world.facts.teams, STR("drum")),
                                                  make_day(days[d]), &world.facts.units);
        for (uint32_t p = 0; p < PERSONS; p++)
            bits |= (uint32_t)people_set_has(members, p) << (d * PERSONS + p);
        people_set_free(members);
    }
    return bits;
}

/* States them in a random order, looks, and takes them back. */
static uint32_t
members_in_some_order(struct event *const *changes, struct dice *dice)
{
    struct event *left[CHANGES];
    uint64_t seqs[CHANGES];
    uint32_t bits;

    memcpy(left, changes, sizeof left);
    for (unsigned i = 0; i < CHANGES; i++) {
        unsigned k = dice_below(dice, CHANGES - i);
        seqs[i] = world_state(&world, left[k]);
        left[k] = left[CHANGES - 1 - i];
        if (dice_below(dice, 4) == 0)
            members_by_day(); /* sorts what is there so far */
    }
    bits = members_by_day();
    for (unsigned i = 0; i < CHANGES; i++)
        world_withdraw(&world, seqs[i]);
    return bits;
}

static void
any_order__of_joins_and_leaves_gives_the_same_members(void **state)
{
    struct dice dice = { 7 };

    for (int round = 0; round < 200; round++) {
        struct event *changes[CHANGES];
        uint32_t first;
        for (int i = 0; i < CHANGES; i++)
            changes[i] = make_member(&world, "drum", dice_below(&dice, PERSONS), dice_below(&dice, 2), days[dice_below(&dice, DAYS - 1)]);
        first = members_in_some_order(changes, &dice);
        for (int order = 1; order < 4; order++)
            assert_int_equal(members_in_some_order(changes, &dice), first);
        tear_down(state);
        set_up(state);
    }
}

static void
a_team__is_what_its_greatest_statement_says_whole(void **state)
{
    struct event *first = make_team(&world, "drum", "gate"), *second = make_team(&world, "drum", "bridge");
    uint64_t seq;

    (void)state;
    first->as.team_put.name = STR("腰鼓队");
    first->as.team_put.kind = TEAM_TROUPE;
    first->as.team_put.has_founded = true;
    first->as.team_put.founded = make_day("2020-05-01");
    second->at = make_when("2025-02-01");
    seq = world_state(&world, second);
    world_state(&world, first);
    assert_int_equal(current()->unit, unit_number(&world, "bridge"));
    assert_null(current()->name.ptr); /* what it leaves out takes its default */
    assert_int_equal(current()->kind, TEAM_TEAM);
    assert_int_equal(current()->founded, DAY_MIN);
    assert_int_equal(current()->dissolved, DAY_MAX);
    world_withdraw(&world, seq);
    assert_int_equal(current()->unit, unit_number(&world, "gate"));
    assert_string_equal(current()->name.ptr, "腰鼓队");
    assert_int_equal(current()->kind, TEAM_TROUPE);
    assert_int_equal(current()->founded, make_day("2020-05-01"));
}

static void
a_team__is_unknown_until_its_unit_is_known(void **state)
{
    struct event *elsewhere = make_team(&world, "drum", "ghost");

    (void)state;
    assert_null(team_current(&world.facts.teams, CODE_NONE, &world.facts.units));
    assert_null(current()); /* only mentioned */
    elsewhere->at = make_when("2025-02-01");
    world_state(&world, elsewhere);
    assert_null(current());
    world_state(&world, make_team(&world, "drum", "gate"));
    assert_int_equal(current()->unit, unit_number(&world, "gate"));
    world_state(&world, make_unit(&world, "ghost", NULL, "2020-01-01"));
    assert_int_equal(current()->unit, unit_number(&world, "ghost"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(leavers__stay_when_they_were_members_for_half_of_the_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_member__belongs_from_the_day_of_joining_to_the_day_before_leaving, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_member__may_come_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(on_one_day__the_later_instant_decides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_the_same_date__the_greatest_rev_then_id_decides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(withdrawing__a_leave_keeps_the_member, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_order__of_joins_and_leaves_gives_the_same_members, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_team__is_what_its_greatest_statement_says_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_team__is_unknown_until_its_unit_is_known, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("teams", tests, NULL, NULL);
}

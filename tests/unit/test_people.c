/* SPDX-License-Identifier: MIT */
#include "lib/model/people.h"

#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

#include <stdio.h>

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "city", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "city", "2020-01-01"));
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
put(uint32_t person, const char *home, const char *groups, const char *at)
{
    return world_state(&world, make_person(&world, person, home, groups, at));
}

static struct standing
standing(uint32_t person, const char *day)
{
    units_resolve(&world.facts.units);
    return people_standing(&world.facts.people, person, make_day(day), &world.facts.units);
}

static void
expect_home(uint32_t person, const char *day, const char *home)
{
    uint32_t found = standing(person, day).home;
    const char *code = found == CODE_NONE ? "-" : codebook_name(&world.facts.units.codes, found).ptr;

    if (strcmp(code, home) != 0)
        check_failed("person %u lives in %s on %s, not in %s", person, code, day, home);
}

static bool
has_group(uint32_t person, const char *day, const char *group)
{
    uint32_t number = group_number(&world, group);

    return number != CODE_NONE && group_set_has(&world.facts.people, standing(person, day).group_set, number);
}

static void
nobody__is_known_before_the_first_statement(void **state)
{
    (void)state;
    put(1, "gate", "women", "2025-03-01");
    expect_home(1, "2025-02-28", "-");
    assert_int_equal(standing(1, "2025-02-28").group_set, 0);
    expect_home(1, "2025-03-01", "gate");
    expect_home(2, "2025-03-01", "-");
    expect_home(4000000000u, "2025-03-01", "-"); /* never mentioned */
}

static void
a_statement__holds_whole_until_the_next(void **state)
{
    (void)state;
    put(1, "gate", "women elderly", "2025-01-01");
    put(1, NULL, "party", "2025-04-01");
    put(1, "city", "", "2025-05-01");
    assert_true(has_group(1, "2025-03-31", "women") && has_group(1, "2025-03-31", "elderly"));
    expect_home(1, "2025-04-01", "-"); /* what is left out is unknown */
    assert_false(has_group(1, "2025-04-01", "women"));
    assert_true(has_group(1, "2025-04-30", "party"));
    expect_home(1, "2025-05-01", "city");
    assert_false(has_group(1, "2025-05-01", "party"));
}

static void
of_the_same_date__the_greatest_rev_then_id_wins(void **state)
{
    struct event *first = make_person(&world, 1, "gate", "", "2025-03-01"), *second = make_person(&world, 1, "city", "", "2025-03-01");

    (void)state;
    first->rev = 2;
    world_state(&world, first);
    world_state(&world, second);
    expect_home(1, "2025-03-01", "gate");
    put(2, "gate", "", "2025-03");
    put(2, "city", "", "2025-03-01");
    expect_home(2, "2025-03-01", "city");
}

static void
on_one_day__the_later_instant_wins(void **state)
{
    (void)state;
    put(1, "city", "", "2025-03-01T18:00:00+08:00");
    put(1, "gate", "", "2025-03-01T09:00:00+08:00");
    expect_home(1, "2025-03-01", "city");
    put(2, "gate", "", "2025-03-31T16:30:00Z"); /* half past midnight in Shanghai */
    expect_home(2, "2025-03-31", "-");
    expect_home(2, "2025-04-01", "gate");
}

static void
withdrawing__brings_back_what_held_before(void **state)
{
    uint64_t first, second, third;

    (void)state;
    first = put(1, "city", "", "2025-01-01");
    second = put(1, "gate", "", "2025-02-01");
    third = put(1, NULL, "", "2025-03-01");
    world_withdraw(&world, second);
    expect_home(1, "2025-02-15", "city");
    world_withdraw(&world, first);
    expect_home(1, "2025-02-15", "-");
    world_restore(&world, second);
    expect_home(1, "2025-02-15", "gate");
    world_withdraw(&world, third);
    expect_home(1, "2025-03-15", "gate");
    world_withdraw(&world, second);
    expect_home(1, "2025-03-15", "-");
    assert_false(people_withdraw(&world.facts.people, make_person(&world, 1, NULL, "", "2025-01-01"), 9999));
}

static void
a_statement__with_an_unknown_home_is_as_if_it_were_not_there(void **state)
{
    (void)state;
    put(1, "gate", "women", "2025-01-01");
    put(1, "ghost", "party", "2025-03-01");
    expect_home(1, "2025-03-01", "gate");
    assert_true(has_group(1, "2025-03-01", "women"));
    assert_false(has_group(1, "2025-03-01", "party"));
    world_state(&world, make_unit(&world, "ghost", "city", "2020-01-01"));
    expect_home(1, "2025-03-01", "ghost");
    assert_true(has_group(1, "2025-03-01", "party"));
}

static void
groups__named_in_another_order_are_the_same_set(void **state)
{
    size_t count;

    (void)state;
    put(1, "gate", "women elderly", "2025-01-01");
    put(2, "city", "elderly women", "2025-01-01");
    put(3, "city", "elderly", "2025-01-01");
    assert_int_equal(standing(1, "2025-01-01").group_set, standing(2, "2025-01-01").group_set);
    assert_int_not_equal(standing(1, "2025-01-01").group_set, standing(3, "2025-01-01").group_set);
    group_set_groups(&world.facts.people, standing(1, "2025-01-01").group_set, &count);
    assert_int_equal(count, 2);
    group_set_groups(&world.facts.people, 0, &count);
    assert_int_equal(count, 0);
}

static bool
has_pair(const char *home, const char *group)
{
    uint32_t unit, number;

    for (size_t i = 0; people_pair(&world.facts.people, i, &unit, &number); i++)
        if (unit == unit_number(&world, home) && number != CODE_NONE && number == group_number(&world, group))
            return true;
    return false;
}

static void
a_pair__of_home_and_group_is_there_as_long_as_a_statement_names_both(void **state)
{
    uint64_t first, second;
    uint32_t version;

    (void)state;
    first = put(1, "gate", "women party", "2025-01-01");
    put(3, NULL, "youth", "2025-01-01");
    version = world.facts.people.pairs_version;
    second = put(2, "gate", "women", "2025-01-01");
    assert_int_equal(world.facts.people.pairs_version, version); /* nothing new */
    assert_true(has_pair("gate", "women") && has_pair("gate", "party"));
    assert_false(has_pair("gate", "youth"));
    world_withdraw(&world, first);
    assert_int_not_equal(world.facts.people.pairs_version, version);
    assert_true(has_pair("gate", "women"));
    assert_false(has_pair("gate", "party"));
    world_withdraw(&world, second);
    assert_false(has_pair("gate", "women"));
    world_restore(&world, second);
    assert_true(has_pair("gate", "women"));
}

static void
changed__holds_whose_statements_came_or_went_since_it_was_settled(void **state)
{
    uint64_t first;

    (void)state;
    first = put(1, "gate", "", "2025-01-01");
    assert_true(people_set_has(world.facts.people.changed, 1));
    people_settled(&world.facts.people);
    assert_int_equal(people_set_count(world.facts.people.changed), 0);
    world_withdraw(&world, first);
    assert_true(people_set_has(world.facts.people.changed, 1));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody__is_known_before_the_first_statement, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_statement__holds_whole_until_the_next, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_the_same_date__the_greatest_rev_then_id_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(on_one_day__the_later_instant_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(withdrawing__brings_back_what_held_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_statement__with_an_unknown_home_is_as_if_it_were_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(groups__named_in_another_order_are_the_same_set, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pair__of_home_and_group_is_there_as_long_as_a_statement_names_both, set_up, tear_down),
        cmocka_unit_test_setup_teardown(changed__holds_whose_statements_came_or_went_since_it_was_settled, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}

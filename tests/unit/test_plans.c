/* SPDX-License-Identifier: MIT */
#include "lib/model/plans.h"

#include "lib/model/facts_settle.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

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

static const struct plan_item *
item(const char *code)
{
    uint32_t number = codebook_find(&world.facts.plans.codes, str_of(code));

    assert_int_not_equal(number, CODE_NONE);
    return &world.facts.plans.items[number];
}

/* Settled, with an item rule that says yes to contests. */
static struct rule_mask
is_contest(const struct rule_subject *subject)
{
    struct rule_mask mask = { { 0 } };

    if (subject->plan->has_kind && subject->plan->kind == KIND_CONTEST)
        rule_mask_set(&mask, 3);
    return mask;
}

static void
an_item__is_what_its_greatest_statement_says_whole(void **state)
{
    struct event *first = make_item(&world, "march", "gate", "2025-03"), *second = make_item(&world, "march", "gate", "2025-04");
    uint64_t seq;

    (void)state;
    first->as.plan_put.title = STR("诗会");
    second->rev = 2;
    seq = world_state(&world, second);
    world_state(&world, first);
    world_settle(&world, NULL);
    assert_int_equal(item("march")->current->put.window.first, make_day("2025-04-01"));
    assert_null(item("march")->current->put.title.ptr);
    world_withdraw(&world, seq);
    world_settle(&world, NULL);
    assert_int_equal(item("march")->current->put.window.first, make_day("2025-03-01"));
    assert_string_equal(item("march")->current->put.title.ptr, "诗会");
}

static void
an_item__is_unknown_until_its_unit_and_team_are(void **state)
{
    struct event *put = make_item(&world, "march", "ghost", "2025-03");

    (void)state;
    put->as.plan_put.team = STR("drum");
    world_state(&world, put);
    world_settle(&world, NULL);
    assert_null(item("march")->current);
    world_state(&world, make_unit(&world, "ghost", NULL, "2020-01-01"));
    world_settle(&world, NULL);
    assert_null(item("march")->current);
    world_state(&world, make_team(&world, "drum", "gate"));
    world_settle(&world, NULL);
    assert_int_equal(item("march")->current->unit, unit_number(&world, "ghost"));
    assert_int_equal(item("march")->current->team, team_number(&world, "drum"));
}

static void
a_verdict__is_asked_once_and_again_when_the_item_changes(void **state)
{
    struct event *put = make_item(&world, "march", "gate", "2025-03"), *corrected = make_item(&world, "march", "gate", "2025-03");
    uint32_t version;

    (void)state;
    facts_new_rules(&world.facts, false, true);
    put->as.plan_put.has_kind = true;
    put->as.plan_put.kind = KIND_CONTEST;
    world_state(&world, put);
    facts_settle(&world.facts);
    assert_int_equal(world.facts.items_waiting, 1);
    world_settle(&world, is_contest);
    assert_true(rule_mask_has(&item("march")->mask, 3));
    version = item("march")->version;
    world_state(&world, make_item(&world, "april", "gate", "2025-04"));
    world_settle(&world, is_contest);
    assert_int_equal(item("march")->version, version); /* another item is none of its business */
    corrected->rev = 2;
    world_state(&world, corrected);
    facts_settle(&world.facts);
    assert_int_equal(world.facts.items_waiting, 1);
    world_settle(&world, is_contest);
    assert_false(rule_mask_has(&item("march")->mask, 3));
}

static void
a_verdict__about_an_older_version_is_not_taken(void **state)
{
    struct rule_subject subject;
    struct verdict verdict;

    (void)state;
    facts_new_rules(&world.facts, false, true);
    world_state(&world, make_item(&world, "march", "gate", "2025-03"));
    facts_settle(&world.facts);
    facts_item_subject(&world.facts, 0, &subject);
    verdict = (struct verdict){ .kind = SUBJECT_PLAN_ITEM, .number = 0, .version = subject.version };
    facts_new_rules(&world.facts, false, true);
    assert_false(facts_verdict(&world.facts, &verdict));
    verdict.number = 99;
    assert_false(facts_verdict(&world.facts, &verdict));
    facts_item_subject(&world.facts, 0, &subject);
    verdict = (struct verdict){ .kind = SUBJECT_PLAN_ITEM, .number = 0, .version = subject.version };
    assert_true(facts_verdict(&world.facts, &verdict));
    assert_false(facts_verdict(&world.facts, &verdict)); /* answered already */
}

static struct rule_mask
is_of_a_street(const struct rule_subject *subject)
{
    struct rule_mask mask = { { 0 } };

    if (subject->level == LEVEL_STREET)
        rule_mask_set(&mask, 0);
    return mask;
}

/* Which came first must not matter: the level that a rule looked at, or the item. */
static void
a_changed_level_of_the_unit__asks_about_its_items_again(void **state)
{
    struct event *street = make_unit(&world, "gate", NULL, "2021-01-01");

    (void)state;
    facts_new_rules(&world.facts, false, true);
    world_state(&world, make_item(&world, "march", "gate", "2025-03"));
    world_settle(&world, is_of_a_street);
    assert_false(rule_mask_has(&item("march")->mask, 0));
    street->as.unit_put.level = LEVEL_STREET;
    world_state(&world, street);
    world_settle(&world, is_of_a_street);
    assert_true(rule_mask_has(&item("march")->mask, 0));
}

static void
a_subject__tells_the_windows_first_day_and_the_units_level(void **state)
{
    struct rule_subject subject;

    (void)state;
    world_state(&world, make_item(&world, "summer", "gate", "2025-07-10/2025-08-25"));
    world_settle(&world, NULL);
    facts_item_subject(&world.facts, 0, &subject);
    assert_int_equal(subject.date, make_day("2025-07-10"));
    assert_int_equal(subject.precision, WHEN_RANGE);
    assert_int_equal(subject.level, LEVEL_COMMUNITY);
    assert_string_equal(subject.plan->item.ptr, "summer");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_item__is_what_its_greatest_statement_says_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_item__is_unknown_until_its_unit_and_team_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_verdict__is_asked_once_and_again_when_the_item_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_verdict__about_an_older_version_is_not_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_changed_level_of_the_unit__asks_about_its_items_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_subject__tells_the_windows_first_day_and_the_units_level, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("plans", tests, NULL, NULL);
}

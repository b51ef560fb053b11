/* SPDX-License-Identifier: MIT */
/*
 * What is said about a session itself: held, cancelled, void, when, and by whom.
 */
#include "lib/model/facts_sessions.h"

#include "tests/support/check.h"
#include "tests/support/world.h"

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "gate", NULL, "2020-01-01"));
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    world_settle(&world, NULL);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static struct session *
games(void)
{
    return session_of(&world, "games");
}

static void
expect_state(enum session_state expected)
{
    world_settle(&world, NULL);
    assert_int_equal(games()->state, expected);
}

static uint64_t
held(uint32_t rev, const char *start)
{
    struct event *event = make_held(&world, "games", "gate", "sport", start);

    event->rev = rev;
    return world_state(&world, event);
}

static uint64_t
cancelled(uint32_t rev)
{
    struct event *event = make_held(&world, "games", "gate", "sport", "2025-05-29");

    event->type = EVENT_ACTIVITY_CANCELLED;
    event->rev = rev;
    return world_state(&world, event);
}

static void
held_and_cancelled__are_one_thing_and_the_greatest_rev_holds(void **state)
{
    uint64_t off;

    (void)state;
    held(3, "2025-06-01");
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-06-01"));
    off = cancelled(4);
    expect_state(SESSION_INACTIVE);
    held(5, "2025-04-01"); /* an earlier date: it never orders */
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-04-01"));
    cancelled(5); /* the greater id */
    expect_state(SESSION_INACTIVE);
    world_withdraw(&world, off);
    expect_state(SESSION_INACTIVE);
}

static void
a_void__silences_statements_up_to_its_rev(void **state)
{
    uint64_t first, second;

    (void)state;
    first = world_state(&world, make_void(&world, "games", 1));
    expect_state(SESSION_INACTIVE);
    world_withdraw(&world, first);
    expect_state(SESSION_ACTIVE); /* the void is retracted */
    second = world_state(&world, make_void(&world, "games", 3));
    held(3, "2025-06-01");
    expect_state(SESSION_INACTIVE);
    held(4, "2025-07-01");
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-07-01"));
    world_withdraw(&world, second);
    expect_state(SESSION_ACTIVE);
}

static void
a_session__may_be_voided_counted_and_attended_before_it_is_known(void **state)
{
    uint64_t silence;

    (void)state;
    world_state(&world, make_attendance(&world, "concert", 1, STATUS_PRESENT));
    world_state(&world, make_headcount(&world, "concert", 9));
    silence = world_state(&world, make_void(&world, "concert", 1));
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "concert")->state, SESSION_UNKNOWN);
    world_state(&world, make_held(&world, "concert", "gate", "culture", "2025-03-01"));
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "concert")->state, SESSION_INACTIVE);
    world_withdraw(&world, silence);
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "concert")->state, SESSION_ACTIVE);
    assert_int_equal(session_attendances(session_of(&world, "concert")), 9);
}

static void
the_greatest_statement__waits_for_unknown_things_and_the_next_holds(void **state)
{
    struct event *elsewhere = make_held(&world, "games", "ghost", "sport", "2025-06-01");

    (void)state;
    elsewhere->rev = 2;
    world_state(&world, elsewhere);
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-05-29"));
    world_state(&world, make_unit(&world, "ghost", NULL, "2020-01-01"));
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-06-01"));
}

static void
each_thing_that_is_named__must_be_known(void **state)
{
    struct event *event = make_held(&world, "party", "gate", "sport", "2025-06-01");
    uint64_t team;

    (void)state;
    event->as.activity_put.cohosts = make_list(&world, "bridge");
    event->as.activity_put.teams = make_list(&world, "drum");
    event->as.activity_put.item = STR("june");
    world_state(&world, event);
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "party")->state, SESSION_UNKNOWN);
    world_state(&world, make_unit(&world, "bridge", NULL, "2020-01-01"));
    team = world_state(&world, make_team(&world, "drum", "gate"));
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "party")->state, SESSION_UNKNOWN);
    world_state(&world, make_item(&world, "june", "bridge", "2025-06"));
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "party")->state, SESSION_ACTIVE);
    world_withdraw(&world, team);
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "party")->state, SESSION_UNKNOWN);
}

static void
the_date__is_start_else_at_in_the_hosts_zone(void **state)
{
    struct event *tokyo = make_unit(&world, "gate", NULL, "2020-01-01"), *dated_by_at = make_held(&world, "games", "gate", "sport", "2025-05-29");

    (void)state;
    held(2, "2025-03-31T15:30:00Z"); /* half past eleven at night in Shanghai */
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-03-31"));
    assert_int_equal(games()->precision, WHEN_DAY);
    tokyo->rev = 2;
    tokyo->as.unit_put.tz = STR("Asia/Tokyo");
    world_state(&world, tokyo);
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-04-01"));
    dated_by_at->rev = 3;
    dated_by_at->at = make_when("2025-02");
    dated_by_at->as.activity_put.start = (struct when){ 0 };
    world_state(&world, dated_by_at);
    expect_state(SESSION_ACTIVE);
    assert_int_equal(games()->first, make_day("2025-02-01"));
    assert_int_equal(games()->last, make_day("2025-02-28"));
    assert_int_equal(games()->lookup, make_day("2025-02-28"));
    assert_int_equal(games()->precision, WHEN_MONTH);
}

/* A rule sees the posted fields: what was not posted is not there. */
static void
a_start_that_was_not_posted__is_not_shown_to_rules(void **state)
{
    struct event *event = make_held(&world, "party", "gate", "sport", "2025-05-29");

    (void)state;
    event->as.activity_put.start = (struct when){ 0 };
    world_state(&world, event);
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "party")->first, make_day("2025-01-01"));
    assert_int_equal(session_of(&world, "party")->chosen->put->start.precision, WHEN_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(held_and_cancelled__are_one_thing_and_the_greatest_rev_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_void__silences_statements_up_to_its_rev, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session__may_be_voided_counted_and_attended_before_it_is_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_greatest_statement__waits_for_unknown_things_and_the_next_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_thing_that_is_named__must_be_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_date__is_start_else_at_in_the_hosts_zone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_start_that_was_not_posted__is_not_shown_to_rules, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("facts_sessions", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/tally.h"

#include "lib/model/facts_settle.h"
#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"
#include "tests/support/check.h"
#include "tests/support/random_facts.h"
#include "tests/support/world.h"

#include <stdio.h>

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "street", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "street", "2020-01-01"));
    world_state(&world, make_unit(&world, "bridge", "street", "2020-01-01"));
    world_state(&world, make_team(&world, "drum", "gate"));
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
hold(const char *activity, const char *category, const char *start)
{
    return world_state(&world, make_held(&world, activity, "gate", category, start));
}

static uint64_t
attend(const char *activity, uint32_t person)
{
    return world_state(&world, make_attendance(&world, activity, person, STATUS_PRESENT));
}

/* The bucket of the only session's host, settled. */
static struct bucket *
bucket_of(const char *activity)
{
    struct session *session = session_of(&world, activity);

    world_settle(&world, random_answer);
    assert_true(session->bucket_count > 0);
    bucket_settle(&world.facts.tally, session->buckets[0]);
    return session->buckets[0];
}

static size_t
buckets_with_sessions(enum owner_kind kind, uint32_t owner)
{
    struct bucket_list list = tally_owner(&world.facts.tally, kind, owner);
    size_t count = 0;

    for (size_t i = 0; i < list.count; i++)
        count += list.buckets[i]->session_count > 0;
    return count;
}

/* ---- which sessions share a bucket ---- */

static void
sessions__that_are_alike_share_a_bucket(void **state)
{
    static const struct {
        const char *category, *start;
        bool shared;
    } rows[] = {
        { "edu.law", "2025-05-31", true },  { "edu.law", "2025-06-01", false },            { "edu", "2025-05-01", false },
        { "edu.law", "2024-05-01", false }, { "edu.law", "2025-05", true },                { "edu.law", "2025-05-03/2025-05-09", true },
        { "edu.law", "2025", false },       { "edu.law", "2025-05-31/2025-06-01", false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hold("a", "edu.law", "2025-05-01");
        hold("b", rows[i].category, rows[i].start);
        assert_int_equal(bucket_of("a") == bucket_of("b"), rows[i].shared);
        tear_down(state);
        set_up(state);
    }
}

static void
sessions__that_rules_tell_apart_do_not_share_a_bucket(void **state)
{
    struct event *contest = make_held(&world, "b", "gate", "edu.law", "2025-05-01");

    (void)state;
    facts_new_rules(&world.facts, true, false);
    contest->as.activity_put.kind = KIND_CONTEST;
    hold("a", "edu.law", "2025-05-01");
    world_state(&world, contest);
    assert_ptr_not_equal(bucket_of("a"), bucket_of("b"));
    assert_true(rule_mask_has(&bucket_of("b")->mask, 1));
    assert_false(rule_mask_has(&bucket_of("a")->mask, 1));
}

static void
sessions__of_two_epochs_do_not_share_a_bucket(void **state)
{
    (void)state;
    hold("a", "edu.law", "2025-05-01");
    hold("b", "edu.law", "2025-05-20");
    assert_ptr_equal(bucket_of("a"), bucket_of("b"));
    world_state(&world, make_unit(&world, "bridge", NULL, "2025-05-10"));
    assert_ptr_not_equal(bucket_of("a"), bucket_of("b"));
    assert_int_equal(bucket_of("a")->key.epoch, 0);
    assert_int_equal(bucket_of("b")->key.epoch, 1);
}

static void
a_session__stands_with_its_host_cohosts_and_teams(void **state)
{
    struct event *event = make_held(&world, "a", "gate", "edu", "2025-05-01");
    uint64_t seq;

    (void)state;
    event->as.activity_put.cohosts = make_list(&world, "bridge street");
    event->as.activity_put.teams = make_list(&world, "drum");
    seq = world_state(&world, event);
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "a")->bucket_count, 4);
    assert_int_equal(buckets_with_sessions(OWNER_HOST, unit_number(&world, "gate")), 1);
    assert_int_equal(buckets_with_sessions(OWNER_COHOST, unit_number(&world, "bridge")), 1);
    assert_int_equal(buckets_with_sessions(OWNER_COHOST, unit_number(&world, "street")), 1);
    assert_int_equal(buckets_with_sessions(OWNER_TEAM, team_number(&world, "drum")), 1);
    assert_int_equal(tally_owner(&world.facts.tally, OWNER_HOST, 4000000).count, 0);
    world_withdraw(&world, seq);
    world_settle(&world, NULL);
    assert_int_equal(session_of(&world, "a")->bucket_count, 0);
    assert_int_equal(buckets_with_sessions(OWNER_TEAM, team_number(&world, "drum")), 0);
}

/* ---- people in classes ---- */

static size_t
people_in(const struct bucket *bucket, const char *home, const char *group, enum attendance_status status)
{
    uint32_t unit = home ? unit_number(&world, home) : CODE_NONE, number = group ? group_number(&world, group) : CODE_NONE;
    size_t count = 0;

    for (size_t i = 0; i < bucket->classes.count; i++) {
        const struct people_class *class = &bucket->classes.classes[i];
        if (class->home == unit && class->status == status &&
            (number == CODE_NONE || group_set_has(&world.facts.people, class->group_set, number)))
            count += people_set_count(&class->people);
    }
    return count;
}

static void
people__are_kept_by_home_groups_status_and_role(void **state)
{
    struct event *singer = make_attendance(&world, "a", 5, STATUS_PRESENT);
    const struct bucket *bucket;

    (void)state;
    hold("a", "edu", "2025-05-01");
    world_state(&world, make_person(&world, 1, "gate", "women", "2025-01-01"));
    world_state(&world, make_person(&world, 2, "gate", "", "2025-01-01"));
    world_state(&world, make_person(&world, 3, "bridge", "women", "2025-06-01")); /* not known in May */
    world_state(&world, make_person(&world, 5, "gate", "", "2025-01-01"));
    bucket_of("a"); /* from here on one by one */
    attend("a", 1);
    attend("a", 2);
    attend("a", 3);
    world_state(&world, make_attendance(&world, "a", 4, STATUS_EXCUSED));
    singer->as.attendance.role = ATTEND_PERFORMER;
    world_state(&world, singer);
    bucket = bucket_of("a");
    assert_int_equal(bucket->classes.count, 5);
    assert_int_equal(people_in(bucket, "gate", "women", STATUS_PRESENT), 1);
    assert_int_equal(people_in(bucket, "gate", NULL, STATUS_PRESENT), 3);
    assert_int_equal(people_in(bucket, NULL, NULL, STATUS_PRESENT), 1);
    assert_int_equal(people_in(bucket, NULL, NULL, STATUS_EXCUSED), 1);
    assert_true(bucket->classes.some_homeless);
    assert_int_equal(bucket->attendances, 4);
}

static void
a_statement_about_a_person__moves_them_to_another_class(void **state)
{
    uint64_t moved;

    (void)state;
    hold("a", "edu", "2025-05-01");
    hold("elsewhere", "sport", "2025-05-01");
    world_state(&world, make_person(&world, 1, "gate", "", "2025-01-01"));
    attend("a", 1);
    bucket_of("elsewhere");
    assert_int_equal(people_in(bucket_of("a"), "gate", NULL, STATUS_PRESENT), 1);
    tally_settled(&world.facts.tally);
    moved = world_state(&world, make_person(&world, 1, "bridge", "", "2025-04-01"));
    assert_int_equal(people_in(bucket_of("a"), "gate", NULL, STATUS_PRESENT), 0);
    assert_int_equal(people_in(bucket_of("a"), "bridge", NULL, STATUS_PRESENT), 1);
    assert_true(bucket_of("a")->dirty);
    assert_false(bucket_of("elsewhere")->dirty); /* they were not there */
    world_withdraw(&world, moved);
    assert_int_equal(people_in(bucket_of("a"), "gate", NULL, STATUS_PRESENT), 1);
}

static void
many_classes__are_found_again(void **state)
{
    const struct bucket *bucket;

    (void)state;
    hold("a", "edu", "2025-05-01");
    for (uint32_t person = 1; person <= 40; person++)
        world_state(&world, make_person(&world, person, "gate", arena_printf(&world.arena, "g%u", person / 2).ptr, "2025-01-01"));
    bucket_of("a");
    for (uint32_t person = 1; person <= 40; person++)
        attend("a", person);
    bucket = bucket_of("a");
    assert_int_equal(bucket->classes.count, 21);
    for (uint32_t person = 1; person <= 40; person++)
        assert_true(people_in(bucket, "gate", arena_printf(&world.arena, "g%u", person / 2).ptr, STATUS_PRESENT) >= 1);
    assert_int_equal(people_in(bucket, "gate", NULL, STATUS_PRESENT), 40);
}

/* ---- what came since ---- */

static void
newcomers__are_those_who_came_since_it_was_settled(void **state)
{
    uint64_t second;

    (void)state;
    hold("a", "edu", "2025-05-01");
    hold("b", "edu", "2025-05-02");
    attend("a", 1);
    assert_int_equal(bucket_of("a")->newcomer_count, 0); /* counted as a whole */
    attend("a", 2);
    attend("b", 1); /* was there in May already */
    assert_int_equal(bucket_of("a")->newcomer_count, 1);
    assert_int_equal(bucket_of("a")->newcomers[0].person, 2);
    tally_settled(&world.facts.tally);
    assert_int_equal(bucket_of("a")->newcomer_count, 0);
    second = attend("a", 3);
    assert_int_equal(bucket_of("a")->newcomer_count, 1);
    world_withdraw(&world, second);
    assert_true(session_of(&world, "a")->buckets[0]->people_stale);
    assert_int_equal(bucket_of("a")->newcomer_count, 0);
}

/* So many that they are counted before anybody reads. */
static void
arrivals__are_counted_however_many_they_are(void **state)
{
    (void)state;
    hold("a", "edu", "2025-05-01");
    world_state(&world, make_person(&world, 7, "gate", "", "2025-01-01"));
    bucket_of("a");
    for (uint32_t person = 1; person <= 2500; person++)
        attend("a", person);
    assert_int_equal(people_in(bucket_of("a"), "gate", NULL, STATUS_PRESENT), 1);
    assert_int_equal(people_in(bucket_of("a"), NULL, NULL, STATUS_PRESENT), 2499);
    assert_int_equal(bucket_of("a")->newcomer_count, 2500);
}

/* Also in part full blocks, of two buckets in turn. */
static void
arrivals__stand_in_blocks_that_are_used_again_and_few_of_them_kept(void **state)
{
    struct tally *tally = &world.facts.tally;

    (void)state;
    tally->blocks.most = 4;
    hold("a", "edu", "2025-05-01");
    hold("b", "sport", "2025-05-01");
    bucket_of("a");
    bucket_of("b");
    for (uint32_t round = 0, person = 1; round < 40; round++) {
        for (uint32_t i = 0; i < 1 + round; i++, person++) {
            attend("a", person);
            attend("b", person + i % 2);
        }
        assert_int_equal(people_in(bucket_of("a"), NULL, NULL, STATUS_PRESENT), person - 1);
        bucket_of("b");
        assert_int_equal(session_of(&world, "b")->buckets[0]->arrivals.count, 0);
        assert_true(tally->blocks.count > 0 && tally->blocks.count <= 4);
        tally_settled(tally);
    }
    assert_int_equal(tally->blocks.count, 4);
}

/* One who moves after coming and before anybody reads is counted where the statements say. */
static void
an_arrival__is_counted_by_what_is_known_of_the_person_when_it_is_read(void **state)
{
    (void)state;
    hold("a", "edu", "2025-05-01");
    bucket_of("a");
    attend("a", 1);
    world_state(&world, make_person(&world, 1, "gate", "", "2025-01-01"));
    assert_int_equal(people_in(bucket_of("a"), "gate", NULL, STATUS_PRESENT), 1);
    attend("a", 2);
    bucket_of("a");
    world_state(&world, make_person(&world, 2, "bridge", "", "2025-01-01"));
    attend("a", 3);
    assert_int_equal(people_in(bucket_of("a"), "bridge", NULL, STATUS_PRESENT), 1);
    assert_int_equal(people_in(bucket_of("a"), NULL, NULL, STATUS_PRESENT), 1);
}

static void
what_changed__is_dirty_until_it_is_settled(void **state)
{
    (void)state;
    hold("a", "edu", "2025-05-01");
    hold("b", "sport", "2025-05-01");
    bucket_of("a");
    tally_settled(&world.facts.tally);
    assert_int_equal(world.facts.tally.dirty.count, 0);
    attend("a", 1);
    world_state(&world, make_headcount(&world, "a", 9));
    assert_int_equal(world.facts.tally.dirty.count, 1);
    assert_int_equal(bucket_of("a")->attendances, 9);
    assert_int_equal(bucket_of("a")->headcounted_count, 1);
    assert_int_equal(bucket_of("b")->headcounted_count, 0);
    assert_false(bucket_of("b")->dirty);
}

static void
a_correction_of_minutes_alone__moves_nobody(void **state)
{
    struct event *event = make_attendance(&world, "a", 1, STATUS_PRESENT);

    (void)state;
    hold("a", "edu", "2025-05-01");
    attend("a", 1);
    bucket_of("a");
    event->as.attendance.has_minutes = true;
    event->as.attendance.minutes = 30;
    world_state(&world, event);
    assert_false(session_of(&world, "a")->buckets[0]->people_stale);
    assert_true(session_of(&world, "a")->buckets[0]->dirty); /* a rule may ask for minutes */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sessions__that_are_alike_share_a_bucket, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sessions__that_rules_tell_apart_do_not_share_a_bucket, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sessions__of_two_epochs_do_not_share_a_bucket, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session__stands_with_its_host_cohosts_and_teams, set_up, tear_down),
        cmocka_unit_test_setup_teardown(people__are_kept_by_home_groups_status_and_role, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_statement_about_a_person__moves_them_to_another_class, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_classes__are_found_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(newcomers__are_those_who_came_since_it_was_settled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arrivals__are_counted_however_many_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arrivals__stand_in_blocks_that_are_used_again_and_few_of_them_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_arrival__is_counted_by_what_is_known_of_the_person_when_it_is_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_changed__is_dirty_until_it_is_settled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_correction_of_minutes_alone__moves_nobody, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}

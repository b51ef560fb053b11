/* SPDX-License-Identifier: MIT */
#include "lib/model/facts.h"

#include "lib/model/facts_change.h"
#include "lib/model/facts_settle.h"
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
    world_state(&world, make_unit(&world, "gate", NULL, "2020-01-01"));
    facts_new_rules(&world.facts, true, true);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

/* ---- verdicts ---- */

static struct event *
held(uint32_t rev, const char *category)
{
    struct event *event = make_held(&world, "games", "gate", category, "2025-05-29");

    event->rev = rev;
    return event;
}

static const struct session *
settled(void)
{
    world_settle(&world, random_answer); /* rule 0: education */
    return session_of(&world, "games");
}

static size_t
waiting(void)
{
    facts_settle(&world.facts);
    return world.facts.sessions_waiting;
}

static void
a_session__waits_for_one_verdict_until_it_changes(void **state)
{
    (void)state;
    world_state(&world, held(1, "edu.law"));
    assert_int_equal(waiting(), 1);
    assert_int_equal(settled()->bucket_count, 1);
    assert_true(rule_mask_has(&settled()->mask, 0));
    world_state(&world, make_attendance(&world, "games", 1, STATUS_PRESENT));
    world_state(&world, make_headcount(&world, "games", 9));
    assert_int_equal(waiting(), 0); /* people are none of a rule's business */
    world_state(&world, held(2, "sport"));
    assert_int_equal(waiting(), 1);
    assert_false(rule_mask_has(&settled()->mask, 0));
}

/* The void hides the correction, too; when it goes, the rules were only ever asked about what was corrected. */
static void
a_session__that_was_corrected_while_it_was_silenced_is_asked_about_when_it_comes_back(void **state)
{
    uint64_t silence;

    (void)state;
    world_state(&world, held(1, "sport"));
    assert_false(rule_mask_has(&settled()->mask, 0));
    silence = world_state(&world, make_void(&world, "games", 9));
    world_state(&world, held(2, "edu.law"));
    assert_int_equal(settled()->state, SESSION_INACTIVE);
    world_withdraw(&world, silence);
    assert_int_equal(waiting(), 1);
    assert_true(rule_mask_has(&settled()->mask, 0));
}

static void
a_session__that_comes_back_as_it_was_keeps_its_verdict(void **state)
{
    uint64_t silence;

    (void)state;
    world_state(&world, held(1, "edu.law"));
    settled();
    silence = world_state(&world, make_void(&world, "games", 1));
    assert_int_equal(settled()->bucket_count, 0);
    world_withdraw(&world, silence);
    assert_int_equal(waiting(), 0);
    assert_true(rule_mask_has(&settled()->mask, 0));
    assert_int_equal(settled()->bucket_count, 1);
}

static void
a_session__that_leaves_unanswered_is_not_waited_for(void **state)
{
    uint64_t seq;

    (void)state;
    seq = world_state(&world, held(1, "edu.law"));
    assert_int_equal(waiting(), 1);
    world_withdraw(&world, seq);
    assert_int_equal(waiting(), 0);
    world_restore(&world, seq);
    assert_int_equal(waiting(), 1);
    world_state(&world, make_void(&world, "games", 1));
    assert_int_equal(waiting(), 0);
}

static void
a_changed_level_or_zone_of_the_host__asks_again(void **state)
{
    struct event *unit = make_unit(&world, "gate", NULL, "2021-01-01"), *tokyo = make_unit(&world, "gate", NULL, "2022-01-01");
    struct event *event = held(1, "edu.law");

    (void)state;
    event->as.activity_put.start = make_when("2025-03-31T15:30:00Z");
    world_state(&world, event);
    settled();
    unit->as.unit_put.level = LEVEL_STREET;
    world_state(&world, unit);
    assert_int_equal(waiting(), 1);
    assert_int_equal(settled()->level, LEVEL_STREET);
    tokyo->as.unit_put.level = LEVEL_STREET;
    tokyo->as.unit_put.tz = STR("Asia/Tokyo");
    world_state(&world, tokyo);
    assert_int_equal(waiting(), 1);
    assert_int_equal(settled()->first, make_day("2025-04-01"));
    world_state(&world, make_unit(&world, "bridge", NULL, "2020-01-01"));
    assert_int_equal(waiting(), 0);
}

static void
a_verdict__about_an_older_version_is_not_taken(void **state)
{
    struct rule_subject subject;
    struct verdict verdict;

    (void)state;
    world_state(&world, held(1, "edu.law"));
    facts_settle(&world.facts);
    facts_session_subject(&world.facts, 0, &subject);
    assert_string_equal(subject.activity->category.ptr, "edu.law");
    assert_int_equal(subject.date, make_day("2025-05-29"));
    assert_int_equal(subject.precision, WHEN_DAY);
    verdict = (struct verdict){ .kind = SUBJECT_SESSION, .number = subject.number, .version = subject.version };
    world_state(&world, held(2, "sport"));
    facts_settle(&world.facts);
    assert_false(facts_verdict(&world.facts, &verdict));
    assert_int_equal(world.facts.sessions_waiting, 1);
    verdict.number = 12345;
    assert_false(facts_verdict(&world.facts, &verdict));
    facts_session_subject(&world.facts, 0, &subject);
    verdict = (struct verdict){ .kind = SUBJECT_SESSION, .number = subject.number, .version = subject.version };
    assert_true(facts_verdict(&world.facts, &verdict));
    assert_false(facts_verdict(&world.facts, &verdict));
    assert_int_equal(world.facts.sessions_waiting, 0);
}

static void
new_rules__void_every_verdict(void **state)
{
    (void)state;
    world_state(&world, held(1, "edu.law"));
    world_state(&world, make_item(&world, "march", "gate", "2025-03"));
    settled();
    facts_new_rules(&world.facts, true, true);
    assert_int_equal(world.facts.sessions_waiting, 1);
    assert_int_equal(world.facts.items_waiting, 1);
    assert_int_equal(world.facts.asking_session_count, 1);
    assert_int_equal(world.facts.asking_item_count, 1);
    assert_int_equal(session_of(&world, "games")->bucket_count, 0);
    assert_true(world.facts.all_dirty);
    facts_new_rules(&world.facts, false, false); /* nothing to ask */
    assert_int_equal(world.facts.sessions_waiting + world.facts.items_waiting, 0);
    assert_int_equal(session_of(&world, "games")->bucket_count, 1);
    assert_false(rule_mask_has(&session_of(&world, "games")->mask, 0));
}

static void
asking_again__lists_who_still_waits(void **state)
{
    (void)state;
    world_state(&world, held(1, "edu.law"));
    settled();
    world_state(&world, make_held(&world, "show", "gate", "culture", "2025-05-29"));
    world_state(&world, make_item(&world, "march", "gate", "2025-03"));
    facts_settle(&world.facts);
    world.facts.asking_session_count = world.facts.asking_item_count = 0; /* asked, and the worker died */
    facts_ask_again(&world.facts);
    assert_int_equal(world.facts.asking_session_count, 1);
    assert_int_equal(world.facts.asking_sessions[0], session_of(&world, "show")->number);
    assert_int_equal(world.facts.asking_item_count, 1);
    assert_int_equal(world.facts.sessions_waiting, 1);
    assert_int_equal(world.facts.items_waiting, 1);
}

/* ---- pending ---- */

static void
an_event__is_pending_while_it_names_something_unknown(void **state)
{
    struct event *waits[12], *guided = make_unit(&world, "z", NULL, "2025-01-01"), *item = make_item(&world, "i", "gate", "2025-03");
    struct event *with_item = make_held(&world, "h1", "gate", "edu", "2025-05-29"), *with_cohost = make_held(&world, "h2", "gate", "edu", "2025-05-29");
    struct event *with_team = make_held(&world, "h3", "gate", "edu", "2025-05-29");
    size_t n = 0;

    (void)state;
    guided->as.unit_put.guide = STR("ghost");
    item->as.plan_put.team = STR("drum");
    with_item->as.activity_put.item = STR("june");
    with_cohost->as.activity_put.cohosts = make_list(&world, "ghost");
    with_team->as.activity_put.teams = make_list(&world, "drum");
    waits[n++] = make_unit(&world, "y", "ghost", "2025-01-01");
    waits[n++] = guided;
    waits[n++] = make_population(&world, "ghost", NULL, 5, "2025-01-01");
    waits[n++] = make_person(&world, 1, "ghost", "", "2025-01-01");
    waits[n++] = make_team(&world, "dance", "ghost");
    waits[n++] = make_member(&world, "drum", 1, true, "2025-01-01");
    waits[n++] = item;
    waits[n++] = with_item;
    waits[n++] = with_cohost;
    waits[n++] = with_team;
    waits[n++] = make_attendance(&world, "unheard", 1, STATUS_PRESENT);
    waits[n++] = make_void(&world, "unheard", 1);
    for (size_t i = 0; i < n; i++) {
        world_state(&world, waits[i]);
        assert_true(facts_is_pending(&world.facts, waits[i]));
    }
    world_state(&world, make_unit(&world, "ghost", NULL, "2020-01-01"));
    world_state(&world, make_team(&world, "drum", "ghost"));
    world_state(&world, make_item(&world, "june", "ghost", "2025-06"));
    world_state(&world, make_held(&world, "unheard", "ghost", "edu", "2025-06-01"));
    for (size_t i = 0; i < n; i++)
        assert_false(facts_is_pending(&world.facts, waits[i]));
}

static void
an_event__that_names_nothing_unknown_is_not_pending(void **state)
{
    (void)state;
    assert_false(facts_is_pending(&world.facts, make_unit(&world, "y", NULL, "2025-01-01")));
    assert_false(facts_is_pending(&world.facts, make_person(&world, 1, NULL, "", "2025-01-01")));
    assert_false(facts_is_pending(&world.facts, make_item(&world, "i", "gate", "2025-03")));
    assert_false(facts_is_pending(&world.facts, make_event(&world, EVENT_RETRACT, "2025-01-01")));
}

/* A retracted session was stated once: what names it is inactive, not pending. */
static void
a_dead_activity__is_known_and_inactive(void **state)
{
    struct event *event = held(1, "edu.law"), *present = make_attendance(&world, "games", 1, STATUS_PRESENT);
    uint64_t seq = world_log(&world, event);

    (void)state;
    facts_state(&world.facts, event, seq, true);
    assert_false(facts_is_pending(&world.facts, present));
    assert_int_equal(settled()->state, SESSION_INACTIVE);
    facts_withdraw(&world.facts, event, seq);
    assert_true(facts_is_pending(&world.facts, present));
    assert_int_equal(settled()->state, SESSION_UNKNOWN);
    facts_state(&world.facts, make_population(&world, "gate", NULL, 5, "2025-01-01"), seq, true); /* of other types nothing stays */
    assert_int_equal(world.facts.populations.count, 0);
}

/* ---- what is to be published ---- */

static void
publishing__forgets_what_changed(void **state)
{
    (void)state;
    world_state(&world, held(1, "edu.law"));
    settled();
    assert_true(world.facts.all_dirty);
    facts_published(&world.facts);
    assert_false(world.facts.all_dirty);
    assert_int_equal(world.facts.tally.dirty.count + world.facts.mark_count + world.facts.changed_session_count, 0);
    world_state(&world, make_attendance(&world, "games", 1, STATUS_PRESENT));
    settled();
    assert_int_equal(world.facts.tally.dirty.count, 1);
    assert_false(world.facts.all_dirty);
}

static void
a_group__that_comes_to_a_home_or_leaves_it_makes_everything_due(void **state)
{
    uint64_t seq;

    (void)state;
    settled();
    facts_published(&world.facts);
    world_state(&world, make_person(&world, 1, "gate", "", "2025-01-01"));
    assert_false(world.facts.all_dirty);
    seq = world_state(&world, make_person(&world, 2, "gate", "women", "2025-01-01"));
    assert_true(world.facts.all_dirty);
    settled();
    facts_published(&world.facts);
    world_state(&world, make_person(&world, 3, "gate", "women", "2025-01-01"));
    assert_false(world.facts.all_dirty);
    world_withdraw(&world, seq);
    assert_false(world.facts.all_dirty); /* there is another one */
}

/* ---- any order ---- */

/* All that is known of the sessions and who was counted there. */
static struct str
describe(struct arena *arena)
{
    struct str text = STR("");

    for (unsigned i = 0; i < RANDOM_SESSIONS; i++) {
        char code[8];
        const struct session *session;
        snprintf(code, sizeof code, "s%u", i);
        session = session_of(&world, code);
        text = arena_printf(arena, "%s\n%s state %d named %u attendances %llu", text.ptr, code, session->state, session->named,
                            (unsigned long long)session_attendances(session));
        if (session->state == SESSION_ACTIVE)
            text = arena_printf(arena, "%s days %d-%d mask %llx in %u buckets of %.*s", text.ptr, session->first, session->last,
                                (unsigned long long)session->mask.bits[0], session->bucket_count,
                                STR_ARG(session->chosen->put->category));
    }
    return text;
}

static void
any_order__of_any_events_gives_the_same_sessions(void **state)
{
    for (unsigned set = 0; set < 300; set++) {
        struct arena texts = { 0 };
        struct str first = { 0 };

        for (unsigned order = 0; order < 3; order++) {
            struct event *events[RANDOM_EVENTS];
            uint64_t seqs[RANDOM_EVENTS];
            struct dice same = { set }, other = { set * 10 + order + 1000 };
            struct str text;
            tear_down(state);
            set_up(state);
            random_events(&world, &same, events);
            random_order(events, RANDOM_EVENTS, &other);
            state_with_others(&world, &other, &(struct stating){ events, seqs, RANDOM_EVENTS });
            text = describe(&texts);
            if (order == 0)
                first = text;
            else if (!str_eq(first, text))
                check_failed("set %u: one order gives%s\n\nanother%s", set, first.ptr, text.ptr);
        }
        arena_free(&texts);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_session__waits_for_one_verdict_until_it_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session__that_was_corrected_while_it_was_silenced_is_asked_about_when_it_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session__that_comes_back_as_it_was_keeps_its_verdict, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session__that_leaves_unanswered_is_not_waited_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_changed_level_or_zone_of_the_host__asks_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_verdict__about_an_older_version_is_not_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(new_rules__void_every_verdict, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asking_again__lists_who_still_waits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_event__is_pending_while_it_names_something_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_event__that_names_nothing_unknown_is_not_pending, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_dead_activity__is_known_and_inactive, set_up, tear_down),
        cmocka_unit_test_setup_teardown(publishing__forgets_what_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_group__that_comes_to_a_home_or_leaves_it_makes_everything_due, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_order__of_any_events_gives_the_same_sessions, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}

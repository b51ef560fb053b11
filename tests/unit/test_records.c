/* SPDX-License-Identifier: MIT */
#include "lib/model/records.h"

#include "lib/model/facts_settle.h"
#include "lib/model/record_verdicts.h"
#include "lib/model/record_walk.h"
#include "tests/support/check.h"
#include "tests/support/world.h"

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    world_state(&world, make_unit(&world, "street", NULL, "2020-01-01"));
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

static uint64_t
publish_item(const char *unit, const char *channel, const char *at)
{
    struct event *event = make_event(&world, EVENT_PUBLICITY_PUT, at);

    event->as.publicity_put = (struct publicity_put){ .unit = str_of(unit), .channel = str_of(channel) };
    return world_state(&world, event);
}

static uint64_t
count_volunteers(const char *unit, const char *period, uint32_t registered, const char *at)
{
    struct event *event = make_event(&world, EVENT_VOLUNTEER_COUNT, at);

    event->as.volunteer_count = (struct volunteer_count){
        .unit = str_of(unit), .period = str_of(period), .has_registered = true, .registered = registered
    };
    return world_state(&world, event);
}

static uint64_t
put_venue(const char *venue, const char *unit, const char *at)
{
    struct event *event = make_event(&world, EVENT_VENUE_PUT, at);

    event->as.venue_put = (struct venue_put){ .venue = str_of(venue), .unit = str_of(unit), .kind = STR("library") };
    return world_state(&world, event);
}

static uint64_t
open_venue(const char *venue, const char *from, const char *to)
{
    struct event *event = make_event(&world, EVENT_VENUE_OPEN, "2025-01-01");

    event->as.venue_hours = (struct venue_hours){ .venue = str_of(venue), .from = make_when(from), .to = make_when(to) };
    return world_state(&world, event);
}

static uint64_t
respond(const char *activity, uint32_t level)
{
    struct event *event = make_event(&world, EVENT_FEEDBACK_RESPONSE, "2025-01-01");

    event->as.feedback = (struct feedback){ .activity = str_of(activity), .level = level };
    return world_state(&world, event);
}

/* How many records of the type the unit's row over the period has. */
static size_t
records_in(enum event_type type, const char *unit, const char *period)
{
    struct bucket_list none = { 0 };
    struct scope scope = { .facts = &world.facts, .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE, .buckets = &none };

    world_settle(&world, NULL);
    scope.unit = unit_number(&world, unit);
    assert_true(period_parse(str_of(period), 1, &scope.period));
    return record_count(&scope, type, RULE_NONE, &scope.period);
}

static void
a_record__counts_at_its_unit_and_above_in_the_periods_that_contain_its_date(void **state)
{
    (void)state;
    publish_item("gate", "board", "2025-03-31T16:30:00Z"); /* 1 April there */
    publish_item("gate", "board", "2025");
    publish_item("street", "site", "2025-04-02");
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "gate", "2025-03"), 0);
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "gate", "2025-04"), 1);
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "gate", "2025"), 2);
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "bridge", "2025"), 0);
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "street", "2025Q2"), 2);
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "street", "2025"), 3);
    assert_int_equal(records_in(EVENT_AWARD_PUT, "street", "2025"), 0);
}

static void
a_record__counts_where_its_unit_was_on_its_day(void **state)
{
    (void)state;
    world_state(&world, make_unit(&world, "town", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "town", "2025-06-01"));
    publish_item("gate", "board", "2025-05-31");
    publish_item("gate", "board", "2025-06-01");
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "street", "2025"), 1);
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "town", "2025"), 1);
    assert_int_equal(records_in(EVENT_PUBLICITY_PUT, "gate", "2025"), 2);
}

static void
statements_about_one_thing__leave_the_greatest(void **state)
{
    uint64_t late;

    (void)state;
    late = count_volunteers("gate", "2025H1", 142, "2025-07-02");
    count_volunteers("gate", "2025H1", 140, "2025-07-01");
    count_volunteers("gate", "2025H2", 150, "2025-01-01");
    assert_int_equal(records_in(EVENT_VOLUNTEER_COUNT, "gate", "2025"), 2);
    assert_int_equal(records_in(EVENT_VOLUNTEER_COUNT, "gate", "2025H1"), 1);
    assert_int_equal(world.facts.records.shelves[EVENT_VOLUNTEER_COUNT].shelves[0].list.records[0]->as.volunteer_count.registered
                         + world.facts.records.shelves[EVENT_VOLUNTEER_COUNT].shelves[0].list.records[1]->as.volunteer_count.registered,
                     292);
    world_withdraw(&world, late);
    assert_int_equal(records_in(EVENT_VOLUNTEER_COUNT, "gate", "2025H1"), 1);
    world_restore(&world, late);
    assert_int_equal(records_in(EVENT_VOLUNTEER_COUNT, "gate", "2025H1"), 1);
}

static void
what_names_a_venue__waits_for_it(void **state)
{
    uint64_t hours, venue;

    (void)state;
    hours = open_venue("hall", "2025-03-01T09:00:00+08:00", "2025-03-01T17:00:00+08:00");
    assert_int_equal(records_in(EVENT_VENUE_OPEN, "gate", "2025-03"), 0);
    venue = put_venue("hall", "gate", "2025-05-01");
    assert_int_equal(records_in(EVENT_VENUE_OPEN, "gate", "2025-03"), 1);
    world_withdraw(&world, venue);
    assert_int_equal(records_in(EVENT_VENUE_OPEN, "gate", "2025-03"), 0);
    put_venue("hall", "nowhere", "2025-05-01");
    assert_int_equal(records_in(EVENT_VENUE_OPEN, "street", "2025-03"), 0);
    put_venue("hall", "bridge", "2025-05-02");
    assert_int_equal(records_in(EVENT_VENUE_OPEN, "bridge", "2025-03"), 1);
    world_withdraw(&world, hours);
    assert_int_equal(records_in(EVENT_VENUE_OPEN, "bridge", "2025-03"), 0);
}

static void
feedback_about_an_activity__follows_its_session(void **state)
{
    uint64_t held, cancelled;

    (void)state;
    respond("games", 5);
    assert_int_equal(records_in(EVENT_FEEDBACK_RESPONSE, "gate", "2025"), 0);
    held = world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    assert_int_equal(records_in(EVENT_FEEDBACK_RESPONSE, "gate", "2025-05"), 1);
    cancelled = world_state(&world, make_void(&world, "games", 1));
    assert_int_equal(records_in(EVENT_FEEDBACK_RESPONSE, "gate", "2025-05"), 0);
    world_withdraw(&world, cancelled);
    assert_int_equal(records_in(EVENT_FEEDBACK_RESPONSE, "gate", "2025-05"), 1);
    world_withdraw(&world, held);
    assert_int_equal(records_in(EVENT_FEEDBACK_RESPONSE, "gate", "2025-05"), 0);
}

static void
an_award_of_a_team__stands_at_its_unit_and_the_team(void **state)
{
    struct event *award = make_event(&world, EVENT_AWARD_PUT, "2025-05-04");

    (void)state;
    award->as.award_put = (struct award_put){ .team = STR("drum"), .contest = STR("cup"), .level = AWARD_PROVINCE };
    world_state(&world, award);
    assert_int_equal(records_in(EVENT_AWARD_PUT, "gate", "2025"), 0);
    world_state(&world, make_team(&world, "drum", "gate"));
    assert_int_equal(records_in(EVENT_AWARD_PUT, "gate", "2025"), 1);
    assert_int_equal(records_in(EVENT_AWARD_PUT, "street", "2025-05"), 1);
}

/* Of feedback about games: those in the row of the unit, or of the team, or of the category. */
static size_t
answers_in(const char *unit, const char *team, const char *category)
{
    struct bucket_list none = { 0 };
    struct scope scope = { .facts = &world.facts, .group = CODE_NONE, .buckets = &none };

    world_settle(&world, NULL);
    scope.unit = unit_number(&world, unit);
    scope.team = team ? team_number(&world, team) : CODE_NONE;
    scope.category = category ? category_number(&world, category) : CODE_NONE;
    return record_count(&scope, EVENT_FEEDBACK_RESPONSE, RULE_NONE, NULL);
}

static void
feedback__counts_for_the_teams_and_the_category_of_its_session(void **state)
{
    struct event *held = make_held(&world, "games", "gate", "sport.ball", "2025-05-29"), *unit = make_event(&world, EVENT_FEEDBACK_RESPONSE, "2025");

    (void)state;
    world_state(&world, make_team(&world, "drum", "gate"));
    world_state(&world, make_team(&world, "chess", "bridge"));
    held->as.activity_put.teams = make_list(&world, "drum chess");
    world_state(&world, held);
    respond("games", 5);
    unit->as.feedback = (struct feedback){ .unit = STR("gate"), .level = 5 };
    world_state(&world, unit);
    assert_int_equal(answers_in("gate", NULL, NULL), 2);
    assert_int_equal(answers_in("gate", "drum", NULL), 1);
    assert_int_equal(answers_in("bridge", "chess", NULL), 1);
    assert_int_equal(answers_in("bridge", NULL, NULL), 0);
    assert_int_equal(answers_in("gate", NULL, "sport"), 1);
    assert_int_equal(answers_in("gate", NULL, "sport.ball"), 1);
    assert_int_equal(answers_in("bridge", NULL, "sport"), 0);

    held = make_held(&world, "games", "gate", "culture", "2025-05-29");
    held->rev = 2;
    world_state(&world, held);
    assert_int_equal(answers_in("gate", NULL, "sport"), 0);
    assert_int_equal(answers_in("gate", NULL, "culture"), 1);
    assert_int_equal(answers_in("gate", "drum", NULL), 0);
}

static void
feedback__counts_for_host_and_cohosts_and_once_above_them(void **state)
{
    struct event *held = make_held(&world, "games", "gate", "sport", "2025-05-29");

    (void)state;
    world_state(&world, make_unit(&world, "town", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "mill", "town", "2020-01-01"));
    world_state(&world, make_unit(&world, "field", "town", "2020-01-01"));
    held->as.activity_put.cohosts = make_list(&world, "bridge field mill");
    world_state(&world, held);
    respond("games", 5);
    assert_int_equal(answers_in("gate", NULL, NULL), 1);
    assert_int_equal(answers_in("bridge", NULL, NULL), 1);
    assert_int_equal(answers_in("street", NULL, NULL), 1);
    assert_int_equal(answers_in("mill", NULL, NULL), 1);
    assert_int_equal(answers_in("field", NULL, NULL), 1);
    assert_int_equal(answers_in("town", NULL, NULL), 1);
    world_state(&world, make_unit(&world, "bridge", "town", "2025-06-01")); /* later: two trees */
    assert_int_equal(answers_in("street", NULL, NULL), 1);
    assert_int_equal(answers_in("town", NULL, NULL), 1);
}

/* ---- what rules say ---- */

static struct rule_mask
likes_websites(const struct rule_subject *subject)
{
    struct rule_mask mask = { { 0 } };

    assert_int_equal(subject->kind, SUBJECT_RECORD);
    assert_int_equal(subject->type, EVENT_PUBLICITY_PUT);
    if (str_eq(subject->data->publicity_put.channel, STR("website")))
        rule_mask_set(&mask, 0);
    return mask;
}

static size_t
selected_in(enum event_type type, const char *unit, const char *period)
{
    struct scope scope = { .facts = &world.facts, .unit = unit_number(&world, unit), .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE };

    world_settle(&world, likes_websites);
    assert_true(period_parse(str_of(period), 1, &scope.period));
    return record_count(&scope, type, 0, &scope.period);
}

static void
rules_about_publicity(void)
{
    world.facts.records.asked_types = (uint64_t)1 << EVENT_PUBLICITY_PUT;
    facts_new_rules(&world.facts, false, false);
}

static void
a_rule__is_asked_once_about_each_record_of_its_type(void **state)
{
    (void)state;
    publish_item("gate", "website", "2025-03-01");
    put_venue("hall", "gate", "2025-01-01");
    rules_about_publicity();
    assert_int_equal(world.facts.records.waiting, 1);
    assert_int_equal(world.facts.records.asking_count, 1);
    assert_int_equal(selected_in(EVENT_PUBLICITY_PUT, "gate", "2025"), 1);
    publish_item("gate", "board", "2025-03-02");
    facts_settle(&world.facts);
    assert_int_equal(world.facts.records.waiting, 1);
    assert_int_equal(selected_in(EVENT_PUBLICITY_PUT, "gate", "2025"), 1);
}

static void
an_answer_about_an_older_question__is_not_taken(void **state)
{
    struct rule_subject subject;
    struct verdict verdict;
    uint64_t seq;

    (void)state;
    rules_about_publicity();
    seq = publish_item("gate", "website", "2025-03-01");
    facts_settle(&world.facts);
    assert_true(facts_record_subject(&world.facts, 0, &subject));
    verdict = (struct verdict){ .kind = SUBJECT_RECORD, .number = 0, .version = subject.version };
    rules_about_publicity();
    assert_false(facts_verdict(&world.facts, &verdict));
    assert_true(facts_record_subject(&world.facts, 0, &subject));
    world_withdraw(&world, seq);
    facts_settle(&world.facts);
    assert_int_equal(world.facts.records.waiting, 0);
    verdict.version = subject.version;
    assert_false(facts_verdict(&world.facts, &verdict));
    assert_false(facts_record_subject(&world.facts, 0, &subject));
}

static void
a_record_whose_worker_died__is_asked_again(void **state)
{
    (void)state;
    rules_about_publicity();
    publish_item("gate", "website", "2025-03-01");
    facts_settle(&world.facts);
    world.facts.records.asking_count = 0; /* asked, and the worker died */
    facts_ask_again(&world.facts);
    assert_int_equal(world.facts.records.asking_count, 1);
    assert_int_equal(world.facts.records.waiting, 1);
    assert_int_equal(selected_in(EVENT_PUBLICITY_PUT, "street", "2025-03"), 1);
}

static void
a_unit_of_another_level__makes_another_question(void **state)
{
    struct event *unit;

    (void)state;
    rules_about_publicity();
    publish_item("gate", "website", "2025-03-01");
    assert_int_equal(selected_in(EVENT_PUBLICITY_PUT, "gate", "2025"), 1);
    unit = make_unit(&world, "gate", "street", "2021-01-01");
    unit->as.unit_put.level = LEVEL_GRID;
    world_state(&world, unit);
    facts_settle(&world.facts);
    assert_int_equal(world.facts.records.waiting, 1);
}

static uint64_t
publish_about(const char *at, const char *subject_at)
{
    struct event *event = make_event(&world, EVENT_PUBLICITY_PUT, at);

    event->as.publicity_put = (struct publicity_put){ .unit = STR("gate"), .channel = STR("website"), .subject_at = make_when(subject_at) };
    return world_state(&world, event);
}

static void
delay__is_days_between_the_local_days_and_unknown_of_a_month(void **state)
{
    static const struct {
        const char *at, *subject;
        bool has;
        int32_t delay;
    } cases[] = {
        { "2025-03-04", "2025-03-01", true, 3 },   { "2025-03-01", "2025-03-01", true, 0 },
        { "2025-03-01", "2025-03-03", true, -2 },  { "2025-03-31T16:30:00Z", "2025-03-31", true, 1 },
        { "2025-03", "2025-03-01", false, 0 },     { "2025-03-04", "2025-03", false, 0 },
    };
    struct rule_subject subject;

    (void)state;
    rules_about_publicity();
    for (uint32_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        publish_about(cases[i].at, cases[i].subject);
        facts_settle(&world.facts);
        assert_true(facts_record_subject(&world.facts, i, &subject));
        assert_int_equal(subject.has_delay, cases[i].has);
        assert_int_equal(subject.delay, cases[i].delay);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_record__counts_at_its_unit_and_above_in_the_periods_that_contain_its_date, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_record__counts_where_its_unit_was_on_its_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(statements_about_one_thing__leave_the_greatest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_rule__is_asked_once_about_each_record_of_its_type, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_about_an_older_question__is_not_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_record_whose_worker_died__is_asked_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_of_another_level__makes_another_question, set_up, tear_down),
        cmocka_unit_test_setup_teardown(delay__is_days_between_the_local_days_and_unknown_of_a_month, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_names_a_venue__waits_for_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(feedback_about_an_activity__follows_its_session, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_award_of_a_team__stands_at_its_unit_and_the_team, set_up, tear_down),
        cmocka_unit_test_setup_teardown(feedback__counts_for_the_teams_and_the_category_of_its_session, set_up, tear_down),
        cmocka_unit_test_setup_teardown(feedback__counts_for_host_and_cohosts_and_once_above_them, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Volunteers and feedback in the rows of a small tree: who counts where, and when. */
#include "lib/model/volunteers.h"

#include "lib/model/feedback_count.h"
#include "lib/model/people_set.h"
#include "lib/model/volunteer_time.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/world.h"

#include <stdlib.h>

static struct world world;
static const struct bucket_list no_buckets = { 0 };

/* street above gate and bridge. */
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

static struct scope
row(const char *unit, const char *period)
{
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day("2027-01-01"), .year_start_month = 1, .team = CODE_NONE,
        .category = CODE_NONE, .group = CODE_NONE, .buckets = &no_buckets,
    };

    assert_true(period_parse(str_of(period), 1, &scope.period));
    world_settle(&world, NULL);
    scope.unit = unit_number(&world, unit);
    return scope;
}

static struct event *
by_person(enum event_type type, uint32_t person, const char *at)
{
    struct event *event = make_event(&world, type, at);

    event->persons = arena_array(&world.arena, 1, sizeof *event->persons);
    event->persons[0] = person;
    event->person_count = 1;
    return event;
}

static struct event *
change(const char *unit, uint32_t person, bool joins, const char *at)
{
    struct event *event = by_person(joins ? EVENT_VOLUNTEER_JOIN : EVENT_VOLUNTEER_LEAVE, person, at);

    event->as.volunteer_change = (struct volunteer_change){ .unit = str_of(unit) };
    return event;
}

static uint64_t
join(const char *unit, uint32_t person, const char *at)
{
    return world_state(&world, change(unit, person, true, at));
}

static uint64_t
leave(const char *unit, uint32_t person, const char *at)
{
    return world_state(&world, change(unit, person, false, at));
}

/* Below 0: not said. */
static uint64_t
state_numbers(const char *unit, const char *period, int registered, int recruited)
{
    struct event *event = make_event(&world, EVENT_VOLUNTEER_COUNT, "2025-01-01");

    event->as.volunteer_count = (struct volunteer_count){
        .unit = str_of(unit), .period = str_of(period),
        .has_registered = registered >= 0, .registered = registered >= 0 ? (uint32_t)registered : 0,
        .has_recruited = recruited >= 0, .recruited = recruited >= 0 ? (uint32_t)recruited : 0,
    };
    return world_state(&world, event);
}

static struct event *
hours_of(const char *unit, uint32_t person, const char *from, const char *to)
{
    struct event *event = by_person(EVENT_VOLUNTEER_HOURS, person, from);

    event->as.volunteer_hours = (struct volunteer_hours){ .unit = str_of(unit), .from = make_when(from), .to = make_when(to) };
    return event;
}

static uint64_t
serve(const char *unit, uint32_t person, const char *from, const char *to)
{
    return world_state(&world, hours_of(unit, person, from, to));
}

static struct event *
minutes_of(const char *unit, uint32_t person, uint32_t group, uint32_t minutes, const char *at)
{
    struct event *event = person ? by_person(EVENT_VOLUNTEER_HOURS, person, at) : make_event(&world, EVENT_VOLUNTEER_HOURS, at);

    event->as.volunteer_hours = (struct volunteer_hours){ .unit = str_of(unit), .group = group, .has_minutes = true, .minutes = minutes };
    return event;
}

/* -1: nothing was said. */
static int64_t
registered(const char *unit, const char *period)
{
    struct scope scope = row(unit, period);
    int64_t count;

    return volunteers_registered(&scope, &count) ? count : -1;
}

static const struct measure every_proof = { .kind = MEASURE_SERVICE, .proofs = (1u << PROOFS) - 1, .min_minutes = 1 };

static int64_t
minutes(const char *unit, const char *period)
{
    struct scope scope = row(unit, period);

    return volunteers_served(&scope, &every_proof).minutes;
}

static struct people_count
active(const char *unit, const char *period, int64_t of)
{
    const struct people_limit limit = { .known = of >= 0, .population = of, .days = 1 };
    struct scope scope = row(unit, period);

    return volunteers_active(&scope, &every_proof, &limit);
}

static void
expect_active(struct people_count count, int64_t named, int64_t lower, int64_t upper)
{
    assert_int_equal(count.named, named);
    assert_int_equal(count.lower, lower);
    assert_int_equal(count.upper, upper);
}

/* ---- registered ---- */

static void
a_volunteer__is_registered_from_the_day_of_joining_up_to_not_including_that_of_leaving(void **state)
{
    uint64_t left;

    (void)state;
    assert_int_equal(registered("gate", "2025-01"), -1);
    join("gate", 1, "2025-01-31");
    left = leave("gate", 1, "2025-03-31");
    assert_int_equal(registered("gate", "2024-12"), -1);
    assert_int_equal(registered("gate", "2025-01"), 1);
    assert_int_equal(registered("gate", "2025-02"), 1);
    assert_int_equal(registered("gate", "2025-03"), 0);
    join("gate", 1, "2025-04-30");
    assert_int_equal(registered("gate", "2025-04"), 1);
    assert_int_equal(registered("gate", "2025Q1"), 0);
    assert_int_equal(registered("gate", "2025"), 1);
    world_withdraw(&world, left);
    assert_int_equal(registered("gate", "2025-03"), 1);
}

static void
of_statements_of_one_day__the_greatest_rev_holds(void **state)
{
    struct event *twice = change("gate", 1, false, "2025-01-31");

    (void)state;
    twice->rev = 2;
    world_state(&world, twice);
    join("gate", 1, "2025-01-31");
    assert_int_equal(registered("gate", "2025"), 0);
}

static void
a_volunteer_of_two_units__is_one_above_them(void **state)
{
    (void)state;
    join("gate", 1, "2025-01-01");
    join("bridge", 1, "2025-01-01");
    join("bridge", 2, "2025-01-01");
    assert_int_equal(registered("gate", "2025"), 1);
    assert_int_equal(registered("bridge", "2025"), 2);
    assert_int_equal(registered("street", "2025"), 2);
    leave("bridge", 1, "2025-06-01");
    assert_int_equal(registered("bridge", "2025"), 1);
    assert_int_equal(registered("street", "2025"), 2);
}

static void
a_stated_number__stands_from_the_end_of_its_period_until_the_next(void **state)
{
    (void)state;
    state_numbers("gate", "2025H1", 142, 142);
    assert_int_equal(registered("gate", "2025-03"), -1);
    assert_int_equal(registered("gate", "2025-06"), 142);
    assert_int_equal(registered("gate", "2025H1"), 142);
    assert_int_equal(registered("gate", "2025"), 142);
    state_numbers("gate", "2025-09", 150, -1);
    state_numbers("gate", "2025H2", -1, 9); /* says nothing about the stock */
    assert_int_equal(registered("gate", "2025H1"), 142);
    assert_int_equal(registered("gate", "2025-08"), 142);
    assert_int_equal(registered("gate", "2025Q3"), 150);
    assert_int_equal(registered("gate", "2026"), 150);
    state_numbers("gate", "2025-06", 141, -1); /* ends with the half-year, and is nearer to that day */
    assert_int_equal(registered("gate", "2025H1"), 141);
}

static void
a_stated_number__counts_only_where_nobody_joined_by_name(void **state)
{
    (void)state;
    state_numbers("gate", "2025-01", 100, -1);
    state_numbers("bridge", "2025-01", 40, -1);
    state_numbers("street", "2025-01", 7, -1);
    assert_int_equal(registered("street", "2025"), 147);
    join("gate", 1, "2025-03-01");
    assert_int_equal(registered("gate", "2025-02"), 100);
    assert_int_equal(registered("gate", "2025-03"), 1);
    assert_int_equal(registered("street", "2025"), 48);
    leave("gate", 1, "2025-04-01");
    assert_int_equal(registered("gate", "2025"), 0);
}

static void
recruited__is_summed_and_what_lies_in_a_longer_period_is_in_that(void **state)
{
    struct scope scope;
    int64_t count;

    (void)state;
    state_numbers("gate", "2025H1", -1, 142);
    state_numbers("gate", "2025-02", 30, 30);
    state_numbers("gate", "2025-07", -1, 5);
    state_numbers("bridge", "2025-02", -1, 3);
    scope = row("gate", "2025");
    assert_true(volunteers_recruited(&scope, &count));
    assert_int_equal(count, 147);
    scope = row("gate", "2025Q1");
    assert_true(volunteers_recruited(&scope, &count));
    assert_int_equal(count, 30);
    scope = row("street", "2025H1");
    assert_true(volunteers_recruited(&scope, &count));
    assert_int_equal(count, 145);
    scope = row("gate", "2025-08");
    assert_false(volunteers_recruited(&scope, &count));
}

/* ---- time ---- */

static void
e4__hours_and_bounds(void **state)
{
    (void)state;
    serve("gate", 1, "2025-05-04T09:00:00+08:00", "2025-05-04T11:00:00+08:00");
    serve("gate", 1, "2025-05-04T10:30:00+08:00", "2025-05-04T12:00:00+08:00");
    serve("gate", 2, "2025-12-31T23:00:00+08:00", "2026-01-01T01:00:00+08:00");
    world_state(&world, minutes_of("gate", 0, 10, 90, "2025-06-01"));
    assert_int_equal(minutes("gate", "2025"), 1140);
    assert_int_equal(minutes("gate", "2026"), 60);
    assert_int_equal(minutes("gate", "2026-01"), 60);
    assert_int_equal(minutes("gate", "2025-05"), 180);
    assert_int_equal(minutes("street", "2025Q4"), 60);
    assert_int_equal(minutes("bridge", "2025"), 0);
    expect_active(active("gate", "2025", 142), 2, 10, 12);
    expect_active(active("gate", "2025", 11), 2, 10, 11);
    expect_active(active("gate", "2025", 1), 2, 2, 2);
    expect_active(active("gate", "2026", 142), 1, 1, 1);
    expect_active(active("gate", "2025", -1), 2, 10, 12);
}

static void
one_interval_of_two_units__counts_at_each_and_once_above(void **state)
{
    (void)state;
    serve("gate", 1, "2025-05-04T09:00:00+08:00", "2025-05-04T11:00:00+08:00");
    serve("bridge", 1, "2025-05-04T10:00:00+08:00", "2025-05-04T12:00:00+08:00");
    assert_int_equal(minutes("gate", "2025"), 120);
    assert_int_equal(minutes("bridge", "2025"), 120);
    assert_int_equal(minutes("street", "2025"), 180);
    expect_active(active("street", "2025", -1), 1, 1, 1);
}

static void
nobody__is_active_with_no_minute(void **state)
{
    (void)state;
    world_state(&world, minutes_of("gate", 1, 0, 0, "2025-06-01"));
    world_state(&world, minutes_of("gate", 0, 10, 0, "2025-06-01"));
    expect_active(active("gate", "2025", -1), 0, 0, 0);
    world_state(&world, minutes_of("gate", 1, 0, 1, "2025-06-01"));
    expect_active(active("gate", "2025", -1), 1, 1, 1);
}

static void
minutes__are_of_the_day_of_the_session_they_name(void **state)
{
    struct event *hours = minutes_of("bridge", 1, 0, 50, "2025-01-01");
    struct scope team;
    uint64_t held;

    (void)state;
    world_state(&world, make_team(&world, "drum", "gate"));
    hours->as.volunteer_hours.activity = STR("games");
    world_state(&world, hours);
    assert_int_equal(minutes("bridge", "2025"), 0);
    struct event *games = make_held(&world, "games", "gate", "sport", "2024-02-29");
    games->as.activity_put.teams = make_list(&world, "drum");
    held = world_state(&world, games);
    assert_int_equal(minutes("bridge", "2024-02"), 50);
    assert_int_equal(minutes("bridge", "2025"), 0);
    assert_int_equal(minutes("gate", "2024"), 0); /* the unit that it names has them */
    team = row("gate", "2024");
    team.team = team_number(&world, "drum");
    assert_int_equal(volunteers_served(&team, &every_proof).minutes, 50);
    world_withdraw(&world, held);
    assert_int_equal(minutes("bridge", "2024-02"), 0);
}

static void
minutes_of_a_month__count_in_it_and_around_it_alone(void **state)
{
    (void)state;
    world_state(&world, minutes_of("gate", 1, 0, 50, "2025-07"));
    world_state(&world, minutes_of("gate", 1, 0, 7, "2025"));
    assert_int_equal(minutes("gate", "2025-07"), 50);
    assert_int_equal(minutes("gate", "2025Q3"), 50);
    assert_int_equal(minutes("gate", "2025"), 57);
    assert_int_equal(minutes("gate", "2025-12"), 0);
}

static void
midnight__is_that_of_the_unit(void **state)
{
    struct event *far = make_unit(&world, "far", NULL, "2020-01-01");

    (void)state;
    far->as.unit_put.tz = STR("Europe/Berlin");
    world_state(&world, far);
    serve("far", 1, "2025-03-31T21:30:00Z", "2025-03-31T22:30:00Z"); /* midnight there at 22:00 in summer */
    assert_int_equal(minutes("far", "2025-03"), 30);
    assert_int_equal(minutes("far", "2025-04"), 30);
    serve("gate", 1, "2025-03-31T21:30:00Z", "2025-03-31T22:30:00Z");
    assert_int_equal(minutes("gate", "2025-04"), 60);
}

static void
clocks_and_words__are_told_apart(void **state)
{
    struct event *clock = hours_of("gate", 1, "2025-05-04T10:30:00+08:00", "2025-05-04T12:00:00+08:00");
    struct volunteers_served served;
    struct scope scope;

    (void)state;
    clock->as.volunteer_hours.proof = PROOF_CLOCK;
    world_state(&world, clock);
    serve("gate", 1, "2025-05-04T09:00:00+08:00", "2025-05-04T11:00:00+08:00");
    scope = row("gate", "2025");
    served = volunteers_served(&scope, &every_proof);
    assert_int_equal(served.minutes, 180);
    assert_int_equal(served.clock, 90);
}

static void
hours__that_are_revised_or_retracted_are_counted_anew(void **state)
{
    uint64_t seq = serve("gate", 1, "2025-05-04T09:00:00+08:00", "2025-05-04T11:00:00+08:00");

    (void)state;
    assert_int_equal(minutes("street", "2025"), 120);
    world_withdraw(&world, seq);
    assert_int_equal(minutes("street", "2025"), 0);
    serve("gate", 1, "2025-05-04T09:00:00+08:00", "2025-05-04T09:10:00+08:00");
    assert_int_equal(minutes("street", "2025"), 10);
}

/* ---- stars ---- */

static int64_t
with_star(const char *unit, const char *period, uint32_t stars, uint32_t min_days)
{
    const struct measure measure = {
        .kind = MEASURE_VOLUNTEERS, .volunteers = VOLUNTEERS_STARRED, .proofs = (1u << PROOFS) - 1,
        .stars = stars, .min_days = min_days, .thresholds = { 6000, 18000 }, .threshold_count = 2,
    };
    struct scope scope = row(unit, period);

    return volunteers_starred(&scope, &measure);
}

static void
stars__are_of_all_the_minutes_so_far(void **state)
{
    (void)state;
    for (unsigned day = 1; day <= 5; day++) {
        char at[32];
        snprintf(at, sizeof at, "2024-03-%02u", day);
        world_state(&world, minutes_of("gate", 1, 0, 1199, at)); /* 5995 */
        world_state(&world, minutes_of("gate", 2, 0, 1200, at)); /* 6000 */
        world_state(&world, minutes_of("gate", 0, 5, 1440, at));
    }
    assert_int_equal(with_star("gate", "2024-02", 1, 0), 0);
    assert_int_equal(with_star("gate", "2024-03", 1, 0), 1);
    world_state(&world, minutes_of("gate", 1, 0, 4, "2025-01-01"));
    assert_int_equal(with_star("street", "2025", 1, 0), 1);
    world_state(&world, minutes_of("bridge", 1, 0, 1, "2025-01-02"));
    assert_int_equal(with_star("street", "2025", 1, 0), 2);
    assert_int_equal(with_star("gate", "2025", 1, 0), 1);
    assert_int_equal(with_star("street", "2025", 2, 0), 0);
}

static void
stars__may_ask_for_days_of_registration(void **state)
{
    (void)state;
    for (unsigned day = 1; day <= 5; day++) {
        char at[32];
        snprintf(at, sizeof at, "2024-03-%02u", day);
        world_state(&world, minutes_of("gate", 1, 0, 1200, at));
    }
    assert_int_equal(with_star("gate", "2024", 1, 1), 0);
    join("gate", 1, "2024-12-02");
    assert_int_equal(with_star("gate", "2024", 1, 30), 1);
    assert_int_equal(with_star("gate", "2024", 1, 31), 0);
    leave("gate", 1, "2024-12-12"); /* ten days */
    join("gate", 1, "2024-12-22");  /* ten more */
    assert_int_equal(with_star("gate", "2024", 1, 20), 1);
    assert_int_equal(with_star("gate", "2024", 1, 21), 0);
}

/* ---- feedback ---- */

static uint64_t
answer(const char *unit, uint32_t level, const char *at)
{
    struct event *event = make_event(&world, EVENT_FEEDBACK_RESPONSE, at);

    event->as.feedback = (struct feedback){ .unit = str_of(unit), .level = level };
    return world_state(&world, event);
}

/* Levels 5, 4, 3, 2, 1, 0; sent below 0: not said. */
static uint64_t
summarise(const char *unit, const uint32_t levels[6], int sent, const char *at)
{
    static const char *const names[] = { "5", "4", "3", "2", "1", "0" };
    struct event *event = make_event(&world, EVENT_FEEDBACK_SUMMARY, at);
    struct group_count *counts = arena_array(&world.arena, 6, sizeof *counts);

    for (int i = 0; i < 6; i++)
        counts[i] = (struct group_count){ str_of(names[i]), levels[i] };
    event->as.feedback = (struct feedback){
        .unit = str_of(unit), .counts = counts, .count_count = 6, .has_sent = sent >= 0, .sent = sent >= 0 ? (uint32_t)sent : 0
    };
    return world_state(&world, event);
}

static void
answers__are_pooled_whatever_they_came_in(void **state)
{
    const struct measure index = { .levels = 62, .weights = { 0, 0, 30, 60, 80, 100 }, .weight_den = 1 };
    const struct measure content = { .levels = 48, .weights = { 1, 1, 1, 1, 1, 1 }, .weight_den = 1 };
    struct feedback_count count;
    struct scope scope;

    (void)state;
    summarise("gate", (const uint32_t[]){ 39, 35, 15, 6, 4, 10 }, 200, "2025-05-01");
    answer("gate", 5, "2025-05-02");
    answer("bridge", 1, "2025-05-02");
    scope = row("gate", "2025-05");
    count = feedback_count(&scope);
    assert_int_equal(feedback_valid(&count), 100);
    assert_int_equal(feedback_points(&count, &content).num, 75);
    assert_int_equal(feedback_points(&count, &index).num, 7880);
    assert_int_equal(count.answers[0], 10);
    assert_true(count.sent_is_known);
    assert_int_equal(count.sent, 200);
    scope = row("street", "2025");
    count = feedback_count(&scope);
    assert_int_equal(feedback_valid(&count), 101);
    scope = row("bridge", "2025");
    count = feedback_count(&scope);
    assert_true(count.reported);
    assert_false(count.sent_is_known);
    scope = row("bridge", "2025-06");
    assert_false(feedback_count(&scope).reported);
}

/* ---- whatever the order ---- */

enum { EVENTS = 40, SETS = 300 };

static void
state_some(struct dice *dice, const unsigned *order, bool all)
{
    static const char *const units[] = { "street", "gate", "bridge" };
    struct event *events[EVENTS];

    for (int i = 0; i < EVENTS; i++) {
        const char *unit = units[dice_below(dice, 3)];
        uint32_t person = 1 + dice_below(dice, 4);
        char from[40], to[40];
        unsigned day = 1 + dice_below(dice, 27), hour = dice_below(dice, 23), kind = dice_below(dice, 5);
        snprintf(from, sizeof from, "2025-%02u-%02uT%02u:10:00+08:00", 1 + dice_below(dice, 12), day, hour);
        snprintf(to, sizeof to, "%.8s%02uT%02u:50:00+08:00", from, day, hour + dice_below(dice, 24 - hour));
        if (kind == 0)
            events[i] = minutes_of(unit, person, 0, dice_below(dice, 200), from);
        else if (kind == 1)
            events[i] = minutes_of(unit, 0, 1 + dice_below(dice, 9), dice_below(dice, 200), from);
        else if (kind == 2)
            events[i] = change(unit, person, dice_below(dice, 3) > 0, from);
        else
            events[i] = hours_of(unit, person, from, to);
    }
    for (int i = 0; i < EVENTS; i++) {
        uint64_t seq = world_state(&world, events[order[i]]);
        if (all && order[i] % 7 == 0) { /* withdrawn for a while */
            world_settle(&world, NULL);
            world_withdraw(&world, seq);
            world_settle(&world, NULL);
            world_restore(&world, seq);
        }
    }
}

struct picture {
    int64_t numbers[3][3][5];
};

static void
take_picture(struct picture *picture)
{
    static const char *const units[] = { "street", "gate", "bridge" }, *const periods[] = { "2025", "2025H1", "2025-03" };

    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            struct people_count people = active(units[i], periods[k], -1);
            picture->numbers[i][k][0] = registered(units[i], periods[k]);
            picture->numbers[i][k][1] = minutes(units[i], periods[k]);
            picture->numbers[i][k][2] = people.named;
            picture->numbers[i][k][3] = people.lower;
            picture->numbers[i][k][4] = people.upper;
            assert_true(people.named <= people.lower && people.lower <= people.upper);
        }
}

static void
figures__do_not_hang_on_the_order(void **state)
{
    for (unsigned set = 0; set < SETS; set++) {
        struct picture first = { 0 }, second = { 0 };
        unsigned order[EVENTS];
        struct dice dice = { set }, cards = { set + 1000 };

        for (unsigned i = 0; i < EVENTS; i++)
            order[i] = i;
        state_some(&dice, order, false);
        take_picture(&first);
        tear_down(state);
        set_up(state);
        dice = (struct dice){ set };
        for (unsigned i = EVENTS; i > 1; i--) {
            unsigned k = dice_below(&cards, i), kept = order[i - 1];
            order[i - 1] = order[k];
            order[k] = kept;
        }
        state_some(&dice, order, true);
        take_picture(&second);
        assert_memory_equal(&first, &second, sizeof first);
        tear_down(state);
        set_up(state);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_volunteer__is_registered_from_the_day_of_joining_up_to_not_including_that_of_leaving),
        TEST(of_statements_of_one_day__the_greatest_rev_holds),
        TEST(a_volunteer_of_two_units__is_one_above_them),
        TEST(a_stated_number__stands_from_the_end_of_its_period_until_the_next),
        TEST(a_stated_number__counts_only_where_nobody_joined_by_name),
        TEST(recruited__is_summed_and_what_lies_in_a_longer_period_is_in_that),
        TEST(e4__hours_and_bounds),
        TEST(one_interval_of_two_units__counts_at_each_and_once_above),
        TEST(nobody__is_active_with_no_minute),
        TEST(minutes__are_of_the_day_of_the_session_they_name),
        TEST(minutes_of_a_month__count_in_it_and_around_it_alone),
        TEST(midnight__is_that_of_the_unit),
        TEST(clocks_and_words__are_told_apart),
        TEST(hours__that_are_revised_or_retracted_are_counted_anew),
        TEST(stars__are_of_all_the_minutes_so_far),
        TEST(stars__may_ask_for_days_of_registration),
        TEST(answers__are_pooled_whatever_they_came_in),
        TEST(figures__do_not_hang_on_the_order),
    };

    return cmocka_run_group_tests_name("volunteers", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/figure.h"

#include "lib/model/facts_settle.h"
#include "tests/support/check.h"
#include "tests/support/random_facts.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>

static struct world world;
static struct bucket_list buckets;

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
    free(buckets.buckets);
    buckets = (struct bucket_list){ 0 };
    world_free(&world);
    return 0;
}

static struct scope
row_of(const char *unit, const char *period, const char *as_of)
{
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day(as_of), .year_start_month = 1, .unit = unit_number(&world, unit),
        .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE,
    };

    assert_true(period_parse(str_of(period), 1, &scope.period));
    world_settle(&world, random_answer);
    buckets.count = 0;
    scope_gather_unit(&world.facts, scope.unit, &scope.period, &buckets);
    scope_use(&scope, &buckets);
    return scope;
}

static struct figure
compute(const struct scope *scope, const struct indicator *indicator)
{
    struct ruleset ruleset = { .indicators = (struct indicator *)(uintptr_t)indicator, .indicator_count = 1 };

    return figure_compute(scope, &ruleset, 0);
}

/* The year's figure of a unit, long after. */
static struct figure
figure_of(const char *unit, const struct indicator *indicator)
{
    struct scope scope = row_of(unit, "2025", "2027-01-01");

    return compute(&scope, indicator);
}

#define ALL_ROLES ((1u << ATTEND_ROLES) - 1)
#define MEASURE(what, ...) \
    { .kind = what, .rule = RULE_NONE, .statuses = STATUSES_COUNTED, .roles = ALL_ROLES, .min_times = 1, .at_least = 1, __VA_ARGS__ }

static const struct indicator participation = {
    .kind = INDICATOR_RATIO, .factor = 100, .decimals = 2,
    .numerator = MEASURE(MEASURE_PEOPLE, .who = WHO_RESIDENTS),
    .denominator = MEASURE(MEASURE_POPULATION, .basis = BASIS_USUAL),
};

static struct indicator
with_target(struct indicator indicator, int64_t num, int64_t den)
{
    indicator.has_target = indicator.target_at_least = true;
    indicator.target = (struct fraction){ num, den };
    return indicator;
}

static void
populate(const char *unit, uint32_t count)
{
    world_state(&world, make_population(&world, unit, NULL, count, "2025-01-01"));
}

/* A session at the unit in May with so many residents of it, numbered from `first`. */
static void
meet(const char *activity, const char *unit, uint32_t first, uint32_t people)
{
    world_state(&world, make_held(&world, activity, unit, "edu.law", "2025-05-01"));
    for (uint32_t person = first; person < first + people; person++) {
        world_state(&world, make_person(&world, person, unit, "", "2024-01-01"));
        world_state(&world, make_attendance(&world, activity, person, STATUS_PRESENT));
    }
}

static void
expect(const struct figure *figure, enum figure_state state, int64_t numerator, int64_t denominator)
{
    if (figure->state != state || (figure->has_numerator && figure->numerator != numerator) ||
        (figure->has_denominator && figure->denominator != denominator))
        check_failed("%s %lld/%lld instead of %s %lld/%lld", figure_state_name(figure->state), (long long)figure->numerator,
                     (long long)figure->denominator, figure_state_name(state), (long long)numerator, (long long)denominator);
}

/* ---- the table of D8 ---- */

static void
the_state__follows_from_what_was_reported_and_the_denominator(void **state)
{
    static const struct {
        int people;     /* -1: no session */
        int population; /* -1: none */
        enum figure_state state;
        bool has_numerator, has_denominator, over;
    } rows[] = {
        { 0, 10, FIGURE_OK, true, true, false },
        { -1, 10, FIGURE_NO_DATA, false, true, false },
        { 3, 10, FIGURE_OK, true, true, false },
        { 10, 10, FIGURE_OK, true, true, false },
        { 11, 10, FIGURE_OK, true, true, true },
        { 0, 0, FIGURE_N_A, true, true, false },
        { -1, 0, FIGURE_N_A, true, true, false },
        { 3, 0, FIGURE_ERROR, true, true, false },
        { 3, -1, FIGURE_NO_DENOMINATOR, true, false, false },
        { 0, -1, FIGURE_NO_DENOMINATOR, true, false, false },
        { -1, -1, FIGURE_NO_DENOMINATOR, true, false, false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct figure figure;
        if (rows[i].people >= 0)
            meet("games", "gate", 1, (uint32_t)rows[i].people);
        if (rows[i].population >= 0)
            populate("gate", (uint32_t)rows[i].population);
        figure = figure_of("gate", &participation);
        expect(&figure, rows[i].state, rows[i].people < 0 ? 0 : rows[i].people, rows[i].population);
        assert_int_equal(figure.has_numerator, rows[i].has_numerator);
        assert_int_equal(figure.has_bounds, rows[i].has_numerator);
        assert_int_equal(figure.has_denominator, rows[i].has_denominator);
        assert_int_equal(!!(figure.flags & FLAG_OVER_100), rows[i].over);
        tear_down(state);
        set_up(state);
    }
}

static void
a_session_elsewhere__is_not_reported_here(void **state)
{
    struct figure figure;

    (void)state;
    populate("gate", 10);
    populate("bridge", 10);
    meet("games", "gate", 1, 3);
    figure = figure_of("bridge", &participation);
    expect(&figure, FIGURE_NO_DATA, 0, 10);
    figure = figure_of("street", &participation);
    expect(&figure, FIGURE_OK, 3, 20);
}

static void
a_category_row__is_reported_by_its_sessions_and_a_group_row_by_its_units(void **state)
{
    struct figure figure;
    struct scope scope;

    (void)state;
    populate("gate", 10);
    world_state(&world, make_population(&world, "gate", "women", 4, "2025-01-01"));
    world_state(&world, make_person(&world, 50, "gate", "youth", "2025-01-01"));
    meet("games", "gate", 1, 3);
    scope = row_of("gate", "2025", "2027-01-01");
    scope.category = categories_number(&world.facts.categories, STR("sport"));
    figure = compute(&scope, &participation);
    expect(&figure, FIGURE_NO_DATA, 0, 10);
    scope.category = category_number(&world, "edu");
    figure = compute(&scope, &participation);
    expect(&figure, FIGURE_OK, 3, 10);
    scope.category = CODE_NONE;
    scope.group = codebook_add(&world.facts.people.groups, STR("women"));
    figure = compute(&scope, &participation);
    expect(&figure, FIGURE_OK, 0, 4);
    scope.group = group_number(&world, "youth"); /* nobody counted them */
    figure = compute(&scope, &participation);
    expect(&figure, FIGURE_NO_DENOMINATOR, 0, 0);
}

/* ---- targets ---- */

static void
a_target__is_met_by_exact_comparison_and_missed_by_people(void **state)
{
    static const struct {
        uint32_t people, population;
        int64_t target_num, target_den;
        bool met;
        int64_t shortfall;
    } rows[] = {
        { 6, 8, 75, 1, true, 0 },
        { 5, 8, 75, 1, false, 1 },
        { 3, 8, 75, 1, false, 3 },
        { 7, 8, 75, 1, true, 0 },
        { 5, 8, 125, 2, true, 0 }, /* 62.5 */
        { 2, 3, 667, 10, false, 1 }, /* two thirds are less than 66.7 */
        { 2, 3, 666, 10, true, 0 },
        { 0, 8, 0, 1, true, 0 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct indicator indicator = with_target(participation, rows[i].target_num, rows[i].target_den);
        struct figure figure;
        populate("gate", rows[i].population);
        meet("games", "gate", 1, rows[i].people);
        figure = figure_of("gate", &indicator);
        assert_true(figure.has_target);
        assert_int_equal(figure.met, rows[i].met);
        assert_int_equal(figure.shortfall, rows[i].shortfall);
        tear_down(state);
        set_up(state);
    }
}

static void
an_upper_limit__is_met_below_it_and_nobody_is_short(void **state)
{
    struct indicator indicator = with_target(participation, 50, 1);
    struct figure figure;

    (void)state;
    indicator.target_at_least = false;
    populate("gate", 8);
    meet("games", "gate", 1, 5);
    figure = figure_of("gate", &indicator);
    assert_false(figure.met);
    assert_int_equal(figure.shortfall, 0);
    indicator.target = (struct fraction){ 125, 2 };
    figure = figure_of("gate", &indicator);
    assert_true(figure.met);
}

static void
without_a_value__nothing_is_judged(void **state)
{
    struct indicator indicator = with_target(participation, 0, 1);
    struct figure figure;

    (void)state;
    populate("gate", 8);
    figure = figure_of("gate", &indicator);
    assert_int_equal(figure.state, FIGURE_NO_DATA);
    assert_true(figure.has_target);
    assert_false(figure.met);
    assert_int_equal(figure.shortfall, 0);
}

/* ---- E2 ---- */

/* A session of 2325 residents, posted as one list. */
static void
meet_many(uint32_t people)
{
    struct event *list = make_attendance(&world, "course", 1, STATUS_PRESENT);

    list->persons = arena_array(&world.arena, people, sizeof *list->persons);
    for (list->person_count = 0; list->person_count < people; list->person_count++) {
        list->persons[list->person_count] = list->person_count + 1;
        world_state(&world, make_person(&world, list->person_count + 1, "gate", "", "2024-01-01"));
    }
    world_state(&world, make_held(&world, "course", "gate", "edu", "2025-05-01"));
    world_state(&world, list);
}

static void
e2__divides_by_the_population_of_the_mode(void **state)
{
    struct indicator indicator = with_target(participation, 75, 1);
    struct figure figure;

    (void)state;
    world_state(&world, make_population(&world, "gate", NULL, 3000, "2025-01-01"));
    world_state(&world, make_population(&world, "gate", NULL, 3200, "2025-07-01"));
    meet_many(2325);
    figure = figure_of("gate", &indicator);
    expect(&figure, FIGURE_OK, 2325, 3200);
    assert_false(figure.met);
    assert_int_equal(figure.shortfall, 75);
    indicator.denominator.mode = MODE_START;
    figure = figure_of("gate", &indicator);
    expect(&figure, FIGURE_OK, 2325, 3000);
    assert_true(figure.met);
    indicator.denominator.mode = MODE_AVERAGE;
    figure = figure_of("gate", &indicator);
    expect(&figure, FIGURE_OK, 2325 * 365, 1131800);
    assert_int_equal(figure.named, 2325 * 365);
    assert_false(figure.met);
    assert_int_equal(figure.shortfall, 1); /* in people: 75 % of 3100.82 is 2325.6 */
}

static void
an_open_period__asks_for_the_population_of_the_as_of_day(void **state)
{
    struct indicator indicator = participation;
    struct figure figure;
    struct scope scope;

    (void)state;
    world_state(&world, make_population(&world, "gate", NULL, 10, "2025-01-01"));
    world_state(&world, make_population(&world, "gate", NULL, 20, "2025-05-11"));
    meet("games", "gate", 1, 4);
    scope = row_of("gate", "2025", "2025-05-10");
    figure = compute(&scope, &indicator);
    expect(&figure, FIGURE_OK, 4, 10);
    assert_true(figure.flags & FLAG_IN_PROGRESS);
    scope = row_of("gate", "2025", "2025-05-11");
    figure = compute(&scope, &indicator);
    expect(&figure, FIGURE_OK, 4, 20);
    indicator.denominator.mode = MODE_AVERAGE; /* up to and with the as-of day: 130 days of 10 and one of 20 */
    figure = compute(&scope, &indicator);
    expect(&figure, FIGURE_OK, 4 * 131, 130 * 10 + 20);
    scope = row_of("gate", "2025", "2026-01-01");
    figure = compute(&scope, &participation);
    assert_false(figure.flags & FLAG_IN_PROGRESS);
    scope = row_of("gate", "2025", "2025-12-31"); /* its last day */
    figure = compute(&scope, &participation);
    assert_true(figure.flags & FLAG_IN_PROGRESS);
}

static void
a_street__adds_up_its_communities_or_has_its_own(void **state)
{
    struct figure figure;

    (void)state;
    meet("a", "gate", 1, 45);
    meet("b", "bridge", 101, 20);
    populate("gate", 60);
    figure = figure_of("street", &participation);
    expect(&figure, FIGURE_NO_DENOMINATOR, 65, 0);
    assert_true(figure.flags & FLAG_PARTIAL_POPULATION);
    populate("bridge", 40);
    figure = figure_of("street", &participation);
    expect(&figure, FIGURE_OK, 65, 100);
    assert_false(figure.flags & FLAG_PARTIAL_POPULATION);
    populate("street", 120);
    figure = figure_of("street", &participation);
    expect(&figure, FIGURE_OK, 65, 120);
    figure = figure_of("gate", &participation);
    expect(&figure, FIGURE_OK, 45, 60);
}

static void
an_old_population__is_used_and_flagged(void **state)
{
    struct figure figure;

    (void)state;
    world_state(&world, make_population(&world, "gate", NULL, 10, "2020-01-01"));
    meet("games", "gate", 1, 4);
    figure = figure_of("gate", &participation);
    expect(&figure, FIGURE_OK, 4, 10);
    assert_true(figure.flags & FLAG_STALE);
}

static void
pinned_and_grouped_denominators__are_those_that_the_rule_names(void **state)
{
    struct indicator indicator = participation;
    struct event *census = make_population(&world, "gate", NULL, 7, "2010-01-01");
    struct figure figure;

    (void)state;
    census->as.population_put.source = STR("census");
    world_state(&world, census);
    populate("gate", 10);
    world_state(&world, make_population(&world, "gate", "women", 4, "2025-01-01"));
    meet("games", "gate", 1, 3);
    indicator.denominator.mode = MODE_PINNED;
    indicator.denominator.pinned = STR("census");
    figure = figure_of("gate", &indicator);
    expect(&figure, FIGURE_OK, 3, 7);
    indicator.denominator.mode = MODE_END;
    indicator.denominator.group = STR("women"); /* whatever the row's group */
    figure = figure_of("gate", &indicator);
    expect(&figure, FIGURE_OK, 3, 4);
}

/* ---- people ---- */

static void
the_method__says_which_bound_is_judged(void **state)
{
    static const struct {
        enum people_method method;
        int64_t numerator;
    } rows[] = { { METHOD_NAMED, 3 }, { METHOD_LOWER, 5 }, { METHOD_UPPER, 7 } };
    struct event *head = make_headcount(&world, "games", 7);

    (void)state;
    head->as.headcount.has_residents = true;
    head->as.headcount.residents = 5;
    populate("gate", 10);
    populate("bridge", 10);
    meet("games", "gate", 1, 3);
    world_state(&world, head);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct indicator indicator = participation;
        struct figure figure;
        indicator.numerator.method = rows[i].method;
        figure = figure_of("street", &indicator);
        expect(&figure, FIGURE_OK, rows[i].numerator, 20);
        assert_int_equal(figure.method, rows[i].method);
        assert_int_equal(figure.named, 3);
        assert_int_equal(figure.lower, 5);
        assert_int_equal(figure.upper, 7);
    }
}

/* A plain number of people has no population, so nothing bounds it. */
static void
a_number_of_people__is_not_bounded_by_its_denominator_of_one(void **state)
{
    struct indicator indicator = participation;
    struct figure figure;

    (void)state;
    indicator.kind = INDICATOR_VALUE;
    indicator.factor = 1;
    indicator.denominator.kind = MEASURE_NONE;
    meet("games", "gate", 1, 3);
    world_state(&world, make_headcount(&world, "games", 7));
    figure = figure_of("gate", &indicator);
    expect(&figure, FIGURE_OK, 3, 1);
    assert_int_equal(figure.upper, 7);
    indicator.denominator = (struct measure)MEASURE(MEASURE_COUNT, .of = COUNT_SESSIONS); /* people for each session */
    figure = figure_of("gate", &indicator);
    expect(&figure, FIGURE_OK, 3, 1);
    assert_int_equal(figure.upper, 7);
}

static void
flags_and_notes__tell_what_is_odd_about_it(void **state)
{
    struct indicator indicator = participation;
    struct event *stage = make_headcount(&world, "games", 1);
    struct figure figure;

    (void)state;
    populate("gate", 10);
    meet("games", "gate", 1, 3);
    world_state(&world, make_held(&world, "summer", "gate", "edu", "2025-07-10/2025-08-25"));
    world_state(&world, make_attendance(&world, "summer", 77, STATUS_PRESENT)); /* of unknown home */
    figure = figure_of("gate", &indicator);
    assert_int_equal(figure.flags, 0);
    assert_int_equal(figure.undated, 1);
    assert_int_equal(figure.unknown_home, 1);
    stage->source = STR("stage");
    world_state(&world, make_headcount(&world, "games", 2));
    world_state(&world, stage);
    indicator.numerator.min_times = 2;
    figure = figure_of("gate", &indicator);
    assert_int_equal(figure.flags, FLAG_ESTIMATED | FLAG_MULTI_HEADCOUNT | FLAG_HEADCOUNT_LT_NAMED);
}

static void
no_data__has_no_notes(void **state)
{
    struct indicator education = participation;
    struct figure figure;
    struct scope scope;

    (void)state;
    populate("gate", 10);
    meet("games", "gate", 1, 3);
    world_state(&world, make_attendance(&world, "games", 77, STATUS_PRESENT));
    scope = row_of("gate", "2025Q3", "2027-01-01");
    figure = compute(&scope, &education);
    expect(&figure, FIGURE_NO_DATA, 0, 10);
    assert_int_equal(figure.unknown_home + figure.undated, 0);
}

static void
a_rule__selects_the_sessions(void **state)
{
    struct indicator education = participation;
    struct figure figure;

    (void)state;
    facts_new_rules(&world.facts, true, false);
    education.numerator.rule = 0;
    populate("gate", 10);
    world_state(&world, make_held(&world, "race", "gate", "sport", "2025-05-01"));
    world_state(&world, make_person(&world, 9, "gate", "", "2024-01-01"));
    world_state(&world, make_attendance(&world, "race", 9, STATUS_PRESENT));
    figure = figure_of("gate", &education);
    expect(&figure, FIGURE_OK, 0, 10); /* something was reported, though nothing that counts */
    meet("course", "gate", 1, 2);
    figure = figure_of("gate", &education);
    expect(&figure, FIGURE_OK, 2, 10);
}

/* ---- teams ---- */

static struct scope
row_of_team(const char *as_of)
{
    struct scope scope = row_of("gate", "2025", as_of);

    scope.team = team_number(&world, "drum");
    buckets.count = 0;
    scope_gather_team(&world.facts, scope.team, &scope.period, &buckets);
    scope_use(&scope, &buckets);
    return scope;
}

static const struct indicator roster = {
    .kind = INDICATOR_RATIO, .factor = 100,
    .numerator = MEASURE(MEASURE_PEOPLE, .who = WHO_MEMBERS),
    .denominator = MEASURE(MEASURE_MEMBERS, .who = WHO_RESIDENTS),
};

static void
a_roster__counts_the_members_of_the_end_even_before_they_joined(void **state)
{
    struct event *drummed = make_held(&world, "parade", "bridge", "culture", "2025-03-01");
    struct figure figure;
    struct scope scope;

    (void)state;
    world_state(&world, make_team(&world, "drum", "gate"));
    scope = row_of_team("2027-01-01");
    figure = compute(&scope, &roster);
    expect(&figure, FIGURE_N_A, 0, 0); /* nobody belongs to it */
    world_state(&world, make_member(&world, "drum", 1, true, "2025-06-01"));
    world_state(&world, make_member(&world, "drum", 2, true, "2025-01-01"));
    world_state(&world, make_member(&world, "drum", 3, true, "2025-01-01"));
    world_state(&world, make_member(&world, "drum", 3, false, "2025-11-01"));
    scope = row_of_team("2027-01-01");
    figure = compute(&scope, &roster);
    expect(&figure, FIGURE_NO_DATA, 0, 2);
    drummed->as.activity_put.teams = make_list(&world, "drum");
    world_state(&world, drummed);
    world_state(&world, make_attendance(&world, "parade", 1, STATUS_PRESENT)); /* joined later */
    world_state(&world, make_attendance(&world, "parade", 3, STATUS_PRESENT)); /* left */
    world_state(&world, make_attendance(&world, "parade", 4, STATUS_PRESENT)); /* never belonged */
    scope = row_of_team("2027-01-01");
    figure = compute(&scope, &roster);
    expect(&figure, FIGURE_OK, 1, 2);
    scope = row_of_team("2025-05-31"); /* as of a day in the open year */
    figure = compute(&scope, &roster);
    expect(&figure, FIGURE_OK, 1, 2); /* 3 of 2 and 3 */
    scope = row_of("gate", "2025", "2027-01-01"); /* a unit has no roster */
    figure = compute(&scope, &roster);
    expect(&figure, FIGURE_N_A, 0, 0);
}

static void
a_teams_row__has_the_residents_and_population_of_its_unit(void **state)
{
    struct event *drummed = make_held(&world, "parade", "bridge", "culture", "2025-03-01");
    struct figure figure;
    struct scope scope;

    (void)state;
    populate("gate", 10);
    populate("bridge", 99);
    world_state(&world, make_team(&world, "drum", "gate"));
    drummed->as.activity_put.teams = make_list(&world, "drum");
    world_state(&world, drummed);
    world_state(&world, make_person(&world, 1, "gate", "", "2024-01-01"));
    world_state(&world, make_person(&world, 2, "bridge", "", "2024-01-01"));
    world_state(&world, make_attendance(&world, "parade", 1, STATUS_PRESENT));
    world_state(&world, make_attendance(&world, "parade", 2, STATUS_PRESENT));
    scope = row_of_team("2027-01-01");
    figure = compute(&scope, &participation);
    expect(&figure, FIGURE_OK, 1, 10);
}

/* ---- plain numbers ---- */

static const struct indicator attendances = {
    .kind = INDICATOR_VALUE, .factor = 1,
    .numerator = MEASURE(MEASURE_ATTENDANCES, .who = WHO_RESIDENTS),
    .denominator = MEASURE(MEASURE_NONE, .who = WHO_RESIDENTS),
};

static void
a_count__has_denominator_one_and_no_bounds(void **state)
{
    struct figure figure = figure_of("gate", &attendances);

    (void)state;
    expect(&figure, FIGURE_NO_DATA, 0, 1);
    meet("games", "gate", 1, 3);
    world_state(&world, make_headcount(&world, "games", 9));
    figure = figure_of("gate", &attendances);
    expect(&figure, FIGURE_OK, 9, 1);
    assert_false(figure.has_bounds);
    assert_false(figure.flags & FLAG_OVER_100);
}

static void
a_value_for_each_resident__may_exceed_one(void **state)
{
    struct indicator per_capita = attendances;
    struct figure figure;

    (void)state;
    per_capita.denominator = participation.denominator;
    populate("gate", 4);
    meet("games", "gate", 1, 3);
    world_state(&world, make_headcount(&world, "games", 9));
    figure = figure_of("gate", &per_capita);
    expect(&figure, FIGURE_OK, 9, 4);
    assert_false(figure.flags & FLAG_OVER_100);
    per_capita.denominator.mode = MODE_AVERAGE;
    figure = figure_of("gate", &per_capita);
    expect(&figure, FIGURE_OK, 9 * 365, 4 * 365);
}

static void
a_constant__may_be_a_fraction(void **state)
{
    struct indicator halves = attendances;
    struct figure figure;

    (void)state;
    meet("games", "gate", 1, 3);
    halves.denominator = (struct measure)MEASURE(MEASURE_CONSTANT, .constant = { 5, 2 });
    figure = figure_of("gate", &halves);
    expect(&figure, FIGURE_OK, 6, 5); /* 3 / 2.5 */
    halves.numerator = (struct measure)MEASURE(MEASURE_CONSTANT, .constant = { 1, 3 });
    figure = figure_of("gate", &halves);
    expect(&figure, FIGURE_OK, 2, 15);
    halves.denominator.constant = (struct fraction){ 0, 1 };
    figure = figure_of("gate", &halves);
    assert_int_equal(figure.state, FIGURE_ERROR);
}

/* Missing is not zero. */
static void
a_population_as_a_value__is_no_data_when_it_is_missing(void **state)
{
    struct indicator residents = attendances;
    struct figure figure;

    (void)state;
    residents.numerator = participation.denominator;
    figure = figure_of("gate", &residents);
    assert_int_equal(figure.state, FIGURE_NO_DATA);
    populate("gate", 0);
    figure = figure_of("gate", &residents);
    expect(&figure, FIGURE_OK, 0, 1);
    figure = figure_of("street", &residents);
    assert_int_equal(figure.state, FIGURE_NO_DATA);
    assert_true(figure.flags & FLAG_PARTIAL_POPULATION);
    populate("bridge", 7);
    figure = figure_of("street", &residents);
    expect(&figure, FIGURE_OK, 7, 1);
    residents.numerator.mode = MODE_AVERAGE;
    figure = figure_of("street", &residents);
    expect(&figure, FIGURE_OK, 7 * 365, 365);
}

/* ---- sub-periods ---- */

static const struct indicator months = {
    .kind = INDICATOR_RATIO, .factor = 100, .has_target = true, .target_at_least = true, .target = { 100, 1 },
    .numerator = MEASURE(MEASURE_PERIODS, .every = PERIOD_MONTH),
};
static const struct indicator contest_a_year = {
    .kind = INDICATOR_RATIO, .factor = 100, .has_target = true, .target_at_least = true, .target = { 100, 1 },
    .numerator = { .kind = MEASURE_PERIODS, .rule = 1, .every = PERIOD_YEAR, .at_least = 1 },
};

static void
sub_periods__bring_their_own_denominator(void **state)
{
    struct figure figure;
    struct scope scope;

    (void)state;
    facts_new_rules(&world.facts, true, true);
    figure = figure_of("gate", &months);
    expect(&figure, FIGURE_NO_DATA, 0, 12);
    assert_string_equal(figure.detail, "month=000000000000");
    meet("games", "gate", 1, 0);
    figure = figure_of("gate", &months);
    expect(&figure, FIGURE_OK, 1, 12);
    assert_string_equal(figure.detail, "month=000010000000");
    assert_false(figure.met);
    assert_int_equal(figure.shortfall, 11);
    figure = figure_of("gate", &contest_a_year);
    expect(&figure, FIGURE_OK, 0, 1);
    scope = row_of("gate", "2025", "2025-12-31");
    figure = compute(&scope, &contest_a_year); /* the only sub-period is in progress */
    expect(&figure, FIGURE_N_A, 0, 0);
    assert_string_equal(figure.detail, "year=-");
}

static const struct indicator plan_check = {
    .kind = INDICATOR_RATIO, .factor = 100, .has_target = true, .target_at_least = true, .target = { 100, 1 },
    .numerator = MEASURE(MEASURE_PLAN, .every = PERIOD_MONTH),
    .requires = (struct measure[]){ MEASURE(MEASURE_PLAN, .every = PERIOD_QUARTER), { .kind = MEASURE_PLAN, .rule = 2, .every = PERIOD_YEAR, .at_least = 1 } },
    .require_count = 2,
};

static void
a_plan_check__is_met_when_what_it_requires_is_full_too(void **state)
{
    struct event *contest = make_item(&world, "games", "gate", "2025-07");
    struct figure figure;

    (void)state;
    facts_new_rules(&world.facts, true, true);
    figure = figure_of("gate", &plan_check);
    expect(&figure, FIGURE_NO_DATA, 0, 12);
    for (int month = 1; month <= 12; month++) {
        const char *window = arena_printf(&world.arena, "2025-%02d", month).ptr;
        world_state(&world, make_item(&world, window, "gate", window));
    }
    figure = figure_of("gate", &plan_check);
    expect(&figure, FIGURE_OK, 12, 12);
    assert_string_equal(figure.detail, "month=111111111111;quarter=1111;year=0");
    assert_false(figure.met); /* no contest */
    assert_int_equal(figure.shortfall, 0);
    contest->as.plan_put.has_kind = true; /* rule 2 */
    world_state(&world, contest);
    figure = figure_of("gate", &plan_check);
    assert_true(figure.met);
}

/* Three parts of one plugin, and how many of them are full. */
static struct figure
all_three(const struct scope *scope)
{
    static uint32_t parts[] = { 1, 2, 3 };
    struct indicator indicators[] = {
        { .kind = INDICATOR_ALL_OF, .factor = 100, .parts = parts, .part_count = 3, .has_target = true, .target_at_least = true,
          .target = { 100, 1 } },
        months, months, contest_a_year,
    };
    struct ruleset ruleset = { .indicators = indicators, .indicator_count = 4 };

    indicators[2].numerator.every = PERIOD_QUARTER;
    return figure_compute(scope, &ruleset, 0);
}

static void
all_of__counts_the_parts_that_are_full_of_those_that_apply(void **state)
{
    struct event *contest = make_held(&world, "games", "gate", "sport", "2025-02-01");
    struct figure figure;
    struct scope scope;

    (void)state;
    facts_new_rules(&world.facts, true, true);
    scope = row_of("gate", "2025", "2025-04-15");
    figure = all_three(&scope);
    expect(&figure, FIGURE_NO_DATA, 0, 2); /* nothing was reported, and the year is open */
    world_state(&world, make_held(&world, "a", "gate", "culture", "2025-01-01"));
    world_state(&world, make_held(&world, "b", "gate", "culture", "2025-03"));
    scope = row_of("gate", "2025", "2025-04-15");
    figure = all_three(&scope);
    expect(&figure, FIGURE_OK, 1, 2); /* the quarter, and not the months */
    assert_int_equal(figure.undated, 1); /* the most that a part has, not their sum */
    assert_string_equal(figure.detail, "month=101-........;quarter=1-..;year=-");
    contest->as.activity_put.kind = KIND_CONTEST;
    world_state(&world, contest);
    scope = row_of("gate", "2025", "2025-04-15");
    figure = all_three(&scope);
    expect(&figure, FIGURE_OK, 2, 2);
    assert_true(figure.met);
    scope = row_of("gate", "2025", "2026-01-01");
    figure = all_three(&scope);
    expect(&figure, FIGURE_OK, 1, 3); /* the contest alone */
    scope = row_of("gate", "2025", "2025-01-15");
    figure = all_three(&scope);
    expect(&figure, FIGURE_N_A, 0, 0); /* nothing is completed */
}

static void
flags__are_read_as_they_are_printed(void **state)
{
    (void)state;
    assert_int_equal(figure_flags_read(STR("low_n estimated")), FLAG_LOW_N | FLAG_ESTIMATED);
    assert_int_equal(figure_flags_read(STR("revised")), FLAG_REVISED);
    assert_int_equal(figure_flags_read(STR("low_now slow_n")), 0);
    assert_int_equal(figure_flags_read((struct str){ 0 }), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_state__follows_from_what_was_reported_and_the_denominator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_elsewhere__is_not_reported_here, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_category_row__is_reported_by_its_sessions_and_a_group_row_by_its_units, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_target__is_met_by_exact_comparison_and_missed_by_people, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_upper_limit__is_met_below_it_and_nobody_is_short, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_a_value__nothing_is_judged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(e2__divides_by_the_population_of_the_mode, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_open_period__asks_for_the_population_of_the_as_of_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_street__adds_up_its_communities_or_has_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_old_population__is_used_and_flagged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pinned_and_grouped_denominators__are_those_that_the_rule_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_method__says_which_bound_is_judged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_of_people__is_not_bounded_by_its_denominator_of_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(flags_and_notes__tell_what_is_odd_about_it, set_up, tear_down),
        cmocka_unit_test(flags__are_read_as_they_are_printed),
        cmocka_unit_test_setup_teardown(no_data__has_no_notes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_rule__selects_the_sessions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_roster__counts_the_members_of_the_end_even_before_they_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_teams_row__has_the_residents_and_population_of_its_unit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_count__has_denominator_one_and_no_bounds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_for_each_resident__may_exceed_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_constant__may_be_a_fraction, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_population_as_a_value__is_no_data_when_it_is_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sub_periods__bring_their_own_denominator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plan_check__is_met_when_what_it_requires_is_full_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_of__counts_the_parts_that_are_full_of_those_that_apply, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("figure", tests, NULL, NULL);
}

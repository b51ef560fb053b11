/* SPDX-License-Identifier: MIT */
#include "lib/model/count.h"

#include "lib/model/facts_settle.h"
#include "tests/support/check.h"
#include "tests/support/random_facts.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>

static struct world world;
static struct bucket_list buckets;

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

/* A row of the unit; as of a day. */
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

static struct scope
row_of_team(const char *team, const char *unit, const char *period)
{
    struct scope scope = row_of(unit, period, "2027-01-01");

    scope.team = team_number(&world, team);
    buckets.count = 0;
    scope_gather_team(&world.facts, scope.team, &scope.period, &buckets);
    scope_use(&scope, &buckets);
    return scope;
}

static const struct measure every = {
    .rule = RULE_NONE, .statuses = STATUSES_COUNTED, .roles = (1u << ATTEND_ROLES) - 1, .min_times = 1, .at_least = 1,
};

static uint64_t
hold(const char *activity, const char *unit, const char *start)
{
    return world_state(&world, make_held(&world, activity, unit, "culture", start));
}

/* ---- sums ---- */

static void
a_cohosted_session__counts_once_at_each_host_and_once_above_them(void **state)
{
    struct event *event = make_held(&world, "fair", "gate", "culture", "2025-05-01");
    struct scope scope;

    (void)state;
    event->as.activity_put.cohosts = make_list(&world, "bridge street");
    world_state(&world, event);
    world_state(&world, make_headcount(&world, "fair", 7));
    scope = row_of("gate", "2025", "2027-01-01");
    assert_int_equal(count_things(&scope, &every), 1);
    assert_int_equal(count_attendances(&scope, &every), 7);
    scope = row_of("bridge", "2025", "2027-01-01");
    assert_int_equal(count_things(&scope, &every), 1);
    assert_int_equal(count_attendances(&scope, &every), 7);
    scope = row_of("street", "2025", "2027-01-01");
    assert_int_equal(count_things(&scope, &every), 1);
    assert_int_equal(count_attendances(&scope, &every), 7);
}

static void
two_cohosts_below_one_unit__are_one_session_there(void **state)
{
    struct event *event = make_held(&world, "fair", "abroad", "culture", "2025-05-01");
    struct scope scope;

    (void)state;
    world_state(&world, make_unit(&world, "abroad", NULL, "2020-01-01"));
    event->as.activity_put.cohosts = make_list(&world, "bridge gate");
    world_state(&world, event);
    world_state(&world, make_attendance(&world, "fair", 1, STATUS_PRESENT));
    scope = row_of("street", "2025", "2027-01-01");
    assert_int_equal(count_things(&scope, &every), 1);
    assert_int_equal(count_attendances(&scope, &every), 1);
}

static void
statuses_and_roles__count_the_named_alone(void **state)
{
    struct measure some = every;
    struct event *singer = make_attendance(&world, "show", 3, STATUS_ABSENT);
    struct scope scope;

    (void)state;
    hold("show", "gate", "2025-05-01");
    world_state(&world, make_headcount(&world, "show", 50));
    world_state(&world, make_attendance(&world, "show", 1, STATUS_PRESENT));
    world_state(&world, make_attendance(&world, "show", 2, STATUS_ABSENT));
    singer->as.attendance.role = ATTEND_PERFORMER;
    world_state(&world, singer);
    scope = row_of("gate", "2025", "2027-01-01");
    assert_int_equal(count_attendances(&scope, &every), 50);
    some.statuses = STATUSES_COUNTED | 1u << STATUS_ABSENT;
    assert_int_equal(count_attendances(&scope, &some), 3);
    some.roles = 1u << ATTEND_PERFORMER;
    assert_int_equal(count_attendances(&scope, &some), 1);
}

static void
a_session_less_precise_than_a_day__is_counted_where_it_lies_and_noted(void **state)
{
    static const struct {
        const char *period;
        int64_t sessions, undated;
    } rows[] = { { "2025", 5, 4 }, { "2025H2", 2, 2 }, { "2025-04", 2, 1 }, { "2025-07", 1, 1 }, { "2025-08", 0, 0 }, { "2025Q3", 2, 2 } };

    (void)state;
    hold("day", "gate", "2025-04-05");
    hold("month", "gate", "2025-04");
    hold("year", "gate", "2025");
    hold("summer", "gate", "2025-07-10/2025-08-25");
    hold("week", "gate", "2025-07-10/2025-07-12");
    hold("turn of the year", "gate", "2025-12-31/2026-01-02"); /* lies in no period that is reported */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scope scope = row_of("gate", rows[i].period, "2027-01-01");
        assert_int_equal(count_things(&scope, &every), rows[i].sessions);
        assert_int_equal(count_undated(&scope, &every), rows[i].undated);
    }
}

static void
distinct_values__of_a_field_are_counted_once(void **state)
{
    static const struct {
        const char *field;
        int64_t values;
    } rows[] = { { "activity", 3 }, { "unit", 2 }, { "festival", 1 }, { "tags", 3 }, { "partners", 0 }, { "kind", 2 }, { "category", 1 } };
    struct event *a = make_held(&world, "a", "gate", "culture", "2025-05-01"), *b = make_held(&world, "b", "gate", "culture", "2025-05-02");
    struct event *c = make_held(&world, "c", "bridge", "culture", "2025-05-02");

    (void)state;
    a->as.activity_put.festival = b->as.activity_put.festival = STR("春节");
    a->as.activity_put.tags = make_list(&world, "x y");
    b->as.activity_put.tags = make_list(&world, "y z");
    c->as.activity_put.kind = KIND_SHOW;
    world_state(&world, a);
    world_state(&world, b);
    world_state(&world, c);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scope scope = row_of("street", "2025", "2027-01-01");
        struct measure measure = every;
        measure.distinct = str_of(rows[i].field);
        assert_int_equal(count_things(&scope, &measure), rows[i].values);
    }
}

static void
oddities__are_those_of_the_selected_sessions(void **state)
{
    struct event *door = make_headcount(&world, "a", 5), *stage = make_headcount(&world, "a", 6);
    struct measure education = every;
    struct scope scope;

    (void)state;
    hold("a", "gate", "2025-05-01");
    world_state(&world, make_held(&world, "b", "gate", "edu", "2025-05-01"));
    scope = row_of("gate", "2025", "2027-01-01");
    assert_false(count_headcount_oddities(&scope, &every).several_sources);
    stage->source = STR("stage");
    world_state(&world, door);
    world_state(&world, stage);
    world_state(&world, make_headcount(&world, "b", 0));
    world_state(&world, make_attendance(&world, "b", 1, STATUS_PRESENT));
    facts_new_rules(&world.facts, true, false);
    scope = row_of("gate", "2025", "2027-01-01");
    assert_true(count_headcount_oddities(&scope, &every).several_sources);
    assert_true(count_headcount_oddities(&scope, &every).below_named);
    education.rule = 0;
    assert_false(count_headcount_oddities(&scope, &education).several_sources);
    assert_true(count_headcount_oddities(&scope, &education).below_named);
}

/* ---- plan items and teams ---- */

static void
plan_items__are_those_whose_window_lies_in_the_period(void **state)
{
    static const struct {
        const char *unit, *period;
        int64_t items;
    } rows[] = {
        { "street", "2025", 4 }, { "gate", "2025", 3 }, { "bridge", "2025", 1 }, { "street", "2025-03", 2 }, { "street", "2025Q3", 1 },
        { "street", "2025-07", 0 }, { "street", "2024", 0 },
    };
    struct measure items = every;

    (void)state;
    items.of = COUNT_PLAN_ITEMS;
    world_state(&world, make_item(&world, "a", "gate", "2025-03"));
    world_state(&world, make_item(&world, "b", "gate", "2025-03-15"));
    world_state(&world, make_item(&world, "c", "gate", "2025-07-10/2025-08-25"));
    world_state(&world, make_item(&world, "d", "bridge", "2025-12-31"));
    world_state(&world, make_item(&world, "e", "ghost", "2025-03")); /* pending */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scope scope = row_of(rows[i].unit, rows[i].period, "2027-01-01");
        assert_int_equal(count_things(&scope, &items), rows[i].items);
    }
}

static void
plan_items__follow_rule_team_and_category_of_the_row(void **state)
{
    struct event *contest = make_item(&world, "a", "gate", "2025-03"), *drummed = make_item(&world, "b", "gate", "2025-03");
    struct measure items = every;
    struct scope scope;

    (void)state;
    facts_new_rules(&world.facts, false, true);
    items.of = COUNT_PLAN_ITEMS;
    world_state(&world, make_team(&world, "drum", "bridge"));
    contest->as.plan_put.has_kind = true; /* rule 2 */
    contest->as.plan_put.category = STR("sport.contest.never_held");
    drummed->as.plan_put.team = STR("drum");
    drummed->as.plan_put.category = STR("sports");
    world_state(&world, contest);
    world_state(&world, drummed);
    hold("games", "gate", "2024-05-01");
    world_state(&world, make_held(&world, "race", "gate", "sport", "2024-05-01"));
    scope = row_of("gate", "2025", "2027-01-01");
    assert_int_equal(count_things(&scope, &items), 2);
    scope.category = category_number(&world, "sport"); /* also below it, though no session ever was of that category */
    assert_int_equal(count_things(&scope, &items), 1);
    scope.category = CODE_NONE;
    items.rule = 2;
    assert_int_equal(count_things(&scope, &items), 1);
    items.rule = RULE_NONE;
    scope = row_of_team("drum", "bridge", "2025"); /* of the team, whoever plans */
    assert_int_equal(count_things(&scope, &items), 1);
}

static void
teams__are_those_there_on_the_last_day(void **state)
{
    struct event *later = make_team(&world, "later", "gate"), *gone = make_team(&world, "gone", "bridge");
    struct measure teams = every;
    struct scope scope;

    (void)state;
    teams.of = COUNT_TEAMS;
    world_state(&world, make_team(&world, "drum", "gate"));
    later->as.team_put.has_founded = true;
    later->as.team_put.founded = make_day("2025-07-01");
    gone->as.team_put.has_dissolved = true;
    gone->as.team_put.dissolved = make_day("2025-07-01");
    world_state(&world, later);
    world_state(&world, gone);
    scope = row_of("street", "2025H1", "2027-01-01");
    assert_int_equal(count_things(&scope, &teams), 2);
    scope = row_of("street", "2025", "2027-01-01");
    assert_int_equal(count_things(&scope, &teams), 2);
    scope = row_of("gate", "2025", "2027-01-01");
    assert_int_equal(count_things(&scope, &teams), 2);
    scope = row_of("gate", "2025", "2025-06-30"); /* the as-of day of an open year */
    assert_int_equal(count_things(&scope, &teams), 1);
}

/* ---- sub-periods ---- */

static void
expect_periods(const struct periods_count *count, int64_t met, int64_t expected, const char *strip)
{
    if (count->met != met || count->expected != expected || strcmp(count->strip, strip) != 0)
        check_failed("%lld/%lld %s instead of %lld/%lld %s", (long long)count->met, (long long)count->expected, count->strip,
                     (long long)met, (long long)expected, strip);
}

/* E3 (a) */
static void
e3__counts_months_and_quarters_as_of_a_day(void **state)
{
    static const struct {
        const char *period, *as_of;
        enum period_kind every;
        int64_t met, expected;
        const char *strip;
    } rows[] = {
        { "2025", "2026-01-01", PERIOD_MONTH, 7, 12, "111111100000" },
        { "2025", "2025-08-01", PERIOD_MONTH, 7, 7, "1111111-...." },
        { "2025", "2025-07-31", PERIOD_MONTH, 6, 6, "111111+....." }, /* July is still in progress */
        { "2025", "2026-01-01", PERIOD_QUARTER, 3, 4, "1110" },
        { "2025", "2025-08-01", PERIOD_QUARTER, 2, 2, "11+." },
        { "2025", "2025-12-31", PERIOD_YEAR, 0, 0, "+" },
        { "2025", "2026-01-01", PERIOD_YEAR, 1, 1, "1" },
        { "2025H2", "2026-01-01", PERIOD_MONTH, 1, 6, "100000" },
        { "2025Q1", "2025-03-31", PERIOD_MONTH, 2, 2, "11+" },
        { "2025-03", "2026-01-01", PERIOD_QUARTER, 0, 0, "" }, /* no quarter lies in a month */
    };
    static const char *const days[] = { "2025-01-15", "2025-02-11", "2025-03-08", "2025-04-21", "2025-05-29", "2025-06-04",
                                        "2025-06-16", "2025-07-02", "2025-07-26", "2025-07-29" };

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        hold(days[i], "gate", days[i]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scope scope = row_of("gate", rows[i].period, rows[i].as_of);
        struct measure measure = every;
        struct periods_count count;
        measure.kind = MEASURE_PERIODS;
        measure.every = rows[i].every;
        count = count_periods(&scope, &measure);
        expect_periods(&count, rows[i].met, rows[i].expected, rows[i].strip);
    }
}

static void
an_imprecise_session__counts_only_where_all_of_it_lies(void **state)
{
    struct measure months = every, quarters = every;
    struct periods_count count;
    struct scope scope;

    (void)state;
    months.every = PERIOD_MONTH;
    quarters.every = PERIOD_QUARTER;
    hold("month", "gate", "2025-02");
    hold("summer", "gate", "2025-07-10/2025-08-25");
    hold("year", "gate", "2025");
    scope = row_of("gate", "2025", "2026-01-01");
    count = count_periods(&scope, &months);
    expect_periods(&count, 1, 12, "010000000000");
    count = count_periods(&scope, &quarters);
    expect_periods(&count, 2, 4, "1010");
}

static void
at_least__asks_for_so_many(void **state)
{
    struct measure measure = every;
    struct periods_count count;
    struct scope scope;

    (void)state;
    measure.every = PERIOD_MONTH;
    measure.at_least = 2;
    hold("a", "gate", "2025-01-05");
    hold("b", "gate", "2025-01-06");
    hold("c", "gate", "2025-02-06");
    scope = row_of("gate", "2025Q1", "2026-01-01");
    count = count_periods(&scope, &measure);
    expect_periods(&count, 1, 3, "100");
}

static void
a_sub_period__is_expected_only_if_the_unit_was_open_on_all_of_its_days(void **state)
{
    struct event *gate = make_unit(&world, "gate", "street", "2020-01-01");
    struct measure measure = every;
    struct periods_count count;
    struct scope scope;

    (void)state;
    measure.every = PERIOD_MONTH;
    gate->rev = 2;
    gate->as.unit_put.has_opened = gate->as.unit_put.has_closed = true;
    gate->as.unit_put.opened = make_day("2025-03-01");
    gate->as.unit_put.closed = make_day("2025-10-31"); /* the first day no more */
    world_state(&world, gate);
    scope = row_of("gate", "2025", "2026-01-01");
    count = count_periods(&scope, &measure);
    expect_periods(&count, 0, 7, "..0000000...");
    hold("early", "gate", "2025-02-20"); /* a session in a partial month is met, and then expected */
    hold("late", "gate", "2025-10-15");
    hold("june", "gate", "2025-06-15");
    scope = row_of("gate", "2025", "2026-01-01");
    count = count_periods(&scope, &measure);
    expect_periods(&count, 3, 9, ".100010001..");
    scope = row_of("street", "2025", "2026-01-01"); /* was open throughout */
    count = count_periods(&scope, &measure);
    expect_periods(&count, 3, 12, "010001000100");
}

static void
a_teams_sub_periods__are_those_it_existed_in(void **state)
{
    struct event *team = make_team(&world, "drum", "gate"), *event = make_held(&world, "a", "bridge", "culture", "2025-06-15");
    struct measure measure = every;
    struct periods_count count;
    struct scope scope;

    (void)state;
    measure.every = PERIOD_QUARTER;
    team->as.team_put.has_founded = team->as.team_put.has_dissolved = true;
    team->as.team_put.founded = make_day("2025-02-01");
    team->as.team_put.dissolved = make_day("2026-01-01");
    world_state(&world, team);
    event->as.activity_put.teams = make_list(&world, "drum");
    world_state(&world, event);
    scope = row_of_team("drum", "gate", "2025");
    count = count_periods(&scope, &measure);
    expect_periods(&count, 1, 3, ".100");
}

/* E3 (b) */
static void
a_plan__is_asked_about_every_sub_period_whatever_the_day(void **state)
{
    static const char *const windows[] = { "2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08",
                                           "2025-09", "2025-10", "2025-10-29" };
    struct measure months = every, quarters = every;
    struct periods_count count;
    struct scope scope;

    (void)state;
    months.kind = quarters.kind = MEASURE_PLAN;
    months.every = PERIOD_MONTH;
    quarters.every = PERIOD_QUARTER;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        world_state(&world, make_item(&world, windows[i], "gate", windows[i]));
    scope = row_of("gate", "2025", "2025-02-01");
    count = count_periods(&scope, &months);
    expect_periods(&count, 10, 12, "111111111100");
    count = count_periods(&scope, &quarters);
    expect_periods(&count, 4, 4, "1111");
}

static void
the_school_year__has_its_own_quarters(void **state)
{
    struct measure measure = every;
    struct scope scope;
    struct periods_count count;

    (void)state;
    measure.every = PERIOD_QUARTER;
    hold("a", "gate", "2025-11-30");
    scope = row_of("gate", "2025", "2026-10-01");
    scope.year_start_month = 9;
    assert_true(period_parse(STR("2025"), 9, &scope.period));
    buckets.count = 0;
    scope_gather_unit(&world.facts, scope.unit, &scope.period, &buckets);
    scope_use(&scope, &buckets);
    count = count_periods(&scope, &measure);
    expect_periods(&count, 1, 4, "1000");
}

/* ---- reported ---- */

static void
a_row__is_reported_when_one_session_or_item_lies_in_it(void **state)
{
    struct scope scope;

    (void)state;
    world_state(&world, make_item(&world, "a", "gate", "2025-03"));
    hold("games", "gate", "2025-05-01");
    world_state(&world, make_void(&world, "show", 1));
    hold("show", "bridge", "2025-05-01"); /* silenced */
    scope = row_of("gate", "2025Q2", "2027-01-01");
    assert_true(count_is_reported(&scope, false));
    assert_false(count_is_reported(&scope, true));
    scope.category = categories_number(&world.facts.categories, STR("edu"));
    assert_false(count_is_reported(&scope, false));
    scope.category = category_number(&world, "culture");
    assert_true(count_is_reported(&scope, false));
    scope = row_of("gate", "2025Q1", "2027-01-01");
    assert_false(count_is_reported(&scope, false));
    assert_true(count_is_reported(&scope, true));
    scope = row_of("bridge", "2025", "2027-01-01");
    assert_false(count_is_reported(&scope, false));
    scope = row_of("street", "2025", "2027-01-01");
    assert_true(count_is_reported(&scope, false));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_cohosted_session__counts_once_at_each_host_and_once_above_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_cohosts_below_one_unit__are_one_session_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(statuses_and_roles__count_the_named_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_less_precise_than_a_day__is_counted_where_it_lies_and_noted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(distinct_values__of_a_field_are_counted_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(oddities__are_those_of_the_selected_sessions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plan_items__are_those_whose_window_lies_in_the_period, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plan_items__follow_rule_team_and_category_of_the_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(teams__are_those_there_on_the_last_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(e3__counts_months_and_quarters_as_of_a_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_imprecise_session__counts_only_where_all_of_it_lies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(at_least__asks_for_so_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sub_period__is_expected_only_if_the_unit_was_open_on_all_of_its_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_teams_sub_periods__are_those_it_existed_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plan__is_asked_about_every_sub_period_whatever_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_school_year__has_its_own_quarters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row__is_reported_when_one_session_or_item_lies_in_it, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("count", tests, NULL, NULL);
}

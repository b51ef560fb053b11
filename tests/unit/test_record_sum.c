/* SPDX-License-Identifier: MIT */
#include "lib/model/record_sum.h"

#include "lib/model/facts_settle.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
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

static struct scope
row_of(const char *unit, const char *period, const char *as_of)
{
    struct scope scope = {
        .facts = &world.facts, .as_of = make_day(as_of), .year_start_month = 1, .unit = unit_number(&world, unit),
        .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE,
    };

    assert_true(period_parse(str_of(period), 1, &scope.period));
    world_settle(&world, NULL);
    return scope;
}

static void
expect(const struct measure *measure, const char *unit, const char *period, int64_t num, int64_t den)
{
    struct scope scope = row_of(unit, period, "2026-06-01");
    struct fraction sum;

    assert_true(record_sum(&scope, measure, &sum));
    assert_int_equal(fraction_cmp(sum, (struct fraction){ num, den }), 0);
}

static void
expect_unknown(const struct measure *measure, const char *unit, const char *period)
{
    struct scope scope = row_of(unit, period, "2026-06-01");
    struct fraction sum;

    assert_false(record_sum(&scope, measure, &sum));
}

/* ---- t.sum ---- */

static const struct measure reach = {
    .kind = MEASURE_SUM, .rule = RULE_NONE, .type = EVENT_PUBLICITY_PUT, .field = STR_INIT("reach"),
};

static uint64_t
publish(const char *unit, const char *at, bool has_reach, uint32_t number)
{
    struct event *event = make_event(&world, EVENT_PUBLICITY_PUT, at);

    event->as.publicity_put =
        (struct publicity_put){ .unit = str_of(unit), .channel = STR("board"), .has_reach = has_reach, .reach = number };
    return world_state(&world, event);
}

/* That was all of the publicity. */
static void
report(const char *unit, const char *period)
{
    struct event *event = make_event(&world, EVENT_REPORT_DONE, "2025-12-31");

    event->as.report_done = (struct report_done){ .unit = str_of(unit), .dataset = STR("publicity"), .period = str_of(period) };
    world_state(&world, event);
    world_settle(&world, NULL);
}

static void
sum__adds_what_was_posted_in_the_period(void **state)
{
    uint64_t gone;

    (void)state;
    expect(&reach, "street", "2025", 0, 1);
    publish("gate", "2025-03-01", true, 100);
    publish("gate", "2025-03", true, 20);
    publish("gate", "2025-04-01", false, 7);
    publish("bridge", "2025-12-31", true, UINT32_MAX);
    gone = publish("bridge", "2025-01-01", true, 5);
    expect(&reach, "gate", "2025-03", 120, 1);
    expect_unknown(&reach, "gate", "2025Q2"); /* there was something, but nobody says how many it reached */
    report("gate", "2025-04");
    expect(&reach, "gate", "2025Q2", 0, 1);
    expect(&reach, "street", "2025", 125 + (int64_t)UINT32_MAX, 1);
    world_withdraw(&world, gone);
    expect(&reach, "street", "2025", 120 + (int64_t)UINT32_MAX, 1);
}

static const struct measure declared = {
    .kind = MEASURE_SUM, .rule = RULE_NONE, .type = EVENT_DECLARED_PUT, .field = STR_INIT("value"),
};

static uint64_t
declare(const char *unit, const char *what, const char *period, int64_t num, int64_t den, const char *at)
{
    struct event *event = make_event(&world, EVENT_DECLARED_PUT, at);

    event->as.declared_put =
        (struct declared_put){ .unit = str_of(unit), .what = str_of(what), .period = str_of(period), .value = { num, den } };
    return world_state(&world, event);
}

static void
sum__of_decimals_is_exact_and_of_too_much_unknown(void **state)
{
    struct scope scope;
    struct fraction sum;

    (void)state;
    declare("gate", "a", "2025", 1, 10, "2025-12-01");
    declare("gate", "b", "2025", 2, 10, "2025-12-01");
    expect(&declared, "gate", "2025", 3, 10);
    declare("bridge", "a", "2025", INT64_MAX, 1, "2025-12-01");
    scope = row_of("street", "2025", "2026-06-01");
    assert_false(record_sum(&scope, &declared, &sum));
}

/* ---- t.latest ---- */

static const struct measure latest = {
    .kind = MEASURE_LATEST, .rule = RULE_NONE, .type = EVENT_DECLARED_PUT, .field = STR_INIT("value"),
};

static void
latest__is_what_each_unit_said_last_before_the_end(void **state)
{
    (void)state;
    declare("gate", "seats", "2024", 30, 1, "2025-01-10");
    declare("gate", "seats", "2025H1", 40, 1, "2025-07-01");
    declare("gate", "seats", "2025-02", 35, 1, "2025-09-01"); /* said later, of an earlier time */
    declare("bridge", "seats", "2025Q1", 10, 1, "2025-04-01");
    expect(&latest, "gate", "2024-11", 0, 1);
    expect(&latest, "gate", "2025-01", 30, 1);
    expect(&latest, "gate", "2025-02", 35, 1);
    expect(&latest, "gate", "2025", 40, 1);
    expect(&latest, "street", "2025Q1", 45, 1);
    expect(&latest, "street", "2026-01", 50, 1);
}

static void
latest__of_one_day_is_the_greatest_statement(void **state)
{
    uint64_t last;

    (void)state;
    declare("gate", "a", "2025", 1, 1, "2026-01-03");
    last = declare("gate", "b", "2025", 2, 1, "2026-01-05");
    declare("gate", "c", "2025", 3, 1, "2026-01-04");
    expect(&latest, "gate", "2025", 2, 1);
    world_withdraw(&world, last);
    expect(&latest, "gate", "2025", 3, 1);
}

static void
latest__of_an_open_period_knows_what_began_by_the_day(void **state)
{
    struct scope scope;
    struct fraction sum;

    (void)state;
    declare("gate", "a", "2025H1", 1, 1, "2025-06-01");
    declare("gate", "a", "2025H2", 2, 1, "2025-06-02");
    scope = row_of("gate", "2025", "2025-06-30");
    assert_true(record_sum(&scope, &latest, &sum));
    assert_int_equal(sum.num, 1);
    scope = row_of("gate", "2025", "2025-07-01");
    assert_true(record_sum(&scope, &latest, &sum));
    assert_int_equal(sum.num, 2);
}

static void
latest__lies_where_its_unit_lies_at_the_end(void **state)
{
    (void)state;
    declare("gate", "a", "2025-01", 5, 1, "2025-02-01");
    world_state(&world, make_unit(&world, "lane", NULL, "2020-01-01"));
    world_state(&world, make_unit(&world, "gate", "lane", "2025-07-01"));
    expect(&latest, "street", "2025H1", 5, 1);
    expect(&latest, "street", "2025", 0, 1);
    expect(&latest, "lane", "2025", 5, 1);
}

/* ---- t.awards ---- */

static struct measure
points(void)
{
    struct measure measure = { .kind = MEASURE_AWARDS, .rule = RULE_NONE, .type = EVENT_AWARD_PUT };

    for (int level = 0; level < AWARD_LEVELS; level++)
        for (int rank = 0; rank < AWARD_RANKS; rank++)
            measure.points[level][rank] = (struct fraction){ 2 * (AWARD_LEVELS - level) * (AWARD_RANKS - rank) + 1, 2 };
    return measure;
}

static uint64_t
award(const char *team, const char *unit, const char *contest, enum award_level level, enum award_rank rank, const char *at)
{
    struct event *event = make_event(&world, EVENT_AWARD_PUT, at);

    event->as.award_put = (struct award_put){ .contest = str_of(contest), .level = level, .rank = rank };
    if (team)
        event->as.award_put.team = str_of(team);
    else
        event->as.award_put.unit = str_of(unit);
    return world_state(&world, event);
}

static void
awards__count_the_best_of_each_contest_and_winner(void **state)
{
    struct measure measure = points();
    struct scope scope;
    struct fraction sum;
    uint64_t best;

    (void)state;
    world_state(&world, make_team(&world, "drum", "gate"));
    world_state(&world, make_team(&world, "dance", "gate"));
    award("drum", NULL, "cup", AWARD_STREET, AWARD_FIRST, "2025-05-01");        /* 4.5 */
    best = award("drum", NULL, "cup", AWARD_CITY, AWARD_SECOND, "2025-06-01");  /* 9.5 */
    award("drum", NULL, "cup", AWARD_CITY, AWARD_SECOND, "2025-06-02");         /* the same again */
    award("dance", NULL, "cup", AWARD_STREET, AWARD_MERIT, "2025-05-01");       /* 1.5 */
    award(NULL, "gate", "cup", AWARD_DISTRICT, AWARD_MERIT, "2025-05-01");      /* 2.5 */
    award(NULL, "gate", "bowl", AWARD_DISTRICT, AWARD_MERIT, "2025-05-01");     /* 2.5 */
    expect(&measure, "gate", "2025-05", 11, 1);
    expect(&measure, "street", "2025", 16, 1);
    scope = row_of("gate", "2025", "2026-06-01");
    scope.team = team_number(&world, "drum");
    assert_true(record_sum(&scope, &measure, &sum));
    assert_int_equal(fraction_cmp(sum, (struct fraction){ 19, 2 }), 0);
    world_withdraw(&world, best);
    expect(&measure, "street", "2025", 16, 1);
}

static void
random_awards__are_what_a_table_says(void **state)
{
    static const char *const teams[] = { "drum", "dance", "chess" }, *const contests[] = { "cup", "bowl" };
    struct measure measure = points();
    struct dice dice = { 20250504 };

    (void)state;
    for (int round = 0; round < 200; round++) {
        struct fraction best[3][2] = { { { 0, 2 } } };
        int64_t halves = 0;

        tear_down(NULL);
        set_up(NULL);
        for (int i = 0; i < 3; i++)
            world_state(&world, make_team(&world, teams[i], i < 2 ? "gate" : "bridge"));
        for (unsigned n = dice_below(&dice, 20); n > 0; n--) {
            unsigned team = dice_below(&dice, 3), contest = dice_below(&dice, 2), level = dice_below(&dice, AWARD_LEVELS),
                     rank = dice_below(&dice, AWARD_RANKS);
            struct fraction *held = &best[team][contest], worth = measure.points[level][rank];

            award(teams[team], NULL, contests[contest], level, rank, "2025-05-04");
            if (worth.num > held->num)
                *held = worth;
        }
        for (int i = 0; i < 6; i++)
            halves += best[i / 2][i % 2].num;
        expect(&measure, "street", "2025", halves, 2);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sum__adds_what_was_posted_in_the_period, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sum__of_decimals_is_exact_and_of_too_much_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(latest__is_what_each_unit_said_last_before_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(latest__of_one_day_is_the_greatest_statement, set_up, tear_down),
        cmocka_unit_test_setup_teardown(latest__of_an_open_period_knows_what_began_by_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(latest__lies_where_its_unit_lies_at_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(awards__count_the_best_of_each_contest_and_winner, set_up, tear_down),
        cmocka_unit_test_setup_teardown(random_awards__are_what_a_table_says, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("record sum", tests, NULL, NULL);
}

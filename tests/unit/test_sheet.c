/* SPDX-License-Identifier: MIT */
#include "lib/model/sheet.h"

#include "lib/base/buf.h"
#include "lib/model/facts_settle.h"
#include "tests/support/check.h"
#include "tests/support/random_facts.h"
#include "tests/support/sample_rules.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>

static struct world world;

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

static struct period
period_of(const char *text)
{
    struct period period;

    assert_true(period_parse(str_of(text), 1, &period));
    return period;
}

/* ---- the 19 periods ---- */

static void
a_year__has_twelve_months_four_quarters_two_halves_and_itself(void **state)
{
    static const char *const codes[] = { "2025-01", "2025-12", "2025Q1", "2025Q4", "2025H1", "2025H2", "2025" };
    static const int places[] = { 0, 11, 12, 15, 16, 17, 18 };
    struct period year = period_of("2025"), periods[YEAR_PERIODS];

    (void)state;
    year_periods(&year, 1, periods);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct period expected = period_of(codes[i]);
        assert_int_equal(periods[places[i]].kind, expected.kind);
        assert_int_equal(periods[places[i]].first, expected.first);
        assert_int_equal(periods[places[i]].end, expected.end);
    }
}

static void
days__lie_in_the_periods_that_contain_all_of_them(void **state)
{
    static const struct {
        const char *first, *last;
        uint32_t bits;
    } rows[] = {
        { "2025-02-11", "2025-02-11", 1u << 1 | 1u << 12 | 1u << 16 | 1u << 18 },
        { "2025-12-31", "2025-12-31", 1u << 11 | 1u << 15 | 1u << 17 | 1u << 18 },
        { "2025-07-10", "2025-08-25", 1u << 14 | 1u << 17 | 1u << 18 },
        { "2025-06-30", "2025-07-01", 1u << 18 },
        { "2025-12-31", "2026-01-01", 0 },
        { "2024-02-11", "2024-02-11", 0 },
    };
    struct period year = period_of("2025"), periods[YEAR_PERIODS];

    (void)state;
    year_periods(&year, 1, periods);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(year_periods_with(periods, make_day(rows[i].first), make_day(rows[i].last)), rows[i].bits);
}

/* ---- which rows there are ---- */

struct listing {
    const struct ruleset *ruleset;
    struct buf text;
    size_t stop_after; /* 0: never */
    size_t count;
};

static void
add_code(struct buf *text, const char *mark, const struct codebook *book, uint32_t number)
{
    if (number != CODE_NONE)
        buf_printf(text, "%s%s", mark, codebook_name(book, number).ptr);
}

/* "participation/edu.law" for a category, "participation:women" for a group. */
static bool
list_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct listing *listing = ctx;

    (void)figure;
    buf_printf(&listing->text, "%s%.*s", listing->text.len ? " " : "", STR_ARG(listing->ruleset->indicators[indicator].name));
    add_code(&listing->text, "/", &scope->facts->categories.codes, scope->category);
    add_code(&listing->text, ":", &scope->facts->people.groups, scope->group);
    return ++listing->count != listing->stop_after;
}

static const struct indicator only_participation[] = {
    { .name = STR_INIT("participation"), .kind = INDICATOR_RATIO, .factor = 100, .by = BY_UNIT | BY_TEAM | BY_CATEGORY | BY_GROUP,
      .over = 1u << PERIOD_MONTH | 1u << PERIOD_YEAR,
      .numerator = { .kind = MEASURE_PEOPLE, .rule = RULE_NONE, .statuses = STATUSES_COUNTED, .roles = 31, .min_times = 1 },
      .denominator = { .kind = MEASURE_POPULATION } },
};
static const struct ruleset one_rule = { .indicators = (struct indicator *)(uintptr_t)only_participation, .indicator_count = 1 };

/* The rows of an owner over a period, as of a day. */
static char *
rows_of(enum owner_kind kind, uint32_t owner, const char *code, const char *as_of)
{
    struct period period = period_of(code), year = period_containing(PERIOD_YEAR, period.first, 1);
    struct group_presence groups;
    struct listing listing = { .ruleset = &one_rule };
    struct year_book book;
    static char text[512];

    world_settle(&world, random_answer);
    group_presence_find(&world.facts, &groups);
    struct sheet_settings settings = { .ruleset = &one_rule, .groups = &groups, .as_of = make_day(as_of), .year_start_month = 1 };
    if (year_book_open(&world.facts, kind, owner, &year, &book))
        assert_true(sheet_compute(&world.facts, &settings, &book, &period, list_row, &listing));
    year_book_close(&book);
    group_presence_free(&groups);
    snprintf(text, sizeof text, "%.*s", STR_ARG(buf_str(&listing.text)));
    buf_free(&listing.text);
    return text;
}

static char *
unit_rows(const char *unit, const char *period)
{
    return rows_of(OWNER_HOST, unit_number(&world, unit), period, "2027-01-01");
}

static uint64_t
serve(const char *unit, const char *from, const char *to)
{
    struct event *event = make_event(&world, EVENT_VOLUNTEER_HOURS, from);

    event->as.volunteer_hours =
        (struct volunteer_hours){ .unit = str_of(unit), .group = 1, .from = make_when(from), .to = make_when(to) };
    return world_state(&world, event);
}

static void
a_unit__has_rows_in_a_year_with_nothing_but_a_record_below_it(void **state)
{
    uint64_t hours;

    (void)state;
    hours = serve("gate", "2025-12-31T23:00:00+08:00", "2026-01-01T01:00:00+08:00");
    assert_string_equal(unit_rows("street", "2025"), "participation");
    assert_string_equal(unit_rows("gate", "2025-03"), "participation");
    assert_string_equal(unit_rows("gate", "2026"), "participation");
    assert_string_equal(unit_rows("gate", "2024"), "");
    assert_string_equal(unit_rows("bridge", "2025"), "");
    world_withdraw(&world, hours);
    assert_string_equal(unit_rows("street", "2025"), "");
}

static void
a_unit__has_rows_in_each_period_of_a_year_with_a_session_below_it(void **state)
{
    (void)state;
    assert_string_equal(unit_rows("gate", "2025"), "");
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    assert_string_equal(unit_rows("gate", "2025-05"), "participation participation/sport");
    assert_string_equal(unit_rows("gate", "2025-11"), "participation participation/sport"); /* with nothing in that month */
    assert_string_equal(unit_rows("gate", "2025Q2"), ""); /* the indicator is not over quarters */
    assert_string_equal(unit_rows("street", "2025"), "participation participation/sport");
    assert_string_equal(unit_rows("bridge", "2025"), "");
    assert_string_equal(unit_rows("gate", "2024"), "");
}

static void
a_plan_item__makes_a_year_too(void **state)
{
    (void)state;
    world_state(&world, make_item(&world, "march", "gate", "2025-03"));
    world_state(&world, make_item(&world, "endless", "bridge", "2025-03-01/2026-03-01")); /* lies in no year */
    assert_string_equal(unit_rows("gate", "2025-11"), "participation");
    assert_string_equal(unit_rows("street", "2025"), "participation");
    assert_string_equal(unit_rows("bridge", "2025"), "");
}

static void
a_silenced_or_cancelled_session__makes_no_row(void **state)
{
    struct event *cancelled = make_held(&world, "games", "gate", "sport", "2025-05-29");

    (void)state;
    cancelled->type = EVENT_ACTIVITY_CANCELLED;
    world_state(&world, cancelled);
    world_state(&world, make_held(&world, "show", "gate", "sport", "2025-05-29"));
    world_state(&world, make_void(&world, "show", 1));
    assert_string_equal(unit_rows("gate", "2025"), "");
}

static void
a_period__that_begins_after_the_day_has_no_rows(void **state)
{
    uint32_t gate;

    (void)state;
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    gate = unit_number(&world, "gate");
    assert_string_equal(rows_of(OWNER_HOST, gate, "2025-06", "2025-05-31"), "");
    assert_string_equal(rows_of(OWNER_HOST, gate, "2025-06", "2025-06-01"), "participation participation/sport");
    assert_string_equal(rows_of(OWNER_HOST, gate, "2025", "2025-01-01"), "participation participation/sport");
}

static void
a_unit__has_rows_where_it_was_open_on_some_day(void **state)
{
    struct event *gate = make_unit(&world, "gate", "street", "2020-01-01");

    (void)state;
    gate->rev = 2;
    gate->as.unit_put.has_opened = gate->as.unit_put.has_closed = true;
    gate->as.unit_put.opened = make_day("2025-03-31");
    gate->as.unit_put.closed = make_day("2025-06-01");
    world_state(&world, gate);
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    assert_string_equal(unit_rows("gate", "2025-02"), "");
    assert_string_equal(unit_rows("gate", "2025-03"), "participation participation/sport");
    assert_string_equal(unit_rows("gate", "2025-05"), "participation participation/sport");
    assert_string_equal(unit_rows("gate", "2025-06"), ""); /* the first day no more */
    assert_string_equal(unit_rows("gate", "2025"), "participation participation/sport");
    assert_string_equal(unit_rows("street", "2025-06"), "participation participation/sport");
}

static void
a_category__has_rows_with_its_ancestors_in_a_year_with_a_session(void **state)
{
    (void)state;
    world_state(&world, make_held(&world, "a", "gate", "edu.law", "2025-05-29"));
    world_state(&world, make_held(&world, "b", "bridge", "culture", "2024-05-29"));
    assert_string_equal(unit_rows("gate", "2025-01"), "participation participation/edu participation/edu.law");
    assert_string_equal(unit_rows("street", "2024"), "participation participation/culture");
    assert_string_equal(unit_rows("street", "2025"), "participation participation/edu participation/edu.law");
}

static void
a_secondary_category__has_no_row(void **state)
{
    struct event *event = make_held(&world, "a", "gate", "culture", "2025-05-29");

    (void)state;
    event->as.activity_put.secondaries = make_list(&world, "edu.law");
    world_state(&world, event);
    assert_string_equal(unit_rows("gate", "2025"), "participation participation/culture");
}

static void
a_group__has_rows_where_it_has_a_population_or_a_person(void **state)
{
    uint64_t person;

    (void)state;
    world_state(&world, make_held(&world, "a", "gate", "culture", "2025-05-29"));
    world_state(&world, make_held(&world, "b", "bridge", "culture", "2025-05-29"));
    world_state(&world, make_population(&world, "bridge", "women", 5, "2025-01-01"));
    person = world_state(&world, make_person(&world, 1, "gate", "elderly", "2025-01-01"));
    world_state(&world, make_person(&world, 2, NULL, "youth", "2025-01-01")); /* nowhere */
    assert_string_equal(unit_rows("gate", "2025"), "participation participation/culture participation:elderly");
    assert_string_equal(unit_rows("bridge", "2025"), "participation participation/culture participation:women");
    assert_string_equal(unit_rows("street", "2025"), "participation participation/culture participation:elderly participation:women");
    world_withdraw(&world, person);
    assert_string_equal(unit_rows("gate", "2025"), "participation participation/culture");
}

static void
a_team__has_rows_for_its_sessions_whoever_hosts(void **state)
{
    struct event *event = make_held(&world, "a", "bridge", "culture", "2025-05-29"), *team = make_team(&world, "drum", "gate");
    uint32_t drum;

    (void)state;
    team->as.team_put.has_founded = true;
    team->as.team_put.founded = make_day("2025-02-01");
    world_state(&world, team);
    event->as.activity_put.teams = make_list(&world, "drum");
    world_state(&world, event);
    drum = team_number(&world, "drum");
    assert_string_equal(rows_of(OWNER_TEAM, drum, "2025", "2027-01-01"), "participation"); /* no categories, no groups */
    assert_string_equal(rows_of(OWNER_TEAM, drum, "2025-01", "2027-01-01"), ""); /* not founded yet */
    assert_string_equal(rows_of(OWNER_TEAM, drum, "2024", "2027-01-01"), "");
    assert_string_equal(unit_rows("gate", "2025"), ""); /* the session is not its unit's */
}

static void
a_session_abroad_with_a_cohost_here__makes_rows_here(void **state)
{
    struct event *event = make_held(&world, "a", "abroad", "culture", "2025-05-29");

    (void)state;
    world_state(&world, make_unit(&world, "abroad", NULL, "2020-01-01"));
    event->as.activity_put.cohosts = make_list(&world, "gate");
    world_state(&world, event);
    assert_string_equal(unit_rows("street", "2025"), "participation participation/culture");
}

static void
an_unknown_unit__has_no_rows(void **state)
{
    (void)state;
    world_state(&world, make_unit(&world, "grid", "ghost", "2020-01-01"));
    world_state(&world, make_held(&world, "a", "grid", "culture", "2025-05-29"));
    assert_string_equal(unit_rows("grid", "2025"), "");
    assert_string_equal(unit_rows("street", "2025"), "");
}

/* It has a number, though the tree knows nothing of it. */
static void
a_unit_that_is_only_mentioned__has_no_rows(void **state)
{
    (void)state;
    unit_rows("gate", "2025");
    for (int i = 0; i < 40; i++) {
        const char *code = arena_printf(&world.arena, "ghost%d", i).ptr;
        world_state(&world, make_population(&world, code, NULL, 5, "2025-01-01"));
        assert_string_equal(unit_rows(code, "2025"), "");
    }
}

static void
a_paused_plugin__is_not_computed_and_a_full_sink_stops(void **state)
{
    struct period year = period_of("2025");
    struct listing listing = { .ruleset = &one_rule, .stop_after = 1 };
    static const uint8_t held[] = { 1 };
    struct group_presence groups;
    struct year_book book;

    (void)state;
    world_state(&world, make_held(&world, "a", "gate", "culture", "2025-05-29"));
    world_settle(&world, random_answer);
    group_presence_find(&world.facts, &groups);
    struct sheet_settings settings = { .ruleset = &one_rule, .groups = &groups, .as_of = make_day("2027-01-01"), .year_start_month = 1 };
    assert_true(year_book_open(&world.facts, OWNER_HOST, unit_number(&world, "gate"), &year, &book));
    assert_false(sheet_compute(&world.facts, &settings, &book, &year, list_row, &listing));
    assert_int_equal(listing.count, 1);
    settings.held = held;
    assert_true(sheet_compute(&world.facts, &settings, &book, &year, list_row, &listing));
    assert_int_equal(listing.count, 1);
    year_book_close(&book);
    group_presence_free(&groups);
    buf_free(&listing.text);
}

/* ---- what stands in the rows ---- */

struct comparison {
    struct arena arena;
    size_t count;
};

/* The same row again, from buckets of its own that nobody sorted out. */
static bool
compare_row(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure)
{
    struct comparison *comparison = ctx;
    struct scope plain = *scope;
    struct bucket_list buckets = { 0 };
    struct figure again;

    if (scope->team != CODE_NONE)
        scope_gather_team(&world.facts, scope->team, &scope->period, &buckets);
    else
        scope_gather_unit(&world.facts, scope->unit, &scope->period, &buckets);
    plain.months = NULL;
    plain.of_category = false;
    scope_use(&plain, &buckets);
    again = figure_compute(&plain, sample_rules(true), indicator);
    assert_string_equal(figure_text(&comparison->arena, figure).ptr, figure_text(&comparison->arena, &again).ptr);
    free(buckets.buckets);
    arena_reset(&comparison->arena);
    comparison->count++;
    return true;
}

static void
compare_years(struct comparison *comparison, enum owner_kind kind, uint32_t owner, const struct sheet_settings *settings)
{
    for (int i = 2024; i <= 2026; i++) {
        struct period year = period_containing(PERIOD_YEAR, day_of(i, 6, 1), 1), periods[YEAR_PERIODS];
        struct year_book book;
        year_periods(&year, 1, periods);
        if (year_book_open(&world.facts, kind, owner, &year, &book))
            for (unsigned k = 0; k < YEAR_PERIODS; k += 3)
                assert_true(sheet_compute(&world.facts, settings, &book, &periods[k], compare_row, comparison));
        year_book_close(&book);
    }
}

static void
any_world__has_the_same_figures_in_a_sheet_as_row_by_row(void **state)
{
    struct comparison comparison = { 0 };

    (void)state;
    for (unsigned seed = 0; seed < 12; seed++) {
        struct dice dice = { seed };
        struct event *events[RANDOM_EVENTS];
        uint64_t seqs[RANDOM_EVENTS];
        struct group_presence groups;
        tear_down(state);
        world_init(&world);
        facts_new_rules(&world.facts, true, true);
        random_events(&world, &dice, events);
        state_with_others(&world, &dice, &(struct stating){ events, seqs, RANDOM_EVENTS });
        group_presence_find(&world.facts, &groups);
        struct sheet_settings settings = {
            .ruleset = sample_rules(true), .groups = &groups, .as_of = make_day("2025-08-15"), .year_start_month = 1
        };
        for (uint32_t unit = 0; unit < world.facts.units.count; unit++)
            if (world.facts.units.units[unit].known)
                compare_years(&comparison, OWNER_HOST, unit, &settings);
        for (uint32_t team = 0; team < world.facts.teams.count; team++)
            compare_years(&comparison, OWNER_TEAM, team, &settings);
        group_presence_free(&groups);
    }
    print_message("%zu rows\n", comparison.count);
    assert_true(comparison.count > 1000);
    arena_free(&comparison.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year__has_twelve_months_four_quarters_two_halves_and_itself),
        cmocka_unit_test(days__lie_in_the_periods_that_contain_all_of_them),
        cmocka_unit_test_setup_teardown(a_unit__has_rows_in_a_year_with_nothing_but_a_record_below_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit__has_rows_in_each_period_of_a_year_with_a_session_below_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plan_item__makes_a_year_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_silenced_or_cancelled_session__makes_no_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_period__that_begins_after_the_day_has_no_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit__has_rows_where_it_was_open_on_some_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_category__has_rows_with_its_ancestors_in_a_year_with_a_session, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_secondary_category__has_no_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_group__has_rows_where_it_has_a_population_or_a_person, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_team__has_rows_for_its_sessions_whoever_hosts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_abroad_with_a_cohost_here__makes_rows_here, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_unit__has_no_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_that_is_only_mentioned__has_no_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_paused_plugin__is_not_computed_and_a_full_sink_stops, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_world__has_the_same_figures_in_a_sheet_as_row_by_row, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}

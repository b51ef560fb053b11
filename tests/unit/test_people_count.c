/* SPDX-License-Identifier: MIT */
/*
 * Counts of people with their bounds, and of attendances and sessions beside
 * them: the worked examples, and thousands of random worlds against naive.h.
 */
#include "lib/model/people_count.h"

#include "lib/model/count.h"
#include "lib/model/facts_settle.h"
#include "lib/model/month_sets.h"
#include "lib/model/unit_tree.h"
#include "lib/model/year_people.h"
#include "tests/support/check.h"
#include "tests/support/naive.h"
#include "tests/support/random_facts.h"
#include "tests/support/world.h"

#include <stdio.h>
#include <stdlib.h>

static struct world world;

static int
set_up(void **state)
{
    (void)state;
    world_init(&world);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    world_free(&world);
    return 0;
}

static const struct measure everybody = {
    .kind = MEASURE_PEOPLE, .rule = RULE_NONE, .statuses = STATUSES_COUNTED, .roles = (1u << ATTEND_ROLES) - 1, .min_times = 1,
};

static struct period
period_of(const char *text)
{
    struct period period;

    assert_true(period_parse(str_of(text), 1, &period));
    return period;
}

/* A unit's row over a period; the buckets are the caller's. */
static struct scope
unit_scope(const char *unit, const char *period, struct bucket_list *buckets)
{
    struct scope scope = {
        .facts = &world.facts, .period = period_of(period), .as_of = make_day("2027-01-01"), .year_start_month = 1,
        .unit = unit_number(&world, unit), .team = CODE_NONE, .category = CODE_NONE, .group = CODE_NONE,
    };

    world_settle(&world, NULL);
    scope_gather_unit(&world.facts, scope.unit, &scope.period, buckets);
    scope_use(&scope, buckets);
    return scope;
}

static struct people_count
count_of(const char *unit, const char *period, const struct measure *measure, int64_t population)
{
    struct people_limit limit = { .known = population >= 0, .population = population, .days = 1 };
    struct bucket_list buckets = { 0 };
    struct scope scope = unit_scope(unit, period, &buckets);
    struct people_count count = people_count(&scope, measure, &limit);

    free(buckets.buckets);
    return count;
}

static void
expect(struct people_count count, int64_t named, int64_t lower, int64_t upper)
{
    if (count.named != named || count.lower != lower || count.upper != upper)
        check_failed("%lld [%lld-%lld] instead of %lld [%lld-%lld]", (long long)count.named, (long long)count.lower,
                     (long long)count.upper, (long long)named, (long long)lower, (long long)upper);
}

static void
attend(const char *activity, const char *persons, enum attendance_status status)
{
    struct str_list list = make_list(&world, persons);

    for (size_t i = 0; i < list.count; i++) {
        unsigned long long person;
        assert_true(str_to_u64(list.items[i], &person));
        world_state(&world, make_attendance(&world, activity, (uint32_t)person, status));
    }
}

/* ---- E1 ---- */

static uint64_t a4;

static void
first_step(void)
{
    struct event *head = make_headcount(&world, "A1", 6);

    world_state(&world, make_unit(&world, "C1", NULL, "2025-01-01"));
    world_state(&world, make_unit(&world, "C2", NULL, "2025-01-01"));
    for (uint32_t person = 1; person <= 8; person++)
        world_state(&world, make_person(&world, person, "C1", "", "2025-01-01"));
    world_state(&world, make_person(&world, 9, "C2", "", "2025-01-01"));
    world_state(&world, make_held(&world, "A1", "C1", "edu.law", "2025-01-15"));
    world_state(&world, make_held(&world, "A2", "C1", "culture.festival", "2025-02-11"));
    world_state(&world, make_held(&world, "A3", "C1", "edu.science", "2025-03-08"));
    a4 = world_state(&world, make_held(&world, "A4", "C1", "sport", "2025-03-20"));
    attend("A1", "1 2 3 9", STATUS_PRESENT);
    attend("A1", "4", STATUS_ABSENT);
    attend("A2", "1 5", STATUS_PRESENT);
    attend("A3", "2 3", STATUS_PRESENT);
    attend("A3", "6", STATUS_EXCUSED);
    head->as.headcount.has_residents = true;
    head->as.headcount.residents = 5;
    world_state(&world, head);
    world_state(&world, make_headcount(&world, "A4", 4));
}

/* Population 8; of the sessions of education only, with their rule's number 0. */
static struct people_count
education(void)
{
    struct people_limit limit = { .known = true, .population = 8, .days = 1 };
    struct bucket_list buckets = { 0 };
    struct scope scope = unit_scope("C1", "2025Q1", &buckets);
    struct people_count count;

    scope.category = category_number(&world, "edu");
    count = people_count(&scope, &everybody, &limit);
    free(buckets.buckets);
    return count;
}

static int64_t
attendances(void)
{
    struct bucket_list buckets = { 0 };
    struct scope scope = unit_scope("C1", "2025Q1", &buckets);
    struct measure measure = everybody;
    int64_t count;

    measure.kind = MEASURE_ATTENDANCES;
    count = count_attendances(&scope, &measure);
    free(buckets.buckets);
    return count;
}

static void
e1__gives_the_figures_of_each_step(void **state)
{
    struct event *p6 = make_attendance(&world, "A3", 6, STATUS_PRESENT);

    (void)state;
    first_step();
    expect(count_of("C1", "2025Q1", &everybody, 8), 4, 5, 8);
    expect(education(), 3, 5, 5);
    assert_int_equal(attendances(), 14);
    p6->rev = 2;
    world_state(&world, p6);
    expect(count_of("C1", "2025Q1", &everybody, 8), 5, 5, 8);
    expect(education(), 4, 5, 6);
    world_withdraw(&world, a4);
    expect(count_of("C1", "2025Q1", &everybody, 8), 5, 5, 7);
    assert_int_equal(attendances(), 11);
}

static void
without_a_population__only_the_minimum_falls_away(void **state)
{
    (void)state;
    first_step();
    expect(count_of("C1", "2025Q1", &everybody, -1), 4, 5, 10);
    expect(count_of("C1", "2025Q1", &everybody, 4), 4, 4, 4);
    expect(count_of("C1", "2025Q1", &everybody, 2), 4, 4, 4); /* never below the named */
}

static void
an_average__multiplies_everything_by_the_days(void **state)
{
    struct people_limit limit = { .known = true, .population = 8 * 90 - 1, .days = 90 };
    struct bucket_list buckets = { 0 };
    struct scope scope;

    (void)state;
    first_step();
    scope = unit_scope("C1", "2025Q1", &buckets);
    expect(people_count(&scope, &everybody, &limit), 4 * 90, 5 * 90, 8 * 90 - 1);
    free(buckets.buckets);
}

/* ---- E7 ---- */

static void
e7__counts_residents_again_at_each_level(void **state)
{
    struct measure reach = everybody;

    (void)state;
    reach.scope = SCOPE_REACH;
    world_state(&world, make_unit(&world, "S", NULL, "2025-01-01"));
    world_state(&world, make_unit(&world, "A", "S", "2025-01-01"));
    world_state(&world, make_unit(&world, "B", "S", "2025-01-01"));
    for (uint32_t person = 1; person <= 3; person++) {
        world_state(&world, make_person(&world, person, "A", "", "2025-01-01"));
        world_state(&world, make_person(&world, person + 10, "B", "", "2025-01-01"));
    }
    world_state(&world, make_held(&world, "X", "A", "culture", "2025-03-01"));
    world_state(&world, make_held(&world, "Y", "B", "culture", "2025-05-01"));
    attend("X", "1 2 11", STATUS_PRESENT);
    attend("Y", "11 12 3", STATUS_PRESENT);
    expect(count_of("A", "2025", &everybody, 4), 2, 2, 2);
    expect(count_of("B", "2025", &everybody, 4), 2, 2, 2);
    expect(count_of("S", "2025", &everybody, 8), 5, 5, 5);
    expect(count_of("A", "2025", &reach, 4), 3, 3, 3);
    expect(count_of("B", "2025", &reach, 4), 2, 2, 2);
    expect(count_of("S", "2025", &reach, 8), 5, 5, 5);
    world_state(&world, make_person(&world, 11, "A", "", "2025-04-01")); /* moves between the two */
    expect(count_of("A", "2025", &reach, 4), 4, 4, 4); /* at Y as one of A's */
    expect(count_of("B", "2025", &reach, 4), 2, 2, 2); /* at X as one of B's */
    expect(count_of("B", "2025", &everybody, 4), 1, 1, 1);
}

/* ---- bounds ---- */

static void
residents_of_the_host__bind_the_host_and_those_around_it_differently(void **state)
{
    static const struct {
        const char *unit;
        int64_t lower, upper;
    } rows[] = {
        { "street", 5, 9 }, /* at least the five of the host, at most all nine */
        { "gate", 5, 5 },
        { "grid", 0, 9 },   /* all of the nine may live in the one grid */
        { "bridge", 0, 4 }, /* reached elsewhere: at most those who are not the host's */
    };
    struct event *head = make_headcount(&world, "games", 9);
    struct measure reach = everybody;

    (void)state;
    reach.scope = SCOPE_REACH;
    head->as.headcount.has_residents = true;
    head->as.headcount.residents = 5;
    world_state(&world, make_unit(&world, "street", NULL, "2025-01-01"));
    world_state(&world, make_unit(&world, "gate", "street", "2025-01-01"));
    world_state(&world, make_unit(&world, "bridge", "street", "2025-01-01"));
    world_state(&world, make_unit(&world, "grid", "gate", "2025-01-01"));
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    world_state(&world, head);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(count_of(rows[i].unit, "2025", &reach, -1), 0, rows[i].lower, rows[i].upper);
}

static void
statuses_and_roles__leave_the_lower_bound_to_the_named(void **state)
{
    struct measure some = everybody;

    (void)state;
    some.who = WHO_ALL;
    world_state(&world, make_unit(&world, "gate", NULL, "2025-01-01"));
    world_state(&world, make_held(&world, "games", "gate", "sport", "2025-05-29"));
    world_state(&world, make_headcount(&world, "games", 9));
    attend("games", "1 2", STATUS_PRESENT);
    attend("games", "3", STATUS_ONLINE);
    attend("games", "4", STATUS_EXCUSED);
    expect(count_of("gate", "2025", &some, -1), 3, 9, 9);
    some.statuses = 1u << STATUS_PRESENT;
    expect(count_of("gate", "2025", &some, -1), 2, 2, 8); /* any of the six may have come late */
    some.statuses = 1u << STATUS_EXCUSED;
    expect(count_of("gate", "2025", &some, -1), 1, 1, 1); /* heads are of those who came */
    some.statuses = STATUSES_COUNTED | 1u << STATUS_EXCUSED;
    expect(count_of("gate", "2025", &some, -1), 4, 10, 10);
    some.statuses = STATUSES_COUNTED;
    some.roles = 1u << ATTEND_VOLUNTEER;
    expect(count_of("gate", "2025", &some, -1), 0, 0, 6);
}

static void
several_times_or_minutes__bind_only_from_above(void **state)
{
    struct measure often = everybody;

    (void)state;
    first_step();
    often.min_times = 2;
    expect(count_of("C1", "2025Q1", &often, 8), 3, 3, 8);
    assert_true(count_of("C1", "2025Q1", &often, 8).estimated);
    assert_false(count_of("C1", "2025Q1", &everybody, 8).estimated);
    often.min_times = 1;
    often.min_minutes = 1;
    expect(count_of("C1", "2025Q1", &often, 8), 0, 0, 6); /* nobody's minutes are known */
}

static void
a_person_without_a_home__is_in_no_bound_and_is_noted(void **state)
{
    struct people_count count;

    (void)state;
    first_step();
    attend("A4", "77 78", STATUS_PRESENT);
    attend("A2", "77", STATUS_PRESENT);
    count = count_of("C1", "2025Q1", &everybody, -1);
    expect(count, 4, 5, 4 + 2 + 2); /* two of A4's four are named now */
    assert_int_equal(count.unknown_home, 2);
}

/* ---- any world ---- */

enum { WORLDS = 3000, QUERIES = 3, MEASURES = 2 };

/* One question to a world: a row, a measure, what bounds it. */
struct asked {
    struct naive_row row;
    struct measure measure;
    struct people_limit limit;
    int year_start_month;
};

static bool
is_education(const struct activity_put *put)
{
    return str_starts(put->category, STR("edu"));
}

static bool
is_contest(const struct activity_put *put)
{
    return put->kind == KIND_CONTEST;
}

/* Two or three categories, one of which may be above another, or one that nothing has. */
static void
random_list(struct dice *dice, struct measure *measure)
{
    static struct str names[5] = { [4] = STR_INIT("nothing") };
    unsigned first = dice_below(dice, 3);

    for (int i = 0; i < 4; i++)
        names[i] = str_of(random_categories[i]);
    measure->list_of = dice_below(dice, 2) ? LIST_EVERY : LIST_EACH;
    measure->list = (struct str_list){ names + first, 2 + dice_below(dice, 2) };
}

static struct measure
random_measure(struct dice *dice)
{
    struct measure measure = everybody;

    measure.rule = (int)dice_below(dice, 4) - 1;
    if (measure.rule > 1)
        measure.rule = RULE_NONE;
    measure.who = dice_below(dice, 2) ? WHO_RESIDENTS : dice_below(dice, 3);
    measure.scope = dice_below(dice, 3) == 0 ? SCOPE_REACH : SCOPE_HOST;
    if (dice_below(dice, 4) == 0)
        measure.statuses = dice_below(dice, 1u << STATUSES);
    if (dice_below(dice, 4) == 0)
        measure.roles = 1 + dice_below(dice, (1u << ATTEND_ROLES) - 1);
    if (dice_below(dice, 4) == 0)
        measure.min_times = 1 + dice_below(dice, 3);
    if (dice_below(dice, 4) == 0)
        measure.min_minutes = 30 * dice_below(dice, 4);
    measure.strict = dice_below(dice, 4) == 0;
    measure.leavers = dice_below(dice, 2);
    measure.tree = dice_below(dice, 4) == 0 ? TREE_AS_IS : TREE_AS_WAS;
    measure.named = dice_below(dice, 4) == 0;
    if (dice_below(dice, 4) == 0)
        random_list(dice, &measure);
    return measure;
}

static void
ask_of(struct dice *dice, struct asked *asked)
{
    static bool (*const rules[])(const struct activity_put *) = { NULL, is_education, is_contest };

    asked->measure = random_measure(dice);
    asked->row.selects = rules[asked->measure.rule + 1];
}

/* The same row is asked something else: what is kept of its year must not be taken for that. */
static void
ask_again(struct dice *dice, struct asked *asked)
{
    do
        ask_of(dice, asked);
    while (asked->measure.list_of != LIST_NONE && asked->row.category.ptr);
    if (!asked->row.category.ptr)
        asked->row.group = dice_below(dice, 2) ? str_of(random_groups[dice_below(dice, RANDOM_GROUPS)]) : (struct str){ 0 };
}

/* Of a unit or team that is known; false: the dice hit one that is not. */
static bool
random_question(struct dice *dice, const struct naive *naive, struct asked *asked)
{
    unsigned owner = dice_below(dice, RANDOM_UNITS + RANDOM_TEAMS), category = dice_below(dice, 9), group = dice_below(dice, 7);

    *asked = (struct asked){ .year_start_month = dice_below(dice, 2) ? 1 : 9 };
    ask_of(dice, asked);
    asked->row.unit = arena_printf(&world.arena, "u%u", owner);
    if (owner >= RANDOM_UNITS) {
        asked->row.team = arena_printf(&world.arena, "t%u", owner - RANDOM_UNITS);
        asked->row.unit = naive_unit_of_team(naive, asked->row.team);
    }
    if (asked->measure.list_of == LIST_NONE && category < 5)
        asked->row.category = category == 4 ? STR("sport") : str_of(random_categories[category]);
    else if (group < RANDOM_GROUPS)
        asked->row.group = str_of(random_groups[group]);
    asked->row.as_of = make_day("2024-06-01") + (day_t)dice_below(dice, 900);
    asked->limit = (struct people_limit){ .known = dice_below(dice, 2), .population = dice_below(dice, 12), .days = 1 };
    if (dice_below(dice, 4) == 0)
        asked->limit.days = 1 + dice_below(dice, 31);
    asked->limit.population *= asked->limit.days;
    return asked->row.unit.ptr && naive_knows_unit(naive, asked->row.unit);
}

static uint32_t
number_or_none(const struct codebook *book, struct str code)
{
    return code.ptr ? codebook_find(book, code) : CODE_NONE;
}

/* The category and the group may be ones that nothing was stated about: then there is no row, and no number. */
static bool
find_scope(const struct asked *asked, struct scope *scope)
{
    struct facts *facts = &world.facts;

    *scope = (struct scope){
        .facts = facts,
        .period = asked->row.period,
        .as_of = asked->row.as_of,
        .year_start_month = asked->year_start_month,
        .unit = codebook_find(&facts->units.codes, asked->row.unit),
        .team = number_or_none(&facts->teams.codes, asked->row.team),
        .category = number_or_none(&facts->categories.codes, asked->row.category),
        .group = number_or_none(&facts->people.groups, asked->row.group),
    };
    return (!asked->row.category.ptr || scope->category != CODE_NONE) && (!asked->row.group.ptr || scope->group != CODE_NONE);
}

static void
describe(const struct asked *asked, struct people_count found, struct naive_people expected)
{
    char period[PERIOD_CODE_SIZE];

    period_code(&asked->row.period, asked->year_start_month, period);
    check_failed("unit %s team %s category %s group %s in %s, rule %d, who %d, scope %d, statuses %x, roles %x, times %u, minutes "
                 "%u, strict %d, leavers %d, tree %d, list %d, population %d %lld x %lld:\n%lld [%lld-%lld] unknown %lld, but it is %lld [%lld-%lld] unknown %lld",
                 asked->row.unit.ptr, asked->row.team.ptr ? asked->row.team.ptr : "-",
                 asked->row.category.ptr ? asked->row.category.ptr : "-", asked->row.group.ptr ? asked->row.group.ptr : "-", period,
                 asked->measure.rule, asked->measure.who, asked->measure.scope, asked->measure.statuses, asked->measure.roles,
                 asked->measure.min_times, asked->measure.min_minutes, asked->measure.strict, asked->measure.leavers, asked->measure.tree, asked->measure.list_of, asked->limit.known, (long long)asked->limit.population,
                 (long long)asked->limit.days, (long long)found.named, (long long)found.lower, (long long)found.upper,
                 (long long)found.unknown_home, (long long)expected.named, (long long)expected.lower, (long long)expected.upper,
                 (long long)expected.unknown_home);
}

static void
compare_people(const struct naive *naive, const struct asked *asked, const struct scope *scope)
{
    struct people_count found = people_count(scope, &asked->measure, &asked->limit);
    struct naive_people expected = naive_people(naive, &asked->row, &asked->measure, asked->limit.known,
                                                asked->limit.population, asked->limit.days);

    if (found.named != expected.named || found.lower != expected.lower || found.upper != expected.upper ||
        found.unknown_home != expected.unknown_home)
        describe(asked, found, expected);
    assert_true(found.named <= found.lower && found.lower <= found.upper);
}

static void
expect_equal(const struct asked *asked, const char *what, int64_t found, int64_t expected)
{
    struct people_count no_count = { .named = found };
    struct naive_people no_people = { .named = expected };

    if (found == expected)
        return;
    print_message("%s:\n", what);
    describe(asked, no_count, no_people);
}

static void
compare_sums(const struct naive *naive, const struct asked *asked, const struct scope *scope)
{
    const struct measure *measure = &asked->measure;
    bool all = !measure->named && measure->statuses == STATUSES_COUNTED && measure->roles == (1u << ATTEND_ROLES) - 1;

    expect_equal(asked, "attendances", count_attendances(scope, measure),
                 all ? naive_attendances(naive, &asked->row) : naive_named_attendances(naive, &asked->row, measure));
    expect_equal(asked, "sessions", count_things(scope, measure), naive_sessions(naive, &asked->row, false));
    expect_equal(asked, "undated", count_undated(scope, measure), naive_sessions(naive, &asked->row, true));
}

static void
gather(const struct asked *asked, const struct period *period, struct bucket_list *buckets)
{
    struct scope scope;

    if (!find_scope(asked, &scope))
        return;
    if (scope.team != CODE_NONE)
        scope_gather_team(&world.facts, scope.team, period, buckets);
    else
        scope_gather_unit(&world.facts, scope.unit, period, buckets);
}

/* A month, then its quarter, half and year, which may be put together from what was found for the months. */
static size_t
compare_periods(const struct naive *naive, struct asked *asked, struct dice *dice)
{
    day_t day = make_day("2024-10-01") + (day_t)dice_below(dice, 550);
    const struct period year = period_containing(PERIOD_YEAR, day, asked->year_start_month);
    enum { KEEPS_NOTHING, KEEPS_MONTHS, KEEPS_COUNTS, KEEPS } keeps = dice_below(dice, KEEPS);
    struct bucket_list of_year = { 0 };
    struct month_sets months = { 0 };
    struct year_people people;
    size_t found = 0;

    gather(asked, &year, &of_year);
    year_people_init(&people, &of_year, year.first);
    month_sets_begin(&months, year.first, 0xfff, 0xfff);
    for (unsigned i = 0; i < 4 * MEASURES; i++) {
        struct bucket_list buckets = { 0 };
        struct scope scope;
        if (i > 0 && i % 4 == 0)
            ask_again(dice, asked);
        asked->row.period = period_containing((enum period_kind)((i + 3) % 4), day, asked->year_start_month); /* the year first */
        if (!find_scope(asked, &scope))
            continue;
        gather(asked, &scope.period, &buckets);
        scope_use(&scope, &buckets);
        scope.months = keeps == KEEPS_NOTHING ? NULL : &months;
        scope.year_people = keeps == KEEPS_COUNTS ? &people : NULL;
        compare_people(naive, asked, &scope);
        compare_sums(naive, asked, &scope);
        found += buckets.count;
        free(buckets.buckets);
    }
    month_sets_free(&months);
    year_people_free(&people);
    free(of_year.buckets);
    return found;
}

static void
any_world__is_counted_as_the_text_says(void **state)
{
    size_t questions = 0, buckets = 0;

    (void)state;
    for (unsigned seed = 0; seed < WORLDS; seed++) {
        struct dice dice = { seed };
        struct event *events[RANDOM_EVENTS];
        uint64_t seqs[RANDOM_EVENTS];
        struct naive naive;

        tear_down(state);
        set_up(state);
        facts_new_rules(&world.facts, true, true);
        random_events(&world, &dice, events);
        random_order(events, RANDOM_EVENTS, &dice);
        state_with_others(&world, &dice, &(struct stating){ events, seqs, RANDOM_EVENTS });
        naive_init(&naive, events, RANDOM_EVENTS);
        for (unsigned i = 0; i < QUERIES; i++) {
            struct asked asked;
            if (!random_question(&dice, &naive, &asked))
                continue;
            buckets += compare_periods(&naive, &asked, &dice);
            questions++;
        }
    }
    print_message("%zu questions, %zu buckets\n", questions, buckets);
    assert_true(questions > WORLDS * QUERIES / 2);
    assert_true(buckets > questions);
}

/* The buckets of a category's row were sorted out, as sheet.h does. */
static int64_t
named_of(const struct scope *scope, const char *category, const struct measure *measure)
{
    const struct people_limit limit = { .days = 1 };
    struct bucket_list inside = { 0 };
    struct scope row = *scope;
    int64_t named;

    if (category) {
        row.category = category_number(&world, category);
        row.of_category = true;
    }
    for (size_t i = 0; i < scope->buckets->count; i++)
        if (!category || category_under(&world.facts.categories, scope->buckets->buckets[i]->key.category, row.category))
            bucket_list_add(&inside, scope->buckets->buckets[i]);
    scope_use(&row, &inside);
    named = people_count(&row, measure, &limit).named;
    free(inside.buckets);
    return named;
}

/* Both ways round: what a category's row had left behind was taken for that of the unit's row, and the other way. */
static void
a_list_on_the_row_of_a_category__asks_for_no_other_sessions_whatever_the_rows_share(void **state)
{
    struct str names[] = { STR("edu"), STR("culture.festival") };
    struct measure each = everybody;

    (void)state;
    first_step();
    each.list_of = LIST_EACH;
    each.list = (struct str_list){ names, 2 };
    for (int round = 0; round < 4; round++) {
        struct bucket_list buckets = { 0 };
        struct scope scope = unit_scope("C1", "2025Q1", &buckets);
        const day_t first = make_day("2025-01-01");
        struct month_sets months = { 0 };
        struct year_people people;
        year_people_init(&people, &buckets, first);
        month_sets_begin(&months, first, 0xfff, 0xfff);
        scope.months = &months;
        scope.year_people = round < 2 ? &people : NULL;
        if (round % 2)
            assert_int_equal(named_of(&scope, NULL, &each), 3 + 2);
        assert_int_equal(named_of(&scope, "culture", &each), 2);
        assert_int_equal(named_of(&scope, "edu.law", &each), 3);
        assert_int_equal(named_of(&scope, "sport", &each), 0);
        assert_int_equal(named_of(&scope, NULL, &each), 3 + 2);
        month_sets_free(&months);
        year_people_free(&people);
        free(buckets.buckets);
    }
}

static void
strict__leaves_out_who_moved_away_before_the_end(void **state)
{
    struct measure strict = everybody;

    (void)state;
    first_step();
    strict.strict = true;
    expect(count_of("C1", "2025Q1", &strict, 8), 4, 4, 8);
    world_state(&world, make_person(&world, 5, "C2", "", "2025-03-31"));
    expect(count_of("C1", "2025Q1", &everybody, 8), 4, 5, 8);
    expect(count_of("C1", "2025Q1", &strict, 8), 3, 3, 8);
    expect(count_of("C1", "2025-02", &strict, 8), 2, 2, 2); /* it still lived there when February ended */
    world_state(&world, make_person(&world, 5, "C1", "", "2025-04-01"));
    expect(count_of("C1", "2025H1", &strict, 8), 4, 4, 8); /* and came back */
}

static void
as_is__gives_a_unit_what_lies_below_it_at_the_end(void **state)
{
    struct measure as_is = everybody;

    (void)state;
    world_state(&world, make_unit(&world, "S", NULL, "2024-01-01"));
    world_state(&world, make_unit(&world, "R", NULL, "2024-01-01"));
    world_state(&world, make_unit(&world, "C", "S", "2024-01-01"));
    world_state(&world, make_person(&world, 1, "C", "", "2024-01-01"));
    world_state(&world, make_held(&world, "X", "C", "culture", "2025-02-01"));
    attend("X", "1", STATUS_PRESENT);
    world_state(&world, make_unit(&world, "C", "R", "2025-03-31"));
    as_is.tree = TREE_AS_IS;
    expect(count_of("S", "2025Q1", &everybody, -1), 1, 1, 1);
    expect(count_of("R", "2025Q1", &everybody, -1), 0, 0, 0);
    expect(count_of("S", "2025Q1", &as_is, -1), 0, 0, 0);
    expect(count_of("R", "2025Q1", &as_is, -1), 1, 1, 1);
    expect(count_of("S", "2025-02", &as_is, -1), 1, 1, 1); /* in February it lay there to the end */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(e1__gives_the_figures_of_each_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_a_population__only_the_minimum_falls_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_average__multiplies_everything_by_the_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(e7__counts_residents_again_at_each_level, set_up, tear_down),
        cmocka_unit_test_setup_teardown(residents_of_the_host__bind_the_host_and_those_around_it_differently, set_up, tear_down),
        cmocka_unit_test_setup_teardown(statuses_and_roles__leave_the_lower_bound_to_the_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_times_or_minutes__bind_only_from_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_person_without_a_home__is_in_no_bound_and_is_noted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_on_the_row_of_a_category__asks_for_no_other_sessions_whatever_the_rows_share, set_up, tear_down),
        cmocka_unit_test_setup_teardown(strict__leaves_out_who_moved_away_before_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(as_is__gives_a_unit_what_lies_below_it_at_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_world__is_counted_as_the_text_says, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("people_count", tests, NULL, NULL);
}

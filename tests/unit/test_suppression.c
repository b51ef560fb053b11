/* SPDX-License-Identifier: MIT */
#include "cli/suppression.h"

#include "lib/store/figures.h"
#include "tests/support/check.h"
#include "tests/support/figures_fixture.h"

#include <stdio.h>
#include <string.h>

enum { YEAR = 19723, NEXT_YEAR = 20089 }; /* 2024 */

/* What a row is about; "" is NULL. */
struct about {
    const char *indicator, *unit, *team, *category, *group, *period, *kind, *detail;
    int32_t day; /* of the year, on which the month begins */
};

static void
put(struct figures_fixture *fixture, struct about about, int64_t numerator, bool has_bounds, int64_t lower, int64_t upper)
{
    struct err err = { 0 };
    struct figure_row row = {
        .cell = fixture->cells++,
        .indicator = str_of(about.indicator),
        .unit = str_of(about.unit),
        .team = str_of(about.team),
        .category = str_of(about.category),
        .group = str_of(about.group),
        .period = str_of(about.period ? about.period : "2024"),
        .period_first = YEAR + about.day,
        .period_end = about.period ? YEAR + about.day + 31 : NEXT_YEAR,
        .state = STR("ok"),
        .value = STR("1.00"),
        .method = has_bounds ? STR("named") : (struct str){ 0 },
        .target = STR("75"),
        .detail = str_of(about.detail),
        .flags = STR("over_100 estimated"),
        .notes = STR("undated=1 unknown_home=3"),
        .kind = str_of(about.kind ? about.kind : "draft"),
        .plugin = STR("p@1"),
        .has_numerator = true,
        .has_denominator = true,
        .has_bounds = has_bounds,
        .has_met = true,
        .has_short = true,
        .numerator = numerator,
        .denominator = 80,
        .named = numerator,
        .lower = lower,
        .upper = upper,
        .shortfall = 5,
    };

    must(figures_put(fixture->figures, &row, &err), &err);
}

static void
put_people(struct figures_fixture *fixture, struct about about, int64_t people)
{
    put(fixture, about, people, true, people, people);
}

/* city > { a, b > { b1, b2 }, c } */
static void
put_names(struct figures_fixture *fixture)
{
    static const struct figure_unit units[] = {
        { .code = STR_INIT("city") },
        { .code = STR_INIT("a"), .parent = STR_INIT("city") },
        { .code = STR_INIT("b"), .parent = STR_INIT("city") },
        { .code = STR_INIT("b1"), .parent = STR_INIT("b") },
        { .code = STR_INIT("b2"), .parent = STR_INIT("b") },
        { .code = STR_INIT("c"), .parent = STR_INIT("city") },
    };
    static const struct figure_indicator indicators[] = {
        { .name = STR_INIT("came"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("people"), .multiple = 1 },
        { .name = STR_INIT("sum"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("each"), .multiple = 1 },
        { .name = STR_INIT("others"), .plugin = STR_INIT("q"), .factor = 100, .counts = STR_INIT("each"), .multiple = 1 },
        { .name = STR_INIT("average"), .factor = 100, .counts = STR_INIT("people"), .multiple = 0 },
        { .name = STR_INIT("heads"), .factor = 1, .counts = STR_INIT("attendances"), .multiple = 1 },
        { .name = STR_INIT("registered"), .factor = 100, .counts = STR_INIT("volunteers"), .multiple = 1 },
        { .name = STR_INIT("active"), .factor = 100, .counts = STR_INIT("volunteers"), .multiple = 1, .whole = 1 },
        { .name = STR_INIT("hours"), .factor = 1, .multiple = 1, .whole = 60 },
        { .name = STR_INIT("roster"), .factor = 100, .counts = STR_INIT("people"), .multiple = 1, .whole = -1 },
        { .name = STR_INIT("team_came"), .factor = 100, .counts = STR_INIT("records"), .multiple = 1 },
        { .name = STR_INIT("parity"), .factor = 1, .multiple = 1, .numerator_of = STR_INIT("came"), .denominator_of = STR_INIT("came") },
        { .name = STR_INIT("parity_of_parity"), .factor = 1, .multiple = 1, .denominator_of = STR_INIT("parity") },
        { .name = STR_INIT("sessions"), .factor = 1, .multiple = 1 },
        { .name = STR_INIT("better"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("people"), .multiple = 1, .improves = true },
        { .name = STR_INIT("unknown"), .factor = 100, .multiple = 1 },
    };
    struct err err = { 0 };

    must(figures_put_units(fixture->figures, units, sizeof units / sizeof *units, &err), &err);
    must(figures_put_indicators(fixture->figures, indicators, sizeof indicators / sizeof *indicators, &err), &err);
}

static void
begin(struct figures_fixture *fixture)
{
    struct err err = { 0 };

    must(figures_begin(fixture->figures, &err), &err);
    put_names(fixture);
}

static void
commit(struct figures_fixture *fixture, const char *day)
{
    struct err err = { 0 };

    must(figures_commit(fixture->figures, 7, str_of(day), &err), &err);
}

static void
put_five_units(struct figures_fixture *fixture, const char *indicator, const int64_t people[5])
{
    static const char *const units[] = { "city", "a", "b", "b1", "c" };

    for (int i = 0; i < 5; i++)
        put_people(fixture, (struct about){ .indicator = indicator, .unit = units[i] }, people[i]);
}

static struct report_row *
read(struct figures_fixture *fixture, enum filter_kind kind, const char *value, size_t *count)
{
    struct str text = str_of(value);
    struct report_filter filter = { 0 };
    struct report_row *rows;
    struct err err = { 0 };

    filter.values[kind] = &text;
    filter.counts[kind] = value != NULL;
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, count, &err), &err);
    must(suppression_hide(fixture->reader, &filter, rows, *count, &fixture->arena, &err), &err);
    return rows;
}

/* "city:. a:<5 b:*": the units of the rows and what is said of them. */
static void
expect(struct figures_fixture *fixture, enum filter_kind kind, const char *value, const char *expected)
{
    char text[400] = "";
    size_t count, len = 0;
    struct report_row *rows = read(fixture, kind, value, &count);

    for (size_t i = 0; i < count; i++) {
        struct str mark = rows[i].hidden.ptr ? rows[i].hidden : STR(".");

        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s:%.*s", i > 0 ? " " : "",
                                STR_ARG(rows[i].figure.unit), STR_ARG(mark));
    }
    assert_string_equal(text, expected);
}

static void
rows_of_a_tree__are_hidden_with_as_many_others_as_it_takes(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_five_units(fixture, "came", (const int64_t[]){ 40, 3, 12, 12, 25 });
    commit(fixture, "2025-01-01");
    /* b has nothing but b1: it would be known by it */
    expect(fixture, FILTER_UNIT, NULL, "city:. a:<5 b:* b1:* c:.");
}

static void
a_decision__is_the_same_whatever_is_asked_for(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_five_units(fixture, "came", (const int64_t[]){ 40, 3, 12, 12, 25 });
    put_five_units(fixture, "average", (const int64_t[]){ 36600, 36600, 36600, 36600, 36600 });
    put_people(fixture, (struct about){ .indicator = "came", .unit = "c", .period = "2024-01" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b", .category = "edu" }, 12);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, "a", "a:. a:<5");
    expect(fixture, FILTER_UNIT, "b", "b:. b:* b:.");
    expect(fixture, FILTER_UNIT, "b/", "b:. b1:. b:* b:. b1:*");
    expect(fixture, FILTER_UNIT, "c", "c:. c:. c:<5");
    expect(fixture, FILTER_INDICATOR, "came", "city:. a:<5 b:* b:. b1:* c:. c:<5");
    expect(fixture, FILTER_CATEGORY, "-", "city:. a:. b:. b1:. c:. city:. a:<5 b:* b1:* c:. c:<5");
    expect(fixture, FILTER_PERIOD, "2024-01", "c:<5");
    expect(fixture, FILTER_TEAM, "-", "city:. a:. b:. b1:. c:. city:. a:<5 b:* b:. b1:* c:. c:<5");
}

static void
groups_and_categories__are_tables_of_their_own_and_no_parts_of_each_other(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a" }, 30);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .group = "elderly" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .group = "women" }, 27);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .category = "edu" }, 12);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .category = "edu.law" }, 4);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .team = "drums" }, 2);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .team = "dance" }, 20);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, NULL, "a:. a:<5 a:. a:. a:<5 a:. a:<5");
}

/* 3 + 9 = 12: the sum over categories would tell the 3. */
static void
a_sum_over_categories__is_hidden_with_its_parts(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .category = "edu.law" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .category = "edu.moral" }, 9);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b", .category = "edu.law" }, 6);
    put_people(fixture, (struct about){ .indicator = "sum", .unit = "a" }, 12);
    put_people(fixture, (struct about){ .indicator = "sum", .unit = "b" }, 6);
    put_people(fixture, (struct about){ .indicator = "sum", .unit = "a", .group = "women" }, 12);
    put_people(fixture, (struct about){ .indicator = "others", .unit = "a" }, 12);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_INDICATOR, "sum", "a:* a:. b:.");
    expect(fixture, FILTER_INDICATOR, "others", "a:.");
    expect(fixture, FILTER_UNIT, "a", "a:<5 a:. a:. a:* a:.");
}

static void
a_figure__can_be_asked_for_by_name(void **state)
{
    struct figures_fixture *fixture = *state;
    const struct report_filter all = { 0 };
    struct suppression suppression;
    struct err err = { 0 };
    const struct str none = { 0 }, came = STR("came"), year = STR("2024"), draft = STR("draft"), a = STR("a");

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a" }, 12);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .team = "drums" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "c" }, 4);
    commit(fixture, "2025-01-01");
    must(suppression_read(&suppression, fixture->reader, &all, &fixture->arena, &err), &err);
    assert_false(suppression_hides(&suppression, came, a, none, year, draft));
    assert_true(suppression_hides(&suppression, came, a, STR("drums"), year, draft));
    assert_true(suppression_hides(&suppression, came, STR("c"), none, year, draft));
    assert_false(suppression_hides(&suppression, came, STR("c"), none, year, STR("official")));
    assert_false(suppression_hides(&suppression, STR("nothing"), a, none, year, draft));
}

static void
a_group__is_added_up_over_units(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "city", .group = "elderly" }, 20);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .group = "elderly" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b", .group = "elderly" }, 8);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "c", .group = "elderly" }, 9);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_GROUP, "elderly", "city:. a:<5 b:* c:.");
}

static void
official_and_revised_rows__are_tables_of_their_own(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "city", .kind = "official" }, 20);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .kind = "official" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b", .kind = "official" }, 17);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "city", .kind = "revised" }, 25);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .kind = "revised" }, 8);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b", .kind = "revised" }, 17);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, "a", "a:<5 a:.");
    expect(fixture, FILTER_UNIT, "b", "b:* b:.");
}

/* An average whole multiplies the people by the days: 4 people stand as 1464. */
static void
people_times_days__are_people(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "average", .unit = "a" }, 4 * 366);
    put_people(fixture, (struct about){ .indicator = "average", .unit = "c" }, 5 * 366);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b" }, 4 * 366);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, NULL, "a:<5 c:. b:.");
    begin(fixture);
    fixture->cells = 0;
    put_people(fixture, (struct about){ .indicator = "average", .unit = "a" }, 4 * 60); /* up to and with 29 February */
    put_people(fixture, (struct about){ .indicator = "average", .unit = "c" }, 5 * 60);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b" }, 240);
    commit(fixture, "2024-02-29");
    expect(fixture, FILTER_UNIT, NULL, "a:<5 c:. b:.");
}

static void
attendances__are_hidden_where_they_can_only_be_of_few(void **state)
{
    struct figures_fixture *fixture = *state;
    static const char *const units[] = { "city", "a", "b", "c" };
    static const int64_t heads[] = { 40, 4, 16, 20 }, sessions[] = { 5, 1, 2, 2 };

    begin(fixture);
    for (int i = 0; i < 4; i++)
        put(fixture, (struct about){ .indicator = "heads", .unit = units[i] }, heads[i], false, 0, 0);
    for (int i = 0; i < 4; i++)
        put(fixture, (struct about){ .indicator = "sessions", .unit = units[i] }, sessions[i], false, 0, 0);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, NULL, "city:. a:<5 b:* c:. city:. a:. b:. c:.");
}

/* Three of twelve women, 30 of 60: the parity 0.50 of which everything else is known. */
static void
what_is_made_of_a_hidden_figure__is_hidden_too(void **state)
{
    struct figures_fixture *fixture = *state;
    struct report_row *rows;
    size_t count;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a" }, 30);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .group = "women" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .group = "youth" }, 9);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "c" }, 4);
    put(fixture, (struct about){ .indicator = "parity", .unit = "a", .group = "women" }, 180, false, 0, 0);
    put(fixture, (struct about){ .indicator = "parity", .unit = "a", .group = "youth" }, 540, false, 0, 0);
    put(fixture, (struct about){ .indicator = "parity", .unit = "c", .group = "youth" }, 540, false, 0, 0); /* of all in c */
    put(fixture, (struct about){ .indicator = "parity_of_parity", .unit = "a", .group = "women" }, 7, false, 0, 0);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_INDICATOR, "parity", "a:* a:. c:*");
    expect(fixture, FILTER_INDICATOR, "parity_of_parity", "a:*");
    rows = read(fixture, FILTER_INDICATOR, "parity_of_parity", &count);
    assert_false(rows->figure.has_denominator);
    assert_true(str_eq(rows->figure.state, STR("suppressed")));
}

static void
put_share(struct figures_fixture *fixture, const char *indicator, const char *unit, int64_t part, int64_t whole, bool has_bounds)
{
    struct err err = { 0 };
    struct figure_row row = {
        .cell = fixture->cells++, .indicator = str_of(indicator), .unit = str_of(unit), .period = STR("2024"),
        .period_first = YEAR, .period_end = NEXT_YEAR, .state = STR("ok"), .value = STR("1.00"), .flags = STR(""),
        .notes = STR(""), .kind = STR("draft"), .plugin = STR("p@1"), .has_numerator = true, .has_denominator = true,
        .has_bounds = has_bounds, .numerator = part, .denominator = whole, .named = part, .lower = part, .upper = part,
    };

    must(figures_put(fixture->figures, &row, &err), &err);
}

/* Three are registered: neither the rate nor what is divided by them may say so. */
static void
volunteers__are_people_above_and_below_the_line(void **state)
{
    struct figures_fixture *fixture = *state;
    struct report_row *rows;
    size_t count;

    begin(fixture);
    put_share(fixture, "registered", "a", 3, 80, false);
    put_share(fixture, "active", "a", 0, 3, true);
    put_share(fixture, "hours", "a", 90, 3 * 60, false);
    put_share(fixture, "registered", "c", 30, 80, false);
    put_share(fixture, "active", "c", 20, 30, true);
    put_share(fixture, "hours", "c", 90, 30 * 60, false);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, NULL, "a:<5 c:. a:* c:. a:<5 c:.");
    rows = read(fixture, FILTER_UNIT, "a", &count);
    assert_int_equal(count, 3);
    assert_false(rows[0].figure.has_denominator); /* active, hours, registered */
    assert_false(rows[1].figure.has_denominator);
    assert_true(rows[2].figure.has_denominator);
}

/* 30 of 36 times: of three members that is too much said. */
static void
a_small_team__has_no_attendance_but_its_roster(void **state)
{
    static const struct about three = { .indicator = "team_came", .unit = "a", .team = "three" };
    static const struct about eighty = { .indicator = "team_came", .unit = "a", .team = "eighty" };
    struct figures_fixture *fixture = *state;
    struct err err = { 0 };
    struct figure_row row = {
        .indicator = STR("roster"), .unit = STR("a"), .team = STR("three"), .period = STR("2024"), .period_first = YEAR,
        .period_end = NEXT_YEAR, .state = STR("ok"), .value = STR("0.00"), .flags = STR(""), .notes = STR(""),
        .kind = STR("draft"), .plugin = STR("p@1"), .has_numerator = true, .has_denominator = true, .has_bounds = true,
        .denominator = 3,
    };

    begin(fixture);
    row.cell = fixture->cells++;
    must(figures_put(fixture->figures, &row, &err), &err);
    put_people(fixture, (struct about){ .indicator = "roster", .unit = "a", .team = "eighty" }, 70);
    put(fixture, three, 30, false, 0, 0);
    put(fixture, eighty, 30, false, 0, 0);
    put(fixture, (struct about){ .indicator = "team_came", .unit = "a" }, 60, false, 0, 0);
    put(fixture, (struct about){ .indicator = "heads", .unit = "a", .team = "three" }, 30, false, 0, 0);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_INDICATOR, "roster", "a:. a:."); /* nobody of three is 0 */
    expect(fixture, FILTER_INDICATOR, "team_came", "a:. a:. a:*");
    expect(fixture, FILTER_INDICATOR, "heads", "a:.");
}

/* A measure that this version knows nothing of, but with bounds: people all the same. */
static void
people_of_an_unknown_kind__are_hidden_when_they_are_few(void **state)
{
    struct figures_fixture *fixture = *state;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "unknown", .unit = "a" }, 4);
    put_people(fixture, (struct about){ .indicator = "unknown", .unit = "c" }, 5);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, NULL, "a:<5 c:.");
}

static void
a_hidden_row__has_no_number_from_which_its_people_could_be_told(void **state)
{
    struct figures_fixture *fixture = *state;
    const struct figure_row *row;
    size_t count;

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a" }, 4);
    commit(fixture, "2025-01-01");
    row = &read(fixture, FILTER_UNIT, NULL, &count)->figure;
    assert_int_equal(count, 1);
    assert_true(str_eq(row->state, STR("suppressed")));
    assert_null(row->value.ptr);
    assert_false(row->has_numerator || row->has_bounds || row->has_met || row->has_short);
    assert_true(row->has_denominator);
    assert_true(str_eq(row->target, STR("75")));
    assert_true(str_eq(row->flags, STR("estimated"))); /* more than all of three would be four */
    assert_true(str_eq(row->notes, STR("undated=1")));
}

static void
the_bound__is_that_of_the_configuration(void **state)
{
    struct figures_fixture *fixture = *state;
    struct err err = { 0 };

    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a" }, 10);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "b" }, 11);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "c" }, 0);
    commit(fixture, "2025-01-01");
    expect(fixture, FILTER_UNIT, NULL, "a:. b:. c:.");
    must(store_put_disclosure(fixture->store, (struct disclosure_rule){ 11, false }, &err), &err);
    expect(fixture, FILTER_UNIT, NULL, "a:<11 b:. c:.");
    must(store_put_disclosure(fixture->store, (struct disclosure_rule){ 11, true }, &err), &err);
    expect(fixture, FILTER_UNIT, NULL, "a:<11 b:. c:<11");
}

/* What is read for units alone decides as everything does: also for a sum that a hidden category would be told by. */
static void
figures_of_units_alone__are_hidden_as_among_all(void **state)
{
    struct figures_fixture *fixture = *state;
    struct str none = STR("-"), came = STR("came");
    struct report_filter filter = { .values = { [FILTER_TEAM] = &none, [FILTER_CATEGORY] = &none, [FILTER_GROUP] = &none },
                                    .counts = { [FILTER_TEAM] = 1, [FILTER_CATEGORY] = 1, [FILTER_GROUP] = 1 } };
    struct suppression all, alone, some;
    struct report_row *rows;
    struct err err = { 0 };
    size_t count, hidden = 0;

    begin(fixture);
    put_five_units(fixture, "came", (const int64_t[]){ 40, 3, 12, 12, 25 });
    put_people(fixture, (struct about){ .indicator = "came", .unit = "a", .category = "edu.law" }, 3);
    put_people(fixture, (struct about){ .indicator = "came", .unit = "c", .category = "edu.law" }, 3);
    put_people(fixture, (struct about){ .indicator = "sum", .unit = "a" }, 12);
    put_people(fixture, (struct about){ .indicator = "sum", .unit = "c" }, 12);
    put_people(fixture, (struct about){ .indicator = "parity", .unit = "b1" }, 40);
    commit(fixture, "2025-01-01");
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    must(suppression_read(&all, fixture->reader, &filter, &fixture->arena, &err), &err);
    must(suppression_read_printed(&alone, fixture->reader, &filter, &fixture->arena, &err), &err);
    must(suppression_read_alone(&some, fixture->reader, &filter, &came, 1, &fixture->arena, &err), &err);
    assert_int_equal(count, 8);
    for (size_t i = 0; i < count; i++) {
        struct report_row one = rows[i], other = rows[i], third = rows[i];

        suppression_apply(&all, &one, &fixture->arena);
        suppression_apply(&alone, &other, &fixture->arena);
        suppression_apply(&some, &third, &fixture->arena);
        assert_true(str_eq(one.hidden, other.hidden));
        if (str_eq(rows[i].figure.indicator, came))
            assert_true(str_eq(one.hidden, third.hidden));
        hidden += one.hidden.ptr != NULL;
    }
    assert_int_equal(hidden, 6);
}

/* A target that is the figure of the month before would tell that one. */
static void
a_target__does_not_tell_a_hidden_figure_of_the_period_before_whatever_was_read(void **state)
{
    struct figures_fixture *fixture = *state;
    struct str none = STR("-"), february = STR("2024-02"), better = STR("better");
    struct report_filter filter = { .values = { [FILTER_TEAM] = &none, [FILTER_CATEGORY] = &none, [FILTER_GROUP] = &none, [FILTER_PERIOD] = &february },
                                    .counts = { [FILTER_TEAM] = 1, [FILTER_CATEGORY] = 1, [FILTER_GROUP] = 1, [FILTER_PERIOD] = 1 } };
    struct suppression read[3];
    struct report_row *rows;
    struct err err = { 0 };
    size_t count;

    memset(read, 1, sizeof read); /* what is not set is none of "it knows nothing" */
    begin(fixture);
    put_people(fixture, (struct about){ .indicator = "better", .unit = "a", .period = "2024-01" }, 3);
    put_people(fixture, (struct about){ .indicator = "better", .unit = "c", .period = "2024-01" }, 40);
    put_people(fixture, (struct about){ .indicator = "better", .unit = "a", .period = "2024-02", .day = 31, .detail = "previous=2024-01" }, 30);
    put_people(fixture, (struct about){ .indicator = "better", .unit = "c", .period = "2024-02", .day = 31, .detail = "previous=2024-01" }, 30);
    commit(fixture, "2025-01-01");
    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    must(suppression_read(&read[0], fixture->reader, &filter, &fixture->arena, &err), &err);
    must(suppression_read_printed(&read[1], fixture->reader, &filter, &fixture->arena, &err), &err);
    must(suppression_read_alone(&read[2], fixture->reader, &filter, &better, 1, &fixture->arena, &err), &err);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < 3; i++) {
        struct report_row a = rows[0], c = rows[1];

        suppression_apply(&read[i], &a, &fixture->arena);
        suppression_apply(&read[i], &c, &fixture->arena);
        assert_null(a.figure.target.ptr);
        assert_false(a.figure.has_met || a.figure.has_short);
        assert_true(str_eq(c.figure.target, STR("75")));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIGURES(rows_of_a_tree__are_hidden_with_as_many_others_as_it_takes),
        WITH_FIGURES(a_decision__is_the_same_whatever_is_asked_for),
        WITH_FIGURES(groups_and_categories__are_tables_of_their_own_and_no_parts_of_each_other),
        WITH_FIGURES(a_sum_over_categories__is_hidden_with_its_parts),
        WITH_FIGURES(a_figure__can_be_asked_for_by_name),
        WITH_FIGURES(a_group__is_added_up_over_units),
        WITH_FIGURES(official_and_revised_rows__are_tables_of_their_own),
        WITH_FIGURES(people_times_days__are_people),
        WITH_FIGURES(attendances__are_hidden_where_they_can_only_be_of_few),
        WITH_FIGURES(what_is_made_of_a_hidden_figure__is_hidden_too),
        WITH_FIGURES(a_small_team__has_no_attendance_but_its_roster),
        WITH_FIGURES(volunteers__are_people_above_and_below_the_line),
        WITH_FIGURES(people_of_an_unknown_kind__are_hidden_when_they_are_few),
        WITH_FIGURES(a_hidden_row__has_no_number_from_which_its_people_could_be_told),
        WITH_FIGURES(the_bound__is_that_of_the_configuration),
        WITH_FIGURES(figures_of_units_alone__are_hidden_as_among_all),
        WITH_FIGURES(a_target__does_not_tell_a_hidden_figure_of_the_period_before_whatever_was_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

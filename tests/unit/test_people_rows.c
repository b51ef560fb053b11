/* SPDX-License-Identifier: MIT */
#include "lib/store/people_rows.h"

#include "lib/store/figures.h"
#include "tests/support/check.h"
#include "tests/support/figures_fixture.h"

#include <string.h>

enum { YEAR = 19723, NEXT_YEAR = 20089, MONTHS = 2 }; /* 2024 */

static const char *const months[MONTHS] = { "2024-01", "2024-02" };
static const struct figure_unit units[] = { /* in the order of the codes street comes last */
    { .code = STR_INIT("street") },
    { .code = STR_INIT("b"), .parent = STR_INIT("street") },
    { .code = STR_INIT("a"), .parent = STR_INIT("street") },
};
static const struct figure_indicator indicators[] = {
    { .name = STR_INIT("came"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("people"), .multiple = 1 },
    { .name = STR_INIT("all"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("each"), .multiple = 1 },
    { .name = STR_INIT("sessions"), .factor = 1, .multiple = 1 },
};

static void
put(struct figures_fixture *fixture, const char *indicator, const char *unit, const char *group, size_t month)
{
    struct err err = { 0 };
    struct figure_row row = {
        .cell = fixture->cells++, .indicator = str_of(indicator), .unit = str_of(unit), .group = str_of(group),
        .period = str_of(months[month]), .period_first = YEAR + (int32_t)month * 31, .period_end = YEAR + (int32_t)month * 31 + 29,
        .state = STR("ok"), .value = STR("50"), .flags = STR(""), .notes = STR(""), .method = STR("named"), .kind = STR("draft"), .plugin = STR("p@1"),
        .has_numerator = true, .has_denominator = true, .has_bounds = true,
        .numerator = 40, .denominator = 80, .named = 40, .lower = 40, .upper = 40,
    };

    must(figures_put(fixture->figures, &row, &err), &err);
}

/* As they are published: unit by unit. */
static void
put_all(struct figures_fixture *fixture)
{
    static const char *const names[] = { "all", "came", "sessions" }, *const groups[] = { NULL, "old" };
    struct err err = { 0 };

    must(figures_begin(fixture->figures, &err), &err);
    must(figures_put_units(fixture->figures, units, sizeof units / sizeof *units, &err), &err);
    must(figures_put_indicators(fixture->figures, indicators, sizeof indicators / sizeof *indicators, &err), &err);
    for (size_t u = 0; u < 3; u++)
        for (size_t m = 0; m < MONTHS; m++)
            for (size_t g = 0; g < 2; g++)
                for (size_t i = 0; i < 3; i++)
                    put(fixture, names[i], units[u].code.ptr, groups[g], m);
    must(figures_commit(fixture->figures, 1, STR("2025-01-01"), &err), &err);
}

static void
assert_place(const struct people_row *row, const char *indicator, const char *group, const char *month, const char *unit)
{
    assert_true(str_eq(row->indicator, str_of(indicator)));
    assert_int_equal(row->group.ptr == NULL, group == NULL);
    assert_true(str_eq(row->group, str_of(group)));
    assert_true(str_eq(row->period, str_of(month)));
    assert_true(str_eq(row->unit, str_of(unit)));
}

/* Three rows: the units in tree order. */
static const struct people_row *
assert_table(const struct people_row *rows, const char *indicator, const char *group, const char *month)
{
    assert_place(&rows[0], indicator, group, month, "street");
    assert_place(&rows[1], indicator, group, month, "b");
    assert_place(&rows[2], indicator, group, month, "a");
    assert_true(rows[0].end > rows[2].place);
    return rows + 3;
}

static void
people__of_a_table_stand_together_in_tree_order_and_sums_come_last(void **state)
{
    struct figures_fixture *fixture = *state;
    const struct report_filter all = { 0 };
    struct err err = { 0 };
    struct people_row *rows;
    const struct people_row *row;
    size_t count;

    put_all(fixture);
    must(reader_people(fixture->reader, &all, &fixture->arena, &rows, &count, &err), &err);
    assert_int_equal(count, 2 * 2 * MONTHS * 3); /* the number of sessions is none of people */
    row = assert_table(rows, "came", NULL, "2024-01");
    row = assert_table(row, "came", NULL, "2024-02");
    row = assert_table(row, "came", "old", "2024-01");
    row = assert_table(row, "came", "old", "2024-02");
    row = assert_table(row, "all", NULL, "2024-01");
    row = assert_table(row, "all", NULL, "2024-02");
    row = assert_table(row, "all", "old", "2024-01");
    assert_table(row, "all", "old", "2024-02");
}

static void
people__of_units_alone_are_the_rows_without_team_category_and_group(void **state)
{
    struct figures_fixture *fixture = *state;
    struct str period = STR("2024-02"), came = STR("came");
    const struct report_filter filter = { .values[FILTER_PERIOD] = &period, .counts[FILTER_PERIOD] = 1 };
    struct err err = { 0 };
    struct people_row *rows;
    size_t count;

    put_all(fixture);
    must(reader_people_alone(fixture->reader, &filter, &came, 1, &fixture->arena, &rows, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_table(rows, "came", NULL, "2024-02");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIGURES(people__of_a_table_stand_together_in_tree_order_and_sums_come_last),
        WITH_FIGURES(people__of_units_alone_are_the_rows_without_team_category_and_group),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

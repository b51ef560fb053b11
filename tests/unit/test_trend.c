/* SPDX-License-Identifier: MIT */
#include "cli/trend.h"

#include "lib/store/figures.h"
#include "tests/support/check.h"
#include "tests/support/figures_fixture.h"
#include "tests/support/sample_rows.h"

#include <string.h>

static void
assert_period(const char *period, enum trend_against against, const char *expected)
{
    char code[PERIOD_CODE_SIZE] = "none";

    assert_int_equal(trend_period(str_of(period), against, code), strcmp(expected, "none") != 0);
    assert_string_equal(code, expected);
}

static void
a_period__is_compared_with_the_one_before_and_with_that_of_last_year(void **state)
{
    (void)state;
    assert_period("2025", TREND_PREVIOUS, "2024");
    assert_period("2025", TREND_LAST_YEAR, "2024");
    assert_period("2025H1", TREND_PREVIOUS, "2024H2");
    assert_period("2025H2", TREND_PREVIOUS, "2025H1");
    assert_period("2025Q1", TREND_PREVIOUS, "2024Q4");
    assert_period("2025Q3", TREND_LAST_YEAR, "2024Q3");
    assert_period("2025-01", TREND_PREVIOUS, "2024-12");
    assert_period("2025-10", TREND_PREVIOUS, "2025-09");
    assert_period("2025-10", TREND_LAST_YEAR, "2024-10");
    assert_true(trend_differs(STR("2025-10")));
    assert_false(trend_differs(STR("2025")));
}

static void
a_period_of_another_kind__is_compared_with_nothing(void **state)
{
    static const char *const codes[] = { "", "20x5", "2025H3", "2025Q0", "2025-13", "2025-W30", "ytd@2025-07",
                                         "2025-03-01..2025-05-31", "1000" };

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_period(codes[i], TREND_PREVIOUS, "none");
}

static struct report_row
judged(int64_t part, int64_t whole, bool met)
{
    struct report_row row = sample_coverage();

    row.figure.numerator = part;
    row.figure.denominator = whole;
    row.figure.has_met = true;
    row.figure.met = met;
    return row;
}

static void
assert_trend(struct report_row now, struct report_row before, const char *text, enum trend_sense sense)
{
    struct arena arena = { 0 };
    struct trend trend = trend_between(&now, &before, &arena);

    assert_int_equal(trend.state, TREND_KNOWN);
    assert_ptr_equal(trend.before, &before);
    assert_int_equal(trend.text.len, strlen(text));
    assert_memory_equal(trend.text.ptr, text, trend.text.len);
    assert_int_equal(trend.sense, sense);
    assert_int_equal(trend.direction, text[0] == '+' ? 1 : text[0] == '-' ? -1 : 0);
    arena_free(&arena);
}

static void
a_difference__is_of_the_exact_figures_and_not_of_the_printed_ones(void **state)
{
    (void)state;
    /* 72.66 - 33.33 would be 39.33 */
    assert_trend(judged(2325, 3200, false), judged(1, 3, false), "+39.32", TREND_BETTER);
    assert_trend(judged(1, 3, false), judged(2325, 3200, false), "-39.32", TREND_WORSE);
}

static void
a_difference_too_small_for_the_decimals__is_never_printed_as_nothing(void **state)
{
    (void)state;
    assert_trend(judged(100001, 300000, false), judged(1, 3, false), "+0.0003", TREND_BETTER);
    assert_trend(judged(299999999, 900000000, false), judged(1, 3, false), "-0.000000", TREND_WORSE);
    assert_trend(judged(1, 3, false), judged(2, 6, false), "0", TREND_NEUTRAL);
}

static void
less__is_better_where_the_target_is_a_most(void **state)
{
    (void)state;
    /* 80 % met and 90 % missed: 75 cannot be a least there; 70 % met is a most as well */
    assert_trend(judged(70, 100, true), judged(90, 100, false), "-20.00", TREND_BETTER);
    assert_trend(judged(90, 100, false), judged(70, 100, true), "+20.00", TREND_WORSE);
}

static void
exactly_at_the_target__the_other_figure_tells_its_direction(void **state)
{
    struct report_row before = judged(90, 100, true);

    (void)state;
    assert_trend(judged(75, 100, true), before, "-15.00", TREND_WORSE);
    before.figure.met = false;
    assert_trend(judged(75, 100, true), before, "-15.00", TREND_BETTER);
    before.figure.has_met = false;
    assert_trend(judged(75, 100, true), before, "-15.00", TREND_NEUTRAL);
}

static void
a_target_that_is_no_decimal__tells_the_direction_all_the_same(void **state)
{
    struct report_row now = judged(70, 100, true), before = judged(60, 100, false);

    (void)state;
    now.figure.target = before.figure.target = STR("200/3");
    assert_trend(now, before, "+10.00", TREND_BETTER);
}

static void
without_a_target__more_is_neither_better_nor_worse(void **state)
{
    (void)state;
    assert_trend(sample_count("attendances", 14, "14"), sample_count("attendances", 20, "20"), "-6", TREND_NEUTRAL);
}

static void
while_the_period_is_not_over__less_is_not_worse(void **state)
{
    struct report_row now = judged(10, 100, false), before = judged(60, 100, false);
    struct arena arena = { 0 };

    (void)state;
    now.figure.flags = STR("estimated in_progress");
    assert_trend(now, before, "-50.00", TREND_NEUTRAL);
    assert_true(trend_between(&now, &before, &arena).is_open);
    assert_true(trend_between(&now, &before, &arena).is_points);
    arena_free(&arena);
}

static void
assert_state(struct report_row now, struct report_row before, enum trend_state expected)
{
    struct arena arena = { 0 };
    struct trend trend = trend_between(&now, &before, &arena);

    assert_int_equal(trend.state, expected);
    assert_int_equal(trend.text.len, 0);
    assert_int_equal(trend.direction, 0);
    arena_free(&arena);
}

static void
a_hidden_figure__hides_the_trend_on_either_side(void **state)
{
    (void)state;
    assert_state(sample_hidden("<5"), sample_coverage(), TREND_HIDDEN);
    assert_state(sample_coverage(), sample_hidden("*"), TREND_HIDDEN);
}

static void
without_a_figure__there_is_no_trend(void **state)
{
    struct report_row now = sample_coverage();
    struct arena arena = { 0 };

    (void)state;
    assert_state(sample_coverage(), sample_no_data(), TREND_NONE);
    assert_state(sample_no_data(), sample_coverage(), TREND_NONE);
    assert_int_equal(trend_between(&now, NULL, &arena).state, TREND_NONE);
    arena_free(&arena);
}

static void
official_figures_of_different_rules__are_not_compared(void **state)
{
    struct report_row now = sample_coverage(), before = sample_coverage();

    (void)state;
    now.figure.kind = before.figure.kind = STR("official");
    before.figure.plugin = STR("education_coverage@0.9.0");
    assert_state(now, before, TREND_OTHER_RULES);
    before.figure.kind = STR("draft");
    assert_trend(now, before, "0", TREND_NEUTRAL);
}

/* A figure of unit u by its numerator; category "" is none. */
static void
put(struct figures_fixture *fixture, const char *category, const char *period, const char *kind, int64_t people)
{
    struct report_row row = judged(people, 100, people >= 75);
    struct err err = { 0 };

    row.figure.cell = fixture->cells++;
    row.figure.unit = STR("u");
    row.figure.category = *category ? str_of(category) : (struct str){ 0 };
    row.figure.period = str_of(period);
    row.figure.kind = str_of(kind);
    row.figure.named = row.figure.lower = row.figure.upper = people;
    must(figures_put(fixture->figures, &row.figure, &err), &err);
}

static void
begin(struct figures_fixture *fixture)
{
    static const struct figure_unit unit = { .code = STR_INIT("u") };
    static const struct figure_indicator indicator = { .name = STR_INIT("education_coverage"),
                                                       .plugin = STR_INIT("education_coverage"),
                                                       .decimals = 2,
                                                       .factor = 100,
                                                       .counts = STR_INIT("people"),
                                                       .multiple = 1 };
    struct err err = { 0 };

    must(figures_begin(fixture->figures, &err), &err);
    must(figures_put_units(fixture->figures, &unit, 1, &err), &err);
    must(figures_put_indicators(fixture->figures, &indicator, 1, &err), &err);
}

/* Of the row of that period and kind without a category: its difference, or a sign. */
static struct str
against(struct figures_fixture *fixture, const char *period, const char *kind, enum trend_against side)
{
    struct str values[] = { str_of(period), STR("-"), str_of(kind) };
    struct report_filter filter = { .values = { [FILTER_PERIOD] = &values[0], [FILTER_CATEGORY] = &values[1], [FILTER_KIND] = &values[2] },
                                    .counts = { [FILTER_PERIOD] = 1, [FILTER_CATEGORY] = 1, [FILTER_KIND] = 1 } };
    struct report_row *rows;
    struct trends trends;
    struct trend trend;
    struct err err = { 0 };
    size_t count;

    must(reader_report(fixture->reader, &filter, &fixture->arena, &rows, &count, &err), &err);
    assert_int_equal(count, 1);
    must(trends_read(&trends, fixture->reader, &filter, rows, count, false, &fixture->arena, &err), &err);
    trend = trend_of(&trends, rows, side, &fixture->arena);
    if (trend.state == TREND_KNOWN)
        return trend.text;
    return trend.state == TREND_HIDDEN ? STR("hidden") : STR("none");
}

#define ASSERT_AGAINST(period, kind, side, expected) \
    assert_true(str_eq(against(fixture, period, kind, side), STR(expected)))

static void
a_stored_figure__is_compared_with_the_stored_ones_about_the_same_thing(void **state)
{
    struct figures_fixture *fixture = *state;
    struct err err = { 0 };

    begin(fixture);
    put(fixture, "", "2025Q1", "draft", 60);
    put(fixture, "", "2024Q4", "draft", 50);
    put(fixture, "edu", "2024Q4", "draft", 10);
    put(fixture, "", "2024Q1", "draft", 70);
    put(fixture, "", "2024Q3", "draft", 80);
    put(fixture, "", "2024Q2", "draft", 3);
    must(figures_commit(fixture->figures, 7, STR("2025-06-30"), &err), &err);
    ASSERT_AGAINST("2025Q1", "draft", TREND_PREVIOUS, "+10.00");
    ASSERT_AGAINST("2025Q1", "draft", TREND_LAST_YEAR, "-10.00");
    ASSERT_AGAINST("2024Q4", "draft", TREND_LAST_YEAR, "none");
    ASSERT_AGAINST("2024Q3", "draft", TREND_PREVIOUS, "hidden");
}

static void
an_official_figure__is_compared_with_official_ones_and_others_with_what_is_true_now(void **state)
{
    struct figures_fixture *fixture = *state;
    struct err err = { 0 };

    begin(fixture);
    put(fixture, "", "2024", "official", 60);
    put(fixture, "", "2024", "revised", 62);
    put(fixture, "", "2023", "official", 50);
    put(fixture, "", "2023", "revised", 55);
    put(fixture, "", "2022", "draft", 40);
    must(figures_commit(fixture->figures, 7, STR("2025-06-30"), &err), &err);
    ASSERT_AGAINST("2024", "official", TREND_PREVIOUS, "+10.00");
    ASSERT_AGAINST("2024", "revised", TREND_PREVIOUS, "+7.00");
    ASSERT_AGAINST("2023", "official", TREND_PREVIOUS, "none");
    ASSERT_AGAINST("2023", "revised", TREND_PREVIOUS, "+15.00");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_period__is_compared_with_the_one_before_and_with_that_of_last_year),
        cmocka_unit_test(a_period_of_another_kind__is_compared_with_nothing),
        cmocka_unit_test(a_difference__is_of_the_exact_figures_and_not_of_the_printed_ones),
        cmocka_unit_test(a_difference_too_small_for_the_decimals__is_never_printed_as_nothing),
        cmocka_unit_test(less__is_better_where_the_target_is_a_most),
        cmocka_unit_test(exactly_at_the_target__the_other_figure_tells_its_direction),
        cmocka_unit_test(a_target_that_is_no_decimal__tells_the_direction_all_the_same),
        cmocka_unit_test(without_a_target__more_is_neither_better_nor_worse),
        cmocka_unit_test(while_the_period_is_not_over__less_is_not_worse),
        cmocka_unit_test(a_hidden_figure__hides_the_trend_on_either_side),
        cmocka_unit_test(without_a_figure__there_is_no_trend),
        cmocka_unit_test(official_figures_of_different_rules__are_not_compared),
        WITH_FIGURES(a_stored_figure__is_compared_with_the_stored_ones_about_the_same_thing),
        WITH_FIGURES(an_official_figure__is_compared_with_official_ones_and_others_with_what_is_true_now),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

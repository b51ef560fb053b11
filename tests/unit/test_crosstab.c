/* SPDX-License-Identifier: MIT */
#include "cli/crosstab/crosstab.h"

#include "cli/lang.h"
#include "lib/model/day.h"
#include "tests/support/check.h"
#include "tests/support/sample_rows.h"

#include <stdio.h>
#include <string.h>

static struct axes
axes_of(const char *text)
{
    struct axes axes = { 0 };
    struct err err = { 0 };

    if (!axes_parse(str_of(text), &axes, &err))
        check_failed("%s", err.text);
    return axes;
}

static void
by__takes_two_axes_in_the_singular_and_the_plural(void **state)
{
    struct axes axes = axes_of("unit,indicator");

    (void)state;
    assert_true(axes.is_given && axes.rows == AXIS_UNIT && axes.columns == AXIS_INDICATOR);
    axes = axes_of("teams, months");
    assert_true(axes.rows == AXIS_TEAM && axes.columns == AXIS_MONTH);
    axes = axes_of("categories,units");
    assert_true(axes.rows == AXIS_CATEGORY && axes.columns == AXIS_UNIT);
}

static void
by_one_axis__has_the_indicators_in_its_columns(void **state)
{
    struct axes axes = axes_of("unit");

    (void)state;
    assert_int_equal(axes.columns, AXIS_INDICATOR);
    axes = axes_of("indicator");
    assert_int_equal(axes.columns, AXIS_UNIT);
}

static void
assert_refused(const char *text, const char *message)
{
    struct axes axes = { 0 };
    struct err err = { 0 };

    assert_false(axes_parse(str_of(text), &axes, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_string_equal(err.text, message);
    assert_false(axes.is_given);
}

static void
by__says_what_is_wrong_and_what_was_meant(void **state)
{
    const char *const list = "unit, team, category, group, indicator, month, quarter, half, year, period";
    char message[300];

    (void)state;
    snprintf(message, sizeof message, "--by takes rows and columns out of %s, not \"indicatr\": did you mean indicator?", list);
    assert_refused("indicatr,month", message);
    snprintf(message, sizeof message, "--by takes rows and columns out of %s, not \"\"", list);
    assert_refused("unit,", message);
    assert_refused("unit,units", "--by unit,unit: rows and columns are the same");
    assert_refused("team,group", "--by team,group: a figure is of a team, a category or a group, never of two of them");
    assert_refused("month,year", "--by month,year: both are periods; take one of them, and --period for the other");
}

static struct report_row
in_month(struct report_row row, int month)
{
    static const char *const codes[] = { "2024-01", "2024-02", "2024-03" };

    row.figure.period = str_of(codes[month - 1]);
    row.figure.period_first = day_of(2024, month, 1);
    row.figure.period_end = day_of(2024, month + 1, 1);
    return row;
}

static struct report_row
of_unit(struct report_row row, const char *code, int depth)
{
    row.figure.unit = str_of(code);
    row.unit_name = str_of(code);
    row.unit_depth = depth;
    return row;
}

static struct report_row
of_team(struct report_row row, const char *code, const char *name)
{
    row.figure.team = str_of(code);
    row.team_name = str_of(name);
    return row;
}

static void
assert_table(const char *by, const struct report_row *rows, size_t count, const struct page *page, const char *expected)
{
    struct axes axes = axes_of(by);
    struct arena arena = { 0 };
    struct buf out = { 0 };
    struct selection selection = selection_make(&axes, rows, count, false, true, &arena);

    crosstab_print(&out, &selection, page, &arena);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
    arena_free(&arena);
}

static const struct page wide = { .width = 80 }, markdown = { .is_markdown = true };

static void
units_against_indicators__have_the_sign_of_their_verdict(void **state)
{
    struct report_row rows[] = { of_unit(sample_coverage(), "street", 0), of_unit(sample_coverage(), "a", 1),
                                 of_unit(sample_no_data(), "b", 1), of_unit(sample_hidden("<5"), "c", 1),
                                 of_unit(sample_rate("participation_rate", 60, 800, "7.50"), "a", 1),
                                 sample_count("attendances", 5, "5") };

    (void)state;
    rows[1].figure.met = true;
    assert_table("unit,indicator", rows, 6, &wide,
                 "2024\n"
                 "          Education  Participation\n"
                 "  unit     coverage           rate\n"
                 "  street  72.66 % ✗\n"
                 "    a     72.66 % ✓         7.50 %\n"
                 "    b             ·\n"
                 "    c           * –\n"
                 "\n"
                 "✓ met, ✗ missed, – not known, · no data; without a sign: no target\n"
                 "1 more indicator, without a target: --indicator NAME shows it\n"
                 "<5: so few that somebody could be recognised. *: hidden, so that nobody can work\n"
                 "out such a number from it.\n"
                 "As of 2025-01-01, log position 123456.\n");
}

static void
teams_against_months__stand_below_their_unit_with_the_year_as_total(void **state)
{
    struct report_row rows[] = {
        in_month(sample_rate("r", 1, 2, "50.00"), 1), in_month(of_team(sample_rate("r", 1, 4, "25.00"), "drums", "腰鼓队"), 1),
        in_month(of_team(sample_rate("r", 1, 5, "20.00"), "drums", "腰鼓队"), 3), of_team(sample_rate("r", 1, 10, "10.00"), "drums", "腰鼓队"),
        sample_rate("r", 3, 4, "75.00"), of_unit(sample_rate("r", 1, 1, "100.00"), "without-teams", 1),
    };

    (void)state;
    lang_set(LANG_ZH);
    assert_table("team,month", rows, 6, &wide,
                 "居民参与率\n"
                 "  队伍                     2024-01  2024-03     2024\n"
                 "  柳背桥社区 (liubeiqiao)  50.00 %           75.00 %\n"
                 "    腰鼓队 (drums)         25.00 %  20.00 %  10.00 %\n"
                 "\n"
                 "截至 2025-01-01，日志位置 123456。\n");
    lang_set(LANG_EN);
}

static void
a_table_too_wide__goes_on_in_blocks_with_the_names_again(void **state)
{
    struct report_row rows[] = { in_month(sample_rate("r", 1, 2, "50.00"), 1), in_month(sample_rate("r", 1, 4, "25.00"), 2),
                                 in_month(sample_rate("r", 1, 5, "20.00"), 3), sample_rate("r", 3, 4, "75.00") };
    const struct page narrow = { .width = 40 };

    (void)state;
    for (size_t i = 0; i < 4; i++)
        rows[i] = of_unit(rows[i], "a", 0);
    assert_table("unit,month", rows, 4, &narrow,
                 "Participation rate\n"
                 "  unit  2024-01  2024-02  2024-03\n"
                 "  a     50.00 %  25.00 %  20.00 %\n"
                 "\n"
                 "  unit     2024\n"
                 "  a     75.00 %\n"
                 "\n"
                 "As of 2025-01-01, log position 123456.\n");
}

static void
categories__have_the_whole_unit_and_a_table_for_each_unit(void **state)
{
    struct report_row rows[] = { of_unit(sample_rate("r", 1, 2, "50.00"), "a", 0), of_unit(sample_rate("r", 1, 4, "25.00"), "a", 0),
                                 of_unit(sample_rate("r", 1, 2, "50.00"), "b|<i>", 0), of_unit(sample_rate("r", 1, 4, "25.00"), "b|<i>", 0) };

    (void)state;
    rows[1].figure.category = rows[3].figure.category = STR("sport");
    assert_table("category,indicator", rows, 4, &markdown,
                 "## a  2024\n"
                 "\n"
                 "| category       | Participation rate |\n"
                 "| :------------- | -----------------: |\n"
                 "| whole unit     |            50.00 % |\n"
                 "| sports (sport) |            25.00 % |\n"
                 "\n"
                 "## b\\|&lt;i&gt;  2024\n"
                 "\n"
                 "| category       | Participation rate |\n"
                 "| :------------- | -----------------: |\n"
                 "| whole unit     |            50.00 % |\n"
                 "| sports (sport) |            25.00 % |\n"
                 "\n"
                 "As of 2025-01-01, log position 123456.\n"
                 "\n");
}

static void
an_official_figure__stands_in_the_cell_and_not_the_revised_one(void **state)
{
    struct report_row rows[] = { sample_rate("r", 1, 2, "50.00"), sample_rate("r", 1, 4, "25.00"), of_unit(sample_rate("r", 1, 5, "20.00"), "z", 0) };

    (void)state;
    rows[0].figure.kind = STR("revised");
    rows[1].figure.kind = STR("official");
    rows[2].figure.kind = STR("revised");
    for (size_t i = 0; i < 2; i++)
        rows[i] = of_unit(rows[i], "a", 0);
    assert_table("unit,indicator", rows, 3, &wide,
                 "2024\n"
                 "        Participation\n"
                 "  unit           rate\n"
                 "  a           25.00 %\n"
                 "  z           20.00 %\n"
                 "\n"
                 "As of 2025-01-01, log position 123456.\n");
}

static void
programs__get_the_cells_in_order_without_totals(void **state)
{
    const struct axes axes = axes_of("team,month");
    struct report_row rows[] = { sample_count("n", 7, "7"), in_month(of_team(sample_count("n", 2, "2"), "b", "b"), 3),
                                 in_month(of_team(sample_count("n", 1, "1"), "b", "b"), 1), in_month(of_team(sample_count("n", 3, "3"), "a", "a"), 2),
                                 of_team(sample_count("n", 9, "9"), "a", "a") };
    struct arena arena = { 0 };
    struct selection selection = selection_make(&axes, rows, 5, true, false, &arena);

    (void)state;
    assert_int_equal(selection.count, 3);
    assert_int_equal(selection.cells[0].row->figure.numerator, 3);
    assert_int_equal(selection.cells[1].row->figure.numerator, 1);
    assert_int_equal(selection.cells[2].row->figure.numerator, 2);
    arena_free(&arena);
}

static void
nothing__is_said_in_words(void **state)
{
    (void)state;
    assert_table("unit,month", NULL, 0, &wide, "There are no such figures.\n");
}

static int
set_up(void **state)
{
    (void)state;
    lang_init();
    lang_set(LANG_EN);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by__takes_two_axes_in_the_singular_and_the_plural),
        cmocka_unit_test(by_one_axis__has_the_indicators_in_its_columns),
        cmocka_unit_test(by__says_what_is_wrong_and_what_was_meant),
        cmocka_unit_test(units_against_indicators__have_the_sign_of_their_verdict),
        cmocka_unit_test(teams_against_months__stand_below_their_unit_with_the_year_as_total),
        cmocka_unit_test(a_table_too_wide__goes_on_in_blocks_with_the_names_again),
        cmocka_unit_test(categories__have_the_whole_unit_and_a_table_for_each_unit),
        cmocka_unit_test(an_official_figure__stands_in_the_cell_and_not_the_revised_one),
        cmocka_unit_test(programs__get_the_cells_in_order_without_totals),
        cmocka_unit_test(nothing__is_said_in_words),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}

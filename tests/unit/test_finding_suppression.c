/* SPDX-License-Identifier: MIT */
#include "cli/finding_suppression.h"

#include "cli/suppression.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

static struct arena arena;

static int
tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    arena = (struct arena){ 0 };
    return 0;
}

static struct finding_count
count(const char *name, int64_t value)
{
    return (struct finding_count){ .name = str_of(name), .value = arena_printf(&arena, "%lld", (long long)value) };
}

/* The numbers as they are printed, or "left out". */
static struct str
shown(const struct suppression *suppression, const struct finding_row *row, struct finding_count a, struct finding_count b)
{
    struct finding_count numbers[] = { a, b };
    struct finding_report finding = { .row = *row, .numbers = numbers, .number_count = b.name.ptr ? 2 : 1 };
    struct findings_report report = { .findings = &finding, .count = 1 };

    finding_suppression_hide(suppression, &report, &arena);
    return report.count == 1 ? finding.row.numbers : STR("left out");
}

static void
expect_text(struct str text, const char *expected)
{
    assert_string_equal(arena_copy(&arena, text).ptr, expected);
}

static void
small_numbers_of_people__have_no_value(void **state)
{
    const struct suppression five = { .rule = { 5, false } };
    const struct finding_row row = { .check = STR("headcount_below_named"), .unit = STR("u") };

    (void)state;
    expect_text(shown(&five, &row, count("headcount", 3), count("named", 6)), "{\"headcount\":null,\"named\":6}");
    expect_text(shown(&five, &row, count("headcount", 0), count("named", 4)), "{\"headcount\":0,\"named\":null}");
    expect_text(shown(&five, &row, count("headcount", 5), count("named", 60)), "{\"headcount\":5,\"named\":60}");
    expect_text(shown(&five, &row, count("sessions", 3), count("people", 4)), "{\"sessions\":3,\"people\":null}");
    expect_text(shown(&five, &row, count("people", 1), count("minutes", 2)), "{\"people\":null,\"minutes\":2}");
    expect_text(shown(&five, &row, count("attendances", 4), count("others", 1)), "{\"attendances\":null,\"others\":1}");
}

/*
 * Whoever sees what is printed of a pair of which the first is the smaller, and
 * knows the rule, finds at least two values for each number that is hidden.
 */
static void
no_hidden_number__can_be_worked_out(void **state)
{
    static const char *const pairs[][2] = { { "headcount", "named" }, { "least", "most" } };
    const struct finding_row row = { .check = STR("headcounts_differ"), .unit = STR("u") };
    enum { MOST = 9 };

    (void)state;
    for (int64_t below = 3; below <= 7; below++)
        for (int zero = 0; zero <= 1; zero++)
            for (int p = 0; p < 2; p++) {
                const struct suppression rule = { .rule = { below, zero } };
                struct str texts[MOST + 1][MOST + 1];
                for (int64_t a = 0; a <= MOST; a++)
                    for (int64_t b = a + 1; b <= MOST; b++)
                        texts[a][b] = shown(&rule, &row, count(pairs[p][0], a), count(pairs[p][1], b));
                for (int64_t a = 0; a <= MOST; a++)
                    for (int64_t b = a + 1; b <= MOST; b++) {
                        bool is_hidden = memmem(texts[a][b].ptr, texts[a][b].len, "null", 4) != NULL, other_a = false, other_b = false;
                        bool hides_a = disclosure_is_few(rule.rule, a), hides_b = disclosure_is_few(rule.rule, b);
                        for (int64_t x = 0; is_hidden && x <= MOST; x++)
                            for (int64_t y = x + 1; y <= MOST; y++) {
                                bool same = str_eq(texts[x][y], texts[a][b]);
                                other_a |= same && x != a;
                                other_b |= same && y != b;
                            }
                        if (is_hidden && ((hides_a && !other_a) || (hides_b && !other_b)))
                            check_failed("below %lld: %.*s tells %lld and %lld", (long long)below, STR_ARG(texts[a][b]), (long long)a,
                                         (long long)b);
                    }
            }
}

/* u's figure is hidden in the report: 3 of its residents, of a population of 2. */
static struct suppression
decided(void)
{
    struct people_row row = {
        .indicator = STR("rate"), .plugin = STR("p"), .unit = STR("u"), .category = STR("edu"), .period = STR("2025"), .kind = STR("draft"),
        .period_first = 1, .period_end = 2, .has_numerator = true, .has_bounds = true, .numerator = 3, .named = 3, .lower = 3, .upper = 3,
        .denominator = 2, .multiple = 1, .place = 0, .end = 1,
    };
    struct people_row *rows = arena_array(&arena, 2, sizeof *rows);
    struct suppression suppression = { .rule = { 5, false } };

    rows[0] = row;
    rows[1] = row;
    rows[1].cell = 1;
    rows[1].indicator = STR("reach");
    rows[1].category = (struct str){ 0 };
    suppression_decide(&suppression, rows, 2, &arena);
    return suppression;
}

static void
a_finding_about_a_hidden_figure__tells_nothing_of_it(void **state)
{
    const struct suppression suppression = decided();
    struct finding_row row = { .check = STR("over_100"), .unit = STR("u"), .period = STR("2025"), .subject = STR("rate category=edu") };

    (void)state;
    expect_text(shown(&suppression, &row, count("numerator", 3), count("denominator", 2)), "left out");
    row.subject = STR("rate category=sport");
    expect_text(shown(&suppression, &row, count("numerator", 30), count("denominator", 20)), "{\"numerator\":30,\"denominator\":20}");
    row.subject = STR("rate group=edu");
    expect_text(shown(&suppression, &row, count("numerator", 30), count("denominator", 20)), "{\"numerator\":30,\"denominator\":20}");
    row.check = STR("declared");
    row.subject = STR("reach");
    expect_text(shown(&suppression, &row, count("declared", 40), count("recorded", 3)), "{\"declared\":40,\"recorded\":null}");
    expect_text(shown(&suppression, &row, count("declared", 4), count("difference", 1)), "{\"declared\":null,\"difference\":null}");
    row.unit = STR("v");
    expect_text(shown(&suppression, &row, count("declared", 40), count("recorded", 3)), "{\"declared\":40,\"recorded\":3}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(small_numbers_of_people__have_no_value, tear_down),
        cmocka_unit_test_teardown(no_hidden_number__can_be_worked_out, tear_down),
        cmocka_unit_test_teardown(a_finding_about_a_hidden_figure__tells_nothing_of_it, tear_down),
    };

    return cmocka_run_group_tests_name("finding_suppression", tests, NULL, NULL);
}

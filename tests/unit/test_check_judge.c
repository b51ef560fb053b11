/* SPDX-License-Identifier: MIT */
#include "cli/check/check_judge.h"

#include "tests/support/check.h"

#include <string.h>

/* A row of the year 2025 with a target, as the report reads it. */
struct sample {
    const char *state, *target, *detail;
    int64_t numerator, denominator;
    int factor;
    bool met;
    int64_t shortfall;
};

static struct report_row
row_of(const struct sample *sample)
{
    struct report_row row = {
        .figure = { .indicator = STR("x"), .unit = STR("u"), .period = STR("2025"), .kind = STR("draft"), .plugin = STR("x@1.0.0"),
                    .state = str_of(sample->state), .target = str_of(sample->target), .detail = str_of(sample->detail),
                    .has_numerator = true, .numerator = sample->numerator, .has_denominator = true,
                    .denominator = sample->denominator, .has_met = strcmp(sample->state, "ok") == 0, .met = sample->met,
                    .has_short = strcmp(sample->state, "ok") == 0, .shortfall = sample->shortfall },
        .factor = sample->factor,
    };

    row.figure.period_first = day_of(2025, 1, 1);
    row.figure.period_end = day_of(2026, 1, 1);
    return row;
}

static struct check_about
about_on(int month, int day)
{
    return (struct check_about){ .year_start_month = 1, .day = day_of(2025, month, day) };
}

static void
expect(struct check_result result, enum check_verdict verdict, enum check_why why)
{
    assert_string_equal(check_verdict_names[result.verdict].ptr, check_verdict_names[verdict].ptr);
    assert_string_equal(check_why_names[result.why].ptr, check_why_names[why].ptr);
}

static void
judge__of_a_period_that_is_over_is_met_or_missed(void **state)
{
    const struct sample met = { "ok", "75", NULL, 75, 100, 100, true, 0 }, missed = { "ok", "75", NULL, 74, 100, 100, false, 1 };
    struct check_about about = { .year_start_month = 1, .day = day_of(2026, 1, 1) };
    struct report_row row = row_of(&met);

    (void)state;
    expect(check_judge(&row, &about), CHECK_MET, CHECK_WHY_NONE);
    row = row_of(&missed);
    expect(check_judge(&row, &about), CHECK_MISSED, CHECK_WHY_OVER);
    assert_int_equal(check_judge(&row, &about).days_left, 0);
}

/* 100 days of 365 are over: of 73 people 20 would have come. */
static void
judge__of_what_grows_asks_for_the_share_of_the_days_that_are_over(void **state)
{
    const struct sample enough = { "ok", "73", NULL, 20, 100, 100, false, 53 }, too_few = { "ok", "73", NULL, 19, 100, 100, false, 54 };
    struct check_about about = about_on(4, 11);
    struct check_result result;
    struct report_row row = row_of(&enough);

    (void)state;
    about.grows = true;
    expect(check_judge(&row, &about), CHECK_ON_PACE, CHECK_WHY_NONE);
    row = row_of(&too_few);
    result = check_judge(&row, &about);
    expect(result, CHECK_AT_RISK, CHECK_WHY_BEHIND);
    assert_true(result.has_due);
    assert_int_equal(result.due, 20);
    assert_int_equal(result.days_left, 265);
    assert_int_equal(result.per_30_days, 7); /* 54 * 30 / 265 = 6.1 */
}

/* The target itself is the share that is due. */
static void
judge__of_a_prorated_target_asks_for_all_of_it(void **state)
{
    const struct sample sample = { "ok", "175/3", NULL, 58, 100, 100, false, 1 };
    struct check_about about = about_on(10, 1);
    struct report_row row = row_of(&sample);

    (void)state;
    about.grows = true;
    expect(check_judge(&row, &about), CHECK_ON_PACE, CHECK_WHY_NONE);
    about.is_prorated = true;
    expect(check_judge(&row, &about), CHECK_AT_RISK, CHECK_WHY_BEHIND);
}

/* A share that may go up and down has no pace. */
static void
judge__of_a_share_that_does_not_grow_is_at_risk_while_it_is_below(void **state)
{
    const struct sample sample = { "ok", "60", NULL, 59, 100, 100, false, 1 };
    struct check_about about = about_on(1, 2);
    struct report_row row = row_of(&sample);

    (void)state;
    expect(check_judge(&row, &about), CHECK_AT_RISK, CHECK_WHY_BELOW);
}

static void
judge__of_a_count_is_by_its_pace(void **state)
{
    const struct sample sample = { "ok", "12", NULL, 3, 1, 1, false, 9 };
    struct check_about about = about_on(4, 1);
    struct report_row row = row_of(&sample);

    (void)state;
    expect(check_judge(&row, &about), CHECK_ON_PACE, CHECK_WHY_NONE); /* 12 * 90 / 365 = 2.96 */
    about = about_on(4, 10);
    expect(check_judge(&row, &about), CHECK_AT_RISK, CHECK_WHY_BEHIND);
}

static void
judge__of_sub_periods_is_missed_when_one_is_over_and_all_were_asked(void **state)
{
    const struct sample every = { "ok", "100", "month=110+........", 2, 3, 100, false, 1 };
    const struct sample most = { "ok", "75", "month=010-........", 1, 3, 100, false, 2 };
    struct check_about about = about_on(4, 11);
    struct check_result result;
    struct report_row row = row_of(&every);

    (void)state;
    result = check_judge(&row, &about);
    expect(result, CHECK_MISSED, CHECK_WHY_IMPOSSIBLE);
    assert_int_equal(result.best, 11);
    assert_int_equal(result.best_of, 12);
    row = row_of(&most);
    result = check_judge(&row, &about);
    expect(result, CHECK_AT_RISK, CHECK_WHY_BELOW); /* 10 of 12 are still possible */
    assert_int_equal(result.best, 10);
}

/* 月月 季季 年年: one of the three is not full any more. */
static void
judge__of_several_rules_counts_those_that_can_still_be_full(void **state)
{
    const struct sample sample = { "ok", "100", "month=1110........;quarter=1-..;year=-", 0, 2, 100, false, 2 };
    struct check_about about = about_on(5, 2);
    struct check_result result;
    struct report_row row = row_of(&sample);

    (void)state;
    result = check_judge(&row, &about);
    expect(result, CHECK_MISSED, CHECK_WHY_IMPOSSIBLE);
    assert_int_equal(result.best, 2);
    assert_int_equal(result.best_of, 3);
}

/* Months without anything planned can still be planned. */
static void
judge__of_a_plan_in_an_open_year_is_at_risk(void **state)
{
    const struct sample sample = { "ok", "100", "month=111111111100;quarter=1111;year=1", 10, 12, 100, false, 2 };
    struct check_about about = about_on(8, 10);
    struct report_row row = row_of(&sample);

    (void)state;
    expect(check_judge(&row, &about), CHECK_AT_RISK, CHECK_WHY_BELOW);
}

static void
judge__of_a_target_that_is_a_most_is_missed_when_the_number_can_only_grow(void **state)
{
    const struct sample gap = { "ok", "60", NULL, 63, 1, 1, false, 0 }, share = { "ok", "10", NULL, 12, 100, 100, false, 0 };
    struct check_about about = about_on(8, 10);
    struct report_row row = row_of(&gap);

    (void)state;
    expect(check_judge(&row, &about), CHECK_MISSED, CHECK_WHY_IMPOSSIBLE);
    row = row_of(&share);
    expect(check_judge(&row, &about), CHECK_AT_RISK, CHECK_WHY_BELOW);
}

static void
judge__of_what_is_not_known_is_unknown(void **state)
{
    static const char *const states[] = { "no_data", "no_denominator", "error" };
    const struct sample met = { "ok", "75", NULL, 75, 100, 100, true, 0 };
    struct check_about about = about_on(4, 11);
    struct report_row row;

    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        const struct sample sample = { states[i], "75", NULL, 0, 100, 100, false, 0 };
        row = row_of(&sample);
        expect(check_judge(&row, &about), CHECK_UNKNOWN, CHECK_WHY_STATE);
    }
    row = row_of(&met);
    row.hidden = STR("<5");
    expect(check_judge(&row, &about), CHECK_UNKNOWN, CHECK_WHY_HIDDEN);
    row.hidden = (struct str){ 0 };
    about.is_paused = true;
    expect(check_judge(&row, &about), CHECK_UNKNOWN, CHECK_WHY_PAUSED);
}

static void
applies__not_without_a_target_and_not_where_the_rule_does_not(void **state)
{
    const struct sample none = { "ok", NULL, NULL, 1, 2, 100, false, 0 }, n_a = { "n_a", "75", NULL, 0, 0, 100, false, 0 };
    const struct sample both = { "no_data", "75", NULL, 0, 1, 100, false, 0 };
    struct report_row row = row_of(&none);

    (void)state;
    assert_false(check_applies(&row));
    row = row_of(&n_a);
    assert_false(check_applies(&row));
    row = row_of(&both);
    assert_true(check_applies(&row));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judge__of_a_period_that_is_over_is_met_or_missed),
        cmocka_unit_test(judge__of_what_grows_asks_for_the_share_of_the_days_that_are_over),
        cmocka_unit_test(judge__of_a_prorated_target_asks_for_all_of_it),
        cmocka_unit_test(judge__of_a_share_that_does_not_grow_is_at_risk_while_it_is_below),
        cmocka_unit_test(judge__of_a_count_is_by_its_pace),
        cmocka_unit_test(judge__of_sub_periods_is_missed_when_one_is_over_and_all_were_asked),
        cmocka_unit_test(judge__of_several_rules_counts_those_that_can_still_be_full),
        cmocka_unit_test(judge__of_a_plan_in_an_open_year_is_at_risk),
        cmocka_unit_test(judge__of_a_target_that_is_a_most_is_missed_when_the_number_can_only_grow),
        cmocka_unit_test(judge__of_what_is_not_known_is_unknown),
        cmocka_unit_test(applies__not_without_a_target_and_not_where_the_rule_does_not),
    };

    return cmocka_run_group_tests_name("check judge", tests, NULL, NULL);
}

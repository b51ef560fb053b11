/* SPDX-License-Identifier: MIT */
/*
 * One card for one unit: how lines become a total and a grade.  Worked by
 * hand; and with random cards and values, that bands are total and disjoint and
 * that what is printed adds up.
 */
#include "lib/model/score.h"

#include "tests/support/check.h"

#include <stdlib.h>

enum { TERMS = 5, BANDS = 3, RANDOM_CARDS = 2000, RANDOM_TERMS = 12 };

/* Points for a value of 100; 40 of 100 is 0.4 of them. */
static const struct scoring_shape share = { .kind = SHAPE_LINEAR, .target = { 100, 1 }, .floor = { 0, 1 }, .cap = { 100, 1 } };

static struct card_band bands[BANDS] = {
    { STR_INIT("good"), { 0 }, { 0 }, { 80, 1 } }, { STR_INIT("pass"), { 0 }, { 0 }, { 60, 1 } }, { STR_INIT("fail"), { 0 }, { 0 }, { 0, 1 } },
};

struct bench {
    struct card_term terms[TERMS];
    struct scorecard card;
    struct score_value values[TERMS];
    struct score_line lines[TERMS];
    struct score score;
    bool vetoed, is_new;
};

static struct card_term
term(enum term_role role, int points)
{
    return (struct card_term){ .role = role, .indicator = -1, .card = -1, .points = { points, 1 }, .weight = { 1, 1 },
                               .full = points * 100, .shape = share, .field = FIELD_NONE, .at_least = { 0, 1 } };
}

/* Three items of 50, 30 and 20 points. */
static void
start(struct bench *bench)
{
    *bench = (struct bench){ 0 };
    bench->terms[0] = term(TERM_ITEM, 50);
    bench->terms[1] = term(TERM_ITEM, 30);
    bench->terms[2] = term(TERM_ITEM, 20);
    bench->card = (struct scorecard){ .terms = bench->terms, .term_count = 3, .full = 10000, .most = 10000, .veto = true,
                                      .bands = bands, .band_count = BANDS, .band_decimals = BAND_EXACT };
}

static struct score_value
of(int64_t num, int64_t den)
{
    return (struct score_value){ .there = true, .state = FIGURE_OK, .num = num, .den = den, .factor = 1 };
}

static struct score_value
in_state(enum figure_state state)
{
    return (struct score_value){ .there = true, .state = state };
}

static struct score
compute(struct bench *bench)
{
    const struct score_inputs inputs = { bench->values, bench->vetoed, bench->is_new };

    score_compute(&bench->card, &inputs, bench->lines, &bench->score);
    return bench->score;
}

static void
fill(struct bench *bench, int first, int second, int third)
{
    bench->values[0] = of(first, 1);
    bench->values[1] = of(second, 1);
    bench->values[2] = of(third, 1);
}

static void
total__is_the_sum_of_lines_that_were_rounded_before(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.values[0] = of(200, 3); /* 66.666...: 33.33 */
    bench.values[1] = of(200, 3); /* 20.00 */
    bench.values[2] = of(200, 3); /* 13.33; all of it unrounded would be 66.67 */
    assert_int_equal(compute(&bench).total, 6666);
    assert_int_equal(bench.lines[0].points, 3333);
    assert_int_equal(bench.score.available, 10000);
    assert_int_equal(bench.score.grade, 1);
    assert_int_equal(bench.score.flags, 0);
}

static void
missing_zero__keeps_the_full_points_and_marks_the_line(void **state)
{
    static const enum figure_state states[] = { FIGURE_NO_DATA, FIGURE_NO_DENOMINATOR, FIGURE_ERROR };
    struct bench bench;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        start(&bench);
        fill(&bench, 100, 100, 0);
        bench.values[2] = in_state(states[i]);
        assert_int_equal(compute(&bench).total, 8000);
        assert_int_equal(bench.lines[2].mark, LINE_MISSING);
        assert_int_equal(bench.score.available, 10000);
        assert_int_equal(bench.score.flags, SCORE_FLAG_MISSING);
    }
    bench.values[2] = (struct score_value){ 0 }; /* no such row at all */
    assert_int_equal(compute(&bench).total, 8000);
}

static void
an_earned_zero__is_no_missing_one(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    fill(&bench, 100, 100, 0);
    assert_int_equal(compute(&bench).total, 8000);
    assert_int_equal(bench.lines[2].mark, LINE_PLAIN);
    assert_int_equal(bench.score.flags, 0);
}

static void
missing_exclude__brings_the_rest_to_the_full_points(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.card.missing = MISSING_EXCLUDE;
    fill(&bench, 50, 100, 0);
    bench.values[2] = in_state(FIGURE_NO_DATA);
    assert_int_equal(compute(&bench).sum, 5500);
    assert_int_equal(bench.score.available, 8000);
    assert_int_equal(bench.score.base, 6875); /* 55 * 100 / 80 */
    assert_int_equal(bench.lines[2].mark, LINE_EXCLUDED);
}

static void
missing_block__gives_no_score_at_all(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.card.missing = MISSING_BLOCK;
    fill(&bench, 100, 100, 0);
    bench.values[2] = in_state(FIGURE_NO_DATA);
    assert_int_equal(compute(&bench).state, SCORE_BLOCKED);
    assert_int_equal(bench.score.grade, -1);
    bench.is_new = true;
    assert_int_equal(compute(&bench).state, SCORE_BLOCKED);
}

static void
not_applicable__is_left_out_or_full_or_nothing(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    fill(&bench, 50, 50, 0);
    bench.values[2] = in_state(FIGURE_N_A);
    assert_int_equal(compute(&bench).total, 5000); /* 40 * 100 / 80 */
    assert_int_equal(bench.lines[2].mark, LINE_NOT_APPLICABLE);
    assert_int_equal(bench.score.flags, 0);
    bench.card.not_applicable = N_A_FULL;
    assert_int_equal(compute(&bench).total, 6000);
    assert_int_equal(bench.lines[2].points, 2000);
    bench.card.not_applicable = N_A_ZERO;
    assert_int_equal(compute(&bench).total, 4000);
}

static void
not_applicable__of_everything_is_no_score(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    for (int i = 0; i < 3; i++)
        bench.values[i] = in_state(FIGURE_N_A);
    assert_int_equal(compute(&bench).state, SCORE_N_A);
    assert_int_equal(bench.score.grade, -1);
}

static void
scale__brings_the_sum_to_its_own_hundred(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.card.scale = 15000;
    bench.card.most = 15000;
    bench.values[0] = of(200, 3);
    bench.values[1] = bench.values[2] = of(0, 1);
    assert_int_equal(compute(&bench).sum, 3333);
    assert_int_equal(bench.score.base, 5000); /* 33.33 * 150 / 100 = 49.995 */
}

static void
weight__multiplies_before_the_line_is_rounded(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.terms[0].points = (struct fraction){ 100, 1 };
    bench.terms[0].weight = (struct fraction){ 1, 3 };
    bench.card.term_count = 1;
    bench.values[0] = of(50, 1);
    compute(&bench);
    assert_int_equal(bench.lines[0].points, 1667); /* 50 / 3 */
}

static void
bonus__has_a_cap_of_its_own_and_the_total_another(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.terms[3] = term(TERM_BONUS, 20);
    bench.terms[4] = term(TERM_BONUS, 20);
    bench.card.term_count = 5;
    bench.card.bonus_most = 3000;
    bench.card.most = 12000;
    fill(&bench, 100, 100, 0);
    bench.values[3] = bench.values[4] = of(100, 1);
    assert_int_equal(compute(&bench).bonus, 3000);
    assert_int_equal(bench.score.total, 11000);
    fill(&bench, 100, 100, 100);
    assert_int_equal(compute(&bench).total, 12000);
    bench.values[4] = in_state(FIGURE_NO_DATA);
    assert_int_equal(compute(&bench).bonus, 2000);
    assert_int_equal(bench.lines[4].mark, LINE_MISSING);
    assert_int_equal(bench.score.flags, 0); /* who wins nothing owes no data */
}

static void
penalty__is_subtracted_down_to_nothing_and_says_what_absence_costs(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.terms[3] = term(TERM_PENALTY, 4);
    bench.terms[3].missing = 400;
    bench.card.term_count = 4;
    fill(&bench, 100, 100, 100);
    bench.values[3] = of(50, 1);
    assert_int_equal(compute(&bench).total, 9800);
    bench.values[3] = in_state(FIGURE_NO_DATA);
    assert_int_equal(compute(&bench).total, 9600);
    bench.values[3] = in_state(FIGURE_N_A);
    assert_int_equal(compute(&bench).total, 10000);
    fill(&bench, 0, 0, 0);
    bench.values[3] = of(100, 1);
    assert_int_equal(compute(&bench).total, 0);
    assert_int_equal(bench.score.penalty, 400);
}

static void
gate__bars_the_better_grades_and_leaves_the_score(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.terms[3] = term(TERM_GATE, 1);
    bench.terms[3].at_least = (struct fraction){ 85, 1 };
    bench.terms[3].grade = 1;
    bench.card.term_count = 4;
    fill(&bench, 100, 100, 100);
    bench.values[3] = of(85, 1);
    assert_int_equal(compute(&bench).grade, 0);
    bench.values[3] = of(84999, 1000);
    assert_int_equal(compute(&bench).grade, 1);
    assert_int_equal(bench.score.total, 10000);
    assert_int_equal(bench.score.flags, SCORE_FLAG_GATE);
    fill(&bench, 10, 10, 10);
    assert_int_equal(compute(&bench).grade, 2); /* a worse grade stays */
}

static void
gate__without_data_does_what_it_says_and_bars_nobody_it_does_not_apply_to(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    bench.terms[3] = term(TERM_GATE, 1);
    bench.terms[3].at_least = (struct fraction){ 85, 1 };
    bench.terms[3].grade = 2;
    bench.card.term_count = 4;
    fill(&bench, 100, 100, 100);
    bench.values[3] = in_state(FIGURE_NO_DATA);
    assert_int_equal(compute(&bench).grade, 0);
    assert_int_equal(bench.lines[3].mark, LINE_MISSING);
    bench.terms[3].missing_shuts = true;
    assert_int_equal(compute(&bench).grade, 2);
    bench.values[3] = in_state(FIGURE_N_A);
    assert_int_equal(compute(&bench).grade, 0);
}

static void
veto__forces_the_lowest_grade_and_shows_the_score(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    fill(&bench, 100, 100, 100);
    bench.vetoed = true;
    assert_int_equal(compute(&bench).grade, 2);
    assert_int_equal(bench.score.total, 10000);
    assert_int_equal(bench.score.flags, SCORE_FLAG_VETO);
    bench.card.veto = false;
    assert_int_equal(compute(&bench).grade, 0);
}

static void
bands__are_half_open_and_grade_the_exact_or_the_rounded_total(void **state)
{
    struct bench bench;

    (void)state;
    start(&bench);
    assert_int_equal(score_band(&bench.card, 8000), 0);
    assert_int_equal(score_band(&bench.card, 7999), 1);
    assert_int_equal(score_band(&bench.card, 7950), 1);
    assert_int_equal(score_band(&bench.card, 0), 2);
    bench.card.band_decimals = 0;
    assert_int_equal(score_band(&bench.card, 7950), 0);
    assert_int_equal(score_band(&bench.card, 7949), 1);
    bench.card.band_decimals = 1;
    assert_int_equal(score_band(&bench.card, 7995), 0);
    assert_int_equal(score_band(&bench.card, 7994), 1);
}

/* Sub-system gate and share: below 85 barred, it counts 20 %. */
static void
a_card_within_a_card__counts_by_its_printed_total(void **state)
{
    struct bench inner, outer;

    (void)state;
    start(&inner);
    start(&outer);
    inner.values[0] = inner.values[1] = of(100, 1);
    inner.values[2] = of(24, 1);
    compute(&inner); /* 84.80 */
    outer.terms[0] = term(TERM_ITEM, 20);
    outer.terms[1] = term(TERM_GATE, 1);
    outer.terms[1].at_least = (struct fraction){ 85, 1 };
    outer.terms[1].grade = 2;
    outer.card.term_count = 2;
    outer.card.full = 2000;
    outer.values[0] = outer.values[1] = score_as_value(&inner.score);
    assert_int_equal(compute(&outer).total, 1696);
    assert_int_equal(outer.lines[1].mark, LINE_SHUT);
    inner.score.state = SCORE_BLOCKED;
    assert_int_equal(score_as_value(&inner.score).state, FIGURE_NO_DATA);
    inner.score.state = SCORE_N_A;
    assert_int_equal(score_as_value(&inner.score).state, FIGURE_N_A);
}

/* ---- properties ---- */

static uint64_t seed;

static uint64_t
roll(uint64_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % sides;
}

static void
bands__of_random_cards_are_total_and_disjoint(void **state)
{
    (void)state;
    seed = 7;
    for (int round = 0; round < RANDOM_CARDS; round++) {
        struct card_band random[CARD_BANDS_MAX] = { 0 };
        struct scorecard card = { .bands = random, .band_decimals = (int)roll(4) - 1 };
        int64_t bound = 0;
        int last;

        card.band_count = 1 + roll(CARD_BANDS_MAX);
        for (size_t i = card.band_count; i-- > 0; bound += 1 + (int64_t)roll(900))
            random[i].from = (struct fraction){ bound, 100 };
        last = (int)card.band_count - 1;
        assert_int_equal(score_band(&card, 0), last);
        for (int64_t total = 0; total < bound + 100; total += 1 + (int64_t)roll(50)) {
            int grade = score_band(&card, total);

            assert_true(grade >= 0 && grade <= last); /* total, and with more points never worse */
            last = grade;
        }
        for (size_t i = 0; card.band_decimals == BAND_EXACT && i < card.band_count; i++) {
            assert_int_equal(score_band(&card, random[i].from.num), i);
            if (i + 1 < card.band_count)
                assert_int_equal(score_band(&card, random[i].from.num - 1), i + 1);
        }
    }
}

static struct score_value
random_value(void)
{
    struct score_value value = of((int64_t)roll(500) - 20, 1 + (int64_t)roll(7));

    value.state = roll(5) > 0 ? FIGURE_OK : (enum figure_state)roll(5);
    value.there = roll(10) > 0;
    return value;
}

/* The text's digits without the point, as a reader adds them. */
static int64_t
printed(int64_t hundredths)
{
    char text[DECIMAL_SIZE], *point;
    bool negative;
    int64_t whole;

    decimal_print(hundredths, 100, 1, SCORE_DECIMALS, text);
    negative = *text == '-';
    point = strchr(text, '.');
    whole = strtoll(text + negative, NULL, 10) * 100 + strtoll(point + 1, NULL, 10);
    return negative ? -whole : whole;
}

static void
printed_components__add_up_to_the_printed_total(void **state)
{
    struct card_term terms[RANDOM_TERMS];
    struct score_value values[RANDOM_TERMS];
    struct score_line lines[RANDOM_TERMS];
    int plain = 0;

    (void)state;
    seed = 11;
    for (int round = 0; round < RANDOM_CARDS; round++) {
        struct scorecard card = { .terms = terms, .term_count = 1 + roll(RANDOM_TERMS), .most = 1000000, .bonus_most = 1000000,
                                  .missing = (enum missing_policy)roll(2), .not_applicable = (enum not_applicable_policy)roll(3) };
        const struct score_inputs inputs = { values, false, false };
        int64_t sums[3] = { 0, 0, 0 };
        struct score score;

        for (size_t i = 0; i < card.term_count; i++) {
            terms[i] = term(i == 0 ? TERM_ITEM : (enum term_role)roll(3), 1 + (int)roll(40));
            card.full += terms[i].role == TERM_ITEM ? terms[i].full : 0;
            values[i] = random_value();
        }
        score_compute(&card, &inputs, lines, &score);
        for (size_t i = 0; i < card.term_count; i++)
            sums[terms[i].role] += printed(lines[i].points);
        assert_int_equal(sums[TERM_ITEM], printed(score.sum));
        if (!score_has_total(&score))
            continue;
        assert_int_equal(sums[TERM_BONUS], printed(score.bonus));
        assert_int_equal(sums[TERM_PENALTY], printed(score.penalty));
        if (score.available == card.full) {
            assert_int_equal(printed(score.base), sums[TERM_ITEM]);
            plain++;
        }
        if (printed(score.base) + sums[TERM_BONUS] >= sums[TERM_PENALTY])
            assert_int_equal(printed(score.total), printed(score.base) + sums[TERM_BONUS] - sums[TERM_PENALTY]);
        else
            assert_int_equal(score.total, 0);
    }
    assert_true(plain > RANDOM_CARDS / 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(total__is_the_sum_of_lines_that_were_rounded_before),
        cmocka_unit_test(missing_zero__keeps_the_full_points_and_marks_the_line),
        cmocka_unit_test(an_earned_zero__is_no_missing_one),
        cmocka_unit_test(missing_exclude__brings_the_rest_to_the_full_points),
        cmocka_unit_test(missing_block__gives_no_score_at_all),
        cmocka_unit_test(not_applicable__is_left_out_or_full_or_nothing),
        cmocka_unit_test(not_applicable__of_everything_is_no_score),
        cmocka_unit_test(scale__brings_the_sum_to_its_own_hundred),
        cmocka_unit_test(weight__multiplies_before_the_line_is_rounded),
        cmocka_unit_test(bonus__has_a_cap_of_its_own_and_the_total_another),
        cmocka_unit_test(penalty__is_subtracted_down_to_nothing_and_says_what_absence_costs),
        cmocka_unit_test(gate__bars_the_better_grades_and_leaves_the_score),
        cmocka_unit_test(gate__without_data_does_what_it_says_and_bars_nobody_it_does_not_apply_to),
        cmocka_unit_test(veto__forces_the_lowest_grade_and_shows_the_score),
        cmocka_unit_test(bands__are_half_open_and_grade_the_exact_or_the_rounded_total),
        cmocka_unit_test(a_card_within_a_card__counts_by_its_printed_total),
        cmocka_unit_test(bands__of_random_cards_are_total_and_disjoint),
        cmocka_unit_test(printed_components__add_up_to_the_printed_total),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

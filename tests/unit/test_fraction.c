/* SPDX-License-Identifier: MIT */
#include "lib/model/fraction.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

__extension__ typedef __int128 wide_t;

static const struct fraction percent_75 = { 75, 1 };

static struct fraction
fraction_of(const char *text)
{
    struct fraction value = { 0, 1 };

    if (!fraction_parse(str_of(text), &value))
        fail_msg("not taken for a number: \"%s\"", text);
    return value;
}

static void
parse__is_exact_and_reduced(void **state)
{
    static const struct {
        const char *text;
        int64_t num, den;
    } rows[] = {
        { "0", 0, 1 }, { "-0", 0, 1 }, { "0.000", 0, 1 }, { "75", 75, 1 }, { "12.5", 25, 2 }, { "-0.25", -1, 4 },
        { "0.1", 1, 10 }, { "100.00", 100, 1 }, { "007", 7, 1 }, { "-12.50", -25, 2 },
        { "9223372036854775807", INT64_MAX, 1 }, { "-9223372036854775808", INT64_MIN, 1 },
        { "0.000000000000000001", 1, 1000000000000000000 },
        { "0.0000000000000000005", 1, 2000000000000000000 }, /* ten to the 19th does not fit, its half does */
        { "75.00000000000000000000000000000000000000000000", 75, 1 },
        { "9.223372036854775807", INT64_MAX, 1000000000000000000 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fraction value = fraction_of(rows[i].text);

        if (value.num != rows[i].num || value.den != rows[i].den)
            fail_msg("%s is %lld/%lld", rows[i].text, (long long)value.num, (long long)value.den);
    }
}

static void
parse__refuses_what_is_no_decimal_or_does_not_fit(void **state)
{
    static const char *const bad[] = {
        "", "-", "+1", " 1", "1 ", ".5", "5.", "-.5", "1.2.3", "1..2", "1,5", "1e3", "0x10", "--1", "1-", "75%", "1.x", "1.x0",
        ".", "-.", ".0", "nan", "9223372036854775808", "-9223372036854775809", "0.0000000000000000001",
        "123456789012345678901234567890123456789", "340282366920938463463374607431768211457",
        "99999999999999999999999999999999999999999999", "0.99999999999999999999999999999999999999999999",
        "0.00000000000000000000000000000000000000000000000000000000001",
    };
    struct fraction value = { 7, 3 };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (fraction_parse(str_of(bad[i]), &value))
            fail_msg("taken for a number: \"%s\"", bad[i]);
    assert_false(fraction_parse((struct str){ NULL, 0 }, &value));
    assert_false(fraction_parse((struct str){ "1\0", 2 }, &value));
    assert_int_equal(value.num, 7);
    assert_int_equal(value.den, 3);
}

static void
cmp__is_exact_at_the_ends_of_64_bits(void **state)
{
    (void)state;
    assert_int_equal(fraction_cmp((struct fraction){ 1, 2 }, (struct fraction){ 2, 4 }), 0);
    assert_true(fraction_cmp((struct fraction){ -1, 2 }, (struct fraction){ -1, 3 }) < 0);
    assert_true(fraction_cmp((struct fraction){ -1, 2 }, (struct fraction){ 0, 3 }) < 0);
    /* next to each other, and equal as doubles */
    assert_true(fraction_cmp((struct fraction){ INT64_MAX - 1, INT64_MAX }, (struct fraction){ 1, 1 }) < 0);
    assert_true(fraction_cmp((struct fraction){ INT64_MAX, INT64_MAX - 1 }, (struct fraction){ 1, 1 }) > 0);
    assert_true(fraction_cmp((struct fraction){ INT64_MAX - 1, INT64_MAX },
                             (struct fraction){ INT64_MAX - 2, INT64_MAX - 1 }) > 0);
    assert_true(fraction_cmp((struct fraction){ INT64_MIN, 1 }, (struct fraction){ INT64_MIN, INT64_MAX }) < 0);
    assert_int_equal(fraction_cmp((struct fraction){ INT64_MIN, INT64_MAX }, (struct fraction){ INT64_MIN, INT64_MAX }), 0);
}

static void
reduce__divides_out_what_is_common(void **state)
{
    static const struct {
        struct fraction from, to;
    } rows[] = {
        { { 6, 8 }, { 3, 4 } }, { { -6, 8 }, { -3, 4 } }, { { 0, 8 }, { 0, 1 } }, { { 7, 1 }, { 7, 1 } },
        { { INT64_MIN, INT64_C(1) << 62 }, { -2, 1 } }, { { INT64_MAX, INT64_MAX }, { 1, 1 } },
        { { INT64_MIN, INT64_MAX }, { INT64_MIN, INT64_MAX } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fraction reduced = fraction_reduce(rows[i].from);

        assert_int_equal(reduced.num, rows[i].to.num);
        assert_int_equal(reduced.den, rows[i].to.den);
    }
}

static void
text__is_the_exact_decimal_or_the_fraction(void **state)
{
    static const struct {
        struct fraction value;
        const char *text;
    } rows[] = {
        { { 75, 1 }, "75" }, { { 150, 2 }, "75" }, { { 25, 2 }, "12.5" }, { { -1, 4 }, "-0.25" }, { { 0, 9 }, "0" },
        { { 2, 3 }, "2/3" }, { { -4, 6 }, "-2/3" }, { { 1, 1000000000000 }, "0.000000000001" },
        { { 1, 10000000000000 }, "1/10000000000000" }, { { 1, 4096 }, "0.000244140625" }, { { 1, 8192 }, "1/8192" },
        { { INT64_MAX, 1 }, "9223372036854775807" }, { { INT64_MIN, 1 }, "-9223372036854775808" },
        { { INT64_MIN, INT64_MAX }, "-9223372036854775808/9223372036854775807" },
        { { INT64_MAX, 1000000000000 }, "9223372.036854775807" },
    };
    char text[DECIMAL_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fraction_text(rows[i].value, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void
print__rounds_half_away_from_zero(void **state)
{
    static const struct {
        int64_t num, den, factor;
        int decimals;
        const char *text;
    } rows[] = {
        { 2325, 3200, 100, 2, "72.66" }, { 2325, 3000, 100, 2, "77.50" }, { 848625, 1131800, 100, 2, "74.98" },
        { 848625, 1131800, 100, 1, "75.0" }, { 142, 1100, 100, 2, "12.91" }, { 142, 1000, 100, 2, "14.20" },
        { 65, 120, 100, 2, "54.17" }, { 10, 12, 100, 2, "83.33" }, { 9, 11, 100, 2, "81.82" }, { 39, 70, 100, 2, "55.71" },
        { 7, 12, 100, 2, "58.33" }, { 14, 8, 1, 2, "1.75" }, { 0, 8, 100, 2, "0.00" }, { 5, 1, 1, 0, "5" },
        { 1, 2, 1, 0, "1" }, { -1, 2, 1, 0, "-1" }, { 1, 3, 1, 0, "0" }, { -1, 3, 1, 0, "0" }, { 5, 1000, 1, 2, "0.01" },
        { -5, 1000, 1, 2, "-0.01" }, { -49, 10000, 1, 2, "0.00" }, { 2675, 1000, 1, 2, "2.68" }, { 1005, 1000, 1, 2, "1.01" },
        { 9995, 1000, 1, 2, "10.00" }, { -9995, 1000, 1, 2, "-10.00" }, { 99999, 100000, 1, 2, "1.00" },
        { 1, 3, 1, 18, "0.333333333333333333" }, { 2, 3, 1, 18, "0.666666666666666667" },
        { 1, 3, 1, 99, "0.333333333333333333" }, { 7, 2, 1, -3, "4" },
        { INT64_MAX, 1, 1, 0, "9223372036854775807" }, { INT64_MIN, 1, 1, 1, "-9223372036854775808.0" },
        { INT64_MAX, INT64_MAX, 100, 2, "100.00" }, { INT64_MAX - 1, INT64_MAX, 100, 18, "99.999999999999999989" },
        { INT64_MIN, 1, INT64_MIN, 18, "85070591730234615865843651857942052864.000000000000000000" },
        { INT64_MIN, 1, INT64_MAX, 18, "-85070591730234615856620279821087277056.000000000000000000" },
    };
    char text[DECIMAL_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        decimal_print(rows[i].num, rows[i].den, rows[i].factor, rows[i].decimals, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void
print_against__adds_decimals_until_the_miss_shows(void **state)
{
    static const struct {
        int64_t num, den, factor;
        int decimals;
        const char *target, *text;
    } rows[] = {
        { 848625, 1131800, 100, 1, "75", "74.98" },
        { 848625, 1131800, 100, 2, "75", "74.98" },
        { 848625, 1131800, 100, 0, "75", "74.98" },
        { 2325, 3200, 100, 2, "75", "72.66" },
        { 749999, 1000000, 100, 2, "75", "74.9999" },
        { 7495, 10000, 100, 0, "75", "74.95" }, /* 75, 75.0, then the difference */
        { 3, 4, 100, 2, "75", "75.00" },        /* equal: nothing to show */
        { 3, 4, 100, 0, "75", "75" },
        { 1, 3, 100, 2, "33.33", "33.333" },
        { 750001, 1000000, 100, 1, "75", "75.0001" }, /* at most 75: above it */
        { 74968, 100000, 100, 1, "74.97", "74.968" }, /* 75.0 would have passed the target */
        { 74972, 100000, 100, 1, "74.97", "75.0" },
        { -1, 1000, 1, 2, "0", "-0.001" },
        { 1, 1000, 1, 2, "0", "0.001" },
        { -5, 1, 1, 0, "75", "-5" },
        { INT64_MAX - 1, INT64_MAX, 100, 2, "100", "99.99999999999999999" },
        { INT64_MAX, 1, INT64_MAX, 0, "75", "85070591730234615847396907784232501249" },
        { INT64_MIN, 1, INT64_MAX, 0, "75", "-85070591730234615856620279821087277056" },
        { INT64_MIN, 1, 1, 0, "-9223372036854775808", "-9223372036854775808" },
    };
    char text[DECIMAL_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        decimal_print_against(rows[i].num, rows[i].den, rows[i].factor, rows[i].decimals, fraction_of(rows[i].target), text);
        assert_string_equal(text, rows[i].text);
    }
}

static void
print_against__gives_up_at_18_places(void **state)
{
    char text[DECIMAL_SIZE];

    (void)state;
    decimal_print_against(INT64_MAX - 1, INT64_MAX, 1, 2, (struct fraction){ 1, 1 }, text);
    assert_string_equal(text, "1.000000000000000000");
}

static void
judge__exactly_75_percent_is_met(void **state)
{
    (void)state;
    assert_true(target_is_met(3, 4, 100, percent_75, true));
    assert_true(target_is_met(2400, 3200, 100, percent_75, true));
    assert_false(target_is_met(2399, 3200, 100, percent_75, true));
    assert_true(target_is_met(2325, 3000, 100, percent_75, true));
    assert_true(target_is_met(3, 4, 100, percent_75, false));
    assert_false(target_is_met(3001, 4000, 100, percent_75, false));
}

static void
judge__what_prints_as_75_0_is_not_met(void **state)
{
    (void)state;
    assert_false(target_is_met(848625, 1131800, 100, percent_75, true));
    assert_true(target_is_met(848850, 1131800, 100, percent_75, true));
    assert_false(target_is_met(142, 1100, 100, (struct fraction){ 13, 1 }, true));
    assert_true(target_is_met(142, 1000, 100, (struct fraction){ 13, 1 }, true));
}

static void
judge__does_not_overflow(void **state)
{
    const struct fraction just_below_100 = { INT64_MAX, INT64_MAX / 100 + 1 };

    (void)state;
    assert_true(target_is_met(INT64_MAX, INT64_MAX, 100, (struct fraction){ 100, 1 }, true));
    assert_false(target_is_met(INT64_MAX - 1, INT64_MAX, 100, (struct fraction){ 100, 1 }, true));
    assert_true(target_is_met(INT64_MAX - 1, INT64_MAX, INT64_MAX, (struct fraction){ INT64_MAX - 1, 1 }, false));
    assert_true(target_is_met(INT64_MAX, INT64_MAX, 100, just_below_100, true));
    assert_false(target_is_met(INT64_MIN, 1, INT64_MAX, (struct fraction){ INT64_MIN, 1 }, true));
    assert_true(target_is_met(INT64_MIN, INT64_MAX, INT64_MAX, (struct fraction){ INT64_MIN, 1 }, true));
}

static void
short__is_in_whole_people(void **state)
{
    (void)state;
    assert_int_equal(target_short(3, 8, 100, percent_75, 1), 3);
    assert_int_equal(target_short(5, 8, 100, percent_75, 1), 1);
    assert_int_equal(target_short(6, 8, 100, percent_75, 1), 0);
    assert_int_equal(target_short(8, 8, 100, percent_75, 1), 0);
    assert_int_equal(target_short(2325, 3200, 100, percent_75, 1), 75);
    assert_int_equal(target_short(65, 100, 100, percent_75, 1), 10);
    assert_int_equal(target_short(142, 1100, 100, (struct fraction){ 13, 1 }, 1), 1);
    assert_int_equal(target_short(0, 7, 100, (struct fraction){ 25, 2 }, 1), 1);
    assert_int_equal(target_short(9, 1, 1, (struct fraction){ 12, 1 }, 1), 3);
    assert_int_equal(target_short(0, 8, 100, (struct fraction){ -5, 1 }, 1), 0);
    assert_int_equal(target_short(-3, 8, 100, (struct fraction){ 0, 1 }, 1), 3);
}

static void
short__of_a_mean_over_days_is_in_people_too(void **state)
{
    (void)state;
    /* 2325 people beside 365 days: 75 % of 3100.82 is 2325.6 */
    assert_int_equal(target_short(2325 * 365, 1131800, 100, percent_75, 365), 1);
    assert_int_equal(target_short(2326 * 365, 1131800, 100, percent_75, 365), 0);
    assert_int_equal(target_short(2325 * 365, 3200 * 365, 100, percent_75, 365), 75);
}

static void
short__does_not_overflow(void **state)
{
    (void)state;
    assert_int_equal(target_short(0, INT64_MAX, 100, (struct fraction){ 100, 1 }, 1), INT64_MAX);
    assert_int_equal(target_short(INT64_MAX - 1, INT64_MAX, 100, (struct fraction){ 100, 1 }, 1), 1);
    assert_int_equal(target_short(0, INT64_MAX, INT64_MAX, (struct fraction){ INT64_MAX, 1 }, INT64_MAX), 1);
    assert_int_equal(target_short(0, INT64_MAX, 1, (struct fraction){ INT64_MAX, 1 }, 1), INT64_MAX);
    assert_int_equal(target_short(INT64_MIN, 1, 1, (struct fraction){ INT64_MAX, 1 }, 1), INT64_MAX);
}

/* --- against brute force, on numbers small enough for it -------------------- */

enum { ROUNDS = 200000 };

static uint64_t random_state;

static int
seed(void **state)
{
    (void)state;
    random_state = UINT64_C(0x9e3779b97f4a7c15);
    return 0;
}

static uint64_t
next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

/* Of all sizes up to `bits`: small numbers make the equalities and ties. */
static int64_t
random_below_2_to(int bits)
{
    return (int64_t)(next_random() >> (64 - bits) >> next_random() % (unsigned)bits);
}

static int64_t
random_signed(int bits)
{
    int64_t value = random_below_2_to(bits);

    return next_random() & 1 ? -value : value;
}

static int
sign(wide_t value)
{
    return (value > 0) - (value < 0);
}

static void
random__comparisons_and_verdicts_equal_the_plain_products(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct fraction a = { random_signed(62), random_below_2_to(62) + 1 };
        struct fraction b = { random_signed(62), random_below_2_to(62) + 1 };
        int64_t num = random_signed(40), den = random_below_2_to(40) + 1, factor = random_below_2_to(10) + 1;
        struct fraction target = { random_signed(40), random_below_2_to(40) + 1 };
        int side = sign((wide_t)num * factor * target.den - (wide_t)target.num * den);

        assert_int_equal(sign(fraction_cmp(a, b)), sign((wide_t)a.num * b.den - (wide_t)b.num * a.den));
        assert_int_equal(target_is_met(num, den, factor, target, true), side >= 0);
        assert_int_equal(target_is_met(num, den, factor, target, false), side <= 0);
    }
}

/* Of the printed number, as an integer of 10^-decimals. */
static wide_t
printed_value(const char *text)
{
    wide_t value = 0;

    for (const char *c = text; *c; c++)
        if (*c >= '0' && *c <= '9')
            value = value * 10 + (*c - '0');
    return *text == '-' ? -value : value;
}

static void
random__print_is_the_nearest_and_a_tie_goes_outwards(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t num = random_signed(40), den = random_below_2_to(30) + 1, factor = random_below_2_to(10) + 1;
        int decimals = (int)(next_random() % 7);
        wide_t exact = (wide_t)num * factor, power = 1, twice;
        char text[DECIMAL_SIZE];

        for (int d = 0; d < decimals; d++)
            power *= 10;
        decimal_print(num, den, factor, decimals, text);
        /* (|exact| * 10^d * 2 + den) / (2 * den), cut off */
        twice = ((exact < 0 ? -exact : exact) * power * 2 + den) / ((wide_t)2 * den);
        if (printed_value(text) != (exact < 0 ? -twice : twice))
            fail_msg("%lld * %lld / %lld is not %s", (long long)num, (long long)factor, (long long)den, text);
        if (decimals > 0)
            assert_int_equal(strlen(strchr(text, '.')), decimals + 1);
        else
            assert_null(strchr(text, '.'));
    }
}

static void
random__print_against_stands_on_the_right_side_with_the_fewest_places(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t den = random_below_2_to(20) + 1, num = random_below_2_to(20);
        struct fraction target = { (int64_t)(next_random() % 1001), 10 }, printed;
        char text[DECIMAL_SIZE], shorter[DECIMAL_SIZE];
        int side = sign((wide_t)num * 100 * target.den - (wide_t)target.num * den), places;

        decimal_print_against(num, den, 100, 1, target, text);
        printed = fraction_of(text);
        assert_int_equal(sign(fraction_cmp(printed, target)), side);
        places = (int)strlen(strchr(text, '.')) - 1;
        assert_true(places >= 1);
        if (places > 1) {
            decimal_print(num, den, 100, places - 1, shorter);
            assert_int_not_equal(sign(fraction_cmp(fraction_of(shorter), target)), side);
        }
    }
}

static void
random__short_is_the_least_number_that_meets_the_target(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t den = random_below_2_to(30) + 1, people = random_below_2_to(30), factor = next_random() & 1 ? 100 : 1;
        int64_t scale = next_random() & 1 ? (int64_t)(next_random() % 366 + 1) : 1;
        struct fraction target = { random_below_2_to(20), random_below_2_to(7) + 1 };
        int64_t missing = target_short(people * scale, den, factor, target, scale);

        assert_true(missing >= 0);
        assert_true(target_is_met((people + missing) * scale, den, factor, target, true));
        if (missing > 0)
            assert_false(target_is_met((people + missing - 1) * scale, den, factor, target, true));
    }
}

static void
random__text_is_read_back_as_the_same_number(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t den = 1;
        struct fraction value;
        char text[DECIMAL_SIZE];

        for (uint64_t d = next_random() % 10; d > 0; d--)
            den *= 10;
        value = (struct fraction){ random_signed(63), den };
        fraction_text(value, text);
        assert_int_equal(fraction_cmp(fraction_of(text), value), 0);
        assert_true(!strchr(text, '.') || text[strlen(text) - 1] != '0');
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse__is_exact_and_reduced),
        cmocka_unit_test(parse__refuses_what_is_no_decimal_or_does_not_fit),
        cmocka_unit_test(cmp__is_exact_at_the_ends_of_64_bits),
        cmocka_unit_test(reduce__divides_out_what_is_common),
        cmocka_unit_test(text__is_the_exact_decimal_or_the_fraction),
        cmocka_unit_test(print__rounds_half_away_from_zero),
        cmocka_unit_test(print_against__adds_decimals_until_the_miss_shows),
        cmocka_unit_test(print_against__gives_up_at_18_places),
        cmocka_unit_test(judge__exactly_75_percent_is_met),
        cmocka_unit_test(judge__what_prints_as_75_0_is_not_met),
        cmocka_unit_test(judge__does_not_overflow),
        cmocka_unit_test(short__is_in_whole_people),
        cmocka_unit_test(short__of_a_mean_over_days_is_in_people_too),
        cmocka_unit_test(short__does_not_overflow),
        cmocka_unit_test_setup(random__comparisons_and_verdicts_equal_the_plain_products, seed),
        cmocka_unit_test_setup(random__print_is_the_nearest_and_a_tie_goes_outwards, seed),
        cmocka_unit_test_setup(random__print_against_stands_on_the_right_side_with_the_fewest_places, seed),
        cmocka_unit_test_setup(random__short_is_the_least_number_that_meets_the_target, seed),
        cmocka_unit_test_setup(random__text_is_read_back_as_the_same_number, seed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

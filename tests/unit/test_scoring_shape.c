/* SPDX-License-Identifier: MIT */
#include "lib/model/scoring_shape.h"

#include "tests/support/check.h"

/* "75" or, where a decimal cannot say it, "2/3". */
static struct exact
number(const char *text)
{
    const char *slash = strchr(text, '/');
    struct fraction value = { 0, 1 }, divisor = { 1, 1 };

    assert_true(fraction_parse(slash ? (struct str){ text, (size_t)(slash - text) } : str_of(text), &value));
    if (slash)
        assert_true(fraction_parse(str_of(slash + 1), &divisor));
    return exact_div(exact_of(value), exact_of(divisor));
}

static struct fraction
decimal(const char *text)
{
    struct fraction value = { 0, 1 };

    assert_true(fraction_parse(str_of(text), &value));
    return value;
}

/* In hundredths, and the range it came from. */
static int64_t
points_in(const struct scoring_shape *shape, const char *value, const char *full, int *range)
{
    int64_t hundredths = -1;

    if (!exact_round(shape_points(shape, number(value), decimal(full), range), 2, &hundredths))
        check_failed("%s has no points", value);
    return hundredths;
}

struct row {
    const char *value;
    int64_t hundredths;
};

static void
expect(const struct scoring_shape *shape, const char *full, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int range;
        int64_t found = points_in(shape, rows[i].value, full, &range);

        if (found != rows[i].hundredths)
            check_failed("%s is worth %lld hundredths, not %lld", rows[i].value, (long long)found, (long long)rows[i].hundredths);
    }
}

#define EXPECT(shape, full, ...) \
    do { \
        const struct row rows[] = { __VA_ARGS__ }; \
        expect(shape, full, rows, sizeof rows / sizeof *rows); \
    } while (0)

static void
linear__is_the_part_of_the_target_up_to_the_cap(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_LINEAR, .target = { 75, 1 }, .floor = { 0, 1 }, .cap = { 100, 1 } };

    (void)state;
    EXPECT(&shape, "25", { "75", 2500 }, { "74.98", 2499 }, { "37.5", 1250 }, { "0", 0 }, { "120", 2500 }, { "-10", 0 }, { "50/3", 556 });
}

static void
linear__over_the_target_pays_only_as_far_as_the_cap_says(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_LINEAR, .target = { 100, 1 }, .floor = { 0, 1 }, .cap = { 120, 1 } };

    (void)state;
    EXPECT(&shape, "10", { "100", 1000 }, { "110", 1100 }, { "120", 1200 }, { "121", 1200 });
}

static void
linear__has_no_points_below_the_floor_and_its_share_at_it(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_LINEAR, .target = { 100, 1 }, .floor = { 60, 1 }, .cap = { 100, 1 } };

    (void)state;
    EXPECT(&shape, "10", { "59.9999999", 0 }, { "60", 600 }, { "80", 800 });
}

static void
linear__from_the_floor_begins_with_nothing_there(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_LINEAR, .target = { 100, 1 }, .floor = { 60, 1 }, .from_floor = true, .cap = { 100, 1 } };

    (void)state;
    EXPECT(&shape, "10", { "59", 0 }, { "60", 0 }, { "80", 500 }, { "100", 1000 }, { "140", 1000 });
}

static void
threshold__exactly_at_the_target_is_reached_and_a_hair_below_is_not(void **state)
{
    struct scoring_shape least = { .kind = SHAPE_THRESHOLD, .target = { 75, 1 } };
    struct scoring_shape most = { .kind = SHAPE_THRESHOLD, .target = { 45, 1 }, .at_most = true };

    (void)state;
    EXPECT(&least, "8", { "75", 800 }, { "848625/11318", 0 }, { "74.999999999", 0 }, { "0", 0 }, { "200", 800 });
    EXPECT(&most, "8", { "45", 800 }, { "45.000000001", 0 }, { "0", 800 });
}

static struct shape_range ranges[] = {
    { { 60, 1 }, { 2, 1 }, STR_INIT("C") }, { { 75, 1 }, { 13, 2 }, STR_INIT("B") }, { { 90, 1 }, { 10, 1 }, STR_INIT("A") },
};

static void
graded__says_who_owns_the_bound(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_GRADED, .ranges = ranges, .range_count = 3, .below = { 1, 2 } };
    int range;

    (void)state;
    EXPECT(&shape, "10", { "90", 1000 }, { "89.9999", 650 }, { "75", 650 }, { "60", 200 }, { "59.99", 50 }, { "0", 50 }, { "-3", 50 }, { "500", 1000 });
    shape.bound_is_below = true;
    EXPECT(&shape, "10", { "90.0001", 1000 }, { "90", 650 }, { "75", 200 }, { "60", 50 });
    shape.bound_is_below = false;
    assert_int_equal(points_in(&shape, "80", "10", &range), 650);
    assert_int_equal(range, 1);
    points_in(&shape, "10", "10", &range);
    assert_int_equal(range, -1);
}

static void
piecewise__gives_the_points_of_the_range(void **state)
{
    static struct shape_range visits[] = { { { 1, 1 }, { 1, 1 }, { 0 } }, { { 3, 1 }, { 3, 2 }, { 0 } }, { { 6, 1 }, { 2, 1 }, { 0 } } };
    struct scoring_shape shape = { .kind = SHAPE_PIECEWISE, .ranges = visits, .range_count = 3, .below = { 0, 1 } };

    (void)state;
    EXPECT(&shape, "2", { "0", 0 }, { "1", 100 }, { "2", 100 }, { "3", 150 }, { "5", 150 }, { "6", 200 }, { "60", 200 });
}

static void
steps__say_whole_or_started(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_STEPS, .target = { 75, 1 }, .per = { 5, 1 }, .minus = { 1, 1 } };

    (void)state;
    EXPECT(&shape, "3", { "75", 300 }, { "80", 300 }, { "74.99", 300 }, { "70.01", 300 }, { "70", 200 }, { "65", 100 }, { "60", 0 }, { "0", 0 });
    shape.started = true;
    EXPECT(&shape, "3", { "75", 300 }, { "74.99", 200 }, { "70", 200 }, { "69.99", 100 }, { "60", 0 }, { "0", 0 }, { "-20", 0 });
}

static void
per_count__counts_whole_ones_up_to_the_cap(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_PER_COUNT, .each = { 1, 1 }, .most = { 4, 1 } };

    (void)state;
    EXPECT(&shape, "4", { "0", 0 }, { "1", 100 }, { "2.99", 200 }, { "4", 400 }, { "5", 400 }, { "-1", 0 });
}

static void
points__are_rounded_half_away_from_zero_and_only_once(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_LINEAR, .target = { 1000, 1 }, .floor = { 0, 1 }, .cap = { 100, 1 } };
    int64_t rounded;

    (void)state;
    EXPECT(&shape, "10", { "0.5", 1 }, { "0.4999", 0 }, { "1.5", 2 }, { "2/3", 1 });
    assert_true(exact_round((struct exact){ -5, 1000 }, 2, &rounded));
    assert_int_equal(rounded, -1);
}

static void
points__of_numbers_beyond_128_bits_are_lost_and_never_wrong(void **state)
{
    struct scoring_shape shape = { .kind = SHAPE_LINEAR, .target = { INT64_MAX, INT64_MAX - 1 }, .floor = { INT64_MAX - 2, INT64_MAX - 4 },
                                   .from_floor = true, .cap = { 100, 1 } };
    struct exact value = { (exact_int)INT64_MAX * INT64_MAX, (exact_int)(INT64_MAX - 6) * 7 };
    int64_t rounded = 77;
    int range;

    (void)state;
    assert_false(exact_round(shape_points(&shape, value, (struct fraction){ 1, 1 }, &range), 2, &rounded));
    assert_false(exact_round(shape_points(&shape, (struct exact){ 0, 0 }, (struct fraction){ 1, 1 }, &range), 2, &rounded));
    assert_int_equal(rounded, 77);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear__is_the_part_of_the_target_up_to_the_cap),
        cmocka_unit_test(linear__over_the_target_pays_only_as_far_as_the_cap_says),
        cmocka_unit_test(linear__has_no_points_below_the_floor_and_its_share_at_it),
        cmocka_unit_test(linear__from_the_floor_begins_with_nothing_there),
        cmocka_unit_test(threshold__exactly_at_the_target_is_reached_and_a_hair_below_is_not),
        cmocka_unit_test(graded__says_who_owns_the_bound),
        cmocka_unit_test(piecewise__gives_the_points_of_the_range),
        cmocka_unit_test(steps__say_whole_or_started),
        cmocka_unit_test(per_count__counts_whole_ones_up_to_the_cap),
        cmocka_unit_test(points__are_rounded_half_away_from_zero_and_only_once),
        cmocka_unit_test(points__of_numbers_beyond_128_bits_are_lost_and_never_wrong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

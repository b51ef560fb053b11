/* SPDX-License-Identifier: MIT */
#include "lib/model/year_people.h"

#include "lib/model/people_set.h"
#include "tests/support/check.h"
#include "tests/support/events.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12 };

/* A year of an owner: some sets of people each month, who may come again and again. */
enum { SETS = 4, UNIVERSE = 3000 };

struct year {
    struct people_set *sets[MONTHS][SETS];
    bool came[MONTHS][UNIVERSE];
};

static void
fill(struct year *year, struct dice *dice, unsigned often)
{
    memset(year, 0, sizeof *year);
    for (int month = 0; month < MONTHS; month++)
        for (int k = 0; k < SETS; k++) {
            year->sets[month][k] = people_set_new();
            for (unsigned size = dice_below(dice, often); size > 0; size--) {
                const uint32_t person = dice_below(dice, UNIVERSE);
                people_set_add(year->sets[month][k], person);
                year->came[month][person] = true;
            }
        }
}

static void
end(struct year *year)
{
    for (int month = 0; month < MONTHS; month++)
        for (int k = 0; k < SETS; k++)
            people_set_free(year->sets[month][k]);
}

static uint32_t
who_came(const struct year *year, int from, int months)
{
    uint32_t count = 0;

    for (uint32_t person = 0; person < UNIVERSE; person++) {
        bool came = false;
        for (int month = from; month < from + months; month++)
            came |= year->came[month][person];
        count += came;
    }
    return count;
}

static void
check(const struct year *year, const struct year_counts *counts)
{
    for (int month = 0; month < MONTHS; month++)
        assert_int_equal(counts->months[month], who_came(year, month, 1));
    for (int quarter = 0; quarter < 4; quarter++)
        assert_int_equal(counts->quarters[quarter], who_came(year, 3 * quarter, 3));
    for (int half = 0; half < 2; half++)
        assert_int_equal(counts->halves[half], who_came(year, 6 * half, 6));
    assert_int_equal(counts->year, who_came(year, 0, MONTHS));
}

static struct year_counts
walk(struct last_seen *seen, const struct year *year)
{
    struct year_counts counts;

    year_walk_begin(seen, &counts);
    for (int month = 0; month < MONTHS; month++)
        for (int k = 0; k < SETS; k++)
            year_walk_see(seen, year->sets[month][k], month, &counts);
    return counts;
}

/* More walks than a byte has room for months of, with few people and with sets that are bitmaps. */
static void
any_year__is_counted_as_its_sets_are(void **state)
{
    enum { YEARS = 60 };
    static struct year year;
    struct last_seen seen = { 0 };
    struct dice dice = { 3 };

    (void)state;
    for (unsigned n = 0; n < YEARS; n++) {
        struct year_counts counts;
        fill(&year, &dice, n % 3 == 0 ? 20 : n % 3 == 1 ? 400 : 2500);
        counts = walk(&seen, &year);
        check(&year, &counts);
        counts = walk(&seen, &year); /* what the walk before left says nothing */
        check(&year, &counts);
        end(&year);
    }
    last_seen_free(&seen);
}

static void
more_people_than_16_bits_count__are_all_counted(void **state)
{
    enum { MANY = 200001 };
    struct people_set *all = people_set_new();
    struct last_seen seen = { 0 };
    struct year_counts counts;

    (void)state;
    for (uint32_t person = 1; person <= MANY; person++)
        people_set_add(all, person);
    year_walk_begin(&seen, &counts);
    year_walk_see(&seen, all, 2, &counts);
    year_walk_see(&seen, all, 3, &counts);
    assert_int_equal(counts.months[2], MANY);
    assert_int_equal(counts.months[3], MANY);
    assert_int_equal(counts.quarters[0], MANY);
    assert_int_equal(counts.quarters[1], MANY);
    assert_int_equal(counts.halves[0], MANY);
    assert_int_equal(counts.halves[1], 0);
    assert_int_equal(counts.year, MANY);
    people_set_free(all);
    last_seen_free(&seen);
}

static struct period
period_of(const char *code, int year_start_month)
{
    struct period period;

    assert_true(period_parse(str_of(code), year_start_month, &period));
    return period;
}

/* Of a school year, which begins in September. */
static void
a_period__has_its_own_count(void **state)
{
    const struct period year = period_of("2024", 9), quarter = period_of("2024Q2", 9), half = period_of("2024H2", 9);
    const struct period month = period_of("2025-08", 9), week = period_of("2024-W40", 9), other = period_of("2025-09", 9);
    const struct month_set_key key = { .rule = 1 }, other_month = { .rule = 1, .month = 7 }, other_rule = { .rule = 2 };
    struct year_people people;
    struct year_counts *counts;

    (void)state;
    year_people_init(&people, NULL, year.first);
    counts = year_people_find(&people, &key);
    assert_false(counts->is_known);
    *counts = (struct year_counts){ .is_known = true, .months[11] = 1, .quarters[1] = 2, .halves[1] = 3, .year = 4 };
    assert_int_equal(*year_counts_of(&people, counts, &month), 1);
    assert_int_equal(*year_counts_of(&people, counts, &quarter), 2);
    assert_int_equal(*year_counts_of(&people, counts, &half), 3);
    assert_int_equal(*year_counts_of(&people, counts, &year), 4);
    assert_null(year_counts_of(&people, counts, &week));
    assert_null(year_counts_of(&people, counts, &other));
    assert_true(year_people_find(&people, &other_month)->is_known);
    assert_false(year_people_find(&people, &other_rule)->is_known);
    year_people_free(&people);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_year__is_counted_as_its_sets_are),
        cmocka_unit_test(more_people_than_16_bits_count__are_all_counted),
        cmocka_unit_test(a_period__has_its_own_count),
    };

    return cmocka_run_group_tests_name("year_people", tests, NULL, NULL);
}

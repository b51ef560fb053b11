/* SPDX-License-Identifier: MIT */
#include "lib/model/people_set.h"

#include "lib/model/people_marks.h"

#include "tests/support/check.h"
#include "tests/support/events.h"

#include <stdlib.h>

static struct people_marks marks; /* shared by all unions: between them it is empty */

static struct people_set *
set_of(const uint32_t *persons, size_t count)
{
    struct people_set *set = people_set_new();

    for (size_t i = 0; i < count; i++)
        people_set_add(set, persons[i]);
    return set;
}

static void
add__tells_whether_the_person_is_new(void **state)
{
    struct people_set *set = people_set_new();

    (void)state;
    assert_true(people_set_add(set, 7));
    assert_false(people_set_add(set, 7));
    assert_true(people_set_add(set, UINT32_MAX));
    assert_true(people_set_has(set, 7) && people_set_has(set, UINT32_MAX));
    assert_false(people_set_has(set, 8));
    assert_int_equal(people_set_count(set), 2);
    people_set_free(set);
}

static void
no_set__is_an_empty_one(void **state)
{
    struct people_set *set = set_of((uint32_t[]){ 1 }, 1);

    (void)state;
    assert_false(people_set_has(NULL, 1));
    assert_int_equal(people_set_count(NULL), 0);
    assert_int_equal(people_set_count_both(NULL, set), 0);
    assert_int_equal(people_set_count_both(set, NULL), 0);
    assert_false(people_set_meets(NULL, set));
    people_set_free(set);
    people_set_free(NULL);
}

static void
two_sets__meet_in_whom_they_share(void **state)
{
    struct people_set *a = set_of((uint32_t[]){ 1, 2, 3, 100000 }, 4), *b = set_of((uint32_t[]){ 3, 4, 100000 }, 3);
    struct people_set *c = set_of((uint32_t[]){ 5 }, 1);

    (void)state;
    assert_int_equal(people_set_count_both(a, b), 2);
    assert_true(people_set_meets(a, b));
    assert_int_equal(people_set_count_both(a, c), 0);
    assert_false(people_set_meets(a, c));
    people_set_free(a);
    people_set_free(b);
    people_set_free(c);
}

/* Few people and many are united in two ways: the result is the same, and the parts stay as they were. */
static void
a_union__has_everybody_once(void **state)
{
    static const uint32_t sizes[] = { 0, 1, 10, 1000, 4096, 5000, 70000 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct people_set *odd = people_set_new(), *third = people_set_new(), *all;
        const struct people_set *sets[] = { NULL, odd, third, NULL };
        uint64_t expected = 0;
        for (uint32_t person = 0; person < sizes[i]; person++) {
            if (person % 2)
                people_set_add(odd, person);
            if (person % 3 == 0)
                people_set_add(third, person);
            expected += person % 2 || person % 3 == 0;
        }
        all = people_set_union(sets, 4, &marks);
        assert_int_equal(people_set_count(all), expected);
        assert_int_equal(people_set_count_both(all, odd), people_set_count(odd));
        assert_int_equal(people_set_count(odd), sizes[i] / 2);
        people_set_free(all);
        people_set_free(odd);
        people_set_free(third);
    }
}

static void
a_union__of_nothing_is_empty(void **state)
{
    const struct people_set *none[] = { NULL };
    struct people_set *a = people_set_union(none, 1, &marks), *b = people_set_union(none, 0, &marks);

    (void)state;
    assert_int_equal(people_set_count(a) + people_set_count(b), 0);
    assert_int_equal(people_set_count_any(none, 1, &marks), 0);
    people_set_free(a);
    people_set_free(b);
}

/*
 * Against sets as simple as can be: a flag for each of some thousand numbers,
 * which stand close together, far apart, and at both ends of what there is.
 */
enum { UNIVERSE = 3000, SETS = 8, WORLDS = 60, NUMBERS_END = 40 * 1000 * 1000 };

struct plain_set {
    struct people_set *set;
    bool has[UNIVERSE];
};

static uint32_t
number_of(unsigned i)
{
    if (i < UNIVERSE / 3)
        return i;
    if (i < UNIVERSE - 5)
        return 1000 + (i - UNIVERSE / 3) * 977;
    return NUMBERS_END - (UNIVERSE - i);
}

/* From nobody to twice as many as an array holds, often those about the border. */
static unsigned
random_size(struct dice *dice)
{
    switch (dice_below(dice, 4)) {
    case 0:
        return dice_below(dice, 20);
    case 1:
        return PEOPLE_SET_FEW - 2 + dice_below(dice, 5);
    default:
        return dice_below(dice, 2 * PEOPLE_SET_FEW);
    }
}

static void
check_set(const struct plain_set *plain)
{
    size_t count, at = 0;
    uint32_t *numbers = people_set_numbers(plain->set, &count);

    for (unsigned i = 0; i < UNIVERSE; i++) {
        assert_int_equal(people_set_has(plain->set, number_of(i)), plain->has[i]);
        if (plain->has[i])
            assert_int_equal(numbers[at++], number_of(i));
    }
    assert_int_equal(at, count);
    assert_int_equal(people_set_count(plain->set), count);
    free(numbers);
}

static void
fill(struct plain_set *plain, struct dice *dice)
{
    unsigned size = random_size(dice), narrow = dice_below(dice, 2) ? UNIVERSE : 2 * PEOPLE_SET_FEW + 100;

    *plain = (struct plain_set){ .set = people_set_new() };
    while (size > 0) {
        unsigned i = dice_below(dice, narrow);
        assert_int_equal(people_set_add(plain->set, number_of(i)), !plain->has[i]);
        size -= !plain->has[i];
        plain->has[i] = true;
    }
    check_set(plain);
}

static void
check_pair(const struct plain_set *a, const struct plain_set *b)
{
    struct plain_set kept = { .set = people_set_copy(a->set) };
    unsigned both = 0;

    for (unsigned i = 0; i < UNIVERSE; i++) {
        kept.has[i] = a->has[i] && b->has[i];
        both += kept.has[i];
    }
    assert_int_equal(people_set_count_both(a->set, b->set), both);
    assert_int_equal(people_set_meets(a->set, b->set), both > 0);
    people_set_keep(kept.set, b->set);
    check_set(&kept);
    for (unsigned i = 0; i < UNIVERSE; i += 7) { /* what was kept can grow again */
        assert_int_equal(people_set_add(kept.set, number_of(i)), !kept.has[i]);
        kept.has[i] = true;
    }
    check_set(&kept);
    people_set_free(kept.set);
}

static void
check_union(const struct plain_set *plain, size_t n)
{
    const struct people_set *sets[SETS + 1] = { NULL };
    struct plain_set all = { 0 };

    for (size_t k = 0; k < n; k++) {
        sets[k + 1] = plain[k].set;
        for (unsigned i = 0; i < UNIVERSE; i++)
            all.has[i] |= plain[k].has[i];
    }
    all.set = people_set_union(sets, (uint32_t)n + 1, &marks);
    check_set(&all);
    assert_int_equal(people_set_count_any(sets, (uint32_t)n + 1, &marks), people_set_count(all.set));
    people_set_free(all.set);
}

static void
sets_of_any_size__do_as_plain_ones(void **state)
{
    static struct plain_set plain[SETS];

    (void)state;
    for (unsigned seed = 1; seed <= WORLDS; seed++) {
        struct dice dice = { seed };
        for (size_t k = 0; k < SETS; k++)
            fill(&plain[k], &dice);
        for (size_t k = 0; k + 1 < SETS; k++)
            check_pair(&plain[k], &plain[k + 1]);
        check_pair(&plain[0], &plain[0]);
        for (size_t n = 0; n <= SETS; n++)
            check_union(plain, n);
        for (size_t k = 0; k < SETS; k++) {
            check_set(&plain[k]); /* as it was */
            people_set_free(plain[k].set);
        }
    }
}

/* As a year's page has them: thousands of small sets. */
static void
a_union_of_thousands__has_everybody_once(void **state)
{
    enum { MANY = 5000 };
    const struct people_set **sets = calloc(MANY, sizeof *sets);
    struct people_set *all, *one_by_one = people_set_new();
    struct dice dice = { 7 };

    (void)state;
    for (size_t k = 0; k < MANY; k++) {
        struct people_set *set = people_set_new();
        for (unsigned size = dice_below(&dice, 20); size > 0; size--) {
            uint32_t person = dice_below(&dice, 1000000);
            people_set_add(set, person);
            people_set_add(one_by_one, person);
        }
        sets[k] = set;
    }
    all = people_set_union(sets, MANY, &marks);
    assert_int_equal(people_set_count(all), people_set_count(one_by_one));
    assert_int_equal(people_set_count_any(sets, MANY, &marks), people_set_count(one_by_one));
    assert_int_equal(people_set_count_both(all, one_by_one), people_set_count(all));
    for (size_t k = 0; k < MANY; k++)
        people_set_free((struct people_set *)sets[k]);
    people_set_free(all);
    people_set_free(one_by_one);
    free(sets);
}

static void
a_set_that_was_cleared__is_empty_and_takes_people_again(void **state)
{
    struct people_set set = { 0 };

    (void)state;
    for (uint32_t size = PEOPLE_SET_FEW - 1; size <= PEOPLE_SET_FEW + 1; size++) {
        for (uint32_t person = 0; person < size; person++)
            assert_true(people_set_add(&set, person * 70000));
        assert_int_equal(people_set_count(&set), size);
        people_set_clear(&set);
        assert_int_equal(people_set_count(&set), 0);
        assert_false(people_set_has(&set, 0));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add__tells_whether_the_person_is_new),
        cmocka_unit_test(no_set__is_an_empty_one),
        cmocka_unit_test(two_sets__meet_in_whom_they_share),
        cmocka_unit_test(a_union__has_everybody_once),
        cmocka_unit_test(a_union__of_nothing_is_empty),
        cmocka_unit_test(sets_of_any_size__do_as_plain_ones),
        cmocka_unit_test(a_union_of_thousands__has_everybody_once),
        cmocka_unit_test(a_set_that_was_cleared__is_empty_and_takes_people_again),
    };

    return cmocka_run_group_tests_name("people_set", tests, NULL, NULL);
}

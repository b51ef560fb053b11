/* SPDX-License-Identifier: MIT */
#include "lib/model/people_set.h"

#include "tests/support/check.h"

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
        all = people_set_union(sets, 4);
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
    struct people_set *a = people_set_union(none, 1), *b = people_set_union(none, 0);

    (void)state;
    assert_int_equal(people_set_count(a) + people_set_count(b), 0);
    people_set_free(a);
    people_set_free(b);
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
    };

    return cmocka_run_group_tests_name("people_set", tests, NULL, NULL);
}

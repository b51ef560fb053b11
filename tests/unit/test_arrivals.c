/* SPDX-License-Identifier: MIT */
#include "lib/model/arrivals.h"

#include "tests/support/check.h"

static struct arrival
person(uint32_t number)
{
    return (struct arrival){ .person = number };
}

static void
all_who_came__are_taken_once(void **state)
{
    static struct arrival all[ARRIVALS_MAX];
    static bool was_there[ARRIVALS_MAX];
    struct arrival_blocks blocks = { .most = 2 };
    struct arrivals arrivals = { 0 };

    (void)state;
    assert_int_equal(arrivals_take(&arrivals, &blocks, all), 0);
    for (uint32_t i = 0; i < ARRIVALS_MAX; i++)
        assert_int_equal(arrivals_add(&arrivals, &blocks, person(i)), i + 1 < ARRIVALS_MAX);
    assert_int_equal(arrivals_take(&arrivals, &blocks, all), ARRIVALS_MAX);
    for (size_t i = 0; i < ARRIVALS_MAX; i++) {
        assert_false(was_there[all[i].person]);
        was_there[all[i].person] = true;
    }
    assert_int_equal(arrivals_take(&arrivals, &blocks, all), 0);
    assert_int_equal(blocks.count, 2); /* the others were given back */
    arrival_blocks_free(&blocks);
}

static void
a_block__is_used_again_by_another_bucket(void **state)
{
    struct arrival all[ARRIVALS_MAX];
    struct arrival_blocks blocks = { .most = 2 };
    struct arrivals one = { 0 }, other = { 0 };
    struct arrival_block *first;

    (void)state;
    arrivals_add(&one, &blocks, person(1));
    first = one.newest;
    arrivals_forget(&one, &blocks);
    assert_int_equal(one.count, 0);
    arrivals_add(&other, &blocks, person(2));
    assert_ptr_equal(other.newest, first);
    assert_int_equal(arrivals_take(&other, &blocks, all), 1);
    assert_int_equal(all[0].person, 2);
    arrival_blocks_free(&blocks);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_who_came__are_taken_once),
        cmocka_unit_test(a_block__is_used_again_by_another_bucket),
    };

    return cmocka_run_group_tests_name("arrivals", tests, NULL, NULL);
}

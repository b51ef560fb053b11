/* SPDX-License-Identifier: MIT */
#include "lib/model/merges.h"

#include "tests/support/check.h"

#include <stdlib.h>

static struct merges merges;

static int
set_up(void **state)
{
    (void)state;
    merges = (struct merges){ 0 };
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    merges_free(&merges);
    return 0;
}

/* Settles; how many persons were touched. */
static size_t
settle(void)
{
    uint8_t *touched;
    size_t count, found = 0;

    merges_settle(&merges, &touched, &count);
    for (size_t i = 0; i < count; i++)
        found += touched[i];
    free(touched);
    return found;
}

static void
whoever_is_joined__is_one_class(void **state)
{
    (void)state;
    merges_state(&merges, 1, 7, 5);
    merges_state(&merges, 2, 9, 8);
    merges_state(&merges, 3, 5, 9);
    assert_int_equal(settle(), 4);
    assert_int_equal(merges_class(&merges, 7)->count, 4);
    assert_ptr_equal(merges_class(&merges, 7), merges_class(&merges, 8));
    assert_int_equal(merges_canonical(&merges, 9), 5);
    assert_int_equal(merges_canonical(&merges, 6), 6);
    assert_null(merges_class(&merges, 6));
    assert_int_equal(merges_canonical(&merges, 1000), 1000);
}

static void
everybody_who_is_the_same__is_found_before_settling(void **state)
{
    uint32_t *same;
    size_t count;

    (void)state;
    merges_state(&merges, 1, 7, 5);
    merges_state(&merges, 2, 9, 8);
    merges_state(&merges, 3, 5, 9);
    same = merges_same(&merges, 7, &count);
    assert_int_equal(count, 4);
    assert_int_equal(same[0] + same[1] + same[2] + same[3], 5 + 7 + 8 + 9);
    free(same);
    merges_withdraw(&merges, 3);
    same = merges_same(&merges, 7, &count);
    assert_int_equal(count, 2);
    free(same);
    same = merges_same(&merges, 1000, &count);
    assert_int_equal(count, 1);
    assert_int_equal(same[0], 1000);
    free(same);
}

static void
a_withdrawn_merge__leaves_what_the_others_join(void **state)
{
    (void)state;
    merges_state(&merges, 1, 2, 1);
    merges_state(&merges, 2, 3, 2);
    merges_state(&merges, 3, 4, 3);
    settle();
    merges_withdraw(&merges, 2);
    assert_true(merges.changed);
    assert_int_equal(settle(), 4); /* all of the old class may count otherwise now */
    assert_int_equal(merges_canonical(&merges, 2), 1);
    assert_int_equal(merges_canonical(&merges, 4), 3);
    merges_withdraw(&merges, 1);
    merges_withdraw(&merges, 3);
    merges_withdraw(&merges, 3);
    assert_int_equal(settle(), 4);
    assert_int_equal(merges.class_count, 0);
    assert_int_equal(settle(), 0);
}

static void
any_order__gives_the_same_classes(void **state)
{
    static const uint32_t pairs[][2] = { { 4, 2 }, { 2, 9 }, { 7, 6 }, { 9, 7 }, { 1, 3 } };

    for (int first = 0; first < 5; first++) {
        for (int i = 0; i < 5; i++)
            merges_state(&merges, (uint64_t)i + 1, pairs[(first + i * 2) % 5][0], pairs[(first + i * 2) % 5][1]);
        settle();
        assert_int_equal(merges_class(&merges, 6)->count, 5);
        assert_int_equal(merges_canonical(&merges, 7), 2);
        assert_int_equal(merges_canonical(&merges, 3), 1);
        tear_down(state);
        set_up(state);
    }
}

static void
a_way_back__is_found_by_way_of_others(void **state)
{
    (void)state;
    merges_state(&merges, 1, 1, 2);
    merges_state(&merges, 2, 2, 3);
    assert_true(merges_lead(&merges, 1, 3, 0));
    assert_false(merges_lead(&merges, 3, 1, 0));
    assert_false(merges_lead(&merges, 1, 3, 2)); /* without the second */
    assert_false(merges_lead(&merges, 8, 1, 0));
    assert_false(merges_lead(&merges, 1, 8, 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whoever_is_joined__is_one_class, set_up, tear_down),
        cmocka_unit_test_setup_teardown(everybody_who_is_the_same__is_found_before_settling, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_withdrawn_merge__leaves_what_the_others_join, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_order__gives_the_same_classes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_way_back__is_found_by_way_of_others, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("merges", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "cli/watch/watch_rate.h"

#include "tests/support/check.h"

static void
rate__is_of_the_last_three_seconds(void **state)
{
    struct rate rate = { 0 };

    (void)state;
    assert_int_equal(rate_of(&rate, 1000), 0);
    rate_note(&rate, 1000, 500);
    assert_int_equal(rate_of(&rate, 1000), 0);
    rate_note(&rate, 2000, 600);
    assert_int_equal(rate_of(&rate, 2000), 100);
    rate_note(&rate, 4000, 900);
    assert_int_equal(rate_of(&rate, 4000), 133);
    assert_int_equal(rate_of(&rate, 5000), 100); /* since 2000 */
    assert_int_equal(rate_of(&rate, 7000), 0);
    assert_int_equal(rate_of(&rate, 60000), 0);
}

static void
rate__of_many_samples_keeps_the_latest(void **state)
{
    struct rate rate = { 0 };

    (void)state;
    for (int i = 0; i < 100; i++)
        rate_note(&rate, 1000 * i, (uint64_t)(50 * i));
    assert_int_equal(rate_of(&rate, 99000), 50);
    rate_note(&rate, 99100, 7000); /* too soon for a sample of its own */
    assert_true(rate_of(&rate, 99100) > 50);
}

static void
rate__begins_again_with_another_log(void **state)
{
    struct rate rate = { 0 };

    (void)state;
    rate_note(&rate, 1000, 5000);
    rate_note(&rate, 2000, 10);
    assert_int_equal(rate_of(&rate, 2500), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rate__is_of_the_last_three_seconds),
        cmocka_unit_test(rate__of_many_samples_keeps_the_latest),
        cmocka_unit_test(rate__begins_again_with_another_log),
    };

    return cmocka_run_group_tests_name("watch rate", tests, NULL, NULL);
}

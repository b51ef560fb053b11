/* SPDX-License-Identifier: MIT */
#include "daemon/budget.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void
budget__is_full_at_its_bytes_and_free_again_at_half(void **state)
{
    struct budget budget = { .max_bytes = 100, .max_lines = 1000 };

    (void)state;
    budget_charge(&budget, 99, 1);
    assert_false(budget.full);
    budget_charge(&budget, 1, 1);
    assert_true(budget.full);
    assert_false(budget_credit(&budget, 49, 1));
    assert_true(budget.full);
    assert_true(budget_credit(&budget, 1, 1));
    assert_false(budget.full);
    assert_false(budget_credit(&budget, 50, 0));
}

static void
budget__counts_lines_too(void **state)
{
    struct budget budget = { .max_bytes = 1000, .max_lines = 10 };

    (void)state;
    budget_charge(&budget, 1, 10);
    assert_true(budget.full);
    assert_false(budget_credit(&budget, 1, 4));
    assert_true(budget_credit(&budget, 0, 1));
}

static void
share__leaves_room_for_three_others(void **state)
{
    const struct budget budget = { .max_bytes = 100, .max_lines = 10 };

    (void)state;
    assert_int_equal(budget_share(&budget), 25);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(budget__is_full_at_its_bytes_and_free_again_at_half),
        cmocka_unit_test(budget__counts_lines_too),
        cmocka_unit_test(share__leaves_room_for_three_others),
    };

    return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/interlude.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct interlude
opened(void)
{
    struct interlude interlude;

    interlude_open(&interlude, false, 1000);
    return interlude;
}

static void
while_figures_are_computed__whoever_waits_is_served(void **state)
{
    struct interlude interlude = opened();

    (void)state;
    assert_false(interlude_helps(&interlude, 0, 1000));
    assert_true(interlude_helps(&interlude, 1, 1000));
    assert_true(interlude_helps(&interlude, 100 * INTERLUDE_EVENTS, 1000));
}

static void
figures_that_take_long_in_any_case__are_waited_for_by_nobody(void **state)
{
    struct interlude interlude = opened();

    (void)state;
    interlude_prolong(&interlude);
    assert_true(interlude_helps(&interlude, 100 * INTERLUDE_EVENTS, 1000000));
    assert_false(interlude_may_interrupt(&interlude, INTERLUDE_EVENTS + 1, 1000000));
}

static void
figures_that_take_long__are_waited_for_by_those_who_are_ahead_of_the_daemon(void **state)
{
    struct interlude interlude = opened();

    (void)state;
    assert_true(interlude_helps(&interlude, INTERLUDE_EVENTS + 1, 1000 + INTERLUDE_SOON));
    assert_false(interlude_helps(&interlude, INTERLUDE_EVENTS + 1, 1000 + INTERLUDE_SOON + 1));
    assert_true(interlude_helps(&interlude, INTERLUDE_EVENTS, 100000));
    assert_false(interlude_helps(&interlude, 0, 100000));
}

static void
first__is_remembered(void **state)
{
    struct interlude interlude = opened();

    (void)state;
    assert_int_equal(interlude.first, 0);
    interlude_begin(&interlude, 2000);
    interlude_begin(&interlude, 10000);
    assert_int_equal(interlude.first, 2000);
    interlude_open(&interlude, false, 1000);
    assert_int_equal(interlude.first, 0);
}

static void
closed__there_are_none(void **state)
{
    struct interlude interlude;

    (void)state;
    interlude_open(&interlude, true, 1000);
    assert_false(interlude_helps(&interlude, 1, 1000));
    assert_false(interlude_may_interrupt(&interlude, 1, 1000));
    interlude_open(&interlude, false, 1000);
    interlude_close(&interlude);
    assert_false(interlude_helps(&interlude, 1, 1000));
}

static void
what_the_writer_does__is_interrupted_for_few_events_only(void **state)
{
    struct interlude interlude = opened();

    (void)state;
    assert_false(interlude_may_interrupt(&interlude, 0, 1000));
    assert_true(interlude_may_interrupt(&interlude, INTERLUDE_EVENTS, 1000));
    assert_false(interlude_may_interrupt(&interlude, INTERLUDE_EVENTS + 1, 1000));
    assert_true(interlude_may_interrupt(&interlude, 1, 1000));
}

static void
joining__ends_though_events_keep_coming(void **state)
{
    struct interlude interlude = opened();

    (void)state;
    interlude_join(&interlude, 300);
    assert_true(interlude_may_interrupt(&interlude, 1, 300 + INTERLUDE_JOIN));
    assert_false(interlude_may_interrupt(&interlude, 1, 300 + INTERLUDE_JOIN + 1));
    interlude_open(&interlude, false, 1000);
    assert_true(interlude_may_interrupt(&interlude, 1, 9000));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_figures_are_computed__whoever_waits_is_served),
        cmocka_unit_test(figures_that_take_long_in_any_case__are_waited_for_by_nobody),
        cmocka_unit_test(figures_that_take_long__are_waited_for_by_those_who_are_ahead_of_the_daemon),
        cmocka_unit_test(first__is_remembered),
        cmocka_unit_test(closed__there_are_none),
        cmocka_unit_test(what_the_writer_does__is_interrupted_for_few_events_only),
        cmocka_unit_test(joining__ends_though_events_keep_coming),
    };

    return cmocka_run_group_tests_name("interlude", tests, NULL, NULL);
}

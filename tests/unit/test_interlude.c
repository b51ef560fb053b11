/* SPDX-License-Identifier: MIT */
#include "daemon/interlude.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct interlude
open_at(int64_t now)
{
    struct interlude interlude;

    interlude_open(&interlude, false, now);
    return interlude;
}

static void
publication__computes_for_a_while_before_it_stands_aside(void **state)
{
    struct interlude interlude = open_at(1000000);

    (void)state;
    assert_false(interlude_is_due(&interlude, 1000000 + INTERLUDE_EVERY - 1));
    assert_true(interlude_is_due(&interlude, 1000000 + INTERLUDE_EVERY));
    assert_false(interlude_helps(&interlude, 0));
    assert_true(interlude_helps(&interlude, 1));
}

static void
publication__computes_three_times_as_long_as_events_were_given(void **state)
{
    struct interlude interlude = open_at(0);

    (void)state;
    interlude_begin(&interlude, 2000);
    interlude_end(&interlude, 2500);
    interlude_resume(&interlude, 2900); /* what the store had to do is nobody's */
    assert_false(interlude_is_due(&interlude, 2900 + INTERLUDE_EVERY - 1));
    assert_true(interlude_is_due(&interlude, 2900 + INTERLUDE_EVERY));
    interlude_begin(&interlude, 10000);
    interlude_end(&interlude, 17000);
    interlude_resume(&interlude, 17000);
    assert_false(interlude_is_due(&interlude, 37999));
    assert_true(interlude_is_due(&interlude, 38000));
    assert_int_equal(interlude.first, 2000);
    assert_int_equal(interlude.taken, 7500);
}

static void
more_events_than_an_interlude_helps__wait_for_the_end(void **state)
{
    struct interlude interlude = open_at(0);

    (void)state;
    assert_true(interlude_helps(&interlude, INTERLUDE_EVENTS));
    assert_false(interlude_helps(&interlude, INTERLUDE_EVENTS + 1));
    assert_false(interlude_helps(&interlude, 1));
    assert_false(interlude_is_due(&interlude, 1000000));
}

static void
closed__there_are_none(void **state)
{
    struct interlude interlude;

    (void)state;
    interlude_open(&interlude, true, 0);
    assert_false(interlude_is_due(&interlude, 1000000));
    assert_int_equal(interlude.first, 0);
}

static void
joining__ends_though_events_keep_coming(void **state)
{
    struct interlude interlude = open_at(0);

    (void)state;
    interlude_join(&interlude, 300000);
    assert_true(interlude_is_due(&interlude, 300000 + INTERLUDE_JOIN));
    assert_false(interlude_is_due(&interlude, 300000 + INTERLUDE_JOIN + 1));
    interlude_open(&interlude, false, 1000000);
    assert_true(interlude_is_due(&interlude, 9000000));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(publication__computes_for_a_while_before_it_stands_aside),
        cmocka_unit_test(publication__computes_three_times_as_long_as_events_were_given),
        cmocka_unit_test(more_events_than_an_interlude_helps__wait_for_the_end),
        cmocka_unit_test(closed__there_are_none),
        cmocka_unit_test(joining__ends_though_events_keep_coming),
    };

    return cmocka_run_group_tests_name("interlude", tests, NULL, NULL);
}

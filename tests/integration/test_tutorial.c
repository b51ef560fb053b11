/* SPDX-License-Identifier: MIT */
/*
 * The tutorials, typed along: every command prints what the page shows.
 */
#include "tests/support/check.h"
#include "tests/support/walkthrough.h"

static void
the_tutorial_of_rules__prints_what_it_shows(void **state)
{
    (void)state;
    assert_true(walkthrough_run("docs/tutorial-rules.md", "events.sock") > 15);
}

static void
the_tutorial_of_sheets__prints_what_it_shows(void **state)
{
    (void)state;
    assert_true(walkthrough_run("docs/tutorial.md", "events.sock") >= 9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tutorial_of_rules__prints_what_it_shows),
        cmocka_unit_test(the_tutorial_of_sheets__prints_what_it_shows),
    };

    return cmocka_run_group_tests_name("tutorial", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "cli/pager.h"

#include "tests/support/check.h"

#include <stdlib.h>

static void
assert_pager(const char *own, const char *common, const char *terminal, const char *expected)
{
    const char *const names[] = { "TURNOUT_PAGER", "PAGER", "TERM" }, *const values[] = { own, common, terminal };
    const char *command;

    for (int i = 0; i < 3; i++)
        if (values[i])
            setenv(names[i], values[i], 1);
        else
            unsetenv(names[i]);
    command = pager_command();
    if (expected)
        assert_string_equal(command, expected);
    else
        assert_null(command);
}

static void
the_pager__is_the_own_one_then_that_of_all_programs_then_less(void **state)
{
    (void)state;
    assert_pager("most", "more", "xterm", "most");
    assert_pager(NULL, "more -d", "xterm", "more -d");
    assert_pager(NULL, NULL, "xterm", "less -FRX");
}

static void
there_is_no_pager__when_it_is_empty_or_cat_or_the_terminal_is_dumb(void **state)
{
    (void)state;
    assert_pager("", "more", "xterm", NULL);
    assert_pager("cat", NULL, "xterm", NULL);
    assert_pager(NULL, "cat", "xterm", NULL);
    assert_pager("most", NULL, "dumb", NULL);
    assert_pager("most", NULL, NULL, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pager__is_the_own_one_then_that_of_all_programs_then_less),
        cmocka_unit_test(there_is_no_pager__when_it_is_empty_or_cat_or_the_terminal_is_dumb),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

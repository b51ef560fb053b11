/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include "cli/columns.h"
#include "cli/lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void
assert_line(struct progress_figures figures, int64_t elapsed_ms, size_t width, const char *expected)
{
    struct buf out = { 0 };

    lang_set(LANG_EN);
    progress_line(&out, &figures, elapsed_ms, width);
    assert_true(columns_width(buf_str(&out)) < width);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
}

static void
line__has_a_bar_when_the_size_is_known(void **state)
{
    (void)state;
    assert_line((struct progress_figures){ 500, 50, 100 }, 2000, 41, "[███████·······]  50 %  500 lines  250/s");
    assert_line((struct progress_figures){ 1000, 100, 100 }, 2000, 80,
                "[██████████████████████████████] 100 %  1000 lines  500/s");
    assert_line((struct progress_figures){ 0, 0, 100 }, 0, 38, "[···············]   0 %  0 lines  0/s");
}

static void
line__counts_when_the_size_is_not_known(void **state)
{
    (void)state;
    assert_line((struct progress_figures){ 500, 50, 0 }, 1000, 80, "500 lines  500/s");
}

static void
line__stays_at_the_end_when_a_file_grows_meanwhile(void **state)
{
    (void)state;
    assert_line((struct progress_figures){ 5, 200, 100 }, 1000, 80,
                "[██████████████████████████████] 100 %  5 lines  5/s");
}

static void
line__does_without_a_bar_on_a_narrow_terminal(void **state)
{
    (void)state;
    assert_line((struct progress_figures){ 500, 50, 100 }, 1000, 20, "500 lines  500/s");
    assert_line((struct progress_figures){ 500, 50, 100 }, 1000, 10, "500 lines");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line__has_a_bar_when_the_size_is_known),
        cmocka_unit_test(line__counts_when_the_size_is_not_known),
        cmocka_unit_test(line__stays_at_the_end_when_a_file_grows_meanwhile),
        cmocka_unit_test(line__does_without_a_bar_on_a_narrow_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

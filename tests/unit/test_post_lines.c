/* SPDX-License-Identifier: MIT */
#include "cli/post_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
add(struct post_lines *lines, const char *name, const char *text)
{
    post_lines_begin(lines, name);
    post_lines_add(lines, text, strlen(text));
}

static void
assert_is(const struct post_lines *lines, uint64_t line, const char *name, uint64_t line_of_file)
{
    const char *found = NULL;
    uint64_t number = 0;

    assert_true(post_lines_find(lines, line, &found, &number));
    assert_string_equal(found, name);
    assert_int_equal(number, line_of_file);
}

static void
find__counts_each_file_from_one(void **state)
{
    struct post_lines lines = { 0 };

    (void)state;
    add(&lines, "a", "1\n2\n");
    add(&lines, "b", "1\n");
    add(&lines, "c", "1\n\n3\n");
    assert_is(&lines, 1, "a", 1);
    assert_is(&lines, 2, "a", 2);
    assert_is(&lines, 3, "b", 1);
    assert_is(&lines, 4, "c", 1);
    assert_is(&lines, 6, "c", 3);
    post_lines_free(&lines);
}

static void
find__passes_over_empty_files(void **state)
{
    struct post_lines lines = { 0 };

    (void)state;
    add(&lines, "empty", "");
    add(&lines, "a", "1\n");
    add(&lines, "also empty", "");
    add(&lines, "b", "1\n");
    assert_is(&lines, 1, "a", 1);
    assert_is(&lines, 2, "b", 1);
    post_lines_free(&lines);
}

static void
find__knows_a_last_line_without_newline(void **state)
{
    struct post_lines lines = { 0 };
    const char *name;
    uint64_t line;

    (void)state;
    add(&lines, "a", "1\n2");
    assert_is(&lines, 2, "a", 2);
    assert_false(post_lines_find(&lines, 3, &name, &line));
    post_lines_free(&lines);
}

static void
find__does_not_know_line_zero_nor_lines_not_sent(void **state)
{
    struct post_lines lines = { 0 };
    const char *name;
    uint64_t line;

    (void)state;
    assert_false(post_lines_find(&lines, 1, &name, &line));
    add(&lines, "a", "1\n");
    assert_false(post_lines_find(&lines, 0, &name, &line));
    assert_false(post_lines_find(&lines, 2, &name, &line));
    post_lines_free(&lines);
}

static void
add__may_cut_a_line_anywhere(void **state)
{
    struct post_lines lines = { 0 };

    (void)state;
    post_lines_begin(&lines, "a");
    post_lines_add(&lines, "{\"id\"", 5);
    assert_true(lines.is_open);
    post_lines_add(&lines, "", 0);
    assert_true(lines.is_open);
    post_lines_add(&lines, ":1}\n{", 5);
    assert_int_equal(lines.ended, 1);
    post_lines_add(&lines, "}\n", 2);
    assert_int_equal(lines.ended, 2);
    assert_false(lines.is_open);
    post_lines_free(&lines);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(find__counts_each_file_from_one),
        cmocka_unit_test(find__passes_over_empty_files),
        cmocka_unit_test(find__knows_a_last_line_without_newline),
        cmocka_unit_test(find__does_not_know_line_zero_nor_lines_not_sent),
        cmocka_unit_test(add__may_cut_a_line_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

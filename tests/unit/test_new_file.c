/* SPDX-License-Identifier: MIT */
#include "cli/new_file.h"

#include "lib/base/file.h"
#include "tests/support/scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>

#include <cmocka.h>

#include <dirent.h>
#include <string.h>

static int
setup(void **state)
{
    static struct scratch scratch;

    scratch_make(&scratch);
    *state = &scratch;
    return 0;
}

static int
teardown(void **state)
{
    scratch_remove(*state);
    return 0;
}

static void
expect_bytes(const char *path, struct str bytes)
{
    struct buf buf = { 0 };
    struct err err = { 0 };

    must(file_read(path, 1000, &buf, &err), &err);
    assert_true(str_eq(buf_str(&buf), bytes));
    buf_free(&buf);
}

static size_t
files_in(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t count = 0;

    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void
put__a_new_file_has_all_bytes_and_the_usual_mode(void **state)
{
    const char *path = scratch_path(*state, "report.xlsx");
    struct err err = { 0 };
    struct stat info;

    umask(027);
    must(new_file_put(path, STR("a\0b"), &err), &err);
    expect_bytes(path, STR("a\0b"));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
}

static void
put__a_file_that_is_there_is_replaced_and_nothing_else_is_left(void **state)
{
    const struct scratch *scratch = *state;
    const char *path = scratch_path(scratch, "report.xlsx");
    struct err err = { 0 };

    must(new_file_put(path, STR("the first one, which is longer"), &err), &err);
    must(new_file_put(path, STR("the second"), &err), &err);
    expect_bytes(path, STR("the second"));
    assert_int_equal(files_in(scratch->folder), 1);
}

static void
put__a_folder_in_its_place_is_named_and_nothing_is_left(void **state)
{
    const struct scratch *scratch = *state;
    const char *path = scratch_path(scratch, "report.xlsx");
    struct err err = { 0 };

    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(new_file_put(path, STR("x"), &err));
    must_say(&err, ERR_STORE, "report.xlsx");
    assert_int_equal(files_in(scratch->folder), 1);
}

static void
put__a_folder_that_is_not_there_is_said(void **state)
{
    struct err err = { 0 };

    assert_false(new_file_put(scratch_path(*state, "none/report.xlsx"), STR("x"), &err));
    must_say(&err, ERR_STORE, "none/report.xlsx");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(put__a_new_file_has_all_bytes_and_the_usual_mode, setup, teardown),
        cmocka_unit_test_setup_teardown(put__a_file_that_is_there_is_replaced_and_nothing_else_is_left, setup, teardown),
        cmocka_unit_test_setup_teardown(put__a_folder_in_its_place_is_named_and_nothing_is_left, setup, teardown),
        cmocka_unit_test_setup_teardown(put__a_folder_that_is_not_there_is_said, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

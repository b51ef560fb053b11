/* SPDX-License-Identifier: MIT */
#include "lib/base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { SIZE = 40000 /* more than is read at once */ };

static char path[64];
static struct err err;
static struct buf buf;

static int
make_file(void **state)
{
    FILE *file;

    (void)state;
    snprintf(path, sizeof path, "/tmp/turnout-file-XXXXXX");
    file = fdopen(mkstemp(path), "w");
    for (int i = 0; i < SIZE; i++)
        fputc(i % 251, file);
    fclose(file);
    buf_put_str(&buf, STR("before"));
    return 0;
}

static int
drop_file(void **state)
{
    (void)state;
    unlink(path);
    buf_free(&buf);
    return 0;
}

static void
read__appends_every_byte(void **state)
{
    (void)state;
    assert_true(file_read(path, SIZE, &buf, &err));
    assert_int_equal(buf.len, 6 + SIZE);
    for (int i = 0; i < SIZE; i++)
        assert_int_equal((unsigned char)buf.ptr[6 + i], i % 251);
}

static void
read__refuses_a_byte_more_than_allowed_and_keeps_what_was_there(void **state)
{
    (void)state;
    assert_false(file_read(path, SIZE - 1, &buf, &err));
    assert_int_equal(err.code, ERR_INPUT);
    assert_int_equal(buf.len, 6);
}

static void
read__says_that_there_is_no_file(void **state)
{
    (void)state;
    assert_false(file_read("/tmp/turnout-there-is-no-such-file", SIZE, &buf, &err));
    assert_int_equal(err.code, ERR_NO_FILE);
    assert_false(file_read("/dev/null/x", SIZE, &buf, &err));
    assert_int_equal(err.code, ERR_NO_FILE);
}

static void
read__takes_no_folder_and_does_not_wait_for_a_pipe(void **state)
{
    (void)state;
    assert_false(file_read("/tmp", SIZE, &buf, &err));
    assert_int_equal(err.code, ERR_INPUT);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(file_read(path, SIZE, &buf, &err));
    assert_int_equal(err.code, ERR_INPUT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(read__appends_every_byte, make_file, drop_file),
        cmocka_unit_test_setup_teardown(read__refuses_a_byte_more_than_allowed_and_keeps_what_was_there, make_file,
                                        drop_file),
        cmocka_unit_test_setup_teardown(read__says_that_there_is_no_file, make_file, drop_file),
        cmocka_unit_test_setup_teardown(read__takes_no_folder_and_does_not_wait_for_a_pipe, make_file, drop_file),
    };

    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}

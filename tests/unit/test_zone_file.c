/* SPDX-License-Identifier: MIT */
#include "lib/base/zone_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/turnout-zone-file-XXXXXX";

static void
path_of(const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", folder, name);
}

static void
write_file(const char *name, size_t size)
{
    char path[128];
    FILE *file;

    path_of(name, path);
    file = fopen(path, "w");
    assert_non_null(file);
    for (size_t i = 0; i < size; i++)
        putc('a' + (int)(i % 26), file);
    assert_int_equal(fclose(file), 0);
}

static void
remove_entry(const char *name)
{
    char path[128];

    path_of(name, path);
    assert_int_equal(remove(path), 0);
}

static int
use_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && setenv("TZDIR", folder, 1) == 0 ? 0 : -1;
}

static int
leave_folder(void **state)
{
    (void)state;
    unsetenv("TZDIR");
    return rmdir(folder);
}

static void
assert_refused(const char *name, enum err_code code, const char *text)
{
    struct buf buf = { 0 };
    struct err err = { 0 };

    buf_put(&buf, "kept", 4);
    assert_false(zone_file_read(str_of(name), &buf, &err));
    assert_int_equal(err.code, code);
    assert_string_equal(err.text, text);
    assert_true(str_eq(buf_str(&buf), STR("kept")));
    buf_free(&buf);
}

static void
name__has_letters_digits_and_parts_between_slashes(void **state)
{
    static const char *const bad[] = {
        "", "/", "/etc/passwd", "../passwd", "Asia/../../passwd", "Asia/.", ".", "..", "zone.tab", "Asia/", "Asia//Shanghai",
        "//Asia", "Asia/Shang hai", "Asia\\Shanghai", "Asia/上海", "Asia/Shanghai\n", "%s", "~root", ":Asia/Shanghai",
        "localtime", "posixrules",
        "a234567890123456789012345678901234567890123456789012345678901234x", /* 65 */
    };

    (void)state;
    assert_true(zone_file_is_name(STR("Asia/Shanghai")));
    assert_true(zone_file_is_name(STR("America/Argentina/ComodRivadavia")));
    assert_true(zone_file_is_name(STR("Etc/GMT+8")));
    assert_true(zone_file_is_name(STR("Etc/GMT-14")));
    assert_true(zone_file_is_name(STR("Australia/Lord_Howe")));
    assert_true(zone_file_is_name(STR("EST5EDT")));
    assert_true(zone_file_is_name(STR("a23456789012345678901234567890123456789012345678901234567890123x"))); /* 64 */
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (zone_file_is_name(str_of(bad[i])))
            fail_msg("taken for a name: \"%s\"", bad[i]);
    assert_false(zone_file_is_name((struct str){ "Asia/Shanghai\0", 14 }));
}

static void
read__puts_the_whole_file_at_the_end(void **state)
{
    struct buf buf = { 0 };
    struct err err = { 0 };

    (void)state;
    write_file("Large", 10000);
    buf_put(&buf, "kept", 4);
    assert_true(zone_file_read(STR("Large"), &buf, &err));
    assert_int_equal(buf.len, 10004);
    assert_memory_equal(buf.ptr, "keptabcdef", 10);
    assert_int_equal(buf.ptr[10003], 'a' + 9999 % 26);
    buf_free(&buf);
    remove_entry("Large");
}

static void
read__takes_a_mebibyte_and_not_a_byte_more(void **state)
{
    struct buf buf = { 0 };
    struct err err = { 0 };

    (void)state;
    write_file("Full", ZONE_FILE_MAX);
    assert_true(zone_file_read(STR("Full"), &buf, &err));
    assert_int_equal(buf.len, ZONE_FILE_MAX);
    buf_free(&buf);
    remove_entry("Full");
    write_file("Over", ZONE_FILE_MAX + 1);
    assert_refused("Over", ERR_INPUT, "Over: the file is larger than 1048576 bytes");
    remove_entry("Over");
}

static void
read__says_what_is_missing_or_is_no_zone(void **state)
{
    char path[128];

    (void)state;
    assert_refused("Nowhere", ERR_INPUT, "Nowhere: there is no such time zone");
    assert_refused("../passwd", ERR_INPUT, "a time zone has a name like Asia/Shanghai, of at most 64 bytes");
    write_file("File", 1);
    assert_refused("File/Below", ERR_INPUT, "File/Below: there is no such time zone");
    remove_entry("File");
    path_of("Folder", path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_refused("Folder", ERR_INPUT, "Folder: there is no such time zone");
    remove_entry("Folder");
}

static void
read__does_not_wait_for_a_pipe(void **state)
{
    char path[128];

    (void)state;
    path_of("Pipe", path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused("Pipe", ERR_INPUT, "Pipe: there is no such time zone");
    remove_entry("Pipe");
}

static void
read__a_file_that_may_not_be_opened_is_not_called_missing(void **state)
{
    char path[128];

    (void)state;
    path_of("Loop", path);
    assert_int_equal(symlink("Loop", path), 0); /* opening it fails for root, too */
    assert_refused("Loop", ERR_INTERNAL, "Loop: Too many levels of symbolic links");
    remove_entry("Loop");
}

static void
read__an_empty_tzdir_means_the_system_s_folder(void **state)
{
    struct buf buf = { 0 };
    struct err err = { 0 };

    (void)state;
    setenv("TZDIR", "", 1);
    assert_true(zone_file_read(STR("Etc/UTC"), &buf, &err));
    assert_memory_equal(buf.ptr, "TZif", 4);
    buf_free(&buf);
    setenv("TZDIR", folder, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name__has_letters_digits_and_parts_between_slashes),
        cmocka_unit_test(read__puts_the_whole_file_at_the_end),
        cmocka_unit_test(read__takes_a_mebibyte_and_not_a_byte_more),
        cmocka_unit_test(read__says_what_is_missing_or_is_no_zone),
        cmocka_unit_test(read__does_not_wait_for_a_pipe),
        cmocka_unit_test(read__a_file_that_may_not_be_opened_is_not_called_missing),
        cmocka_unit_test(read__an_empty_tzdir_means_the_system_s_folder),
    };

    return cmocka_run_group_tests(tests, use_folder, leave_folder);
}

/* SPDX-License-Identifier: MIT */
#include "cli/full_access.h"

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct scratch scratch;
static char log_path[160];

static char *words[] = { "report", "--full", "--unit", "a\nb", NULL };

static bool
ask(struct err *err)
{
    return full_access(scratch.db, 4, words, err);
}

static void
write_file(const char *path, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

static size_t
count_lines(struct buf *text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text->len; i++)
        lines += text->ptr[i] == '\n';
    return lines;
}

static void
every_use__is_one_line_that_says_who_and_what(void **state)
{
    struct err err = { 0 };
    struct buf text = { 0 };
    struct stat file;
    char who[32];

    (void)state;
    must(ask(&err), &err);
    must(ask(&err), &err);
    must(file_read(log_path, 4096, &text, &err), &err);
    buf_put_byte(&text, '\0');
    assert_int_equal(count_lines(&text), 2);
    snprintf(who, sizeof who, "Z uid %ld (", (long)getuid());
    assert_non_null(strstr((const char *)text.ptr, who));
    assert_non_null(strstr((const char *)text.ptr, ") \"report\" \"--full\" \"--unit\" \"a\\nb\"\n"));
    assert_int_equal(stat(log_path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0640 & ~umask(umask(0)));
    buf_free(&text);
}

static void
a_log_that_is_no_file_of_the_owner__is_refused(void **state)
{
    struct err err = { 0 };
    char other[200];

    (void)state;
    snprintf(other, sizeof other, "%s/other", scratch.folder);
    write_file(other, 0600);
    assert_int_equal(symlink(other, log_path), 0);
    assert_false(ask(&err));
    assert_int_equal(err.code, ERR_STORE);
    assert_int_equal(unlink(log_path), 0);
    assert_int_equal(link(other, log_path), 0);
    assert_false(ask(&err));
    must_say(&err, ERR_STORE, "--full is for root");
    assert_int_equal(unlink(log_path), 0);
    assert_int_equal(mkfifo(log_path, 0600), 0);
    assert_false(ask(&err));
    assert_int_equal(unlink(log_path), 0);
}

static void
a_database_that_is_not_there__is_said(void **state)
{
    struct err err = { 0 };

    (void)state;
    assert_false(full_access("/nonexistent/turnout.db", 4, words, &err));
    must_say(&err, ERR_NO_FILE, "/nonexistent/turnout.db");
}

/* The exit status of somebody who is neither root nor the owner: 0 when everything is shown to him. */
static int
as_nobody(void)
{
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        struct err err = { 0 };

        if (setgid(65534) != 0 || setuid(65534) != 0)
            _exit(2);
        _exit(ask(&err) ? 0 : strstr(err.text, "--full is for root") ? 1 : 3);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static void
others__see_everything_only_when_the_owner_lets_them_write_the_log(void **state)
{
    (void)state;
    if (getuid() != 0)
        skip(); /* only root can be somebody else */
    assert_int_equal(chmod(scratch.folder, 0777), 0); /* he could make the file: that is not enough */
    assert_int_equal(as_nobody(), 1);
    write_file(log_path, 0640);
    assert_int_equal(as_nobody(), 1);
    assert_int_equal(chmod(log_path, 0662), 0);
    assert_int_equal(as_nobody(), 0);
    assert_int_equal(chown(log_path, 65534, 65534), 0); /* his own */
    assert_int_equal(as_nobody(), 1);
}

static void
what_root_makes__belongs_to_the_owner_of_the_database(void **state)
{
    struct err err = { 0 };
    struct stat file;

    (void)state;
    if (getuid() != 0)
        skip();
    assert_int_equal(chown(scratch.db, 65534, 65534), 0);
    must(ask(&err), &err);
    assert_int_equal(stat(log_path, &file), 0);
    assert_int_equal(file.st_uid, 65534);
}

static int
set_up(void **state)
{
    (void)state;
    scratch_make(&scratch);
    snprintf(log_path, sizeof log_path, "%s.full.log", scratch.db);
    write_file(scratch.db, 0644);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    scratch_remove(&scratch);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_use__is_one_line_that_says_who_and_what),
        TEST(a_log_that_is_no_file_of_the_owner__is_refused),
        TEST(a_database_that_is_not_there__is_said),
        TEST(others__see_everything_only_when_the_owner_lets_them_write_the_log),
        TEST(what_root_makes__belongs_to_the_owner_of_the_database),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

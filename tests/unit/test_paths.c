/* SPDX-License-Identifier: MIT */
#include "lib/base/paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOBODY = 65534 };

static char path[PATH_MAX];
static struct err err;

static const char *const variables[] = { "HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "TURNOUT_DB", "TURNOUT_SOCKET",
                                         "TURNOUT_CONTROL" };

static int
clear(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
    err = (struct err){ 0 };
    return 0;
}

/* Runs the check as an ordinary user, in a child: the defaults of root are others. Its assertions end the child with 1. */
static void
as_user(void (*check)(void))
{
    int status;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        if (getuid() == 0 && setuid(NOBODY) != 0)
            _exit(2);
        check();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void
expect(bool good, const char *expected)
{
    if (good && strcmp(path, expected) == 0)
        return;
    fprintf(stderr, "%s, expected %s\n", good ? path : err.text, expected);
    _exit(1);
}

static void
check_xdg(void)
{
    setenv("XDG_STATE_HOME", "/s", 1);
    setenv("XDG_RUNTIME_DIR", "/r", 1);
    expect(path_default(PATH_DB, path, &err), "/s/turnout/turnout.db");
    expect(path_default(PATH_SOCKET, path, &err), "/r/turnout/turnoutd.sock");
    expect(path_default(PATH_CONTROL, path, &err), "/r/turnout/control.sock");
    setenv("XDG_CONFIG_HOME", "/c", 1);
    expect(path_of_settings("import.key", path), "/c/turnout/import.key");
}

static void
user__has_the_xdg_folders(void **state)
{
    (void)state;
    as_user(check_xdg);
}

static void
check_fallbacks(void)
{
    char own[64];

    setenv("HOME", "/h", 1);
    setenv("XDG_STATE_HOME", "relative", 1); /* to be ignored, says the specification */
    expect(path_default(PATH_DB, path, &err), "/h/.local/state/turnout/turnout.db");
    snprintf(own, sizeof own, "/tmp/turnout-%lu/turnoutd.sock", (unsigned long)getuid());
    expect(path_default(PATH_SOCKET, path, &err), own);
    setenv("XDG_CONFIG_HOME", "relative", 1);
    expect(path_of_settings("summary/en.lua", path), "/h/.config/turnout/summary/en.lua");
}

static void
user_without_xdg_folders__has_those_under_home_and_tmp(void **state)
{
    (void)state;
    as_user(check_fallbacks);
}

static void
check_command(void)
{
    setenv("XDG_RUNTIME_DIR", "/r", 1);
    expect(path_of_command(PATH_SOCKET, path, &err), "/r/turnout/turnoutd.sock");
    setenv("TURNOUT_SOCKET", "", 1);
    expect(path_of_command(PATH_SOCKET, path, &err), "/r/turnout/turnoutd.sock");
    setenv("TURNOUT_SOCKET", "here.sock", 1);
    expect(path_of_command(PATH_SOCKET, path, &err), "here.sock");
    setenv("TURNOUT_DB", "/x/y.db", 1);
    expect(path_of_command(PATH_DB, path, &err), "/x/y.db");
    expect(path_default(PATH_SOCKET, path, &err), "/r/turnout/turnoutd.sock");
}

static void
command__looks_into_the_environment_first_and_the_daemon_does_not(void **state)
{
    (void)state;
    if (access("/run/turnout/turnoutd.sock", F_OK) == 0)
        skip(); /* a real service runs here, which the command would find */
    as_user(check_command);
}

static void
root__has_the_system_s_folders(void **state)
{
    (void)state;
    if (getuid() != 0)
        skip();
    assert_true(path_default(PATH_DB, path, &err));
    assert_string_equal(path, "/var/lib/turnout/turnout.db");
    assert_true(path_default(PATH_SOCKET, path, &err));
    assert_string_equal(path, "/run/turnout/turnoutd.sock");
}

static void
too_long__is_an_error_not_a_cut(void **state)
{
    static char folder[PATH_MAX + 100];

    (void)state;
    memset(folder, 'x', sizeof folder - 1);
    folder[0] = '/';
    setenv("TURNOUT_DB", folder, 1);
    assert_false(path_of_command(PATH_DB, path, &err));
    assert_int_equal(err.code, ERR_CONFIG);
    assert_false(path_make_folder(folder, &err));
}

static bool
is_folder(const char *name, mode_t *mode)
{
    struct stat st;

    if (stat(name, &st) != 0)
        return false;
    *mode = st.st_mode & 0777;
    return S_ISDIR(st.st_mode);
}

static void
folders__are_made_when_missing(void **state)
{
    char folder[] = "/tmp/turnout-paths-XXXXXX", file[128];
    mode_t mode;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/a/b/c.db", folder);
    assert_true(path_make_folder(file, &err));
    assert_true(path_make_folder(file, &err));
    *strrchr(file, '/') = '\0';
    assert_true(is_folder(file, &mode));
    assert_int_equal(mode, getuid() == 0 ? 0755 : 0700);
    assert_true(path_make_folder("c.db", &err));
    assert_true(path_make_folder("/c.db", &err));
    rmdir(file), *strrchr(file, '/') = '\0', rmdir(file), rmdir(folder);
}

static void
folder__that_cannot_be_made_is_named(void **state)
{
    char file[] = "/tmp/turnout-paths-XXXXXX", below[128];
    int fd = mkstemp(file);

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    snprintf(below, sizeof below, "%s/a/b.db", file);
    assert_false(path_make_folder(below, &err));
    assert_int_equal(err.code, ERR_CONFIG);
    assert_non_null(strstr(err.text, file));
    unlink(file);
}

/* In a child, so that the test leaves no folder of a real user alone. */
static void
check_trap(void)
{
    char own[64], file[128];

    snprintf(own, sizeof own, "/tmp/turnout-%lu", (unsigned long)getuid());
    snprintf(file, sizeof file, "%s/turnoutd.sock", own);
    rmdir(own);
    if (mkdir(own, 0777) != 0 || chmod(own, 0777) != 0)
        _exit(3);
    if (path_make_folder(file, &err) || err.code != ERR_CONFIG)
        _exit(4);
    rmdir(own);
    if (!path_make_folder(file, &err))
        _exit(5);
    rmdir(own);
}

static void
folder_under_tmp__that_others_can_write_to_is_not_used(void **state)
{
    (void)state;
    if (getuid() != 0)
        skip(); /* it may be in use */
    as_user(check_trap);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(user__has_the_xdg_folders, clear),
        cmocka_unit_test_setup(user_without_xdg_folders__has_those_under_home_and_tmp, clear),
        cmocka_unit_test_setup(command__looks_into_the_environment_first_and_the_daemon_does_not, clear),
        cmocka_unit_test_setup(root__has_the_system_s_folders, clear),
        cmocka_unit_test_setup(too_long__is_an_error_not_a_cut, clear),
        cmocka_unit_test_setup(folders__are_made_when_missing, clear),
        cmocka_unit_test_setup(folder__that_cannot_be_made_is_named, clear),
        cmocka_unit_test_setup(folder_under_tmp__that_others_can_write_to_is_not_used, clear),
    };

    return cmocka_run_group_tests_name("paths", tests, NULL, NULL);
}

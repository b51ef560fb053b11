/* SPDX-License-Identifier: MIT */
#include "daemon/listener.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], path[100];
static struct listener listener;
static struct err err;

static int
make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/turnout-listener-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/t.sock", folder);
    return 0;
}

static int
drop_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static bool
is_answered(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), result;

    memcpy(address.sun_path, path, strlen(path));
    result = connect(fd, (const struct sockaddr *)&address, sizeof address);
    close(fd);
    return result == 0;
}

static bool
is_there(void)
{
    return access(path, F_OK) == 0;
}

static void
open__makes_a_socket_with_the_mode_and_remove_takes_it_away(void **state)
{
    struct stat st;

    (void)state;
    assert_true(listener_open(&listener, path, 0640, &err));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_true(is_answered());
    listener_remove(&listener);
    assert_false(is_there());
    listener_remove(&listener);
    close(listener.fd);
}

static void
open__replaces_a_socket_that_nobody_answers(void **state)
{
    (void)state;
    assert_true(listener_open(&listener, path, 0600, &err));
    close(listener.fd); /* as after a kill: the file stays */
    assert_true(is_there() && !is_answered());
    assert_true(listener_open(&listener, path, 0600, &err));
    assert_true(is_answered());
    listener_remove(&listener);
    close(listener.fd);
}

static void
open__leaves_a_socket_that_answers(void **state)
{
    struct listener second;

    (void)state;
    assert_true(listener_open(&listener, path, 0600, &err));
    assert_false(listener_open(&second, path, 0600, &err));
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(err.text, path));
    assert_true(is_answered());
    listener_remove(&listener);
    close(listener.fd);
}

static void
open__leaves_a_file_that_is_no_socket(void **state)
{
    FILE *file = fopen(path, "w");

    (void)state;
    fclose(file);
    assert_false(listener_open(&listener, path, 0600, &err));
    assert_int_equal(err.code, ERR_CONFIG);
    assert_true(is_there());
}

static void
remove__leaves_the_socket_of_another_daemon(void **state)
{
    struct listener second;

    (void)state;
    assert_true(listener_open(&listener, path, 0600, &err));
    assert_int_equal(unlink(path), 0);
    assert_true(listener_open(&second, path, 0600, &err));
    listener_remove(&listener);
    assert_true(is_there());
    listener_remove(&second);
    assert_false(is_there());
    close(listener.fd), close(second.fd);
}

static void
path__that_is_too_long_is_named_with_the_bound(void **state)
{
    char longer[200];

    (void)state;
    memset(longer, 'x', sizeof longer);
    memcpy(longer, "/tmp/", 5);
    longer[sizeof longer - 1] = '\0';
    assert_false(listener_open(&listener, longer, 0600, &err));
    assert_int_equal(err.code, ERR_CONFIG);
    assert_non_null(strstr(err.text, "has 199 bytes, a Unix socket's has at most 107"));
}

static void
adopted_socket__leaves_no_file_to_remove(void **state)
{
    struct listener adopted;

    (void)state;
    assert_true(listener_open(&listener, path, 0600, &err));
    listener_adopt(&adopted, listener.fd);
    listener_remove(&adopted);
    assert_true(is_there());
    listener_remove(&listener);
    close(listener.fd);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(open__makes_a_socket_with_the_mode_and_remove_takes_it_away, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(open__replaces_a_socket_that_nobody_answers, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(open__leaves_a_socket_that_answers, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(open__leaves_a_file_that_is_no_socket, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(remove__leaves_the_socket_of_another_daemon, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(path__that_is_too_long_is_named_with_the_bound, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(adopted_socket__leaves_no_file_to_remove, make_folder, drop_folder),
    };

    return cmocka_run_group_tests_name("listener", tests, NULL, NULL);
}

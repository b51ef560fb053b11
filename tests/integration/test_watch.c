/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * turnout watch and the method behind it: figures change while events come, on
 * a screen, in lines and as JSON; a daemon that was restarted is found again.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/control.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_USAGE = 64, EXIT_UNAVAILABLE = 69 };

static struct daemon server;

static void
post_people(int from, int to)
{
    struct buf lines = { 0 };
    char id[32];

    for (int i = from; i < to; i++) {
        snprintf(id, sizeof id, "a-p%d", i);
        add_event(&lines, id, 1, "attendance", "\"activity\":\"a\",\"person\":\"p%d\",\"status\":\"present\"", i);
    }
    post_published(&server, &lines);
}

static int
set_up(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2025-07-02");
    daemon_start(&server);
    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"name\":\"柳背桥\",\"at\":\"2024-01-01\"");
    add_event(&lines, "a", 1, "activity.held", "\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    post_published(&server, &lines);
    post_people(0, 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* Notifications until one has the log position. */
static void
wait_for_log(struct client *client, json_int_t position)
{
    for (;;) {
        json_t *said = control_next(client), *params = json_object_get(said, "params");
        json_int_t log = json_integer_value(json_object_get(params, "log"));
        json_t *last = json_array_get(json_object_get(params, "last"), 0);

        assert_non_null(said);
        assert_string_equal(json_string_value(json_object_get(said, "method")), "progress");
        assert_int_equal(json_integer_value(json_object_get(params, "id")), 3);
        assert_int_equal(json_integer_value(json_object_get(last, "seq")), log);
        assert_string_equal(json_string_value(json_object_get(last, "type")), "turnout.attendance");
        json_decref(said);
        if (log == position)
            return;
    }
}

static void
method__tells_each_change_until_its_client_goes(void **state)
{
    struct client client;

    (void)state;
    client_open(&client, server.control);
    client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"watch\"}\n");
    wait_for_log(&client, 22);
    post_people(20, 25);
    wait_for_log(&client, 27);
    client_close(&client);
    json_decref(control_result(&server, "status", NULL)); /* life goes on */
}

static json_t *
watch_once(const char *const *words)
{
    struct command ended = daemon_command_ends(&server, 0, words);
    json_t *object = json_loads(ended.out, 0, NULL);

    if (!object)
        check_failed("no JSON: %s", ended.out);
    command_free(&ended);
    return object;
}

static void
watch__prints_an_object_for_each_change(void **state)
{
    json_t *object, *figure;

    (void)state;
    object = watch_once(WORDS("watch", "--format", "json", "--count", "1", "--indicator", "attendances", "--unit", "u"));
    figure = json_array_get(json_object_get(object, "figures"), 0);
    assert_int_equal(json_integer_value(json_object_get(object, "log")), 22);
    assert_true(json_is_true(json_object_get(object, "daemon")));
    assert_string_equal(json_string_value(json_object_get(figure, "value")), "20");
    json_decref(object);
}

/* One person is no number to be shown. */
static void
watch__hides_small_numbers(void **state)
{
    struct buf lines = { 0 };
    json_t *object, *figure;

    (void)state;
    add_event(&lines, "v", 1, "unit.put", "\"unit\":\"v\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(&lines, "b", 1, "activity.held", "\"activity\":\"b\",\"unit\":\"v\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    add_event(&lines, "b-q", 1, "attendance", "\"activity\":\"b\",\"person\":\"q\",\"status\":\"present\"");
    post_published(&server, &lines);
    object = watch_once(WORDS("watch", "--format", "json", "--count", "1", "--indicator", "attendances", "--unit", "v"));
    figure = json_array_get(json_object_get(object, "figures"), 0);
    assert_string_equal(json_string_value(json_object_get(figure, "state")), "suppressed");
    assert_true(json_is_null(json_object_get(figure, "numerator")));
    json_decref(object);
    daemon_command_says(&server, EXIT_USAGE, WORDS("watch", "--unit", "w"), "", "there is no w");
    daemon_stop(&server);
    daemon_command_says(&server, EXIT_UNAVAILABLE, WORDS("watch"), "", "no daemon answers");
}

/* ---- a terminal ---- */

struct terminal {
    pid_t pid;
    int fd;
    char said[1 << 20];
    size_t len, seen; /* seen: what was looked for already */
};

static void
start_watch(struct terminal *terminal)
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    const char *program = turnout_program("turnout");

    terminal->len = terminal->seen = 0;
    terminal->pid = forkpty(&terminal->fd, NULL, NULL, &size);
    assert_true(terminal->pid >= 0);
    if (terminal->pid == 0) {
        setenv("LC_ALL", "C.UTF-8", 1);
        setenv("TERM", "xterm", 1);
        execl(program, program, "--db", server.db, "--socket", server.socket, "--control", server.control, "watch", "--indicator",
              "attendances", (char *)NULL);
        _exit(127);
    }
}

/* False: it ended. */
static bool
read_more(struct terminal *terminal, int wait_ms)
{
    struct pollfd poll_fd = { .fd = terminal->fd, .events = POLLIN };
    ssize_t got;

    if (poll(&poll_fd, 1, wait_ms) <= 0)
        return true;
    got = read(terminal->fd, terminal->said + terminal->len, sizeof terminal->said - 1 - terminal->len);
    if (got <= 0)
        return false;
    terminal->len += (size_t)got;
    terminal->said[terminal->len] = '\0';
    return true;
}

static void
expect_on_screen(struct terminal *terminal, const char *words)
{
    int64_t deadline = deadline_start();
    const char *found;

    terminal->said[terminal->len] = '\0';
    while (!(found = strstr(terminal->said + terminal->seen, words)))
        if (deadline_left(deadline) <= 0 || !read_more(terminal, 100))
            check_failed("not on the screen: %s\n%s", words, terminal->said + terminal->seen);
    terminal->seen = (size_t)(found - terminal->said);
}

/* The row of the unit: a date and places on the screen have such numbers, too. */
static void
expect_attendances(struct terminal *terminal, const char *value)
{
    expect_on_screen(terminal, "柳背桥");
    expect_on_screen(terminal, value);
}

static int
end_of(struct terminal *terminal)
{
    int64_t deadline = deadline_start();
    int status;

    while (read_more(terminal, 100))
        assert_true(deadline_left(deadline) > 0);
    assert_int_equal(waitpid(terminal->pid, &status, 0), terminal->pid);
    close(terminal->fd);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void
watch__on_a_terminal_shows_changes_and_gives_it_back(void **state)
{
    static struct terminal terminal;
    struct winsize size = { .ws_row = 12, .ws_col = 50 };

    (void)state;
    start_watch(&terminal);
    expect_on_screen(&terminal, "\033[?1049h");
    expect_attendances(&terminal, " 20 ");
    post_people(20, 35);
    expect_on_screen(&terminal, "› 35");
    expect_on_screen(&terminal, "+15");
    assert_int_equal(ioctl(terminal.fd, TIOCSWINSZ, &size), 0);
    expect_on_screen(&terminal, "\033[2J"); /* all of it again */
    expect_on_screen(&terminal, "柳背桥");
    assert_int_equal(write(terminal.fd, "q", 1), 1);
    expect_on_screen(&terminal, "\033[?1049l");
    assert_int_equal(end_of(&terminal), 0);
}

static void
watch__finds_a_restarted_daemon_again(void **state)
{
    static struct terminal terminal;

    (void)state;
    start_watch(&terminal);
    expect_attendances(&terminal, " 20 ");
    daemon_kill(&server);
    expect_on_screen(&terminal, "✗ the daemon is gone since ");
    daemon_start(&server);
    expect_on_screen(&terminal, "✓ the daemon is back");
    post_people(20, 31);
    expect_on_screen(&terminal, "› 31");
    assert_int_equal(write(terminal.fd, "\003", 1), 1); /* Ctrl-C */
    expect_on_screen(&terminal, "\033[?1049l");
    assert_int_equal(end_of(&terminal), 0);
}

/* Under nohup, where no signal tells of it. */
static void
watch__ends_when_its_terminal_is_gone(void **state)
{
    static struct terminal terminal;
    int status;

    (void)state;
    signal(SIGHUP, SIG_IGN); /* inherited */
    start_watch(&terminal);
    signal(SIGHUP, SIG_DFL);
    expect_attendances(&terminal, " 20 ");
    close(terminal.fd);
    status = command_wait(terminal.pid);
    assert_true(status >= 0 && status < 256);
}

#define WITH_DAEMON(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DAEMON(method__tells_each_change_until_its_client_goes),
        WITH_DAEMON(watch__prints_an_object_for_each_change),
        WITH_DAEMON(watch__hides_small_numbers),
        WITH_DAEMON(watch__on_a_terminal_shows_changes_and_gives_it_back),
        WITH_DAEMON(watch__finds_a_restarted_daemon_again),
        WITH_DAEMON(watch__ends_when_its_terminal_is_gone),
    };

    return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * TERM drains, a restart continues, figures stay; a second daemon is refused;
 * the command reads the figures whether the daemon runs or not.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MANY = 20000, EXIT_UNAVAILABLE = 69, EXIT_STORE = 74 };

static void
add_world(struct buf *lines)
{
    add_event(lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(lines, "n", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":100,\"at\":\"2024-01-01\"");
    add_event(lines, "a", 1, "activity.held", "\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
}

static void
add_people(struct buf *lines, int from, int to)
{
    char id[32];

    for (int i = from; i < to; i++) {
        snprintf(id, sizeof id, "p%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"%s\",\"home\":\"u\",\"at\":\"2024-01-01\"", id);
        snprintf(id, sizeof id, "a-p%d", i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"a\",\"person\":\"p%d\",\"status\":\"present\"", i);
    }
}

static void
expect_whole_report(const char *what, const struct daemon *daemon, const json_t *expected)
{
    json_t *rows = report_rows(daemon, NULL);

    expect_rows(what, expected, rows);
    json_decref(rows);
}

/* The client has not finished; TERM arrives while its lines are under way. */
static void
term__commits_and_acknowledges_what_was_read(void **state)
{
    struct daemon server;
    struct client client;
    struct buf lines = { 0 };
    const char *line;
    long long acked = 0;

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    add_world(&lines);
    add_people(&lines, 0, MANY / 2);
    client_open(&client, server.socket);
    assert_true(client_send(&client, lines.ptr, lines.len));
    client_wait_acked(&client, 1);
    daemon_stop(&server);
    while ((line = client_line(&client)) != NULL)
        assert_int_equal(sscanf(line, "{\"acked\":%lld", &acked), 1);
    assert_true(acked >= 1 && acked <= MANY + 3);
    assert_int_equal(database_number(&server, "select count(*) from event_log"), acked);
    assert_int_equal(wait_published(&server), acked);
    client_close(&client);
    daemon_remove(&server);
    buf_free(&lines);
}

/* Half a line is no event; the client is told by the end of the connection. */
static void
term__ends_a_connection_that_waits_without_an_error(void **state)
{
    struct daemon server;
    struct client idle;

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    client_open(&idle, server.socket);
    client_send_text(&idle, "{\"specversion\":");
    daemon_stop(&server);
    while (client_line(&idle) != NULL)
        ;
    client_close(&idle);
    daemon_remove(&server);
}

static void
restart__continues_the_log_and_leaves_the_figures_as_they_were(void **state)
{
    struct daemon server;
    struct buf first = { 0 }, second = { 0 }, both = { 0 };
    json_t *before, *after;

    (void)state;
    add_world(&first);
    add_people(&first, 0, 40);
    add_people(&second, 30, 60);
    buf_put(&both, first.ptr, first.len);
    buf_put(&both, second.ptr, second.len);
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    post_accepted(server.socket, &first);
    assert_int_equal(wait_published(&server), 83);
    before = report_rows(&server, NULL);
    assert_true(json_array_size(before) > 50);
    daemon_stop(&server);
    expect_whole_report("while the daemon is down", &server, before);
    daemon_start(&server);
    assert_int_equal(wait_published(&server), 83);
    expect_whole_report("after a restart", &server, before);
    post_expect(server.socket, &second, (struct totals){ .applied = 40, .duplicate = 20 });
    assert_int_equal(wait_published(&server), 123);
    after = report_rows(&server, NULL);
    assert_false(json_equal(before, after));
    daemon_stop(&server);
    daemon_forget(&server);
    daemon_start(&server);
    post_expect(server.socket, &both, (struct totals){ .applied = 123, .duplicate = 20 });
    assert_int_equal(wait_published(&server), 123);
    expect_whole_report("without a restart", &server, after);
    json_decref(before);
    json_decref(after);
    buf_free(&first);
    buf_free(&second);
    buf_free(&both);
    daemon_remove(&server);
}

static void
restart__after_a_kill_replaces_the_socket_nobody_answers(void **state)
{
    struct daemon server;
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    add_world(&lines);
    post_accepted(server.socket, &lines);
    daemon_kill(&server);
    assert_int_equal(access(server.socket, F_OK), 0);
    daemon_start(&server);
    post_expect(server.socket, &lines, (struct totals){ .duplicate = 3 });
    buf_free(&lines);
    daemon_remove(&server);
}

/* Runs another turnoutd to its end. */
static void
run_second(struct command *command, const char *db, const char *socket, const char *control)
{
    char program[DAEMON_PATH_SIZE];
    const char *const argv[] = { program, "--db", db, "--socket", socket, "--control", control, NULL };

    snprintf(program, sizeof program, "%s", turnout_program("turnoutd"));
    command_run(command, argv, NULL);
}

static void
expect_refusal(const struct command *command, int status, const char *named)
{
    if (command->status != status || strstr(command->err, named) == NULL)
        check_failed("expected exit %d and a message that names %s; got %d: %s", status, named, command->status, command->err);
}

static void
second_daemon__on_the_same_database_or_socket_is_refused_with_69(void **state)
{
    struct daemon server, other;
    struct command command;
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_init(&other, NULL);
    daemon_start(&server);
    run_second(&command, server.db, other.socket, other.control);
    expect_refusal(&command, EXIT_UNAVAILABLE, server.db);
    command_free(&command);
    run_second(&command, other.db, server.socket, other.control);
    expect_refusal(&command, EXIT_UNAVAILABLE, server.socket);
    command_free(&command);
    add_world(&lines);
    post_expect(server.socket, &lines, (struct totals){ .applied = 3 });
    buf_free(&lines);
    daemon_remove(&other);
    daemon_remove(&server);
}

static void
start__on_a_file_that_is_no_database_ends_with_74_and_leaves_it_alone(void **state)
{
    static const char content[] = "a letter, not a database, and long enough that nobody can take it for an empty one\n";
    struct daemon server;
    struct command command;
    char found[sizeof content] = "";
    FILE *file;

    (void)state;
    daemon_init(&server, NULL);
    file = fopen(server.db, "w");
    assert_non_null(file);
    assert_true(fputs(content, file) >= 0);
    assert_int_equal(fclose(file), 0);
    run_second(&command, server.db, server.socket, server.control);
    expect_refusal(&command, EXIT_STORE, server.db);
    command_free(&command);
    file = fopen(server.db, "r");
    assert_non_null(file);
    assert_int_equal(fread(found, 1, sizeof found - 1, file), sizeof content - 1);
    fclose(file);
    assert_string_equal(found, content);
    daemon_remove(&server);
}

static void
command__without_a_daemon_says_so_with_69(void **state)
{
    static const char *const words[] = { "post", NULL };
    struct daemon server;
    struct command command;

    (void)state;
    daemon_init(&server, NULL);
    daemon_command(&server, &command, words);
    expect_refusal(&command, EXIT_UNAVAILABLE, server.socket);
    command_free(&command);
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(term__commits_and_acknowledges_what_was_read),
        cmocka_unit_test(term__ends_a_connection_that_waits_without_an_error),
        cmocka_unit_test(restart__continues_the_log_and_leaves_the_figures_as_they_were),
        cmocka_unit_test(restart__after_a_kill_replaces_the_socket_nobody_answers),
        cmocka_unit_test(second_daemon__on_the_same_database_or_socket_is_refused_with_69),
        cmocka_unit_test(start__on_a_file_that_is_no_database_ends_with_74_and_leaves_it_alone),
        cmocka_unit_test(command__without_a_daemon_says_so_with_69),
    };

    return cmocka_run_group_tests_name("restart", tests, NULL, NULL);
}

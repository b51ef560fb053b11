/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * The control socket: JSON-RPC 2.0, a line each; its limits, its errors, and who may use it.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/control.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"
#include "tests/support/report.h"

#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct daemon server;

static int
start(void **state)
{
    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* Sends the text on a connection of its own; the code of the error that comes back. */
static int
code_for(const char *text)
{
    struct client client;
    json_t *said;
    int code;

    client_open(&client, server.control);
    client_send_text(&client, text);
    said = control_next(&client);
    client_close(&client);
    assert_non_null(said);
    assert_true(json_is_null(json_object_get(said, "id")) || json_is_integer(json_object_get(said, "id")));
    code = (int)json_integer_value(json_object_get(json_object_get(said, "error"), "code"));
    json_decref(said);
    return code;
}

/* The daemon may publish once more between the two: then both are asked again. */
static void
status__says_what_the_command_prints(void **state)
{
    int64_t deadline = deadline_start();
    json_t *live = NULL, *printed = NULL;

    (void)state;
    wait_published(&server);
    do {
        json_decref(printed);
        json_decref(live);
        live = control_result(&server, "status", NULL);
        printed = status_object(&server);
    } while (!json_equal(live, printed) && deadline_left(deadline) > 0);
    assert_true(json_equal(live, printed));
    json_decref(printed);
    json_decref(live);
}

static void
plugins__lists_what_ships_as_live(void **state)
{
    json_t *result, *plugin;
    size_t i, seen = 0;

    (void)state;
    result = control_result(&server, "plugins", NULL);
    json_array_foreach(json_object_get(result, "plugins"), i, plugin) {
        assert_string_equal(json_string_value(json_object_get(plugin, "state")), "live");
        assert_true(json_is_null(json_object_get(plugin, "fault")));
        assert_true(json_is_false(json_object_get(plugin, "edited")));
        seen += strcmp(json_string_value(json_object_get(plugin, "name")), "education_coverage") == 0;
    }
    assert_int_equal(seen, 1);
    json_decref(result);
}

static void
request__that_is_wrong_is_answered_with_its_code(void **state)
{
    static const struct {
        const char *text;
        int code;
    } cases[] = {
        { "{\n", -32700 },
        { "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"status\"}\n", -32700 },
        { "[]\n", -32600 },
        { "7\n", -32700 },
        { "{\"id\":1,\"method\":\"status\"}\n", -32600 },
        { "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"status\"}\n", -32600 },
        { "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"status\"}\n", -32600 },
        { "{\"jsonrpc\":\"2.0\",\"id\":1}\n", -32600 },
        { "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\",\"params\":[1]}\n", -32602 },
        { "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"statu\"}\n", -32601 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (code_for(cases[i].text) != cases[i].code)
            check_failed("%s: not %d", cases[i].text, cases[i].code);
}

static void
request__without_an_id_is_not_answered(void **state)
{
    struct client client;
    json_t *said;

    (void)state;
    client_open(&client, server.control);
    client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"method\":\"status\"}\n{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"plugins\"}");
    client_finish(&client); /* the last line needs no newline */
    said = control_next(&client);
    assert_string_equal(json_string_value(json_object_get(said, "id")), "b");
    assert_null(control_next(&client));
    json_decref(said);
    client_close(&client);
}

static void
line__that_is_too_long_is_refused_and_the_connection_goes_on(void **state)
{
    enum { LINE_MAX_BYTES = 64 * 1024 };
    char *line = malloc(LINE_MAX_BYTES + 3);
    struct client client;
    json_t *said;

    (void)state;
    memset(line, 'x', LINE_MAX_BYTES + 1);
    line[LINE_MAX_BYTES + 1] = '\n';
    line[LINE_MAX_BYTES + 2] = '\0';
    client_open(&client, server.control);
    client_send_text(&client, line);
    client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"plugins\"}\n");
    said = control_next(&client);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(said, "error"), "code")), -32600);
    json_decref(said);
    said = control_next(&client);
    assert_true(json_is_object(json_object_get(said, "result")));
    json_decref(said);
    client_close(&client);
    free(line);
}

/* A client that sends and never reads: bytes as long as the daemon takes them. */
static void
client__that_reads_no_answers_is_dropped_and_others_are_served(void **state)
{
    static const char request[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"plugins\"}\n";
    struct client client;
    int64_t deadline = deadline_start();
    bool dropped = false;

    (void)state;
    client_open(&client, server.control);
    while (!dropped && deadline_left(deadline) > 0) {
        ssize_t sent = send(client.fd, request, sizeof request - 1, MSG_NOSIGNAL);
        if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
            dropped = true;
        else if (sent < 0)
            poll(NULL, 0, 1);
    }
    assert_true(dropped);
    client_close(&client);
    json_decref(control_result(&server, "plugins", NULL));
}

static void
clients__beyond_the_most_wait_for_a_place(void **state)
{
    enum { CLIENTS_MAX = 64 };
    struct client clients[CLIENTS_MAX + 1];
    json_t *said;

    (void)state;
    for (int i = 0; i <= CLIENTS_MAX; i++)
        client_open(&clients[i], server.control);
    client_send_text(&clients[CLIENTS_MAX], "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"plugins\"}\n");
    assert_null(client_line_within(&clients[CLIENTS_MAX], 50));
    client_close(&clients[0]);
    said = control_next(&clients[CLIENTS_MAX]);
    assert_true(json_is_object(json_object_get(said, "result")));
    json_decref(said);
    for (int i = 1; i <= CLIENTS_MAX; i++)
        client_close(&clients[i]);
}

/* As another user, on a socket that somebody opened to all. */
static int
code_for_a_stranger(void)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        if (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0)
            _exit(1);
        _exit(code_for("") == -32005 ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static void
stranger__is_refused(void **state)
{
    struct stat file;

    (void)state;
    assert_int_equal(stat(server.control, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    if (geteuid() != 0) {
        print_message("needs root to be somebody else\n");
        skip();
    }
    assert_int_equal(chmod(server.folder, 0755), 0);
    assert_int_equal(chmod(server.control, 0666), 0);
    assert_int_equal(code_for_a_stranger(), 0);
}

static void
second_daemon__does_not_take_the_socket(void **state)
{
    char program[DAEMON_PATH_SIZE], db[120], socket[120];
    struct command command;

    (void)state;
    snprintf(program, sizeof program, "%s", turnout_program("turnoutd"));
    snprintf(db, sizeof db, "%s/other.db", server.folder);
    snprintf(socket, sizeof socket, "%s/other.sock", server.folder);
    command_run(&command, (const char *const[]){ program, "--db", db, "--socket", socket, "--control", server.control, NULL }, NULL);
    assert_int_equal(command.status, 69);
    assert_non_null(strstr(command.err, "another daemon answers"));
    command_free(&command);
    assert_int_not_equal(access(socket, F_OK), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status__says_what_the_command_prints),
        cmocka_unit_test(plugins__lists_what_ships_as_live),
        cmocka_unit_test(request__that_is_wrong_is_answered_with_its_code),
        cmocka_unit_test(request__without_an_id_is_not_answered),
        cmocka_unit_test(line__that_is_too_long_is_refused_and_the_connection_goes_on),
        cmocka_unit_test(client__that_reads_no_answers_is_dropped_and_others_are_served),
        cmocka_unit_test(clients__beyond_the_most_wait_for_a_place),
        cmocka_unit_test(second_daemon__does_not_take_the_socket),
        cmocka_unit_test(stranger__is_refused),
    };

    return cmocka_run_group_tests_name("control", tests, start, stop);
}

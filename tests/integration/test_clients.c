/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/* However a client behaves (slow, gone, deaf, one of very many), the others are served. */
#include "tests/support/bystander.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

enum { CONNECTIONS = 500 };

static struct daemon server;

static void
client__that_sends_byte_by_byte_gets_its_answer_and_holds_nobody_up(void **state)
{
    struct buf lines = { 0 };
    struct client slow;

    (void)state;
    bystander_add_event(&lines);
    bystander_add_event(&lines);
    client_open(&slow, server.socket);
    for (size_t i = 0; i < lines.len; i++) {
        assert_true(client_send(&slow, lines.ptr + i, 1));
        if (i % 100 == 50)
            bystander_is_served(&server);
    }
    client_wait_acked(&slow, 2);
    client_finish(&slow);
    client_close(&slow);
    buf_free(&lines);
}

static void
client__that_leaves_in_the_middle_of_a_line_disturbs_nobody(void **state)
{
    struct client leaver;

    (void)state;
    client_open(&leaver, server.socket);
    client_send_text(&leaver, "{\"specversion\":\"1.0\",\"id\":");
    client_close(&leaver);
    bystander_is_served(&server);
}

/* Sends until the kernel takes nothing for a while: the daemon has stopped reading. Returns the bytes sent. */
static size_t
send_until_paused(int fd, const char *line, size_t len)
{
    enum { PAUSE_MS = 500, BOUND = 256 * 1024 * 1024 };
    struct pollfd writable = { .fd = fd, .events = POLLOUT };
    size_t sent = 0;

    while (sent < BOUND && poll(&writable, 1, PAUSE_MS) > 0) {
        ssize_t taken = send(fd, line + sent % len, len - sent % len, MSG_NOSIGNAL | MSG_DONTWAIT);

        assert_true(taken > 0 || errno == EAGAIN);
        sent += taken > 0 ? (size_t)taken : 0;
    }
    assert_true(sent < BOUND);
    return sent;
}

/* Each of its lines is answered, so a client that reads nothing must be stopped by the pressure of its own answers. */
static void
client__that_never_reads_is_paused_and_others_go_on(void **state)
{
    static const char line[] = "not an event at all\n";
    struct client deaf;
    size_t sent, answers = 0;
    const char *reply;

    (void)state;
    client_open(&deaf, server.socket);
    sent = send_until_paused(deaf.fd, line, sizeof line - 1);
    for (int i = 0; i < 5; i++)
        bystander_is_served(&server);
    client_finish(&deaf);
    while ((reply = client_line(&deaf)) != NULL)
        answers += strncmp(reply, "{\"line\":", 8) == 0;
    assert_int_equal(answers, (sent + sizeof line - 2) / (sizeof line - 1));
    client_close(&deaf);
}

static void
connections__500_at_once_are_all_answered(void **state)
{
    static struct client clients[CONNECTIONS];
    struct buf lines = { 0 };
    size_t half;

    (void)state;
    bystander_add_event(&lines);
    half = lines.len / 2;
    for (int i = 0; i < CONNECTIONS; i++) {
        client_open(&clients[i], server.socket);
        assert_true(client_send(&clients[i], lines.ptr, half));
    }
    bystander_is_served(&server);
    for (int i = 0; i < CONNECTIONS; i++) {
        assert_true(client_send(&clients[i], lines.ptr + half, lines.len - half));
        client_finish(&clients[i]);
    }
    for (int i = 0; i < CONNECTIONS; i++) {
        const char *reply = NULL, *next;
        unsigned applied = 0, duplicate = 0;

        while ((next = client_line(&clients[i])) != NULL && strstr(reply = next, "\"end\":true") == NULL)
            ;
        assert_non_null(reply);
        assert_int_equal(sscanf(reply, "{\"acked\":1,\"applied\":%u,\"duplicate\":%u", &applied, &duplicate), 2);
        assert_int_equal(applied + duplicate, 1);
        client_close(&clients[i]);
    }
    buf_free(&lines);
}

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(client__that_sends_byte_by_byte_gets_its_answer_and_holds_nobody_up),
        cmocka_unit_test(client__that_leaves_in_the_middle_of_a_line_disturbs_nobody),
        cmocka_unit_test(client__that_never_reads_is_paused_and_others_go_on),
        cmocka_unit_test(connections__500_at_once_are_all_answered),
    };

    return cmocka_run_group_tests_name("clients", tests, start, stop);
}

/* SPDX-License-Identifier: MIT */
#include "tests/support/client.h"

#include "tests/support/check.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int
connect_to(const char *socket_path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_true(strlen(socket_path) < sizeof address.sun_path);
    memcpy(address.sun_path, socket_path, strlen(socket_path));
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    assert_int_equal(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
    return fd;
}

/* Called again and again while the daemon starts: a refused connection costs a moment of waiting, not a spin. */
bool
client_answers(const char *socket_path)
{
    struct client client = { .fd = connect_to(socket_path) };
    bool answers;

    if (client.fd < 0) {
        poll(NULL, 0, 5);
        return false;
    }
    client_finish(&client);
    answers = client_line(&client) != NULL;
    client_close(&client);
    return answers;
}

void
client_open(struct client *client, const char *socket_path)
{
    *client = (struct client){ .fd = connect_to(socket_path) };
    if (client->fd < 0)
        check_failed("cannot connect to %s: %s", socket_path, strerror(errno));
}

static void
receive(struct client *client)
{
    char bytes[65536];
    ssize_t got = recv(client->fd, bytes, sizeof bytes, 0);

    if (got > 0)
        buf_put(&client->in, bytes, (size_t)got);
    else if (got == 0)
        client->ended = true;
    else if (errno != EAGAIN && errno != EINTR)
        client->ended = client->broken = true;
}

/* Waits for events; false when the time is over. */
static bool
wait_for(struct client *client, short events, int wait_ms)
{
    struct pollfd ready = { .fd = client->fd, .events = events };
    int count;

    do {
        count = poll(&ready, 1, wait_ms);
    } while (count < 0 && errno == EINTR);
    if (count > 0 && (ready.revents & (POLLIN | POLLHUP | POLLERR)) != 0)
        receive(client);
    return count > 0;
}

bool
client_send(struct client *client, const char *bytes, size_t len)
{
    size_t done = 0;

    while (done < len && !client->broken) {
        ssize_t sent = send(client->fd, bytes + done, len - done, MSG_NOSIGNAL);

        if (sent > 0)
            done += (size_t)sent;
        else if (errno != EAGAIN && errno != EINTR)
            return false;
        else if (!wait_for(client, client->ended ? POLLOUT : POLLOUT | POLLIN, DEADLINE_MS))
            check_failed("the daemon takes no bytes any more");
    }
    return done == len;
}

void
client_send_text(struct client *client, const char *text)
{
    if (!client_send(client, text, strlen(text)))
        check_failed("the daemon closed the connection while \"%.80s\" was sent", text);
}

void
client_finish(struct client *client)
{
    shutdown(client->fd, SHUT_WR);
}

/* The first line of what was received, if one is whole. */
static const char *
take_line(struct client *client)
{
    static char line[1 << 16];
    char *newline = client->in.len > 0 ? memchr(client->in.ptr, '\n', client->in.len) : NULL;
    size_t len = newline != NULL ? (size_t)(newline - client->in.ptr) : 0;

    if (newline == NULL)
        return NULL;
    assert_true(len < sizeof line);
    memcpy(line, client->in.ptr, len);
    line[len] = '\0';
    buf_drop(&client->in, len + 1);
    return line;
}

const char *
client_line_within(struct client *client, int wait_ms)
{
    const char *line = take_line(client);

    while (line == NULL && !client->ended && wait_for(client, POLLIN, wait_ms))
        line = take_line(client);
    return line;
}

const char *
client_line(struct client *client)
{
    const char *line = client_line_within(client, DEADLINE_MS);

    if (line == NULL && !client->ended)
        check_failed("the daemon does not answer");
    return line;
}

void
client_wait_acked(struct client *client, long long lines)
{
    long long acked = -1;

    while (acked < lines) {
        const char *line = client_line(client);

        if (line == NULL)
            check_failed("the daemon closed before it acknowledged %lld lines", lines);
        if (sscanf(line, "{\"acked\":%lld", &acked) != 1)
            continue;
    }
}

void
client_close(struct client *client)
{
    if (client->fd >= 0)
        close(client->fd);
    buf_free(&client->in);
    *client = (struct client){ .fd = -1 };
}

char *
post_text(const char *socket_path, const char *bytes, size_t len)
{
    struct client client;
    char *text;

    client_open(&client, socket_path);
    if (!client_send(&client, bytes, len))
        check_failed("the daemon closed the connection");
    client_finish(&client);
    while (!client.ended)
        if (!wait_for(&client, POLLIN, DEADLINE_MS))
            check_failed("the daemon does not come to an end; so far: %.*s", (int)client.in.len, client.in.ptr);
    text = malloc(client.in.len + 1);
    assert_non_null(text);
    if (client.in.len > 0)
        memcpy(text, client.in.ptr, client.in.len);
    text[client.in.len] = '\0';
    client_close(&client);
    return text;
}

json_t *
post_lines(const char *socket_path, const char *bytes, size_t len)
{
    char *text = post_text(socket_path, bytes, len), *at = text;
    json_t *replies = json_array();

    while (*at != '\0') {
        char *newline = strchr(at, '\n');
        json_error_t error;
        json_t *reply;

        if (newline == NULL)
            check_failed("the last reply has no newline: %s", at);
        reply = json_loadb(at, (size_t)(newline - at), JSON_REJECT_DUPLICATES, &error);
        if (reply == NULL)
            check_failed("a reply is no JSON (%s): %.*s", error.text, (int)(newline - at), at);
        json_array_append_new(replies, reply);
        at = newline + 1;
    }
    free(text);
    return replies;
}

static void
fail_with_replies(const json_t *replies, const char *what)
{
    char *text = json_dumps(replies, JSON_INDENT(1) | JSON_COMPACT);

    check_failed("%s; the replies were:\n%.4000s", what, text);
}

static json_t *
post_to_the_end(const char *socket_path, const struct buf *lines, json_t **end)
{
    json_t *replies = post_lines(socket_path, lines->ptr, lines->len);

    *end = json_array_get(replies, json_array_size(replies) - 1);
    if (!json_is_true(json_object_get(*end, "end")))
        fail_with_replies(replies, "no totals");
    return replies;
}

static int
total(const json_t *end, const char *outcome)
{
    return (int)json_integer_value(json_object_get(end, outcome));
}

void
post_expect(const char *socket_path, const struct buf *lines, struct totals expected)
{
    json_t *end, *replies = post_to_the_end(socket_path, lines, &end);
    const struct totals actual = { total(end, "applied"), total(end, "duplicate"), total(end, "stale"),
                                   total(end, "pending"), total(end, "conflict"),  total(end, "rejected") };

    if (memcmp(&actual, &expected, sizeof actual) != 0) {
        fprintf(stderr, "expected applied %d, duplicate %d, stale %d, pending %d, conflict %d, rejected %d\n",
                expected.applied, expected.duplicate, expected.stale, expected.pending, expected.conflict,
                expected.rejected);
        fail_with_replies(replies, "other totals");
    }
    json_decref(replies);
}

void
post_accepted(const char *socket_path, const struct buf *lines)
{
    json_t *end, *replies = post_to_the_end(socket_path, lines, &end);

    if (total(end, "conflict") + total(end, "rejected") > 0)
        fail_with_replies(replies, "not all were accepted");
    json_decref(replies);
}

void
post_events(const char *socket, const json_t *events)
{
    struct buf lines = { 0 };

    add_events(&lines, events);
    post_accepted(socket, &lines);
    buf_free(&lines);
}

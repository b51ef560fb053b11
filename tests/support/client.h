/* SPDX-License-Identifier: MIT */
/*
 * client.h -- the raw side of the event socket: send bytes, read reply lines.
 *
 * Reads while it writes, so that a daemon that waits for its answers to be
 * taken never locks a test up.  Whatever takes longer than the deadline without
 * any progress fails the test.
 */
#ifndef TESTS_SUPPORT_CLIENT_H
#define TESTS_SUPPORT_CLIENT_H

#include "lib/base/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct client {
    int fd;        /* -1: closed */
    struct buf in; /* received and not yet given out */
    bool ended;    /* the daemon closed */
    bool broken;   /* ... with an error: it was killed */
};

/* Does a daemon answer there: an empty post gets its totals. */
bool client_answers(const char *socket);

void client_open(struct client *client, const char *socket);
/* The bytes are taken over by the kernel; false: the daemon is gone. */
bool client_send(struct client *client, const char *bytes, size_t len);
void client_send_text(struct client *client, const char *text); /* must succeed */
/* Closes the writing half. */
void client_finish(struct client *client);
/* The next reply line without its newline, valid until the next call; NULL at the end. */
const char *client_line(struct client *client);
/* Waits up to wait_ms for the next reply line; NULL: not yet, or the end. */
const char *client_line_within(struct client *client, int wait_ms);
/* Reads replies until {"acked":N} with N at least that. */
void client_wait_acked(struct client *client, long long lines);
void client_close(struct client *client);

/* All of it: open, send, finish, read to the end. Reply text as it came, NUL-terminated; free it. */
char *post_text(const char *socket, const char *bytes, size_t len);
/* The same as an array of objects; the last one has "end". */
json_t *post_lines(const char *socket, const char *bytes, size_t len);
/* Posts and fails the test, printing the replies, unless the totals are exactly these. */
struct totals {
    int applied, duplicate, stale, pending, conflict, rejected;
};
void post_expect(const char *socket, const struct buf *lines, struct totals expected);
/* Posts; every line must be accepted (no conflict, no rejected). */
void post_accepted(const char *socket, const struct buf *lines);
/* The same with an array of events. */
void post_events(const char *socket, const json_t *events);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * load.c -- posts a file to a server and says how long the last acknowledgement
 * took, and what that cost the server.
 *
 * load [--clients N] [--redis] SOCKET FILE PID: N connections (1), each with its
 * share of the file, one event a line; the time runs from the first byte to the
 * last totals line.  --redis: the file holds commands of Redis, and each must be
 * answered with :1.  Prints one line of JSON.  It does little itself (large
 * writes out of a mapping, replies only skimmed), since it runs on the same cores.
 */
#include "bench/client.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 1 << 20, REPLY_MAX = 4096, CLIENTS_MAX = 256 };

/* One connection, and what of the file it posts. */
struct client {
    int fd; /* -1: all is acknowledged */
    const char *bytes;
    size_t size, sent;
    unsigned long events;   /* only of Redis: commands in those bytes */
    unsigned long answered; /* of Redis: replies so far; else events the totals line tells */
    char last[REPLY_MAX];   /* the end of what the server said, with a NUL */
    size_t len;
};

struct load {
    bool is_redis;
    size_t count;
    struct client clients[CLIENTS_MAX];
};

struct cost {
    double user, system; /* seconds */
    long peak_kib;
};

static FILE *
open_process_file(const char *pid, const char *name)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "/proc/%s/%s", pid, name);
    file = fopen(path, "r");
    if (file == NULL)
        fail(path);
    return file;
}

static struct cost
cost_of(const char *pid)
{
    struct cost cost = { 0 };
    unsigned long user = 0, system = 0;
    char line[256];
    FILE *file = open_process_file(pid, "stat");

    if (fscanf(file, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        fail("/proc/PID/stat");
    fclose(file);
    cost.user = (double)user / (double)sysconf(_SC_CLK_TCK);
    cost.system = (double)system / (double)sysconf(_SC_CLK_TCK);
    file = open_process_file(pid, "status");
    while (fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "VmHWM: %ld kB", &cost.peak_kib) == 1)
            break;
    fclose(file);
    return cost;
}

/* The daemon's totals are its last line: the end of what it says is kept. */
static void
keep_end(struct client *client, const char *bytes, size_t got)
{
    size_t keep = got < REPLY_MAX - 1 ? got : REPLY_MAX - 1;

    if (client->len + keep > REPLY_MAX - 1) {
        size_t drop = client->len + keep - (REPLY_MAX - 1);

        memmove(client->last, client->last + drop, client->len - drop);
        client->len -= drop;
    }
    memcpy(client->last + client->len, bytes + got - keep, keep);
    client->len += keep;
    client->last[client->len] = '\0';
}

/* ":1\r\n:1\r\n": a newline is an answer, and any other number or an error ends the run. */
static void
count_answers(struct client *client, const char *bytes, size_t got)
{
    for (size_t i = 0; i < got; i++) {
        client->answered += bytes[i] == '\n';
        if (strchr(":1\r\n", bytes[i]) == NULL) {
            fprintf(stderr, "load: Redis answers: %.*s\n", (int)(got - i), bytes + i);
            exit(65);
        }
    }
}

/* False at the end of the stream. */
static bool
read_replies(struct load *load, struct client *client)
{
    char bytes[65536];
    ssize_t got = read(client->fd, bytes, sizeof bytes);

    if (got < 0 && errno != EAGAIN && errno != EINTR)
        fail("read");
    if (got > 0 && load->is_redis)
        count_answers(client, bytes, (size_t)got);
    else if (got > 0)
        keep_end(client, bytes, (size_t)got);
    return got != 0;
}

static void
send_piece(struct load *load, struct client *client)
{
    size_t left = client->size - client->sent;
    ssize_t taken = send(client->fd, client->bytes + client->sent, left < PIECE ? left : PIECE, MSG_NOSIGNAL);

    if (taken < 0 && errno != EAGAIN)
        fail("send");
    client->sent += taken > 0 ? (size_t)taken : 0;
    if (client->sent == client->size && taken > 0 && !load->is_redis)
        shutdown(client->fd, SHUT_WR);
}

/* Redis keeps the connection open: there the last answer is the end. */
static void
handle(struct load *load, struct client *client, short events)
{
    bool is_open = true;

    if ((events & POLLOUT) != 0)
        send_piece(load, client);
    if ((events & (POLLIN | POLLHUP)) != 0)
        is_open = read_replies(load, client);
    if (is_open && (!load->is_redis || client->answered < client->events))
        return;
    close(client->fd);
    client->fd = -1;
}

static void
post(struct load *load)
{
    struct pollfd polled[CLIENTS_MAX];
    size_t open;

    do {
        open = 0;
        for (size_t i = 0; i < load->count; i++) {
            struct client *client = &load->clients[i];

            polled[i] = (struct pollfd){ .fd = client->fd, .events = client->sent < client->size ? POLLIN | POLLOUT : POLLIN };
            open += client->fd >= 0;
        }
        if (open > 0 && poll(polled, load->count, -1) < 0 && errno != EINTR)
            fail("poll");
        for (size_t i = 0; open > 0 && i < load->count; i++)
            if (polled[i].fd >= 0 && polled[i].revents != 0)
                handle(load, &load->clients[i], polled[i].revents);
    } while (open > 0);
}

/* Where the first event at or behind `from` begins: each begins with the byte that the file begins with, after a newline. */
static const char *
event_at(const char *bytes, const char *from, const char *end)
{
    while (from < end && from > bytes && !(from[-1] == '\n' && *from == *bytes))
        from++;
    return from;
}

static void
share_out(struct load *load, const char *bytes, size_t size)
{
    const char *end = bytes + size, *at = bytes;

    for (size_t i = 0; i < load->count; i++) {
        struct client *client = &load->clients[i];
        const char *next = i + 1 == load->count ? end : event_at(bytes, bytes + size / load->count * (i + 1), end);

        client->bytes = at;
        client->size = (size_t)(next - at);
        if (load->is_redis)
            for (const char *event = at; event < next; event = event_at(bytes, event + 1, next))
                client->events++;
        at = next;
    }
}

/* How many events the daemon has applied, which must be all. */
static unsigned long
totals_of(struct client *client)
{
    char *totals = strstr(client->last, ",\"applied\":");
    unsigned long acked = 0, applied = 0;

    if (totals == NULL || sscanf(totals, ",\"applied\":%lu", &applied) != 1) {
        fprintf(stderr, "load: no totals at the end: %s\n", client->last);
        exit(65);
    }
    while (totals > client->last && totals[-1] != '\n')
        totals--;
    if (sscanf(totals, "{\"acked\":%lu", &acked) != 1 || acked != applied) {
        fprintf(stderr, "load: not every event was applied: %s\n", totals);
        exit(65);
    }
    return applied;
}

static unsigned long
count_posted(struct load *load)
{
    unsigned long sum = 0;

    for (size_t i = 0; i < load->count; i++)
        sum += load->is_redis ? load->clients[i].answered : totals_of(&load->clients[i]);
    return sum;
}

/* What follows the options, NULL when they are wrong. */
static char **
read_options(struct load *load, char **argv)
{
    load->count = 1;
    for (argv++; *argv != NULL && strncmp(*argv, "--", 2) == 0; argv++) {
        if (strcmp(*argv, "--redis") == 0)
            load->is_redis = true;
        else if (strcmp(*argv, "--clients") == 0 && argv[1] != NULL)
            load->count = strtoul(*++argv, NULL, 10);
        else
            return NULL;
    }
    if (load->count == 0 || load->count > CLIENTS_MAX || argv[0] == NULL || argv[1] == NULL || argv[2] == NULL)
        return NULL;
    return argv;
}

int
main(int argc, char **argv)
{
    static struct load load;
    struct cost before, after;
    double began, seconds;
    const char *bytes;
    size_t size;

    (void)argc;
    argv = read_options(&load, argv);
    if (argv == NULL) {
        fputs("usage: load [--clients N] [--redis] SOCKET FILE PID\n", stderr);
        return 64;
    }
    bytes = map_file(argv[1], &size);
    share_out(&load, bytes, size);
    for (size_t i = 0; i < load.count; i++)
        load.clients[i].fd = connect_without_waiting(argv[0]);
    before = cost_of(argv[2]);
    began = now();
    post(&load);
    seconds = now() - began;
    after = cost_of(argv[2]);
    printf("{\"events\":%lu,\"seconds\":%.4f,\"user\":%.2f,\"system\":%.2f,\"peak_kib\":%ld}\n", count_posted(&load), seconds,
           after.user - before.user, after.system - before.system, after.peak_kib);
    return 0;
}

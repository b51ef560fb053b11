/* SPDX-License-Identifier: MIT */
/*
 * pace.c -- how long acknowledgements take when so many events come a second.
 *
 * pace SOCKET FILE FIRST RATE COUNT: posts COUNT lines of the file from line
 * FIRST on, RATE a second, on a timetable that waits for nobody: a line's time
 * runs from the moment when it was to be sent, also when the daemon, or this
 * program, was late.  Prints one line of JSON with the times in ms.
 */
#include "bench/client.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct run {
    int fd;
    double rate, began; /* lines a second; seconds */
    unsigned long count, acked;
    const char **lines; /* where each begins, and the end of the last */
    const char *sent;
    double *waited;     /* ms, by line */
    char answer[4096];  /* a line that is not complete yet */
    size_t answer_len;
};

/* Finds the lines that will be posted. */
static void
find_lines(struct run *run, const char *bytes, size_t size, unsigned long first)
{
    const char *at = bytes, *end = bytes + size;

    run->lines = calloc(run->count + 1, sizeof *run->lines);
    run->waited = calloc(run->count, sizeof *run->waited);
    if (run->lines == NULL || run->waited == NULL)
        fail("pace");
    for (unsigned long i = 0; i <= first + run->count; i++) {
        if (i >= first)
            run->lines[i - first] = at;
        if (i == first + run->count)
            break;
        at = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
        if (at++ == NULL) {
            fputs("pace: the file has too few lines\n", stderr);
            exit(65);
        }
    }
    run->sent = run->lines[0];
}

/* {"acked":N}: the lines up to N have waited until now. */
static void
take_answer(struct run *run, const char *line, double time)
{
    unsigned long acked;

    if (sscanf(line, "{\"acked\":%lu", &acked) != 1 || acked > run->count) {
        fprintf(stderr, "pace: %s\n", line);
        exit(65);
    }
    for (; run->acked < acked; run->acked++)
        run->waited[run->acked] = (time - run->began - (double)run->acked / run->rate) * 1e3;
}

static void
read_answers(struct run *run)
{
    ssize_t got = read(run->fd, run->answer + run->answer_len, sizeof run->answer - 1 - run->answer_len);
    double time = now();
    char *line = run->answer, *end;

    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        fail("read");
    if (got < 0)
        return;
    run->answer_len += (size_t)got;
    run->answer[run->answer_len] = '\0';
    for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        take_answer(run, line, time);
    }
    run->answer_len = strlen(line);
    memmove(run->answer, line, run->answer_len);
}

/* Sends what is due, as far as the socket takes it. Returns how many lines are due. */
static unsigned long
send_due(struct run *run)
{
    double passed = (now() - run->began) * run->rate;
    unsigned long due = passed + 1 < (double)run->count ? (unsigned long)passed + 1 : run->count;
    size_t size = (size_t)(run->lines[due] - run->sent);
    ssize_t taken = size > 0 ? send(run->fd, run->sent, size, MSG_NOSIGNAL) : 0;

    if (taken < 0 && errno != EAGAIN)
        fail("send");
    run->sent += taken > 0 ? taken : 0;
    return due;
}

/* Until an answer comes, the next line is due, or there is room again for what is. */
static void
wait_for_next(struct run *run, unsigned long due)
{
    struct pollfd polled = { .fd = run->fd, .events = POLLIN };
    double left = run->began + (double)due / run->rate - now();
    struct timespec timeout = { .tv_sec = (time_t)(left > 0 ? left : 0) };

    timeout.tv_nsec = (long)((left > 0 ? left - (double)timeout.tv_sec : 0) * 1e9);
    if (run->sent < run->lines[due])
        polled.events |= POLLOUT;
    if (ppoll(&polled, 1, due < run->count ? &timeout : NULL, NULL) < 0 && errno != EINTR)
        fail("poll");
    if ((polled.revents & (POLLIN | POLLHUP)) != 0)
        read_answers(run);
}

static int
compare(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static double
percentile(const struct run *run, double part)
{
    return run->waited[(unsigned long)((double)(run->count - 1) * part)];
}

int
main(int argc, char **argv)
{
    struct run run = { 0 };
    const char *bytes;
    size_t size;

    if (argc != 6 || (run.rate = strtod(argv[4], NULL)) <= 0 || (run.count = strtoul(argv[5], NULL, 10)) == 0) {
        fputs("usage: pace SOCKET FILE FIRST RATE COUNT\n", stderr);
        return 64;
    }
    bytes = map_file(argv[2], &size);
    find_lines(&run, bytes, size, strtoul(argv[3], NULL, 10));
    run.fd = connect_without_waiting(argv[1]);
    run.began = now();
    while (run.acked < run.count)
        wait_for_next(&run, send_due(&run));
    printf("{\"events\":%lu,\"seconds\":%.2f,", run.count, now() - run.began);
    qsort(run.waited, run.count, sizeof *run.waited, compare);
    printf("\"p50\":%.2f,\"p99\":%.2f,\"p999\":%.2f,\"most\":%.2f}\n", percentile(&run, 0.5), percentile(&run, 0.99), percentile(&run, 0.999),
           percentile(&run, 1));
    free(run.lines);
    free(run.waited);
    close(run.fd);
    return 0;
}

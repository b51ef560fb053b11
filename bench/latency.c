/* SPDX-License-Identifier: MIT */
/*
 * latency.c -- how long a client waits for each acknowledgement.
 *
 * latency SOCKET COUNT: posts a unit and a session, then COUNT attendances, one
 * at a time: the next goes a millisecond after the last was acknowledged.
 * Prints one line of JSON with the times in ms.
 */
#include "bench/client.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD "{\"specversion\":\"1.0\",\"source\":\"bench\",\"time\":\"2024-05-29T14:00:00+08:00\",\"id\":"

/* Sends the line and waits for the answer, which must be an acknowledgement. Returns the milliseconds. */
static double
post(int fd, const char *line)
{
    double began = now() * 1e3;
    char answer[4096];
    size_t len = 0;

    if (send(fd, line, strlen(line), MSG_NOSIGNAL) != (ssize_t)strlen(line))
        fail("send");
    do {
        ssize_t got = read(fd, answer + len, sizeof answer - 1 - len);

        if (got <= 0)
            fail("read");
        len += (size_t)got;
        answer[len] = '\0';
    } while (answer[len - 1] != '\n');
    if (strncmp(answer, "{\"acked\":", 9) != 0) {
        fprintf(stderr, "latency: %s", answer);
        exit(65);
    }
    return now() * 1e3 - began;
}

static int
compare(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

int
main(int argc, char **argv)
{
    unsigned long count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    double *waited = calloc(count + 1, sizeof *waited), began;
    char line[512];
    int fd;

    if (count == 0 || waited == NULL) {
        fputs("usage: latency SOCKET COUNT\n", stderr);
        return 64;
    }
    fd = connect_to(argv[1]);
    post(fd, HEAD "\"u\",\"type\":\"turnout.unit.put\",\"data\":{\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"}}\n");
    post(fd, HEAD "\"a\",\"type\":\"turnout.activity.held\",\"data\":{\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu.law\","
             "\"start\":\"2024-05-29\",\"title\":\"a\"}}\n");
    post(fd, HEAD "\"b\",\"type\":\"turnout.activity.held\",\"data\":{\"activity\":\"b\",\"unit\":\"u\",\"category\":\"edu.law\","
             "\"start\":\"2024-05-30\",\"title\":\"b\"}}\n");
    began = now() * 1e3;
    for (unsigned long i = 0; i < count; i++) {
        snprintf(line, sizeof line, HEAD "\"v%lu\",\"type\":\"turnout.attendance\",\"data\":{\"activity\":\"a\",\"person\":\"p%lu\",\"status\":\"present\"}}\n",
                 i, i);
        waited[i] = post(fd, line);
        poll(NULL, 0, 1);
    }
    began = now() * 1e3 - began;
    qsort(waited, count, sizeof *waited, compare);
    printf("{\"events\":%lu,\"seconds\":%.2f,\"p50\":%.2f,\"p99\":%.2f,\"most\":%.2f}\n", count, began / 1e3, waited[count / 2],
           waited[count * 99 / 100], waited[count - 1]);
    close(fd);
    free(waited);
    return 0;
}

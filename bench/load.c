/* SPDX-License-Identifier: MIT */
/*
 * load.c -- posts a file to the daemon and says how long the last
 * acknowledgement took, and what that cost the daemon.
 *
 * load SOCKET FILE PID: one connection, one event a line; the time runs from
 * the first byte to the totals line.  Prints one line of JSON.  It does little
 * itself (large writes out of a mapping, replies only skimmed), since it runs
 * on the same cores.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 1 << 20, REPLY_MAX = 4096 };

struct cost {
    double user, system; /* seconds */
    long peak_kib;
};

static void
fail(const char *what)
{
    perror(what);
    exit(74);
}

static double
now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

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

static const char *
map_file(const char *path, size_t *size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat file;
    void *bytes;

    if (fd < 0 || fstat(fd, &file) != 0)
        fail(path);
    *size = (size_t)file.st_size;
    bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (bytes == MAP_FAILED)
        fail(path);
    close(fd);
    return bytes;
}

static int
connect_to(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || strlen(path) >= sizeof address.sun_path)
        fail(path);
    memcpy(address.sun_path, path, strlen(path));
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 || fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
        fail(path);
    return fd;
}

/* Keeps the end of what the daemon says: the totals are its last line. False at the end. */
static int
read_replies(int fd, char last[REPLY_MAX], size_t *len)
{
    char bytes[65536];
    ssize_t got = read(fd, bytes, sizeof bytes);
    size_t keep = got < REPLY_MAX - 1 ? (size_t)(got > 0 ? got : 0) : REPLY_MAX - 1;

    if (got < 0 && errno != EAGAIN && errno != EINTR)
        fail("read");
    if (got <= 0)
        return got != 0;
    if (*len + keep > REPLY_MAX - 1) {
        size_t drop = *len + keep - (REPLY_MAX - 1);

        memmove(last, last + drop, *len - drop);
        *len -= drop;
    }
    memcpy(last + *len, bytes + got - keep, keep);
    *len += keep;
    last[*len] = '\0';
    return 1;
}

static void
post(int fd, const char *bytes, size_t size, char last[REPLY_MAX])
{
    size_t sent = 0, len = 0;
    struct pollfd both = { .fd = fd };

    for (;;) {
        both.events = sent < size ? POLLIN | POLLOUT : POLLIN;
        if (poll(&both, 1, -1) < 0 && errno != EINTR)
            fail("poll");
        if ((both.revents & POLLOUT) != 0) {
            ssize_t taken = send(fd, bytes + sent, size - sent < PIECE ? size - sent : PIECE, MSG_NOSIGNAL);

            if (taken < 0 && errno != EAGAIN)
                fail("send");
            sent += taken > 0 ? (size_t)taken : 0;
            if (sent == size && taken > 0)
                shutdown(fd, SHUT_WR);
        }
        if ((both.revents & (POLLIN | POLLHUP)) != 0 && !read_replies(fd, last, &len))
            return;
    }
}

int
main(int argc, char **argv)
{
    char last[REPLY_MAX] = "", *totals;
    unsigned long acked = 0, applied = 0;
    struct cost before, after;
    double began, seconds;
    const char *bytes;
    size_t size;
    int fd;

    if (argc != 4) {
        fputs("usage: load SOCKET FILE PID\n", stderr);
        return 64;
    }
    bytes = map_file(argv[2], &size);
    fd = connect_to(argv[1]);
    before = cost_of(argv[3]);
    began = now();
    post(fd, bytes, size, last);
    seconds = now() - began;
    after = cost_of(argv[3]);
    totals = strstr(last, ",\"applied\":");
    if (totals == NULL || sscanf(totals, ",\"applied\":%lu", &applied) != 1) {
        fprintf(stderr, "load: no totals at the end: %s\n", last);
        return 65;
    }
    while (totals > last && totals[-1] != '\n')
        totals--;
    if (sscanf(totals, "{\"acked\":%lu", &acked) != 1 || acked != applied) {
        fprintf(stderr, "load: not every event was applied: %s\n", totals);
        return 65;
    }
    printf("{\"events\":%lu,\"seconds\":%.4f,\"user\":%.2f,\"system\":%.2f,\"peak_kib\":%ld}\n", applied, seconds,
           after.user - before.user, after.system - before.system, after.peak_kib);
    return 0;
}

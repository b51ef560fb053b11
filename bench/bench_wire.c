/* SPDX-License-Identifier: MIT */
/*
 * bench_wire.c -- how many posted attendances a second one core turns into checked events.
 *
 * bench_wire [SECONDS]: reads the same lines for so long (4) and prints lines a
 * second, and beside it what the keyed hash of the person tokens takes of that.
 */
#include "lib/base/mem.h"
#include "lib/wire/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* As many lines as the daemon has just read from a socket, so that they lie in the cache as they do there. */
enum { LINES = 1000, BATCH = 1000, ROUNDS = 20 };

static const unsigned char key[32] = "for measuring, not a secret";

struct bench {
    struct line_reader *reader;
    struct str *lines;
    struct arena batch;
    double seconds;
};

static double
cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static struct str
make_line(struct arena *arena, unsigned i)
{
    unsigned a = i * 2654435761u, b = a ^ 0x9e3779b9u;

    return arena_printf(arena,
                        "{\"specversion\":\"1.0\",\"id\":\"%08x-%04x-4%03x-8%03x-%08x%04x\",\"source\":\"gate/%u\","
                        "\"type\":\"turnout.attendance\",\"time\":\"2024-05-%02uT%02u:03:11+08:00\","
                        "\"data\":{\"activity\":\"games-%05u\",\"person\":\"p%07u\",\"status\":\"present\","
                        "\"role\":\"participant\",\"minutes\":%u}}",
                        a, b & 0xffff, a & 0xfff, b & 0xfff, b, i & 0xffff, i % 100, 1 + i % 28, i % 24, a % 20000,
                        b % 200000, i % 180);
}

static unsigned long
read_all(struct bench *bench)
{
    struct refusal refusal;
    struct event event;

    for (unsigned i = 0; i < LINES; i++) {
        if (i % BATCH == 0)
            arena_reset(&bench->batch);
        if (!line_read(bench->reader, bench->lines[i], INT64_C(1800000000), &bench->batch, &event, &refusal)) {
            fprintf(stderr, "bench_wire: %s: %s\n", refusal_code_name(refusal.code), refusal.message);
            exit(1);
        }
    }
    return LINES;
}

static unsigned long
hash_all(struct bench *bench)
{
    static volatile unsigned char sink;
    char token[16];

    for (unsigned i = 0; i < LINES; i++) {
        memcpy(token, "p0000000", 8);
        token[7] = (char)('0' + i % 10);
        sink = line_person_key(bench->reader, (struct str){ token, 8 }).bytes[0];
    }
    (void)sink;
    return LINES;
}

static int
by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* CPU nanoseconds a line, least first: ROUNDS times as many passes over the lines as fit its share of the time. */
static void
measure(unsigned long (*pass)(struct bench *), struct bench *bench, double costs[ROUNDS])
{
    for (int round = 0; round < ROUNDS; round++) {
        double began = cpu_seconds();
        unsigned long done = 0;

        while (cpu_seconds() - began < bench->seconds / ROUNDS)
            done += pass(bench);
        costs[round] = (cpu_seconds() - began) / (double)done * 1e9;
    }
    qsort(costs, ROUNDS, sizeof *costs, by_value);
}

int
main(int argc, char **argv)
{
    struct bench bench = { .reader = line_reader_new(key), .lines = mem_array(LINES, sizeof *bench.lines) };
    double lines[ROUNDS], hashes[ROUNDS];
    struct arena texts = { 0 };

    for (unsigned i = 0; i < LINES; i++)
        bench.lines[i] = make_line(&texts, i);
    bench.seconds = argc > 1 ? strtod(argv[1], NULL) : 4;
    measure(read_all, &bench, lines);
    bench.seconds /= 4;
    measure(hash_all, &bench, hashes);

    printf("%.0f attendance lines/s: %.0f ns of CPU a line of %zu bytes (median of %d rounds; best %.0f), of which the "
           "keyed hash %.0f ns\n",
           1e9 / lines[ROUNDS / 2], lines[ROUNDS / 2], bench.lines[0].len, ROUNDS, lines[0], hashes[ROUNDS / 2]);
    line_reader_free(bench.reader);
    arena_free(&texts);
    arena_free(&bench.batch);
    free(bench.lines);
    return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * bench_ingest.c -- what an event and a publication under load cost, without sockets and waiting.
 *
 * Posts the files of make_events in batches of one size and publishes after
 * every so many of them: so two builds do the same work, however busy the
 * machine is, and may be compared by seconds of CPU.  "own" is the thread that
 * decides and publishes, for which acknowledgements wait.  At the end it says
 * what the engine's memory is used for (engine_memory.h).
 *
 *     bench_ingest PLUGINS-FOLDER FOLDER [EVENTS [BATCH [BATCHES-A-PUBLICATION]]]
 */
#include "bench/engine_memory.h"
#include "bench/ruled_engine.h"
#include "lib/base/mem.h"
#include "lib/engine/engine.h"
#include "lib/model/facts.h"
#include "lib/wire/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { NOW = 1800000000 };

struct cost {
    double cpu, own; /* seconds of CPU: of all threads, and of this one */
};

struct bench {
    struct ruled_engine *ruled;
    struct engine *engine;
    struct cost reading, accepting, publishing;
    unsigned publications;
};

static double
seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct cost
cost_now(void)
{
    return (struct cost){ seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_THREAD_CPUTIME_ID) };
}

/* Adds to `sum` what was used since `since`, which begins anew. */
static void
lap(struct cost *since, struct cost *sum)
{
    struct cost now = cost_now();

    sum->cpu += now.cpu - since->cpu;
    sum->own += now.own - since->own;
    *since = now;
}

static size_t
read_events(struct bench *bench, FILE *file, struct arena *arena, struct event *events, size_t max)
{
    char *line = NULL;
    size_t size = 0, count = 0;
    struct refusal refusal;
    ssize_t len;

    while (count < max && (len = getline(&line, &size, file)) > 0) {
        if (!line_read(ruled_engine_reader(bench->ruled), (struct str){ line, (size_t)len - 1 }, NOW, arena, &events[count], &refusal)) {
            fprintf(stderr, "bench_ingest: %s\n", refusal.message);
            exit(1);
        }
        count++;
    }
    free(line);
    return count;
}

static void
expect(const struct bench *bench, const struct event *events, size_t count, size_t at)
{
    for (unsigned stage = 0; stage < EXPECT_STAGES; stage++)
        if (at + expect_ahead[stage] < count)
            engine_expect(bench->engine, &events[at + expect_ahead[stage]], stage);
}

static void
accept_all(struct bench *bench, struct event *events, size_t count)
{
    struct refusal refusal;
    enum outcome outcome;
    struct err err;

    must(engine_begin(bench->engine, &err), &err);
    for (size_t i = 0; i < count; i++) {
        expect(bench, events, count, i);
        must(engine_accept(bench->engine, &events[i], &outcome, &refusal, &err), &err);
    }
    must(engine_commit(bench->engine, (int64_t)NOW * 1000, &err), &err);
}

static void
publish(struct bench *bench)
{
    enum publish_result result;
    struct err err;

    must(engine_publish(bench->engine, NOW, &result, &err), &err);
    bench->publications += result == PUBLISH_DONE;
}

/* How many events were posted. */
static size_t
post_file(struct bench *bench, const char *folder, const char *name, size_t most, size_t batch, unsigned each)
{
    struct event *events = mem_array(batch, sizeof *events);
    struct cost since = cost_now();
    struct arena arena = { 0 };
    size_t count, total = 0;
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "r");
    if (!file)
        exit(66);
    for (unsigned n = 1; total < most && (count = read_events(bench, file, &arena, events, batch)) > 0; n++, total += count) {
        lap(&since, &bench->reading);
        accept_all(bench, events, count);
        lap(&since, &bench->accepting);
        if (n % each == 0)
            publish(bench);
        lap(&since, &bench->publishing);
        arena_reset(&arena);
    }
    publish(bench);
    lap(&since, &bench->publishing);
    arena_free(&arena);
    fclose(file);
    free(events);
    return total;
}

static void
run(struct bench *bench, const char *folder, size_t most, size_t batch, unsigned each)
{
    uint64_t figures;
    size_t count;

    post_file(bench, folder, "world.ndjson", SIZE_MAX, batch, 1000);
    bench->reading = bench->accepting = bench->publishing = (struct cost){ 0, 0 };
    bench->publications = 0;
    figures = engine_computed(bench->engine);
    count = post_file(bench, folder, "attendances.ndjson", most, batch, each);
    printf("%zu events: CPU of reading %.2f us, of accepting %.2f us (own %.2f us); %u publications of %.1f ms (own %.1f ms), %.0f figures\n",
           count, bench->reading.cpu * 1e6 / (double)count, bench->accepting.cpu * 1e6 / (double)count,
           bench->accepting.own * 1e6 / (double)count, bench->publications, bench->publishing.cpu * 1e3 / bench->publications,
           bench->publishing.own * 1e3 / bench->publications,
           (double)(engine_computed(bench->engine) - figures) / bench->publications);
    engine_memory_print(bench->engine, count);
}

static size_t
number(int argc, char **argv, int at, size_t otherwise)
{
    unsigned long long value = otherwise;

    if (at < argc && (!str_to_u64(str_of(argv[at]), &value) || value == 0))
        exit(64);
    return (size_t)value;
}

int
main(int argc, char **argv)
{
    struct bench bench = { 0 };

    if (argc < 3) {
        fprintf(stderr, "bench_ingest PLUGINS-FOLDER FOLDER [EVENTS [BATCH [BATCHES-A-PUBLICATION]]]\n");
        return 64;
    }
    bench.ruled = ruled_engine_open(argv[1], "*", day_of(2025, 1, 1));
    bench.engine = ruled_engine(bench.ruled);
    run(&bench, argv[2], number(argc, argv, 3, 1000000), number(argc, argv, 4, 16384), (unsigned)number(argc, argv, 5, 8));
    ruled_engine_close(bench.ruled);
    return 0;
}

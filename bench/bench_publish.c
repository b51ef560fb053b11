/* SPDX-License-Identifier: MIT */
/*
 * bench_publish.c -- what a change costs in figures, by the number of units, of rules and of sessions that changed.
 *
 * Communities below streets of ten below one district, a session a month and
 * ten people each; then single changes, each published: how many figures were
 * computed again, how many sessions the rules were asked about, how often Lua
 * was called for each of them, how long it took, and how much of a processor the
 * thread that publishes used: that is nearly the same on a busy machine.
 *
 *     bench_publish PLUGINS-FOLDER [UNITS...]
 */
#include "bench/ruled_engine.h"
#include "lib/engine/engine.h"
#include "lib/wire/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NOW = 1800000000, MONTHS = 12, PEOPLE = 10, CHANGES = 10 };

struct bench {
    struct ruled_engine *ruled;
    struct engine *engine;
    unsigned next_id, next_person;
};

static void post(struct bench *bench, const char *type, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Inside an open batch. */
static void
post(struct bench *bench, const char *type, const char *format, ...)
{
    char data[512], line[800];
    struct refusal refusal;
    struct arena arena = { 0 };
    struct event event;
    enum outcome outcome;
    struct err err;
    va_list args;

    va_start(args, format);
    vsnprintf(data, sizeof data, format, args);
    va_end(args);
    snprintf(line, sizeof line,
             "{\"specversion\":\"1.0\",\"id\":\"e%u\",\"source\":\"b\",\"type\":\"turnout.%s\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{%s}}",
             bench->next_id++, type, data);
    if (!line_read(ruled_engine_reader(bench->ruled), str_of(line), NOW, &arena, &event, &refusal)) {
        fprintf(stderr, "bench_publish: %s\n", refusal.message);
        exit(1);
    }
    must(engine_accept(bench->engine, &event, &outcome, &refusal, &err), &err);
    arena_free(&arena);
}

static void
commit(struct bench *bench)
{
    enum publish_result result;
    struct err err;

    must(engine_commit(bench->engine, (int64_t)NOW * 1000, &err), &err);
    must(engine_publish(bench->engine, NOW, &result, &err), &err);
}

static void
begin(struct bench *bench)
{
    struct err err;

    must(engine_begin(bench->engine, &err), &err);
}

static void
post_world(struct bench *bench, unsigned units)
{
    begin(bench);
    post(bench, "unit.put", "\"unit\":\"d\",\"level\":\"district\"");
    for (unsigned u = 0; u < units; u++) {
        if (u % 10 == 0)
            post(bench, "unit.put", "\"unit\":\"s%u\",\"level\":\"street\",\"parent\":\"d\"", u / 10);
        post(bench, "unit.put", "\"unit\":\"c%u\",\"level\":\"community\",\"parent\":\"s%u\"", u, u / 10);
        post(bench, "population.put", "\"unit\":\"c%u\",\"basis\":\"usual\",\"count\":1000", u);
        for (unsigned p = 0; p < PEOPLE; p++)
            post(bench, "person.put", "\"person\":\"p%u-%u\",\"home\":\"c%u\"", u, p, u);
        for (unsigned m = 1; m <= MONTHS; m++) {
            post(bench, "activity.held", "\"activity\":\"a%u-%u\",\"unit\":\"c%u\",\"category\":\"edu.law\",\"start\":\"2025-%02u-15\"", u, m, u, m);
            post(bench, "attendance", "\"activity\":\"a%u-%u\",\"person\":\"p%u-%u\",\"status\":\"present\"", u, m, u, m % PEOPLE);
        }
    }
    commit(bench);
}

static double
seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Of the sessions of all units and months, the one with this number. */
static void
change_session(struct bench *bench, unsigned units, unsigned number, bool is_session)
{
    unsigned unit = number % units, month = number / units % MONTHS + 1;

    if (is_session)
        post(bench, "activity.held", "\"activity\":\"x%u\",\"unit\":\"c%u\",\"category\":\"edu.law\",\"start\":\"2025-%02u-20\"", bench->next_id, unit,
             month);
    else
        post(bench, "attendance", "\"activity\":\"a%u-%u\",\"person\":\"q%u\",\"status\":\"present\"", unit, month, bench->next_person++);
}

/* CHANGES publications, each after so many sessions have changed in one commit. */
static void
measure(struct bench *bench, unsigned units, unsigned dirty, bool is_session)
{
    uint64_t before = engine_computed(bench->engine), asked, calls;
    struct ruled_work was = ruled_engine_work(bench->ruled), now;
    double began = seconds(CLOCK_MONOTONIC), used = seconds(CLOCK_THREAD_CPUTIME_ID);

    for (unsigned i = 0; i < CHANGES; i++) {
        begin(bench);
        for (unsigned d = 0; d < dirty; d++)
            change_session(bench, units, i + d, is_session);
        commit(bench);
    }
    now = ruled_engine_work(bench->ruled);
    asked = now.asked - was.asked;
    calls = now.calls - was.calls;
    printf("%8u %8zu %12s %9u %9.0f %9.0f %12.1f %10.2f %10.2f\n", units, now.plugins, is_session ? "session" : "attendance", dirty,
           (double)(engine_computed(bench->engine) - before) / CHANGES, (double)asked / CHANGES,
           asked > 0 ? (double)calls / (double)asked : 0, (seconds(CLOCK_MONOTONIC) - began) * 1000 / CHANGES,
           (seconds(CLOCK_THREAD_CPUTIME_ID) - used) * 1000 / CHANGES);
}

static void
run(const char *plugins, const char *which, unsigned units)
{
    struct bench bench = { .ruled = ruled_engine_open(plugins, which, day_of(2026, 1, 1)) };

    bench.engine = ruled_engine(bench.ruled);
    post_world(&bench, units);
    for (unsigned dirty = 1; dirty <= 100; dirty *= 10)
        measure(&bench, units, dirty, false);
    measure(&bench, units, 1, true);
    measure(&bench, units, 100, true);
    ruled_engine_close(bench.ruled);
}

int
main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "bench_publish PLUGINS-FOLDER [UNITS...]\n");
        return 64;
    }
    printf("%8s %8s %12s %9s %9s %9s %12s %10s %10s\n", "units", "plugins", "one more", "sessions", "figures", "asked", "Lua/session", "ms", "CPU ms");
    run(argv[1], "participation_rate", 100);
    for (unsigned units = 10; argc == 2 && units <= 1000; units *= 10)
        run(argv[1], "*", units);
    for (int i = 2; i < argc; i++) {
        unsigned long long units;
        if (!str_to_u64(str_of(argv[i]), &units) || units == 0 || units > 100000)
            return 64;
        run(argv[1], "*", (unsigned)units);
    }
    return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * bench_store.c -- the event log beside a bare loop of SQLite inserts of the same rows, in turn, in one run.
 *
 * Random UUID ids, 40 sources, 20,000 sessions, 200,000 people, synchronous=FULL.
 *
 *     bench_store [--rows N] [--batch N] [--rounds N] [--folder PATH]
 */
#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/base/mem.h"
#include "lib/store/event_log.h"
#include "lib/store/figures.h"
#include "lib/store/reader.h"
#include "lib/store/sql.h"
#include "lib/store/store.h"

#include <argp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SOURCES = 40, SESSIONS = 20000, PEOPLE = 200000 };

struct options {
    unsigned rows, batch, rounds, cells;
    const char *folder;
};

struct result {
    double seconds, cpu; /* for all rows */
    double open;         /* seconds to open it again */
    long long bytes;     /* of the file */
};

/* Texts of events, made before the clock starts. */
struct sample {
    struct event event;
    char id[40], time[32], activity[24], source[16];
    uint32_t person;
};

static double
clock_seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint64_t
next_random(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    return hash_mix(*state, 1);
}

static void
make_sample(struct sample *sample, uint64_t *random)
{
    uint64_t high = next_random(random), low = next_random(random), pick = next_random(random);
    unsigned second = (unsigned)(pick % 86400), session = (unsigned)((pick >> 20) % SESSIONS);

    snprintf(sample->id, sizeof sample->id, "%08x-%04x-4%03x-%04x-%012llx", (unsigned)(high >> 32),
             (unsigned)(high >> 16) & 0xffff, (unsigned)high & 0xfff, ((unsigned)(low >> 48) & 0x3fff) | 0x8000,
             (unsigned long long)low & 0xffffffffffffULL);
    snprintf(sample->time, sizeof sample->time, "2024-05-%02uT%02u:%02u:%02u+08:00", session % 28 + 1, second / 3600,
             second / 60 % 60, second % 60);
    snprintf(sample->activity, sizeof sample->activity, "games-%06u", session);
    snprintf(sample->source, sizeof sample->source, "gate/%u", session % SOURCES);
    sample->person = (uint32_t)(next_random(random) % PEOPLE) + 1;
    sample->event = (struct event){
        .source = str_of(sample->source),
        .id = str_of(sample->id),
        .rev = 1,
        .type = EVENT_ATTENDANCE,
        .time_text = str_of(sample->time),
        .content = { high ^ low, pick },
        .persons = &sample->person,
        .person_count = 1,
        .as.attendance = { .activity = str_of(sample->activity), .has_minutes = true, .minutes = 90 },
    };
}

static void
must(bool done, const struct err *err)
{
    if (done)
        return;
    fprintf(stderr, "bench_store: %s\n", err->text);
    exit(1);
}

static void
must_sql(int result, sqlite3 *db)
{
    if (result == SQLITE_OK || result == SQLITE_DONE)
        return;
    fprintf(stderr, "bench_store: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static void
remove_store(const char *path)
{
    static const char *const endings[] = { "", "-wal", "-shm", ".lock" };
    char name[512];

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

static void
append_batch(struct event_log *log, struct sample *samples, size_t count)
{
    struct err err = { 0 };
    uint64_t seq, previous;

    must(event_log_begin(log, &err), &err);
    for (size_t i = 0; i < count; i++) {
        if (i + 10 < count)
            event_log_expect(log, &samples[i + 10].event);
        must(event_log_find(log, samples[i].event.source, samples[i].event.id, &previous, &err), &err);
        must(event_log_append(log, &samples[i].event, previous, &seq, &err), &err);
    }
    must(event_log_commit(log, 1716962591000, &err), &err);
}

static double
time_opening(const char *path)
{
    struct err err = { 0 };
    double from = clock_seconds(CLOCK_MONOTONIC);
    struct store *store = store_open(path, &err);
    struct event_log *log = store ? event_log_open(store, &err) : NULL;

    must(log != NULL, &err);
    event_log_close(log);
    store_close(store);
    return clock_seconds(CLOCK_MONOTONIC) - from;
}

static struct result
run_log(const char *path, const struct options *options, struct sample *samples)
{
    struct result result = { 0 };
    struct err err = { 0 };
    struct store *store;
    struct event_log *log;
    struct stat status;
    uint64_t random = 1;

    remove_store(path);
    store = store_open(path, &err);
    must(store != NULL, &err);
    log = event_log_open(store, &err);
    must(log != NULL, &err);
    for (unsigned done = 0; done < options->rows; done += options->batch) {
        double wall, cpu;

        for (unsigned i = 0; i < options->batch; i++)
            make_sample(&samples[i], &random);
        wall = clock_seconds(CLOCK_MONOTONIC), cpu = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
        append_batch(log, samples, options->batch);
        result.seconds += clock_seconds(CLOCK_MONOTONIC) - wall;
        result.cpu += clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    }
    event_log_close(log);
    store_close(store);
    stat(path, &status);
    result.bytes = status.st_size;
    result.open = time_opening(path);
    remove_store(path);
    return result;
}

/* The values as the log packs them, ready before the clock starts: only SQLite is measured. */
static void
bind_row(sqlite3_stmt *stmt, unsigned seq, const struct sample *sample, const unsigned char id[16])
{
    int at = 0;

    sqlite3_bind_int64(stmt, ++at, seq);
    sqlite3_bind_int(stmt, ++at, 7);
    sqlite3_bind_blob(stmt, ++at, id, 16, SQLITE_STATIC);
    sqlite3_bind_int(stmt, ++at, 1);
    sqlite3_bind_int(stmt, ++at, EVENT_ATTENDANCE);
    sqlite3_bind_int64(stmt, ++at, 1716962591);
    sqlite3_bind_int(stmt, ++at, 480);
    sqlite3_bind_blob(stmt, ++at, &sample->event.content, 16, SQLITE_STATIC);
    sqlite3_bind_int(stmt, ++at, (int)(sample->person % SESSIONS));
    sqlite3_bind_int(stmt, ++at, (int)sample->person);
    sqlite3_bind_int(stmt, ++at, 0);
    sqlite3_bind_int(stmt, ++at, 90);
}

static void
insert_batch(sqlite3 *db, sqlite3_stmt *stmt, unsigned before, const struct sample *samples, unsigned char (*ids)[16],
             unsigned count)
{
    must_sql(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), db);
    for (unsigned i = 0; i < count; i++) {
        bind_row(stmt, before + i + 1, &samples[i], ids[i]);
        must_sql(sqlite3_step(stmt), db);
        sqlite3_reset(stmt);
    }
    must_sql(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), db);
}

static sqlite3 *
open_bare(const char *path, sqlite3_stmt **stmt)
{
    struct err err = { 0 };
    struct store *store;
    sqlite3 *db;

    remove_store(path);
    store = store_open(path, &err); /* the same tables */
    must(store != NULL, &err);
    store_close(store);
    must_sql(sqlite3_open(path, &db), db);
    must_sql(sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL), db);
    must_sql(sqlite3_prepare_v2(db,
                                "INSERT INTO event (seq, source, id, rev, type, time, zone, content, activity, person, "
                                "mark, minutes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                -1, stmt, NULL),
             db);
    return db;
}

static struct result
run_bare(const char *path, const struct options *options, struct sample *samples)
{
    struct result result = { 0 };
    unsigned char(*ids)[16] = mem_array(options->batch, sizeof *ids);
    sqlite3_stmt *stmt;
    sqlite3 *db = open_bare(path, &stmt);
    uint64_t random = 1;

    for (unsigned done = 0; done < options->rows; done += options->batch) {
        double wall, cpu;

        for (unsigned i = 0; i < options->batch; i++) {
            uint64_t id[2] = { next_random(&random), next_random(&random) };
            make_sample(&samples[i], &random);
            memcpy(ids[i], id, sizeof id);
        }
        wall = clock_seconds(CLOCK_MONOTONIC), cpu = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
        insert_batch(db, stmt, done, samples, ids, options->batch);
        result.seconds += clock_seconds(CLOCK_MONOTONIC) - wall;
        result.cpu += clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    remove_store(path);
    free(ids);
    return result;
}

/* Cells as the engine publishes them: 12 indicators, 19 periods of a year, the rest units. */
static void
fill_cell(struct figure_row *row, uint32_t cell, int64_t numerator, char (*texts)[24])
{
    unsigned period = cell % 19, indicator = cell / 19 % 12, unit = cell / 19 / 12;

    snprintf(texts[0], sizeof texts[0], "indicator_%02u", indicator);
    snprintf(texts[1], sizeof texts[1], "unit-%04u", unit);
    snprintf(texts[2], sizeof texts[2], period < 12 ? "2024-%02u" : "2024P%u", period + 1);
    snprintf(texts[3], sizeof texts[3], "%lld.%02lld", (long long)numerator / 32, (long long)numerator % 100);
    *row = (struct figure_row){
        .cell = cell,
        .indicator = str_of(texts[0]),
        .unit = str_of(texts[1]),
        .period = str_of(texts[2]),
        .period_first = 19700 + (int)period * 30,
        .period_end = 19730 + (int)period * 30,
        .state = STR("ok"),
        .value = str_of(texts[3]),
        .method = STR("named"),
        .target = STR("75"),
        .flags = STR(""),
        .notes = STR("unknown_home=3"),
        .kind = STR("draft"),
        .plugin = STR("education_coverage@1.0.0"),
        .has_numerator = true,
        .has_denominator = true,
        .has_bounds = true,
        .has_met = true,
        .has_short = true,
        .numerator = numerator,
        .denominator = 3200,
        .named = numerator,
        .lower = numerator,
        .upper = numerator + 85,
        .shortfall = 75,
    };
}

static double
publish(struct figures *figures, uint32_t cells, int64_t round)
{
    double from = clock_seconds(CLOCK_MONOTONIC);
    struct err err = { 0 };
    struct figure_row row;
    char texts[4][24];

    must(figures_begin(figures, &err), &err);
    for (uint32_t cell = 0; cell < cells; cell++) {
        fill_cell(&row, cell, 2000 + round * 7 + cell % 300, texts);
        must(figures_put(figures, &row, &err), &err);
    }
    must(figures_commit(figures, (uint64_t)round, STR("2025-01-01"), &err), &err);
    return clock_seconds(CLOCK_MONOTONIC) - from;
}

static void
time_report(const char *path, const char *unit, const char *period)
{
    struct str values[FILTERS] = { [FILTER_UNIT] = str_of(unit), [FILTER_PERIOD] = str_of(period) };
    struct report_filter filter = { 0 };
    double from = clock_seconds(CLOCK_MONOTONIC);
    struct arena arena = { 0 };
    struct report_row *rows;
    struct err err = { 0 };
    struct reader *reader = reader_open(path, &err);
    size_t count;

    must(reader != NULL, &err);
    for (int kind = 0; kind < FILTERS; kind++) {
        filter.values[kind] = &values[kind];
        filter.counts[kind] = values[kind].ptr != NULL;
    }
    must(reader_report(reader, &filter, &arena, &rows, &count, &err), &err);
    printf("report of %-12s %8zu rows in %.1f ms, opening included\n", unit ? period ? "unit and year" : "unit" : "a year",
           count, (clock_seconds(CLOCK_MONOTONIC) - from) * 1e3);
    reader_close(reader);
    arena_free(&arena);
}

static void
run_figures(const char *path, const struct options *options)
{
    struct err err = { 0 };
    struct store *store;
    struct figures *figures;
    double cpu = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);

    remove_store(path);
    store = store_open(path, &err);
    must(store != NULL, &err);
    figures = figures_open(store, &err);
    must(figures != NULL, &err);
    for (int round = 0; round < 4; round++) {
        double seconds = publish(figures, options->cells, round), spent = clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;

        printf("%-22s %8u cells in %.3f s, %.2f us of CPU a cell\n", round ? "published again" : "published first",
               options->cells, seconds, spent * 1e6 / options->cells);
        cpu += spent;
        store_rest(store);
    }
    time_report(path, "unit-0100", "2024P19");
    time_report(path, "unit-0100", NULL);
    time_report(path, NULL, "2024P19");
    figures_close(figures);
    store_close(store);
    remove_store(path);
}

static void
print_result(const char *name, const struct result *result, const struct options *options)
{
    printf("%-22s %8.0f rows/s   %5.2f us of CPU a row", name, options->rows / result->seconds,
           result->cpu * 1e6 / options->rows);
    if (result->bytes)
        printf("   %5.1f bytes a row in the file   opens in %.2f s", (double)result->bytes / options->rows, result->open);
    printf("\n");
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct options *options = state->input;

    switch (key) {
    case 'r':
        options->rows = (unsigned)strtoul(arg, NULL, 10);
        return 0;
    case 'b':
        options->batch = (unsigned)strtoul(arg, NULL, 10);
        return 0;
    case 'n':
        options->rounds = (unsigned)strtoul(arg, NULL, 10);
        return 0;
    case 'c':
        options->cells = (unsigned)strtoul(arg, NULL, 10);
        return 0;
    case 'f':
        options->folder = arg;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int
main(int argc, char **argv)
{
    static const struct argp_option listed[] = {
        { "rows", 'r', "N", 0, "rows in all (1000000)", 0 },
        { "batch", 'b', "N", 0, "rows a commit (4096)", 0 },
        { "rounds", 'n', "N", 0, "how often each is run (3)", 0 },
        { "cells", 'c', "N", 0, "cells a publication (150000)", 0 },
        { "folder", 'f', "PATH", 0, "where the database is made (.)", 0 },
        { 0 },
    };
    static const struct argp argp = { listed, parse_option, NULL, "The event log beside a bare loop of inserts", 0, 0, 0 };
    struct options options = { .rows = 1000000, .batch = 4096, .rounds = 3, .cells = 150000, .folder = "." };
    struct sample *samples;
    char path[400];

    argp_parse(&argp, argc, argv, 0, NULL, &options);
    options.rows = (options.rows + options.batch - 1) / options.batch * options.batch;
    samples = mem_array(options.batch, sizeof *samples);
    snprintf(path, sizeof path, "%s/bench-store.db", options.folder);
    for (unsigned round = 0; round < options.rounds; round++) {
        struct result bare = run_bare(path, &options, samples), log = run_log(path, &options, samples);

        print_result("bare SQLite loop", &bare, &options);
        print_result("event log", &log, &options);
        printf("%-22s %8.2f of the bare loop's rows/s, %.2f of its CPU\n", "", bare.seconds / log.seconds, log.cpu / bare.cpu);
    }
    run_figures(path, &options);
    free(samples);
    return 0;
}

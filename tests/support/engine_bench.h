/* SPDX-License-Identifier: MIT */
/*
 * engine_bench.h -- an engine over a store in a temporary folder, with rules that
 * answer at once: those of sample_rules.h, or those that ship.
 *
 * The as-of day is 2025-11-15, the clock stands in 2027.  Each post is a batch of its own.
 */
#ifndef TESTS_SUPPORT_ENGINE_BENCH_H
#define TESTS_SUPPORT_ENGINE_BENCH_H

#include "lib/base/arena.h"
#include "lib/engine/engine.h"
#include "lib/store/reader.h"
#include "tests/support/scratch.h"

struct shipped_rules;

/* What is posted between the pages of a publication, line after line, as far as the engine takes them. */
struct bench_interludes {
    const char *const *lines;
    size_t count, at_once;     /* so many lines in each */
    size_t fails_at;           /* the interlude that fails, counted from 1; 0: none */
    void (*look)(void *ctx);   /* called in each, or NULL */
    void *ctx;
    size_t posted, interludes; /* so far */
    bool is_closed;            /* the next line was not taken */
};

struct engine_bench {
    struct shipped_rules *rules; /* NULL: sample_rules.h */
    struct scratch scratch;
    int64_t clock; /* UTC seconds */
    struct engine *engine;
    struct line_reader *reader;
    struct bench_interludes *interludes; /* NULL: none are wanted */
};

/* In a new folder. */
void bench_start(struct engine_bench *bench);
/* With the plugins that ship. */
void bench_start_shipped(struct engine_bench *bench, struct shipped_rules *rules);
/* Closes the engine and opens the same store again; nothing is published yet. */
void bench_restart(struct engine_bench *bench);
/* Saves the sessions, so that the next restart reads them instead of the attendances. */
void bench_save(struct engine_bench *bench);
void bench_stop(struct engine_bench *bench);

/* What is posted from now on is recorded at the instant: "2025-05-05T23:59:00+08:00". */
void bench_set_clock(struct engine_bench *bench, const char *instant);
/* Posts the line, which must be readable; how it ended. *refusal may be NULL. */
enum outcome bench_post(struct engine_bench *bench, const char *line, struct refusal *refusal);
/* The same with an event of source "test", rev 1, as in events.h; data: the members of its object. */
enum outcome bench_post_event(struct engine_bench *bench, const char *id, const char *type, const char *data);
/* Posts the lines as one batch; none may be refused. */
void bench_post_together(struct engine_bench *bench, const char *const *lines, size_t count);
/* Publishes what is due; was there anything? */
bool bench_publish(struct engine_bench *bench);

/* The same with interludes; nothing has joined the facts when it returns. False: the publication failed, as an interlude asked for. */
bool bench_publish_with(struct engine_bench *bench, struct bench_interludes *interludes);
/* What came in interludes joins the facts, so many events at a time. */
void bench_join(struct engine_bench *bench, uint64_t at_once);

/* Every published row. */
struct report_row *bench_rows(const struct engine_bench *bench, struct arena *arena, size_t *count);
/* Every published row as text, by its key; in the arena. */
struct str bench_figures(const struct engine_bench *bench, struct arena *arena, size_t *count);
/* Every published score and its lines as text. */
struct str bench_scores(const struct engine_bench *bench, struct arena *arena);
/* Of each its total, grade and rank alone: "card unit t:team period|state total grade rank/of", in order of the key. */
struct str bench_scores_short(const struct engine_bench *bench, struct arena *arena);
/* What each event is worth, by identity: "test/e1 1 applied gate 2025-01-01 day" and a line feed each. */
struct str bench_states(const struct engine_bench *bench, struct arena *arena);
/* The same of one event alone: "applied". */
struct str bench_state(const struct engine_bench *bench, struct arena *arena, const char *id, unsigned rev);

#endif

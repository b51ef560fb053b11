/* SPDX-License-Identifier: MIT */
/*
 * Publishing step by step gives what a restart computes from nothing: the
 * engine with a real store, and rules that answer at once.
 */
#include "lib/base/arena.h"
#include "lib/engine/engine.h"
#include "lib/store/reader.h"
#include "tests/support/random_facts.h"
#include "tests/support/random_set.h"
#include "tests/support/sample_rules.h"
#include "tests/support/scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SETS = 24, NOW = 1800000000 /* 2027: nothing of the sets lies in the future */ };

struct bench {
    struct scratch scratch;
    struct engine *engine;
    struct line_reader *reader;
};

/* The worker of this test: yes or no by the subject alone. */
static void
answer(void *ctx, const struct rule_subject *subjects, size_t count)
{
    struct bench *bench = ctx;

    for (size_t i = 0; i < count; i++) {
        struct verdict verdict = {
            .kind = subjects[i].kind,
            .number = subjects[i].number,
            .version = subjects[i].version,
            .mask = random_answer(&subjects[i]),
        };
        engine_verdicts(bench->engine, &verdict, 1);
    }
}

static void
open_engine(struct bench *bench)
{
    struct engine_config config = {
        .db_path = bench->scratch.db,
        .year_start_month = 1,
        .has_as_of = true,
        .as_of = day_of(2025, 11, 15),
        .ask = answer,
        .ctx = bench,
    };
    struct ruleset rules = *sample_rules(true);
    struct err err;

    bench->engine = engine_open(&config, &err);
    must(bench->engine != NULL, &err);
    bench->reader = line_reader_new(engine_person_key(bench->engine));
    engine_set_ruleset(bench->engine, &rules);
}

static void
close_engine(struct bench *bench)
{
    line_reader_free(bench->reader);
    engine_close(bench->engine);
}

static void
publish(struct bench *bench)
{
    enum publish_result result;
    struct err err;

    must(engine_publish(bench->engine, NOW, &result, &err), &err);
    assert_int_not_equal(result, PUBLISH_WAITS);
}

static void
accept_line(struct bench *bench, const char *line)
{
    struct arena arena = { 0 };
    struct refusal refusal;
    enum outcome outcome;
    struct event event;
    struct err err;

    assert_true(line_read(bench->reader, str_of(line), NOW, &arena, &event, &refusal));
    must(engine_begin(bench->engine, &err), &err);
    must(engine_accept(bench->engine, &event, &outcome, &refusal, &err), &err);
    must(engine_commit(bench->engine, (int64_t)NOW * 1000, &err), &err);
    assert_true(outcome <= OUTCOME_PENDING);
    arena_free(&arena);
}

/* Every published row as text. */
static struct str
published(const struct bench *bench, struct arena *arena, size_t *count)
{
    const struct report_filter everything = { 0 };
    struct reader *reader;
    struct report_row *rows;
    struct buf text = { 0 };
    struct str kept;
    struct err err;

    reader = reader_open(bench->scratch.db, &err);
    must(reader != NULL, &err);
    must(reader_report(reader, &everything, arena, &rows, count, &err), &err);
    reader_close(reader);
    for (size_t i = 0; i < *count; i++) {
        const struct figure_row *row = &rows[i].figure;
        buf_printf(&text, "%.*s %.*s t:%.*s c:%.*s g:%.*s %.*s %.*s %lld/%lld %.*s [%lld %lld %lld] %d %lld %.*s|%.*s|%.*s\n",
                   STR_ARG(row->indicator), STR_ARG(row->unit), STR_ARG(row->team), STR_ARG(row->category),
                   STR_ARG(row->group), STR_ARG(row->period), STR_ARG(row->state), (long long)row->numerator,
                   (long long)row->denominator, STR_ARG(row->value), (long long)row->named, (long long)row->lower,
                   (long long)row->upper, row->met, (long long)row->shortfall, STR_ARG(row->flags),
                   STR_ARG(row->notes), STR_ARG(row->detail));
    }
    kept = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return kept;
}

static void
post_set(struct bench *bench, unsigned seed, size_t every)
{
    json_t *events = random_set(seed);

    for (size_t i = 0; i < json_array_size(events); i++) {
        char *line = json_dumps(json_array_get(events, i), JSON_COMPACT);
        accept_line(bench, line);
        free(line);
        if (i % every == 0)
            publish(bench);
    }
    publish(bench);
    json_decref(events);
}

static void
figures_published_after_every_few_events__are_those_of_a_restart(void **state)
{
    size_t rows = 0;

    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        struct arena arena = { 0 };
        struct bench bench = { 0 };
        struct str stepwise, afresh;
        size_t count;

        scratch_make(&bench.scratch);
        open_engine(&bench);
        post_set(&bench, seed, 1 + seed % 5);
        stepwise = published(&bench, &arena, &count);
        close_engine(&bench);
        rows += count;
        open_engine(&bench);
        publish(&bench);
        afresh = published(&bench, &arena, &count);
        close_engine(&bench);
        if (!str_eq(stepwise, afresh))
            fail_msg("seed %u: step by step\n%s\nafresh\n%s", seed, stepwise.ptr, afresh.ptr);
        scratch_remove(&bench.scratch);
        arena_free(&arena);
    }
    assert_true(rows > 1000 * SETS);
}

static void
nothing_new__is_not_published_again(void **state)
{
    struct bench bench = { 0 };
    enum publish_result result;
    struct err err;

    (void)state;
    scratch_make(&bench.scratch);
    open_engine(&bench);
    post_set(&bench, 1, 1000);
    must(engine_publish(bench.engine, NOW, &result, &err), &err);
    assert_int_equal(result, PUBLISH_NOTHING);
    close_engine(&bench);
    scratch_remove(&bench.scratch);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_published_after_every_few_events__are_those_of_a_restart),
        cmocka_unit_test(nothing_new__is_not_published_again),
    };

    return cmocka_run_group_tests_name("publish", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/*
 * Publishing step by step gives what a restart computes from nothing: the
 * engine with a real store, and rules that answer at once.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 24 };

static void
post_set(struct engine_bench *bench, unsigned seed, size_t every)
{
    json_t *events = random_set(seed);

    for (size_t i = 0; i < json_array_size(events); i++) {
        char *line = json_dumps(json_array_get(events, i), JSON_COMPACT);
        assert_true(bench_post(bench, line, NULL) <= OUTCOME_PENDING);
        free(line);
        if (i % every == 0)
            bench_publish(bench);
    }
    bench_publish(bench);
    json_decref(events);
}

static void
figures_published_after_every_few_events__are_those_of_a_restart(void **state)
{
    size_t rows = 0, scores = 0;

    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        struct arena arena = { 0 };
        struct engine_bench bench;
        struct str stepwise, afresh, scored_stepwise, scored_afresh;
        size_t count;

        bench_start(&bench);
        post_set(&bench, seed, 1 + seed % 5);
        stepwise = bench_figures(&bench, &arena, &count);
        rows += count;
        scored_stepwise = bench_scores(&bench, &arena);
        scores += scored_stepwise.len;
        bench_restart(&bench);
        bench_publish(&bench);
        scored_afresh = bench_scores(&bench, &arena);
        if (!str_eq(scored_stepwise, scored_afresh))
            check_failed("seed %u: step by step\n%s\nafresh\n%s", seed, scored_stepwise.ptr, scored_afresh.ptr);
        afresh = bench_figures(&bench, &arena, &count);
        if (!str_eq(stepwise, afresh))
            check_failed("seed %u: step by step\n%s\nafresh\n%s", seed, stepwise.ptr, afresh.ptr);
        bench_stop(&bench);
        arena_free(&arena);
    }
    assert_true(rows > 1000 * SETS);
    assert_true(scores > 10000 * SETS);
}

static void
nothing_new__is_not_published_again(void **state)
{
    struct engine_bench bench;

    (void)state;
    bench_start(&bench);
    post_set(&bench, 1, 1000);
    assert_false(bench_publish(&bench));
    bench_stop(&bench);
}

/* The figure may be the same, but the row is another one. */
static void
a_team_that_moves__is_shown_with_its_new_unit(void **state)
{
    struct buf lines = { 0 };
    struct arena arena = { 0 };
    struct engine_bench bench;
    struct str figures;
    size_t count;

    (void)state;
    add_event(&lines, "u1", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\"");
    add_event(&lines, "u2", 1, "unit.put", "\"unit\":\"bridge\",\"level\":\"community\"");
    add_event(&lines, "t", 1, "team.put", "\"team\":\"drum\",\"unit\":\"gate\"");
    add_event(&lines, "a", 1, "activity.held",
              "\"activity\":\"parade\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2025-05-01\",\"teams\":[\"drum\"]");
    add_event(&lines, "t", 2, "team.put", "\"team\":\"drum\",\"unit\":\"bridge\"");
    buf_put_byte(&lines, 0);
    bench_start(&bench);
    for (char *line = lines.ptr, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        assert_int_equal(bench_post(&bench, line, NULL), OUTCOME_APPLIED);
        bench_publish(&bench);
    }
    figures = bench_figures(&bench, &arena, &count);
    assert_non_null(strstr(figures.ptr, "activities bridge t:drum"));
    assert_null(strstr(figures.ptr, "gate t:drum"));
    bench_stop(&bench);
    buf_free(&lines);
    arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_published_after_every_few_events__are_those_of_a_restart),
        cmocka_unit_test(nothing_new__is_not_published_again),
        cmocka_unit_test(a_team_that_moves__is_shown_with_its_new_unit),
    };

    return cmocka_run_group_tests_name("publish", tests, NULL, NULL);
}

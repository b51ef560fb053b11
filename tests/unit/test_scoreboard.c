/* SPDX-License-Identifier: MIT */
/*
 * What becomes of published scores when the rules change: the engine with a
 * real store and the cards of sample_rules.h.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/sample_rules.h"

#include <string.h>

static void
post_year(struct engine_bench *bench)
{
    struct buf lines = { 0 };

    add_event(&lines, "u1", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\",\"at\":\"2020-01-01\"");
    add_event(&lines, "u2", 1, "unit.put", "\"unit\":\"bridge\",\"level\":\"community\",\"at\":\"2020-01-01\"");
    add_event(&lines, "a1", 1, "activity.held", "\"activity\":\"a1\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2024-05-01\"");
    add_event(&lines, "a2", 1, "activity.held", "\"activity\":\"a2\",\"unit\":\"gate\",\"category\":\"culture\",\"start\":\"2025-05-01\"");
    add_event(&lines, "a3", 1, "activity.held", "\"activity\":\"a3\",\"unit\":\"bridge\",\"category\":\"culture\",\"start\":\"2025-05-01\"");
    buf_put_byte(&lines, 0);
    for (char *at = lines.ptr, *line; (line = strsep(&at, "\n")) != NULL;)
        if (*line)
            assert_int_equal(bench_post(bench, line, NULL), OUTCOME_APPLIED);
    buf_free(&lines);
    bench_publish(bench);
}

static struct str
scores(struct engine_bench *bench, struct arena *arena)
{
    return bench_scores(bench, arena);
}

static bool
has(struct str text, const char *words)
{
    return text.ptr && strstr(text.ptr, words) != NULL;
}

static void
set_rules(struct engine_bench *bench, struct ruleset rules)
{
    engine_set_ruleset(bench->engine, &rules);
    bench_publish(bench);
}

static void
a_card_that_is_gone__takes_its_scores_with_it(void **state)
{
    struct ruleset without = *sample_rules(true);
    struct engine_bench bench;
    struct arena arena = { 0 };

    (void)state;
    without.card_count = 1; /* team_card alone */
    bench_start(&bench);
    post_year(&bench);
    assert_true(has(scores(&bench, &arena), "unit_card gate"));
    set_rules(&bench, without);
    assert_false(has(scores(&bench, &arena), "unit_card"));
    assert_false(has(scores(&bench, &arena), "whole_card"));
    set_rules(&bench, *sample_rules(true));
    assert_true(has(scores(&bench, &arena), "unit_card gate"));
    bench_stop(&bench);
    arena_free(&arena);
}

static void
a_plugin_that_does_not_load_any_more__keeps_its_scores(void **state)
{
    static struct plugin_fault faults[] = { { STR_INIT("sample"), STR_INIT("sample.lua:1: no"), false } };
    struct ruleset broken = { .faults = faults, .fault_count = 1 };
    struct engine_bench bench;
    struct arena arena = { 0 };
    struct str before;

    (void)state;
    bench_start(&bench);
    post_year(&bench);
    before = scores(&bench, &arena);
    set_rules(&bench, broken);
    assert_true(str_eq(scores(&bench, &arena), before));
    set_rules(&bench, *sample_rules(true));
    assert_true(str_eq(scores(&bench, &arena), before));
    bench_stop(&bench);
    arena_free(&arena);
}

static void
a_paused_plugin__keeps_its_scores_as_they_are(void **state)
{
    struct engine_bench bench;
    struct arena arena = { 0 };
    struct str before;

    (void)state;
    bench_start(&bench);
    post_year(&bench);
    before = scores(&bench, &arena);
    engine_pause_plugin(bench.engine, &(struct rule_fault){ .plugin = 0, .rule = RULE_NONE, .message = STR_INIT("it failed") });
    bench_post_event(&bench, "a4", "activity.held", "\"activity\":\"a4\",\"unit\":\"bridge\",\"category\":\"culture\",\"start\":\"2025-06-01\"");
    bench_publish(&bench);
    assert_true(str_eq(scores(&bench, &arena), before));
    bench_stop(&bench);
    arena_free(&arena);
}

/* gate has a year before; bridge has none. */
static void
changes__are_those_against_the_year_before(void **state)
{
    struct engine_bench bench;
    struct arena arena = { 0 };
    struct str text;

    (void)state;
    bench_start(&bench);
    post_year(&bench);
    text = scores(&bench, &arena);
    assert_true(has(text, "unit_card gate - 2025 ok") && has(text, "same_rules"));
    assert_true(has(text, "unit_card bridge - 2025 ok"));
    assert_non_null(strstr(strstr(text.ptr, "unit_card bridge - 2025 ok"), "none"));
    bench_stop(&bench);
    arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_that_is_gone__takes_its_scores_with_it),
        cmocka_unit_test(a_plugin_that_does_not_load_any_more__keeps_its_scores),
        cmocka_unit_test(a_paused_plugin__keeps_its_scores_as_they_are),
        cmocka_unit_test(changes__are_those_against_the_year_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

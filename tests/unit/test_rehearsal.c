/* SPDX-License-Identifier: MIT */
/*
 * Scores and publications: the engine with a real store, and a worker that
 * answers when the test says so: late, twice, or never.
 */
#include "lib/model/answer_book.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"

#include <stdio.h>
#include <string.h>

enum { QUESTIONS_MAX = 64, NOW = 1800000000 };

/* `sessions` of one plugin; `points` = ten times that and `double` of points in two others. */
static struct score_read read_sessions[] = { { .name = STR_INIT("sessions"), .place = 2 } };
static struct score_read read_points[] = { { .name = STR_INIT("points"), .place = 1 } };
#define SCORE(title, in, number, what) \
    { .name = STR_INIT(title), .kind = INDICATOR_SCORE, .plugin = in, .factor = 1, .by = BY_UNIT, .over = 1 << PERIOD_YEAR, .rule = number, .reads = what, .read_count = 1 }
static struct indicator indicators[] = {
    SCORE("double", 2, 1, read_points),
    SCORE("points", 1, 0, read_sessions),
    { .name = STR_INIT("sessions"), .kind = INDICATOR_VALUE, .factor = 1, .by = BY_UNIT, .over = 1 << PERIOD_YEAR,
      .numerator = { .kind = MEASURE_COUNT, .rule = RULE_NONE, .of = COUNT_SESSIONS } },
};
static struct rule rules[] = {
    { .plugin = 1, .subject = SUBJECT_FIGURES, .name = STR_INIT("points.of") },
    { .plugin = 2, .subject = SUBJECT_FIGURES, .name = STR_INIT("double.of") },
};

struct worker {
    struct engine_bench bench;
    struct score_question questions[QUESTIONS_MAX];
    struct figure_reading readings[QUESTIONS_MAX];
    size_t asked;    /* so far */
    size_t answered; /* of these, from the first on */
    struct plugin plugins[2][3]; /* of the last rules and of those before */
    unsigned given;
};

static void
no_verdicts(void *ctx, const struct rule_subject *subjects, size_t count)
{
    (void)ctx;
    (void)subjects;
    (void)count;
}

static void
hear(void *ctx, const struct score_question *questions, size_t count)
{
    struct worker *worker = ctx;

    for (size_t i = 0; i < count && worker->asked < QUESTIONS_MAX; i++) {
        worker->readings[worker->asked] = questions[i].readings[0];
        worker->questions[worker->asked++] = questions[i];
    }
}

static void
answer_one(struct worker *worker, size_t place)
{
    const struct figure_reading *reading = &worker->readings[place];
    struct score_answer answer = {
        .key = worker->questions[place].key,
        .state = reading->state,
        .value = { reading->numerator * (worker->questions[place].rule == 0 ? 10 : 2), 1 },
    };

    engine_scores(worker->bench.engine, &answer, 1);
}

static void
answer_all(struct worker *worker)
{
    while (worker->answered < worker->asked)
        answer_one(worker, worker->answered++);
}

static void
give_rules(struct worker *worker, uint64_t meaning)
{
    static const struct str names[] = { STR_INIT("base"), STR_INIT("points"), STR_INIT("double") };
    struct plugin *plugins = worker->plugins[worker->given++ % 2];
    struct ruleset ruleset = { .plugins = plugins, .plugin_count = 3, .indicators = indicators, .indicator_count = 3,
                               .rules = rules, .rule_count = 2 };

    for (int i = 0; i < 3; i++)
        plugins[i] = (struct plugin){ .name = names[i], .version = STR_INIT("1"), .meaning = { meaning, (uint64_t)i } };
    engine_set_ruleset(worker->bench.engine, &ruleset);
}

static enum publish_result
publish(struct worker *worker)
{
    enum publish_result result;
    struct err err;

    must(engine_publish(worker->bench.engine, NOW, &result, &err), &err);
    return result;
}

static void
post(struct worker *worker, const char *id, const char *type, const char *data)
{
    assert_int_equal(bench_post_event(&worker->bench, id, type, data), OUTCOME_APPLIED);
}

static void
post_session(struct worker *worker, const char *activity)
{
    char data[200];

    snprintf(data, sizeof data, "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"edu\",\"start\":\"2025-03-01\"", activity);
    post(worker, activity, "activity.held", data);
}

static void
start(struct worker *worker)
{
    struct engine_config config = {
        .year_start_month = 1, .has_as_of = true, .as_of = day_of(2025, 11, 15), .ask = no_verdicts, .ask_scores = hear, .ctx = worker,
    };
    struct err err;

    memset(worker, 0, sizeof *worker);
    scratch_make(&worker->bench.scratch);
    config.db_path = worker->bench.scratch.db;
    worker->bench.engine = engine_open(&config, &err);
    must(worker->bench.engine != NULL, &err);
    worker->bench.reader = line_reader_new(engine_person_key(worker->bench.engine));
    give_rules(worker, 1);
    post(worker, "u", "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    post_session(worker, "a");
}

static void
expect_rows(struct worker *worker, const char *double_value, const char *points_value, const char *sessions_value)
{
    const char *const expected[] = { double_value, points_value, sessions_value };
    static const char *const names[] = { "double", "points", "sessions" };
    struct arena arena = { 0 };
    struct str figures;
    size_t count;

    figures = bench_figures(&worker->bench, &arena, &count);
    for (int i = 0; i < 3; i++) {
        char row[100];

        snprintf(row, sizeof row, "%s u t: c: g: 2025 ok %s/1 ", names[i], expected[i] ? expected[i] : "");
        if (expected[i] ? !strstr(figures.ptr, row) : figures.ptr && strstr(figures.ptr, names[i]))
            check_failed("%s\nin\n%s", row, figures.ptr);
    }
    arena_free(&arena);
}

static void
a_publication__waits_for_scores_and_for_the_scores_of_scores(void **state)
{
    struct worker worker;

    (void)state;
    start(&worker);
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    assert_int_equal(worker.asked, 1);
    assert_int_equal(publish(&worker), PUBLISH_WAITS); /* nothing is asked twice */
    assert_int_equal(worker.asked, 1);
    answer_all(&worker);
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    assert_int_equal(worker.asked, 2);
    answer_all(&worker);
    assert_int_equal(publish(&worker), PUBLISH_DONE);
    expect_rows(&worker, "20", "10", "1");
    bench_stop(&worker.bench);
}

static void
an_answer_that_comes_late__is_not_taken_for_figures_that_changed_since(void **state)
{
    struct worker worker;

    (void)state;
    start(&worker);
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    post_session(&worker, "b");
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    assert_int_equal(worker.asked, 2);
    answer_one(&worker, 0); /* for one session */
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    answer_one(&worker, 0); /* twice */
    answer_one(&worker, 1);
    worker.answered = 2;
    assert_int_equal(publish(&worker), PUBLISH_WAITS); /* for double */
    answer_all(&worker);
    assert_int_equal(publish(&worker), PUBLISH_DONE);
    expect_rows(&worker, "40", "20", "2");
    bench_stop(&worker.bench);
}

static void
figures_that_were_there_before__are_not_asked_about_again(void **state)
{
    struct worker worker;
    size_t asked;

    (void)state;
    start(&worker);
    while (publish(&worker) == PUBLISH_WAITS)
        answer_all(&worker);
    post_session(&worker, "b");
    while (publish(&worker) == PUBLISH_WAITS)
        answer_all(&worker);
    expect_rows(&worker, "40", "20", "2");
    asked = worker.asked;
    post(&worker, "v", "activity.void", "\"activity\":\"b\"");
    assert_int_equal(publish(&worker), PUBLISH_DONE);
    assert_int_equal(worker.asked, asked);
    expect_rows(&worker, "20", "10", "1");
    bench_stop(&worker.bench);
}

static void
another_worker__is_asked_what_the_first_never_answered(void **state)
{
    struct worker worker;

    (void)state;
    start(&worker);
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    engine_ask_again(worker.bench.engine);
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    assert_int_equal(worker.asked, 2);
    assert_true(hash128_eq(worker.questions[0].key, worker.questions[1].key));
    answer_one(&worker, 0); /* of the worker that is gone: as good as the other */
    worker.answered = 2;
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    answer_all(&worker);
    assert_int_equal(publish(&worker), PUBLISH_DONE);
    bench_stop(&worker.bench);
}

static void
rules_that_mean_the_same__are_not_asked_again_and_others_are(void **state)
{
    struct worker worker;
    size_t asked;

    (void)state;
    start(&worker);
    while (publish(&worker) == PUBLISH_WAITS)
        answer_all(&worker);
    asked = worker.asked;
    give_rules(&worker, 1);
    assert_int_equal(publish(&worker), PUBLISH_DONE);
    assert_int_equal(worker.asked, asked);
    give_rules(&worker, 2);
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    assert_int_equal(worker.asked, asked + 1);
    answer_one(&worker, 0); /* what the old rule said is no answer of the new one */
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    while (publish(&worker) == PUBLISH_WAITS)
        answer_all(&worker);
    expect_rows(&worker, "20", "10", "1");
    bench_stop(&worker.bench);
}

static void
a_paused_score__is_not_waited_for_and_keeps_its_rows_with_those_made_of_it(void **state)
{
    struct worker worker;

    (void)state;
    start(&worker);
    while (publish(&worker) == PUBLISH_WAITS)
        answer_all(&worker);
    post_session(&worker, "b");
    assert_int_equal(publish(&worker), PUBLISH_WAITS);
    engine_pause_plugin(worker.bench.engine, &(struct rule_fault){ .plugin = 1, .rule = RULE_NONE, .message = STR_INIT("it looped") });
    assert_int_equal(publish(&worker), PUBLISH_DONE);
    expect_rows(&worker, "20", "10", "2");
    bench_stop(&worker.bench);
}

static void
a_score_of_a_paused_plugins_figure__stays_as_it_is(void **state)
{
    struct worker worker;

    (void)state;
    start(&worker);
    engine_pause_plugin(worker.bench.engine, &(struct rule_fault){ .plugin = 0, .rule = RULE_NONE, .message = STR_INIT("broken") });
    assert_int_equal(publish(&worker), PUBLISH_DONE);
    assert_int_equal(worker.asked, 0);
    expect_rows(&worker, NULL, NULL, NULL);
    bench_stop(&worker.bench);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_publication__waits_for_scores_and_for_the_scores_of_scores),
        cmocka_unit_test(an_answer_that_comes_late__is_not_taken_for_figures_that_changed_since),
        cmocka_unit_test(figures_that_were_there_before__are_not_asked_about_again),
        cmocka_unit_test(another_worker__is_asked_what_the_first_never_answered),
        cmocka_unit_test(rules_that_mean_the_same__are_not_asked_again_and_others_are),
        cmocka_unit_test(a_paused_score__is_not_waited_for_and_keeps_its_rows_with_those_made_of_it),
        cmocka_unit_test(a_score_of_a_paused_plugins_figure__stays_as_it_is),
    };

    return cmocka_run_group_tests_name("rehearsal", tests, NULL, NULL);
}

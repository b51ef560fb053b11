/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * Attendances that are accepted while figures are computed and published: they
 * are in the log at once, and in the figures from the next publication on.  The
 * engine with a real store.  There are two interludes at the least, whatever the
 * threads do: before the first figure and after the last.
 */
#include "lib/base/mem.h"
#include "tests/support/check.h"
#include "tests/support/engine_bench.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 8 };

/* A random set: what is posted first, the attendances that come meanwhile, and what is left of it. Lines are owned. */
struct course {
    char **lines;
    size_t count, first;
    const char **meanwhile, **left;
    size_t meanwhile_count, left_count;
};

static struct course
course_of(unsigned seed)
{
    json_t *events = random_set(seed);
    size_t count = json_array_size(events);
    struct course course = { mem_array(count, sizeof(char *)), count, count / 3 + seed % 5 * (count / 8),
                             mem_array(count, sizeof(char *)), mem_array(count, sizeof(char *)), 0, 0 };

    for (size_t i = 0; i < count; i++) {
        const char *type = json_string_value(json_object_get(json_array_get(events, i), "type"));

        course.lines[i] = json_dumps(json_array_get(events, i), JSON_COMPACT);
        if (i < course.first)
            continue;
        if (strcmp(type, "turnout.attendance") == 0)
            course.meanwhile[course.meanwhile_count++] = course.lines[i];
        else
            course.left[course.left_count++] = course.lines[i];
    }
    json_decref(events);
    return course;
}

static void
course_free(struct course *course)
{
    for (size_t i = 0; i < course->count; i++)
        free(course->lines[i]);
    free(course->lines);
    free(course->meanwhile);
    free(course->left);
}

static void
post(struct engine_bench *bench, const char *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_true(bench_post(bench, lines[i], NULL) <= OUTCOME_PENDING);
}

/* What readers see of figures, scores and events. */
struct sight {
    struct str figures, scores, states;
};

static struct sight
see(const struct engine_bench *bench, struct arena *arena)
{
    size_t count;

    return (struct sight){ bench_figures(bench, arena, &count), bench_scores(bench, arena), bench_states(bench, arena) };
}

static void
expect_same(unsigned seed, const char *when, struct str wanted, struct str seen)
{
    if (!str_eq(wanted, seen))
        check_failed("seed %u, %s: wanted\n%s\nseen\n%s", seed, when, wanted.ptr, seen.ptr);
}

/* One after another: first, published, the rest, published. */
static void
without_interludes(const struct course *course, struct arena *arena, struct sight *half, struct sight *whole)
{
    struct engine_bench bench;

    bench_start(&bench);
    post(&bench, (const char *const *)course->lines, course->first);
    bench_publish(&bench);
    *half = see(&bench, arena);
    post(&bench, course->meanwhile, course->meanwhile_count);
    post(&bench, course->left, course->left_count);
    bench_publish(&bench);
    *whole = see(&bench, arena);
    bench_stop(&bench);
}

/* The second publication of a process is the first with interludes. */
static void
start_with(struct engine_bench *bench, const struct course *course)
{
    bench_start(bench);
    bench_publish(bench);
    post(bench, (const char *const *)course->lines, course->first);
}

/* What the interludes left, and what is no attendance. */
static void
post_rest(struct engine_bench *bench, const struct course *course, const struct bench_interludes *meanwhile)
{
    post(bench, meanwhile->lines + meanwhile->posted, meanwhile->count - meanwhile->posted);
    post(bench, course->left, course->left_count);
}

static void
expect_sight(const struct engine_bench *bench, struct arena *arena, unsigned seed, const char *when, const struct sight *wanted)
{
    const struct sight seen = see(bench, arena);

    expect_same(seed, when, wanted->figures, seen.figures);
    expect_same(seed, when, wanted->scores, seen.scores);
    expect_same(seed, when, wanted->states, seen.states);
}

static void
figures_with_interludes__stand_for_the_log_before_them_and_the_next_ones_for_all(void **state)
{
    size_t posted = 0, interludes = 0;

    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        struct course course = course_of(seed);
        struct bench_interludes meanwhile = { .lines = course.meanwhile, .count = course.meanwhile_count, .at_once = 11 + seed % 4 };
        struct arena arena = { 0 };
        struct sight half, whole;
        struct engine_bench bench;
        size_t count;

        without_interludes(&course, &arena, &half, &whole);
        start_with(&bench, &course);
        assert_true(bench_publish_with(&bench, &meanwhile));
        expect_same(seed, "published with interludes", half.figures, bench_figures(&bench, &arena, &count));
        expect_same(seed, "published with interludes", half.scores, bench_scores(&bench, &arena));
        bench_join(&bench, 1 + seed % 3);
        if (seed % 3 == 0)
            bench_publish(&bench);
        post_rest(&bench, &course, &meanwhile);
        if (seed % 2 == 0)
            bench_restart(&bench);
        bench_publish(&bench);
        expect_sight(&bench, &arena, seed, "with all", &whole);
        posted += meanwhile.posted;
        interludes += meanwhile.interludes;
        bench_stop(&bench);
        arena_free(&arena);
        course_free(&course);
    }
    print_message("%zu attendances in %zu interludes\n", posted, interludes);
    assert_true(posted > 20 * SETS && interludes >= 2 * SETS);
}

static void
first_publication_of_a_process__takes_events_while_it_counts_who_came(void **state)
{
    (void)state;
    for (unsigned seed = 301; seed <= 304; seed++) {
        struct course course = course_of(seed);
        struct bench_interludes meanwhile = { .lines = course.meanwhile, .count = course.meanwhile_count, .at_once = 7 };
        struct arena arena = { 0 };
        struct sight half, whole;
        struct engine_bench bench;
        size_t count;

        without_interludes(&course, &arena, &half, &whole);
        start_with(&bench, &course);
        bench_restart(&bench);
        assert_true(bench_publish_with(&bench, &meanwhile));
        assert_true(meanwhile.interludes > 0);
        expect_same(seed, "published first", half.figures, bench_figures(&bench, &arena, &count));
        expect_same(seed, "published first", half.scores, bench_scores(&bench, &arena));
        bench_join(&bench, 5);
        post_rest(&bench, &course, &meanwhile);
        bench_publish(&bench);
        expect_sight(&bench, &arena, seed, "published next", &whole);
        bench_stop(&bench);
        arena_free(&arena);
        course_free(&course);
    }
}

/* Who reads while it goes on. */
struct onlooker {
    const struct engine_bench *bench;
    struct arena arena;
    struct str before;
    unsigned seed;
};

static void
look(void *ctx)
{
    struct onlooker *onlooker = ctx;
    size_t count;

    expect_same(onlooker->seed, "in an interlude", onlooker->before, bench_figures(onlooker->bench, &onlooker->arena, &count));
}

static void
readers__see_the_old_figures_until_all_of_the_new_are_there(void **state)
{
    size_t interludes = 0;

    (void)state;
    for (unsigned seed = 101; seed <= 103; seed++) {
        struct course course = course_of(seed);
        struct engine_bench bench;
        struct onlooker onlooker = { .bench = &bench, .seed = seed };
        struct bench_interludes meanwhile = { .lines = course.meanwhile, .count = course.meanwhile_count, .at_once = 1, .look = look, .ctx = &onlooker };
        size_t count;

        start_with(&bench, &course);
        bench_publish(&bench);
        onlooker.before = bench_figures(&bench, &onlooker.arena, &count);
        post(&bench, course.meanwhile, course.meanwhile_count / 2);
        meanwhile.lines += course.meanwhile_count / 2;
        meanwhile.count -= course.meanwhile_count / 2;
        assert_true(bench_publish_with(&bench, &meanwhile));
        interludes += meanwhile.interludes;
        bench_join(&bench, 100);
        bench_stop(&bench);
        arena_free(&onlooker.arena);
        course_free(&course);
    }
    assert_true(interludes >= 2 * 3);
}

static void
publication_that_fails_between_pages__leaves_the_old_figures_and_loses_no_event(void **state)
{
    (void)state;
    for (unsigned seed = 201; seed <= 204; seed++) {
        struct course course = course_of(seed);
        struct bench_interludes meanwhile = { .lines = course.meanwhile, .count = course.meanwhile_count, .at_once = 1, .fails_at = 1 + seed % 2 };
        struct arena arena = { 0 };
        struct sight half, whole;
        struct engine_bench bench;
        struct str before;
        size_t count;

        without_interludes(&course, &arena, &half, &whole);
        start_with(&bench, &course);
        bench_publish(&bench);
        post(&bench, course.meanwhile, course.meanwhile_count / 3);
        before = bench_figures(&bench, &arena, &count);
        meanwhile.lines += course.meanwhile_count / 3;
        meanwhile.count -= course.meanwhile_count / 3;
        if (bench_publish_with(&bench, &meanwhile))
            check_failed("seed %u: there were %zu interludes only", seed, meanwhile.interludes);
        expect_same(seed, "failed", before, bench_figures(&bench, &arena, &count));
        bench_restart(&bench);
        post_rest(&bench, &course, &meanwhile);
        bench_publish(&bench);
        expect_sight(&bench, &arena, seed, "after a restart", &whole);
        bench_stop(&bench);
        arena_free(&arena);
        course_free(&course);
    }
}

static const char unit[] = "{\"specversion\":\"1.0\",\"id\":\"u9\",\"source\":\"t\",\"type\":\"turnout.unit.put\",\"time\":\"2025-01-01T00:00:00+08:00\","
                           "\"data\":{\"unit\":\"u9\",\"name\":\"u9\",\"level\":\"community\"}}";

static void
what_says_more_than_who_came__is_not_taken_in_an_interlude(void **state)
{
    struct course course = course_of(1);
    const char *lines[] = { course.meanwhile[0], unit, course.meanwhile[1] };
    struct bench_interludes meanwhile = { .lines = lines, .count = 3, .at_once = 3 };
    struct engine_bench bench;

    (void)state;
    start_with(&bench, &course);
    assert_true(bench_publish_with(&bench, &meanwhile));
    assert_int_equal(meanwhile.posted, 1);
    assert_true(engine_is_behind(bench.engine));
    bench_join(&bench, 10);
    post(&bench, lines + 1, 2);
    bench_publish(&bench);
    bench_stop(&bench);
    course_free(&course);
}

#define LINE(id, rev, type, data) \
    "{\"specversion\":\"1.0\",\"id\":\"" id "\",\"rev\":" rev ",\"source\":\"t\",\"type\":\"turnout." type "\",\"time\":\"2025-01-01T00:00:00+08:00\"," \
    "\"data\":{" data "}}"
#define CAME(id, rev) LINE(id, rev, "attendance", "\"activity\":\"games\",\"person\":\"one\",\"status\":\"present\"")

/* Is the line taken while figures of a session, and of one who came, are published? How it ended after the publication otherwise. */
static bool
is_taken(const char *line, uint64_t *published, enum outcome *outcome)
{
    static const char *const before[] = {
        LINE("u1", "1", "unit.put", "\"unit\":\"u1\",\"level\":\"community\""),
        LINE("held", "1", "activity.held", "\"activity\":\"games\",\"unit\":\"u1\",\"category\":\"sport\",\"start\":\"2025-05-01\""),
        CAME("came", "1"),
        LINE("back", "1", "retract", "\"source\":\"t\",\"id\":\"awaited\",\"rev\":1"),
    };
    struct bench_interludes meanwhile = { .lines = &line, .count = 1, .at_once = 1 };
    struct engine_bench bench;

    bench_start(&bench);
    bench_publish(&bench);
    post(&bench, before, sizeof before / sizeof *before);
    assert_true(bench_publish_with(&bench, &meanwhile));
    assert_true(meanwhile.interludes > 0);
    *published = engine_published(bench.engine);
    bench_join(&bench, 10);
    *outcome = meanwhile.posted > 0 ? OUTCOME_APPLIED : bench_post(&bench, line, NULL);
    bench_stop(&bench);
    return meanwhile.posted > 0;
}

static void
attendance_that_corrects_something_else__is_not_taken_in_an_interlude(void **state)
{
    uint64_t published;
    enum outcome outcome;

    (void)state;
    assert_false(is_taken(CAME("held", "2"), &published, &outcome));
    assert_int_equal(outcome, OUTCOME_PENDING); /* nobody says any more that the games were held */
    assert_false(is_taken(CAME("back", "2"), &published, &outcome));
    assert_true(is_taken(CAME("came", "2"), &published, &outcome));
    assert_true(is_taken(CAME("new", "2"), &published, &outcome));
}

static void
attendance_that_a_retraction_waits_for__is_not_taken_in_an_interlude(void **state)
{
    uint64_t published;
    enum outcome outcome;

    (void)state;
    assert_false(is_taken(CAME("awaited", "1"), &published, &outcome));
    assert_int_equal(outcome, OUTCOME_APPLIED);
}

static void
position_that_was_published__is_that_before_the_interludes(void **state)
{
    uint64_t published;
    enum outcome outcome;

    (void)state;
    assert_true(is_taken(CAME("new", "1"), &published, &outcome));
    assert_int_equal(published, 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_with_interludes__stand_for_the_log_before_them_and_the_next_ones_for_all),
        cmocka_unit_test(first_publication_of_a_process__takes_events_while_it_counts_who_came),
        cmocka_unit_test(readers__see_the_old_figures_until_all_of_the_new_are_there),
        cmocka_unit_test(publication_that_fails_between_pages__leaves_the_old_figures_and_loses_no_event),
        cmocka_unit_test(what_says_more_than_who_came__is_not_taken_in_an_interlude),
        cmocka_unit_test(attendance_that_corrects_something_else__is_not_taken_in_an_interlude),
        cmocka_unit_test(attendance_that_a_retraction_waits_for__is_not_taken_in_an_interlude),
        cmocka_unit_test(position_that_was_published__is_that_before_the_interludes),
    };

    return cmocka_run_group_tests_name("interludes", tests, NULL, NULL);
}

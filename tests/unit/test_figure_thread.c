/* SPDX-License-Identifier: MIT */
/* ctest: threads */
#include "lib/engine/figure_thread.h"

#include "tests/support/check.h"
#include "tests/support/scratch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* What was done, and on which thread. */
struct course {
    struct figure_thread *thread;
    pthread_t owner, worker, visited;
    size_t visits, wanted; /* so many are asked for */
    bool fails, visit_fails, was_given_up;
    atomic_uint woken;
};

static bool
visit(void *ctx, struct err *err)
{
    struct course *course = ctx;

    course->visited = pthread_self();
    course->visits++;
    return !course->visit_fails || err_set(err, ERR_STORE, "visit %zu fails", course->visits);
}

static bool
work(void *ctx, struct err *err)
{
    struct course *course = ctx;

    course->worker = pthread_self();
    while (course->visits < course->wanted)
        if (!figure_thread_visit(course->thread, visit, course, err))
            return false;
    return !course->fails || err_set(err, ERR_INTERNAL, "the work fails");
}

static void
wake(void *ctx)
{
    atomic_fetch_add(&((struct course *)ctx)->woken, 1);
}

static void
begin(struct course *course, figure_work_fn run)
{
    const struct figure_work of = { run, course, wake, course };

    if (!course->thread)
        course->thread = figure_thread_new();
    assert_non_null(course->thread);
    course->owner = pthread_self();
    figure_thread_begin(course->thread, &of);
}

static void
visits__are_done_by_the_owner_when_it_serves(void **state)
{
    struct course course = { .wanted = 5 };
    struct err err = { 0 };

    (void)state;
    begin(&course, work);
    must(figure_thread_end(course.thread, &err), &err);
    assert_int_equal(course.visits, 5);
    assert_true(pthread_equal(course.visited, course.owner));
    assert_false(pthread_equal(course.worker, course.owner));
    assert_int_equal(course.woken, 5 + 1); /* of each visit, and of the end */
    figure_thread_free(course.thread);
}

static void
thread__does_one_work_after_another(void **state)
{
    struct course course = { .wanted = 1 };
    struct err err = { 0 };

    (void)state;
    for (size_t i = 0; i < 20; i++) {
        course.visits = 0;
        begin(&course, work);
        must(figure_thread_end(course.thread, &err), &err);
        assert_false(figure_thread_serve(course.thread));
    }
    figure_thread_free(course.thread);
}

static void
visit_on_another_thread__or_without_one__is_done_at_once(void **state)
{
    struct course course = { 0 };
    struct err err = { 0 };

    (void)state;
    must(figure_thread_visit(NULL, visit, &course, &err), &err);
    course.thread = figure_thread_new();
    must(figure_thread_visit(course.thread, visit, &course, &err), &err);
    assert_int_equal(course.visits, 2);
    assert_true(pthread_equal(course.visited, pthread_self()));
    figure_thread_free(course.thread);
}

static void
what_failed__is_told_at_the_end(void **state)
{
    struct course course = { .fails = true };
    struct err err = { 0 };

    (void)state;
    begin(&course, work);
    assert_false(figure_thread_end(course.thread, &err));
    assert_string_equal(err.text, "the work fails");
    course = (struct course){ .thread = course.thread, .wanted = 3, .visit_fails = true };
    begin(&course, work);
    assert_false(figure_thread_end(course.thread, &err));
    assert_string_equal(err.text, "visit 1 fails");
    figure_thread_free(course.thread);
}

static bool
work_until_given_up(void *ctx, struct err *err)
{
    struct course *course = ctx;

    while (figure_thread_goes_on(course->thread))
        if (!figure_thread_visit(course->thread, visit, course, err))
            return false;
    course->was_given_up = true;
    return true;
}

static void
work_that_is_given_up__ends_soon_and_the_next_goes_on(void **state)
{
    struct course course = { .wanted = 2 };
    struct err err = { 0 };

    (void)state;
    begin(&course, work_until_given_up);
    while (course.visits < 10) {
        figure_thread_wait(course.thread);
        assert_true(figure_thread_serve(course.thread));
    }
    figure_thread_give_up(course.thread);
    must(figure_thread_end(course.thread, &err), &err);
    assert_true(course.was_given_up);
    course.visits = 0;
    begin(&course, work);
    assert_true(figure_thread_goes_on(course.thread));
    must(figure_thread_end(course.thread, &err), &err);
    assert_int_equal(course.visits, 2);
    figure_thread_free(course.thread);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visits__are_done_by_the_owner_when_it_serves),
        cmocka_unit_test(thread__does_one_work_after_another),
        cmocka_unit_test(visit_on_another_thread__or_without_one__is_done_at_once),
        cmocka_unit_test(what_failed__is_told_at_the_end),
        cmocka_unit_test(work_that_is_given_up__ends_soon_and_the_next_goes_on),
    };

    return cmocka_run_group_tests_name("figure_thread", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct watch_limits limits = { .cpu_ms = 1000, .stuck_ms = 10000, .silent_ms = 30000, .memory = 1000 };

/* In a call of plugin 2 since the start, asked at 0. */
static struct watch_sample
at(int64_t now, int64_t cpu, uint64_t calls)
{
    return (struct watch_sample){
        .now = now, .cpu = cpu, .call = { .calls = calls, .plugin = 2, .rule = 5, .subject = 7 }, .is_asked = true, .asked_since = 0,
    };
}

static enum watch_result
judge(struct watch *watch, struct watch_sample sample)
{
    return watch_judge(watch, &limits, &sample);
}

static void
call__may_use_its_processor_time_and_not_more(void **state)
{
    struct watch watch = { 0 };

    (void)state;
    assert_int_equal(judge(&watch, at(0, 500, 1)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(1000, 1500, 1)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(1100, 1501, 1)), WATCH_CPU);
}

static void
next_call__begins_anew(void **state)
{
    struct watch watch = { 0 };

    (void)state;
    assert_int_equal(judge(&watch, at(0, 0, 1)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(900, 900, 2)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(1800, 1800, 2)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(2000, 1901, 2)), WATCH_CPU);
}

static void
plugin_after_plugin_while_loading__is_progress_without_a_call(void **state)
{
    struct watch watch = { 0 };
    struct watch_sample sample = at(0, 0, 0);

    (void)state;
    for (uint32_t i = 0; i < 8; i++) {
        sample.call.plugin = i;
        sample.now = sample.cpu = i * 900;
        assert_int_equal(judge(&watch, sample), WATCH_GOOD);
    }
}

static void
call__that_sleeps_is_stuck(void **state)
{
    struct watch watch = { 0 };

    (void)state;
    assert_int_equal(judge(&watch, at(0, 0, 1)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(10000, 0, 1)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(10001, 0, 1)), WATCH_STUCK);
}

static void
call__that_a_busy_machine_leaves_little_time_is_not_stuck(void **state)
{
    struct watch watch = { 0 };

    (void)state;
    for (int64_t now = 0; now <= 25000; now += 100)
        assert_int_equal(judge(&watch, at(now, now / 25, 1)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(25100, 1001, 1)), WATCH_CPU);
}

static void
work_that_is_no_call__is_stuck_when_it_does_not_end(void **state)
{
    struct watch watch = { 0 };
    struct watch_sample sample = at(0, 0, 1);

    (void)state;
    sample.call.plugin = UINT32_MAX;
    for (; sample.now <= 10000; sample.now += 100) {
        sample.cpu = sample.now;
        assert_int_equal(judge(&watch, sample), WATCH_GOOD);
    }
    sample.cpu = 10001;
    assert_int_equal(judge(&watch, sample), WATCH_STUCK);
}

static void
frame__with_progress_but_no_answer_is_silent_after_30_seconds(void **state)
{
    struct watch watch = { 0 };
    uint64_t calls = 0;

    (void)state;
    for (int64_t now = 0; now <= 30000; now += 100)
        assert_int_equal(judge(&watch, at(now, 0, ++calls)), WATCH_GOOD);
    assert_int_equal(judge(&watch, at(30001, 0, ++calls)), WATCH_SILENT);
}

static void
worker_that_was_asked_nothing__may_do_nothing_for_ever(void **state)
{
    struct watch watch = { 0 };
    struct watch_sample sample = at(0, 0, 1);

    (void)state;
    sample.is_asked = false;
    for (sample.now = 0; sample.now < 100000; sample.now += 5000)
        assert_int_equal(judge(&watch, sample), WATCH_GOOD);
    sample.is_asked = true;
    sample.asked_since = sample.now;
    assert_int_equal(judge(&watch, sample), WATCH_GOOD);
    sample.now += 9000;
    assert_int_equal(judge(&watch, sample), WATCH_GOOD);
}

static void
memory__over_the_limit_is_seen_at_once(void **state)
{
    struct watch watch = { 0 };
    struct watch_sample sample = at(0, 0, 1);

    (void)state;
    sample.resident = 1000;
    assert_int_equal(judge(&watch, sample), WATCH_GOOD);
    sample.resident = 1001;
    assert_int_equal(judge(&watch, sample), WATCH_MEMORY);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(call__may_use_its_processor_time_and_not_more),
        cmocka_unit_test(next_call__begins_anew),
        cmocka_unit_test(plugin_after_plugin_while_loading__is_progress_without_a_call),
        cmocka_unit_test(call__that_sleeps_is_stuck),
        cmocka_unit_test(call__that_a_busy_machine_leaves_little_time_is_not_stuck),
        cmocka_unit_test(work_that_is_no_call__is_stuck_when_it_does_not_end),
        cmocka_unit_test(frame__with_progress_but_no_answer_is_silent_after_30_seconds),
        cmocka_unit_test(worker_that_was_asked_nothing__may_do_nothing_for_ever),
        cmocka_unit_test(memory__over_the_limit_is_seen_at_once),
    };

    return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}

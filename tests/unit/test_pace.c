/* SPDX-License-Identifier: MIT */
#include "daemon/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { INTERVAL = 250 };

static struct pace
fresh(void)
{
    struct pace pace;

    pace_init(&pace, INTERVAL);
    return pace;
}

static void
clean__is_never_due(void **state)
{
    struct pace pace = fresh();

    (void)state;
    assert_true(pace_due(&pace) == INT64_MAX);
    pace_dirty(&pace, 5000);
    pace_published(&pace, 5250, 5260);
    assert_true(pace_due(&pace) == INT64_MAX);
}

static void
lone_change__is_due_an_interval_later_whatever_follows_it(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 5000);
    assert_int_equal(pace_due(&pace), 5250);
    pace_dirty(&pace, 5100);
    pace_dirty(&pace, 5249);
    assert_int_equal(pace_due(&pace), 5250);
}

static void
under_load__three_times_as_long_as_publishing_took_is_left_for_events(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 1000);
    pace_published(&pace, 1250, 1450); /* 200 ms */
    pace_dirty(&pace, 1451);
    assert_int_equal(pace_due(&pace), 1450 + 600);
}

static void
under_load__figures_are_published_within_a_second_of_their_change(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 1000);
    pace_published(&pace, 1250, 1650); /* 400 ms: to be there within 900 of 1651 it has to start by 2151 */
    pace_dirty(&pace, 1651);
    assert_int_equal(pace_due(&pace), 1651 + PACE_LATEST - 400);
}

static void
under_load__a_ninth_of_the_time_is_left_for_events_alone_however_long_publishing_takes(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 1000);
    pace_published(&pace, 1250, 5250); /* 4 s */
    pace_dirty(&pace, 1260);           /* while it went on */
    assert_int_equal(pace_due(&pace), 5250 + 500);
}

static void
change_that_came_during_a_publication__is_published_within_a_second(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 1000);
    pace_published(&pace, 1250, 1650); /* 400 ms */
    pace_dirty(&pace, 1251);
    assert_int_equal(pace_due(&pace), 1251 + PACE_LATEST - 400);
}

static void
attempt_that_must_wait__is_repeated_an_interval_later_or_when_an_answer_comes(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 1000);
    pace_failed(&pace, 1270, PACE_WAIT_LEAST);
    assert_int_equal(pace_due(&pace), 1270 + INTERVAL);
    pace_answered(&pace);
    assert_int_equal(pace_due(&pace), 1250);
}

/* Otherwise answers that come in one after the other would keep events waiting all the time. */
static void
attempt__may_stand_waiting_once_an_interval(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 1000);
    assert_int_equal(pace_patience(&pace, 1250), PACE_WAIT_LEAST);
    pace_failed(&pace, 1270, PACE_WAIT_LEAST);
    pace_answered(&pace);
    assert_int_equal(pace_patience(&pace, 1280), 0);
    pace_failed(&pace, 1280, 0);
    assert_int_equal(pace_due(&pace), 1270 + INTERVAL);
    assert_int_equal(pace_patience(&pace, 1270 + INTERVAL), (270 + INTERVAL) / 16);
}

/* Each event brings a question, and no answer comes within the least time: figures would never be published. */
static void
attempt__stands_waiting_the_longer_the_later_figures_are(void **state)
{
    struct pace pace = fresh();

    (void)state;
    pace_dirty(&pace, 0);
    assert_int_equal(pace_patience(&pace, 1600), 100);
    pace_failed(&pace, 1700, 100);
    assert_int_equal(pace_patience(&pace, 1700 + 299), 0); /* three times as long is left for events */
    assert_int_equal(pace_due(&pace), 1700 + 300);
    assert_int_equal(pace_patience(&pace, 1700 + 300), 125);
    assert_int_equal(pace_patience(&pace, 1000000), PACE_WAIT_MOST);
    pace_published(&pace, 1000000, 1000100);
    pace_dirty(&pace, 1000200);
    assert_int_equal(pace_patience(&pace, 1000450), PACE_WAIT_LEAST);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean__is_never_due),
        cmocka_unit_test(lone_change__is_due_an_interval_later_whatever_follows_it),
        cmocka_unit_test(under_load__three_times_as_long_as_publishing_took_is_left_for_events),
        cmocka_unit_test(under_load__figures_are_published_within_a_second_of_their_change),
        cmocka_unit_test(under_load__a_ninth_of_the_time_is_left_for_events_alone_however_long_publishing_takes),
        cmocka_unit_test(change_that_came_during_a_publication__is_published_within_a_second),
        cmocka_unit_test(attempt_that_must_wait__is_repeated_an_interval_later_or_when_an_answer_comes),
        cmocka_unit_test(attempt__may_stand_waiting_once_an_interval),
        cmocka_unit_test(attempt__stands_waiting_the_longer_the_later_figures_are),
    };

    return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/*
 * A rule worker that has used what processor time the system lets it: another
 * one follows, no plugin is blamed, every figure comes.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/live_rules.h"

#include <poll.h>
#include <stdio.h>
#include <sys/resource.h>

/* Some hundredths of a second, and far below every limit. */
#define WORKS "(function() for i = 1, 3000000 do end return true end)()"

static struct live_rules live;

static int
start(void **state)
{
    (void)state;
    live_rules_start(&live);
    live_rules_write(&live, "x.lua", "x", "Rule", WORKS);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 3);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    live_rules_stop(&live);
    return 0;
}

/* The process that serves has so many seconds in all, instead of an hour. */
static pid_t
shorten_its_life(rlim_t seconds)
{
    const struct rlimit limit = { seconds, seconds + 60 };
    int64_t deadline = deadline_start();
    pid_t worker;

    while ((worker = daemon_worker(&live.server)) <= 0 && deadline_left(deadline) > 0)
        poll(NULL, 0, 10);
    assert_int_equal(prlimit(worker, RLIMIT_CPU, &limit, NULL), 0);
    return worker;
}

static void
post_sessions(int *posted, int count)
{
    struct buf lines = { 0 };

    for (int i = 0; i < count; i++) {
        char code[16];
        snprintf(code, sizeof code, "m%d", (*posted)++);
        add_event(&lines, code, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"", code);
    }
    post_expect(live.server.socket, &lines, (struct totals){ .applied = count });
    buf_free(&lines);
}

static void
expect_nobody_blamed(pid_t worker)
{
    assert_true(daemon_worker(&live.server) > 0 && daemon_worker(&live.server) != worker);
    assert_int_equal(database_number(&live.server, "select count(*) from plugin_fault"), 0);
    live_rules_expect_state(&live, "x", "live", false);
}

static void
worker__that_is_old_is_replaced_before_the_system_ends_it(void **state)
{
    int64_t deadline = deadline_start();
    pid_t worker = shorten_its_life(2);
    int posted = 0;

    (void)state;
    while (daemon_worker(&live.server) == worker) {
        if (deadline_left(deadline) == 0)
            check_failed("the worker is not replaced after %d sessions", posted);
        post_sessions(&posted, 8);
        assert_int_equal(live_rules_figure(&live, "x_count"), 3 + posted); /* so that it rests between two questions */
    }
    live_rules_post_session(&live, "last", "edu.law");
    live_rules_wait(&live, "x_count", 4 + posted);
    expect_nobody_blamed(worker);
}

static void
worker__that_the_system_ends_in_the_middle_of_a_rule_blames_nobody(void **state)
{
    enum { SESSIONS = 100 }; /* one frame: it takes longer than the worker has */
    pid_t worker = shorten_its_life(1);
    int posted = 0;

    (void)state;
    post_sessions(&posted, SESSIONS);
    live_rules_wait(&live, "x_count", 3 + SESSIONS);
    expect_nobody_blamed(worker);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(worker__that_is_old_is_replaced_before_the_system_ends_it, start, stop),
        cmocka_unit_test_setup_teardown(worker__that_the_system_ends_in_the_middle_of_a_rule_blames_nobody, start, stop),
    };

    return cmocka_run_group_tests_name("age of the rule worker", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * Rules that are changed while a client posts as fast as it can: nothing is lost.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/live_rules.h"

#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static struct live_rules live;

static int
start(void **state)
{
    (void)state;
    live_rules_start(&live);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    live_rules_stop(&live);
    return 0;
}

/* A child that posts sessions of education, one after another, until the pipe is closed; it tells how many were acknowledged. */
static int
post_at_full_speed(int stop_fd)
{
    struct client client;
    int posted = 0;

    client_open(&client, live.server.socket);
    while (poll(&(struct pollfd){ .fd = stop_fd, .events = POLLIN }, 1, 0) == 0 && posted < 200000) {
        struct buf lines = { 0 };
        char id[32];
        for (int i = 0; i < 100; i++) {
            snprintf(id, sizeof id, "f%d", posted++);
            add_event(&lines, id, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"", id);
        }
        if (!client_send(&client, lines.ptr, lines.len))
            _exit(1);
        buf_free(&lines);
        client_wait_acked(&client, posted);
    }
    client_close(&client);
    return posted;
}

static pid_t
spawn_poster(int stop_pipe[2], int count_pipe[2])
{
    pid_t child;

    assert_int_equal(pipe(stop_pipe), 0);
    assert_int_equal(pipe(count_pipe), 0);
    child = fork();
    if (child == 0) {
        int posted = post_at_full_speed(stop_pipe[0]);
        _exit(write(count_pipe[1], &posted, sizeof posted) == sizeof posted ? 0 : 1);
    }
    assert_true(child > 0);
    return child;
}

static int
end_poster(pid_t child, const int stop_pipe[2], const int count_pipe[2])
{
    int status, posted = 0;

    assert_int_equal(write(stop_pipe[1], "x", 1), 1);
    assert_int_equal(read(count_pipe[0], &posted, sizeof posted), sizeof posted);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    for (int i = 0; i < 2; i++) {
        close(stop_pipe[i]);
        close(count_pipe[i]);
    }
    return posted;
}

static void
reload__while_a_client_posts_at_full_speed_loses_nothing(void **state)
{
    static const char *const expressions[] = { UNDER_CULTURE, "true", UNDER_EDU };
    int stop_pipe[2], count_pipe[2], posted;
    pid_t poster = spawn_poster(stop_pipe, count_pipe);

    (void)state;
    for (int i = 0; i < 6; i++) {
        live_rules_write(&live, "x.lua", "x", "Rule", expressions[i % 3]);
        assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    }
    assert_int_equal(live_rules_command(&live, "rollback", NULL, NULL), 0);
    posted = end_poster(poster, stop_pipe, count_pipe);
    assert_true(posted > 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 3 + posted);
    assert_int_equal(database_number(&live.server, "select count(*) from event_log where type = 'turnout.activity.held'"), 3 + posted);
    daemon_kill(&live.server);
    daemon_start(&live.server);
    live_rules_post_session(&live, "c3", "culture.show"); /* so that what is read is what was computed from nothing */
    live_rules_wait(&live, "x_count", 4 + posted);
    assert_int_equal(live_rules_figure(&live, "activities"), 4 + posted);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reload__while_a_client_posts_at_full_speed_loses_nothing, start, stop),
    };

    return cmocka_run_group_tests_name("reload under load", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/*
 * A score on a real daemon: its parameters come from the configuration, and it
 * says the same whatever happens to the worker and the daemon.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <signal.h>
#include <stdio.h>

static void
start(struct daemon *server, const char *config)
{
    struct buf lines = { 0 };

    daemon_init(server, "2026-01-01");
    if (config)
        daemon_set_config(server, config);
    daemon_start(server);
    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(&lines, "t", 1, "team.put", "\"team\":\"t\",\"unit\":\"u\",\"founded\":\"2024-01-01\"");
    post_accepted(server->socket, &lines);
    buf_free(&lines);
}

/* A session of the team in December, to which p1 came and so many others did not. */
static void
post_session(const struct daemon *server, const char *activity, int absent)
{
    struct buf lines = { 0 };
    char id[32];

    add_event(&lines, activity, 1, "activity.held",
              "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"culture\",\"start\":\"2025-12-01\",\"teams\":[\"t\"]", activity);
    snprintf(id, sizeof id, "%s-p1", activity);
    add_event(&lines, id, 1, "attendance", "\"activity\":\"%s\",\"person\":\"p1\",\"status\":\"present\"", activity);
    for (int i = 0; i < absent; i++) {
        snprintf(id, sizeof id, "%s-a%d", activity, i);
        add_event(&lines, id, 1, "attendance", "\"activity\":\"%s\",\"person\":\"a%d\",\"status\":\"absent\"", activity, i);
    }
    post_accepted(server->socket, &lines);
    buf_free(&lines);
}

static void
expect_vitality(const struct daemon *server, const char *value)
{
    json_t *expected = json_pack("[{s:s,s:s,s:s,s:s,s:s,s:s,s:[]}]", "indicator", "team_vitality", "unit", "u", "team", "t", "period",
                                 "2025", "state", "ok", "value", value, "flags");
    json_t *rows;

    wait_published(server);
    rows = report_rows(server, NULL);
    expect_patterns("vitality", expected, rows);
    json_decref(rows);
    json_decref(expected);
}

static void
targets_of_zero__leave_the_other_parts(void **state)
{
    struct daemon server;

    (void)state;
    start(&server, "[plugin team_vitality]\nsessions = 0\noutputs = 0\n");
    post_session(&server, "a", 1);
    expect_vitality(&server, "50.00"); /* who came, alone */
    daemon_remove(&server);
}

static void
a_target_of_the_configuration__decides(void **state)
{
    struct daemon server;

    (void)state;
    start(&server, "[plugin team_vitality]\nsessions = 2\n");
    post_session(&server, "a", 1);
    expect_vitality(&server, "38.89"); /* (40 * 1/2 + 30 * 1/2 + 0) / 90 */
    daemon_remove(&server);
}

/* 40 * n/12 + 30 * came / expected, of 90; no outputs, no members. */
static void
a_score__is_the_same_after_the_worker_hung_and_the_daemon_died(void **state)
{
    struct daemon server;

    (void)state;
    start(&server, NULL);
    post_session(&server, "a", 1);
    expect_vitality(&server, "20.37"); /* (40/12 + 15) / 90 */
    daemon_signal_worker(&server, SIGSTOP);
    post_session(&server, "b", 0);
    expect_vitality(&server, "29.63"); /* (80/12 + 20) / 90 */
    daemon_signal_worker(&server, SIGKILL);
    post_session(&server, "c", 2);
    expect_vitality(&server, "27.78"); /* (120/12 + 15) / 90 */
    daemon_kill(&server);
    daemon_start(&server);
    expect_vitality(&server, "27.78");
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_of_zero__leave_the_other_parts),
        cmocka_unit_test(a_target_of_the_configuration__decides),
        cmocka_unit_test(a_score__is_the_same_after_the_worker_hung_and_the_daemon_died),
    };

    return cmocka_run_group_tests_name("vitality", tests, NULL, NULL);
}

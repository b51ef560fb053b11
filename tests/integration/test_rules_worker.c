/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * A rule can be wrong, slow or hostile and only its own figures suffer: ingest
 * goes on, the other figures are published, the fault is shown.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add_world(struct buf *lines)
{
    add_event(lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(lines, "n", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":4,\"at\":\"2024-01-01\"");
    for (int i = 0; i < 3; i++) {
        char id[16];

        snprintf(id, sizeof id, "p%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"p%d\",\"home\":\"u\",\"at\":\"2024-01-01\"", i);
    }
}

static void
add_session(struct buf *lines, const char *activity)
{
    char id[32];

    add_event(lines, activity, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\",\"title\":\"%s\"",
              activity, activity);
    for (int i = 0; i < 3; i++) {
        snprintf(id, sizeof id, "%s-p%d", activity, i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"%s\",\"person\":\"p%d\",\"status\":\"present\"", activity, i);
    }
}

static void
post_session(const struct daemon *server, const char *activity)
{
    struct buf lines = { 0 };

    add_session(&lines, activity);
    post_expect(server->socket, &lines, (struct totals){ .applied = 4 });
    buf_free(&lines);
}

static void
start_with(struct daemon *server, const char *plugins)
{
    struct buf lines = { 0 };

    daemon_init(server, "2026-01-01");
    if (plugins != NULL)
        daemon_add_plugins(server, plugins);
    daemon_start(server);
    add_world(&lines);
    post_expect(server->socket, &lines, (struct totals){ .applied = 5 });
    buf_free(&lines);
}

/* The figures that ship, whatever the other rules do. */
static void
expect_shipped_figures(const struct daemon *server, int sessions)
{
    json_t *expected = json_pack("[{s:s,s:s,s:s,s:s,s:i},{s:s,s:s,s:s,s:s,s:i},{s:s,s:s,s:s,s:i,s:i,s:s}]",
                                 "indicator", "activities", "unit", "u", "period", "2025", "state", "ok", "numerator", sessions,
                                 "indicator", "attendances", "unit", "u", "period", "2025", "state", "ok", "numerator", 3 * sessions,
                                 "indicator", "education_coverage", "unit", "u", "period", "2025", "numerator", 3, "denominator", 4,
                                 "value", "75.00");
    json_t *rows;

    wait_published(server);
    rows = report_rows(server, NULL);
    expect_patterns("beside the other rules", expected, rows);
    json_decref(rows);
    json_decref(expected);
}

/* The message of the plugin's fault, or NULL. Borrowed from status. */
static const char *
fault_of(const json_t *status, const char *plugin)
{
    const json_t *faults = json_object_get(status, "faults");

    for (size_t i = 0; i < json_array_size(faults); i++) {
        const json_t *fault = json_array_get(faults, i);
        const char *name = json_string_value(json_object_get(fault, "plugin"));

        if (name != NULL && strcmp(name, plugin) == 0)
            return json_string_value(json_object_get(fault, "message"));
    }
    return NULL;
}

/* Publishing does not wait for a plugin that was paused, but its fault may be written a moment later. */
static void
expect_fault(const struct daemon *server, const char *plugin, const char *word)
{
    int64_t deadline = deadline_start();

    for (;;) {
        json_t *status = status_object(server);
        const char *message = fault_of(status, plugin);
        bool is_there = message != NULL && strstr(message, word) != NULL;

        if (!is_there && deadline_left(deadline) == 0)
            check_failed("no fault of %s that says \"%s\": %s", plugin, word, message != NULL ? message : "none at all");
        json_decref(status);
        if (is_there)
            return;
        poll(NULL, 0, 10);
    }
}

static void
hostile_rules__are_paused_while_ingest_and_other_figures_go_on(void **state)
{
    struct daemon server;

    (void)state;
    start_with(&server, "plugins/hostile");
    post_session(&server, "a1");
    post_session(&server, "a2");
    expect_shipped_figures(&server, 2);
    expect_fault(&server, "endless", "");
    expect_fault(&server, "hungry", "");
    expect_fault(&server, "heavy", "");
    expect_fault(&server, "looping_score", " in one call"); /* too many instructions, on a slow machine too much time */
    post_session(&server, "a3");
    expect_shipped_figures(&server, 3);
    daemon_remove(&server);
}

static void
hostile_rules__do_not_come_back_to_life_by_a_restart(void **state)
{
    struct daemon server;

    (void)state;
    start_with(&server, "plugins/hostile");
    post_session(&server, "a1");
    expect_shipped_figures(&server, 1);
    daemon_kill(&server);
    daemon_start(&server);
    post_session(&server, "a2");
    expect_shipped_figures(&server, 2);
    expect_fault(&server, "endless", "");
    expect_fault(&server, "heavy", "");
    daemon_remove(&server);
}

static void
broken_plugins__are_listed_with_their_line_and_the_others_work(void **state)
{
    struct daemon server;

    (void)state;
    start_with(&server, "plugins/broken");
    post_session(&server, "a1");
    expect_shipped_figures(&server, 1);
    expect_fault(&server, "broken_global", "catgory");
    expect_fault(&server, "broken_global", "broken_global.lua:10:");
    expect_fault(&server, "broken_syntax", "broken_syntax.lua:3:");
    expect_fault(&server, "broken_answer", "broken_answer.lua:10:");
    assert_int_equal(database_number(&server, "select count(*) from plugin_fault where plugin like 'broken%'"), 3);
    daemon_remove(&server);
}

static void
worker__that_dies_is_replaced(void **state)
{
    struct daemon server;
    pid_t worker;

    (void)state;
    start_with(&server, NULL);
    post_session(&server, "a1");
    expect_shipped_figures(&server, 1);
    worker = daemon_worker(&server);
    assert_true(worker > 0);
    assert_int_equal(kill(worker, SIGKILL), 0);
    post_session(&server, "a2");
    expect_shipped_figures(&server, 2);
    assert_true(daemon_worker(&server) > 0);
    assert_int_not_equal(daemon_worker(&server), worker);
    daemon_remove(&server);
}

static void
worker__that_is_stopped_is_replaced(void **state)
{
    struct daemon server;
    pid_t worker;

    (void)state;
    start_with(&server, NULL);
    post_session(&server, "a1");
    expect_shipped_figures(&server, 1);
    worker = daemon_worker(&server);
    assert_true(worker > 0);
    assert_int_equal(kill(worker, SIGSTOP), 0);
    post_session(&server, "a2");
    expect_shipped_figures(&server, 2);
    daemon_remove(&server);
}

/* The line of /proc/PID/FILE that begins with the word, or "". */
static void
read_process_line(pid_t pid, const char *name, const char *word, char line[256])
{
    char path[64];
    bool found = false;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    file = fopen(path, "r");
    assert_non_null(file);
    while (!found && fgets(line, 256, file) != NULL)
        found = strncmp(line, word, strlen(word)) == 0;
    fclose(file);
    if (!found)
        line[0] = '\0';
}

/* What each wall keeps out: tests/unit/test_confine.c. */
static void
worker__stands_behind_its_walls(void **state)
{
    struct daemon server;
    char line[256];
    pid_t worker;

    (void)state;
    start_with(&server, NULL);
    post_session(&server, "a1");
    expect_shipped_figures(&server, 1);
    worker = daemon_worker(&server);
    assert_true(worker > 0);
    read_process_line(worker, "status", "NoNewPrivs:", line);
    assert_string_equal(line, "NoNewPrivs:\t1\n");
    read_process_line(worker, "status", "Seccomp:", line);
    assert_string_equal(line, "Seccomp:\t2\n");
    read_process_line(worker, "limits", "Max processes", line);
    assert_non_null(strstr(line, " 0  "));
    read_process_line(worker, "limits", "Max open files", line);
    assert_non_null(strstr(line, " 5  "));
    read_process_line(worker, "limits", "Max core file size", line);
    assert_non_null(strstr(line, " 0  "));
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_rules__are_paused_while_ingest_and_other_figures_go_on),
        cmocka_unit_test(hostile_rules__do_not_come_back_to_life_by_a_restart),
        cmocka_unit_test(broken_plugins__are_listed_with_their_line_and_the_others_work),
        cmocka_unit_test(worker__stands_behind_its_walls),
        cmocka_unit_test(worker__that_dies_is_replaced),
        cmocka_unit_test(worker__that_is_stopped_is_replaced),
    };

    return cmocka_run_group_tests_name("rules worker", tests, NULL, NULL);
}

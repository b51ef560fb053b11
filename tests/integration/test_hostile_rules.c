/* SPDX-License-Identifier: MIT */
/*
 * Every rule in tests/hostile, some at a time, in a real daemon, while another
 * client posts: each is stopped and its plugin pauses with a fault that names
 * line and limit; the other plugins' figures are right; every event of the
 * other client is acknowledged.  Then two that the worker has to die for.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/hostile.h"
#include "tests/support/report.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCHES = 4, BETWEEN_LOOKS = 500 /* ms */ };

struct scene {
    struct daemon daemon;
    struct client other; /* posts attendances at session a1, one at a time, and waits for each */
    char folder[128];    /* of the rules */
    int sessions, posted;
};

/* ---- the world ---- */

static void
post_session(struct scene *scene)
{
    struct buf lines = { 0 };
    char id[16];

    snprintf(id, sizeof id, "a%d", ++scene->sessions);
    add_event(&lines, id, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\",\"title\":\"%s\"", id, id);
    post_expect(scene->daemon.socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
}

static void
post_world(struct scene *scene)
{
    struct buf lines = { 0 };

    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(&lines, "n", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":100000,\"at\":\"2024-01-01\"");
    post_expect(scene->daemon.socket, &lines, (struct totals){ .applied = 2 });
    buf_free(&lines);
}

/* An empty daemon with a folder for rules. */
static void
scene_init(struct scene *scene)
{
    memset(scene, 0, sizeof *scene);
    daemon_init(&scene->daemon, "2026-01-01");
    snprintf(scene->folder, sizeof scene->folder, "%s/rules", scene->daemon.folder);
    assert_int_equal(mkdir(scene->folder, 0700), 0);
    daemon_add_plugins(&scene->daemon, scene->folder);
}

static void
scene_start(struct scene *scene)
{
    daemon_start(&scene->daemon);
    post_world(scene);
    client_open(&scene->other, scene->daemon.socket);
}

/* One attendance of the other client, acknowledged before the next. */
static void
post_attendance(struct scene *scene)
{
    struct buf line = { 0 };
    char id[32];

    snprintf(id, sizeof id, "visit-%d", ++scene->posted);
    add_event(&line, id, 1, "attendance", "\"activity\":\"a1\",\"person\":\"p%d\",\"status\":\"present\"", scene->posted);
    assert_true(client_send(&scene->other, line.ptr, line.len));
    client_wait_acked(&scene->other, scene->posted);
    buf_free(&line);
}

/* Between two looks at the status, which are dearer than what is looked at. */
static void
post_for_a_while(struct scene *scene)
{
    int64_t begin = deadline_start();

    while (deadline_left(begin) > DEADLINE_MS - BETWEEN_LOOKS)
        post_attendance(scene);
}

/* All that the other client posted counts, whatever the hostile rules do. */
static void
expect_figures(struct scene *scene)
{
    json_t *expected = json_pack("[{s:s,s:s,s:s,s:s,s:i},{s:s,s:s,s:s,s:s,s:i}]",
                                 "indicator", "activities", "unit", "u", "period", "2025", "state", "ok", "numerator", scene->sessions,
                                 "indicator", "attendances", "unit", "u", "period", "2025", "state", "ok", "numerator", scene->posted);
    json_t *rows;

    wait_published(&scene->daemon);
    rows = report_rows(&scene->daemon, NULL);
    expect_patterns("beside the hostile rules", expected, rows);
    json_decref(rows);
    json_decref(expected);
}

static void
expect_all_applied(struct scene *scene)
{
    const char *line;
    char words[64];
    bool found = false;

    snprintf(words, sizeof words, "\"applied\":%d,", scene->posted);
    client_finish(&scene->other);
    while ((line = client_line(&scene->other)) != NULL)
        found = found || (strstr(line, "\"end\":true") != NULL && strstr(line, words) != NULL);
    assert_true(found);
    client_close(&scene->other);
}

static void
scene_remove(struct scene *scene)
{
    expect_all_applied(scene);
    daemon_remove(&scene->daemon);
}

/* ---- faults ---- */

/* Borrowed from status; NULL: none. */
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

/* How many of the rules are stopped as they should be; `complains` prints the others. */
static size_t
count_stopped(const struct scene *scene, const struct hostile_rule *rules, size_t count, bool complains)
{
    json_t *status = status_object(&scene->daemon);
    size_t stopped = 0;

    for (size_t i = 0; i < count; i++) {
        const char *message = fault_of(status, rules[i].name);

        if (message != NULL && hostile_is_told(&rules[i], message, true))
            stopped++;
        else if (complains)
            print_error("%s: %s\n  not: %s ... %s\n", rules[i].name, message ? message : "no fault", rules[i].place, rules[i].words);
    }
    json_decref(status);
    return stopped;
}

/* The other client posts until all are stopped. */
static void
post_until_stopped(struct scene *scene, const struct hostile_rule *rules, size_t count)
{
    int64_t deadline = deadline_start();

    while (count_stopped(scene, rules, count, false) < count) {
        post_for_a_while(scene);
        if (deadline_left(deadline) == 0) {
            count_stopped(scene, rules, count, true);
            check_failed("not all rules are stopped");
        }
    }
}

static void
link_rules(const struct scene *scene, const struct hostile_rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf link = { 0 };
        buf_printf(&link, "%s/%s.lua", scene->folder, rules[i].name);
        buf_put_byte(&link, '\0');
        assert_int_equal(symlink(rules[i].path, link.ptr), 0);
        buf_free(&link);
    }
}

static void
run_rules(const struct hostile_rule *rules, size_t count)
{
    struct scene scene;

    scene_init(&scene);
    link_rules(&scene, rules, count);
    scene_start(&scene);
    post_session(&scene);
    post_attendance(&scene);
    post_session(&scene); /* some are hostile to the second session they see */
    post_until_stopped(&scene, rules, count);
    expect_figures(&scene);
    post_session(&scene);
    expect_figures(&scene);
    scene_remove(&scene);
}

/* Every BATCHESth rule, beginning with the one of this number: each batch has some of each kind. */
static void
run_batch(size_t number)
{
    static struct hostile_rule all[HOSTILE_MAX], batch[HOSTILE_MAX];
    size_t count = hostile_rules(all), taken = 0;

    for (size_t i = number; i < count; i += BATCHES)
        batch[taken++] = all[i];
    run_rules(batch, taken);
}

static void
hostile_rules__are_stopped_while_another_client_is_served_1(void **state)
{
    (void)state;
    run_batch(0);
}

static void
hostile_rules__are_stopped_while_another_client_is_served_2(void **state)
{
    (void)state;
    run_batch(1);
}

static void
hostile_rules__are_stopped_while_another_client_is_served_3(void **state)
{
    (void)state;
    run_batch(2);
}

static void
hostile_rules__are_stopped_while_another_client_is_served_4(void **state)
{
    (void)state;
    run_batch(3);
}

/* ---- what the worker has to die for ---- */

static void
write_rule(const struct scene *scene, const char *name, const struct buf *text)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s.lua", scene->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text->ptr, 1, text->len, file), text->len);
    assert_int_equal(fclose(file), 0);
}

/* Posts on until the plugin has a fault with these words. */
static void
post_until_fault(struct scene *scene, const char *plugin, const char *words)
{
    int64_t deadline = deadline_start();

    for (;;) {
        json_t *status = status_object(&scene->daemon);
        const char *message = fault_of(status, plugin);
        bool found = message != NULL && strstr(message, words) != NULL;

        if (!found && deadline_left(deadline) == 0)
            check_failed("no fault of %s that says \"%s\": %s", plugin, words, message ? message : "none at all");
        json_decref(status);
        if (found)
            return;
        post_for_a_while(scene);
    }
}

/* Each jump that waits for its label is compared with each label, by the compiler, where nothing of the state looks at the clock. */
static void
add_jumps(struct buf *text, int count)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

    buf_printf(text, "local function f() local a\n");
    for (int i = 0; i < count; i++)
        buf_printf(text, "goto z ");
    for (int i = 0; i < count; i++)
        buf_printf(text, "::%c%c%c::a=a ", letters[i / 1024], letters[i / 32 % 32], letters[i % 32]);
    buf_printf(text, "::z:: end\n");
}

static void
worker__that_hangs_in_the_compiler_is_killed_and_loads_the_others(void **state)
{
    struct buf text = { 0 };
    struct scene scene;

    (void)state;
    scene_init(&scene);
    add_jumps(&text, 32000); /* seconds; a file may have 1 MiB */
    add_jumps(&text, 24000);
    write_rule(&scene, "jumps", &text);
    scene_start(&scene);
    post_session(&scene);
    post_until_fault(&scene, "jumps", "loading it used too much processor time in one call");
    expect_figures(&scene);
    scene_remove(&scene);
    buf_free(&text);
}

static void
write_slow_score(const struct scene *scene)
{
    struct buf text = { 0 };

    buf_printf(&text, "local t = require 'turnout'\n"
                      "local function score(c) for i = 1, 4000000 do end return c.sessions.state == 'ok' and c.sessions or c.sessions.state end\n"
                      "return t.plugin { name = 'slow', version = '1', api = 1, title = { zh = '慢', en = 'Slow' },\n"
                      "  indicators = { slow = t.score { with = { sessions = t.count { of = 'activity.held' } }, of = score, over = 'month' } } }\n");
    write_rule(scene, "slow", &text);
    buf_free(&text);
}

static void
write_slow_rule(const struct scene *scene)
{
    struct buf text = { 0 };

    buf_printf(&text, "local t = require 'turnout'\n"
                      "local function where() for i = 1, 4000000 do end return true end\n"
                      "return t.plugin { name = 'slow', version = '1', api = 1, title = { zh = '慢', en = 'Slow' },\n"
                      "  indicators = { slow = t.value { of = t.count { of = 'activity.held', where = where } } } }\n");
    write_rule(scene, "slow", &text);
    buf_free(&text);
}

/* Ticks of processor time in user mode; 0: it is gone. */
static unsigned long
user_time(pid_t pid)
{
    unsigned long ticks = 0;
    char path[64], line[512], *rest;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    if ((file = fopen(path, "r")) == NULL)
        return 0;
    if (fgets(line, sizeof line, file) != NULL && (rest = strrchr(line, ')')) != NULL)
        assert_int_equal(sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu", &ticks), 1);
    fclose(file);
    return ticks;
}

static void
post_sessions(struct scene *scene, int count)
{
    struct buf lines = { 0 };

    for (int i = 0; i < count; i++) {
        char id[16];

        snprintf(id, sizeof id, "a%d", ++scene->sessions);
        add_event(&lines, id, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\",\"title\":\"%s\"", id, id);
    }
    post_expect(scene->daemon.socket, &lines, (struct totals){ .applied = count });
    buf_free(&lines);
}

/* In the middle of a rule: when it has run for a while. */
static void
crash_worker(struct scene *scene, pid_t worker, unsigned long before)
{
    enum { ENOUGH = 20 /* ticks: by far most of them in the slow rule */ };
    int64_t deadline = deadline_start();

    while (user_time(worker) < before + ENOUGH)
        if (deadline_left(deadline) == 0)
            check_failed("the slow rule is not asked");
    assert_int_equal(kill(worker, SIGABRT), 0);
    post_until_fault(scene, "slow", "ended the rule worker by signal 6");
}

/* A broken interpreter, as far as the daemon can tell: the process ends by a signal in the middle of a rule. */
static void
worker__that_crashes_in_a_rule_is_started_again_and_asked_again_without_it(void **state)
{
    unsigned long before;
    struct scene scene;
    pid_t worker;

    (void)state;
    scene_init(&scene);
    write_slow_rule(&scene);
    scene_start(&scene);
    worker = daemon_worker(&scene.daemon);
    assert_true(worker > 0);
    before = user_time(worker);
    post_sessions(&scene, 400);
    crash_worker(&scene, worker, before);
    post_until_fault(&scene, "slow", "rule slow.");
    expect_figures(&scene);
    assert_true(daemon_worker(&scene.daemon) > 0 && daemon_worker(&scene.daemon) != worker);
    scene_remove(&scene);
}

/* One more session each month, so that each is another question: too many for a fast machine to be done with before it crashes. */
static void
post_months(struct scene *scene)
{
    enum { MONTHS = 48, FIRST_YEAR = 2022 };
    struct buf lines = { 0 };
    int count = 0;

    for (int month = 0; month < MONTHS; month++)
        for (int i = 0; i <= month; i++, count++) {
            char id[16];

            snprintf(id, sizeof id, "a%d", ++scene->sessions);
            add_event(&lines, id, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"%d-%02d-08\"", id,
                      FIRST_YEAR + month / 12, month % 12 + 1);
        }
    post_expect(scene->daemon.socket, &lines, (struct totals){ .applied = count });
    buf_free(&lines);
}

static void
fault_of_a_worker_that_crashes_in_a_score__names_the_figure(void **state)
{
    unsigned long before;
    struct scene scene;
    json_t *faults;
    const char *figure;
    pid_t worker;

    (void)state;
    scene_init(&scene);
    write_slow_score(&scene);
    scene_start(&scene);
    worker = daemon_worker(&scene.daemon);
    assert_true(worker > 0);
    before = user_time(worker);
    post_months(&scene);
    crash_worker(&scene, worker, before);
    faults = database_rows(&scene.daemon, "select cause, subject, figure from plugin_fault where plugin = 'slow'");
    figure = json_string_value(json_array_get(json_array_get(faults, 0), 2));
    if (!figure || strncmp(figure, "u 202", 5) != 0 || strlen(figure) != strlen("u 2025-01"))
        check_failed("the fault names no figure: %s", json_dumps(faults, 0));
    json_decref(faults);
    scene_remove(&scene);
}

/* Each call is far below its limits. */
static void
rule__that_is_slow_on_each_of_many_sessions_does_not_hold_back_the_other_figures(void **state)
{
    struct scene scene;

    (void)state;
    scene_init(&scene);
    daemon_set_config(&scene.daemon, "[daemon]\nrule_budget = 400ms\n");
    write_slow_rule(&scene);
    scene_start(&scene);
    post_sessions(&scene, 3000); /* some minutes of it */
    post_until_fault(&scene, "slow", "more than 400 ms of processor time between two publications");
    expect_figures(&scene);
    post_session(&scene);
    expect_figures(&scene);
    scene_remove(&scene);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule__that_is_slow_on_each_of_many_sessions_does_not_hold_back_the_other_figures),
        cmocka_unit_test(hostile_rules__are_stopped_while_another_client_is_served_1),
        cmocka_unit_test(hostile_rules__are_stopped_while_another_client_is_served_2),
        cmocka_unit_test(hostile_rules__are_stopped_while_another_client_is_served_3),
        cmocka_unit_test(hostile_rules__are_stopped_while_another_client_is_served_4),
        cmocka_unit_test(worker__that_hangs_in_the_compiler_is_killed_and_loads_the_others),
        cmocka_unit_test(worker__that_crashes_in_a_rule_is_started_again_and_asked_again_without_it),
        cmocka_unit_test(fault_of_a_worker_that_crashes_in_a_score__names_the_figure),
    };

    return cmocka_run_group_tests_name("hostile rules", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * Rules that are changed while the daemon runs: all or nothing, back again, and nothing that is posted meanwhile is lost.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/control.h"
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
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct daemon server;

/* A file of the rules' folder. */
static void
write_file(const char *name, const char *text)
{
    char path[160], draft[176];
    FILE *file;

    snprintf(path, sizeof path, "%s/rules/%s", server.folder, name);
    snprintf(draft, sizeof draft, "%s.new", path);
    file = fopen(draft, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(rename(draft, path), 0);
}

/* The plugin `name` with an indicator NAME_count: sessions for which the Lua expression is true. */
static void
write_rule(const char *file, const char *name, const char *title, const char *expression)
{
    char text[1024];

    snprintf(text, sizeof text,
             "local t = require \"turnout\"\n"
             "return t.plugin { name = \"%s\", version = \"1\", api = 1, title = { zh = \"规则\", en = \"%s\" },\n"
             "  indicators = { %s_count = t.value { numerator = t.count { of = \"activity.held\",\n"
             "    where = function(a) return %s end },\n"
             "    by = { \"unit\" }, over = { \"year\" }, decimals = 0 } } }\n",
             name, title, name, expression);
    write_file(file, text);
}

#define UNDER_EDU "t.under(a.category, \"edu\")"
#define UNDER_CULTURE "t.under(a.category, \"culture\")"

static void
post_session(const char *activity, const char *category)
{
    struct buf lines = { 0 };

    add_event(&lines, activity, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"%s\",\"start\":\"2025-03-08\"",
              activity, category);
    post_expect(server.socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
}

/* One session of education, two of culture. */
static void
post_world(void)
{
    struct buf lines = { 0 };

    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    post_expect(server.socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
    post_session("e1", "edu.law");
    post_session("c1", "culture.show");
    post_session("c2", "culture.film");
}

static int
make(void **state)
{
    char rules[128];

    (void)state;
    daemon_init(&server, "2026-01-01");
    snprintf(rules, sizeof rules, "%s/rules", server.folder);
    assert_int_equal(mkdir(rules, 0700), 0);
    daemon_add_plugins(&server, rules);
    write_rule("x.lua", "x", "Rule", UNDER_EDU);
    return 0;
}

static int
start(void **state)
{
    make(state);
    daemon_start(&server);
    post_world();
    wait_published(&server);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* The year's figure of the indicator; -1: there is no such row. */
static long long
figure(const char *indicator)
{
    json_t *rows;
    long long value = -1;

    wait_published(&server);
    rows = report_rows(&server, NULL);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (strcmp(json_string_value(json_object_get(row, "indicator")), indicator) == 0 &&
            json_is_null(json_object_get(row, "category")) &&
            strcmp(json_string_value(json_object_get(row, "period")), "2025") == 0)
            value = json_integer_value(json_object_get(row, "numerator"));
    }
    json_decref(rows);
    return value;
}

/* Until the figure says so: for what is asked without waiting for an answer, and after a start. */
static void
wait_figure(const char *indicator, long long value)
{
    int64_t deadline = deadline_start();

    while (figure(indicator) != value) {
        if (deadline_left(deadline) == 0)
            check_failed("%s does not become %lld", indicator, value);
        poll(NULL, 0, 10);
    }
}

/* Runs `turnout plugin WORDS`; its status. What it printed is in `said`. */
static char said[4096];

static int
plugin(const char *word, const char *option, const char *value)
{
    const char *const words[] = { "plugin", word, option, value, NULL };
    struct command command;
    int status;

    daemon_command(&server, &command, words);
    snprintf(said, sizeof said, "%s%s", command.out, command.err);
    status = command.status;
    command_free(&command);
    return status;
}

static void
expect_said(const char *words)
{
    if (!strstr(said, words))
        check_failed("\"%s\" is not in: %s", words, said);
}

static json_t *
entry_of(const char *name)
{
    json_t *result = control_result(&server, "plugins", NULL), *plugin, *found = NULL;
    size_t i;

    json_array_foreach(json_object_get(result, "plugins"), i, plugin)
        if (strcmp(json_string_value(json_object_get(plugin, "name")), name) == 0)
            found = json_incref(plugin);
    json_decref(result);
    return found;
}

static void
expect_member(const char *name, const char *key, const json_t *expected)
{
    json_t *entry = entry_of(name);

    if (!json_equal(json_object_get(entry, key), (json_t *)expected)) {
        char *text = json_dumps(entry, 0);
        check_failed("%s of %s is not as expected: %s", key, name, text);
    }
    json_decref(entry);
}

static void
expect_state(const char *name, const char *state, bool edited)
{
    json_t *text = json_string(state), *truth = json_boolean(edited);

    expect_member(name, "state", text);
    expect_member(name, "edited", truth);
    json_decref(text);
    json_decref(truth);
}

static void
reload__counts_by_the_changed_rule_when_it_returns(void **state)
{
    (void)state;
    assert_int_equal(figure("x_count"), 1);
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    expect_state("x", "live", true);
    assert_int_equal(figure("x_count"), 1);
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    expect_said("  x\n");
    assert_int_equal(figure("x_count"), 2);
    expect_state("x", "live", false);
}

static void
reload__takes_new_files_and_drops_those_that_are_gone(void **state)
{
    char path[160];

    (void)state;
    write_rule("y.lua", "y", "Rule", UNDER_CULTURE);
    assert_int_equal(plugin("list", NULL, NULL), 0);
    expect_said("not applied: y\n");
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    assert_int_equal(figure("y_count"), 2);
    snprintf(path, sizeof path, "%s/rules/x.lua", server.folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    assert_int_equal(figure("x_count"), -1);
    assert_int_equal(figure("y_count"), 2);
}

static long long
calls_of(const char *name)
{
    json_t *entry = entry_of(name);
    long long calls = json_integer_value(json_object_get(json_object_get(entry, "cost"), "calls"));

    json_decref(entry);
    return calls;
}

static void
reload__of_a_new_title_asks_no_rule_and_tells_readers(void **state)
{
    long long calls = calls_of("x"), others = calls_of("education_coverage");

    (void)state;
    assert_int_equal(calls, 3); /* once for each session */
    write_rule("x.lua", "x", "Another title", UNDER_EDU);
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    expect_said("No plugin computes anything else");
    assert_int_equal(database_number(&server, "select count(*) from indicator where title_en = 'Another title'"), 1);
    assert_int_equal(calls_of("x"), calls);
    assert_int_equal(calls_of("education_coverage"), others);
    assert_int_equal(figure("x_count"), 1);
    post_session("e2", "edu.law");
    assert_int_equal(figure("x_count"), 2);
    assert_int_equal(calls_of("x"), calls + 1);
}

static void
reload__of_a_new_version_that_computes_the_same_renames_rows_and_asks_no_rule(void **state)
{
    (void)state;
    write_file("x.lua",
               ("local t = require \"turnout\"\n"
                "return t.plugin { name = \"x\", version = \"2\", api = 1, title = { zh = \"规则\", en = \"Rule\" },\n"
                "  indicators = { x_count = t.value { numerator = t.count { of = \"activity.held\",\n"
                "    where = function(a) return " UNDER_EDU " end }, -- a remark\n"
                "    by = { \"unit\" }, over = { \"year\" }, decimals = 0 } } }\n"));
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    assert_int_equal(calls_of("x"), 3);
    assert_int_equal(database_number(&server, "select count(*) from figure where plugin = 'x@1'"), 0);
    assert_true(database_number(&server, "select count(*) from figure where plugin = 'x@2'") > 0);
}

static void
reload__of_unchanged_files_does_nothing(void **state)
{
    pid_t worker = daemon_worker(&server);

    (void)state;
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    expect_said("nothing changes");
    assert_int_equal(daemon_worker(&server), worker);
    assert_int_equal(database_number(&server, "select count(*) from rule_version"), 1);
}

static void
reload__with_a_broken_file_leaves_everything_and_says_where(void **state)
{
    (void)state;
    write_rule("a.lua", "a", "Rule", UNDER_CULTURE);
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    write_file("z.lua", "local t = require \"turnout\"\nreturn t.plugin { name = \"z\", version = \"1\", api = 1,\n  titel = 1 }\n");
    assert_int_equal(plugin("reload", NULL, NULL), 65);
    expect_said("z.lua:");
    expect_said("did you mean");
    expect_said("nothing was changed");
    assert_int_equal(figure("x_count"), 1);
    assert_int_equal(figure("a_count"), -1);
    expect_state("x", "live", true);
    post_session("e2", "edu.law");
    assert_int_equal(figure("x_count"), 2);
}

static void
reload__with_two_plugins_of_one_name_leaves_everything(void **state)
{
    json_t *error;

    (void)state;
    write_rule("y.lua", "x", "Other", UNDER_CULTURE);
    error = control_error(&server, "reload", NULL, -32001);
    assert_non_null(strstr(json_string_value(json_object_get(error, "message")), "another plugin called 'x'"));
    json_decref(error);
    assert_int_equal(figure("x_count"), 1);
}

static void
reload__with_two_files_of_one_name_leaves_everything(void **state)
{
    char path[160];

    (void)state;
    snprintf(path, sizeof path, "%s/rules/x", server.folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_file("x/init.lua", "return 1\n");
    assert_int_equal(plugin("reload", NULL, NULL), 65);
    expect_said("there are two plugins \"x\"");
    assert_int_equal(figure("x_count"), 1);
}

static void
reload__with_a_file_that_never_returns_leaves_everything(void **state)
{
    (void)state;
    write_file("y.lua", "while true do end\n");
    assert_int_equal(plugin("reload", NULL, NULL), 65);
    expect_said("y.lua:");
    assert_int_equal(figure("x_count"), 1);
}

static void
sighup__reloads(void **state)
{
    (void)state;
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(kill(server.pid, SIGHUP), 0);
    wait_figure("x_count", 2);
}

static void
watched_folder__is_reloaded_by_itself(void **state)
{
    (void)state;
    daemon_stop(&server);
    daemon_set_config(&server, "[daemon]\nwatch_plugins = true\n");
    daemon_start(&server);
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    wait_figure("x_count", 2);
    write_rule("y.lua", "y", "Rule", UNDER_EDU);
    wait_figure("y_count", 1);
}

static void
plugin__that_paused_is_taken_up_again_when_it_is_mended_and_catches_up(void **state)
{
    (void)state;
    write_rule("x.lua", "x", "Rule", "a.category .. nil");
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    expect_state("x", "paused", false);
    post_session("e2", "edu.law");
    assert_int_equal(figure("activities"), 4);
    assert_int_equal(database_number(&server, "select count(*) from plugin_fault where plugin = 'x'"), 1);
    assert_int_equal(figure("x_count"), 1); /* as it was */
    write_rule("x.lua", "x", "Rule", UNDER_EDU);
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    expect_state("x", "live", false);
    assert_int_equal(figure("x_count"), 2);
    assert_int_equal(database_number(&server, "select count(*) from plugin_fault"), 0);
}

static void
apply__refuses_files_that_were_changed_since_they_were_planned(void **state)
{
    json_t *error, *result;
    char planned[64];

    (void)state;
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    error = control_error(&server, "apply", json_pack("{s:s}", "planned", "00000000000000000000000000000000"), -32002);
    snprintf(planned, sizeof planned, "%s",
             json_string_value(json_object_get(json_object_get(error, "data"), "files")));
    json_decref(error);
    assert_int_equal(figure("x_count"), 1);
    json_decref(control_error(&server, "apply", json_pack("{s:s}", "planned", "0"), -32602));
    json_decref(control_error(&server, "apply", json_pack("{s:i}", "to", 1), -32602));
    result = control_result(&server, "apply", json_pack("{s:s}", "planned", planned));
    assert_int_equal(json_integer_value(json_object_get(result, "version")), 2);
    json_decref(result);
    assert_int_equal(figure("x_count"), 2);
}

static void
rollback__brings_back_the_figures_and_holds_over_reload_and_restart(void **state)
{
    json_t *before = report_rows(&server, NULL), *after;

    (void)state;
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(plugin("apply", NULL, NULL), 0);
    assert_int_equal(figure("x_count"), 2);
    assert_int_equal(plugin("rollback", NULL, NULL), 0);
    after = report_rows(&server, NULL);
    expect_rows("after the rollback", before, after);
    json_decref(after);
    json_decref(before);
    expect_state("x", "live", true);
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    expect_said("rolled back from");
    daemon_kill(&server);
    daemon_start(&server);
    wait_figure("x_count", 1);
    assert_int_equal(plugin("list", NULL, NULL), 0);
    expect_said("rolled back to version 1");
    assert_int_equal(plugin("apply", NULL, NULL), 0);
    assert_int_equal(figure("x_count"), 2);
    assert_int_equal(plugin("list", "--versions", NULL), 0);
    expect_said("rollback to 1");
    assert_int_equal(database_number(&server, "select count(*) from rule_version"), 4);
}

static void
rollback__ends_when_the_files_are_changed_before_a_start(void **state)
{
    (void)state;
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(plugin("apply", NULL, NULL), 0);
    assert_int_equal(plugin("rollback", NULL, NULL), 0);
    daemon_stop(&server);
    write_rule("x.lua", "x", "Rule", "true");
    daemon_start(&server);
    wait_figure("x_count", 3);
    assert_int_equal(database_number(&server, "select count(*) from rule_version"), 4);
}

static void
rollback__goes_to_a_version_that_is_named_and_to_none_that_is_not_there(void **state)
{
    (void)state;
    assert_int_equal(plugin("rollback", NULL, NULL), 64);
    expect_said("no version of the rules before 1");
    assert_int_equal(plugin("rollback", "--to", "7"), 64);
    expect_said("no version 7");
    json_decref(control_error(&server, "rollback", json_pack("{s:i}", "to", 0), -32602));
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(plugin("apply", NULL, NULL), 0);
    write_rule("x.lua", "x", "Rule", "true");
    assert_int_equal(plugin("apply", NULL, NULL), 0);
    assert_int_equal(figure("x_count"), 3);
    assert_int_equal(plugin("rollback", "--to", "1"), 0);
    assert_int_equal(figure("x_count"), 1);
    assert_int_equal(plugin("rollback", "--to", "2"), 0);
    assert_int_equal(figure("x_count"), 2);
}

static void
start__records_files_that_differ_and_no_others(void **state)
{
    (void)state;
    daemon_stop(&server);
    daemon_start(&server);
    wait_figure("x_count", 1);
    assert_int_equal(database_number(&server, "select count(*) from rule_version"), 1);
    daemon_stop(&server);
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    daemon_start(&server);
    wait_figure("x_count", 2);
    assert_int_equal(database_number(&server, "select count(*) from rule_version where how = 'start'"), 2);
}

static void
start__with_a_broken_file_uses_what_loaded_last_and_shows_the_fault(void **state)
{
    (void)state;
    daemon_stop(&server);
    write_rule("x.lua", "x", "Rule", "retrn +");
    write_file("y.lua", "retrn\n");
    daemon_start(&server);
    post_session("e2", "edu.law");
    wait_figure("x_count", 2);
    assert_int_equal(plugin("list", NULL, NULL), 0);
    expect_said("stands");
    expect_state("x", "live", true);
    expect_state("y", "left_out", false);
    assert_int_equal(database_number(&server, "select count(*) from plugin_fault where plugin in ('x', 'y')"), 2);
    assert_int_equal(plugin("reload", NULL, NULL), 65);
    daemon_stop(&server);
    daemon_start(&server);
    wait_figure("x_count", 2);
}

/* A child that posts sessions of education, one after another, until the pipe is closed; it tells how many were acknowledged. */
static int
post_at_full_speed(int stop_fd)
{
    struct client client;
    int posted = 0;

    client_open(&client, server.socket);
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
        write_rule("x.lua", "x", "Rule", expressions[i % 3]);
        assert_int_equal(plugin("reload", NULL, NULL), 0);
    }
    assert_int_equal(plugin("rollback", NULL, NULL), 0);
    posted = end_poster(poster, stop_pipe, count_pipe);
    assert_true(posted > 0);
    assert_int_equal(figure("x_count"), 3 + posted);
    assert_int_equal(database_number(&server, "select count(*) from event_log where type = 'turnout.activity.held'"), 3 + posted);
    daemon_kill(&server);
    daemon_start(&server);
    post_session("c3", "culture.show"); /* so that what is read is what was computed from nothing */
    wait_figure("x_count", 4 + posted);
    assert_int_equal(figure("activities"), 4 + posted);
}

/* Also those that ended and that nobody asked for: zombies. */
static int
children_of_the_daemon(void)
{
    char path[96];
    int count = 0, child;
    FILE *children;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)server.pid, (int)server.pid);
    children = fopen(path, "r");
    assert_non_null(children);
    while (fscanf(children, "%d", &child) == 1)
        count++;
    fclose(children);
    return count;
}

static void
reload__left_a_zombie_of_the_worker_before(void **state)
{
    int64_t deadline = deadline_start();

    (void)state;
    write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(plugin("reload", NULL, NULL), 0);
    while (children_of_the_daemon() != 1 && deadline_left(deadline) > 0)
        poll(NULL, 0, 10);
    assert_int_equal(children_of_the_daemon(), 1);
}

/* Whatever moment it is: the figures are those of the last version that the store knows of. */
static void
crash__between_taking_over_and_publishing_leaves_figures_and_version_together(void **state)
{
    (void)state;
    for (int wait = 0; wait < 6; wait++) {
        pid_t worker = daemon_worker(&server);
        struct client client;
        int64_t deadline = deadline_start();

        write_rule("x.lua", "x", "Rule", UNDER_CULTURE);
        client_open(&client, server.control);
        client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"apply\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"rollback\",\"params\":{\"to\":1}}\n");
        while (daemon_worker(&server) == worker && deadline_left(deadline) > 0)
            poll(NULL, 0, 1);
        poll(NULL, 0, wait * 5);
        daemon_kill(&server);
        client_close(&client);
        long long same_as = database_number(&server, "select coalesce(same_as, 0) from rule_version order by version desc limit 1");
        long long version = database_number(&server, "select max(version) from rule_version");
        assert_int_equal(database_number(&server, "select numerator from figure where indicator = 'x_count' and period = '2025'"),
                         version == 1 || same_as == 1 ? 1 : 2);
        write_rule("x.lua", "x", "Rule", UNDER_EDU);
        daemon_start(&server);
        wait_figure("x_count", 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reload__counts_by_the_changed_rule_when_it_returns, start, stop),
        cmocka_unit_test_setup_teardown(reload__takes_new_files_and_drops_those_that_are_gone, start, stop),
        cmocka_unit_test_setup_teardown(reload__of_a_new_title_asks_no_rule_and_tells_readers, start, stop),
        cmocka_unit_test_setup_teardown(reload__of_a_new_version_that_computes_the_same_renames_rows_and_asks_no_rule, start, stop),
        cmocka_unit_test_setup_teardown(reload__of_unchanged_files_does_nothing, start, stop),
        cmocka_unit_test_setup_teardown(reload__with_a_broken_file_leaves_everything_and_says_where, start, stop),
        cmocka_unit_test_setup_teardown(reload__with_two_plugins_of_one_name_leaves_everything, start, stop),
        cmocka_unit_test_setup_teardown(reload__with_two_files_of_one_name_leaves_everything, start, stop),
        cmocka_unit_test_setup_teardown(reload__with_a_file_that_never_returns_leaves_everything, start, stop),
        cmocka_unit_test_setup_teardown(sighup__reloads, start, stop),
        cmocka_unit_test_setup_teardown(watched_folder__is_reloaded_by_itself, start, stop),
        cmocka_unit_test_setup_teardown(plugin__that_paused_is_taken_up_again_when_it_is_mended_and_catches_up, start, stop),
        cmocka_unit_test_setup_teardown(apply__refuses_files_that_were_changed_since_they_were_planned, start, stop),
        cmocka_unit_test_setup_teardown(rollback__brings_back_the_figures_and_holds_over_reload_and_restart, start, stop),
        cmocka_unit_test_setup_teardown(rollback__ends_when_the_files_are_changed_before_a_start, start, stop),
        cmocka_unit_test_setup_teardown(rollback__goes_to_a_version_that_is_named_and_to_none_that_is_not_there, start, stop),
        cmocka_unit_test_setup_teardown(start__records_files_that_differ_and_no_others, start, stop),
        cmocka_unit_test_setup_teardown(start__with_a_broken_file_uses_what_loaded_last_and_shows_the_fault, start, stop),
        cmocka_unit_test_setup_teardown(reload__while_a_client_posts_at_full_speed_loses_nothing, start, stop),
        cmocka_unit_test_setup_teardown(reload__left_a_zombie_of_the_worker_before, start, stop),
        cmocka_unit_test_setup_teardown(crash__between_taking_over_and_publishing_leaves_figures_and_version_together, start, stop),
    };

    return cmocka_run_group_tests_name("reload", tests, NULL, NULL);
}

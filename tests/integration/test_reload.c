/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * Rules that are changed while the daemon runs: the changed ones count, or nothing changes.
 */
#include "tests/support/check.h"
#include "tests/support/control.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/live_rules.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
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

static void
reload__counts_by_the_changed_rule_when_it_returns(void **state)
{
    (void)state;
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    live_rules_expect_state(&live, "x", "live", true);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    live_rules_expect_said(&live, "  x\n");
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
    live_rules_expect_state(&live, "x", "live", false);
}

static void
reload__takes_new_files_and_drops_those_that_are_gone(void **state)
{
    char path[160];

    (void)state;
    live_rules_write(&live, "y.lua", "y", "Rule", UNDER_CULTURE);
    assert_int_equal(live_rules_command(&live, "list", NULL, NULL), 0);
    live_rules_expect_said(&live, "not applied: y\n");
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    assert_int_equal(live_rules_figure(&live, "y_count"), 2);
    snprintf(path, sizeof path, "%s/rules/x.lua", live.server.folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), -1);
    assert_int_equal(live_rules_figure(&live, "y_count"), 2);
}

static long long
calls_of(const char *name)
{
    json_t *entry = live_rules_entry(&live, name);
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
    live_rules_write(&live, "x.lua", "x", "Another title", UNDER_EDU);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    live_rules_expect_said(&live, "No plugin computes anything else");
    assert_int_equal(database_number(&live.server, "select count(*) from indicator where title_en = 'Another title'"), 1);
    assert_int_equal(calls_of("x"), calls);
    assert_int_equal(calls_of("education_coverage"), others);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    live_rules_post_session(&live, "e2", "edu.law");
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
    assert_int_equal(calls_of("x"), calls + 1);
}

static void
reload__of_a_new_version_that_computes_the_same_renames_rows_and_asks_no_rule(void **state)
{
    (void)state;
    live_rules_write_file(&live, "x.lua",
               ("local t = require \"turnout\"\n"
                "return t.plugin { name = \"x\", version = \"2\", api = 1, title = { zh = \"规则\", en = \"Rule\" },\n"
                "  indicators = { x_count = t.value { numerator = t.count { of = \"activity.held\",\n"
                "    where = function(a) return " UNDER_EDU " end }, -- a remark\n"
                "    by = { \"unit\" }, over = { \"year\" }, decimals = 0 } } }\n"));
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    assert_int_equal(calls_of("x"), 3);
    assert_int_equal(database_number(&live.server, "select count(*) from figure where plugin = 'x@1'"), 0);
    assert_true(database_number(&live.server, "select count(*) from figure where plugin = 'x@2'") > 0);
}

static void
reload__of_unchanged_files_does_nothing(void **state)
{
    pid_t worker = daemon_worker(&live.server);

    (void)state;
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    live_rules_expect_said(&live, "nothing changes");
    assert_int_equal(daemon_worker(&live.server), worker);
    assert_int_equal(database_number(&live.server, "select count(*) from rule_version"), 1);
}

static void
reload__with_a_broken_file_leaves_everything_and_says_where(void **state)
{
    (void)state;
    live_rules_write(&live, "a.lua", "a", "Rule", UNDER_CULTURE);
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    live_rules_write_file(&live, "z.lua", "local t = require \"turnout\"\nreturn t.plugin { name = \"z\", version = \"1\", api = 1,\n  titel = 1 }\n");
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 65);
    live_rules_expect_said(&live, "z.lua:");
    live_rules_expect_said(&live, "did you mean");
    live_rules_expect_said(&live, "nothing was changed");
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    assert_int_equal(live_rules_figure(&live, "a_count"), -1);
    live_rules_expect_state(&live, "x", "live", true);
    live_rules_post_session(&live, "e2", "edu.law");
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
}

/* An indicator made of that of the other file. */
static void
write_made_of(const char *file, const char *name, const char *of)
{
    char text[400];

    snprintf(text, sizeof text, "local t = require \"turnout\"\n"
                                "return t.plugin { name = \"%s\", version = \"1\", api = 1, title = { zh = \"环\", en = \"Circle\" },\n"
                                "  indicators = { %s_of = t.value { numerator = t.figure \"%s.%s_of\" } } }\n", name, name, of, of);
    live_rules_write_file(&live, file, text);
}

static void
reload__with_indicators_made_of_each_other_leaves_everything_and_shows_the_circle(void **state)
{
    pid_t worker = daemon_worker(&live.server);

    (void)state;
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    live_rules_write(&live, "n.lua", "n", "New", UNDER_CULTURE);
    write_made_of("a.lua", "a", "b");
    write_made_of("b.lua", "b", "c");
    write_made_of("c.lua", "c", "a");
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 65);
    live_rules_expect_said(&live, "a.lua:3: ");
    live_rules_expect_said(&live, "is made of itself: a.a_of -> b.b_of (");
    live_rules_expect_said(&live, "b.lua:3) -> c.c_of (");
    live_rules_expect_said(&live, "c.lua:3) -> a.a_of");
    live_rules_expect_said(&live, "nothing was changed");
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    assert_int_equal(live_rules_figure(&live, "n_count"), -1);
    assert_int_equal(daemon_worker(&live.server), worker);
    assert_int_equal(database_number(&live.server, "select count(*) from rule_version"), 1);
    assert_int_equal(database_number(&live.server, "select count(*) from plugin_fault"), 0);
    live_rules_post_session(&live, "e2", "edu.law");
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
}

static void
reload__with_two_plugins_of_one_name_leaves_everything(void **state)
{
    json_t *error;

    (void)state;
    live_rules_write(&live, "y.lua", "x", "Other", UNDER_CULTURE);
    error = control_error(&live.server, "reload", NULL, -32001);
    assert_non_null(strstr(json_string_value(json_object_get(error, "message")), "another plugin called 'x'"));
    json_decref(error);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
}

static void
reload__with_two_files_of_one_name_leaves_everything(void **state)
{
    char path[160];

    (void)state;
    snprintf(path, sizeof path, "%s/rules/x", live.server.folder);
    assert_int_equal(mkdir(path, 0700), 0);
    live_rules_write_file(&live, "x/init.lua", "return 1\n");
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 65);
    live_rules_expect_said(&live, "there are two plugins \"x\"");
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
}

static void
reload__with_a_file_that_never_returns_leaves_everything(void **state)
{
    (void)state;
    live_rules_write_file(&live, "y.lua", "while true do end\n");
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 65);
    live_rules_expect_said(&live, "y.lua:");
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
}

static void
sighup__reloads(void **state)
{
    (void)state;
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(kill(live.server.pid, SIGHUP), 0);
    live_rules_wait(&live, "x_count", 2);
}

static void
watched_folder__is_reloaded_by_itself(void **state)
{
    (void)state;
    daemon_stop(&live.server);
    daemon_set_config(&live.server, "[daemon]\nwatch_plugins = true\n");
    daemon_start(&live.server);
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    live_rules_wait(&live, "x_count", 2);
    live_rules_write(&live, "y.lua", "y", "Rule", UNDER_EDU);
    live_rules_wait(&live, "y_count", 1);
}

static void
plugin__that_paused_is_taken_up_again_when_it_is_mended_and_catches_up(void **state)
{
    (void)state;
    live_rules_write(&live, "x.lua", "x", "Rule", "a.category .. nil");
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    live_rules_expect_state(&live, "x", "paused", false);
    live_rules_post_session(&live, "e2", "edu.law");
    assert_int_equal(live_rules_figure(&live, "activities"), 4);
    assert_int_equal(database_number(&live.server, "select count(*) from plugin_fault where plugin = 'x'"), 1);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1); /* as it was */
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_EDU);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    live_rules_expect_state(&live, "x", "live", false);
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
    assert_int_equal(database_number(&live.server, "select count(*) from plugin_fault"), 0);
}

/* Also those that ended and that nobody asked for: zombies. */
static int
children_of_the_daemon(void)
{
    char path[96];
    int count = 0, child;
    FILE *children;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)live.server.pid, (int)live.server.pid);
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
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    while (children_of_the_daemon() != 1 && deadline_left(deadline) > 0)
        poll(NULL, 0, 10);
    assert_int_equal(children_of_the_daemon(), 1);
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
        cmocka_unit_test_setup_teardown(reload__with_indicators_made_of_each_other_leaves_everything_and_shows_the_circle, start, stop),
        cmocka_unit_test_setup_teardown(reload__with_two_plugins_of_one_name_leaves_everything, start, stop),
        cmocka_unit_test_setup_teardown(reload__with_two_files_of_one_name_leaves_everything, start, stop),
        cmocka_unit_test_setup_teardown(reload__with_a_file_that_never_returns_leaves_everything, start, stop),
        cmocka_unit_test_setup_teardown(sighup__reloads, start, stop),
        cmocka_unit_test_setup_teardown(watched_folder__is_reloaded_by_itself, start, stop),
        cmocka_unit_test_setup_teardown(plugin__that_paused_is_taken_up_again_when_it_is_mended_and_catches_up, start, stop),
        cmocka_unit_test_setup_teardown(reload__left_a_zombie_of_the_worker_before, start, stop),
    };

    return cmocka_run_group_tests_name("reload", tests, NULL, NULL);
}

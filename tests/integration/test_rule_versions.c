/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * Which set of rules holds: what was applied or rolled back to, over restarts and crashes.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/control.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/live_rules.h"
#include "tests/support/report.h"

#include <poll.h>
#include <stdio.h>

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
apply__refuses_files_that_were_changed_since_they_were_planned(void **state)
{
    json_t *error, *result;
    char planned[64];

    (void)state;
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    error = control_error(&live.server, "apply", json_pack("{s:s}", "planned", "00000000000000000000000000000000"), -32002);
    snprintf(planned, sizeof planned, "%s",
             json_string_value(json_object_get(json_object_get(error, "data"), "files")));
    json_decref(error);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    json_decref(control_error(&live.server, "apply", json_pack("{s:s}", "planned", "0"), -32602));
    json_decref(control_error(&live.server, "apply", json_pack("{s:i}", "to", 1), -32602));
    result = control_result(&live.server, "apply", json_pack("{s:s}", "planned", planned));
    assert_int_equal(json_integer_value(json_object_get(result, "version")), 2);
    json_decref(result);
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
}

static void
rollback__brings_back_the_figures_and_holds_over_reload_and_restart(void **state)
{
    json_t *before = report_rows(&live.server, NULL), *after;

    (void)state;
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(live_rules_command(&live, "apply", NULL, NULL), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
    assert_int_equal(live_rules_command(&live, "rollback", NULL, NULL), 0);
    after = report_rows(&live.server, NULL);
    expect_rows("after the rollback", before, after);
    json_decref(after);
    json_decref(before);
    live_rules_expect_state(&live, "x", "live", true);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    live_rules_expect_said(&live, "rolled back from");
    daemon_kill(&live.server);
    daemon_start(&live.server);
    live_rules_wait(&live, "x_count", 1);
    assert_int_equal(live_rules_command(&live, "list", NULL, NULL), 0);
    live_rules_expect_said(&live, "rolled back to version 1");
    assert_int_equal(live_rules_command(&live, "apply", NULL, NULL), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
    assert_int_equal(live_rules_command(&live, "list", "--versions", NULL), 0);
    live_rules_expect_said(&live, "rollback to 1");
    assert_int_equal(database_number(&live.server, "select count(*) from rule_version"), 4);
}

static void
rollback__ends_when_the_files_are_changed_before_a_start(void **state)
{
    (void)state;
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(live_rules_command(&live, "apply", NULL, NULL), 0);
    assert_int_equal(live_rules_command(&live, "rollback", NULL, NULL), 0);
    daemon_stop(&live.server);
    live_rules_write(&live, "x.lua", "x", "Rule", "true");
    daemon_start(&live.server);
    live_rules_wait(&live, "x_count", 3);
    assert_int_equal(database_number(&live.server, "select count(*) from rule_version"), 4);
}

static void
rollback__goes_to_a_version_that_is_named_and_to_none_that_is_not_there(void **state)
{
    (void)state;
    assert_int_equal(live_rules_command(&live, "rollback", NULL, NULL), 64);
    live_rules_expect_said(&live, "no version of the rules before 1");
    assert_int_equal(live_rules_command(&live, "rollback", "--to", "7"), 64);
    live_rules_expect_said(&live, "no version 7");
    json_decref(control_error(&live.server, "rollback", json_pack("{s:i}", "to", 0), -32602));
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    assert_int_equal(live_rules_command(&live, "apply", NULL, NULL), 0);
    live_rules_write(&live, "x.lua", "x", "Rule", "true");
    assert_int_equal(live_rules_command(&live, "apply", NULL, NULL), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 3);
    assert_int_equal(live_rules_command(&live, "rollback", "--to", "1"), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    assert_int_equal(live_rules_command(&live, "rollback", "--to", "2"), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
}

static void
start__records_files_that_differ_and_no_others(void **state)
{
    (void)state;
    daemon_stop(&live.server);
    daemon_start(&live.server);
    live_rules_wait(&live, "x_count", 1);
    assert_int_equal(database_number(&live.server, "select count(*) from rule_version"), 1);
    daemon_stop(&live.server);
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    daemon_start(&live.server);
    live_rules_wait(&live, "x_count", 2);
    assert_int_equal(database_number(&live.server, "select count(*) from rule_version where how = 'start'"), 2);
}

static void
start__with_a_broken_file_uses_what_loaded_last_and_shows_the_fault(void **state)
{
    (void)state;
    daemon_stop(&live.server);
    live_rules_write(&live, "x.lua", "x", "Rule", "retrn +");
    live_rules_write_file(&live, "y.lua", "retrn\n");
    daemon_start(&live.server);
    live_rules_post_session(&live, "e2", "edu.law");
    live_rules_wait(&live, "x_count", 2);
    assert_int_equal(live_rules_command(&live, "list", NULL, NULL), 0);
    live_rules_expect_said(&live, "stands");
    live_rules_expect_state(&live, "x", "live", true);
    live_rules_expect_state(&live, "y", "left_out", false);
    assert_int_equal(database_number(&live.server, "select count(*) from plugin_fault where plugin in ('x', 'y')"), 2);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 65);
    daemon_stop(&live.server);
    daemon_start(&live.server);
    live_rules_wait(&live, "x_count", 2);
}

/* So that publishing takes a while. */
static void
post_communities(void)
{
    enum { COMMUNITIES = 150 };
    struct buf lines = { 0 };
    char id[24];

    for (int i = 0; i < COMMUNITIES; i++) {
        snprintf(id, sizeof id, "more-%d", i);
        add_event(&lines, id, 1, "unit.put", "\"unit\":\"%s\",\"level\":\"community\",\"at\":\"2024-01-01\"", id);
    }
    post_published(&live.server, &lines);
}

/* The figures of the start are on their way to the store while the changed rules are taken over: they are not those that were asked for. */
static void
apply__right_after_a_start_ends_with_its_own_figures_and_version(void **state)
{
    char expression[80];

    (void)state;
    post_communities();
    for (int round = 0; round < 4; round++) {
        daemon_stop(&live.server);
        snprintf(expression, sizeof expression, "a.activity ~= \"none-%d\"", round);
        live_rules_write(&live, "x.lua", "x", "Rule", expression);
        daemon_start(&live.server);
        snprintf(expression, sizeof expression, "a.unit == \"none-%d\"", round);
        live_rules_write(&live, "x.lua", "x", "Rule", expression);
        poll(NULL, 0, round * 50); /* any moment */
        assert_int_equal(live_rules_command(&live, "apply", NULL, NULL), 0);
        assert_int_equal(live_rules_figure(&live, "x_count"), 0);
        assert_int_equal(database_number(&live.server, "select how = 'apply' from rule_version order by version desc limit 1"), 1);
    }
}

/* Whatever moment it is: the figures are those of the last version that the store knows of. */
static void
crash__between_taking_over_and_publishing_leaves_figures_and_version_together(void **state)
{
    (void)state;
    for (int wait = 0; wait < 6; wait++) {
        pid_t worker = daemon_worker(&live.server);
        struct client client;
        int64_t deadline = deadline_start();

        live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
        client_open(&client, live.server.control);
        client_send_text(&client, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"apply\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"rollback\",\"params\":{\"to\":1}}\n");
        while (daemon_worker(&live.server) == worker && deadline_left(deadline) > 0)
            poll(NULL, 0, 1);
        poll(NULL, 0, wait * 5);
        daemon_kill(&live.server);
        client_close(&client);
        long long same_as = database_number(&live.server, "select coalesce(same_as, 0) from rule_version order by version desc limit 1");
        long long version = database_number(&live.server, "select max(version) from rule_version");
        assert_int_equal(database_number(&live.server, "select numerator from figure where indicator = 'x_count' and period = '2025'"),
                         version == 1 || same_as == 1 ? 1 : 2);
        live_rules_write(&live, "x.lua", "x", "Rule", UNDER_EDU);
        daemon_start(&live.server);
        live_rules_wait(&live, "x_count", 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(apply__refuses_files_that_were_changed_since_they_were_planned, start, stop),
        cmocka_unit_test_setup_teardown(rollback__brings_back_the_figures_and_holds_over_reload_and_restart, start, stop),
        cmocka_unit_test_setup_teardown(rollback__ends_when_the_files_are_changed_before_a_start, start, stop),
        cmocka_unit_test_setup_teardown(rollback__goes_to_a_version_that_is_named_and_to_none_that_is_not_there, start, stop),
        cmocka_unit_test_setup_teardown(apply__right_after_a_start_ends_with_its_own_figures_and_version, start, stop),
        cmocka_unit_test_setup_teardown(start__records_files_that_differ_and_no_others, start, stop),
        cmocka_unit_test_setup_teardown(start__with_a_broken_file_uses_what_loaded_last_and_shows_the_fault, start, stop),
        cmocka_unit_test_setup_teardown(crash__between_taking_over_and_publishing_leaves_figures_and_version_together, start, stop),
    };

    return cmocka_run_group_tests_name("rule versions", tests, NULL, NULL);
}

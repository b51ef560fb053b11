/* SPDX-License-Identifier: MIT */
/*
 * Parameters of rules that the configuration overrides: in figures, explanations, the history of the rules, plans and
 * rollbacks, and when they are wrong.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

static struct daemon server;

/* Sessions that last long enough, of a target by level. */
#define RULES(also) \
    "params = { enough = t.integer(60), goal = t.integer(3), grid = t.integer(1)" also " },\n" \
    "indicators = { long = t.value { of = t.count { of = 'activity.held', where = function(a) return a.minutes ~= nil and a.minutes >= t.param 'enough' end },\n" \
    "  target = t.at_least { t.param 'goal', levels = { grid = t.param 'grid', street = 9 } } } },\n"

static int
set_up(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    own_rules_start(&server, RULES(""));
    add_event(&lines, "s", 1, "unit.put", "\"unit\":\"street\",\"level\":\"street\",\"at\":\"2020-01-01\"");
    add_event(&lines, "g", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\",\"parent\":\"street\",\"at\":\"2020-01-01\"");
    add_event(&lines, "r", 1, "unit.put", "\"unit\":\"row\",\"level\":\"grid\",\"parent\":\"gate\",\"at\":\"2020-01-01\"");
    add_event(&lines, "a", 1, "activity.held", "\"activity\":\"a\",\"unit\":\"gate\",\"category\":\"x\",\"start\":\"2025-03-01\",\"minutes\":45");
    add_event(&lines, "b", 1, "activity.held", "\"activity\":\"b\",\"unit\":\"row\",\"category\":\"x\",\"start\":\"2025-03-02\",\"minutes\":90");
    post_published(&server, &lines);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* What a start brings shows a moment after it, at the same log position. */
static void
wait_number(const char *sql, long long number)
{
    int64_t deadline = deadline_start();

    while (database_number(&server, sql) != number) {
        if (deadline_left(deadline) == 0)
            check_failed("%s: %lld, not %lld", sql, (long long)database_number(&server, sql), number);
        poll(NULL, 0, 20);
    }
}

static void
expect_versions(long long count)
{
    wait_number("select count(*) from rule_version", count);
}

static void
restart_with(const char *config)
{
    daemon_stop(&server);
    daemon_set_config(&server, config);
    daemon_start(&server);
    wait_published(&server);
}

/* "1 of 3 from rule" of the unit's year. */
static const char *
explained(const char *unit)
{
    static char text[128];
    json_t *answer = command_json(&server, WORDS("explain", "long", "--unit", unit, "--period", "2025", "--format", "json"));
    json_t *from = json_object_get(answer, "target_from");
    const char *level = json_string_value(json_object_get(from, "level"));

    snprintf(text, sizeof text, "%s of %s from %s%s%s", json_string_value(json_object_get(answer, "value")),
             json_string_value(json_object_get(answer, "target")), json_string_value(json_object_get(from, "from")), level ? " for " : "",
             level ? level : "");
    json_decref(answer);
    return text;
}

static void
a_parameter_of_the_configuration__counts_from_the_next_start_and_is_named_as_the_source(void **state)
{
    (void)state;
    assert_string_equal(explained("gate"), "1 of 3 from rule");
    assert_string_equal(explained("row"), "1 of 1 from rule for grid");
    assert_string_equal(explained("street"), "1 of 9 from rule for street");
    restart_with("[plugin own]\nenough = 30\ngoal = 2\n");
    assert_string_equal(explained("gate"), "2 of 2 from configuration");
    assert_string_equal(explained("row"), "1 of 1 from rule for grid");
    restart_with("[plugin own]\ngrid = 4\n");
    assert_string_equal(explained("gate"), "1 of 3 from rule");
    assert_string_equal(explained("row"), "1 of 4 from configuration for grid");
}

static void
other_parameters__are_a_version_of_their_own(void **state)
{
    (void)state;
    expect_versions(1);
    restart_with("[plugin own]\ngoal = 2\nenough = 30\n");
    expect_versions(2);
    restart_with("[plugin own]\nenough = 30\ngoal = 2\n"); /* in another order */
    expect_versions(2);
    daemon_command_says(&server, 0, WORDS("plugin", "list", "--versions", "--lang", "en"), "other parameters", "");
    daemon_command_says(&server, 0, WORDS("plugin", "list", "--versions", "--format", "json"),
                        "\"parameters\":{\"own.enough\":\"30\",\"own.goal\":\"2\"}", "");
    restart_with("");
    expect_versions(3);
}

static void
a_rollback__goes_to_other_files_and_leaves_the_configuration(void **state)
{
    (void)state;
    restart_with("[plugin own]\ngoal = 2\n");
    expect_versions(2); /* what was published before the restart stands already, the version comes with the next figures */
    daemon_command_says(&server, 64, WORDS("plugin", "rollback", "--lang", "en"), "", "no version of the rules before 2");
    own_rules_write(&server, RULES(", more = t.integer(1)"));
    daemon_command_says(&server, 0, WORDS("plugin", "plan", "--lang", "en"), "57 compared: 0 changed", ""); /* the same configuration on both sides */
    daemon_command_says(&server, 0, WORDS("plugin", "apply", "--lang", "en"), "Version 3 of the rules is applied", "");
    restart_with("[plugin own]\ngoal = 5\nmore = 7\n");
    expect_versions(4);
    daemon_command_says(&server, 65, WORDS("plugin", "rollback", "--lang", "en"), "",
                        "the configuration sets own.more, but there is no such parameter");
    assert_string_equal(explained("gate"), "1 of 5 from configuration");
    restart_with("[plugin own]\ngoal = 5\n");
    daemon_command_says(&server, 0, WORDS("plugin", "rollback", "--lang", "en"), "own.goal was 2 and is 5", "");
    assert_string_equal(explained("gate"), "1 of 5 from configuration");
    restart_with("[plugin own]\ngoal = 6\n"); /* the rollback holds, also as a new version */
    assert_string_equal(explained("gate"), "1 of 6 from configuration");
    daemon_command_says(&server, 0, WORDS("plugin", "list", "--lang", "en"), "rolled back to version 2", "");
    restart_with("[plugin own]\ngoal = 6\n");
    daemon_command_says(&server, 0, WORDS("plugin", "list", "--lang", "en"), "rolled back to version 2", "");
}

/* The plugin is left out, and the log and the list say why; the others work. */
static void
expect_left_out(const char *config, const char *why)
{
    char sql[300], line[1024];
    bool logged = false;
    FILE *log;

    restart_with(config);
    snprintf(sql, sizeof sql, "select count(*) from plugin_fault where message like '%%the configuration sets%%' and instr(message, '%s') > 0", why);
    wait_number(sql, 1);
    assert_true(database_number(&server, "select count(*) from figure where indicator = 'activities'") > 0);
    log = fopen(server.output, "r");
    assert_non_null(log);
    while (fgets(line, sizeof line, log))
        logged |= strstr(line, why) != NULL;
    fclose(log);
    assert_true(logged);
}

static void
a_wrong_parameter__is_a_clear_error_that_names_what_was_meant(void **state)
{
    (void)state;
    expect_left_out("[plugin own]\nenogh = 2\n", "own.enogh, but there is no such parameter: did you mean ");
    expect_left_out("[plugin own]\ngoal = two\n", "own.goal to \"two\", which is no integer");
    expect_left_out("[plugin owns]\ngoal = 2\n", "owns.goal, but there is no such plugin: did you mean ");
}

/* A unit's own target is also that of those below it, before that of their level; of an open year the months that are over count. */
static void
a_target_of_the_rule__may_be_of_units_and_pro_rata(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_stop(&server);
    own_rules_write(&server, "indicators = { long = t.value { of = t.count { of = 'activity.held' },\n"
                             "  target = t.at_least { 12, levels = { grid = 1, street = 9 }, units = { gate = 7 }, mode = 'prorated' } } },\n");
    daemon_start(&server);
    add_event(&lines, "c", 1, "activity.held", "\"activity\":\"c\",\"unit\":\"row\",\"category\":\"x\",\"start\":\"2026-01-01\"");
    post_published(&server, &lines);
    assert_string_equal(explained("street"), "2 of 9 from rule for street");
    assert_string_equal(explained("gate"), "2 of 7 from rule");
    assert_string_equal(explained("row"), "1 of 7 from rule");
    daemon_command_says(&server, 0, WORDS("explain", "long", "--unit", "row", "--period", "2026", "--lang", "en", "--width", "200"),
                        "Target: at least 0, the share of 7 for the time that is over; from the rule, for gate.", "");
}

/* turnoutd --check-config with this file of rules and configuration: its status, and what it says. */
static void
expect_checked(const char *members, const char *config, int status, const char *words)
{
    char path[200], rules[200];
    const char *const argv[] = { turnout_program("turnoutd"), "--config", path, "--no-shipped", "--plugins", rules, "--check-config", NULL };
    struct command command;
    FILE *file;

    snprintf(path, sizeof path, "%s/checked.conf", server.folder);
    snprintf(rules, sizeof rules, "%s/rules", server.folder);
    own_rules_write(&server, members);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(config, file);
    assert_int_equal(fclose(file), 0);
    command_run(&command, argv, NULL);
    if (command.status != status || !strstr(command.status == 0 ? command.out : command.err, words))
        check_failed("--check-config: %d: %s%s", command.status, command.out, command.err);
    command_free(&command);
}

#define CHECKED(target) "params = { goal = t.integer(1) },\nindicators = { n = t.value { of = t.count { of = 'activity.held' }, target = " target " } }\n"

/* Beside a daemon that runs on the same database. */
static void
check_config__names_a_bad_rule_and_a_wrong_parameter_with_its_file(void **state)
{
    (void)state;
    expect_checked(CHECKED("t.at_least(t.param 'goal')"), "[plugin own]\ngoal = 2\n", 0, "ok");
    expect_checked(CHECKED("t.at_least(t.param 'goal')"), "[plugin own]\ngoal = two\n", 78, "own.lua:3: t.integer: the configuration sets own.goal to \"two\"");
    expect_checked(CHECKED("t.at_least(t.param 'goal')"), "[plugin own]\ngol = 2\n", 78, "did you mean 'goal'?");
    expect_checked(CHECKED("t.at_last(1)"), "", 78, "own.lua:4: ");
    expect_checked(CHECKED("t.at_least(1)"), "[plugin owm]\ngoal = 2\n", 78, "there is no such plugin");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(check_config__names_a_bad_rule_and_a_wrong_parameter_with_its_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_parameter_of_the_configuration__counts_from_the_next_start_and_is_named_as_the_source, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_parameters__are_a_version_of_their_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_rollback__goes_to_other_files_and_leaves_the_configuration, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_target_of_the_rule__may_be_of_units_and_pro_rata, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_wrong_parameter__is_a_clear_error_that_names_what_was_meant, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("parameters", tests, NULL, NULL);
}

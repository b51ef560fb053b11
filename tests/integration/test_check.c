/* SPDX-License-Identifier: MIT */
/*
 * turnout check: one line and an exit status for cron and monitoring.
 */
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <string.h>

enum { AT_RISK = 1, MISSED = 2, UNKNOWN = 3, EXIT_USAGE = 64, EXIT_NO_FILE = 66 };

static struct daemon server;

static void
post_people(int from, int to)
{
    struct buf lines = { 0 };
    char id[32];

    for (int i = from; i < to; i++) {
        snprintf(id, sizeof id, "home-p%d", i);
        add_event(&lines, id, 1, "person.put", "\"person\":\"p%d\",\"home\":\"u\",\"at\":\"2024-01-01\"", i);
        snprintf(id, sizeof id, "a-p%d", i);
        add_event(&lines, id, 1, "attendance", "\"activity\":\"a\",\"person\":\"p%d\",\"status\":\"present\"", i);
    }
    post_published(&server, &lines);
}

/* 182 days of 2025 are over. */
static int
set_up(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2025-07-02");
    daemon_start(&server);
    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"name\":\"柳背桥\",\"at\":\"2024-01-01\"");
    add_event(&lines, "v", 1, "unit.put", "\"unit\":\"v\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(&lines, "n", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":100,\"at\":\"2024-01-01\"");
    add_event(&lines, "a", 1, "activity.held", "\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    post_published(&server, &lines);
    post_people(0, 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

static void
check__goes_from_at_risk_to_the_pace_and_to_met(void **state)
{
    (void)state;
    daemon_command_says(&server, AT_RISK, WORDS("check", "--indicator", "education_coverage", "--unit", "u"),
                        "at risk: education_coverage u 2025", "");
    daemon_command_says(&server, AT_RISK, WORDS("check", "--indicator", "education_coverage", "--unit", "u"),
                        "at an even pace it would be 38 by now", "");
    post_people(20, 38);
    daemon_command_says(&server, 0, WORDS("check", "--indicator", "education_coverage", "--unit", "u"),
                        "1 on their way, 0 met (as of 2025-07-02) | missed=0 unknown=0 at_risk=0 on_pace=1 met=0\n", "");
    post_people(38, 75);
    daemon_command_says(&server, 0, WORDS("check", "--indicator", "education_coverage", "--unit", "u"), "TURNOUT OK: ", "");
}

/* January was over without anything. */
static void
check__says_what_cannot_be_met_any_more(void **state)
{
    (void)state;
    daemon_command_says(&server, MISSED, WORDS("check", "--indicator", "cadence_month", "--unit", "u"), "TURNOUT MISSED: ", "");
    daemon_command_says(&server, MISSED, WORDS("check", "--indicator", "cadence_month", "--unit", "u"),
                        "at most 7 of 12 is still possible", "");
    daemon_command_says(&server, MISSED, WORDS("check"), "missed: cadence_month u 2025 (", ""); /* the worst wins */
    daemon_command_says(&server, MISSED, WORDS("check", "--lang", "zh"), "柳背桥", "");
}

static void
check__of_what_is_hidden_or_not_there_is_unknown(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_event(&lines, "b", 1, "activity.held", "\"activity\":\"b\",\"unit\":\"v\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    add_event(&lines, "m", 1, "population.put", "\"unit\":\"v\",\"basis\":\"usual\",\"count\":100,\"at\":\"2024-01-01\"");
    add_event(&lines, "h", 1, "person.put", "\"person\":\"q\",\"home\":\"v\",\"at\":\"2024-01-01\"");
    add_event(&lines, "b-q", 1, "attendance", "\"activity\":\"b\",\"person\":\"q\",\"status\":\"present\"");
    post_published(&server, &lines);
    daemon_command_says(&server, UNKNOWN, WORDS("check", "--indicator", "education_coverage", "--unit", "v"), "TURNOUT UNKNOWN: ", "");
    daemon_command_says(&server, AT_RISK, WORDS("check", "--indicator", "education_coverage", "--unit", "v", "--full"), "1.00 %", "");
    daemon_command_says(&server, UNKNOWN, WORDS("check", "--period", "2019"), "there is no figure with a target", "");
    daemon_command_says(&server, EXIT_USAGE, WORDS("check", "--unit", "uu"), "", "there is no uu");
}

static void
check__of_a_prorated_target_asks_for_what_is_due(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_event(&lines, "t", 1, "target.put",
              "\"indicator\":\"education_coverage\",\"unit\":\"u\",\"value\":60,\"mode\":\"prorated\",\"at\":\"2025-01-01\"");
    post_published(&server, &lines); /* six months of twelve: 30 */
    post_people(20, 25);
    daemon_command_says(&server, AT_RISK, WORDS("check", "--indicator", "education_coverage", "--unit", "u"), "target 30 %", "");
    post_people(25, 30);
    daemon_command_says(&server, 0, WORDS("check", "--indicator", "education_coverage", "--unit", "u"), "1 met", "");
}

static void
check__works_without_a_daemon_and_is_quiet_when_asked(void **state)
{
    json_t *said;
    struct command ended;

    (void)state;
    daemon_stop(&server);
    ended = daemon_command_ends(&server, MISSED, WORDS("check", "--quiet"));
    assert_string_equal(ended.out, "");
    assert_string_equal(ended.err, "");
    command_free(&ended);
    ended = daemon_command_ends(&server, MISSED, WORDS("check", "--format", "json", "--unit", "u"));
    said = json_loads(ended.out, 0, NULL);
    command_free(&ended);
    assert_string_equal(json_string_value(json_object_get(said, "verdict")), "missed");
    assert_int_equal(json_integer_value(json_object_get(said, "exit")), MISSED);
    assert_true(json_array_size(json_object_get(said, "targets")) >= 3);
    json_decref(said);
    daemon_forget(&server);
    daemon_command_says(&server, EXIT_NO_FILE, WORDS("check"), "", "turnout: ");
}

#define WITH_DAEMON(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DAEMON(check__goes_from_at_risk_to_the_pace_and_to_met),
        WITH_DAEMON(check__says_what_cannot_be_met_any_more),
        WITH_DAEMON(check__of_what_is_hidden_or_not_there_is_unknown),
        WITH_DAEMON(check__of_a_prorated_target_asks_for_what_is_due),
        WITH_DAEMON(check__works_without_a_daemon_and_is_quiet_when_asked),
    };

    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}

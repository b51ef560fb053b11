/* SPDX-License-Identifier: MIT */
/*
 * `turnout retract`: an event taken back by hand, by the source and id that `turnout log` lists.
 */
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct daemon daemon_;

static json_int_t
attendances(void)
{
    json_t *rows = report_with(&daemon_, "--indicator", "attendances", "--unit", "c1", "--period", "2024", "--team", "-",
                               "--category", "-", "--group", "-", NULL);
    json_int_t count;

    assert_int_equal(json_array_size(rows), 1);
    count = json_integer_value(json_object_get(json_array_get(rows, 0), "numerator"));
    json_decref(rows);
    return count;
}

static void
event__taken_back_counts_no_more_and_says_so_when_asked_again(void **state)
{
    (void)state;
    assert_int_equal(attendances(), 2);
    daemon_command_says(&daemon_, 0, WORDS("retract", "--wait", "--by", "clerk", "test", "t1"), "test t1 rev 1: taken back\n", "");
    assert_int_equal(attendances(), 1);
    daemon_command_says(&daemon_, 0, WORDS("retract", "--wait", "test", "t1"), "test t1 rev 1: was taken back before\n", "");
    assert_int_equal(attendances(), 1);
    daemon_command_says(&daemon_, 0, WORDS("log", "--state", "retracted"), "t1", "");
    daemon_command_says(&daemon_, 0, WORDS("log", "--type", "retract", "--format", "ndjson"), "\"by\":\"clerk\"", "");
}

static void
event__brought_back_by_a_higher_rev_can_be_taken_back_again(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_event(&lines, "t2", 2, "attendance", "\"activity\":\"a1\",\"person\":\"p3\",\"status\":\"present\"");
    post_published(&daemon_, &lines);
    daemon_command_says(&daemon_, 0, WORDS("retract", "--wait", "test", "t2"), "test t2 rev 2: taken back\n", "");
    assert_int_equal(attendances(), 0);
    add_event(&lines, "t2", 3, "attendance", "\"activity\":\"a1\",\"person\":\"p3\",\"status\":\"present\"");
    post_published(&daemon_, &lines);
    assert_int_equal(attendances(), 1);
    daemon_command_says(&daemon_, 0, WORDS("retract", "--wait", "test", "t2"), "test t2 rev 3: taken back\n", "");
    assert_int_equal(attendances(), 0);
}

static void
event__that_is_not_there_yet_is_taken_back_only_when_the_rev_is_said(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_command_says(&daemon_, 65, WORDS("retract", "test", "late"), "", "no event late of source test was accepted");
    daemon_command_says(&daemon_, 0, WORDS("retract", "--rev", "1", "test", "late"), "test late rev 1: taken back\n", "");
    add_event(&lines, "late", 1, "attendance", "\"activity\":\"a1\",\"person\":\"p4\",\"status\":\"present\"");
    post_published(&daemon_, &lines);
    assert_int_equal(attendances(), 0);
}

static void
retract__without_source_and_id_says_what_is_missing(void **state)
{
    (void)state;
    daemon_command_says(&daemon_, 64, WORDS("retract", "test"), "", "turnout retract SOURCE ID");
    daemon_command_says(&daemon_, 64, WORDS("retract", "test", "t1", "more"), "", "more");
}

static void
retract__needs_the_daemon(void **state)
{
    (void)state;
    daemon_stop(&daemon_);
    daemon_command_says(&daemon_, 69, WORDS("retract", "test", "a1"), "", daemon_.socket);
    daemon_start(&daemon_);
}

static int
set_up(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&daemon_, "2025-01-01");
    daemon_start(&daemon_);
    add_event(&lines, "u", 1, "unit.put", "\"at\":\"2024-01-01\",\"unit\":\"c1\",\"level\":\"community\"");
    add_event(&lines, "a1", 1, "activity.held", "\"activity\":\"a1\",\"unit\":\"c1\",\"category\":\"edu.law\",\"start\":\"2024-03-08\"");
    add_event(&lines, "t1", 1, "attendance", "\"activity\":\"a1\",\"person\":\"p1\",\"status\":\"present\"");
    add_event(&lines, "t2", 1, "attendance", "\"activity\":\"a1\",\"person\":\"p2\",\"status\":\"present\"");
    post_published(&daemon_, &lines);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&daemon_);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(event__taken_back_counts_no_more_and_says_so_when_asked_again),
        cmocka_unit_test(event__brought_back_by_a_higher_rev_can_be_taken_back_again),
        cmocka_unit_test(event__that_is_not_there_yet_is_taken_back_only_when_the_rev_is_said),
        cmocka_unit_test(retract__without_source_and_id_says_what_is_missing),
        cmocka_unit_test(retract__needs_the_daemon),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

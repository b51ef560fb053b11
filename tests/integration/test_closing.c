/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * Closing a period: official figures that stay, revised ones beside them,
 * reopening, and a crash between the close and its figures.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORLD = 7 /* events */ };

static struct daemon server;

static int
set_up(void **state)
{
    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* street above gate and bridge; one of the ten of the gate came in March. */
static void
add_world(struct buf *lines)
{
    add_event(lines, "s", 1, "unit.put", "\"unit\":\"street\",\"level\":\"street\",\"at\":\"2024-01-01\"");
    add_event(lines, "g", 1, "unit.put",
              "\"unit\":\"gate\",\"level\":\"community\",\"parent\":\"street\",\"name\":\"Gate\",\"at\":\"2024-01-01\"");
    add_event(lines, "b", 1, "unit.put",
              "\"unit\":\"bridge\",\"level\":\"community\",\"parent\":\"street\",\"at\":\"2024-01-01\"");
    add_event(lines, "n", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"count\":10,\"at\":\"2024-01-01\"");
    add_event(lines, "p1", 1, "person.put", "\"person\":\"p1\",\"home\":\"gate\",\"at\":\"2024-01-01\"");
    add_event(lines, "h", 1, "activity.held", "\"activity\":\"h\",\"unit\":\"gate\",\"category\":\"edu.law\",\"start\":\"2025-03-08\"");
    add_event(lines, "h-p1", 1, "attendance", "\"activity\":\"h\",\"person\":\"p1\",\"status\":\"present\"");
}

/* Another one came, also with a home at the gate. */
static void
add_guest(struct buf *lines, const char *person)
{
    char id[32];

    add_event(lines, person, 1, "person.put", "\"person\":\"%s\",\"home\":\"gate\",\"at\":\"2024-01-01\"", person);
    snprintf(id, sizeof id, "h-%s", person);
    add_event(lines, id, 1, "attendance", "\"activity\":\"h\",\"person\":\"%s\",\"status\":\"present\"", person);
}

/* "official 1 @8; revised 2 @10 late revised" of an indicator of the gate's own rows in the period. */
static const char *
kinds(const char *indicator, const char *period)
{
    static char text[512];
    json_t *rows = report_with(&server, "--unit", "gate", "--period", period, "--indicator", indicator, "--category", "-",
                               "--team", "-", "--group", "-", NULL);
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < json_array_size(rows); i++) {
        json_t *row = json_array_get(rows, i), *flag;
        size_t n;
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %lld @%lld", i ? "; " : "",
                                 json_string_value(json_object_get(row, "kind")),
                                 (long long)json_integer_value(json_object_get(row, "numerator")),
                                 (long long)json_integer_value(json_object_get(row, "as_of")));
        json_array_foreach(json_object_get(row, "flags"), n, flag)
            used += (size_t)snprintf(text + used, sizeof text - used, " %s", json_string_value(flag));
    }
    json_decref(rows);
    return text;
}

static char *
official_bytes(const char *format)
{
    const char *const words[] = { "report", "--unit", "gate", "--kind", "official", "--full", "--format", format, NULL };
    struct command command = daemon_command_ends(&server, 0, words);
    char *out = strdup(command.out);

    command_free(&command);
    return out;
}

static void
a_close__freezes_the_figures_and_late_events_revise_them(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "gate", "2025-03", "2025-04-05");
    add_guest(&lines, "p2"); /* in the same batch, after the close */
    assert_int_equal(post_published(&server, &lines), WORLD + 3);
    assert_string_equal(kinds("attendances", "2025-03"), "official 1 @8; revised 2 @10 late revised");
    assert_string_equal(kinds("attendances", "2025Q1"), "draft 2 @10");
    assert_string_equal(kinds("activities", "2025-03"), "official 1 @8");
    /* Taken back again: as it was. */
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"h-p2\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("attendances", "2025-03"), "official 1 @8");
}

static void
a_figure_that_falls_without_late_events__is_revised_and_not_late(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "gate", "2025-03", "2025-04-05");
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"h-p1\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("attendances", "2025-03"), "official 1 @8; revised 0 @9 revised");
}

static void
reopened__figures_are_drafts_again_and_the_next_close_is_the_second(void **state)
{
    struct buf lines = { 0 };
    json_t *rows;

    (void)state;
    add_world(&lines);
    add_close(&lines, "c1", "gate", "2025-03", "2025-04-05");
    add_guest(&lines, "p2");
    add_event(&lines, "o", 1, "period.reopen", "\"unit\":\"gate\",\"period\":\"2025-03\",\"reason\":\"p2\",\"at\":\"2025-05-01\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("attendances", "2025-03"), "draft 2 @11");
    add_close(&lines, "c2", "gate", "2025-03", "2025-05-02");
    add_guest(&lines, "p3");
    post_published(&server, &lines);
    assert_string_equal(kinds("attendances", "2025-03"), "official 2 @12; revised 3 @14 late revised");
    rows = report_with(&server, "--official", "1", "--indicator", "attendances", "--category", "-", NULL);
    assert_int_equal(json_array_size(rows), 1);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(rows, 0), "numerator")), 1);
    json_decref(rows);
    /* The second close was a mistake: the reopen holds again, and both stay in the archive. */
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"c2\"");
    post_published(&server, &lines);
    assert_string_equal(kinds("attendances", "2025-03"), "draft 3 @15");
    assert_int_equal(database_number(&server, "select count(distinct official) from official_figure"), 2);
}

/* One came at the first close, six at the second: each is hidden or not by its own number. */
static void
what_an_old_close_froze__is_hidden_by_its_own_numbers(void **state)
{
    struct buf lines = { 0 };
    char person[16];

    (void)state;
    add_world(&lines);
    add_close(&lines, "c1", "gate", "2025-03", "2025-04-05");
    for (int i = 2; i <= 6; i++) {
        snprintf(person, sizeof person, "p%d", i);
        add_guest(&lines, person);
    }
    add_event(&lines, "o", 1, "period.reopen", "\"unit\":\"gate\",\"period\":\"2025-03\",\"reason\":\"r\",\"at\":\"2025-05-01\"");
    add_close(&lines, "c2", "gate", "2025-03", "2025-05-02");
    post_published(&server, &lines);
    for (int official = 1; official <= 2; official++) {
        const char *const words[] = { "report", "--official", official == 1 ? "1" : "2", "--indicator", "attendances", "--category", "-",
                                      "--format", "csv", NULL };

        daemon_command_says(&server, 0, words, official == 1 ? ",suppressed,," : ",ok,6,", "");
    }
}

static void
a_closed_year__prints_the_same_bytes_for_ever(void **state)
{
    static const char *const formats[] = { "json", "csv" };
    struct buf lines = { 0 };
    char *before[2];

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "gate", "2025", "2026-01-01");
    post_published(&server, &lines);
    for (int i = 0; i < 2; i++)
        before[i] = official_bytes(formats[i]);
    assert_non_null(strstr(before[1], "2025-03"));
    assert_non_null(strstr(before[1], "2025Q1"));
    add_guest(&lines, "p2");
    add_event(&lines, "g", 2, "unit.put",
              "\"unit\":\"gate\",\"level\":\"community\",\"parent\":\"street\",\"name\":\"New Gate\",\"at\":\"2024-01-01\"");
    add_event(&lines, "v", 1, "activity.void", "\"activity\":\"h\"");
    post_published(&server, &lines);
    daemon_stop(&server);
    snprintf(server.as_of, sizeof server.as_of, "2026-06-30");
    daemon_start(&server);
    wait_published(&server);
    for (int i = 0; i < 2; i++) {
        char *after = official_bytes(formats[i]);
        assert_string_equal(after, before[i]);
        free(after);
        free(before[i]);
    }
}

static void
a_unit_above__is_closed_when_the_last_one_below_is(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_close(&lines, "cs", "street", "2025", "2026-01-01");
    add_close(&lines, "cg", "gate", "2025", "2026-01-01");
    post_published(&server, &lines);
    assert_int_equal(database_number(&server, "select count(*) from figure where unit = 'street' and kind = 'official'"), 0);
    add_guest(&lines, "p2");
    add_close(&lines, "cb", "bridge", "2025", "2026-01-01");
    post_published(&server, &lines);
    assert_int_equal(database_number(&server, "select numerator from figure where unit = 'street' and kind = 'official' and "
                                              "indicator = 'attendances' and category is null and period = '2025'"), 2);
    assert_int_equal(database_number(&server, "select as_of from figure where unit = 'street' and kind = 'official' limit 1"), 12);
    assert_int_equal(database_number(&server, "select numerator from figure where unit = 'gate' and kind = 'official' and "
                                              "indicator = 'attendances' and category is null and period = '2025'"), 1);
}

/* Rules that do not answer: the close is on disk and acknowledged, its figures are not frozen when the daemon dies. */
static void
a_crash_between_the_close_and_its_figures__changes_nothing(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    post_published(&server, &lines);
    daemon_signal_worker(&server, SIGSTOP);
    add_event(&lines, "h2", 1, "activity.held", "\"activity\":\"h2\",\"unit\":\"gate\",\"category\":\"edu.law\",\"start\":\"2025-03-09\"");
    add_close(&lines, "c", "gate", "2025-03", "2025-04-05");
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    daemon_kill(&server);
    assert_int_equal(database_number(&server, "select count(*) from official_figure"), 0);
    daemon_start(&server);
    add_guest(&lines, "p2");
    post_published(&server, &lines);
    assert_string_equal(kinds("activities", "2025-03"), "official 2 @9");
    assert_string_equal(kinds("attendances", "2025-03"), "official 1 @9; revised 2 @11 late revised");
}

/* As after a start that had to go on without the rules: the log is replayed to each close first. */
static void
what_was_not_frozen__is_frozen_from_the_log_as_it_would_have_been(void **state)
{
    struct buf lines = { 0 };
    char *before, *after;

    (void)state;
    add_world(&lines);
    add_close(&lines, "c1", "gate", "2025-03", "2025-04-05");
    add_guest(&lines, "p2");
    add_close(&lines, "c2", "gate", "2025", "2026-01-01");
    add_guest(&lines, "p3");
    post_published(&server, &lines);
    before = official_bytes("csv");
    daemon_stop(&server);
    database_change(&server, "delete from official; delete from closing; insert into closing_due values (8), (11); "
                 "update meta set value = 0 where key = 'published'");
    daemon_start(&server);
    assert_int_equal(wait_published(&server), WORLD + 6);
    after = official_bytes("csv");
    assert_string_equal(after, before);
    assert_string_equal(kinds("attendances", "2025-03"), "official 1 @8; revised 3 @13 late revised");
    assert_string_equal(kinds("attendances", "2025"), "official 2 @11; revised 3 @13 late revised");
    free(before);
    free(after);
}

static void
the_text__shows_official_revised_and_the_difference(void **state)
{
    const char *const words[] = { "report", "--unit", "gate", "--period", "2025-03", "--lang", "en", "--full", NULL };
    struct buf lines = { 0 };
    struct command command;

    (void)state;
    add_world(&lines);
    add_close(&lines, "c", "gate", "2025-03", "2025-04-05");
    add_guest(&lines, "p2");
    post_published(&server, &lines);
    daemon_command(&server, &command, words);
    assert_int_equal(command.status, 0);
    if (!strstr(command.out, "official, closed at log position 8") || !strstr(command.out, "difference +10") ||
        !strstr(command.out, "revised"))
        check_failed("%s", command.out);
    command_free(&command);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_close__freezes_the_figures_and_late_events_revise_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_figure_that_falls_without_late_events__is_revised_and_not_late, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reopened__figures_are_drafts_again_and_the_next_close_is_the_second, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_an_old_close_froze__is_hidden_by_its_own_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_closed_year__prints_the_same_bytes_for_ever, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_above__is_closed_when_the_last_one_below_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_crash_between_the_close_and_its_figures__changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_not_frozen__is_frozen_from_the_log_as_it_would_have_been, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_text__shows_official_revised_and_the_difference, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("closing", tests, NULL, NULL);
}

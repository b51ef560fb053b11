/* SPDX-License-Identifier: MIT */
/*
 * What a repeated, corrected, retracted, voided or early event is worth: the
 * outcome on the socket, the state in the view event_log, and what it counts.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon server;

/* Posts one line and expects one outcome. */
#define POST(outcome, ...) \
    do { \
        struct buf post_ = { 0 }; \
        add_event(&post_, __VA_ARGS__); \
        post_expect(server.socket, &post_, (struct totals){ .outcome = 1 }); \
        buf_free(&post_); \
    } while (0)

/* Each test has a unit of its own, so that nothing of another test is counted. */
static void
post_unit(const char *unit)
{
    POST(applied, unit, 1, "unit.put", "\"unit\":\"%s\",\"level\":\"community\",\"at\":\"2024-01-01\"", unit);
}

static void
post_held(const char *activity, const char *unit)
{
    POST(applied, activity, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"%s\",\"category\":\"culture\",\"start\":\"2025-03-08\"",
         activity, unit);
}

/* "superseded applied": the states of the identity's rows by rev, once the figures hold them. */
static void
expect_states(const char *id, const char *expected)
{
    char sql[256], states[256] = "";
    json_t *rows, *row;
    size_t i, len = 0;

    wait_published(&server);
    snprintf(sql, sizeof sql, "select state from event_log where source = 'test' and id = '%s' order by rev", id);
    rows = database_rows(&server, sql);
    json_array_foreach(rows, i, row)
        len += (size_t)snprintf(states + len, sizeof states - len, "%s%s", i > 0 ? " " : "",
                                json_string_value(json_array_get(row, 0)));
    assert_string_equal(states, expected);
    json_decref(rows);
}

/* The unit's year: -1 when there is no row or it has no data. */
static int
figure(const char *indicator, const char *unit)
{
    json_t *rows, *numerator;
    int value;

    wait_published(&server);
    rows = report_with(&server, "--unit", unit, "--period", "2025", "--category", "-", "--indicator", indicator, NULL);
    numerator = json_object_get(json_array_get(rows, 0), "numerator");
    value = json_is_integer(numerator) ? (int)json_integer_value(numerator) : -1;
    json_decref(rows);
    return value;
}

static void
post_raw(const char *line, struct totals expected)
{
    post_expect(server.socket, &(struct buf){ .ptr = (char *)(uintptr_t)line, .len = strlen(line) }, expected);
}

static void
duplicate__is_the_same_content_however_it_is_written(void **state)
{
    (void)state;
    post_unit("dup");
    post_held("dup-a", "dup");
    post_raw("{\"specversion\":\"1.0\",\"id\":\"dup-1\",\"source\":\"test\",\"type\":\"turnout.attendance\",\"time\":\"2025-03-08T10:00:00+08:00\","
             "\"data\":{\"activity\":\"dup-a\",\"person\":\"p\",\"status\":\"present\",\"x\":{\"a\":1,\"b\":\"\\u9f13\"}}}\n",
             (struct totals){ .applied = 1 });
    post_raw("{\"data\" : { \"x\":{\"b\":\"鼓\", \"a\":1}, \"status\":\"present\",\"person\":\"p\",\"activity\":\"dup-a\"},\"rev\":1,"
             "\"time\":\"2025-03-08T10:00:00+08:00\",\"type\":\"turnout.attendance\",\"source\":\"test\",\"id\":\"dup-1\",\"specversion\":\"1.0\"}\n",
             (struct totals){ .duplicate = 1 });
    expect_states("dup-1", "applied");
    assert_int_equal(figure("attendances", "dup"), 1);
}

static void
conflict__is_other_content_under_the_same_rev_and_changes_nothing(void **state)
{
    struct buf line = { 0 };
    char *text;

    (void)state;
    post_unit("con");
    post_held("con-a", "con");
    POST(applied, "con-1", 1, "attendance", "\"activity\":\"con-a\",\"person\":\"p\",\"status\":\"present\"");
    add_event(&line, "con-1", 1, "attendance", "\"activity\":\"con-a\",\"person\":\"p\",\"status\":\"absent\"");
    text = post_text(server.socket, line.ptr, line.len);
    assert_non_null(strstr(text, "{\"line\":1,\"status\":\"conflict\",\"code\":\"conflict\","));
    assert_non_null(strstr(text, "\"conflict\":1,\"rejected\":0,\"end\":true}\n"));
    free(text);
    buf_free(&line);
    POST(conflict, "con-1", 1, "attendance", "\"activity\":\"con-a\",\"person\":\"q\",\"status\":\"present\"");
    POST(conflict, "con-1", 1, "headcount", "\"activity\":\"con-a\",\"total\":9");
    expect_states("con-1", "applied");
    assert_int_equal(figure("attendances", "con"), 1);
}

static void
rev__the_greatest_wins_whichever_comes_first(void **state)
{
    (void)state;
    post_unit("rev");
    post_held("rev-a", "rev");
    POST(applied, "rev-up", 1, "headcount", "\"activity\":\"rev-a\",\"total\":5");
    POST(applied, "rev-up", 3, "headcount", "\"activity\":\"rev-a\",\"total\":7");
    POST(stale, "rev-up", 2, "headcount", "\"activity\":\"rev-a\",\"total\":6");
    POST(duplicate, "rev-up", 2, "headcount", "\"activity\":\"rev-a\",\"total\":6");
    POST(conflict, "rev-up", 2, "headcount", "\"activity\":\"rev-a\",\"total\":60");
    POST(duplicate, "rev-up", 1, "headcount", "\"activity\":\"rev-a\",\"total\":5");
    expect_states("rev-up", "superseded superseded applied");
    assert_int_equal(figure("attendances", "rev"), 7);
}

static void
rev__10_is_greater_than_9(void **state)
{
    (void)state;
    post_unit("ten");
    post_held("ten-a", "ten");
    POST(applied, "ten-1", 10, "headcount", "\"activity\":\"ten-a\",\"total\":10");
    POST(stale, "ten-1", 9, "headcount", "\"activity\":\"ten-a\",\"total\":9");
    expect_states("ten-1", "superseded applied");
    assert_int_equal(figure("attendances", "ten"), 10);
}

static void
retraction__may_come_first(void **state)
{
    (void)state;
    post_unit("early");
    post_held("early-a", "early");
    POST(pending, "early-r", 1, "retract", "\"source\":\"test\",\"id\":\"early-1\"");
    expect_states("early-r", "pending");
    POST(applied, "early-1", 1, "headcount", "\"activity\":\"early-a\",\"total\":5");
    expect_states("early-r", "applied");
    expect_states("early-1", "retracted");
    assert_int_equal(figure("attendances", "early"), 0);
}

static void
retraction__of_an_older_rev_leaves_the_correction(void **state)
{
    (void)state;
    post_unit("older");
    post_held("older-a", "older");
    POST(applied, "older-1", 2, "headcount", "\"activity\":\"older-a\",\"total\":5");
    POST(applied, "older-r", 1, "retract", "\"source\":\"test\",\"id\":\"older-1\"");
    expect_states("older-1", "applied");
    assert_int_equal(figure("attendances", "older"), 5);
    POST(applied, "older-r2", 1, "retract", "\"source\":\"test\",\"id\":\"older-1\",\"rev\":2");
    expect_states("older-1", "retracted");
    assert_int_equal(figure("attendances", "older"), 0);
}

static void
retraction__a_greater_rev_reinstates(void **state)
{
    (void)state;
    post_unit("again");
    post_held("again-a", "again");
    POST(applied, "again-1", 1, "headcount", "\"activity\":\"again-a\",\"total\":5");
    POST(applied, "again-r", 1, "retract", "\"source\":\"test\",\"id\":\"again-1\"");
    assert_int_equal(figure("attendances", "again"), 0);
    POST(applied, "again-1", 2, "headcount", "\"activity\":\"again-a\",\"total\":8");
    expect_states("again-1", "superseded applied");
    assert_int_equal(figure("attendances", "again"), 8);
}

static void
retraction__of_a_retraction_has_no_effect(void **state)
{
    (void)state;
    post_unit("twice");
    post_held("twice-a", "twice");
    POST(applied, "twice-1", 1, "headcount", "\"activity\":\"twice-a\",\"total\":5");
    POST(applied, "twice-r", 1, "retract", "\"source\":\"test\",\"id\":\"twice-1\"");
    POST(applied, "twice-rr", 1, "retract", "\"source\":\"test\",\"id\":\"twice-r\"");
    expect_states("twice-1", "retracted");
    expect_states("twice-r", "applied");
    expect_states("twice-rr", "applied");
    assert_int_equal(figure("attendances", "twice"), 0);
}

static void
retraction__of_a_session_silences_what_names_it(void **state)
{
    (void)state;
    post_unit("quiet");
    post_held("quiet-a", "quiet");
    post_held("quiet-b", "quiet");
    POST(applied, "quiet-1", 1, "attendance", "\"activity\":\"quiet-a\",\"person\":\"p\",\"status\":\"present\"");
    POST(applied, "quiet-r", 1, "retract", "\"source\":\"test\",\"id\":\"quiet-a\"");
    expect_states("quiet-a", "retracted");
    expect_states("quiet-1", "inactive");
    assert_int_equal(figure("attendances", "quiet"), 0);
    assert_int_equal(figure("activities", "quiet"), 1);
}

static void
void__silences_a_session_until_a_greater_rev_or_its_own_retraction(void **state)
{
    (void)state;
    post_unit("void");
    post_held("void-a", "void");
    POST(applied, "void-1", 1, "attendance", "\"activity\":\"void-a\",\"person\":\"p\",\"status\":\"present\"");
    POST(applied, "void-v", 1, "activity.void", "\"activity\":\"void-a\",\"reason\":\"entered twice\"");
    expect_states("void-1", "inactive");
    assert_int_equal(figure("activities", "void"), -1);
    POST(applied, "void-a", 2, "activity.held",
         "\"activity\":\"void-a\",\"unit\":\"void\",\"category\":\"culture\",\"start\":\"2025-03-08\"");
    expect_states("void-1", "applied");
    assert_int_equal(figure("attendances", "void"), 1);
    POST(applied, "void-v", 2, "activity.void", "\"activity\":\"void-a\"");
    expect_states("void-1", "inactive");
    POST(applied, "void-r", 1, "retract", "\"source\":\"test\",\"id\":\"void-v\",\"rev\":2");
    expect_states("void-v", "superseded retracted");
    expect_states("void-1", "applied");
    assert_int_equal(figure("attendances", "void"), 1);
}

static void
void__may_come_before_its_session(void **state)
{
    (void)state;
    post_unit("ghost");
    POST(pending, "ghost-v", 1, "activity.void", "\"activity\":\"ghost-a\"");
    post_held("ghost-a", "ghost");
    expect_states("ghost-v", "applied");
    assert_int_equal(figure("activities", "ghost"), -1);
}

static void
cancelled__and_held_are_statements_about_one_thing(void **state)
{
    (void)state;
    post_unit("off");
    POST(applied, "off-held", 1, "activity.held", "\"activity\":\"off-a\",\"unit\":\"off\",\"category\":\"culture\",\"start\":\"2025-03-08\"");
    POST(applied, "off-1", 1, "attendance", "\"activity\":\"off-a\",\"person\":\"p\",\"status\":\"present\"");
    POST(applied, "off-not", 2, "activity.cancelled",
         "\"activity\":\"off-a\",\"unit\":\"off\",\"category\":\"culture\",\"start\":\"2025-03-08\"");
    expect_states("off-1", "inactive");
    assert_int_equal(figure("activities", "off"), -1);
    POST(applied, "off-held", 3, "activity.held", "\"activity\":\"off-a\",\"unit\":\"off\",\"category\":\"culture\",\"start\":\"2025-03-08\"");
    expect_states("off-1", "applied");
    expect_states("off-not", "applied");
    assert_int_equal(figure("activities", "off"), 1);
}

/* Attendance before session before unit before parent: nothing counts until the last link is there. */
static void
pending__a_chain_of_unknown_things_is_decided_when_the_last_appears(void **state)
{
    (void)state;
    POST(pending, "chain-1", 1, "attendance", "\"activity\":\"chain-a\",\"person\":\"p\",\"status\":\"present\"");
    POST(pending, "chain-h", 1, "headcount", "\"activity\":\"chain-a\",\"total\":6");
    POST(pending, "chain-a", 1, "activity.held", "\"activity\":\"chain-a\",\"unit\":\"chain\",\"category\":\"culture\",\"start\":\"2025-03-08\"");
    POST(pending, "chain", 1, "unit.put", "\"unit\":\"chain\",\"level\":\"community\",\"parent\":\"chain-top\",\"at\":\"2024-01-01\"");
    expect_states("chain-1", "pending");
    expect_states("chain-a", "pending");
    expect_states("chain", "pending");
    POST(applied, "chain-top", 1, "unit.put", "\"unit\":\"chain-top\",\"level\":\"street\",\"at\":\"2024-01-01\"");
    expect_states("chain-1", "applied");
    expect_states("chain-h", "applied");
    expect_states("chain-a", "applied");
    expect_states("chain", "applied");
    assert_int_equal(figure("attendances", "chain"), 6);
    assert_int_equal(figure("attendances", "chain-top"), 6);
}

static void
pending__again_when_what_it_names_is_retracted(void **state)
{
    (void)state;
    post_unit("gone");
    post_held("gone-a", "gone");
    POST(applied, "gone-1", 1, "headcount", "\"activity\":\"gone-a\",\"total\":6");
    POST(applied, "gone-r", 1, "retract", "\"source\":\"test\",\"id\":\"gone\"");
    expect_states("gone", "retracted");
    expect_states("gone-a", "pending");
    expect_states("gone-1", "pending");
    POST(applied, "gone", 2, "unit.put", "\"unit\":\"gone\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    expect_states("gone-a", "applied");
    expect_states("gone-1", "applied");
    assert_int_equal(figure("attendances", "gone"), 6);
}

static void
pending__names_an_unknown_team_item_or_home(void **state)
{
    (void)state;
    post_unit("named");
    POST(pending, "named-a", 1, "activity.held",
         "\"activity\":\"named-a\",\"unit\":\"named\",\"category\":\"culture\",\"start\":\"2025-03-08\",\"teams\":[\"named-t\"]");
    POST(pending, "named-b", 1, "activity.held",
         "\"activity\":\"named-b\",\"unit\":\"named\",\"category\":\"culture\",\"start\":\"2025-03-08\",\"item\":\"named-i\"");
    POST(pending, "named-p", 1, "person.put", "\"person\":\"p\",\"home\":\"named-h\"");
    POST(pending, "named-j", 1, "team.join", "\"team\":\"named-t\",\"person\":\"p\"");
    POST(applied, "named-t", 1, "team.put", "\"team\":\"named-t\",\"unit\":\"named\"");
    POST(applied, "named-i", 1, "plan.put", "\"item\":\"named-i\",\"unit\":\"named\",\"window\":\"2025-03\"");
    POST(applied, "named-h", 1, "unit.put", "\"unit\":\"named-h\",\"level\":\"grid\",\"parent\":\"named\"");
    expect_states("named-a", "applied");
    expect_states("named-b", "applied");
    expect_states("named-p", "applied");
    expect_states("named-j", "applied");
    assert_int_equal(figure("activities", "named"), 2);
}

/* Other identities about the same thing: the greatest (at, rev, source, id) counts, the other stays `applied`. */
static void
statements__about_one_attendance_yield_to_the_latest_at(void **state)
{
    (void)state;
    post_unit("same");
    post_held("same-a", "same");
    POST(applied, "same-z", 1, "attendance", "\"activity\":\"same-a\",\"person\":\"p\",\"status\":\"absent\",\"at\":\"2025-03-08\"");
    POST(applied, "same-b", 1, "attendance", "\"activity\":\"same-a\",\"person\":\"p\",\"status\":\"present\",\"at\":\"2025-03-09\"");
    expect_states("same-z", "applied");
    expect_states("same-b", "applied");
    assert_int_equal(figure("attendances", "same"), 1);
    POST(applied, "same-r", 1, "retract", "\"source\":\"test\",\"id\":\"same-b\"");
    assert_int_equal(figure("attendances", "same"), 0);
    POST(applied, "same-c", 1, "attendance", "\"activity\":\"same-a\",\"person\":\"p\",\"status\":\"present\",\"at\":\"2025-03-07\"");
    assert_int_equal(figure("attendances", "same"), 0);
}

static json_int_t
outcome_of(const json_t *status, const char *source, const char *outcome)
{
    const json_t *sources = json_object_get(status, "sources"), *found = NULL;

    for (size_t i = 0; i < json_array_size(sources); i++) {
        const json_t *candidate = json_array_get(sources, i);

        if (strcmp(json_string_value(json_object_get(candidate, "source")), source) == 0)
            found = candidate;
    }
    assert_true(json_is_integer(json_object_get(found, outcome)));
    return json_integer_value(json_object_get(found, outcome));
}

static void
post_counted(const char *id, const char *data)
{
    char line[512];

    snprintf(line, sizeof line,
             "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"counted\",\"type\":\"turnout.headcount\",\"time\":\"2025-03-08T10:00:00Z\",\"data\":%s}\n",
             id, data);
    free(post_text(server.socket, line, strlen(line)));
}

static void
status__counts_every_outcome_of_a_source(void **state)
{
    static const char *const outcomes[] = { "applied", "duplicate", "stale", "pending", "conflict", "rejected" };
    static const int expected[] = { 1, 1, 0, 2, 1, 1 };
    json_t *status;

    (void)state;
    post_unit("count");
    post_held("count-a", "count");
    post_counted("1", "{\"activity\":\"count-a\",\"total\":5}");
    post_counted("1", "{\"activity\":\"count-a\",\"total\":5}");
    post_counted("1", "{\"activity\":\"count-a\",\"total\":6}");
    post_counted("2", "{\"activity\":\"nowhere-1\",\"total\":5}");
    post_counted("3", "{\"activity\":\"nowhere-2\",\"total\":5}");
    post_counted("4", "{\"activity\":\"count-a\",\"total\":-5}");
    wait_published(&server);
    status = status_object(&server);
    for (int i = 0; i < 6; i++)
        assert_int_equal(outcome_of(status, "counted", outcomes[i]), expected[i]);
    json_decref(status);
}

static int
start(void **state)
{
    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duplicate__is_the_same_content_however_it_is_written),
        cmocka_unit_test(conflict__is_other_content_under_the_same_rev_and_changes_nothing),
        cmocka_unit_test(rev__the_greatest_wins_whichever_comes_first),
        cmocka_unit_test(rev__10_is_greater_than_9),
        cmocka_unit_test(retraction__may_come_first),
        cmocka_unit_test(retraction__of_an_older_rev_leaves_the_correction),
        cmocka_unit_test(retraction__a_greater_rev_reinstates),
        cmocka_unit_test(retraction__of_a_retraction_has_no_effect),
        cmocka_unit_test(retraction__of_a_session_silences_what_names_it),
        cmocka_unit_test(void__silences_a_session_until_a_greater_rev_or_its_own_retraction),
        cmocka_unit_test(void__may_come_before_its_session),
        cmocka_unit_test(cancelled__and_held_are_statements_about_one_thing),
        cmocka_unit_test(pending__a_chain_of_unknown_things_is_decided_when_the_last_appears),
        cmocka_unit_test(pending__again_when_what_it_names_is_retracted),
        cmocka_unit_test(pending__names_an_unknown_team_item_or_home),
        cmocka_unit_test(statements__about_one_attendance_yield_to_the_latest_at),
        cmocka_unit_test(status__counts_every_outcome_of_a_source),
    };

    return cmocka_run_group_tests_name("identity", tests, start, stop);
}

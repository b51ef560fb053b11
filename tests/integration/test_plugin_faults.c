/* SPDX-License-Identifier: MIT */
/*
 * A rule that fails while a client posts: its plugin's figures stay as they
 * were and say so, the others go on; the fault is kept with what is known of
 * it and nothing of what the rule saw; mended, everything is as if it had
 * never been.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/control.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/live_rules.h"
#include "tests/support/report.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

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

/* Fails on the session with that code, and says what it was given. */
#define FAILS_ON_C3 "(function() if a.activity == \"c3\" then error(\"no place: \" .. a.title) end return " UNDER_EDU " end)()"

/* A plugin made of x's figure. */
static void
write_reader(void)
{
    live_rules_write_file(&live, "z.lua",
                          "local t = require \"turnout\"\n"
                          "return t.plugin { name = \"z\", version = \"1\", api = 1, title = { zh = \"读\", en = \"Reader\" },\n"
                          "  indicators = { z_count = t.value { numerator = t.figure \"x.x_count\", by = { \"unit\" }, over = { \"year\" }, decimals = 0 } } }\n");
}

static void
post_titled(const char *activity, const char *category, const char *title)
{
    struct buf lines = { 0 };

    add_event(&lines, activity, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"%s\",\"start\":\"2025-03-08\",\"title\":\"%s\"",
              activity, category, title);
    post_expect(live.server.socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
}

/* The year's row of the unit; owned. */
static json_t *
row_of(const char *indicator)
{
    json_t *rows, *row, *found = NULL;
    size_t i;

    wait_published(&live.server);
    rows = report_rows(&live.server, NULL);
    json_array_foreach(rows, i, row)
        if (strcmp(json_string_value(json_object_get(row, "indicator")), indicator) == 0 && json_is_null(json_object_get(row, "category")) &&
            json_is_null(json_object_get(row, "group")) && strcmp(json_string_value(json_object_get(row, "period")), "2025") == 0)
            found = json_incref(row);
    json_decref(rows);
    assert_non_null(found);
    return found;
}

static long long
member_of(const char *indicator, const char *object, const char *member)
{
    json_t *row = row_of(indicator);
    const json_t *value = json_object_get(object ? json_object_get(row, object) : row, member);
    long long number = json_is_integer(value) ? (long long)json_integer_value(value) : -1;

    json_decref(row);
    return number;
}

static long long
published(void)
{
    json_t *status = status_object(&live.server);
    long long position = json_integer_value(json_object_get(status, "published"));

    json_decref(status);
    return position;
}

static void
wait_paused(const char *plugin)
{
    int64_t deadline = deadline_start();
    char sql[160];

    snprintf(sql, sizeof sql, "select count(*) from plugin_fault where plugin = '%s'", plugin);
    while (database_number(&live.server, sql) == 0) {
        if (deadline_left(deadline) == 0)
            check_failed("%s does not fail", plugin);
        poll(NULL, 0, 10);
    }
}

/* Posts what x fails on; the position of the figures before. */
static long long
fail_x(void)
{
    long long before;

    live_rules_write(&live, "x.lua", "x", "Rule", FAILS_ON_C3);
    write_reader();
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    assert_int_equal(live_rules_figure(&live, "z_count"), 1);
    before = published();
    post_titled("c3", "culture.show", "Wang Fang and guests");
    wait_paused("x");
    return before;
}

static void
mend_x(void)
{
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_EDU);
    assert_int_equal(live_rules_command(&live, "reload", NULL, NULL), 0);
}

static void
figures_of_a_paused_plugin__say_since_when_they_stay_and_catch_up_when_it_is_mended(void **state)
{
    long long before = fail_x();

    (void)state;
    post_titled("e9", "edu.law", "Law");
    assert_int_equal(live_rules_figure(&live, "activities"), 5); /* the others go on */
    assert_int_equal(member_of("activities", NULL, "as_of"), published());
    assert_int_equal(member_of("activities", "notes", "stale_since"), -1);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    assert_int_equal(member_of("x_count", NULL, "as_of"), before);
    assert_int_equal(member_of("x_count", "notes", "stale_since"), before);
    assert_int_equal(member_of("z_count", NULL, "as_of"), before); /* made of the other's */
    assert_int_equal(member_of("z_count", "notes", "stale_since"), before);
    assert_int_equal(database_number(&live.server, "select as_of from figure where indicator = 'x_count' and period = '2025'"), before);

    mend_x();
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
    assert_int_equal(live_rules_figure(&live, "z_count"), 2);
    assert_int_equal(member_of("x_count", NULL, "as_of"), published());
    assert_int_equal(member_of("x_count", "notes", "stale_since"), -1);
    assert_int_equal(member_of("z_count", "notes", "stale_since"), -1);
    assert_int_equal(database_number(&live.server, "select count(*) from plugin_fault"), 0);
    assert_int_equal(database_number(&live.server, "select count(*) from plugin_fault_log where mended_at > 0 and stands = 0"), 1);
}

/* All rows of the report without what depends on the moment. */
static char *
figures_text(void)
{
    json_t *rows, *row;
    char *text;
    size_t i;

    wait_published(&live.server);
    rows = report_rows(&live.server, NULL);
    json_array_foreach(rows, i, row)
        json_object_del(row, "as_of");
    text = json_dumps(rows, JSON_SORT_KEYS);
    json_decref(rows);
    return text;
}

static void
figures__after_a_fault_and_its_mending_are_those_of_a_rebuild(void **state)
{
    char *mended, *rebuilt;

    (void)state;
    fail_x();
    for (int i = 0; i < 20; i++) { /* a client goes on */
        char code[16];
        snprintf(code, sizeof code, "m%d", i);
        post_titled(code, i % 2 ? "edu.law" : "culture.show", "Other");
    }
    mend_x();
    assert_int_equal(live_rules_figure(&live, "x_count"), 11);
    mended = figures_text();
    daemon_kill(&live.server);
    daemon_start(&live.server);
    live_rules_post_session(&live, "last", "culture.show");
    live_rules_wait(&live, "activities", 25);
    live_rules_wait(&live, "x_count", 11);
    free(mended);

    mended = figures_text();
    daemon_kill(&live.server);
    daemon_start(&live.server);
    live_rules_wait(&live, "x_count", 11);
    live_rules_wait(&live, "z_count", 11);
    rebuilt = figures_text();
    assert_string_equal(mended, rebuilt);
    free(mended);
    free(rebuilt);
}

/* A card of x's figure and of others'. */
static void
write_card(void)
{
    live_rules_write_file(&live, "k.lua",
                          "local t = require \"turnout\"\n"
                          "return t.plugin { name = \"k\", version = \"1\", api = 1, title = { zh = \"卡\", en = \"Card\" },\n"
                          "  scorecards = { k_score = t.scorecard { of = \"unit\", over = { \"year\" }, veto = false, most = 100, items = {\n"
                          "    { \"x_count\", points = 40, shape = t.per_count { each = 7, most = 40 } },\n"
                          "    { \"activities\", points = 60, shape = t.per_count { each = 1, most = 60 } } } } } }\n");
}

/* What the query gives; owned. */
static char *
text_of(const char *sql)
{
    json_t *rows = database_rows(&live.server, sql);
    char *text = json_dumps(rows, 0);

    json_decref(rows);
    return text;
}

static char *
score_total(void)
{
    return text_of("select total || ' ' || coalesce(stale_since, '-') from score where card = 'k_score' and unit = 'u'");
}

static void
restart_x(bool is_killed)
{
    if (is_killed)
        daemon_kill(&live.server);
    else
        daemon_stop(&live.server);
    daemon_start(&live.server);
    wait_paused("x");
    wait_published(&live.server);
}

/* Its rows of all periods as they are printed, with what they stand for. */
static char *
rows_of_x(void)
{
    return text_of("select group_concat(indicator || unit || period || coalesce(value, '-') || notes || as_of || day || plugin, ';') from"
                                       " (select * from figure where indicator in ('x_count', 'z_count') order by indicator, unit, period)");
}

static void
figures_of_a_plugin_that_fails_again_after_a_start__stay_and_say_since_when(void **state)
{
    char *before, *after, *score, *total;
    long long stood;

    (void)state;
    write_card();
    stood = fail_x();
    wait_published(&live.server);
    before = rows_of_x();
    score = score_total();
    for (int i = 0; i < 2; i++) {
        restart_x(i == 0);
        after = rows_of_x();
        assert_string_equal(before, after);
        total = score_total();
        assert_string_equal(score, total);
        assert_int_equal(member_of("x_count", "notes", "stale_since"), stood);
        assert_int_equal(member_of("activities", "notes", "stale_since"), -1);
        free(after);
        free(total);
    }
    post_titled("e9", "edu.law", "Law"); /* the others go on, and the card with what stands */
    assert_int_equal(live_rules_figure(&live, "activities"), 5);
    assert_int_equal(live_rules_figure(&live, "x_count"), 1);
    assert_int_equal(member_of("x_count", NULL, "as_of"), stood);
    mend_x();
    assert_int_equal(live_rules_figure(&live, "x_count"), 2);
    assert_int_equal(live_rules_figure(&live, "z_count"), 2);
    assert_int_equal(member_of("x_count", NULL, "as_of"), published());
    assert_int_equal(database_number(&live.server, "select count(*) from stale"), 0);
    total = score_total();
    assert_string_equal(total, "[[\"19.00 -\"]]"); /* 2 x 7 + 5 */
    free(before);
    free(score);
    free(total);
}

static void
rows_of_a_plugin_that_is_gone_or_mended_after_a_start__are_not_kept(void **state)
{
    (void)state;
    fail_x();
    wait_published(&live.server);
    daemon_stop(&live.server);
    live_rules_write(&live, "x.lua", "x", "Rule", UNDER_CULTURE);
    daemon_start(&live.server);
    wait_published(&live.server);
    live_rules_wait(&live, "x_count", 3);
    assert_int_equal(database_number(&live.server, "select count(*) from stale"), 0);
    assert_int_equal(database_number(&live.server, "select count(*) from (select 1 from figure group by indicator, unit, team, category, \"group\", period"
                                                   " having count(*) > 1)"), 0);
}

static void
a_fault__tells_the_session_and_what_was_used_and_nothing_that_the_rule_saw(void **state)
{
    static const char *const words[] = { "plugin", "list", "--faults", "--format", "json", NULL };
    json_t *faults, *fault, *subject;
    char *said;

    (void)state;
    fail_x();
    faults = command_json(&live.server, words);
    assert_int_equal(json_array_size(faults), 1);
    fault = json_array_get(faults, 0);
    subject = json_object_get(fault, "subject");
    assert_string_equal(json_string_value(json_object_get(fault, "cause")), "error");
    assert_non_null(strstr(json_string_value(json_object_get(fault, "message")), "x.lua:4: no place: …"));
    assert_int_equal(json_integer_value(json_object_get(fault, "line")), 4);
    assert_string_equal(json_string_value(json_object_get(fault, "rule")), "x_count.numerator");
    assert_string_equal(json_string_value(json_object_get(subject, "activity")), "c3");
    assert_string_equal(json_string_value(json_object_get(subject, "id")), "c3");
    assert_true(json_integer_value(json_object_get(subject, "seq")) > 0);
    assert_true(json_array_size(json_object_get(fault, "traceback")) >= 1);
    assert_true(json_integer_value(json_object_get(json_object_get(fault, "used"), "memory")) > 0);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(fault, "limit"), "instructions")), 10000000);
    assert_true(json_is_null(json_object_get(fault, "mended_at")) && json_is_true(json_object_get(fault, "stands")));
    said = json_dumps(faults, 0);
    assert_null(strstr(said, "Fang"));
    assert_null(strstr(said, "guests"));
    free(said);
    json_decref(faults);

    assert_int_equal(live_rules_command(&live, "list", "--faults", NULL), 0);
    live_rules_expect_said(&live, "rule x_count.numerator, asked about c3");
    live_rules_expect_said(&live, "stands");
    mend_x();
    assert_int_equal(live_rules_command(&live, "list", "--faults", NULL), 0);
    live_rules_expect_said(&live, "mended 20");
}

/* What the command prints, on both outputs, whatever its status is. */
static void
expect_printed(const char *const *argv, const char *words)
{
    struct command command;

    daemon_command(&live.server, &command, argv);
    if (!strstr(command.out, words) && !strstr(command.err, words))
        check_failed("%s says: %s%s\nnot: %s", argv[0], command.out, command.err, words);
    command_free(&command);
}

static void
what_is_stale__is_said_by_report_explain_quality_and_the_list_of_plugins(void **state)
{
    static const char *const report[] = { "report", "--unit", "u", "--width", "400", NULL };
    static const char *const explain[] = { "explain", "x_count", "--unit", "u", "--period", "2025", NULL };
    static const char *const quality[] = { "quality", "--format", "json", NULL };
    static const char *const found[] = { "quality", "--check", "stale_figures", "--format", "json", NULL };
    static const char *const others[] = { "quality", "--check", "pending", "--format", "json", NULL };
    static const char *const list[] = { "plugin", "list", "--format", "json", NULL };
    char words[160];
    long long before = fail_x();

    (void)state;
    wait_published(&live.server);
    snprintf(words, sizeof words, "stale since log position %lld (2026-01-01): plugin x is paused", before);
    expect_printed(report, words);
    snprintf(words, sizeof words, "it is stale since log position %lld (2026-01-01), for the plugin x is paused", before);
    expect_printed(explain, words);
    snprintf(words, sizeof words, "\"numbers\":{\"since\":%lld,\"figures\":2}", before);
    expect_printed(quality, "stale_figures");
    expect_printed(quality, words);
    expect_printed(found, words);
    expect_printed(others, "\"findings\":[]");
    snprintf(words, sizeof words, "\"stale_since\":{\"position\":%lld,\"day\":\"2026-01-01\"}", before);
    expect_printed(list, words);
    expect_printed(list, "\"last_fault\":{");
    mend_x();
    assert_int_equal(database_number(&live.server, "select count(*) from quality where \"check\" = 'stale_figures'"), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(figures_of_a_paused_plugin__say_since_when_they_stay_and_catch_up_when_it_is_mended, start, stop),
        cmocka_unit_test_setup_teardown(figures__after_a_fault_and_its_mending_are_those_of_a_rebuild, start, stop),
        cmocka_unit_test_setup_teardown(figures_of_a_plugin_that_fails_again_after_a_start__stay_and_say_since_when, start, stop),
        cmocka_unit_test_setup_teardown(rows_of_a_plugin_that_is_gone_or_mended_after_a_start__are_not_kept, start, stop),
        cmocka_unit_test_setup_teardown(what_is_stale__is_said_by_report_explain_quality_and_the_list_of_plugins, start, stop),
        cmocka_unit_test_setup_teardown(a_fault__tells_the_session_and_what_was_used_and_nothing_that_the_rule_saw, start, stop),
    };

    return cmocka_run_group_tests_name("plugin faults", tests, NULL, NULL);
}

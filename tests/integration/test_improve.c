/* SPDX-License-Identifier: MIT */
/*
 * Targets that are the figure of the period before: in reports, scores and
 * explanations, when that figure changes, is closed or opened again, over a
 * restart, and when it is too small to be printed.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <string.h>

static struct daemon server;

/* came: of these sessions. */
#define RULES(where) \
    "indicators = {\n" \
    "  came = t.value { of = t.attendances { " where " }, by = { 'unit', 'team', 'category' }, target = t.improve_on 'previous' },\n" \
    "  quiet = t.value { of = t.gap {}, over = { 'month', 'quarter' }, target = t.improve_on { 'previous', sense = 'at_most' } },\n" \
    "  share = t.ratio { numerator = t.people {}, denominator = t.population {}, by = { 'unit', 'group' }, target = t.improve_on 'previous' },\n" \
    "  both = t.all_of { of = { 'came', 'share' }, target = t.improve_on 'previous' },\n" \
    "  sign = t.score { reads = { 'came' }, of = function(c)\n" \
    "    if c.came.state ~= 'ok' or c.came.met == nil then return 'n_a' end\n" \
    "    return c.came.met and 1 or 0\n" \
    "  end, target = t.improve_on 'previous' },\n" \
    "},\n" \
    "scorecards = { improvement = t.scorecard { of = 'unit', over = 'month', veto = false, most = 10,\n" \
    "  items = { { 'sign', points = 10, shape = t.threshold { at_least = 1 } } } } },\n"

static int
set_up(void **state)
{
    (void)state;
    own_rules_start(&server, RULES(""));
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

/* The gate has ten residents and a drum team. */
static void
add_world(struct buf *lines)
{
    add_event(lines, "s", 1, "unit.put", "\"unit\":\"street\",\"level\":\"street\",\"at\":\"2020-01-01\"");
    add_event(lines, "g", 1, "unit.put", "\"unit\":\"gate\",\"level\":\"community\",\"parent\":\"street\",\"at\":\"2020-01-01\"");
    add_event(lines, "d", 1, "team.put", "\"team\":\"drum\",\"unit\":\"gate\"");
    add_event(lines, "n", 1, "population.put", "\"unit\":\"gate\",\"basis\":\"usual\",\"count\":10,\"at\":\"2020-01-01\"");
    for (int i = 0; i < 10; i++) {
        char id[16];
        snprintf(id, sizeof id, "p%d", i);
        add_event(lines, id, 1, "person.put", "\"person\":\"p%d\",\"home\":\"gate\",\"at\":\"2020-01-01\"", i);
    }
}

/* Of a day: so many of them came. */
static void
add_session(struct buf *lines, const char *day, const char *category, int people)
{
    char id[32];

    add_event(lines, day, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"gate\",\"category\":\"%s\",\"teams\":[\"drum\"],\"start\":\"%s\"", day,
              category, day);
    for (int i = 0; i < people; i++) {
        snprintf(id, sizeof id, "%s-%d", day, i);
        add_event(lines, id, 1, "attendance", "\"activity\":\"%s\",\"person\":\"p%d\",\"status\":\"present\"", day, i);
    }
}

static void
add_person(struct buf *lines, const char *day, int person)
{
    char id[32];

    snprintf(id, sizeof id, "%s-%d", day, person);
    add_event(lines, id, 1, "attendance", "\"activity\":\"%s\",\"person\":\"p%d\",\"status\":\"present\"", day, person);
}

static const char *
text_or(const json_t *row, const char *key, const char *none)
{
    const char *text = json_string_value(json_object_get(row, key));

    return text ? text : none;
}

/* "draft 3 of 2 met; ..." of the gate's row in the period; "none": it asks for nothing. */
static const char *
judged(const char *indicator, const char *period, const char *option, const char *code)
{
    static char text[256];
    json_t *rows = report_with(&server, "--unit", "gate", "--indicator", indicator, "--period", period, "--category",
                               strcmp(option, "--category") == 0 ? code : "-", "--team", strcmp(option, "--team") == 0 ? code : "-",
                               "--group", "-", NULL);
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i), *met = json_object_get(row, "met");
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s of %s%s", i ? "; " : "", text_or(row, "kind", "?"),
                                 text_or(row, "value", "-"), text_or(row, "target", "none"),
                                 json_is_null(met) ? "" : json_is_true(met) ? " met" : " missed");
    }
    json_decref(rows);
    return text;
}

#define UNIT(indicator, period) judged(indicator, period, "", "")

/* What the card of the gate says in the month. */
static const char *
score(const char *period)
{
    static char text[32];
    json_t *rows = command_json(&server, WORDS("scorecard", "--card", "improvement", "--unit", "gate", "--period", period, "--format", "json"));

    snprintf(text, sizeof text, "%s", text_or(json_array_get(rows, 0), "total", "none"));
    json_decref(rows);
    return text;
}

static void
the_period_before__is_what_a_figure_has_to_reach(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_session(&lines, "2024-12-10", "sport", 3);
    add_session(&lines, "2025-01-10", "sport", 3);
    add_session(&lines, "2025-02-10", "edu", 2);
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "draft 3 of 3 met"); /* exactly is enough */
    assert_string_equal(UNIT("came", "2025-02"), "draft 2 of 3 missed");
    assert_string_equal(UNIT("came", "2024-12"), "draft 3 of none"); /* nothing was reported in November */
    assert_string_equal(UNIT("came", "2025-03"), "draft - of 2");    /* no data yet */
    assert_string_equal(UNIT("came", "2025Q1"), "draft 5 of 3 met");
    assert_string_equal(UNIT("came", "2025"), "draft 5 of 3 met");
    assert_string_equal(UNIT("share", "2025"), "draft 30.00 of 30 met");
    assert_string_equal(judged("came", "2025-01", "--team", "drum"), "draft 3 of 3 met");
    assert_string_equal(judged("came", "2025-01", "--category", "sport"), "draft 3 of 3 met");
    assert_string_equal(judged("came", "2025-02", "--category", "edu"), "draft 2 of none");
    assert_string_equal(UNIT("quiet", "2025-02"), "draft 18 of 21 met"); /* days without a session: fewer are better */
    assert_string_equal(UNIT("both", "2025-02"), "draft 0.00 of 100 missed");
    assert_string_equal(UNIT("sign", "2025-01"), "draft 1.00 of none"); /* December had nothing to improve on */
    assert_string_equal(UNIT("sign", "2025-02"), "draft 0.00 of 1 missed");
}

static void
a_figure_that_changes__moves_the_target_of_the_next_period_alone(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_session(&lines, "2024-12-10", "sport", 1);
    add_session(&lines, "2025-01-10", "sport", 2);
    add_session(&lines, "2025-02-10", "sport", 2);
    post_published(&server, &lines);
    add_person(&lines, "2024-12-10", 7); /* people alone */
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of 2 met");
    assert_string_equal(UNIT("share", "2025-01"), "draft 20.00 of 20 met");
    assert_string_equal(UNIT("came", "2025"), "draft 4 of 2 met");
    assert_string_equal(UNIT("came", "2025Q1"), "draft 4 of 2 met");
    assert_string_equal(UNIT("came", "2025H1"), "draft 4 of 2 met");
    assert_string_equal(judged("came", "2025-01", "--team", "drum"), "draft 2 of 2 met");
    assert_string_equal(score("2025-01"), "10.00");
    add_person(&lines, "2024-12-10", 8);
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of 3 missed");
    assert_string_equal(score("2025-01"), "0.00");
    assert_string_equal(UNIT("both", "2025-01"), "draft 0.00 of none");
    assert_string_equal(UNIT("both", "2025-02"), "draft 100.00 of 0 met"); /* two periods further */
    assert_string_equal(UNIT("sign", "2025-02"), "draft 1.00 of 0 met");
    daemon_stop(&server);
    daemon_start(&server);
    wait_published(&server);
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of 3 missed");
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"2024-12-10-8\"");
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of 2 met");
    assert_string_equal(UNIT("sign", "2025-02"), "draft 1.00 of 1 met");
    add_event(&lines, "void", 1, "activity.void", "\"activity\":\"2024-12-10\"");
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of none");
}

/* A zero is reported: it is a figure, and anything improves on it. */
static void
a_report_of_nothing__is_a_figure_to_improve_on(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_session(&lines, "2025-01-10", "sport", 2);
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of none");
    add_event(&lines, "zero", 1, "report.done", "\"unit\":\"gate\",\"dataset\":\"activity\",\"period\":\"2024-12\",\"empty\":true");
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of 0 met");
}

static void
a_posted_target__goes_before_the_period_before(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_session(&lines, "2025-01-10", "sport", 2);
    add_session(&lines, "2025-02-10", "sport", 2);
    add_event(&lines, "t", 1, "target.put", "\"indicator\":\"came\",\"unit\":\"gate\",\"value\":7,\"at\":\"2025-02-01\"");
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-02"), "draft 2 of 7 missed");
    assert_string_equal(UNIT("came", "2025-01"), "draft 2 of none");
}

static void
a_closed_period__is_to_be_improved_on_as_it_was_closed_until_it_is_opened_again(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_world(&lines);
    add_session(&lines, "2025-01-10", "sport", 2);
    add_session(&lines, "2025-02-10", "sport", 2);
    add_close(&lines, "c", "gate", "2025-01", "2025-02-05");
    add_person(&lines, "2025-01-10", 7); /* late */
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-01"), "official 2 of none; revised 3 of none");
    assert_string_equal(UNIT("came", "2025-02"), "draft 2 of 2 met");
    assert_string_equal(judged("came", "2025-02", "--team", "drum"), "draft 2 of 2 met");
    assert_string_equal(judged("came", "2025-02", "--category", "sport"), "draft 2 of 2 met");
    daemon_stop(&server);
    daemon_start(&server);
    wait_published(&server);
    assert_string_equal(UNIT("came", "2025-02"), "draft 2 of 2 met");
    add_event(&lines, "o", 1, "period.reopen", "\"unit\":\"gate\",\"period\":\"2025-01\",\"reason\":\"r\",\"at\":\"2025-02-06\"");
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-02"), "draft 2 of 3 missed");
    add_close(&lines, "c2", "gate", "2025-02", "2025-03-05"); /* frozen with the target that it had */
    add_event(&lines, "back", 1, "retract", "\"source\":\"test\",\"id\":\"2025-01-10-7\"");
    post_published(&server, &lines);
    assert_string_equal(UNIT("came", "2025-02"), "official 2 of 3 missed; revised 2 of 2 met");
}

static json_t *
explained(const char *period, bool full)
{
    const char *words[] = { "explain", "came", "--unit", "gate", "--period", period, "--format", "json", full ? "--full" : NULL, NULL };

    return command_json(&server, words);
}

static void
an_explanation__names_the_period_that_is_to_be_improved_on(void **state)
{
    struct buf lines = { 0 };
    json_t *answer;

    (void)state;
    add_world(&lines);
    add_session(&lines, "2025-01-10", "sport", 7);
    add_session(&lines, "2025-02-10", "sport", 6);
    post_published(&server, &lines);
    answer = explained("2025-02", true);
    assert_string_equal(text_or(json_object_get(answer, "target_from"), "from", ""), "previous");
    assert_string_equal(text_or(json_object_get(answer, "target_from"), "period", ""), "2025-01");
    assert_string_equal(text_or(json_object_get(answer, "target_from"), "value", ""), "7");
    assert_string_equal(text_or(json_object_get(answer, "target_from"), "kind", ""), "draft");
    assert_int_equal(json_array_size(json_object_get(json_array_get(json_object_get(answer, "measures"), 0), "sessions")), 1);
    json_decref(answer);
    answer = explained("2025-01", true);
    assert_string_equal(text_or(json_object_get(answer, "target_from"), "period", ""), "2024-12");
    assert_true(json_is_null(json_object_get(json_object_get(answer, "target_from"), "value")));
    json_decref(answer);
    daemon_command_says(&server, 0, WORDS("explain", "came", "--unit", "gate", "--period", "2025-02", "--lang", "en"),
                        "Target: at least 7, the figure of 2025-01.", "");
    daemon_command_says(&server, 0, WORDS("explain", "came", "--unit", "gate", "--period", "2025-01", "--lang", "en"),
                        "Target: none, for there is no figure of 2024-12 to improve on.", "");
    add_close(&lines, "c", "gate", "2025-01", "2025-02-05");
    post_published(&server, &lines);
    daemon_command_says(&server, 0, WORDS("explain", "came", "--unit", "gate", "--period", "2025-02", "--lang", "en"),
                        "Target: at least 7, the official figure of 2025-01.", "");
}

/* The row as it is printed for everybody. */
static const json_t *
printed(json_t **rows, const char *format_period)
{
    *rows = command_json(&server, WORDS("report", "--unit", "gate", "--indicator", "came", "--period", format_period, "--category", "-", "--team",
                                        "-", "--format", "json"));
    return json_array_get(*rows, 0);
}

static void
a_hidden_figure__is_not_told_by_the_target_of_the_next_period(void **state)
{
    struct buf lines = { 0 };
    json_t *rows, *answer;
    const json_t *row;

    (void)state;
    add_world(&lines);
    add_session(&lines, "2025-01-10", "sport", 3);
    add_session(&lines, "2025-02-10", "sport", 9);
    add_session(&lines, "2025-03-10", "sport", 9);
    post_published(&server, &lines);
    row = printed(&rows, "2025-02");
    assert_string_equal(text_or(row, "value", ""), "9");
    assert_true(json_is_null(json_object_get(row, "target")));
    assert_true(json_is_null(json_object_get(row, "met")));
    assert_true(json_is_null(json_object_get(row, "short")));
    json_decref(rows);
    row = printed(&rows, "2025-03");
    assert_string_equal(text_or(row, "target", ""), "9");
    json_decref(rows);
    answer = explained("2025-02", false);
    assert_true(json_is_null(json_object_get(answer, "target")));
    assert_true(json_is_null(json_object_get(json_object_get(answer, "target_from"), "value")));
    assert_true(json_is_null(json_object_get(json_object_get(answer, "outlook"), "missing")));
    json_decref(answer);
    daemon_command_says(&server, 0, WORDS("explain", "came", "--unit", "gate", "--period", "2025-02", "--lang", "en"),
                        "Target: the figure of 2025-01, which is hidden.", "");
}

/* Of the gate's own row in February, what the plan says; NULL: nothing. */
static json_t *
planned(json_t **plan)
{
    const json_t *cells;
    json_t *cell;
    size_t i;

    *plan = command_json(&server, WORDS("plugin", "plan", "--all", "--format", "json"));
    cells = json_object_get(json_object_get(*plan, "targets"), "cells");
    json_array_foreach(cells, i, cell)
        if (strcmp(text_or(cell, "indicator", ""), "came") == 0 && strcmp(text_or(cell, "period", ""), "2025-02") == 0 &&
            strcmp(text_or(cell, "unit", ""), "gate") == 0 && json_is_null(json_object_get(cell, "team")) &&
            json_is_null(json_object_get(cell, "category")))
            return cell;
    return NULL;
}

static void
a_plan__shows_which_targets_move_and_not_those_of_closed_periods(void **state)
{
    struct buf lines = { 0 };
    json_t *plan;
    const json_t *cell;

    (void)state;
    add_world(&lines);
    add_session(&lines, "2025-01-10", "sport", 3);
    add_session(&lines, "2025-01-20", "edu", 2);
    add_session(&lines, "2025-02-10", "sport", 4);
    post_published(&server, &lines);
    own_rules_write(&server, RULES("where = function(a) return a.category == 'sport' end"));
    cell = planned(&plan); /* the figure is the same, but it is asked for less */
    if (!cell)
        check_failed("the plan does not have the row: %s", json_dumps(plan, 0));
    assert_string_equal(text_or(json_object_get(cell, "before"), "target", ""), "5");
    assert_string_equal(text_or(json_object_get(cell, "after"), "target", ""), "3");
    assert_string_equal(text_or(cell, "crossed", ""), "met");
    json_decref(plan);
    add_close(&lines, "c", "gate", "2025-01", "2025-02-05");
    post_published(&server, &lines);
    assert_null(planned(&plan));
    json_decref(plan);
    daemon_command_says(&server, 0, WORDS("plugin", "apply", "--lang", "en"), "is applied", "");
    assert_string_equal(UNIT("came", "2025-02"), "draft 4 of 5 missed");
    assert_string_equal(UNIT("came", "2025-01"), "official 5 of none; revised 3 of none");
    daemon_command_says(&server, 0, WORDS("verify", "--lang", "en"), "are sound", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_period_before__is_what_a_figure_has_to_reach, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_figure_that_changes__moves_the_target_of_the_next_period_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_report_of_nothing__is_a_figure_to_improve_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_posted_target__goes_before_the_period_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_closed_period__is_to_be_improved_on_as_it_was_closed_until_it_is_opened_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_explanation__names_the_period_that_is_to_be_improved_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plan__shows_which_targets_move_and_not_those_of_closed_periods, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_hidden_figure__is_not_told_by_the_target_of_the_next_period, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("improve", tests, NULL, NULL);
}

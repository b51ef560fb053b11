/* SPDX-License-Identifier: MIT */
/*
 * Scores on a real daemon: they follow what is posted and taken back, survive
 * a restart, do not depend on the order, and read the same in text, json and SQL.
 */
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/report.h"
#include "tests/support/score_cases.h"

#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 64 };

static void
start(struct daemon *server)
{
    daemon_init(server, "2026-01-01");
    daemon_add_plugins(server, "plugins/scores");
    daemon_start(server);
}

/* c1: four months of six sessions with two shows; c2: one session. */
static void
add_year(struct buf *lines)
{
    for (int i = 1; i <= 2; i++)
        add_event(lines, i == 1 ? "u1" : "u2", 1, "unit.put", "\"unit\":\"c%d\",\"level\":\"community\",\"at\":\"2020-01-01\"", i);
    for (int i = 1; i <= 4; i++) {
        char id[16] = { 'a', (char)('0' + i), 0 };

        add_event(lines, id, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"c1\",\"category\":\"culture\",\"kind\":\"%s\",\"start\":\"2025-0%d-10\"",
                  id, i <= 2 ? "show" : "film", i);
    }
    add_event(lines, "b1", 1, "activity.held", "\"activity\":\"b1\",\"unit\":\"c2\",\"category\":\"culture\",\"start\":\"2025-02-10\"");
}

static void
add_trouble(struct buf *lines)
{
    add_event(lines, "i1", 1, "incident.put", "\"unit\":\"c1\",\"kind\":\"safety\",\"veto\":true,\"at\":\"2025-05-01\"");
    add_event(lines, "d1", 1, "declared.put", "\"unit\":\"c1\",\"what\":\"score.s_held\",\"period\":\"2025\",\"value\":35");
}

static void
add_people(struct buf *lines)
{
    add_event(lines, "n1", 1, "population.put", "\"unit\":\"c1\",\"basis\":\"usual\",\"count\":2,\"at\":\"2025-01-01\"");
    add_event(lines, "p1", 1, "person.put", "\"person\":\"p1\",\"home\":\"c1\",\"at\":\"2025-01-01\"");
    add_event(lines, "t1", 1, "attendance", "\"activity\":\"a1\",\"person\":\"p1\",\"status\":\"present\"");
}

/* patterns: JSON with ' for ". */
static void
expect(const struct daemon *server, const char *what, const char *patterns)
{
    char *text = strdup(patterns);
    json_t *wanted, *rows = score_rows(server);

    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    wanted = json_loads(text, 0, NULL);
    assert_non_null(wanted);
    expect_scores(what, wanted, rows);
    json_decref(wanted);
    json_decref(rows);
    free(text);
}

/* months 4/12 of 60 = 20, held 4 * 10 = 40; films 2 * 4 = 8 and "many" 5, capped at 10: 70 */
static void
scores__follow_what_is_posted_and_taken_back(void **state)
{
    struct buf lines = { 0 };
    struct daemon server;

    (void)state;
    start(&server);
    add_year(&lines);
    post_published(&server, &lines);
    expect(&server, "a year",
           "[{'card':'s_gauge','unit':'c1','period':'2025','state':'ok','total':'70.00','sum':'60.00','base':'60.00','bonus':'10.00',"
           "'penalty':'0.00','grade':'B','rank':1,'of':2,'flags':[],'components':[{'component':'s_months','points':'20.00'},"
           "{'component':'s_films','role':'bonus','points':'8.00'},{'component':'s_held','role':'bonus','points':'5.00','grade':'many'},"
           "{'component':'s_shows','role':'gate','mark':null}]},"
           "{'card':'s_gauge','unit':'c2','period':'2025','total':'11.00','sum':'15.00','penalty':'4.00','grade':'C','rank':2,'flags':['gate']},"
           "{'card':'s_gauge','unit':'c1','period':'2025Q2','total':'30.00','bonus':'4.00','sum':'30.00','penalty':'4.00','grade':'C'},"
           "{'card':'s_strict','unit':'c1','period':'2025','state':'blocked','total':null,'grade':null,'rank':null,'flags':['missing']},"
           "{'card':'s_whole','unit':'c1','period':'2025','total':'70.00','sum':'14.00','available':'20.00','base':'70.00','grade':'C',"
           "'flags':['gate','missing'],'components':[{'component':'s_strict','mark':'excluded','points':null}]}]");
    add_trouble(&lines);
    add_people(&lines);
    post_published(&server, &lines);
    expect(&server, "a veto, a self-assessment, people",
           "[{'card':'s_gauge','unit':'c1','period':'2025','total':'70.00','grade':'C','rank':2,'of':2,'flags':['veto'],"
           "'components':[{'component':'s_held','self':'35.00','points':'40.00'},{'component':'s_months','self':null}]},"
           "{'card':'s_gauge','unit':'c1','period':'2025Q1','flags':[]},{'card':'s_gauge','unit':'c1','period':'2025Q2','flags':['veto','gate']},"
           "{'card':'s_gauge','unit':'c2','period':'2025','rank':1},"
           "{'card':'s_strict','unit':'c1','period':'2025','state':'ok','total':'4.00','rank':1,'of':1},"
           "{'card':'s_whole','unit':'c1','period':'2025','total':'55.00','sum':'22.00','available':'40.00'}]");
    add_event(&lines, "x1", 1, "retract", "\"source\":\"test\",\"id\":\"i1\"");
    add_event(&lines, "a4", 2, "activity.held", "\"activity\":\"a4\",\"unit\":\"c1\",\"category\":\"culture\",\"kind\":\"film\",\"start\":\"2025-03-20\"");
    add_event(&lines, "d1", 2, "declared.put", "\"unit\":\"c1\",\"what\":\"score.s_held\",\"period\":\"2025\",\"value\":38.5");
    post_published(&server, &lines);
    expect(&server, "without the incident, and one month less",
           "[{'card':'s_gauge','unit':'c1','period':'2025','total':'65.00','grade':'B','rank':1,'flags':[],"
           "'components':[{'component':'s_held','self':'38.50'},{'component':'s_months','points':'15.00'}]},"
           "{'card':'s_gauge','unit':'c2','period':'2025','rank':2}]");
    daemon_remove(&server);
}

static void
expect_same(const char *what, const json_t *expected, const struct daemon *server)
{
    json_t *rows = score_rows(server);

    if (!json_equal(expected, rows))
        check_failed("%s: %s\nare not %s", what, json_dumps(rows, JSON_INDENT(1)), json_dumps(expected, JSON_INDENT(1)));
    json_decref(rows);
}

/* The lines from the last to the first. */
static struct buf
reversed(const struct buf *lines)
{
    struct buf out = { 0 };

    for (size_t end = lines->len; end > 0;) {
        size_t first = end - 1;

        while (first > 0 && lines->ptr[first - 1] != '\n')
            first--;
        buf_put(&out, lines->ptr + first, end - first);
        end = first;
    }
    return out;
}

static void
scores__are_the_same_after_a_restart_and_in_any_order(void **state)
{
    struct buf lines = { 0 }, backwards;
    struct daemon server;
    json_t *rows;

    (void)state;
    add_year(&lines);
    add_trouble(&lines);
    add_people(&lines);
    backwards = reversed(&lines);
    start(&server);
    post_published(&server, &lines);
    rows = score_rows(&server);
    assert_true(json_array_size(rows) > 10);
    daemon_stop(&server);
    expect_same("while the daemon is down", rows, &server);
    daemon_start(&server);
    wait_published(&server);
    expect_same("after a restart", rows, &server);
    daemon_stop(&server);
    daemon_forget(&server);
    daemon_start(&server);
    post_published(&server, &backwards);
    expect_same("backwards", rows, &server);
    json_decref(rows);
    daemon_remove(&server);
}

static void
text__has_three_columns_and_every_step_to_the_total(void **state)
{
    static const char *const words[] = { "scorecard", "--card", "s_gauge", "--period", "2025", "--unit", "c1", "--width", "100", NULL };
    static const char *const list[] = { "scorecard", "--card", "s_gauge", "--period", "2025", "--lang", "zh", NULL };
    struct buf lines = { 0 };
    struct daemon server;

    (void)state;
    start(&server);
    add_year(&lines);
    add_trouble(&lines);
    post_published(&server, &lines);
    daemon_command_says(&server, 0, words,
                        "  component        full  self-assessed  computed  difference    figure\n"
                        "  Cards           60.00                    20.00               33.33 %\n"
                        "  Cards           40.00          35.00     40.00       +5.00         4\n"
                        "  sum            100.00                    60.00\n"
                        "  Cards            8.00                    +8.00                     2\n"
                        "  Cards            5.00                    +5.00              4 (many)\n"
                        "  bonus, capped                           +10.00\n"
                        "  Cards            4.00                     0.00                     2\n"
                        "  total          105.00                    70.00\n", "");
    daemon_command_says(&server, 0, list, "量表  2025年  社区\n", "");
    daemon_remove(&server);
}

static void
command__names_what_is_not_there_and_finds_nothing_quietly(void **state)
{
    static const char *const wrong[] = { "scorecard", "--card", "s_gage", NULL };
    static const char *const nothing[] = { "scorecard", "--period", "1999", "--format", "json", NULL };
    struct buf lines = { 0 };
    struct daemon server;

    (void)state;
    start(&server);
    add_year(&lines);
    post_published(&server, &lines);
    daemon_command_says(&server, EXIT_USAGE, wrong, "", "--card: there is no s_gage; did you mean s_gauge?");
    daemon_command_says(&server, 0, nothing, "[]\n", "");
    daemon_remove(&server);
}

static void
views__say_the_same_in_sql(void **state)
{
    struct buf lines = { 0 };
    struct daemon server;

    (void)state;
    start(&server);
    add_year(&lines);
    post_published(&server, &lines);
    assert_int_equal(database_number(&server, "SELECT rank FROM score WHERE card = 's_gauge' AND unit = 'c2' AND period = '2025'"), 2);
    assert_int_equal(database_number(&server, "SELECT CAST(total * 100 AS INTEGER) FROM score WHERE card = 's_gauge' AND unit = 'c1' AND period = '2025'"), 7000);
    assert_int_equal(database_number(&server, "SELECT count(*) FROM score_component WHERE card = 's_gauge' AND unit = 'c1' AND period = '2025'"), 6);
    assert_int_equal(database_number(&server, "SELECT count(*) FROM (SELECT s.sum, sum(c.points) AS added FROM score AS s JOIN score_component AS c"
                                              " USING (card, unit, period) WHERE c.role = 'item' GROUP BY card, unit, period"
                                              " HAVING abs(s.sum - added) > 0.001)"), 0);
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores__follow_what_is_posted_and_taken_back),
        cmocka_unit_test(scores__are_the_same_after_a_restart_and_in_any_order),
        cmocka_unit_test(text__has_three_columns_and_every_step_to_the_total),
        cmocka_unit_test(command__names_what_is_not_there_and_finds_nothing_quietly),
        cmocka_unit_test(views__say_the_same_in_sql),
    };

    return cmocka_run_group_tests_name("scorecard", tests, NULL, NULL);
}

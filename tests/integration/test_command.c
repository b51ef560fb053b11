/* SPDX-License-Identifier: MIT */
/*
 * The command as people use it: what it prints where, and how it ends.
 */
#include "tests/support/client.h"
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
#include <unistd.h>

#include <cmocka.h>

static struct daemon daemon_;

static void
expect_output(int status, const char *const *words, const char *expected)
{
    struct command command = daemon_command_ends(&daemon_, status, words);

    assert_string_equal(command.out, expected);
    command_free(&command);
}

/* A file of the daemon's folder; valid until the next call. */
static const char *
write_lines(const char *name, struct buf *lines)
{
    static char path[2][160];
    static int turn;
    FILE *file;

    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", daemon_.folder, name);
    file = fopen(path[turn], "w");
    assert_non_null(file);
    assert_int_equal(fwrite(lines->ptr, 1, lines->len, file), lines->len);
    assert_int_equal(fclose(file), 0);
    buf_free(lines);
    return path[turn];
}

static void
add_community(struct buf *lines)
{
    add_event(lines, "u", 1, "unit.put", "\"at\":\"2024-01-01\",\"unit\":\"c1\",\"level\":\"community\",\"name\":\"柳背桥社区\"");
    add_event(lines, "p", 1, "population.put", "\"at\":\"2024-01-01\",\"unit\":\"c1\",\"basis\":\"usual\",\"count\":8");
    add_event(lines, "h", 1, "person.put", "\"at\":\"2024-01-01\",\"person\":\"p1\",\"home\":\"c1\"");
    add_event(lines, "a", 1, "activity.held",
              "\"activity\":\"a1\",\"unit\":\"c1\",\"category\":\"edu.law\",\"start\":\"2024-03-08\"");
    add_event(lines, "t", 1, "attendance", "\"activity\":\"a1\",\"person\":\"p1\",\"status\":\"present\"");
}

static const char *
community_file(void)
{
    struct buf lines = { 0 };

    add_community(&lines);
    return write_lines("community.ndjson", &lines);
}

static void
post__waits_until_the_figures_hold_it(void **state)
{
    json_t *status;

    (void)state;
    expect_output(0, WORDS("post", "--wait", "--format", "json", community_file()),
                  "{\"acked\":5,\"applied\":5,\"duplicate\":0,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":0,"
                  "\"end\":true}\n");
    status = status_object(&daemon_);
    assert_true(json_integer_value(json_object_get(status, "published")) >= 5);
    assert_int_equal(json_integer_value(json_object_get(status, "log")), 5);
    assert_true(json_is_true(json_object_get(status, "daemon")));
    json_decref(status);
}

static void
post__of_the_same_file_again_changes_nothing(void **state)
{
    (void)state;
    expect_output(0, WORDS("post", "--format", "json", community_file()),
                  "{\"acked\":5,\"applied\":0,\"duplicate\":5,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":0,"
                  "\"end\":true}\n");
}

static void
post__names_the_file_and_the_line_of_what_is_refused(void **state)
{
    struct buf good = { 0 }, bad = { 0 };
    char first[160], expected[400];
    const char *second;
    struct command command;

    (void)state;
    add_event(&good, "t", 1, "attendance", "\"activity\":\"a1\",\"person\":\"p1\",\"status\":\"present\"");
    buf_put_str(&good, STR("\n\n"));
    snprintf(first, sizeof first, "%s", write_lines("good.ndjson", &good));
    buf_put_str(&bad, STR("\n{not json"));
    second = write_lines("bad.ndjson", &bad);
    command = daemon_command_ends(&daemon_, 65, WORDS("post", first, second, first));
    snprintf(expected, sizeof expected, "%s:2: bad_json: ", second);
    assert_memory_equal(command.err, expected, strlen(expected));
    assert_null(strstr(command.err, "good.ndjson"));
    assert_string_equal(command.out, "");
    command_free(&command);
}

static void
post__counts_a_conflict_as_refused(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_event(&lines, "t", 1, "attendance", "\"activity\":\"a1\",\"person\":\"p1\",\"status\":\"absent\"");
    daemon_command_says(&daemon_, 65, WORDS("post", write_lines("conflict.ndjson", &lines)), "", ":1: conflict");
}

static void
post__says_what_is_not_there(void **state)
{
    struct buf lines = { 0 };
    const char *path;

    (void)state;
    daemon_command_says(&daemon_, 66, WORDS("post", "/nonexistent/file"), "", "/nonexistent/file: No such file or directory");
    daemon_command_says(&daemon_, 66, WORDS("post", daemon_.folder), "", "is a folder");
    buf_put_str(&lines, STR("\n"));
    path = write_lines("blank.ndjson", &lines);
    daemon_command_says(&daemon_, 69, WORDS("--socket", "/nonexistent/socket", "post", path), "",
                        "no daemon answers at /nonexistent/socket: start turnoutd");
}

static void
report__refuses_names_that_exist_nowhere_and_suggests(void **state)
{
    (void)state;
    daemon_command_says(&daemon_, 64, WORDS("report", "--indicator", "education_coverge"), "", "did you mean education_coverage?");
    daemon_command_says(&daemon_, 64, WORDS("report", "--unit", "nowhere"), "", "--unit: there is no nowhere");
    daemon_command_says(&daemon_, 64, WORDS("report", "--period", "2024-13"), "", "2024-13");
    daemon_command_says(&daemon_, 64, WORDS("report", "--format", "jsn"), "", "did you mean json?");
    daemon_command_says(&daemon_, 64, WORDS("reprot"), "", "did you mean report?");
    daemon_command_says(&daemon_, 64, WORDS("report", "--frmat", "json"), "", "did you mean --format?");
    daemon_command_says(&daemon_, 64, WORDS("report", "c1"), "", "begin with --");
}

static void
report__that_finds_nothing_is_empty_and_no_error(void **state)
{
    (void)state;
    expect_output(0, WORDS("report", "--period", "1999", "--format", "json"), "[]\n");
    expect_output(0, WORDS("report", "--period", "1999", "--lang", "zh"), "没有符合条件的指标。\n");
}

static void
report__shows_the_latest_year_to_people_in_their_language(void **state)
{
    struct command command = daemon_command_ends(&daemon_, 0, WORDS("report", "--lang", "zh", "--unit", "c1", "--full"));

    (void)state;
    assert_memory_equal(command.out, "柳背桥社区 (c1)  2024年\n", strlen("柳背桥社区 (c1)  2024年\n"));
    assert_non_null(strstr(command.out, "居民受教育面"));
    assert_non_null(strstr(command.out, "12.50 %"));
    assert_non_null(strstr(command.out, "✗ 差 5 人"));
    assert_non_null(strstr(command.out, "3■"));
    assert_null(strchr(command.out, '\033'));
    command_free(&command);
}

/* One person of eight: nobody shall be able to look him up. */
static void
report__hides_few_people_in_every_format(void **state)
{
    struct command command = daemon_command_ends(&daemon_, 0, WORDS("report", "--lang", "zh", "--unit", "c1"));
    json_t *rows, *row;
    size_t i, hidden = 0;

    (void)state;
    assert_null(strstr(command.out, "12.50"));
    assert_null(strstr(command.out, "1/8"));
    assert_non_null(strstr(command.out, "<5/8"));
    command_free(&command);
    command = daemon_command_ends(&daemon_, 0, WORDS("report", "--format", "csv", "--indicator", "education_coverage", "--period", "2024"));
    assert_non_null(strstr(command.out, "education_coverage,c1,,,,2024,suppressed,,8,,named,,,,75,,,"));
    command_free(&command);
    command = daemon_command_ends(&daemon_, 0, WORDS("report", "--format", "json", "--indicator", "attendances", "--indicator",
                                   "participation_rate"));
    rows = json_loads(command.out, 0, NULL);
    json_array_foreach(rows, i, row) {
        if (strcmp(json_string_value(json_object_get(row, "state")), "suppressed") != 0)
            continue;
        hidden++;
        assert_true(json_is_null(json_object_get(row, "numerator")));
        assert_true(json_is_null(json_object_get(row, "value")));
        assert_true(json_is_null(json_object_get(row, "named")));
    }
    assert_true(hidden > 0);
    json_decref(rows);
    command_free(&command);
}

static json_t *
component_of(json_t *score, const char *name)
{
    json_t *components = json_object_get(score, "components");

    for (size_t i = 0; i < json_array_size(components); i++) {
        const char *component = json_string_value(json_object_get(json_array_get(components, i), "component"));

        if (component && strcmp(component, name) == 0)
            return json_array_get(components, i);
    }
    return NULL;
}

static void
expect_component(const char *full, const char *state, bool has_value)
{
    struct command command =
        daemon_command_ends(&daemon_, 0, WORDS("scorecard", "--card", "unit_score", "--unit", "c1", "--period", "2024", "--format", "json", full));
    json_t *scores = json_loads(command.out, 0, NULL), *coverage = component_of(json_array_get(scores, 0), "education_coverage");

    assert_non_null(coverage);
    assert_string_equal(json_string_value(json_object_get(coverage, "state")), state);
    assert_int_equal(json_is_string(json_object_get(coverage, "value")), has_value);
    assert_true(json_is_string(json_object_get(coverage, "points")));
    json_decref(scores);
    command_free(&command);
}

/* The points stand: a score is never altered. */
static void
scorecard__hides_the_figures_that_the_report_hides(void **state)
{
    (void)state;
    expect_component(NULL, "suppressed", false);
    expect_component("--full", "ok", true);
}

static void
report__in_full_leaves_a_line_in_the_log(void **state)
{
    char path[160], line[400];
    FILE *file;

    (void)state;
    snprintf(path, sizeof path, "%s.full.log", daemon_.db);
    unlink(path);
    expect_output(0, WORDS("report", "--full", "--period", "1999", "--format", "json"), "[]\n");
    file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    assert_non_null(strstr(line, " \"report\" \"--full\" \"--period\" \"1999\""));
    assert_null(fgets(line, sizeof line, file));
    fclose(file);
}

static void
report__works_while_the_daemon_is_down(void **state)
{
    struct command before = daemon_command_ends(&daemon_, 0, WORDS("report", "--format", "csv")), after;
    json_t *status;

    (void)state;
    daemon_stop(&daemon_);
    after = daemon_command_ends(&daemon_, 0, WORDS("report", "--format", "csv"));
    assert_string_equal(before.out, after.out);
    assert_memory_equal(after.out, "indicator,unit,team,", 20);
    status = status_object(&daemon_);
    assert_true(json_is_false(json_object_get(status, "daemon")));
    json_decref(status);
    command_free(&before);
    command_free(&after);
    daemon_start(&daemon_);
}

static void
status__lists_the_refused_lines_with_their_reasons(void **state)
{
    struct command command = daemon_command_ends(&daemon_, 0, WORDS("status", "--rejected", "--format", "json"));
    json_t *lines = json_loads(command.out, 0, NULL), *last;

    (void)state;
    assert_int_equal(json_array_size(lines), 2);
    last = json_array_get(lines, 1);
    assert_string_equal(json_string_value(json_object_get(last, "code")), "conflict");
    assert_string_equal(json_string_value(json_object_get(last, "source")), "test");
    json_decref(lines);
    command_free(&command);
}

static void
program__says_where_no_database_is(void **state)
{
    (void)state;
    daemon_command_says(&daemon_, 66, WORDS("--db", "/nonexistent/turnout.db", "report"), "", "/nonexistent/turnout.db");
    daemon_command_says(&daemon_, 66, WORDS("status", "--db", "/nonexistent/turnout.db"), "", "/nonexistent/turnout.db");
}

static int
set_up(void **state)
{
    (void)state;
    daemon_init(&daemon_, "2025-01-01");
    daemon_start(&daemon_);
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
    /* In this order: each finds what those before it posted. */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(post__waits_until_the_figures_hold_it),
        cmocka_unit_test(post__of_the_same_file_again_changes_nothing),
        cmocka_unit_test(post__names_the_file_and_the_line_of_what_is_refused),
        cmocka_unit_test(post__counts_a_conflict_as_refused),
        cmocka_unit_test(post__says_what_is_not_there),
        cmocka_unit_test(report__refuses_names_that_exist_nowhere_and_suggests),
        cmocka_unit_test(report__that_finds_nothing_is_empty_and_no_error),
        cmocka_unit_test(report__shows_the_latest_year_to_people_in_their_language),
        cmocka_unit_test(report__hides_few_people_in_every_format),
        cmocka_unit_test(scorecard__hides_the_figures_that_the_report_hides),
        cmocka_unit_test(report__in_full_leaves_a_line_in_the_log),
        cmocka_unit_test(report__works_while_the_daemon_is_down),
        cmocka_unit_test(status__lists_the_refused_lines_with_their_reasons),
        cmocka_unit_test(program__says_where_no_database_is),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

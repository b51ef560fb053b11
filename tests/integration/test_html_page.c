/* SPDX-License-Identifier: MIT */
/* The pages of --format html on the two communities of ./run demo: their data, and what a browser makes of them. */
#include "lib/base/str.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/finding_cases.h"
#include "tests/support/page_data.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum place { INDICATOR, THING, KIND, STATE, NUMERATOR, DENOMINATOR, VALUE, NAMED, LOWER, UPPER, TARGET, MET, SHORT };

static struct daemon server;

static void
post_file(const char *path)
{
    size_t size;
    char *bytes = page_read(source_path(path), &size);

    json_decref(post_lines(server.socket, bytes, size));
    free(bytes);
}

/* A community whose name is a trap, with one group so small that its numbers are hidden. */
static const char trap[] =
    "{\"specversion\":\"1.0\",\"id\":\"u\",\"source\":\"trap\",\"type\":\"turnout.unit.put\",\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":{"
    "\"unit\":\"trap\",\"level\":\"community\",\"name\":\"</script><script>window.trapped=1</script>\"}}\n"
    "{\"specversion\":\"1.0\",\"id\":\"n\",\"source\":\"trap\",\"type\":\"turnout.population.put\",\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":{"
    "\"unit\":\"trap\",\"basis\":\"usual\",\"count\":900}}\n"
    "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"trap\",\"type\":\"turnout.activity.held\",\"time\":\"2025-03-08T09:00:00+08:00\",\"data\":{"
    "\"activity\":\"trap-1\",\"unit\":\"trap\",\"category\":\"edu.law\",\"start\":\"2025-03-08\",\"title\":\"<img src=x onerror=alert(1)>\"}}\n"
    "{\"specversion\":\"1.0\",\"id\":\"p\",\"source\":\"trap\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":{"
    "\"person\":\"trapped-1\",\"home\":\"trap\"}}\n"
    "{\"specversion\":\"1.0\",\"id\":\"c\",\"source\":\"trap\",\"type\":\"turnout.attendance\",\"time\":\"2025-03-08T09:00:00+08:00\",\"data\":{"
    "\"activity\":\"trap-1\",\"person\":\"trapped-1\",\"status\":\"present\"}}\n";

static int
set_up(void **state)
{
    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    post_file("demo/liubeiqiao.ndjson");
    post_file("demo/jinzhili.ndjson");
    json_decref(post_lines(server.socket, trap, sizeof trap - 1));
    json_decref(quality_object(&server, NULL, NULL)); /* findings may come after figures */
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

static const char *
page_path(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", server.folder, name);
    return path;
}

/* The words come before --format html --out NAME. */
static char *
page_of(const char *name, const char *const *words)
{
    const char *all[16];
    size_t n = 0, size;
    struct command command;

    while (words[n]) {
        all[n] = words[n];
        n++;
    }
    for (const char *const *more = WORDS("--format", "html", "--out", page_path(name)); *more; more++)
        all[n++] = *more;
    all[n] = NULL;
    command = daemon_command_ends(&server, 0, all);
    command_free(&command);
    return page_read(page_path(name), &size);
}

static const char *
code_of(const json_t *data, const char *list, json_int_t number)
{
    return json_string_value(json_object_get(json_array_get(json_object_get(data, list), (size_t)number), "code"));
}

/* The n-th piece between signs; "" behind the last one. */
static void
piece(const char *text, char sign, size_t n, char *copy, size_t size)
{
    const char *end;

    for (; n > 0 && text; n--) {
        text = strchr(text, sign);
        text += text != NULL;
    }
    end = text ? strchr(text, sign) : NULL;
    snprintf(copy, size, "%.*s", text ? (int)(end ? end - text : (ptrdiff_t)strlen(text)) : 0, text ? text : "");
}

static const char *
cell(const char *row, size_t place)
{
    static char text[512];

    piece(row, ',', place, text, sizeof text);
    return text;
}

/* The figure of that name of the unit itself, packed; "": it is not in the page. */
static const char *
row_of(const json_t *data, const char *unit, const char *indicator, size_t *number)
{
    static char row[512];
    const json_t *block;
    size_t i;

    *number = 0;
    json_array_foreach(json_object_get(data, "blocks"), i, block) {
        const char *rows = json_string_value(json_object_get(block, "rows"));
        bool is_it = strcmp(code_of(data, "units", json_integer_value(json_object_get(block, "unit"))), unit) == 0;

        for (size_t n = 0;; n++, ++*number) {
            unsigned long long place;

            piece(rows, ';', n, row, sizeof row);
            if (row[0] == '\0')
                break;
            assert_true(str_to_u64(str_of(cell(row, INDICATOR)), &place));
            if (is_it && cell(row, THING)[0] == '\0' && strcmp(code_of(data, "indicators", (json_int_t)place), indicator) == 0)
                return row;
        }
    }
    return "";
}

static const json_t *
explained(const json_t *data, size_t number)
{
    char key[24];

    snprintf(key, sizeof key, "%zu", number);
    return json_object_get(json_object_get(data, "explains"), key);
}

static void
report__has_the_figures_that_the_other_formats_have(void **state)
{
    char *page = page_of("report.html", WORDS("report", "--period", "2025"));
    json_t *data = page_data(page);
    static const struct {
        enum place place;
        const char *text;
    } expected[] = {
        { NUMERATOR, "1163" }, { DENOMINATOR, "1600" }, { VALUE, "72.69" }, { NAMED, "1163" }, { LOWER, "1163" },
        { UPPER, "1216" },     { TARGET, "75" },        { MET, "0" },       { SHORT, "37" },
    };
    const char *row;
    size_t number;

    (void)state;
    row = row_of(data, "liubeiqiao", "education_coverage", &number);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(cell(row, expected[i].place), expected[i].text);
    assert_true(json_array_size(json_object_get(data, "scores")) > 2);
    assert_true(json_array_size(json_object_get(data, "findings")) > 2);
    assert_true(json_array_size(json_object_get(data, "months")) > 8);
    json_decref(data);
    free(page);
}

static void
report__says_what_lies_behind_a_figure_with_and_without_a_daemon(void **state)
{
    char *with = page_of("with.html", WORDS("report", "--period", "2025")), *without;
    json_t *data = page_data(with);
    size_t number;

    (void)state;
    assert_string_not_equal(row_of(data, "liubeiqiao", "education_coverage", &number), "");
    assert_non_null(explained(data, number));
    assert_true(json_array_size(json_object_get(explained(data, number), "lists")) >= 2);
    daemon_stop(&server);
    without = page_of("without.html", WORDS("report", "--period", "2025"));
    assert_string_equal(with, without);
    daemon_start(&server);
    json_decref(quality_object(&server, NULL, NULL));
    json_decref(data);
    free(with);
    free(without);
}

static void
report__hides_small_numbers_in_figures_and_explanations(void **state)
{
    char *page = page_of("report.html", WORDS("report", "--period", "2025", "--unit", "trap"));
    json_t *data = page_data(page);
    const json_t *list;
    const char *row;
    size_t number;

    (void)state;
    row = row_of(data, "trap", "participation_rate", &number);
    assert_string_equal(cell(row, DENOMINATOR), "900");
    assert_string_equal(cell(row, NUMERATOR), "");
    assert_string_equal(cell(row, VALUE), "");
    assert_null(json_object_get(explained(data, number), "story"));
    /* of the session nobody learns how many came: its numbers of people are stars */
    list = json_array_get(json_object_get(explained(data, number), "lists"), 0);
    assert_string_equal(cell(json_string_value(json_object_get(list, "rows")), 1), "*");
    json_decref(data);
    free(page);
}

static void
pages__leave_no_way_out_of_their_data(void **state)
{
    char *page = page_of("report.html", WORDS("report"));

    (void)state;
    assert_null(strstr(page, "<script>window.trapped"));
    assert_non_null(strstr(page, "\\u003cscript>window.trapped"));
    assert_null(strstr(page, " onclick="));
    assert_non_null(strstr(page, "default-src 'none'"));
    assert_null(strstr(page, "unsafe-inline"));
    free(page);
}

static void
pages__of_scores_and_findings_have_these_alone(void **state)
{
    char *scores = page_of("scores.html", WORDS("scorecard", "--period", "2025")), *findings = page_of("quality.html", WORDS("quality"));
    json_t *of_scores = page_data(scores), *of_findings = page_data(findings);

    (void)state;
    assert_int_equal(json_array_size(json_object_get(of_scores, "blocks")), 0);
    assert_true(json_array_size(json_object_get(of_scores, "scores")) > 2);
    assert_true(json_is_null(json_object_get(of_scores, "findings")));
    assert_int_equal(json_array_size(json_object_get(of_findings, "scores")), 0);
    assert_true(json_array_size(json_object_get(of_findings, "findings")) > 2);
    json_decref(of_scores);
    json_decref(of_findings);
    free(scores);
    free(findings);
}

static void
no_explain__leaves_the_explanations_out(void **state)
{
    char *page = page_of("report.html", WORDS("report", "--no-explain"));
    json_t *data = page_data(page);

    (void)state;
    assert_int_equal(json_object_size(json_object_get(data, "explains")), 0);
    json_decref(data);
    free(page);
}

static const char *
find_program(const char *const *paths)
{
    for (; *paths; paths++)
        if (access(*paths, X_OK) == 0)
            return *paths;
    return NULL;
}

static void
browser__shows_it_as_it_should(void **state)
{
    const char *chromium = find_program((const char *const[]){ "/usr/bin/chromium", "/usr/bin/chromium-browser", NULL });
    const char *node = find_program((const char *const[]){ "/usr/bin/node", "/usr/local/bin/node", "/usr/bin/nodejs", NULL });
    char script[DAEMON_PATH_SIZE];
    struct command command;
    int status;

    (void)state;
    if (!chromium || !node)
        skip(); /* ./run test installs both */
    free(page_of("report.html", WORDS("report", "--lang", "zh")));
    free(page_of("scores.html", WORDS("scorecard", "--lang", "zh", "--period", "2025")));
    free(page_of("quality.html", WORDS("quality", "--lang", "zh")));
    snprintf(script, sizeof script, "%s", source_path("tests/web/page_test.mjs"));
    command_run(&command, (const char *const[]){ node, script, chromium, server.folder, NULL }, NULL);
    printf("%s%s", command.out, command.err);
    status = command.status;
    command_free(&command);
    assert_int_equal(status, 0);
}

static void
report__of_a_year_without_figures_is_an_empty_page(void **state)
{
    char *page = page_of("report.html", WORDS("report", "--period", "1999"));
    json_t *data = page_data(page);

    (void)state;
    assert_int_equal(json_array_size(json_object_get(data, "blocks")), 0);
    assert_int_equal(json_array_size(json_object_get(data, "units")), 0);
    assert_true(json_is_null(json_object_get(data, "findings")));
    json_decref(data);
    free(page);
}

static void
full__shows_small_numbers_in_figures_and_explanations(void **state)
{
    char *page = page_of("report.html", WORDS("report", "--period", "2025", "--unit", "trap", "--full"));
    json_t *data = page_data(page);
    const json_t *list;
    const char *row;
    size_t number;

    (void)state;
    row = row_of(data, "trap", "participation_rate", &number);
    assert_string_equal(cell(row, NUMERATOR), "1");
    list = json_array_get(json_object_get(explained(data, number), "lists"), 0);
    assert_string_equal(cell(json_string_value(json_object_get(list, "rows")), 1), "1");
    assert_true(json_is_true(json_object_get(json_object_get(data, "about"), "full")));
    json_decref(data);
    free(page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report__has_the_figures_that_the_other_formats_have),
        cmocka_unit_test(report__says_what_lies_behind_a_figure_with_and_without_a_daemon),
        cmocka_unit_test(report__hides_small_numbers_in_figures_and_explanations),
        cmocka_unit_test(pages__leave_no_way_out_of_their_data),
        cmocka_unit_test(pages__of_scores_and_findings_have_these_alone),
        cmocka_unit_test(no_explain__leaves_the_explanations_out),
        cmocka_unit_test(report__of_a_year_without_figures_is_an_empty_page),
        cmocka_unit_test(full__shows_small_numbers_in_figures_and_explanations),
        cmocka_unit_test(browser__shows_it_as_it_should),
    };

    return cmocka_run_group_tests_name("html_page", tests, set_up, tear_down);
}

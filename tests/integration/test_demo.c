/* SPDX-License-Identifier: MIT */
/* What demo/README.md says about the two communities of ./run demo. */
#include "lib/base/mem.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>

static const char figures[] =
    "[{'unit':'jinzhili','indicator':'activities','numerator':16,'notes':{'undated':5}},"
    " {'unit':'jinzhili','indicator':'cadence_month','numerator':8,'denominator':12,'value':'66.67','met':false,'short':4},"
    " {'unit':'jinzhili','indicator':'cadence_quarter','numerator':4,'denominator':4,'met':true},"
    " {'unit':'jinzhili','indicator':'cadence_year','numerator':1,'denominator':1,'met':true},"
    " {'unit':'jinzhili','indicator':'participation_rate','numerator':234,'denominator':3260,'lower':610,'upper':2726},"
    " {'unit':'jinzhili','indicator':'education_coverage','numerator':159,'denominator':3260,'short':2286},"
    " {'unit':'jinzhili-street','indicator':'activities','numerator':16},"
    " {'unit':'liubeiqiao','indicator':'activities','numerator':17,'notes':{'undated':1}},"
    " {'unit':'liubeiqiao','indicator':'cadence_month','numerator':9,'denominator':12,'value':'75.00','met':false,'short':3},"
    " {'unit':'liubeiqiao','indicator':'cadence_quarter','numerator':4,'denominator':4,'met':true},"
    " {'unit':'liubeiqiao','indicator':'cadence_year','numerator':1,'denominator':1,'met':true},"
    " {'unit':'liubeiqiao','indicator':'plan_check','numerator':10,'denominator':12,'value':'83.33','met':false,'short':2},"
    " {'unit':'liubeiqiao','indicator':'education_coverage','numerator':1163,'denominator':1600,'value':'72.69',"
    "  'lower':1163,'upper':1216,'met':false,'short':37},"
    " {'unit':'liubeiqiao','indicator':'participation_rate','numerator':1223,'notes':{'undated':1,'unknown_home':12}}]";

/* With ' for ": readable above. */
static json_t *
expected_figures(void)
{
    char *text = mem_text(str_of(figures));
    json_t *rows, *row;
    size_t i;

    for (char *at = text; *at != '\0'; at++)
        if (*at == '\'')
            *at = '"';
    rows = json_loads(text, 0, NULL);
    assert_non_null(rows);
    json_array_foreach(rows, i, row)
        json_object_set_new(row, "period", json_string("2025"));
    free(text);
    return rows;
}

/* Every line is applied when it comes: the files can be posted one after the other, in any order. */
static void
post_file(const struct daemon *server, const char *path)
{
    char *bytes = NULL;
    size_t size = 0, room = 1 << 20;
    FILE *file = fopen(source_path(path), "r");
    struct buf lines = { 0 };
    json_t *replies, *end;

    assert_non_null(file);
    bytes = mem_new(room);
    size = fread(bytes, 1, room, file);
    assert_true(size < room);
    fclose(file);
    buf_put(&lines, bytes, size);
    replies = post_lines(server->socket, lines.ptr, lines.len);
    end = json_array_get(replies, json_array_size(replies) - 1);
    assert_true(json_equal(json_object_get(end, "acked"), json_object_get(end, "applied")));
    assert_true(json_integer_value(json_object_get(end, "applied")) > 100);
    json_decref(replies);
    buf_free(&lines);
    free(bytes);
}

static void
demo__prints_what_its_readme_says(void **state)
{
    struct daemon server;
    json_t *expected = expected_figures(), *rows;

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    post_file(&server, "demo/liubeiqiao.ndjson");
    post_file(&server, "demo/jinzhili.ndjson");
    wait_published(&server);
    rows = report_with(&server, "--period", "2025", NULL);
    expect_patterns("the year", expected, rows);
    daemon_remove(&server);
    json_decref(expected);
    json_decref(rows);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demo__prints_what_its_readme_says),
    };

    return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}

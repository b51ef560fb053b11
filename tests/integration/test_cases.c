/* SPDX-License-Identifier: MIT */
/*
 * The cases beside each shipped plugin, the JSON files of plugins/NAME/cases, on a real daemon:
 * { "title", "as_of", "events": [...], "expect": [rows with only the keys to compare], "scores"?: [the same of scores] },
 * or instead of expect "findings": [all that turnout quality finds, with only the members to compare].
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/finding_cases.h"
#include "tests/support/report.h"
#include "tests/support/score_cases.h"

#include <glob.h>
#include <string.h>

static void
compare_findings(const char *title, const json_t *expected, const struct daemon *server)
{
    json_t *quality;

    if (!expected)
        return;
    quality = quality_object(server, NULL, NULL);
    expect_findings(title, expected, json_object_get(quality, "findings"));
    json_decref(quality);
}

static void
run_case(const char *path)
{
    json_error_t error;
    json_t *example = json_load_file(path, JSON_REJECT_DUPLICATES, &error), *events, *rows, *scores;
    const char *title = json_string_value(json_object_get(example, "title"));
    struct daemon server;
    struct buf lines = { 0 };

    if (title == NULL || (!json_object_get(example, "findings") && json_array_size(json_object_get(example, "expect")) == 0))
        check_failed("%s line %d: no case: %s", path, error.line, error.text);
    print_message("%s\n", title);
    events = events_expand(json_object_get(example, "events"));
    add_events(&lines, events);
    daemon_init(&server, json_string_value(json_object_get(example, "as_of")));
    daemon_start(&server);
    post_accepted(server.socket, &lines);
    wait_published(&server);
    rows = report_rows(&server, NULL);
    expect_patterns(title, json_object_get(example, "expect"), rows);
    scores = score_rows(&server);
    expect_scores(title, json_object_get(example, "scores"), scores);
    json_decref(scores);
    compare_findings(title, json_object_get(example, "findings"), &server);
    daemon_remove(&server);
    json_decref(rows);
    json_decref(events);
    json_decref(example);
    buf_free(&lines);
}

static void
shipped_plugins__do_what_their_cases_say(void **state)
{
    glob_t found;

    (void)state;
    assert_int_equal(glob(source_path("plugins/*/cases/*.json"), 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        run_case(found.gl_pathv[i]);
    globfree(&found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_plugins__do_what_their_cases_say),
    };

    return cmocka_run_group_tests_name("cases", tests, NULL, NULL);
}

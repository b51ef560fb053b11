/* SPDX-License-Identifier: MIT */
/*
 * `turnout quality` on a real daemon: findings come, are filtered, speak both languages, and go.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/finding_cases.h"

#include <stdio.h>
#include <string.h>

static struct daemon server;

static void
post(struct buf *lines)
{
    post_accepted(server.socket, lines);
    buf_free(lines);
}

static void
expect_words(int status, const char *const *words, const char *part, const char *absent)
{
    struct command command = daemon_command_ends(&server, status, words);

    if (!strstr(status ? command.err : command.out, part))
        check_failed("\"%s\" is wanted in: %s%s", part, command.out, command.err);
    if (absent && strstr(command.out, absent))
        check_failed("\"%s\" is in: %s", absent, command.out);
    command_free(&command);
}

static void
expect_count(const char *option, const char *value, size_t count)
{
    json_t *quality = quality_object(&server, option, value);

    if (json_array_size(json_object_get(quality, "findings")) != count)
        check_failed("%zu findings, not %zu", json_array_size(json_object_get(quality, "findings")), count);
    json_decref(quality);
}

/* A street with two communities; in each a headcount below its one named person, whose token is secret-p. */
static void
post_world(void)
{
    static const char *const units[] = { "c1", "c2" };
    struct buf lines = { 0 };

    add_event(&lines, "s", 1, "unit.put", "\"unit\":\"s\",\"level\":\"street\",\"name\":\"东街\"");
    for (int i = 0; i < 2; i++) {
        char id[16];
        add_event(&lines, units[i], 1, "unit.put", "\"unit\":\"%s\",\"level\":\"community\",\"parent\":\"s\"", units[i]);
        snprintf(id, sizeof id, "held-%s", units[i]);
        add_event(&lines, id, 1, "activity.held", "\"activity\":\"a-%s\",\"unit\":\"%s\",\"category\":\"culture\",\"start\":\"2025-06-01\"",
                  units[i], units[i]);
        snprintf(id, sizeof id, "came-%s", units[i]);
        add_event(&lines, id, 1, "attendance", "\"activity\":\"a-%s\",\"person\":\"secret-p\",\"status\":\"present\"", units[i]);
        snprintf(id, sizeof id, "heads-%s", units[i]);
        add_event(&lines, id, 1, "headcount", "\"activity\":\"a-%s\",\"total\":0", units[i]);
    }
    add_event(&lines, "ghost", 1, "feedback.response", "\"activity\":\"ghost\",\"level\":4");
    post(&lines);
}

/* One person was named, none was counted: the one is hidden, none is not. */
static void
small_numbers_of_people__are_hidden_unless_asked_for_in_full(void **state)
{
    const char *const json[] = { "quality", "--format", "json", "--unit", "c1", NULL };
    const char *const text[] = { "quality", "--unit", "c1", "--lang", "en", "--width", "120", NULL };
    const char *const full[] = { "quality", "--format", "json", "--unit", "c1", "--full", NULL };

    (void)state;
    daemon_init(&server, "2025-06-30");
    daemon_start(&server);
    post_world();
    json_decref(quality_object(&server, NULL, NULL));
    expect_words(0, json, "\"numbers\":{\"headcount\":0,\"named\":null}", "\"named\":1");
    expect_words(0, text, "named <5", NULL);
    expect_words(0, full, "\"numbers\":{\"headcount\":0,\"named\":1}", NULL);
    daemon_remove(&server);
}

static void
findings__are_listed_filtered_and_gone_when_they_are_mended(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2025-06-30");
    daemon_start(&server);
    post_world();
    expect_count(NULL, NULL, 3);
    expect_count("--unit", "s", 0);
    expect_count("--unit", "s/", 2);
    expect_count("--unit", "c2", 1);
    expect_count("--check", "unknown_session", 1);
    expect_words(0, WORDS("quality", "--lang", "en"), "Headcount below the named", "secret-p");
    expect_words(0, WORDS("quality", "--lang", "en"), "events: test/heads-c1", NULL);
    expect_words(0, WORDS("quality", "--lang", "zh"), "清点人数少于点名人数", "Headcount");
    expect_words(64, WORDS("quality", "--check", "headcounts"), "--check is one of", NULL);
    expect_words(64, WORDS("quality", "--unit", "c3"), "there is no c3", NULL);
    add_event(&lines, "heads-c1", 2, "headcount", "\"activity\":\"a-c1\",\"total\":7");
    add_event(&lines, "r", 1, "retract", "\"source\":\"test\",\"id\":\"heads-c2\"");
    add_event(&lines, "r2", 1, "retract", "\"source\":\"test\",\"id\":\"ghost\"");
    post(&lines);
    expect_count(NULL, NULL, 0);
    expect_words(0, WORDS("quality", "--lang", "en"), "Nothing was found.", NULL);
    daemon_stop(&server);
    daemon_start(&server); /* and a restart finds the same */
    expect_count(NULL, NULL, 0);
    daemon_remove(&server);
}

static void
a_check__that_the_configuration_turns_off_finds_nothing(void **state)
{
    (void)state;
    daemon_init(&server, "2025-06-30");
    daemon_set_config(&server, "[plugin quality]\nheadcount_below_named = false\n");
    daemon_start(&server);
    post_world();
    expect_count(NULL, NULL, 1);
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings__are_listed_filtered_and_gone_when_they_are_mended),
        cmocka_unit_test(small_numbers_of_people__are_hidden_unless_asked_for_in_full),
        cmocka_unit_test(a_check__that_the_configuration_turns_off_finds_nothing),
    };

    return cmocka_run_group_tests_name("quality", tests, NULL, NULL);
}

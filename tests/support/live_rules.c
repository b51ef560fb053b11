/* SPDX-License-Identifier: MIT */
#include "tests/support/live_rules.h"

#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/control.h"
#include "tests/support/deadline.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

void
live_rules_write_file(struct live_rules *live, const char *name, const char *text)
{
    char path[160], draft[176];
    FILE *file;

    snprintf(path, sizeof path, "%s/rules/%s", live->server.folder, name);
    snprintf(draft, sizeof draft, "%s.new", path);
    file = fopen(draft, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(rename(draft, path), 0);
}

void
live_rules_write(struct live_rules *live, const char *file, const char *name, const char *title, const char *expression)
{
    char text[1024];

    snprintf(text, sizeof text,
             "local t = require \"turnout\"\n"
             "return t.plugin { name = \"%s\", version = \"1\", api = 1, title = { zh = \"规则\", en = \"%s\" },\n"
             "  indicators = { %s_count = t.value { numerator = t.count { of = \"activity.held\",\n"
             "    where = function(a) return %s end },\n"
             "    by = { \"unit\" }, over = { \"year\" }, decimals = 0 } } }\n",
             name, title, name, expression);
    live_rules_write_file(live, file, text);
}

void
live_rules_post_session(struct live_rules *live, const char *activity, const char *category)
{
    struct buf lines = { 0 };

    add_event(&lines, activity, 1, "activity.held", "\"activity\":\"%s\",\"unit\":\"u\",\"category\":\"%s\",\"start\":\"2025-03-08\"",
              activity, category);
    post_expect(live->server.socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
}

/* One session of education, two of culture. */
static void
post_world(struct live_rules *live)
{
    struct buf lines = { 0 };

    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    post_expect(live->server.socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
    live_rules_post_session(live, "e1", "edu.law");
    live_rules_post_session(live, "c1", "culture.show");
    live_rules_post_session(live, "c2", "culture.film");
}

void
live_rules_start(struct live_rules *live)
{
    char rules[128];

    daemon_init(&live->server, "2026-01-01");
    snprintf(rules, sizeof rules, "%s/rules", live->server.folder);
    assert_int_equal(mkdir(rules, 0700), 0);
    daemon_add_plugins(&live->server, rules);
    live_rules_write(live, "x.lua", "x", "Rule", UNDER_EDU);
    daemon_start(&live->server);
    post_world(live);
    wait_published(&live->server);
}

void
live_rules_stop(struct live_rules *live)
{
    daemon_remove(&live->server);
}

long long
live_rules_figure(struct live_rules *live, const char *indicator)
{
    json_t *rows;
    long long value = -1;

    wait_published(&live->server);
    rows = report_rows(&live->server, NULL);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (strcmp(json_string_value(json_object_get(row, "indicator")), indicator) == 0 &&
            json_is_null(json_object_get(row, "category")) &&
            strcmp(json_string_value(json_object_get(row, "period")), "2025") == 0)
            value = json_integer_value(json_object_get(row, "numerator"));
    }
    json_decref(rows);
    return value;
}

void
live_rules_wait(struct live_rules *live, const char *indicator, long long value)
{
    int64_t deadline = deadline_start();

    while (live_rules_figure(live, indicator) != value) {
        if (deadline_left(deadline) == 0)
            check_failed("%s does not become %lld", indicator, value);
        poll(NULL, 0, 10);
    }
}

int
live_rules_command(struct live_rules *live, const char *word, const char *option, const char *value)
{
    struct command command;
    int status;

    daemon_command(&live->server, &command, WORDS("plugin", word, option, value));
    snprintf(live->said, sizeof live->said, "%s%s", command.out, command.err);
    status = command.status;
    command_free(&command);
    return status;
}

void
live_rules_expect_said(const struct live_rules *live, const char *words)
{
    if (!strstr(live->said, words))
        check_failed("\"%s\" is not in: %s", words, live->said);
}

json_t *
live_rules_entry(const struct live_rules *live, const char *name)
{
    json_t *result = control_result(&live->server, "plugins", NULL), *plugin, *found = NULL;
    size_t i;

    json_array_foreach(json_object_get(result, "plugins"), i, plugin)
        if (strcmp(json_string_value(json_object_get(plugin, "name")), name) == 0)
            found = json_incref(plugin);
    json_decref(result);
    return found;
}

static void
expect_member(const struct live_rules *live, const char *name, const char *key, const json_t *expected)
{
    json_t *entry = live_rules_entry(live, name);

    if (!json_equal(json_object_get(entry, key), (json_t *)expected)) {
        char *text = json_dumps(entry, 0);
        check_failed("%s of %s is not as expected: %s", key, name, text);
    }
    json_decref(entry);
}

void
live_rules_expect_state(const struct live_rules *live, const char *name, const char *state, bool edited)
{
    json_t *text = json_string(state), *truth = json_boolean(edited);

    expect_member(live, name, "state", text);
    expect_member(live, name, "edited", truth);
    json_decref(text);
    json_decref(truth);
}

/* SPDX-License-Identifier: MIT */
#include "tests/support/own_rules.h"

#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/deadline.h"
#include "tests/support/report.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

void
own_rules_write(const struct daemon *daemon, const char *members)
{
    char path[160];
    FILE *file;

    snprintf(path, sizeof path, "%s/rules", daemon->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/rules/own.lua", daemon->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file,
            "local t = require 'turnout'\n"
            "return t.plugin { name = 'own', version = '1', api = 1, title = { zh = '自', en = 'Own' },\n%s}\n", members);
    assert_int_equal(fclose(file), 0);
}

void
own_rules_use(struct daemon *daemon)
{
    char path[160];

    snprintf(path, sizeof path, "%s/rules", daemon->folder);
    daemon_add_plugins(daemon, path);
}

void
own_rules_start(struct daemon *daemon, const char *members)
{
    daemon_init(daemon, "2026-01-01");
    own_rules_write(daemon, members);
    own_rules_use(daemon);
    daemon_start(daemon);
}

static void
read_value(const struct daemon *daemon, const char *indicator, const char *unit, char value[64])
{
    json_t *rows = report_with(daemon, "--indicator", indicator, "--unit", unit, "--period", "2025", NULL);
    const char *found = json_string_value(json_object_get(json_array_get(rows, 0), "value"));

    snprintf(value, 64, "%s", found ? found : "");
    json_decref(rows);
}

void
expect_figure(const struct daemon *daemon, const char *indicator, const char *unit, const char *value)
{
    int64_t deadline = deadline_start();
    char found[64];

    wait_published(daemon);
    for (;;) {
        read_value(daemon, indicator, unit, found);
        if (strcmp(found, value) == 0)
            return;
        if (deadline_left(deadline) == 0)
            check_failed("%s of %s is \"%s\", not \"%s\"", indicator, unit, found, value);
        poll(NULL, 0, 20);
    }
}

void
own_rules_wait_fault(const struct daemon *daemon, const char *words)
{
    int64_t deadline = deadline_start();
    char sql[300];

    snprintf(sql, sizeof sql, "select count(*) from plugin_fault where plugin = 'own' and message like '%%%s%%'", words);
    while (database_number(daemon, sql) == 0) {
        if (deadline_left(deadline) == 0)
            check_failed("no fault that says \"%s\": %s", words,
                         json_dumps(database_rows(daemon, "select message from plugin_fault"), 0));
        poll(NULL, 0, 20);
    }
}

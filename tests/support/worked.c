/* SPDX-License-Identifier: MIT */
#include "tests/support/worked.h"

#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/events.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <string.h>

json_t *
worked_read(const char *name)
{
    char path[64];
    json_error_t error;
    json_t *example;

    snprintf(path, sizeof path, "tests/worked/%s.json", name);
    example = json_load_file(source_path(path), JSON_REJECT_DUPLICATES, &error);
    if (example == NULL)
        check_failed("%s line %d: %s", path, error.line, error.text);
    return example;
}

static const char *
text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

void
worked_daemon(const json_t *example, struct daemon *daemon)
{
    json_t *plugins = json_object_get(example, "plugins"), *path;
    size_t i;

    daemon_init(daemon, text_of(example, "as_of"));
    json_array_foreach(plugins, i, path)
        daemon_add_plugins(daemon, json_string_value(path));
}

json_t *
worked_events(const json_t *example, size_t last)
{
    json_t *all = json_array(), *steps = json_object_get(example, "steps");

    for (size_t i = 0; i <= last; i++) {
        json_t *events = events_expand(json_object_get(json_array_get(steps, i), "post"));

        json_array_extend(all, events);
        json_decref(events);
    }
    return all;
}

/* A step that changes nothing shows what the step before it showed. */
static const json_t *
reports_of(const json_t *steps, size_t step)
{
    while (json_is_true(json_object_get(json_array_get(steps, step), "same_as_before"))) {
        assert_true(step > 0);
        step--;
    }
    return json_object_get(json_array_get(steps, step), "reports");
}

static bool
names_indicator(const json_t *rows, const char *indicator)
{
    json_t *row;
    size_t i;

    json_array_foreach(rows, i, row)
        if (strcmp(text_of(row, "indicator"), indicator) == 0)
            return true;
    return false;
}

/* An example is about some indicators; of these it shows every row. Of others it says nothing. */
static void
leave_out_others(json_t *actual, const json_t *expected)
{
    for (size_t i = json_array_size(actual); json_array_size(expected) > 0 && i-- > 0;)
        if (!names_indicator(expected, text_of(json_array_get(actual, i), "indicator")))
            json_array_remove(actual, i);
}

void
worked_compare(const json_t *example, size_t step, const struct daemon *daemon)
{
    const json_t *steps = json_object_get(example, "steps"), *this = json_array_get(steps, step);
    const json_t *reports = reports_of(steps, step);
    json_t *common = json_deep_copy(json_object_get(example, "common"));

    assert_int_equal(wait_published(daemon), json_integer_value(json_object_get(this, "log")));
    json_object_set_new(common, "day", json_string(daemon->as_of));
    json_object_set(common, "as_of", json_object_get(this, "log"));
    assert_true(json_array_size(reports) > 0);
    for (size_t i = 0; i < json_array_size(reports); i++) {
        const json_t *report = json_array_get(reports, i);
        json_t *expected = rows_complete(common, json_object_get(report, "rows"));
        json_t *actual = report_rows(daemon, json_object_get(report, "options"));

        leave_out_others(actual, expected);
        expect_rows(text_of(this, "title"), expected, actual);
        json_decref(expected);
        json_decref(actual);
    }
    json_decref(common);
}

static int
count_of(const json_t *totals, const char *outcome)
{
    return (int)json_integer_value(json_object_get(totals, outcome));
}

static void
post_step(const json_t *step, const struct daemon *daemon)
{
    const json_t *totals = json_object_get(step, "totals");
    json_t *events = events_expand(json_object_get(step, "post"));
    struct buf lines = { 0 };

    add_events(&lines, events);
    post_expect(daemon->socket, &lines,
                (struct totals){ count_of(totals, "applied"), count_of(totals, "duplicate"), count_of(totals, "stale"),
                                 count_of(totals, "pending"), count_of(totals, "conflict"), count_of(totals, "rejected") });
    buf_free(&lines);
    json_decref(events);
}

static void
restart_under(struct daemon *daemon, const char *as_of)
{
    daemon_stop(daemon);
    snprintf(daemon->as_of, sizeof daemon->as_of, "%s", as_of);
    daemon_start(daemon);
}

void
worked_run(const char *name)
{
    json_t *example = worked_read(name), *steps = json_object_get(example, "steps");
    struct daemon daemon;

    worked_daemon(example, &daemon);
    daemon_start(&daemon);
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);

        if (text_of(step, "as_of") != NULL)
            restart_under(&daemon, text_of(step, "as_of"));
        post_step(step, &daemon);
        worked_compare(example, i, &daemon);
    }
    daemon_remove(&daemon);
    json_decref(example);
}

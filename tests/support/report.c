/* SPDX-License-Identifier: MIT */
#include "tests/support/report.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const identity[] = { "indicator", "unit", "team", "category", "group", "period" };

enum { IDENTITY_KEYS = 6, OPTIONS_MAX = 40 };

static json_t *
run_json(const struct daemon *daemon, const char *const *words)
{
    struct command command;
    json_error_t error;
    json_t *value;

    daemon_command(daemon, &command, words);
    if (command.status != 0)
        check_failed("turnout %s ended with %d: %s", words[0], command.status, command.err);
    value = json_loads(command.out, JSON_REJECT_DUPLICATES, &error);
    if (value == NULL)
        check_failed("turnout %s printed no JSON (line %d: %s):\n%.2000s", words[0], error.line, error.text, command.out);
    command_free(&command);
    return value;
}

json_t *
status_object(const struct daemon *daemon)
{
    const char *const words[] = { "status", "--format", "json", NULL };

    return run_json(daemon, words);
}

/* The position at which the figures stand for the whole log under the daemon's as-of day; -1: they do not yet. */
static json_int_t
published_position(const struct daemon *daemon)
{
    json_t *status = status_object(daemon);
    json_int_t log = json_integer_value(json_object_get(status, "log"));
    const char *day = json_string_value(json_object_get(status, "day"));
    bool is_published = json_equal(json_object_get(status, "log"), json_object_get(status, "published"));

    if (log > 0 && daemon->as_of[0] != '\0')
        is_published = is_published && day != NULL && strcmp(day, daemon->as_of) == 0;
    json_decref(status);
    return is_published ? log : -1;
}

json_int_t
wait_published(const struct daemon *daemon)
{
    int64_t deadline = deadline_start();
    json_int_t position;

    while ((position = published_position(daemon)) < 0) {
        if (deadline_left(deadline) == 0) {
            daemon_show_output(daemon);
            check_failed("the figures do not reach the end of the log");
        }
        poll(NULL, 0, 10);
    }
    return position;
}

static int
compare_texts(const void *a, const void *b)
{
    return strcmp(json_string_value(*(json_t *const *)a), json_string_value(*(json_t *const *)b));
}

/* Flags are a set: in order of their names they can be compared. */
static void
sort_flags(json_t *row)
{
    json_t *flags = json_object_get(row, "flags"), *sorted[32];
    size_t count = json_array_size(flags);

    assert_true(count < 32);
    for (size_t i = 0; i < count; i++)
        sorted[i] = json_incref(json_array_get(flags, i));
    qsort(sorted, count, sizeof *sorted, compare_texts);
    for (size_t i = 0; i < count; i++)
        json_array_set_new(flags, i, sorted[i]);
}

static json_t *
read_rows(const struct daemon *daemon, const char *const *words)
{
    json_t *rows = run_json(daemon, words), *row;
    size_t i;

    assert_true(json_is_array(rows));
    json_array_foreach(rows, i, row)
        sort_flags(row);
    return rows;
}

json_t *
report_rows(const struct daemon *daemon, const json_t *options)
{
    const char *words[OPTIONS_MAX] = { "report", "--format", "json", "--full" };
    size_t count = json_array_size(options);

    assert_true(count < OPTIONS_MAX - 5);
    for (size_t i = 0; i < count; i++)
        words[4 + i] = json_string_value(json_array_get(options, i));
    return read_rows(daemon, words);
}

json_t *
report_with(const struct daemon *daemon, ...)
{
    const char *words[OPTIONS_MAX] = { "report", "--format", "json", "--full" };
    size_t n = 4;
    va_list args;

    va_start(args, daemon);
    while ((words[n] = va_arg(args, const char *)) != NULL)
        assert_true(++n < OPTIONS_MAX);
    va_end(args);
    return read_rows(daemon, words);
}

static void
append_complete(json_t *all, const json_t *common, const json_t *rows)
{
    size_t count = json_array_size(rows);

    for (size_t i = 0; i < count; i++) {
        json_t *row = json_deep_copy(common), *own = json_array_get(rows, i), *nested = json_object_get(own, "rows");

        json_object_update(row, own);
        json_object_del(row, "rows");
        if (nested != NULL) {
            append_complete(all, row, nested);
            json_decref(row);
            continue;
        }
        sort_flags(row);
        json_array_append_new(all, row);
    }
}

json_t *
rows_complete(const json_t *common, const json_t *rows)
{
    json_t *all = json_array();

    append_complete(all, common, rows);
    return all;
}

static bool
same_identity(const json_t *a, const json_t *b)
{
    for (size_t i = 0; i < IDENTITY_KEYS; i++) {
        const json_t *left = json_object_get(a, identity[i]), *right = json_object_get(b, identity[i]);

        if ((left == NULL || json_is_null(left)) && (right == NULL || json_is_null(right)))
            continue;
        if (!json_equal(left, right))
            return false;
    }
    return true;
}

json_t *
row_like(const json_t *rows, const json_t *pattern)
{
    json_t *found = NULL;
    size_t count = json_array_size(rows);

    for (size_t i = 0; i < count; i++) {
        json_t *row = json_array_get(rows, i);

        if (!same_identity(row, pattern))
            continue;
        if (found != NULL)
            return NULL;
        found = row;
    }
    return found;
}

static void
put_value(struct buf *text, const json_t *value)
{
    char *dump = value != NULL ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS) : NULL;

    buf_printf(text, "%s", dump != NULL ? dump : "(no such key)");
    free(dump);
}

static void
put_identity(struct buf *text, const json_t *row)
{
    for (size_t i = 0; i < IDENTITY_KEYS; i++) {
        const char *value = json_string_value(json_object_get(row, identity[i]));

        if (value != NULL)
            buf_printf(text, " %s=%s", i == 0 ? "" : identity[i], value);
    }
}

/* "short: expected 3, is 2" for each key of either; only_expected: keys that the pattern does not have do not count. */
static void
put_differences(struct buf *text, const json_t *expected, const json_t *actual, bool only_expected)
{
    json_t *merged = only_expected ? json_object() : json_copy((json_t *)(uintptr_t)actual), *unused;
    const char *key;

    json_object_update(merged, (json_t *)(uintptr_t)expected);
    json_object_foreach(merged, key, unused) {
        const json_t *left = json_object_get(expected, key), *right = json_object_get(actual, key);

        (void)unused;
        if (json_equal(left, right))
            continue;
        buf_printf(text, "      %s: expected ", key);
        put_value(text, left);
        buf_printf(text, ", is ");
        put_value(text, right);
        buf_printf(text, "\n");
    }
    json_decref(merged);
}

static void
put_row(struct buf *text, const char *what, const json_t *row)
{
    buf_printf(text, "   %s", what);
    put_identity(text, row);
    buf_printf(text, "\n");
}

static void
compare_one(struct buf *text, const json_t *expected, const json_t *actual, bool only_expected)
{
    struct buf differences = { 0 };

    put_differences(&differences, expected, actual, only_expected);
    if (differences.len > 0) {
        put_row(text, "row", expected);
        buf_put(text, differences.ptr, differences.len);
    }
    buf_free(&differences);
}

static void
compare_rows(struct buf *text, const json_t *expected, const json_t *actual)
{
    size_t expected_count = json_array_size(expected), actual_count = json_array_size(actual);

    for (size_t i = 0; i < expected_count; i++) {
        const json_t *row = json_array_get(expected, i), *other = row_like(actual, row);

        if (other == NULL)
            put_row(text, "missing", row);
        else
            compare_one(text, row, other, false);
    }
    for (size_t i = 0; i < actual_count; i++)
        if (row_like(expected, json_array_get(actual, i)) == NULL)
            put_row(text, "unexpected", json_array_get(actual, i));
    for (size_t i = 0; text->len == 0 && i < expected_count; i++)
        if (!same_identity(json_array_get(expected, i), json_array_get(actual, i)))
            put_row(text, "out of order", json_array_get(actual, i));
}

static void
fail_with(const char *what, struct buf *text)
{
    if (text->len > 0)
        check_failed("%s: the report differs\n%.*s", what, (int)text->len, text->ptr);
    buf_free(text);
}

void
expect_rows(const char *what, const json_t *expected, const json_t *actual)
{
    struct buf text = { 0 };

    if (!json_equal(expected, actual)) {
        compare_rows(&text, expected, actual);
        if (text.len == 0)
            buf_printf(&text, "   in a way that has no words\n");
    }
    fail_with(what, &text);
}

void
expect_patterns(const char *what, const json_t *patterns, const json_t *actual)
{
    struct buf text = { 0 };
    size_t count = json_array_size(patterns);

    for (size_t i = 0; i < count; i++) {
        json_t *pattern = json_array_get(patterns, i), *row = row_like(actual, pattern);

        sort_flags(pattern);
        if (row == NULL)
            put_row(&text, "missing", pattern);
        else
            compare_one(&text, pattern, row, true);
    }
    fail_with(what, &text);
}

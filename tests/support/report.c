/* SPDX-License-Identifier: MIT */
#include "tests/support/report.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const identity[] = { "indicator", "unit", "team", "category", "group", "period" };

enum { IDENTITY_KEYS = 6, OPTIONS_MAX = 40 };

json_t *
command_json(const struct daemon *daemon, const char *const *words)
{
    struct command command = daemon_command_ends(daemon, 0, words);
    json_error_t error;
    json_t *value = json_loads(command.out, JSON_REJECT_DUPLICATES, &error);

    if (value == NULL)
        check_failed("turnout %s printed no JSON (line %d: %s):\n%.2000s", words[0], error.line, error.text, command.out);
    command_free(&command);
    return value;
}

json_t *
status_object(const struct daemon *daemon)
{
    const char *const words[] = { "status", "--format", "json", NULL };

    return command_json(daemon, words);
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

json_int_t
post_published(const struct daemon *daemon, struct buf *lines)
{
    post_accepted(daemon->socket, lines);
    buf_free(lines);
    return wait_published(daemon);
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
    json_t *rows = command_json(daemon, words), *row;
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

/* The keys that say which row it is, as one text; free it. */
static char *
identity_of(const json_t *row)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < IDENTITY_KEYS; i++) {
        const char *value = json_string_value(json_object_get(row, identity[i]));

        buf_printf(&text, "%s|", value != NULL ? value : "");
    }
    buf_put_byte(&text, 0);
    return text.ptr;
}

static bool
same_identity(const json_t *a, const json_t *b)
{
    char *left = identity_of(a), *right = identity_of(b);
    bool same = strcmp(left, right) == 0;

    free(left);
    free(right);
    return same;
}

/* Rows by their identity; of one that is there twice, null. */
static json_t *
index_rows(const json_t *rows)
{
    json_t *index = json_object();
    size_t count = json_array_size(rows);

    for (size_t i = 0; i < count; i++) {
        json_t *row = json_array_get(rows, i);
        char *key = identity_of(row);

        if (json_object_get(index, key) == NULL)
            json_object_set(index, key, row);
        else
            json_object_set_new(index, key, json_null());
        free(key);
    }
    return index;
}

/* The one row like this, or NULL. */
static json_t *
find_row(const json_t *index, const json_t *row)
{
    char *key = identity_of(row);
    json_t *found = json_object_get(index, key);

    free(key);
    return json_is_object(found) ? found : NULL;
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
        put_row(text, "row:", expected);
        buf_put(text, differences.ptr, differences.len);
    }
    buf_free(&differences);
}

/* Those of `rows` that the index does not have exactly once. */
static void
put_absent(struct buf *text, const char *what, const json_t *rows, const json_t *index)
{
    size_t count = json_array_size(rows);

    for (size_t i = 0; i < count; i++)
        if (find_row(index, json_array_get(rows, i)) == NULL)
            put_row(text, what, json_array_get(rows, i));
}

static void
compare_rows(struct buf *text, const json_t *expected, const json_t *actual)
{
    size_t count = json_array_size(expected);
    json_t *expected_index = index_rows(expected), *actual_index = index_rows(actual);

    for (size_t i = 0; i < count; i++) {
        const json_t *row = json_array_get(expected, i), *other = find_row(actual_index, row);

        if (other != NULL)
            compare_one(text, row, other, false);
    }
    put_absent(text, "missing or there twice:", expected, actual_index);
    put_absent(text, "unexpected:", actual, expected_index);
    for (size_t i = 0; text->len == 0 && i < count; i++)
        if (!same_identity(json_array_get(expected, i), json_array_get(actual, i)))
            put_row(text, "out of order:", json_array_get(actual, i));
    json_decref(expected_index);
    json_decref(actual_index);
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
    json_t *index = index_rows(actual);
    size_t count = json_array_size(patterns);

    for (size_t i = 0; i < count; i++) {
        json_t *pattern = json_array_get(patterns, i), *row = find_row(index, pattern);

        sort_flags(pattern);
        if (row != NULL)
            compare_one(&text, pattern, row, true);
    }
    put_absent(&text, "missing or there twice:", patterns, index);
    json_decref(index);
    fail_with(what, &text);
}

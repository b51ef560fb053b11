/* SPDX-License-Identifier: MIT */
#include "tests/support/score_cases.h"

#include "tests/support/check.h"
#include "tests/support/report.h"

#include <string.h>

json_t *
score_rows(const struct daemon *daemon)
{
    const char *const words[] = { "scorecard", "--format", "json", "--full", NULL };
    json_t *rows = command_json(daemon, words);

    assert_true(json_is_array(rows));
    return rows;
}

static bool
is_same(const json_t *pattern, const json_t *row, const char *key)
{
    const json_t *wanted = json_object_get(pattern, key), *given = json_object_get(row, key);

    return wanted ? json_equal(wanted, given) : json_is_null(given);
}

static bool
is_component(const json_t *pattern, const json_t *row)
{
    const json_t *role = json_object_get(pattern, "role");

    return is_same(pattern, row, "component") &&
           strcmp(role ? json_string_value(role) : "item", json_string_value(json_object_get(row, "role"))) == 0;
}

static bool
is_score(const json_t *pattern, const json_t *row)
{
    return is_same(pattern, row, "card") && is_same(pattern, row, "unit") && is_same(pattern, row, "team") &&
           is_same(pattern, row, "period");
}

static const json_t *
find(const char *what, const json_t *pattern, const json_t *rows, bool (*is_it)(const json_t *, const json_t *))
{
    const json_t *row, *found = NULL;
    size_t i;

    json_array_foreach(rows, i, row)
        if (is_it(pattern, row)) {
            if (found)
                check_failed("%s: twice there: %s", what, json_dumps(pattern, 0));
            found = row;
        }
    if (!found)
        check_failed("%s: not there: %s\nbut %s", what, json_dumps(pattern, 0), json_dumps(rows, JSON_INDENT(1)));
    return found;
}

static void expect_row(const char *what, const json_t *pattern, const json_t *row);

static void
expect_parts(const char *what, const json_t *patterns, const json_t *rows, bool (*is_it)(const json_t *, const json_t *))
{
    const json_t *pattern;
    size_t i;

    json_array_foreach(patterns, i, pattern)
        expect_row(what, pattern, find(what, pattern, rows, is_it));
}

static void
expect_row(const char *what, const json_t *pattern, const json_t *row)
{
    const json_t *wanted;
    const char *key;

    json_object_foreach((json_t *)pattern, key, wanted) {
        const json_t *given = json_object_get(row, key);

        if (strcmp(key, "components") == 0)
            expect_parts(what, wanted, given, is_component);
        else if (!json_equal(wanted, given))
            check_failed("%s: %s is not that of %s\nbut %s", what, key, json_dumps(pattern, 0), json_dumps(row, JSON_INDENT(1)));
    }
}

void
expect_scores(const char *what, const json_t *patterns, const json_t *actual)
{
    expect_parts(what, patterns, actual, is_score);
}

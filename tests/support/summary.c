/* SPDX-License-Identifier: MIT */
#include "tests/support/summary.h"

#include "tests/support/check.h"
#include "tests/support/command.h"
#include "tests/support/report.h"

#include <stdlib.h>
#include <string.h>

char *
summary_said(const struct daemon *daemon, const char *const *words)
{
    struct command command = daemon_command_ends(daemon, 0, words);
    char *text = strdup(command.out);

    command_free(&command);
    return text;
}

void
expect_in(const char *text, const char *words)
{
    if (!strstr(text, words))
        check_failed("\"%s\" is not in:\n%s", words, text);
}

void
expect_not_in(const char *text, const char *words)
{
    if (strstr(text, words))
        check_failed("\"%s\" is in:\n%s", words, text);
}

void
expect_words(const struct daemon *daemon, const char *unit, const char *lang, const char *words)
{
    char *text = SUMMARY(daemon, "--unit", unit, "--lang", lang);

    expect_in(text, words);
    free(text);
}

static bool
same_value(const json_t *row, const json_t *figure, const char *key)
{
    const json_t *a = json_object_get(row, key), *b = json_object_get(figure, key);

    if (!a || json_is_null(a))
        return !b;
    return b && json_equal((json_t *)(uintptr_t)a, (json_t *)(uintptr_t)b);
}

void
expect_figures_of_report(const struct daemon *daemon, const char *unit)
{
    static const char *const keys[] = { "state", "numerator", "named", "lower", "upper", "value", "met", "short" };
    json_t *rows = command_json(daemon, WORDS("report", "--unit", unit, "--period", "2025", "--team", "-", "--category", "-", "--group", "-",
                                              "--format", "json"));
    json_t *data = command_json(daemon, WORDS("summary", "--unit", unit, "--period", "2025", "--format", "json"));
    const json_t *figures = json_object_get(data, "figures"), *row;
    size_t i, compared = 0;

    json_array_foreach(rows, i, row) {
        const json_t *figure = json_object_get(figures, json_string_value(json_object_get(row, "indicator")));
        if (strcmp(json_string_value(json_object_get(row, "kind")), "revised") == 0)
            continue;
        assert_non_null(figure);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            if (!same_value(row, figure, keys[k]))
                check_failed("%s: %s of %s is another one", unit, keys[k], json_string_value(json_object_get(row, "indicator")));
        compared++;
    }
    assert_int_equal(compared, json_object_size(figures));
    assert_true(compared > 20);
    json_decref(rows);
    json_decref(data);
}

/* SPDX-License-Identifier: MIT */
#include "tests/support/finding_cases.h"

#include "tests/support/check.h"
#include "tests/support/daemon.h"
#include "tests/support/deadline.h"
#include "tests/support/report.h"

#include <poll.h>
#include <stdlib.h>

static json_t *
read_quality(const struct daemon *daemon, const char *option, const char *value)
{
    const char *const words[] = { "quality", "--format", "json", "--full", option, value, NULL };

    return command_json(daemon, words);
}

json_t *
quality_object(const struct daemon *daemon, const char *option, const char *value)
{
    int64_t deadline = deadline_start();
    json_int_t position = wait_published(daemon);
    json_t *read = read_quality(daemon, option, value);

    while (json_integer_value(json_object_get(read, "as_of")) != position) {
        json_decref(read);
        if (deadline_left(deadline) == 0)
            check_failed("the findings do not reach the end of the log");
        poll(NULL, 0, 10);
        read = read_quality(daemon, option, value);
    }
    return read;
}

static bool
fits(const json_t *pattern, const json_t *finding)
{
    json_t *value;
    const char *key;

    json_object_foreach((json_t *)pattern, key, value)
        if (!json_equal(value, json_object_get(finding, key)))
            return false;
    return true;
}

static void
complain(const char *what, const char *why, const json_t *pattern, const json_t *found)
{
    char *expected = json_dumps(pattern, JSON_SORT_KEYS), *actual = json_dumps(found, JSON_INDENT(1));

    check_failed("%s: %s %s\nin %s", what, why, expected, actual);
}

void
expect_findings(const char *what, const json_t *expected, const json_t *found)
{
    json_t *pattern;
    size_t i;

    if (!expected)
        return;
    json_array_foreach(expected, i, pattern) {
        int count = 0;
        for (size_t k = 0; k < json_array_size(found); k++)
            count += fits(pattern, json_array_get(found, k));
        if (count != 1)
            complain(what, count == 0 ? "there is no finding" : "there are several findings", pattern, found);
    }
    if (json_array_size(found) != json_array_size(expected))
        complain(what, "there are other findings than", expected, found);
}

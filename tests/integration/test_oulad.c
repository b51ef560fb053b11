/* SPDX-License-Identifier: MIT */
/*
 * Real data: a year of the Open University Learning Analytics Dataset, and 452
 * figures that an independent program computed from the same events.  The data
 * is no part of this tree; TURNOUT_OULAD names its folder.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/report.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { EVENTS = 109904, FIGURES = 452, PATH_SIZE = 1024 };

static const char *
data_folder(void)
{
    static char path[PATH_SIZE];
    const char *named = getenv("TURNOUT_OULAD");

    if (named != NULL)
        snprintf(path, sizeof path, "%s", named);
    else
        snprintf(path, sizeof path, "%s/../shared/oulad", TURNOUT_TEST_SOURCE_DIR); /* allowed: beside the tree, perhaps */
    return path;
}

/* What the dataset's own program prints, in a mapping that lives as long as the test. */
static const char *
converted(size_t *len)
{
    char script[PATH_SIZE + 32], tables[PATH_SIZE + 32];
    const char *const argv[] = { "/usr/bin/env", "python3", script, tables, NULL };
    int fd = memfd_create("oulad", MFD_CLOEXEC), status = -1;
    pid_t pid;
    const char *bytes;

    snprintf(script, sizeof script, "%s/to_events.py", data_folder());
    snprintf(tables, sizeof tables, "%s/2013", data_folder());
    pid = command_spawn(argv, -1, fd, -1);
    for (int waits = 0; waits < 5 && status < 0; waits++)
        status = command_wait(pid);
    assert_int_equal(status, 0);
    *len = (size_t)lseek(fd, 0, SEEK_END);
    bytes = mmap(NULL, *len, PROT_READ, MAP_PRIVATE, fd, 0);
    assert_true(bytes != MAP_FAILED);
    close(fd);
    return bytes;
}

static const char *
key_of(const json_t *row)
{
    static char key[512];
    static const char *const parts[] = { "indicator", "team", "category", "group", "period" };
    struct buf text = { 0 };
    bool has_team = json_is_string(json_object_get(row, "team"));
    const char *unit = json_string_value(json_object_get(row, "unit"));

    buf_printf(&text, "%s", has_team || unit == NULL ? "-" : unit);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *part = json_string_value(json_object_get(row, parts[i]));

        buf_printf(&text, " %s", part != NULL ? part : "-");
    }
    assert_true(text.len < sizeof key);
    memcpy(key, text.ptr, text.len);
    key[text.len] = '\0';
    buf_free(&text);
    return key;
}

static json_t *
by_key(const json_t *rows)
{
    json_t *index = json_object();
    size_t count = json_array_size(rows);

    for (size_t i = 0; i < count; i++) {
        json_t *row = json_array_get(rows, i);

        assert_null(json_object_get(index, key_of(row)));
        json_object_set(index, key_of(row), row);
    }
    return index;
}

static bool
has_equal_counts(const json_t *row, const json_t *expected)
{
    static const char *const counts[] = { "numerator", "denominator" };

    for (size_t i = 0; i < 2; i++)
        if (!json_equal(json_object_get(row, counts[i]), json_object_get(expected, counts[i])))
            return false;
    return true;
}

static void
compare_figures(const json_t *expected, const json_t *rows)
{
    json_t *index = by_key(rows);
    int wrong = 0;

    for (size_t i = 0; i < json_array_size(expected); i++) {
        const json_t *figure = json_array_get(expected, i), *row = json_object_get(index, key_of(figure));

        if (has_equal_counts(row, figure))
            continue;
        if (++wrong <= 40)
            print_error("%s: expected %lld of %lld, is %lld of %lld%s\n", key_of(figure),
                        json_integer_value(json_object_get(figure, "numerator")),
                        json_integer_value(json_object_get(figure, "denominator")),
                        json_integer_value(json_object_get(row, "numerator")),
                        json_integer_value(json_object_get(row, "denominator")), row == NULL ? " (no such row)" : "");
    }
    json_decref(index);
    if (wrong > 0)
        check_failed("%d of %zu figures are not equal", wrong, json_array_size(expected));
}

static json_t *
expected_figures(void)
{
    char path[PATH_SIZE + 32];
    json_t *expected;

    snprintf(path, sizeof path, "%s/expected-2013.json", data_folder());
    expected = json_load_file(path, 0, NULL);
    assert_int_equal(json_array_size(expected), FIGURES);
    return expected;
}

static void
year_of_a_university__gives_all_452_figures(void **state)
{
    size_t len;
    const char *events = converted(&len);
    json_t *expected = expected_figures(), *rows;
    struct daemon daemon;

    (void)state;
    daemon_init(&daemon, "2015-01-01");
    daemon_start(&daemon);
    post_expect(daemon.socket, &(struct buf){ .ptr = (char *)(uintptr_t)events, .len = len },
                (struct totals){ .applied = EVENTS });
    assert_int_equal(wait_published(&daemon), EVENTS);
    rows = report_rows(&daemon, NULL);
    compare_figures(expected, rows);
    json_decref(rows);
    json_decref(expected);
    daemon_remove(&daemon);
    munmap((void *)(uintptr_t)events, len);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(year_of_a_university__gives_all_452_figures),
    };
    char script[PATH_SIZE + 32];

    snprintf(script, sizeof script, "%s/to_events.py", data_folder());
    if (access(script, R_OK) != 0) {
        print_message("skipped: no OULAD data in %s (set TURNOUT_OULAD to its folder)\n", data_folder());
        return 0;
    }
    return cmocka_run_group_tests_name("oulad", tests, NULL, NULL);
}

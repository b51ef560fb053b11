/* SPDX-License-Identifier: MIT */
/*
 * Random sets of events, and the figures that another program computes from
 * them in the slow and obvious way: tests/oracle/figures.py.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"
#include "tests/support/random_set.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 12 };

static const char as_of[] = "2025-09-15";

static json_t *
figures_of_the_oracle(const struct buf *lines)
{
    char script[DAEMON_PATH_SIZE], *input = strndup(lines->ptr, lines->len);
    const char *const argv[] = { "/usr/bin/env", "python3", script, as_of, NULL };
    struct command command;
    json_t *rows;

    snprintf(script, sizeof script, "%s", source_path("tests/oracle/figures.py"));
    command_run(&command, argv, input);
    if (command.status != 0)
        check_failed("figures.py: %s", command.err);
    rows = json_loads(command.out, 0, NULL);
    assert_non_null(rows);
    command_free(&command);
    free(input);
    return rows;
}

/* Rows so far: a retraction of the first unit leaves a set with none, all sets together have many. */
static size_t compared;

static void
compare_set(struct daemon *server, unsigned seed)
{
    json_t *events = random_set(seed), *expected, *rows;
    struct buf lines = { 0 };
    char title[32];

    snprintf(title, sizeof title, "set %u", seed);
    shuffle(events, seed);
    add_events(&lines, events);
    expected = figures_of_the_oracle(&lines);
    daemon_start(server);
    post_accepted(server->socket, &lines);
    wait_published(server);
    rows = report_rows(server, NULL);
    print_message("%s: %zu events, %zu rows, %zu of them compared\n", title, json_array_size(events), json_array_size(rows),
                  json_array_size(expected));
    compared += json_array_size(expected);
    expect_patterns(title, expected, rows);
    daemon_stop(server);
    daemon_forget(server);
    json_decref(expected);
    json_decref(events);
    json_decref(rows);
    buf_free(&lines);
}

static void
any_set__gives_the_figures_of_an_independent_program(void **state)
{
    struct daemon server;

    (void)state;
    daemon_init(&server, as_of);
    for (unsigned seed = 1; seed <= SETS; seed++)
        compare_set(&server, seed);
    assert_true(compared > 100 * SETS);
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_set__gives_the_figures_of_an_independent_program),
    };

    return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}

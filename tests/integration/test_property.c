/* SPDX-License-Identifier: MIT */
/*
 * Laws that hold for every set of events: figures and states do not depend on
 * the order, on repetition or on how the events were cut into posts, and
 * named <= lower <= upper.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/own_rules.h"
#include "tests/support/random_set.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 6, CHUNKS = 3 };

struct results {
    json_t *rows, *states;
};

static const char all_states[] = "select source, id, rev, type, state, unit, local_date, precision from event_log order by source, id, rev";

/* Figures that are to improve on those of the period before: they change with what happened long ago. */
static const char improving[] =
    "indicators = {\n"
    "  better_came = t.value { of = t.attendances {}, by = { 'unit', 'team', 'category' }, target = t.improve_on 'previous' },\n"
    "  better_share = t.ratio { numerator = t.people {}, denominator = t.population { mode = 'average' }, by = { 'unit', 'group' }, target = t.improve_on 'previous' },\n"
    "  better_gap = t.value { of = t.gap {}, by = { 'unit', 'team' }, target = t.improve_on { 'previous', sense = 'at_most' } },\n"
    "  better = t.all_of { of = { 'better_came', 'better_gap' }, by = { 'unit', 'team' }, target = t.improve_on 'previous' },\n"
    "},\n";

/* On an empty store, cut into posts, each of them published or not. */
static struct results
results_of(struct daemon *server, const json_t *events, bool step_by_step)
{
    struct results results;
    size_t count = json_array_size(events), at = 0;

    daemon_start(server);
    for (int chunk = 1; chunk <= CHUNKS; chunk++) {
        struct buf lines = { 0 };
        json_t *part = json_array();

        for (; at < count * (size_t)chunk / CHUNKS; at++)
            json_array_append(part, json_array_get(events, at));
        add_events(&lines, part);
        post_accepted(server->socket, &lines);
        if (step_by_step)
            wait_published(server);
        buf_free(&lines);
        json_decref(part);
    }
    wait_published(server);
    results.rows = report_rows(server, NULL);
    results.states = database_rows(server, all_states);
    daemon_stop(server);
    daemon_forget(server);
    return results;
}

static void
expect_equal_states(const json_t *left, const json_t *right)
{
    assert_int_equal(json_array_size(left), json_array_size(right));
    for (size_t i = 0; i < json_array_size(left); i++) {
        const json_t *a = json_array_get(left, i), *b = json_array_get(right, i);

        if (!json_equal(a, b))
            check_failed("in one order %s\nin the other %s", json_dumps(a, 0), json_dumps(b, 0));
    }
}

/* Shuffled, with one event in three twice. */
static json_t *
disturbed(const json_t *events, unsigned seed)
{
    json_t *other = json_copy((json_t *)(uintptr_t)events);
    size_t count = json_array_size(events);

    for (size_t i = 0; i < count; i += 3)
        json_array_append(other, json_array_get(events, i));
    shuffle(other, seed);
    return other;
}

static void
expect_ordered_bounds(const json_t *rows)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        json_int_t named = json_integer_value(json_object_get(row, "named")), lower = json_integer_value(json_object_get(row, "lower")),
                   upper = json_integer_value(json_object_get(row, "upper"));

        if (json_is_integer(json_object_get(row, "named")) && !(named <= lower && lower <= upper))
            check_failed("bounds out of order: %s", json_dumps(row, 0));
    }
}

static void
any_set__gives_the_same_figures_and_states_in_any_order_and_its_bounds_are_in_order(void **state)
{
    struct daemon server;

    (void)state;
    daemon_init(&server, "2025-09-15");
    own_rules_write(&server, improving);
    own_rules_use(&server);
    for (unsigned seed = 1; seed <= SETS; seed++) {
        json_t *events = random_set(seed), *other = disturbed(events, seed + 100);
        struct results left = results_of(&server, events, false), right = results_of(&server, other, true);

        print_message("set %u: %zu events, %zu rows\n", seed, json_array_size(events), json_array_size(left.rows));
        expect_rows("in another order", left.rows, right.rows);
        expect_equal_states(left.states, right.states);
        expect_ordered_bounds(left.rows);
        json_decref(left.rows), json_decref(left.states);
        json_decref(right.rows), json_decref(right.states);
        json_decref(events), json_decref(other);
    }
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_set__gives_the_same_figures_and_states_in_any_order_and_its_bounds_are_in_order),
    };

    return cmocka_run_group_tests_name("property", tests, NULL, NULL);
}

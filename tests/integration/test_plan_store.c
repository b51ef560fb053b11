/* SPDX-License-Identifier: MIT */
/*
 * What a plan needs from the store: whose event comes first of two with the same time, and what was frozen of a closed period.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/edited_rules.h"
#include "tests/support/events.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_RULE(step) \
    "events = { ['com.example.word'] = { unit = 'text', digit = 'integer' } },\n" \
    "indicators = { words = t.value { of = t.fold { of = 'com.example.word',\n" \
    "  init = function() return 0 end, step = function(s, e) return " step " end } } }"

static void
add_word(struct buf *lines, const char *id, int digit)
{
    buf_printf(lines, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"com.example.word\","
                      "\"time\":\"2025-03-08T09:00:00+08:00\",\"data\":{\"unit\":\"u\",\"digit\":%d}}\n", id, digit);
}

/* The only figure of the year that the plan says would change; before and after. */
static void
expect_change(const json_t *plan, const char *before, const char *after)
{
    const json_t *cell;
    size_t i;

    json_array_foreach(json_object_get(json_object_get(plan, "all"), "cells"), i, cell) {
        const json_t *was = json_object_get(json_object_get(cell, "before"), "value");
        const json_t *is = json_object_get(json_object_get(cell, "after"), "value");
        if (strcmp(json_string_value(json_object_get(cell, "period")), "2025") != 0)
            continue;
        assert_string_equal(json_string_value(was), before);
        assert_string_equal(json_string_value(is), after);
        return;
    }
    check_failed("the year does not change: %s", json_dumps(plan, 0));
}

/* Three words at one time, in the order of their ids; and two populations of one day. */
static void
of_equal_times__a_plan_keeps_the_order_of_identities(void **state)
{
    struct buf lines = { 0 };
    struct daemon server;
    json_t *plan;

    (void)state;
    own_rules_start(&server, WORDS_RULE("10 * s + e.digit"));
    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"");
    add_event(&lines, "n1", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":10,\"at\":\"2024-01-01\"");
    add_event(&lines, "n2", 1, "population.put", "\"unit\":\"u\",\"basis\":\"usual\",\"count\":20,\"at\":\"2024-01-01\"");
    add_word(&lines, "b", 2);
    add_word(&lines, "c", 3);
    add_word(&lines, "a", 1);
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    expect_figure(&server, "words", "u", "123");
    own_rules_write(&server, WORDS_RULE("100 * s + e.digit"));
    plan = plan_of(&server);
    expect_change(plan, "123", "10203");
    json_decref(plan);
    daemon_remove(&server);
}

/* The year's entry among the sealed periods. */
static const json_t *
sealed_year(const json_t *plan)
{
    const json_t *each;
    size_t i;

    json_array_foreach(json_object_get(plan, "sealed"), i, each)
        if (strcmp(json_string_value(json_object_get(each, "period")), "2024") == 0)
            return each;
    check_failed("2024 is not sealed in %s", json_dumps(json_object_get(plan, "sealed"), 0));
}

static long long
revised(const json_t *plan, const char *how)
{
    return json_integer_value(json_object_get(json_object_get(sealed_year(plan), "revised"), how));
}

static void
expect_revised_row(const struct daemon *server, size_t rows)
{
    json_t *found = report_with(server, "--indicator", "sessions", "--unit", "u", "--period", "2024", NULL);

    if (json_array_size(found) != rows)
        check_failed("%zu rows are expected, not %s", rows, json_dumps(found, 0));
    json_decref(found);
}

#define SESSIONS(where) "indicators = { sessions = t.value { of = t.count { of = 'activity.held', where = function(a) return " where " end } } }"

static void
apply(const struct daemon *server)
{
    daemon_command_says(server, 0, WORDS("plugin", "apply"), "", "");
    wait_published(server);
}

static void
of_a_closed_year__a_plan_says_what_apply_does_beside_the_frozen_figures(void **state)
{
    struct buf lines = { 0 };
    struct daemon server;
    json_t *plan;

    (void)state;
    own_rules_start(&server, SESSIONS("t.under(a.category, 'edu')"));
    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"at\":\"2020-01-01\"");
    add_event(&lines, "a", 1, "activity.held", "\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu.law\",\"start\":\"2024-03-01\"");
    add_event(&lines, "b", 1, "activity.held", "\"activity\":\"b\",\"unit\":\"u\",\"category\":\"sport\",\"start\":\"2024-03-02\"");
    add_event(&lines, "c", 1, "activity.held", "\"activity\":\"c\",\"unit\":\"u\",\"category\":\"culture\",\"start\":\"2024-03-03\"");
    add_close(&lines, "close", "u", "2024", "2025-01-10");
    post_accepted(server.socket, &lines);
    buf_free(&lines);
    wait_published(&server);

    own_rules_write(&server, SESSIONS("t.under(a.category, 'edu') or t.under(a.category, 'sport')"));
    plan = plan_of(&server);
    assert_int_equal(revised(plan, "new"), 1);
    assert_int_equal(revised(plan, "gone") + revised(plan, "changed"), 0);
    expect_revised_row(&server, 1);
    json_decref(plan);
    apply(&server);
    expect_revised_row(&server, 2);

    own_rules_write(&server, SESSIONS("true"));
    plan = plan_of(&server);
    assert_int_equal(revised(plan, "changed"), 1);
    assert_int_equal(revised(plan, "gone") + revised(plan, "new"), 0);
    json_decref(plan);

    own_rules_write(&server, SESSIONS("t.under(a.category, 'edu.law')"));
    plan = plan_of(&server);
    assert_int_equal(revised(plan, "gone"), 1);
    json_decref(plan);
    apply(&server);
    expect_revised_row(&server, 1);
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_equal_times__a_plan_keeps_the_order_of_identities),
        cmocka_unit_test(of_a_closed_year__a_plan_says_what_apply_does_beside_the_frozen_figures),
    };

    return cmocka_run_group_tests_name("plan_store", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * A fold goes through other people's events in the order of their time, then
 * of source and id: the figure follows from which there are, whenever they came.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/command.h"
#include "tests/support/daemon.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many were inside at the same time at most; the last word said; a mean; and the share of a population. */
#define FOLDS \
    "events = { ['com.example.turnstile'] = { unit = 'text', moved = 'integer', word = 'text?' } },\n" \
    "indicators = {\n" \
    "  peak = t.value { of = t.fold { of = 'com.example.turnstile',\n" \
    "    init = function() return { now = 0, most = 0 } end,\n" \
    "    step = function(s, e) s.now = s.now + e.moved; s.most = math.max(s.most, s.now) end,\n" \
    "    result = function(s) return s.most end } },\n" \
    "  last_word = t.value { of = t.fold { of = 'com.example.turnstile',\n" \
    "    init = function() return 0 end, step = function(s, e) return 10 * s + #(e.word or '') end } },\n" \
    "  mean_move = t.value { of = t.fold { of = 'com.example.turnstile',\n" \
    "    init = function() return { n = 0, sum = 0 } end,\n" \
    "    step = function(s, e) s.n = s.n + 1; s.sum = s.sum + e.moved * e.moved end,\n" \
    "    result = function(s) if s.n == 0 then return 'no_data' end return t.exact(s.sum) / s.n end }, decimals = 2 },\n" \
    "  peak_share = t.ratio { numerator = t.fold { of = 'com.example.turnstile', init = function() return 0 end,\n" \
    "    step = function(s, e) return s + math.max(0, e.moved) end }, denominator = t.population {}, target = t.at_least(50) },\n" \
    "  twice = t.score { reads = { 'peak' }, of = function(c) return c.peak.state == 'ok' and 2 * c.peak or c.peak.state end },\n" \
    "}\n"

static void
add_move(json_t *events, const char *id, int rev, const char *time, const char *data)
{
    json_t *event = json_pack("{s:s,s:s,s:s,s:i,s:s,s:s,s:o}", "specversion", "1.0", "id", id, "source", "gate", "rev", rev, "type",
                              "com.example.turnstile", "time", time, "data", json_loads(data, 0, NULL));

    assert_non_null(event);
    json_array_append_new(events, event);
}

static void
add_ours(json_t *events, const char *id, const char *type, const char *data)
{
    json_array_append_new(events, json_pack("{s:s,s:s,s:s,s:s,s:s,s:o}", "specversion", "1.0", "id", id, "source", "test", "type", type,
                                            "time", "2025-01-01T00:00:00+08:00", "data", json_loads(data, 0, NULL)));
}

/* 3 in, 2 in, 4 out, 2 in, in the order of their time; two at one time, told apart by their ids; one taken back. */
static json_t *
all_events(void)
{
    json_t *events = json_array();

    add_ours(events, "u", "turnout.unit.put", "{\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"}");
    add_ours(events, "n", "turnout.population.put", "{\"unit\":\"u\",\"basis\":\"usual\",\"count\":10,\"at\":\"2024-01-01\"}");
    add_move(events, "m1", 1, "2025-03-08T09:00:00+08:00", "{\"unit\":\"u\",\"moved\":3,\"word\":\"a\"}");
    add_move(events, "m3", 1, "2025-03-08T01:30:00Z", "{\"unit\":\"u\",\"moved\":-4,\"word\":\"ccc\"}");
    add_move(events, "m2", 1, "2025-03-08T09:30:00+08:00", "{\"unit\":\"u\",\"moved\":9}");
    add_move(events, "m2", 2, "2025-03-08T09:30:00+08:00", "{\"unit\":\"u\",\"moved\":2,\"word\":\"bb\"}");
    add_move(events, "m4", 1, "2025-03-08T10:00:00+08:00", "{\"unit\":\"u\",\"moved\":2,\"word\":\"dddd\"}");
    add_move(events, "m5", 1, "2025-03-08T09:10:00+08:00", "{\"unit\":\"u\",\"moved\":100}");
    add_ours(events, "x", "turnout.retract", "{\"source\":\"gate\",\"id\":\"m5\"}");
    return events;
}

static void
expect_all(const struct daemon *server)
{
    expect_figure(server, "peak", "u", "5");
    expect_figure(server, "last_word", "u", "1234");
    expect_figure(server, "mean_move", "u", "8.25");
    expect_figure(server, "peak_share", "u", "70.00");
    expect_figure(server, "twice", "u", "10.00");
}

static void
order_repetition_and_restarts__change_no_figure(void **state)
{
    json_t *events = all_events(), *reversed = json_array(), *half = json_array(), *expected, *rows;
    struct daemon server;

    (void)state;
    for (size_t i = json_array_size(events); i-- > 0;) {
        json_array_append(reversed, json_array_get(events, i));
        json_array_append(reversed, json_array_get(events, i));
        if (i < 5)
            json_array_append(half, json_array_get(events, i));
    }
    own_rules_start(&server, FOLDS);
    post_events(server.socket, events);
    expect_all(&server);
    expected = report_with(&server, "--unit", "u", NULL);
    daemon_remove(&server);

    own_rules_start(&server, FOLDS);
    post_events(server.socket, half);
    wait_published(&server);
    daemon_kill(&server);
    daemon_start(&server);
    post_events(server.socket, reversed);
    expect_all(&server);
    rows = report_with(&server, "--unit", "u", NULL);
    expect_rows("reversed, doubled, with a restart", expected, rows);
    daemon_remove(&server);
    json_decref(rows);
    json_decref(expected);
    json_decref(events);
    json_decref(reversed);
    json_decref(half);
}

static void
a_changed_rule_and_a_retraction__show_in_the_figure(void **state)
{
    json_t *events = all_events(), *more = json_array();
    struct daemon server;

    (void)state;
    own_rules_start(&server, FOLDS);
    post_events(server.socket, events);
    expect_figure(&server, "peak", "u", "5");
    add_ours(more, "x2", "turnout.retract", "{\"source\":\"gate\",\"id\":\"m2\",\"rev\":2}");
    post_events(server.socket, more);
    expect_figure(&server, "peak", "u", "3");
    daemon_stop(&server);
    own_rules_write(&server, "events = { ['com.example.turnstile'] = { unit = 'text', moved = 'integer' } },\n"
                             "indicators = { peak = t.value { of = t.fold { of = 'com.example.turnstile',\n"
                             "  init = function() return 0 end, step = function(s, e) return s + 10 end } } }");
    daemon_start(&server);
    expect_figure(&server, "peak", "u", "30");
    daemon_remove(&server);
    json_decref(events);
    json_decref(more);
}

static void
a_fold_that_fails__pauses_its_plugin_and_nothing_else(void **state)
{
    static const char *const bad[][2] = {
        { "step = function(s, e) return s + e.missing end", "missing" },
        { "step = function(s, e) while true do end end", " in one call" }, /* of instructions, on a slow machine of time */
        { "step = function(s, e) return 0.5 end", "own.lua:5: " },
    };
    json_t *events = all_events();

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct daemon server;
        char members[700];

        snprintf(members, sizeof members,
                 "events = { ['com.example.turnstile'] = { unit = 'text', moved = 'integer' } },\n"
                 "indicators = { f = t.value { of = t.fold { of = 'com.example.turnstile', init = function() return 0 end,\n%s } } }", bad[i][0]);
        own_rules_start(&server, members);
        post_events(server.socket, events);
        own_rules_wait_fault(&server, bad[i][1]);
        wait_published(&server);
        daemon_remove(&server);
    }
    json_decref(events);
}

static void
post_moves(const struct daemon *server, int count)
{
    struct buf lines = { 0 };

    for (int i = 0; i < count; i++)
        buf_printf(&lines, "{\"specversion\":\"1.0\",\"id\":\"n%d\",\"source\":\"gate\",\"type\":\"com.example.turnstile\","
                           "\"time\":\"2025-04-01T%02d:%02d:%02d+08:00\",\"data\":{\"unit\":\"u\",\"moved\":1}}\n", i, i / 3600, i / 60 % 60, i % 60);
    post_accepted(server->socket, &lines);
    buf_free(&lines);
}

static void
a_fold_over_too_many_events__says_so(void **state)
{
    json_t *events = all_events();
    struct daemon server;

    (void)state;
    own_rules_start(&server, FOLDS);
    post_events(server.socket, events);
    post_moves(&server, 10000);
    own_rules_wait_fault(&server, "10004 events");
    wait_published(&server);
    daemon_remove(&server);
    json_decref(events);
}

/* Nor is the worker asked about more than its messages hold. */
static void
a_plan_with_a_fold_over_too_many_events__says_so(void **state)
{
    static const char *const words[] = { "plugin", "plan", NULL };
    json_t *events = json_array();
    struct daemon server;
    struct command command;

    (void)state;
    add_ours(events, "u", "turnout.unit.put", "{\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"}");
    own_rules_start(&server, "events = { ['com.example.turnstile'] = { unit = 'text', moved = 'integer', word = 'text?' } },\n"
                             "indicators = { moves = t.value { of = t.count { of = 'com.example.turnstile' } } }");
    post_events(server.socket, events);
    post_moves(&server, 10001);
    wait_published(&server);
    own_rules_write(&server, FOLDS);
    daemon_command(&server, &command, words);
    if (!strstr(command.err, "10001 events"))
        check_failed("status %d, %s%s", command.status, command.out, command.err);
    assert_int_equal(command.status, 65);
    command_free(&command);
    daemon_remove(&server);
    json_decref(events);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_repetition_and_restarts__change_no_figure),
        cmocka_unit_test(a_changed_rule_and_a_retraction__show_in_the_figure),
        cmocka_unit_test(a_fold_that_fails__pauses_its_plugin_and_nothing_else),
        cmocka_unit_test(a_fold_over_too_many_events__says_so),
        cmocka_unit_test(a_plan_with_a_fold_over_too_many_events__says_so),
    };

    return cmocka_run_group_tests_name("folds", tests, NULL, NULL);
}

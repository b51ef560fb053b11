/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * What a map makes of other people's events counts like events that were
 * posted, as long as those behind it do, whatever the order and the restarts.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TYPES \
    "events = { ['com.example.door'] = { unit = 'text', people = 'integer', hall = 'text', open = 'boolean?' },\n" \
    "           ['com.example.card'] = { activity = 'text', person = 'person' } },\n"
#define DOOR_MAP(open) \
    "t.map { of = 'com.example.door', emit = { 'activity.held', 'headcount' }, each = function(e, emit)\n" \
    "  if " open " then\n" \
    "    local visit = e.hall .. '-' .. e.date.day\n" \
    "    emit('activity.held', { activity = visit, unit = e.unit, category = 'culture.visit', start = e.time, tags = { e.hall } })\n" \
    "    emit('headcount', { activity = visit, total = e.people })\n" \
    "  end end },\n"
#define CARD_MAP \
    "t.map { of = 'com.example.card', emit = 'attendance', each = function(e, emit)\n" \
    "  emit('attendance', { activity = e.activity, person = e.person, status = 'present' }) end },\n"

static void
add_posted(json_t *events, const char *source, const char *id, int rev, const char *type, const char *data)
{
    json_t *event = json_pack("{s:s,s:s,s:s,s:i,s:s,s:s,s:o}", "specversion", "1.0", "id", id, "source", source, "rev", rev, "type", type,
                              "time", "2025-03-08T09:00:00+08:00", "data", json_loads(data, 0, NULL));

    assert_non_null(event);
    json_array_append_new(events, event);
}

static json_t *
world_events(void)
{
    json_t *events = json_array();

    add_posted(events, "test", "u", 1, "turnout.unit.put", "{\"unit\":\"u\",\"level\":\"community\",\"at\":\"2024-01-01\"}");
    add_posted(events, "test", "n", 1, "turnout.population.put", "{\"unit\":\"u\",\"basis\":\"usual\",\"count\":10,\"at\":\"2024-01-01\"}");
    add_posted(events, "test", "p1", 1, "turnout.person.put", "{\"person\":\"p1\",\"home\":\"u\",\"at\":\"2024-01-01\"}");
    add_posted(events, "test", "p2", 1, "turnout.person.put", "{\"person\":\"p2\",\"home\":\"u\",\"at\":\"2024-01-01\"}");
    return events;
}

static void
post_one(const struct daemon *server, const char *id, int rev, const char *type, const char *data)
{
    json_t *events = json_array();

    add_posted(events, "gate", id, rev, type, data);
    post_events(server->socket, events);
    json_decref(events);
}

static void
start(struct daemon *server, const char *members)
{
    json_t *world = world_events();

    own_rules_start(server, members);
    post_events(server->socket, world);
    json_decref(world);
}

static long long
in_state(const struct daemon *server, const char *type, const char *state)
{
    char sql[200];

    snprintf(sql, sizeof sql, "select count(*) from event_log where type = '%s' and state = '%s'", type, state);
    return database_number(server, sql);
}

static void
emitted_events__count_as_long_as_the_event_behind_them_does(void **state)
{
    struct daemon server;

    (void)state;
    start(&server, TYPES "maps = {" DOOR_MAP("true") CARD_MAP "}");
    post_one(&server, "c1", 1, "com.example.card", "{\"activity\":\"north-8\",\"person\":\"p1\"}");
    post_one(&server, "c2", 1, "com.example.card", "{\"activity\":\"north-8\",\"person\":\"p2\"}");
    wait_published(&server);
    assert_int_equal(in_state(&server, "com.example.card", "pending"), 2);
    post_one(&server, "d1", 1, "com.example.door", "{\"unit\":\"u\",\"people\":7,\"hall\":\"north\"}");
    expect_figure(&server, "activities", "u", "1");
    expect_figure(&server, "attendances", "u", "7");
    expect_figure(&server, "participation_rate", "u", "20.00");
    assert_int_equal(in_state(&server, "com.example.card", "applied"), 2);
    post_one(&server, "d1", 2, "com.example.door", "{\"unit\":\"u\",\"people\":1,\"hall\":\"north\"}");
    expect_figure(&server, "attendances", "u", "2");
    post_one(&server, "x1", 1, "turnout.retract", "{\"source\":\"gate\",\"id\":\"c2\"}");
    expect_figure(&server, "participation_rate", "u", "10.00");
    post_one(&server, "x2", 1, "turnout.retract", "{\"source\":\"gate\",\"id\":\"d1\",\"rev\":2}");
    expect_figure(&server, "activities", "u", "");
    wait_published(&server);
    assert_int_equal(in_state(&server, "com.example.card", "pending"), 1);
    assert_int_equal(database_number(&server, "select count(*) from event_log where source like 'map:%'"), 0);
    daemon_remove(&server);
}

static void
a_changed_rule__takes_back_what_the_old_one_emitted(void **state)
{
    struct daemon server;

    (void)state;
    start(&server, TYPES "maps = {" DOOR_MAP("true") "}");
    post_one(&server, "d1", 1, "com.example.door", "{\"unit\":\"u\",\"people\":7,\"hall\":\"north\",\"open\":true}");
    post_one(&server, "d2", 1, "com.example.door", "{\"unit\":\"u\",\"people\":5,\"hall\":\"south\"}");
    expect_figure(&server, "attendances", "u", "12");
    daemon_stop(&server);
    own_rules_write(&server, TYPES "maps = {" DOOR_MAP("e.open") "}");
    daemon_start(&server);
    expect_figure(&server, "attendances", "u", "7");
    daemon_stop(&server);
    own_rules_write(&server, "indicators = { n = t.value { of = t.count { of = 'activity.held' } } }");
    daemon_start(&server);
    expect_figure(&server, "attendances", "u", "");
    assert_int_equal(in_state(&server, "com.example.door", "applied"), 2);
    daemon_remove(&server);
}

/* What a test posts: doors and cards, corrected and taken back. */
static json_t *
all_events(void)
{
    json_t *events = world_events();

    add_posted(events, "gate", "d1", 1, "com.example.door", "{\"unit\":\"u\",\"people\":7,\"hall\":\"north\"}");
    add_posted(events, "gate", "d2", 1, "com.example.door", "{\"unit\":\"u\",\"people\":9,\"hall\":\"north\"}");
    add_posted(events, "gate", "d2", 2, "com.example.door", "{\"unit\":\"u\",\"people\":4,\"hall\":\"north\"}");
    add_posted(events, "gate", "d3", 1, "com.example.door", "{\"unit\":\"u\",\"people\":50,\"hall\":\"south\"}");
    add_posted(events, "gate", "c1", 1, "com.example.card", "{\"activity\":\"north-8\",\"person\":\"p1\"}");
    add_posted(events, "gate", "c2", 1, "com.example.card", "{\"activity\":\"south-8\",\"person\":\"p2\"}");
    add_posted(events, "gate", "c3", 1, "com.example.card", "{\"activity\":\"north-8\",\"person\":\"p3\"}");
    add_posted(events, "gate", "x1", 1, "turnout.retract", "{\"source\":\"gate\",\"id\":\"d3\"}");
    add_posted(events, "gate", "x2", 1, "turnout.retract", "{\"source\":\"gate\",\"id\":\"c3\"}");
    return events;
}

/* Two doors state the headcount of one visit: the greater rev holds. */
static json_t *
settled_rows(const struct daemon *server)
{
    expect_figure(server, "activities", "u", "1");
    expect_figure(server, "attendances", "u", "4");
    expect_figure(server, "participation_rate", "u", "10.00");
    wait_published(server);
    return report_rows(server, NULL);
}

static json_t *
rows_of(const json_t *events, bool restarts)
{
    size_t half = json_array_size(events) / 2;
    json_t *first = json_array(), *second = json_array(), *rows;
    struct daemon server;

    for (size_t i = 0; i < json_array_size(events); i++)
        json_array_append(i < half ? first : second, json_array_get(events, i));
    daemon_init(&server, "2026-01-01");
    own_rules_write(&server, TYPES "maps = {" DOOR_MAP("true") CARD_MAP "}");
    own_rules_use(&server);
    daemon_start(&server);
    post_events(server.socket, first);
    if (restarts) {
        wait_published(&server);
        daemon_kill(&server);
        daemon_start(&server);
    }
    post_events(server.socket, second);
    rows = settled_rows(&server);
    json_decref(first);
    json_decref(second);
    daemon_remove(&server);
    return rows;
}

static void
order_repetition_and_restarts__change_no_figure(void **state)
{
    json_t *events = all_events(), *reversed = json_array(), *doubled = json_array(), *expected, *rows;

    (void)state;
    for (size_t i = json_array_size(events); i-- > 0;) {
        json_array_append(reversed, json_array_get(events, i));
        json_array_append(doubled, json_array_get(events, i));
        json_array_append(doubled, json_array_get(events, i));
    }
    expected = rows_of(events, false);
    rows = rows_of(reversed, false);
    expect_rows("reversed", expected, rows);
    json_decref(rows);
    rows = rows_of(doubled, false);
    expect_rows("doubled", expected, rows);
    json_decref(rows);
    rows = rows_of(events, true);
    expect_rows("with a restart", expected, rows);
    json_decref(rows);
    rows = rows_of(reversed, true);
    expect_rows("reversed, with a restart", expected, rows);
    json_decref(rows);
    json_decref(expected);
    json_decref(events);
    json_decref(reversed);
    json_decref(doubled);
}

/* A map of door events that emits a headcount by the words given. */
static void
expect_map_fault(const char *emit, const char *words)
{
    struct daemon server;
    char members[1200];

    snprintf(members, sizeof members,
             TYPES "maps = {" DOOR_MAP("e.hall == 'good'") "t.map { of = 'com.example.door', emit = 'headcount', each = function(e, emit)\n%s end } }", emit);
    start(&server, members);
    post_one(&server, "d0", 1, "com.example.door", "{\"unit\":\"u\",\"people\":7,\"hall\":\"good\"}");
    own_rules_wait_fault(&server, words);
    expect_figure(&server, "attendances", "u", "");
    post_one(&server, "d1", 1, "turnout.activity.held", "{\"activity\":\"a\",\"unit\":\"u\",\"category\":\"sport\"}");
    expect_figure(&server, "activities", "u", "1");
    daemon_remove(&server);
}

static void
a_map_that_emits_no_event__pauses_its_plugin_and_nothing_of_it_stands(void **state)
{
    (void)state;
    expect_map_fault("emit('headcount', { activity = 'x' })", "own.lua:12: t.map: emitted turnout.headcount: data.total: total is missing");
    expect_map_fault("emit('headcount', { activity = 'x', total = -1 })", "data.total: total must be 0..");
    expect_map_fault("emit('attendance', {})", "own.lua:12: emit: the map''s emit does not list");
    expect_map_fault("emit('headcount', { total = 1.5 })", "total is not a whole number");
    expect_map_fault("for i = 1, 65 do emit('headcount', { activity = 'x', total = i }) end", "more than 64 events");
    expect_map_fault("emit('headcount', { activity = 'x', total = 1, person = 1 })", "person must be that of the event");
}

static void
the_door_counters_of_contrib__make_visits(void **state)
{
    json_t *world = world_events();
    struct daemon server;

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_add_plugins(&server, "../contrib/rules");
    daemon_start(&server);
    post_events(server.socket, world);
    post_one(&server, "d1", 1, "com.example.door", "{\"unit\":\"u\",\"people\":34,\"room\":\"reading\"}");
    post_one(&server, "d2", 1, "com.example.door", "{\"unit\":\"u\",\"people\":6,\"room\":\"music\"}");
    post_one(&server, "d3", 1, "com.example.door", "{\"unit\":\"u\",\"people\":3,\"room\":\"music\",\"side\":\"staff\"}");
    expect_figure(&server, "activities", "u", "2");
    expect_figure(&server, "attendances", "u", "40");
    expect_figure(&server, "through_doors", "u", "43");
    daemon_remove(&server);
    json_decref(world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(emitted_events__count_as_long_as_the_event_behind_them_does),
        cmocka_unit_test(a_changed_rule__takes_back_what_the_old_one_emitted),
        cmocka_unit_test(order_repetition_and_restarts__change_no_figure),
        cmocka_unit_test(the_door_counters_of_contrib__make_visits),
        cmocka_unit_test(a_map_that_emits_no_event__pauses_its_plugin_and_nothing_of_it_stands),
    };

    return cmocka_run_group_tests_name("maps", tests, NULL, NULL);
}

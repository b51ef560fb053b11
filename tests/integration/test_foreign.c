/* SPDX-License-Identifier: MIT */
/* ctest: threads */
/*
 * Events of other people's types: a plugin says which it reads, the daemon
 * checks them, keeps them, and the figures follow the events and the rules.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/database.h"
#include "tests/support/events.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOOR_FIELDS "{ unit = 'text', people = 'integer', side = 'text?', weight = 'number?' }"
#define COUNTS \
    "door_events = t.value { of = t.count { of = 'com.example.door' } },\n" \
    "door_people = t.value { of = t.sum { of = 'com.example.door', field = 'people', where = function(e) return e.side ~= 'staff' end } },\n" \
    "door_sides = t.value { of = t.count { of = 'com.example.door', distinct = 'side' } },\n" \
    "door_weight = t.value { of = t.sum { of = 'com.example.door', field = 'weight' }, decimals = 2 },\n"

static void
write_rules(const struct daemon *server, const char *fields, const char *more)
{
    char text[2000];

    snprintf(text, sizeof text, "events = { ['com.example.door'] = %s },\n%s", fields, more);
    own_rules_write(server, text);
}

static void
init(struct daemon *server, const char *fields, const char *more)
{
    daemon_init(server, "2026-01-01");
    write_rules(server, fields, more);
    own_rules_use(server);
}

static void
add_door(struct buf *lines, const char *id, int rev, const char *data)
{
    buf_printf(lines, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"gate\",\"rev\":%d,\"type\":\"com.example.door\","
                      "\"time\":\"2025-03-08T09:00:00+08:00\",\"subject\":\"north\",\"data\":{%s}}\n", id, rev, data);
}

static void
post_one(const struct daemon *server, const char *id, int rev, const char *data, struct totals totals)
{
    struct buf lines = { 0 };

    add_door(&lines, id, rev, data);
    post_expect(server->socket, &lines, totals);
    buf_free(&lines);
}

static void
post_units(const struct daemon *server)
{
    struct buf lines = { 0 };

    add_event(&lines, "s", 1, "unit.put", "\"unit\":\"s\",\"level\":\"street\",\"at\":\"2024-01-01\"");
    add_event(&lines, "u", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\",\"parent\":\"s\",\"at\":\"2024-01-01\"");
    post_expect(server->socket, &lines, (struct totals){ .applied = 2 });
    buf_free(&lines);
}

static void
retract(const struct daemon *server, const char *id, int rev)
{
    struct buf lines = { 0 };
    char own[40];

    snprintf(own, sizeof own, "no-%s-%d", id, rev);
    add_event(&lines, own, 1, "retract", "\"source\":\"gate\",\"id\":\"%s\",\"rev\":%d", id, rev);
    post_expect(server->socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
}

static void
expect_refused(const struct daemon *server, const char *data, const char *code, const char *path)
{
    struct buf lines = { 0 };
    json_t *replies, *first;

    add_door(&lines, "refused", 1, data);
    replies = post_lines(server->socket, lines.ptr, lines.len);
    first = json_array_get(replies, 0);
    assert_string_equal(json_string_value(json_object_get(first, "code")), code);
    assert_string_equal(json_string_value(json_object_get(first, "path")), path);
    json_decref(replies);
    buf_free(&lines);
}

static void
events_of_a_declared_type__are_counted_and_summed(void **state)
{
    struct daemon server;

    (void)state;
    init(&server, DOOR_FIELDS, "indicators = {" COUNTS "}");
    daemon_start(&server);
    post_units(&server);
    post_one(&server, "d1", 1, "\"unit\":\"u\",\"people\":12,\"side\":\"north\",\"weight\":2.5", (struct totals){ .applied = 1 });
    post_one(&server, "d2", 1, "\"unit\":\"u\",\"people\":30,\"side\":\"staff\",\"more\":{\"kept\":true}", (struct totals){ .applied = 1 });
    post_one(&server, "d3", 1, "\"unit\":\"s\",\"people\":1,\"weight\":0.25", (struct totals){ .applied = 1 });
    post_one(&server, "d4", 1, "\"unit\":\"later\",\"people\":100", (struct totals){ .pending = 1 });
    post_one(&server, "d1", 1, "\"weight\":2.5,\"side\":\"north\",\"people\":12,\"unit\":\"u\"", (struct totals){ .duplicate = 1 });
    expect_figure(&server, "door_events", "u", "2");
    expect_figure(&server, "door_events", "s", "3");
    expect_figure(&server, "door_people", "s", "13");
    expect_figure(&server, "door_sides", "s", "2");
    expect_figure(&server, "door_weight", "s", "2.75");
    post_one(&server, "d1", 2, "\"unit\":\"u\",\"people\":5", (struct totals){ .applied = 1 });
    expect_figure(&server, "door_people", "u", "5");
    retract(&server, "d1", 2);
    expect_figure(&server, "door_events", "u", "1");
    assert_int_equal(database_number(&server, "select count(*) from event_log where type = 'com.example.door'"), 5);
    assert_int_equal(database_number(&server, "select count(*) from event_log where type = 'com.example.door' and state = 'applied'"), 2);
    assert_int_equal(database_number(&server, "select data ->> '$.more.kept' from event_log where id = 'd2'"), 1);
    daemon_stop(&server);
    daemon_start(&server);
    expect_figure(&server, "door_people", "s", "1");
    daemon_remove(&server);
}

/* The unit's value of a month of 2025. */
static void
expect_month(const struct daemon *server, const char *indicator, const char *unit, int month, const char *value)
{
    char period[16];
    json_t *rows;

    snprintf(period, sizeof period, "2025-%02d", month);
    wait_published(server);
    rows = report_with(server, "--indicator", indicator, "--unit", unit, "--period", period, NULL);
    assert_string_equal(json_string_value(json_object_get(json_array_get(rows, 0), "value")), value);
    json_decref(rows);
}

static void
events__may_be_a_stock_with_a_last_value_or_be_asked_for_in_each_month(void **state)
{
    struct daemon server;

    (void)state;
    init(&server, DOOR_FIELDS, "indicators = {\n"
         "last_people = t.value { of = t.latest { of = 'com.example.door', field = 'people' } },\n"
         "sides_so_far = t.value { of = t.count { of = 'com.example.door', distinct = 'side', stock = true } },\n"
         "months_open = t.ratio { numerator = t.periods { every = 'month', of = 'com.example.door', where = function(e) return e.people > 0 end }, over = 'year' } }");
    daemon_start(&server);
    post_units(&server);
    post_one(&server, "d1", 1, "\"unit\":\"u\",\"people\":40,\"side\":\"north\",\"at\":\"2025-02-01\"", (struct totals){ .applied = 1 });
    post_one(&server, "d2", 1, "\"unit\":\"u\",\"people\":55,\"side\":\"south\",\"at\":\"2025-06-10\"", (struct totals){ .applied = 1 });
    post_one(&server, "d3", 1, "\"unit\":\"s\",\"people\":3,\"at\":\"2025-06-11\"", (struct totals){ .applied = 1 });
    expect_month(&server, "last_people", "u", 3, "40"); /* nothing happened then, and it still holds */
    expect_month(&server, "last_people", "u", 12, "55");
    expect_month(&server, "last_people", "s", 12, "58");
    expect_month(&server, "sides_so_far", "s", 5, "1");
    expect_figure(&server, "sides_so_far", "s", "2");
    expect_figure(&server, "months_open", "s", "16.67"); /* two of twelve */
    post_one(&server, "d4", 1, "\"unit\":\"u\",\"people\":45,\"at\":\"2025-04-01\"", (struct totals){ .applied = 1 });
    expect_month(&server, "last_people", "u", 5, "45");
    expect_month(&server, "last_people", "u", 12, "55");
    post_one(&server, "d5", 1, "\"unit\":\"u\",\"people\":0,\"at\":\"2025-09-01\"", (struct totals){ .applied = 1 });
    expect_figure(&server, "months_open", "u", "25.00"); /* nobody came in September */
    expect_month(&server, "last_people", "u", 10, "0");
    retract(&server, "d2", 1);
    expect_month(&server, "last_people", "u", 8, "45");
    daemon_stop(&server);
    daemon_start(&server);
    expect_month(&server, "last_people", "u", 8, "45");
    daemon_remove(&server);
}

static void
events_that_the_declaration_does_not_let_through__are_refused_with_their_path(void **state)
{
    struct daemon server;

    (void)state;
    init(&server, "{ unit = 'text', people = 'integer', tags = 'list?', open = 'boolean?', weight = 'number?' }", "indicators = {" "n = t.value { of = t.count { of = 'com.example.door' } } }");
    daemon_start(&server);
    expect_refused(&server, "\"people\":1", "missing_field", "data.unit");
    expect_refused(&server, "\"unit\":\"u\"", "missing_field", "data.people");
    expect_refused(&server, "\"unit\":\"U!\",\"people\":1", "bad_field", "data.unit");
    expect_refused(&server, "\"unit\":7,\"people\":1", "bad_field", "data.unit");
    expect_refused(&server, "\"unit\":\"u\",\"people\":1.0", "bad_field", "data.people");
    expect_refused(&server, "\"unit\":\"u\",\"people\":\"1\"", "bad_field", "data.people");
    expect_refused(&server, "\"unit\":\"u\",\"people\":1,\"tags\":[\"a\",7]", "bad_field", "data.tags");
    expect_refused(&server, "\"unit\":\"u\",\"people\":1,\"open\":1", "bad_field", "data.open");
    expect_refused(&server, "\"unit\":\"u\",\"people\":1,\"weight\":true", "bad_field", "data.weight");
    expect_refused(&server, "\"unit\":\"u\",\"people\":1,\"person\":\"p1\"", "bad_field", "data.person");
    expect_refused(&server, "\"unit\":\"u\",\"people\":1,\"activity\":[]", "bad_field", "data.activity");
    expect_refused(&server, "\"unit\":\"u\",\"people\":1,\"at\":\"9999-01-01\"", "future", "data.at");
    daemon_remove(&server);
}

static void
a_type_that_nobody_reads__is_unknown(void **state)
{
    struct daemon server;
    struct buf lines = { 0 };
    json_t *replies;

    (void)state;
    init(&server, DOOR_FIELDS, "indicators = {" COUNTS "}");
    daemon_start(&server);
    buf_printf(&lines, "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"gate\",\"type\":\"com.example.window\","
                       "\"time\":\"2025-03-08T09:00:00+08:00\",\"data\":{}}\n");
    replies = post_lines(server.socket, lines.ptr, lines.len);
    assert_string_equal(json_string_value(json_object_get(json_array_get(replies, 0), "code")), "unknown_type");
    json_decref(replies);
    buf_free(&lines);
    daemon_remove(&server);
}

static void
events_of_an_earlier_declaration__stay_in_the_log_and_count_again_when_they_fit(void **state)
{
    struct daemon server;

    (void)state;
    init(&server, DOOR_FIELDS, "indicators = {" COUNTS "}");
    daemon_start(&server);
    post_units(&server);
    post_one(&server, "d1", 1, "\"unit\":\"u\",\"people\":12,\"side\":\"north\"", (struct totals){ .applied = 1 });
    post_one(&server, "d2", 1, "\"unit\":\"u\",\"people\":30", (struct totals){ .applied = 1 });
    expect_figure(&server, "door_people", "u", "42");
    daemon_stop(&server);
    write_rules(&server, "{ unit = 'text', people = 'integer', side = 'text', weight = 'number?' }", "indicators = {" COUNTS "}");
    daemon_start(&server);
    expect_figure(&server, "door_people", "u", "12");
    assert_int_equal(database_number(&server, "select count(*) from event_log where type = 'com.example.door' and state = 'applied'"), 2);
    daemon_stop(&server);
    write_rules(&server, DOOR_FIELDS, "indicators = {" COUNTS "}");
    daemon_start(&server);
    expect_figure(&server, "door_people", "u", "42");
    daemon_remove(&server);
}

/* Each is a file of its own, with limits of its own: together they take seconds on a busy machine. */
static void
write_slow_rules(const struct daemon *server)
{
    for (int i = 0; i < 12; i++) {
        char path[200];
        FILE *file;

        snprintf(path, sizeof path, "%s/rules/slow_%d.lua", server->folder, i);
        file = fopen(path, "w");
        assert_non_null(file);
        fprintf(file, "local t = require 'turnout'\nfor i = 1, 6000000 do end\n"
                      "return t.plugin { name = 'slow_%d', version = '1', api = 1, title = { zh = '慢', en = 'Slow' },\n"
                      "  indicators = { slow_%d = t.value { of = t.count { of = 'activity.held' } } } }\n", i, i);
        assert_int_equal(fclose(file), 0);
    }
}

/* They were refused when loading the rules took longer than two seconds. */
static void
events_of_a_type_that_slow_rules_declare__are_taken_from_the_start(void **state)
{
    struct daemon server;

    (void)state;
    init(&server, DOOR_FIELDS, "indicators = {" COUNTS "}");
    write_slow_rules(&server);
    daemon_start(&server);
    post_units(&server);
    post_one(&server, "d1", 1, "\"unit\":\"u\",\"people\":12", (struct totals){ .applied = 1 });
    expect_figure(&server, "door_people", "u", "12");
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_of_a_declared_type__are_counted_and_summed),
        cmocka_unit_test(events__may_be_a_stock_with_a_last_value_or_be_asked_for_in_each_month),
        cmocka_unit_test(events_that_the_declaration_does_not_let_through__are_refused_with_their_path),
        cmocka_unit_test(a_type_that_nobody_reads__is_unknown),
        cmocka_unit_test(events_of_an_earlier_declaration__stay_in_the_log_and_count_again_when_they_fit),
        cmocka_unit_test(events_of_a_type_that_slow_rules_declare__are_taken_from_the_start),
    };

    return cmocka_run_group_tests_name("foreign events", tests, NULL, NULL);
}

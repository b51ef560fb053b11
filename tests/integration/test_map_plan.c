/* SPDX-License-Identifier: MIT */
/*
 * A plan of a change that makes other facts (a map, a declaration of other
 * people's events) tells exactly the figures that differ once it is applied.
 */
#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/edited_rules.h"
#include "tests/support/events.h"
#include "tests/support/own_rules.h"
#include "tests/support/report.h"

#include <stdio.h>
#include <string.h>

enum { VISITORS = 40, DOORS = 30 };

#define DOOR_TYPE(people) "['com.example.door'] = { unit = 'text', people = '" people "', hall = 'text' }"
#define CARD_TYPE "['com.example.card'] = { activity = 'text', person = 'person', minutes = 'integer?' }"
#define TYPES "events = { " DOOR_TYPE("integer") ", " CARD_TYPE " },\n"
#define STRICT_TYPES "events = { " DOOR_TYPE("text") ", " CARD_TYPE " },\n"
#define DOOR_MAP(category, total) \
    "t.map { of = 'com.example.door', emit = { 'activity.held', 'headcount' }, each = function(e, emit)\n" \
    "  local visit = e.hall .. '-' .. e.date.month .. '-' .. e.date.day\n" \
    "  emit('activity.held', { activity = visit, unit = e.unit, category = " category ", start = e.time })\n" \
    "  emit('headcount', { activity = visit, total = " total " }) end },\n"
#define CARD_MAP(status) \
    "t.map { of = 'com.example.card', emit = 'attendance', each = function(e, emit)\n" \
    "  emit('attendance', { activity = e.activity, person = e.person, status = " status ", minutes = e.minutes }) end },\n"
#define INDICATORS "indicators = { door_count = t.value { of = t.count { of = 'com.example.door' } } },\n"
#define MAPS TYPES INDICATORS "maps = { " DOOR_MAP("'culture.visit'", "e.people") CARD_MAP("'present'") " }"

static void
add_foreign(struct buf *lines, const char *type, int id, int month, const char *data)
{
    buf_printf(lines, "{\"specversion\":\"1.0\",\"id\":\"%s%d\",\"source\":\"gate\",\"type\":\"com.example.%s\","
                      "\"time\":\"2025-%02d-08T09:00:00+08:00\",\"data\":%s}\n", type, id, type, month, data);
}

static void
add_people(struct buf *lines)
{
    char id[24];

    add_event(lines, "s", 1, "unit.put", "\"unit\":\"s\",\"level\":\"street\",\"at\":\"2024-01-01\"");
    for (int u = 0; u < 3; u++) {
        snprintf(id, sizeof id, "u%d", u);
        add_event(lines, id, 1, "unit.put", "\"unit\":\"u%d\",\"level\":\"community\",\"parent\":\"s\",\"at\":\"2024-01-01\"", u);
        snprintf(id, sizeof id, "n%d", u);
        add_event(lines, id, 1, "population.put", "\"unit\":\"u%d\",\"basis\":\"usual\",\"count\":%d,\"at\":\"2024-01-01\"", u, 20 + u);
    }
    for (int p = 0; p < VISITORS; p++) {
        snprintf(id, sizeof id, "h%d", p);
        add_event(lines, id, 1, "person.put", "\"person\":\"p%d\",\"home\":\"u%d\",\"at\":\"2024-01-01\"", p, p % 3);
    }
}

/* Doors of three halls, and cards at them; some people are also named by hand, at the same moment or another: then the greatest statement decides. */
static void
add_visits(struct buf *lines)
{
    char data[160], id[24];

    for (int d = 0; d < DOORS; d++) {
        snprintf(data, sizeof data, "{\"unit\":\"u%d\",\"people\":%d,\"hall\":\"hall%d\"}", d % 3, 3 + d * 7 % 20, d % 3);
        add_foreign(lines, "door", d, 1 + d % 6, data);
    }
    for (int c = 0; c < 4 * VISITORS; c++) {
        int p = c * 7 % VISITORS, month = 1 + c % 6;
        snprintf(data, sizeof data, "{\"activity\":\"hall%d-%d-8\",\"person\":\"p%d\"}", c % 3, month, p);
        add_foreign(lines, "card", c, month, data);
        if (c % 4 != 0)
            continue;
        snprintf(id, sizeof id, "by-hand%d", c);
        add_event(lines, id, 1, "attendance",
                  "\"activity\":\"hall%d-%d-8\",\"person\":\"p%d\",\"status\":\"%s\",\"at\":\"2025-%02d-08T%02d:00:00+08:00\"", c % 3, month, p,
                  c % 8 ? "excused" : "late", month, c % 3 ? 9 : 10);
    }
    add_event(lines, "a1", 1, "activity.held", "\"activity\":\"own\",\"unit\":\"u0\",\"category\":\"edu.law\",\"start\":\"2025-02-08T09:00:00+08:00\"");
    add_event(lines, "a1p", 1, "attendance", "\"activity\":\"own\",\"person\":\"p0\",\"status\":\"present\",\"at\":\"2025-02-08T09:00:00+08:00\"");
    add_foreign(lines, "card", 999, 2, "{\"activity\":\"own\",\"person\":\"p3\"}");
}

/* ---- what differs between two reports, as a plan says it ---- */

struct form {
    const char *keys[7], *values[14]; /* up to NULL */
};

static const struct form figures = {
    { "indicator", "unit", "team", "category", "group", "period" },
    { "state", "numerator", "denominator", "value", "method", "named", "lower", "upper", "target", "met", "short", "notes", "flags" },
};
static const struct form scores = { { "card", "unit", "team", "period" }, { "state", "total", "grade", "rank", "of" } };

static json_t *
rows_by_key(const struct form *form, const json_t *rows)
{
    json_t *object = json_object();
    const json_t *row;
    size_t i;

    json_array_foreach(rows, i, row) {
        json_t *said = json_object();
        char key[200] = "";
        for (size_t k = 0; form->keys[k]; k++) {
            const char *name = json_string_value(json_object_get(row, form->keys[k]));
            snprintf(key + strlen(key), sizeof key - strlen(key), "%s ", name ? name : "-");
        }
        for (size_t k = 0; form->values[k]; k++)
            json_object_set(said, form->values[k], json_object_get(row, form->values[k]));
        json_object_set_new(object, key, said);
    }
    return object;
}

/* A cell whose sides print alike differs in its sub-periods, which only the text of a report shows. */
static json_t *
side_of(const struct form *form, const json_t *cells, const char *side)
{
    json_t *rows = json_array(), *object;
    const json_t *cell;
    size_t i;

    json_array_foreach(cells, i, cell) {
        json_t *row = json_deep_copy(cell);
        if (!json_is_object(json_object_get(cell, side)) || json_equal(json_object_get(cell, "before"), json_object_get(cell, "after"))) {
            json_decref(row);
            continue;
        }
        json_object_update(row, json_object_get(cell, side));
        json_array_append_new(rows, row);
    }
    object = rows_by_key(form, rows);
    json_decref(rows);
    return object;
}

/* What `rows` has that `other` has not, or not so. */
static json_t *
changed_rows(const struct form *form, const json_t *rows, const json_t *other)
{
    json_t *one = rows_by_key(form, rows), *two = rows_by_key(form, other), *value;
    const char *key;
    void *next;

    json_object_foreach_safe(one, next, key, value)
        if (json_equal(json_object_get(two, key), value))
            json_object_del(one, key);
    json_decref(two);
    return one;
}

static void
expect_same(const char *what, json_t *told, json_t *done)
{
    json_t *value;
    const char *key;

    json_object_foreach(done, key, value)
        if (!json_equal(json_object_get(told, key), value))
            check_failed("%s: %s: the plan says %s, but it is %s", what, key, json_dumps(json_object_get(told, key), JSON_ENCODE_ANY), json_dumps(value, 0));
    json_object_foreach(told, key, value)
        if (!json_object_get(done, key))
            check_failed("%s: %s: the plan says %s, but it does not differ", what, key, json_dumps(value, 0));
    json_decref(told);
    json_decref(done);
}

static void
expect_told(const struct form *form, const char *what, const json_t *told, const json_t *before, const json_t *after)
{
    expect_same(what, side_of(form, told, "before"), changed_rows(form, before, after));
    expect_same(what, side_of(form, told, "after"), changed_rows(form, after, before));
}

struct reports {
    json_t *figures, *scores;
};

static struct reports
reports_of(struct daemon *server)
{
    wait_published(server);
    return (struct reports){ report_rows(server, NULL), command_json(server, WORDS("scorecard", "--full", "--format", "json")) };
}

static void
reports_free(struct reports *reports)
{
    json_decref(reports->figures);
    json_decref(reports->scores);
}

/* Plans, applies and starts again; so many cells tell something at least. */
static void
change_rules(struct daemon *server, const char *what, const char *members, size_t least)
{
    struct reports before = reports_of(server), again, after, restarted;
    json_t *plan, *all;

    own_rules_write(server, members);
    plan = plan_of(server);
    all = json_object_get(plan, "all");
    again = reports_of(server);
    expect_rows("a plan changes nothing", before.figures, again.figures);
    daemon_command_says(server, 0, WORDS("plugin", "reload"), "", "");
    after = reports_of(server);
    expect_told(&figures, what, json_object_get(all, "cells"), before.figures, after.figures);
    expect_told(&scores, what, json_object_get(all, "scores"), before.scores, after.scores);
    if (json_array_size(json_object_get(all, "cells")) < least)
        check_failed("%s: %zu cells tell nothing", what, json_array_size(json_object_get(all, "cells")));
    daemon_kill(server);
    daemon_start(server);
    restarted = reports_of(server);
    expect_rows(what, restarted.figures, after.figures);
    json_decref(plan);
    reports_free(&before);
    reports_free(&again);
    reports_free(&after);
    reports_free(&restarted);
}

static void
start(struct daemon *server, const char *members)
{
    struct buf lines = { 0 };

    own_rules_start(server, members);
    add_people(&lines);
    add_visits(&lines);
    post_accepted(server->socket, &lines);
    buf_free(&lines);
}

static void
a_plan_of_other_maps__tells_what_they_change_once_they_are_applied(void **state)
{
    struct daemon server;

    (void)state;
    start(&server, MAPS);
    change_rules(&server, "another category", TYPES INDICATORS "maps = { " DOOR_MAP("'edu.law'", "e.people") CARD_MAP("'present'") " }", 20);
    change_rules(&server, "another status", TYPES INDICATORS "maps = { " DOOR_MAP("'edu.law'", "e.people + 1") CARD_MAP("e.person ~= nil and 'late' or 'absent'") " }", 3);
    change_rules(&server, "without cards", TYPES INDICATORS "maps = { " DOOR_MAP("'edu.law'", "e.people") " }", 20);
    change_rules(&server, "without maps", TYPES INDICATORS, 20);
    change_rules(&server, "maps again", MAPS, 20);
    change_rules(&server, "other declarations", STRICT_TYPES INDICATORS "maps = { " CARD_MAP("'present'") " }", 20);
    change_rules(&server, "nothing is read", "indicators = { n = t.value { of = t.count { of = 'activity.held' } } }", 1);
    change_rules(&server, "all is read", MAPS, 20);
    daemon_remove(&server);
}

static void
a_rollback_of_other_maps__brings_every_figure_back(void **state)
{
    json_t *before, *after;
    struct daemon server;

    (void)state;
    start(&server, MAPS);
    wait_published(&server);
    before = report_rows(&server, NULL);
    change_rules(&server, "another category", TYPES INDICATORS "maps = { " DOOR_MAP("'edu.law'", "e.people") " }", 20);
    daemon_command_says(&server, 0, WORDS("plugin", "rollback"), "", "");
    wait_published(&server);
    after = report_rows(&server, NULL);
    expect_rows("rolled back", before, after);
    json_decref(before);
    json_decref(after);
    daemon_remove(&server);
}

/* What a failing plugin emitted before counts in no figure: so the plan says, and so it is. */
static void
a_plan_of_a_map_that_fails__names_the_event_and_compares_without_it(void **state)
{
    static const char *const words[] = { "plugin", "plan", "--format", "json", NULL };
    struct command command;
    struct daemon server;
    json_t *plan, *fault;

    (void)state;
    start(&server, MAPS);
    wait_published(&server);
    own_rules_write(&server, TYPES "maps = { " DOOR_MAP("'edu.law'", "e.people < 20 and e.people or -1") " }");
    command = daemon_command_ends(&server, 65, words);
    plan = json_loads(command.out, 0, NULL);
    command_free(&command);
    fault = json_array_get(json_object_get(plan, "faults"), 0);
    assert_string_equal(json_string_value(json_object_get(fault, "plugin")), "own");
    assert_non_null(strstr(json_string_value(json_object_get(fault, "message")), "emitted turnout.headcount"));
    assert_true(plan_count(plan, "cells", "gone") > 20);
    json_decref(plan);
    daemon_remove(&server);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_of_other_maps__tells_what_they_change_once_they_are_applied),
        cmocka_unit_test(a_rollback_of_other_maps__brings_every_figure_back),
        cmocka_unit_test(a_plan_of_a_map_that_fails__names_the_event_and_compares_without_it),
    };

    return cmocka_run_group_tests_name("map plan", tests, NULL, NULL);
}

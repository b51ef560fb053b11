/* SPDX-License-Identifier: MIT */
/*
 * Wrong values in every field of every event type, over the socket: each is
 * refused with its code and the JSON path of the field, and nothing else is
 * disturbed.
 */
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"

#include <stdio.h>
#include <string.h>

/* A valid `data` of each type: what stands in it is required. The ids are free for every use. */
struct type {
    const char *name, *data;
};

static const struct type types[] = {
    { "unit.put", "{'unit':'v','level':'grid'}" },
    { "population.put", "{'unit':'u','basis':'usual','count':8}" },
    { "person.put", "{'person':'p'}" },
    { "team.put", "{'team':'t','unit':'u'}" },
    { "team.join", "{'team':'t','person':'p'}" },
    { "team.leave", "{'team':'t','person':'p'}" },
    { "plan.put", "{'item':'i','unit':'u','window':'2025-05'}" },
    { "activity.held", "{'activity':'a','unit':'u','category':'edu.law'}" },
    { "activity.cancelled", "{'activity':'c','unit':'u','category':'edu.law'}" },
    { "activity.void", "{'activity':'a'}" },
    { "attendance", "{'activity':'a','person':'p','status':'present'}" },
    { "headcount", "{'activity':'a','total':8}" },
    { "retract", "{'source':'test','id':'nobody'}" },
};

/* A field, a wrong value for it, and the path where that is not "data.FIELD". */
struct wrong {
    const char *type, *field, *value, *path;
};

#define EVERY_TYPE "*"

static const struct wrong wrongs[] = {
    { EVERY_TYPE, "at", "'soon'", NULL },
    { EVERY_TYPE, "at", "'2024-02-30'", NULL },
    { EVERY_TYPE, "at", "'2025-03-02/2025-03-01'", NULL },
    { EVERY_TYPE, "at", "20250301", NULL },
    { EVERY_TYPE, "by", "7", NULL },
    { EVERY_TYPE, "evidence", "['photo']", NULL },

    { "unit.put", "unit", "5", NULL },
    { "unit.put", "unit", "''", NULL },
    { "unit.put", "unit", "'Upper'", NULL },
    { "unit.put", "unit", "'12345678901234567890123456789012345678901'", NULL },
    { "unit.put", "level", "'galaxy'", NULL },
    { "unit.put", "level", "3", NULL },
    { "unit.put", "name", "5", NULL },
    { "unit.put", "name_en", "{}", NULL },
    { "unit.put", "parent", "5", NULL },
    { "unit.put", "parent", "null", NULL },
    { "unit.put", "guide", "[]", NULL },
    { "unit.put", "tz", "8", NULL },
    { "unit.put", "tz", "'Mars/Phobos'", NULL },
    { "unit.put", "tz", "'../../etc/passwd'", NULL },
    { "unit.put", "opened", "'2024-13-01'", NULL },
    { "unit.put", "opened", "2024", NULL },
    { "unit.put", "closed", "'2024-00-01'", NULL },

    { "population.put", "unit", "5", NULL },
    { "population.put", "basis", "'everyone'", NULL },
    { "population.put", "basis", "true", NULL },
    { "population.put", "count", "'8'", NULL },
    { "population.put", "count", "-1", NULL },
    { "population.put", "count", "8.0", NULL },
    { "population.put", "count", "1e3", NULL },
    { "population.put", "count", "99999999999999999999", NULL },
    { "population.put", "group", "5", NULL },
    { "population.put", "source", "5", NULL },
    { "population.put", "estimate", "'yes'", NULL },
    { "population.put", "estimate", "1", NULL },

    { "person.put", "person", "5", NULL },
    { "person.put", "person", "''", NULL },
    { "person.put", "person", "'12345678901234567890123456789012345678901234567890123456789012345'", NULL },
    { "person.put", "home", "5", NULL },
    { "person.put", "groups", "'women'", NULL },
    { "person.put", "groups", "['women',5]", "data.groups[1]" },
    { "person.put", "birth_year", "'1950'", NULL },
    { "person.put", "birth_year", "1950.5", NULL },
    { "person.put", "birth_year", "0", NULL },

    { "team.put", "team", "5", NULL },
    { "team.put", "unit", "5", NULL },
    { "team.put", "name", "5", NULL },
    { "team.put", "kind", "'gang'", NULL },
    { "team.put", "category", "5", NULL },
    { "team.put", "founded", "'yesterday'", NULL },
    { "team.put", "dissolved", "20240101", NULL },
    { "team.join", "team", "5", NULL },
    { "team.join", "person", "5", NULL },
    { "team.leave", "team", "5", NULL },
    { "team.leave", "person", "['p']", NULL },

    { "plan.put", "item", "5", NULL },
    { "plan.put", "unit", "5", NULL },
    { "plan.put", "window", "'soon'", NULL },
    { "plan.put", "window", "5", NULL },
    { "plan.put", "title", "5", NULL },
    { "plan.put", "category", "5", NULL },
    { "plan.put", "kind", "'party'", NULL },
    { "plan.put", "role", "'visitor'", NULL },
    { "plan.put", "team", "5", NULL },
    { "plan.put", "count", "'1'", NULL },
    { "plan.put", "count", "-1", NULL },
    { "plan.put", "weight", "'x'", NULL },

    { "activity.held", "activity", "5", NULL },
    { "activity.held", "activity", "''", NULL },
    { "activity.held", "unit", "5", NULL },
    { "activity.held", "category", "5", NULL },
    { "activity.held", "category", "'edu..law'", NULL },
    { "activity.held", "start", "5", NULL },
    { "activity.held", "start", "'2024-02-30'", NULL },
    { "activity.held", "end", "'later'", NULL },
    { "activity.held", "title", "5", NULL },
    { "activity.held", "kind", "'party'", NULL },
    { "activity.held", "role", "'visitor'", NULL },
    { "activity.held", "cohosts", "'v'", NULL },
    { "activity.held", "cohosts", "[5]", "data.cohosts[0]" },
    { "activity.held", "teams", "'t'", NULL },
    { "activity.held", "teams", "['t',null]", "data.teams[1]" },
    { "activity.held", "secondaries", "5", NULL },
    { "activity.held", "secondaries", "[5]", "data.secondaries[0]" },
    { "activity.held", "item", "5", NULL },
    { "activity.held", "minutes", "'90'", NULL },
    { "activity.held", "minutes", "90.0", NULL },
    { "activity.held", "minutes", "-1", NULL },
    { "activity.held", "scale", "'huge'", NULL },
    { "activity.held", "place", "5", NULL },
    { "activity.held", "festival", "5", NULL },
    { "activity.held", "series", "5", NULL },
    { "activity.held", "edition", "'2'", NULL },
    { "activity.held", "partners", "5", NULL },
    { "activity.held", "partners", "[{}]", "data.partners[0]" },
    { "activity.held", "tags", "'x'", NULL },
    { "activity.held", "tags", "[1]", "data.tags[0]" },
    { "activity.held", "experts", "'1'", NULL },
    { "activity.held", "lead", "5", NULL },
    { "activity.cancelled", "activity", "5", NULL },
    { "activity.cancelled", "unit", "5", NULL },
    { "activity.cancelled", "category", "5", NULL },
    { "activity.cancelled", "start", "'2024-02-30'", NULL },
    { "activity.void", "activity", "5", NULL },
    { "activity.void", "reason", "5", NULL },

    { "attendance", "activity", "5", NULL },
    { "attendance", "person", "5", NULL },
    { "attendance", "persons", "'p'", NULL },
    { "attendance", "persons", "[5]", "data.persons[0]" },
    { "attendance", "status", "'maybe'", NULL },
    { "attendance", "status", "1", NULL },
    { "attendance", "role", "'boss'", NULL },
    { "attendance", "minutes", "'x'", NULL },
    { "attendance", "minutes", "-1", NULL },
    { "attendance", "minutes", "1441", NULL },
    { "headcount", "activity", "5", NULL },
    { "headcount", "total", "'x'", NULL },
    { "headcount", "total", "-1", NULL },
    { "headcount", "residents", "'x'", NULL },
    { "headcount", "residents", "9", NULL },
    { "headcount", "by_group", "5", NULL },
    { "headcount", "by_group", "{'women':'x'}", "data.by_group.women" },
    { "headcount", "includes_named", "'yes'", NULL },
    { "headcount", "method", "'guessed'", NULL },
    { "retract", "source", "5", NULL },
    { "retract", "source", "''", NULL },
    { "retract", "id", "5", NULL },
    { "retract", "rev", "'1'", NULL },
    { "retract", "rev", "0", NULL },
};

enum { TYPES = sizeof types / sizeof *types, WRONGS = sizeof wrongs / sizeof *wrongs };

static struct daemon daemon;

/* The lines that were written and what must be said about each. */
struct expectations {
    struct buf lines;
    json_t *codes, *paths;
};

static struct expectations
expectations_new(void)
{
    return (struct expectations){ .codes = json_array(), .paths = json_array() };
}

/* JSON with ' for ": the tables above stay readable. */
static json_t *
parse(const char *text)
{
    json_error_t error;
    json_t *value;
    char copy[256];
    size_t len = strlen(text);

    assert_true(len < sizeof copy);
    for (size_t i = 0; i <= len; i++)
        copy[i] = text[i] == '\'' ? '"' : text[i];
    value = json_loads(copy, JSON_DECODE_ANY, &error);
    if (value == NULL)
        check_failed("%s: %s", copy, error.text);
    return value;
}

/* As text, since 8.0, 1e3 and numbers that no integer holds must arrive as they are written. */
static void
put_data(struct buf *text, const json_t *data, const char *field, const char *value)
{
    char *others;
    json_t *rest = json_copy((json_t *)(uintptr_t)data);

    json_object_del(rest, field);
    others = json_dumps(rest, JSON_COMPACT);
    if (value == NULL) {
        buf_printf(text, "%s", others);
    } else {
        buf_printf(text, "{\"%s\":", field);
        for (const char *at = value; *at != '\0'; at++)
            buf_put_byte(text, *at == '\'' ? '"' : (uint8_t)*at);
        buf_printf(text, "%s%s", json_object_size(rest) > 0 ? "," : "", others + 1);
    }
    free(others);
    json_decref(rest);
}

/* The event of a type with one field replaced, or left out when value is NULL. */
static void
expect_refused(struct expectations *all, const struct type *type, const char *field, const char *value,
               const char *code, const char *path)
{
    json_t *data = parse(type->data);
    char id[32], full_path[64];

    snprintf(id, sizeof id, "wrong-%zu", json_array_size(all->codes));
    snprintf(full_path, sizeof full_path, "data.%s", field);
    buf_printf(&all->lines, "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"turnout.%s\",", id, type->name);
    buf_printf(&all->lines, "\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":");
    put_data(&all->lines, data, field, value);
    buf_printf(&all->lines, "}\n");
    json_array_append_new(all->codes, json_string(code));
    json_array_append_new(all->paths, json_string(path != NULL ? path : full_path));
    json_decref(data);
}

static const char *
text_in(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

/* One reply: the right line, code and path, and a message of one line. */
static bool
is_as_expected(const struct expectations *all, const json_t *reply, json_int_t line)
{
    const char *code = json_string_value(json_array_get(all->codes, (size_t)line - 1));
    const char *path = json_string_value(json_array_get(all->paths, (size_t)line - 1));
    const char *message = text_in(reply, "message");

    if (json_integer_value(json_object_get(reply, "line")) == line && strcmp(text_in(reply, "status"), "rejected") == 0 &&
        strcmp(text_in(reply, "code"), code) == 0 && strcmp(text_in(reply, "path"), path) == 0 &&
        message[0] != '\0' && strchr(message, '\n') == NULL)
        return true;
    print_error("line %lld: expected %s at %s, is line %lld: %s at %s: %s\n", line, code, path,
                json_integer_value(json_object_get(reply, "line")), text_in(reply, "code"), text_in(reply, "path"), message);
    return false;
}

static void
post_and_compare(struct expectations *all)
{
    json_t *replies = post_lines(daemon.socket, all->lines.ptr, all->lines.len), *reply;
    size_t i, wrong = 0;
    json_int_t line = 0;

    json_array_foreach(replies, i, reply) {
        if (json_object_get(reply, "line") != NULL)
            wrong += !is_as_expected(all, reply, ++line);
    }
    if (wrong > 0 || line != (json_int_t)json_array_size(all->codes))
        check_failed("%zu lines, %lld refused, %zu of these differently", json_array_size(all->codes), line, wrong);
    json_decref(replies);
    json_decref(all->codes);
    json_decref(all->paths);
    buf_free(&all->lines);
}

static void
fields__valid_events_of_every_type_are_accepted(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_event(&lines, "root", 1, "unit.put", "\"unit\":\"u\",\"level\":\"street\"");
    for (size_t i = 0; i < TYPES; i++) {
        char *data, id[16];
        json_t *parsed = parse(types[i].data);

        snprintf(id, sizeof id, "valid-%zu", i);
        data = json_dumps(parsed, JSON_COMPACT);
        data[strlen(data) - 1] = '\0';
        add_event(&lines, id, 1, types[i].name, "%s", data + 1);
        free(data);
        json_decref(parsed);
    }
    post_accepted(daemon.socket, &lines);
    buf_free(&lines);
}

static void
fields__a_wrong_value_is_refused_with_its_path(void **state)
{
    struct expectations all = expectations_new();

    (void)state;
    for (size_t i = 0; i < WRONGS; i++)
        for (size_t j = 0; j < TYPES; j++)
            if (strcmp(wrongs[i].type, types[j].name) == 0 || strcmp(wrongs[i].type, EVERY_TYPE) == 0)
                expect_refused(&all, &types[j], wrongs[i].field, wrongs[i].value, "bad_field", wrongs[i].path);
    post_and_compare(&all);
}

static void
fields__a_missing_required_field_is_named(void **state)
{
    struct expectations all = expectations_new();

    (void)state;
    for (size_t j = 0; j < TYPES; j++) {
        json_t *data = parse(types[j].data), *unused;
        const char *field;

        json_object_foreach(data, field, unused) {
            (void)unused;
            expect_refused(&all, &types[j], field, NULL, "missing_field", NULL);
        }
        json_decref(data);
    }
    post_and_compare(&all);
}

static void
fields__every_type_refuses_data_that_is_no_object(void **state)
{
    static const char *const values[] = { "5", "\"text\"", "[]", "null", "true" };
    struct expectations all = expectations_new();

    (void)state;
    for (size_t j = 0; j < TYPES; j++) {
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            buf_printf(&all.lines, "{\"specversion\":\"1.0\",\"id\":\"no-object\",\"source\":\"test\",\"type\":\"turnout.%s\",",
                       types[j].name);
            buf_printf(&all.lines, "\"time\":\"2025-01-01T00:00:00+08:00\",\"data\":%s}\n", values[i]);
            json_array_append_new(all.codes, json_string("bad_field"));
            json_array_append_new(all.paths, json_string("data"));
        }
    }
    post_and_compare(&all);
}

static int
start(void **state)
{
    (void)state;
    daemon_init(&daemon, "2026-01-01");
    daemon_start(&daemon);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    daemon_remove(&daemon);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields__valid_events_of_every_type_are_accepted),
        cmocka_unit_test(fields__a_wrong_value_is_refused_with_its_path),
        cmocka_unit_test(fields__a_missing_required_field_is_named),
        cmocka_unit_test(fields__every_type_refuses_data_that_is_no_object),
    };

    return cmocka_run_group_tests_name("bad fields", tests, start, stop);
}

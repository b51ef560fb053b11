/* SPDX-License-Identifier: MIT */
/*
 * Whatever a client sends: the answer is one clear line, and nothing else is
 * disturbed.  How clients may behave: test_clients.c; wrong fields: test_bad_fields.c.
 */
#include "tests/support/bystander.h"
#include "tests/support/check.h"
#include "tests/support/client.h"
#include "tests/support/daemon.h"
#include "tests/support/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_LIMIT = 1024 * 1024 };

static struct daemon server;

/* Where a line begins that has all attributes but the data's end. */
#define HEAD "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"test\",\"time\":\"2025-01-01T00:00:00+08:00\","
#define PERSON(token) HEAD "\"type\":\"turnout.person.put\",\"data\":{\"person\":\"" token "\"}}"

#define TEN "aaaaaaaaaa"
#define ID_OF_64 TEN TEN TEN TEN TEN TEN "aaaa"
#define SOURCE_OF_128 ID_OF_64 ID_OF_64

/* A line, and the code and the path of the answer; path NULL: any. */
struct bad_line {
    const char *text, *code, *path;
};

static const struct bad_line bad_lines[] = {
    { "hello", "bad_json", NULL },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"sour", "bad_json", NULL },
    { HEAD "\"type\":\"turnout.unit.put\",\"data\":{\"unit\":\"a\"", "bad_json", NULL },
    { HEAD "\"type\":\"turnout.unit.put\",\"data\":{}} {}", "bad_json", NULL },
    { "{'specversion':'1.0'}", "bad_json", NULL },
    { "[1,2,]", "bad_json", NULL },
    { PERSON("\xff"), "bad_utf8", NULL },
    { PERSON("\xc0\xaf"), "bad_utf8", NULL },
    { PERSON("\xed\xa0\x80"), "bad_utf8", NULL },
    { PERSON("cut \xe8\x85"), "bad_utf8", NULL },
    { HEAD "\"type\":\"turnout.unit.put\",\"id\":\"y\",\"data\":{\"unit\":\"a\",\"level\":\"grid\"}}", "duplicate_key", "id" },
    { HEAD "\"type\":\"turnout.unit.put\",\"data\":{\"unit\":\"a\",\"level\":\"grid\",\"unit\":\"b\"}}", "duplicate_key", "data.unit" },
    { HEAD "\"type\":\"turnout.unit.put\",\"data\":{\"unit\":\"a\",\"level\":\"grid\",\"more\":[{\"k\":1,\"k\":1}]}}", "duplicate_key",
      "data.more[0].k" },
    { HEAD "\"type\":\"turnout.party\",\"data\":{}}", "unknown_type", "type" },
    { HEAD "\"type\":\"unit.put\",\"data\":{\"unit\":\"a\",\"level\":\"grid\"}}", "unknown_type", "type" },
    { HEAD "\"type\":5,\"data\":{}}", "bad_field", "type" },
    { "{\"specversion\":\"1.0\",\"id\":\"" ID_OF_64 "a\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "bad_id", "id" },
    { "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "bad_id", "id" },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"" SOURCE_OF_128 "a\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "bad_id", "source" },
    { "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "bad_field", "id" },
    { "{\"id\":\"x\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}", "missing_field",
      "specversion" },
    { "{\"specversion\":\"0.3\",\"id\":\"x\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "bad_field", "specversion" },
    { "{\"specversion\":\"1.0\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "missing_field", "id" },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}", "missing_field",
      "source" },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"test\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}", "missing_field", "type" },
    { HEAD "\"type\":\"turnout.person.put\"}", "missing_field", "data" },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"data\":{\"person\":\"p\"}}", "missing_field", "time" },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2024-02-30T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "bad_field", "time" },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00\",\"data\":{\"person\":\"p\"}}",
      "bad_field", "time" },
    { HEAD "\"rev\":0,\"type\":\"turnout.person.put\",\"data\":{\"person\":\"p\"}}", "bad_field", "rev" },
    { HEAD "\"rev\":\"2\",\"type\":\"turnout.person.put\",\"data\":{\"person\":\"p\"}}", "bad_field", "rev" },
    { HEAD "\"type\":\"turnout.activity.held\",\"data\":{\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu\",\"start\":\"2024-02-30\"}}", "bad_field",
      "data.start" },
    { HEAD "\"type\":\"turnout.activity.held\",\"data\":{\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu\",\"start\":\"9999-01-01\"}}", "future", NULL },
    { HEAD "\"type\":\"turnout.activity.held\",\"data\":{\"activity\":\"a\",\"unit\":\"u\",\"category\":\"edu\",\"start\":\"9998\"}}", "future", NULL },
    { "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"test\",\"type\":\"turnout.person.put\",\"time\":\"9999-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}",
      "future", NULL },
    { PERSON("11010519491231002X"), "personal_data", "data.person" },
    { PERSON("440524188001010014"), "personal_data", "data.person" },
    { PERSON("13800138000"), "personal_data", "data.person" },
    { HEAD "\"type\":\"turnout.attendance\",\"data\":{\"activity\":\"a\",\"status\":\"present\",\"persons\":[\"p\",\"11010519491231002X\"]}}",
      "personal_data", "data.persons[1]" },
    { HEAD "\"type\":\"turnout.unit.put\",\"data\":{\"unit\":\"top\",\"level\":\"street\",\"parent\":\"bottom\"}}", "cycle", NULL },
    { HEAD "\"type\":\"turnout.unit.put\",\"data\":{\"unit\":\"self\",\"level\":\"street\",\"parent\":\"self\"}}", "cycle", NULL },
};

enum { BAD_LINES = sizeof bad_lines / sizeof *bad_lines };

/* Reply text without the {"acked":N} lines, which come as the batches happen to be. Changes text. */
static char *
without_progress(char *text)
{
    char *to = text, *line = text, *newline;

    for (; (newline = strchr(line, '\n')) != NULL; line = newline + 1) {
        size_t len = (size_t)(newline + 1 - line);

        if (strncmp(line, "{\"acked\":", 9) == 0 && memchr(line, ',', len) == NULL)
            continue;
        memmove(to, line, len);
        to += len;
    }
    *to = '\0';
    return text;
}

static void
expect_text(const char *posted, size_t len, const char *expected)
{
    char *text = without_progress(post_text(server.socket, posted, len));

    assert_string_equal(text, expected);
    free(text);
}

static void
reply__is_exactly_as_the_protocol_says(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_event(&lines, "exact-a", 1, "activity.held", "\"activity\":\"exact\",\"unit\":\"u\",\"category\":\"edu\"");
    buf_printf(&lines, "\n");
    add_event(&lines, "exact-a", 1, "activity.held", "\"activity\":\"exact\",\"unit\":\"u\",\"category\":\"edu\"");
    buf_printf(&lines, "  \t\n");
    add_event(&lines, "exact-b", 1, "attendance", "\"activity\":\"exact\",\"person\":\"p\",\"status\":\"present\",\"minutes\":9000");
    add_event(&lines, "exact-c", 1, "attendance", "\"activity\":\"nowhere\",\"person\":\"p\",\"status\":\"present\"");
    expect_text(lines.ptr, lines.len,
                "{\"line\":5,\"status\":\"rejected\",\"code\":\"bad_field\",\"path\":\"data.minutes\","
                "\"message\":\"minutes must be 0..1440, got 9000\"}\n"
                "{\"acked\":6,\"applied\":1,\"duplicate\":1,\"stale\":0,\"pending\":1,\"conflict\":0,\"rejected\":1,\"end\":true}\n");
    buf_free(&lines);
}

static void
reply__to_nothing_is_the_totals_alone(void **state)
{
    (void)state;
    expect_text("", 0,
                "{\"acked\":0,\"applied\":0,\"duplicate\":0,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":0,\"end\":true}\n");
    expect_text("\n\n", 2,
                "{\"acked\":2,\"applied\":0,\"duplicate\":0,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":0,\"end\":true}\n");
}

static void
last_line__without_a_newline_is_a_line(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    bystander_add_event(&lines);
    bystander_add_event(&lines);
    lines.len--;
    post_expect(server.socket, &lines, (struct totals){ .applied = 2 });
    buf_free(&lines);
}

static void
lines__that_end_as_on_windows_are_taken(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    for (int i = 0; i < 2; i++) {
        bystander_add_event(&lines);
        lines.len--;
        buf_printf(&lines, "\r\n\r\n");
    }
    expect_text(lines.ptr, lines.len,
                "{\"acked\":4,\"applied\":2,\"duplicate\":0,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":0,\"end\":true}\n");
    buf_free(&lines);
}

static const char *
text_in(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

static bool
is_answer_to(const struct bad_line *bad, const json_t *reply)
{
    const char *message = text_in(reply, "message");

    return strcmp(text_in(reply, "status"), "rejected") == 0 && strcmp(text_in(reply, "code"), bad->code) == 0 &&
           (bad->path == NULL || strcmp(text_in(reply, "path"), bad->path) == 0) && message[0] != '\0' &&
           strlen(message) < 400 && strpbrk(message, "\r\n") == NULL;
}

/* Bad lines stand at the even places, good ones at the odd. */
static json_t *
post_bad_between_good(void)
{
    struct buf lines = { 0 };
    json_t *replies;

    add_event(&lines, "top", 1, "unit.put", "\"unit\":\"top\",\"level\":\"street\"");
    for (size_t i = 0; i < BAD_LINES; i++) {
        buf_printf(&lines, "%s\n", bad_lines[i].text);
        if (i == 0)
            add_event(&lines, "bottom", 1, "unit.put", "\"unit\":\"bottom\",\"level\":\"grid\",\"parent\":\"top\"");
        else
            bystander_add_event(&lines);
    }
    replies = post_lines(server.socket, lines.ptr, lines.len);
    buf_free(&lines);
    return replies;
}

static void
bad_line__gets_its_code_and_its_path_and_the_lines_around_it_are_applied(void **state)
{
    json_t *replies = post_bad_between_good(), *reply, *end = json_array_get(replies, json_array_size(replies) - 1);
    size_t i, answered = 0, wrong = 0;

    (void)state;
    json_array_foreach(replies, i, reply) {
        json_int_t line = json_integer_value(json_object_get(reply, "line"));
        const struct bad_line *bad;

        if (line == 0)
            continue;
        assert_true(line % 2 == 0 && line <= 2 * BAD_LINES);
        bad = &bad_lines[line / 2 - 1];
        answered++;
        if (is_answer_to(bad, reply))
            continue;
        wrong++;
        print_error("%s\n    expected %s at %s, got %s at %s: %s\n", bad->text, bad->code, bad->path != NULL ? bad->path : "*",
                    text_in(reply, "code"), text_in(reply, "path"), text_in(reply, "message"));
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(answered, BAD_LINES);
    assert_int_equal(json_integer_value(json_object_get(end, "rejected")), BAD_LINES);
    assert_int_equal(json_integer_value(json_object_get(end, "applied")), BAD_LINES + 1);
    json_decref(replies);
    bystander_is_served(&server);
}

static void
tokens__that_only_resemble_personal_data_are_taken(void **state)
{
    static const char *const tokens[] = { "110105194912310021", "23800138000", "138001380001", "1380013800", "p13800138000" };
    struct buf lines = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        add_event(&lines, tokens[i], 1, "person.put", "\"person\":\"%s\"", tokens[i]);
    post_expect(server.socket, &lines, (struct totals){ .applied = 5 });
    buf_free(&lines);
}

static void
id__of_64_bytes_and_source_of_128_are_taken(void **state)
{
    static const char line[] = "{\"specversion\":\"1.0\",\"id\":\"" ID_OF_64 "\",\"source\":\"" SOURCE_OF_128
                               "\",\"type\":\"turnout.person.put\",\"time\":\"2025-01-01T00:00:00Z\",\"data\":{\"person\":\"p\"}}\n";

    (void)state;
    post_expect(server.socket, &(struct buf){ .ptr = (char *)(uintptr_t)line, .len = sizeof line - 1 },
                (struct totals){ .applied = 1 });
}

static void
text__with_an_escaped_nul_is_refused_and_does_not_cut_anything(void **state)
{
    struct buf lines = { 0 };
    json_t *replies;

    (void)state;
    buf_printf(&lines, "%s\n", PERSON("a\\u0000b"));
    bystander_add_event(&lines);
    replies = post_lines(server.socket, lines.ptr, lines.len);
    assert_string_equal(text_in(json_array_get(replies, 0), "code"), "bad_field");
    assert_string_equal(text_in(json_array_get(replies, 0), "path"), "data.person");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(replies, json_array_size(replies) - 1), "applied")), 1);
    json_decref(replies);
    buf_free(&lines);
}

static void
raw_nul__is_one_bad_line(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    buf_put(&lines, "\0\0\n", 3);
    bystander_add_event(&lines);
    post_expect(server.socket, &lines, (struct totals){ .applied = 1, .rejected = 1 });
    buf_free(&lines);
}

/* A valid event whose line has exactly that many bytes, without the newline. */
static void
add_padded(struct buf *lines, size_t size)
{
    struct buf event = { 0 };

    bystander_add_event(&event);
    event.len -= 2; /* "}\n" */
    buf_printf(&event, ",\"padding\":\"");
    while (event.len < size - 2)
        buf_put_byte(&event, 'x');
    buf_printf(&event, "\"}\n");
    buf_put(lines, event.ptr, event.len);
    buf_free(&event);
}

static void
line__over_the_limit_is_skipped_as_a_whole(void **state)
{
    struct buf lines = { 0 };
    json_t *replies, *end;

    (void)state;
    add_padded(&lines, LINE_LIMIT - 1);
    add_padded(&lines, LINE_LIMIT + 1);
    bystander_add_event(&lines);
    add_padded(&lines, 5 * LINE_LIMIT);
    bystander_add_event(&lines);
    replies = post_lines(server.socket, lines.ptr, lines.len);
    end = json_array_get(replies, json_array_size(replies) - 1);
    assert_int_equal(json_integer_value(json_object_get(end, "acked")), 5);
    assert_int_equal(json_integer_value(json_object_get(end, "applied")), 3);
    assert_int_equal(json_integer_value(json_object_get(end, "rejected")), 2);
    for (size_t i = 0; i < json_array_size(replies) - 1; i++) {
        const json_t *reply = json_array_get(replies, i);
        json_int_t line = json_integer_value(json_object_get(reply, "line"));

        if (line == 0)
            continue;
        assert_true(line == 2 || line == 4);
        assert_string_equal(text_in(reply, "code"), "too_long");
    }
    json_decref(replies);
    buf_free(&lines);
    bystander_is_served(&server);
}

static void
line__over_the_limit_without_an_end_is_refused_once(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    add_padded(&lines, 2 * LINE_LIMIT);
    lines.len--;
    post_expect(server.socket, &lines, (struct totals){ .rejected = 1 });
    buf_free(&lines);
}

static void
add_nested(struct buf *lines, int depth)
{
    struct buf inner = { 0 };
    char id[32];

    snprintf(id, sizeof id, "nested-%u", bystander_number());
    for (int i = 0; i < depth; i++)
        buf_put_byte(&inner, '[');
    for (int i = 0; i < depth; i++)
        buf_put_byte(&inner, ']');
    add_event(lines, id, 1, "person.put", "\"person\":\"%s\",\"deep\":%.*s", id, (int)inner.len, inner.ptr);
    buf_free(&inner);
}

static void
nesting__of_ten_thousand_is_too_deep(void **state)
{
    struct buf lines = { 0 };
    json_t *replies;
    int refused = 0;

    (void)state;
    add_nested(&lines, 10000);
    add_nested(&lines, 40);
    add_nested(&lines, 20);
    buf_printf(&lines, "%.*s\n", 20, "[[[[[[[[[[[[[[[[[[[[");
    replies = post_lines(server.socket, lines.ptr, lines.len);
    for (size_t i = 0; i < json_array_size(replies); i++)
        refused += strcmp(text_in(json_array_get(replies, i), "code"), "too_deep") == 0;
    assert_int_equal(refused, 2);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(replies, json_array_size(replies) - 1), "applied")), 1);
    json_decref(replies);
    buf_free(&lines);
    bystander_is_served(&server);
}

static void
cycle__of_three_units_is_refused_and_the_first_two_links_stay(void **state)
{
    struct buf lines = { 0 };
    json_t *replies;

    (void)state;
    add_event(&lines, "ring-a", 1, "unit.put", "\"unit\":\"ring-a\",\"level\":\"street\"");
    add_event(&lines, "ring-b", 1, "unit.put", "\"unit\":\"ring-b\",\"level\":\"community\",\"parent\":\"ring-a\"");
    add_event(&lines, "ring-c", 1, "unit.put", "\"unit\":\"ring-c\",\"level\":\"grid\",\"parent\":\"ring-b\"");
    add_event(&lines, "ring-d", 1, "unit.put", "\"unit\":\"ring-a\",\"level\":\"street\",\"parent\":\"ring-c\",\"at\":\"2025-02-01\"");
    replies = post_lines(server.socket, lines.ptr, lines.len);
    for (size_t i = 0; i < json_array_size(replies); i++) {
        const json_t *reply = json_array_get(replies, i);

        if (json_object_get(reply, "line") == NULL)
            continue;
        assert_int_equal(json_integer_value(json_object_get(reply, "line")), 4);
        assert_string_equal(text_in(reply, "code"), "cycle");
        assert_non_null(strstr(text_in(reply, "message"), "ring-"));
    }
    assert_int_equal(json_integer_value(json_object_get(json_array_get(replies, json_array_size(replies) - 1), "rejected")), 1);
    json_decref(replies);
    buf_free(&lines);
}

static int
start(void **state)
{
    struct buf lines = { 0 };

    (void)state;
    daemon_init(&server, "2026-01-01");
    daemon_start(&server);
    add_event(&lines, "unit", 1, "unit.put", "\"unit\":\"u\",\"level\":\"community\"");
    post_expect(server.socket, &lines, (struct totals){ .applied = 1 });
    buf_free(&lines);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    daemon_remove(&server);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reply__is_exactly_as_the_protocol_says),
        cmocka_unit_test(reply__to_nothing_is_the_totals_alone),
        cmocka_unit_test(last_line__without_a_newline_is_a_line),
        cmocka_unit_test(lines__that_end_as_on_windows_are_taken),
        cmocka_unit_test(bad_line__gets_its_code_and_its_path_and_the_lines_around_it_are_applied),
        cmocka_unit_test(tokens__that_only_resemble_personal_data_are_taken),
        cmocka_unit_test(id__of_64_bytes_and_source_of_128_are_taken),
        cmocka_unit_test(text__with_an_escaped_nul_is_refused_and_does_not_cut_anything),
        cmocka_unit_test(raw_nul__is_one_bad_line),
        cmocka_unit_test(line__over_the_limit_is_skipped_as_a_whole),
        cmocka_unit_test(line__over_the_limit_without_an_end_is_refused_once),
        cmocka_unit_test(nesting__of_ten_thousand_is_too_deep),
        cmocka_unit_test(cycle__of_three_units_is_refused_and_the_first_two_links_stay),
    };

    return cmocka_run_group_tests_name("bad input", tests, start, stop);
}

/* SPDX-License-Identifier: MIT */
/*
 * The reader beside another one, jansson, on the same lines: what is accepted
 * is JSON to both, and what is kept of it has the same value.
 */
#include "lib/wire/line.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/read_line.h"
#include "tests/support/same_json.h"

#include <stdio.h>
#include <string.h>

enum { MUTANTS = 30000 };

static const char *const envelope_names[] = { "specversion", "id", "source", "rev", "type", "time", "data" };
static const char *const attendance_columns[] = { "activity", "status", "role", "minutes" };

/* What a mutation puts in. */
static const char *const pieces[] = {
    "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\t", "\n", "\r", "0", "-", "-0", "-0.0", "1e400", "1e-400", "9e1", "90.0", "01",
    "9223372036854775808", "18446744073709551616", "null", "true", "\\u0000", "\\u0041", "\\ud83d\\ude00", "\\ud800", "\\udc00\\ud83d",
    "\xff", "\xc0\x80", "\xed\xa0\x80", "\xe6\x9f", "\x7f", "\xe6\x9f\xb3", "\xef\xbb\xbf", "\"x\":1,", "\"at\":\"2024\",", "{\"a\":{\"b\":[[]]}}", ",\"persons\":[\"p\"]",
};

static struct str
unknown_fields(struct dice *dice)
{
    static const char *const values[] = { "1", "-0", "1.25", "9e1", "1e21", "\"\"", "\"\\u67f3\\n\"", "[]", "{}", "[1,{\"b\":null,\"a\":[true,\"\xe6\x9f\xb3\"]}]",
                                          "{\"z\":1,\"y\":{\"x\":2.50}}", "9007199254740993", "-9223372036854775808", "1E-7", "123456789012345678" };
    struct buf text = { 0 };
    struct str fields;

    for (unsigned n = dice_below(dice, 4); n > 0; n--)
        buf_printf(&text, ",\"%s%u\":%s", n % 2 ? "extra field " : "x", n, values[dice_below(dice, sizeof values / sizeof *values)]);
    fields = arena_copy(read_line_arena(), buf_str(&text));
    buf_free(&text);
    return fields;
}

static struct str
random_line(struct dice *dice)
{
    enum event_type type = (enum event_type)dice_below(dice, EVENT_FOREIGN);
    struct str line = valid_line(type, NULL, NULL);

    /* Into the data and behind it: the line ends in "}}". */
    return arena_printf(read_line_arena(), "%.*s%s}%s}", (int)line.len - 2, line.ptr, unknown_fields(dice).ptr, unknown_fields(dice).ptr);
}

/* One change of some bytes: put in, taken out, written over, repeated. */
static struct str
mutate(struct dice *dice, struct str line)
{
    size_t at = dice_below(dice, (unsigned)line.len), len = dice_below(dice, 8);
    const char *piece = pieces[dice_below(dice, sizeof pieces / sizeof *pieces)];
    struct buf text = { 0 };
    struct str mutant;

    if (len > line.len - at)
        len = line.len - at;
    buf_put(&text, line.ptr, at);
    switch (dice_below(dice, 5)) {
    case 0:
        buf_printf(&text, "%s", piece);
        len = 0;
        break;
    case 1:
        break;
    case 2:
        buf_printf(&text, "%s", piece);
        break;
    case 3:
        buf_put(&text, line.ptr + at, len);
        len = 0;
        break;
    default:
        buf_put_byte(&text, (uint8_t)dice_below(dice, 256));
        len = 1;
    }
    buf_put(&text, line.ptr + at + len, line.len - at - len);
    mutant = arena_copy(read_line_arena(), buf_str(&text));
    buf_free(&text);
    return mutant;
}

static void
delete_all(json_t *object, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        json_object_del(object, names[i]);
}

static json_t *
load(struct str text)
{
    return text.ptr ? json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL) : json_object();
}

/* What was kept, beside what jansson makes of the line. */
static void
compare_kept(struct str line, const struct event *event)
{
    json_t *expected = load(line), *attributes = load(event->attributes), *data = load(event->data), *expected_data;

    if (!expected)
        check_failed("%.*s\n    is accepted, but not by jansson", STR_ARG(line));
    if (!attributes || !data)
        check_failed("%.*s\n    is kept as %.*s and %.*s", STR_ARG(line), STR_ARG(event->attributes), STR_ARG(event->data));
    expected_data = json_incref(json_object_get(expected, "data"));
    assert_string_equal(json_string_value(json_object_get(expected, "id")), event->id.ptr);
    delete_all(expected, envelope_names, sizeof envelope_names / sizeof *envelope_names);
    if (event->type == EVENT_PERSON_MERGE)
        delete_all(expected_data, (const char *const[]){ "from", "into" }, 2);
    delete_all(expected_data, (const char *const[]){ "person", "persons" }, event->type == EVENT_VOLUNTEER_HOURS ? 1 : 2);
    if (event->type == EVENT_ATTENDANCE)
        delete_all(expected_data, attendance_columns, sizeof attendance_columns / sizeof *attendance_columns);
    if (!same_json(expected, attributes) || !same_json(expected_data, data))
        check_failed("%.*s\n    is kept as %.*s and %.*s", STR_ARG(line), STR_ARG(event->attributes), STR_ARG(event->data));
    json_decref(expected);
    json_decref(expected_data);
    json_decref(attributes);
    json_decref(data);
}

/* What was accepted must never look like a damaged log later. */
static void
read_back(const struct event *event)
{
    struct event row = { .type = event->type, .time_text = event->time_text, .data = event->data };
    struct err err = { 0 };

    if (event->type == EVENT_ATTENDANCE)
        row.as = event->as;
    if (!line_read_stored(read_line_reader(), read_line_arena(), &row, &err))
        check_failed("%.*s\n    is kept but not read back: %s", STR_ARG(event->data), err.text);
    assert_int_equal(row.at.precision, event->at.precision);
}

static void
good_lines__are_kept_with_their_values(void **state)
{
    struct dice dice = { 1 };

    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct str line = random_line(&dice);
        struct event event = read_good_line(line);

        compare_kept(line, &event);
        read_back(&event);
        arena_reset(read_line_arena());
    }
}

static void
mutants__are_accepted_only_where_jansson_accepts_them_with_the_same_values(void **state)
{
    struct dice dice = { 2 };
    unsigned accepted = 0, codes[REFUSAL_CODES] = { 0 };

    (void)state;
    for (int i = 0; i < MUTANTS; i++) {
        struct str line = random_line(&dice);
        struct refusal refusal;
        struct event event;

        for (unsigned n = 1 + dice_below(&dice, 3); n > 0; n--)
            line = mutate(&dice, line);
        if (read_line(line, &event, &refusal)) {
            compare_kept(line, &event);
            read_back(&event);
            accepted++;
        } else {
            assert_in_range(refusal.code, 0, REFUSAL_CODES - 1);
            codes[refusal.code]++;
        }
        arena_reset(read_line_arena());
    }
    /* A mutation that never or always hurts would test nothing. */
    assert_in_range(accepted, MUTANTS / 20, MUTANTS / 2);
    for (enum refusal_code code = REFUSED_BAD_JSON; code <= REFUSED_FUTURE; code++)
        if (codes[code] == 0 && code != REFUSED_TOO_DEEP && code != REFUSED_TOO_LONG)
            check_failed("no mutant was refused as %s", refusal_code_name(code));
}

/* The other direction: jansson's values of random keys and texts, all of which must be taken. */
static void
texts__of_any_characters_are_kept_as_they_are(void **state)
{
    struct dice dice = { 3 };

    (void)state;
    for (int i = 0; i < 3000; i++) {
        json_t *data = json_pack("{s:s}", "activity", "a");
        char *dumped;
        struct str line;
        struct event event;

        for (unsigned n = dice_below(&dice, 20); n > 0; n--) {
            char text[128], *at = text;

            for (unsigned c = dice_below(&dice, 24); c > 0; c--) {
                static const char *const characters[] = { "a", "\"", "\\", "\x01", "\n", "\x7f", "\xc2\x80", "\xe6\x9f\xb3", "\xf4\x8f\xbf\xbf", "/" };
                const char *character = characters[dice_below(&dice, sizeof characters / sizeof *characters)];

                at += snprintf(at, 5, "%s", character);
            }
            *at = '\0';
            if (text[0] != 'a') /* not a name of a field */
                json_object_set_new(data, text, json_string(text));
        }
        dumped = json_dumps(data, dice_below(&dice, 2) ? JSON_ENSURE_ASCII : 0);
        line = line_with("activity.void", dumped);
        event = read_good_line(line);
        compare_kept(line, &event);
        free(dumped);
        json_decref(data);
        arena_reset(read_line_arena());
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_lines__are_kept_with_their_values),
        cmocka_unit_test(mutants__are_accepted_only_where_jansson_accepts_them_with_the_same_values),
        cmocka_unit_test(texts__of_any_characters_are_kept_as_they_are),
    };

    return cmocka_run_group_tests_name("line beside jansson", tests, read_line_start, read_line_stop);
}

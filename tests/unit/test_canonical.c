/* SPDX-License-Identifier: MIT */
#include "lib/wire/canonical.h"

#include "lib/base/buf.h"
#include "lib/wire/json_check.h"
#include "tests/support/check.h"
#include "tests/support/events.h"
#include "tests/support/same_json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct json_dom *dom;
static char *written;

static int
start(void **state)
{
    (void)state;
    dom = json_dom_new();
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    json_dom_free(dom);
    free(written);
    return 0;
}

/* Good until the next one; written into exactly the room that was asked for. */
static const char *
canonical(const char *text)
{
    enum json_fault fault;
    struct refusal refusal;
    const char *why = "";
    struct json *root = json_dom_parse(dom, str_of(text), &fault, &why);
    size_t room;
    char *end;

    if (!root)
        check_failed("%s: %s", text, why);
    if (!json_check(root, json_dom_has_escapes(dom), "", &refusal))
        check_failed("%s: %s", text, refusal.message);
    room = canonical_room(root);
    free(written);
    written = malloc(room + 1);
    end = canonical_write(written, root);
    assert_in_range((size_t)(end - written), 1, room);
    *end = '\0';
    return written;
}

static void
text__has_no_spaces_and_keys_in_order(void **state)
{
    (void)state;
    assert_string_equal(canonical(" { \"b\" : [ 1 , true , null ] ,\t\"a\" : { \"d\" : false , \"c\" : \"x\" } } "),
                        "{\"a\":{\"c\":\"x\",\"d\":false},\"b\":[1,true,null]}");
    assert_string_equal(canonical("{}"), "{}");
    assert_string_equal(canonical("[ ]"), "[]");
    assert_string_equal(canonical("[{},[]]"), "[{},[]]");
}

static void
keys__are_in_code_point_order(void **state)
{
    (void)state;
    /* U+FF5E stands before U+1F600 by code point, behind it by UTF-16 */
    assert_string_equal(canonical("{\"\\ud83d\\ude00\":1,\"\\uff5e\":2,\"z\":3,\"a\":4,\"\":5,\"aa\":6,\"B\":7,\"a-long-key-2\":8,\"a-long-key-1\":9}"),
                        "{\"\":5,\"B\":7,\"a\":4,\"a-long-key-1\":9,\"a-long-key-2\":8,\"aa\":6,\"z\":3,\"\xef\xbd\x9e\":2,\"\xf0\x9f\x98\x80\":1}");
}

static void
numbers__are_by_value(void **state)
{
    static const char *const same[][6] = {
        { "90", "90.0", "9e1", "900E-1", "0.9e+2", "90.00000000000000000000" },
        { "0", "-0", "0.0", "-0.0", "0e9", "-0E-3" },
        { "-7", "-7.0", "-70e-1", "-0.7e1", "-7e0", "-7E+0" },
        { "0.1", "1e-1", "0.10", "0.01e1", "1.0E-1", "10e-2" },
        { "1000000000000000000", "1e18", "1.0e18", "10e17", "1E+18", "1000000000000000000.0" },
        { "1e+21", "1e21", "10e20", "1.0E21", "0.1e22", "1000000000000000000000.0" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (int j = 0; j < 6; j++)
            assert_string_equal(canonical(same[i][j]), same[i][0]);
    assert_string_equal(canonical("9223372036854775807"), "9223372036854775807");
    assert_string_equal(canonical("-9223372036854775808"), "-9223372036854775808");
    assert_string_equal(canonical("9007199254740993"), "9007199254740993");
    assert_string_equal(canonical("1.5e300"), "1.5e+300");
    /* not as digits, which would be an integer out of range when it is read back */
    assert_string_equal(canonical("184467440737095516162.5"), "1.844674407370955e+20");
}

static void
texts__are_by_code_point(void **state)
{
    (void)state;
    assert_string_equal(canonical("\"\\u0041\\/\\u67f3\\ud83d\\ude00\""), "\"A/\xe6\x9f\xb3\xf0\x9f\x98\x80\"");
    assert_string_equal(canonical("\"\\u000a\\u0009\\u000d\\u0022\\u005c\""), "\"\\n\\t\\r\\\"\\\\\"");
    assert_string_equal(canonical("\"\\b\\f\\u001f\\u007f\""), "\"\\u0008\\u000c\\u001f\x7f\"");
}

/* Where an escape stands must not matter to a writer that goes eight bytes a step. */
static void
texts__are_escaped_at_every_place_of_every_length(void **state)
{
    (void)state;
    for (size_t len = 1; len <= 26; len++) {
        for (size_t place = 0; place < len; place++) {
            struct buf posted = { 0 }, expected = { 0 };

            for (size_t i = 0; i < len; i++) {
                buf_printf(&posted, "%s%s", i ? "" : "\"", i == place ? "\\u0022" : "x");
                buf_printf(&expected, "%s%s", i ? "" : "\"", i == place ? "\\\"" : "x");
            }
            buf_put(&posted, "\"", 2);
            buf_put(&expected, "\"", 2);
            assert_string_equal(canonical(posted.ptr), expected.ptr);
            buf_free(&posted);
            buf_free(&expected);
        }
    }
}

static json_t *
random_value(struct dice *dice, int depth)
{
    static const char *const texts[] = { "", "a", "\n", "\"", "\\", "longer than eight bytes", "\xe6\x9f\xb3\xe8\x83\x8c", "\x01", "/", "\xf0\x9f\x98\x80" };
    unsigned kind = dice_below(dice, depth < 5 ? 10 : 8);
    json_t *value;
    char key[24];

    switch (kind) {
    case 0:
        return json_null();
    case 1:
        return json_boolean(dice_below(dice, 2));
    case 2:
        return json_integer((json_int_t)dice_below(dice, 1000) - 500);
    case 3:
        return json_integer(((json_int_t)dice_below(dice, 0x7fffffff) << 32) + dice_below(dice, 0x7fffffff));
    case 4:
        return json_real(dice_below(dice, 1000) / 8.0);
    case 5:
        return json_real(dice_below(dice, 0x7fffffff) * 1e-17);
    case 6:
        return json_string(texts[dice_below(dice, sizeof texts / sizeof *texts)]);
    case 7:
        return json_real(ldexp(1 + dice_below(dice, 1000) / 1024.0, (int)dice_below(dice, 2000) - 1000));
    case 8:
        value = json_array();
        for (unsigned n = dice_below(dice, 5); n > 0; n--)
            json_array_append_new(value, random_value(dice, depth + 1));
        return value;
    default:
        value = json_object();
        for (unsigned n = dice_below(dice, 30); n > 0; n--) {
            snprintf(key, sizeof key, "%s%u", texts[dice_below(dice, sizeof texts / sizeof *texts)], dice_below(dice, 40));
            if (strlen(key) < 20)
                json_object_set_new(value, key, random_value(dice, depth + 1));
        }
        return value;
    }
}

/* The same value as another writer writes it in its several ways. */
static void
values__have_one_text_however_they_are_written_and_it_reads_back(void **state)
{
    static const size_t ways[] = { JSON_COMPACT, JSON_INDENT(3), JSON_ENSURE_ASCII | JSON_SORT_KEYS, JSON_ESCAPE_SLASH | JSON_INDENT(1) };
    struct dice dice = { 20240529 };

    (void)state;
    for (int i = 0; i < 2000; i++) {
        json_t *value = random_value(&dice, 0), *back;
        char *first = NULL;

        for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
            char *posted = json_dumps(value, ways[way] | JSON_ENCODE_ANY);
            const char *text = canonical(posted);

            if (!first)
                first = strdup(text);
            assert_string_equal(text, first);
            free(posted);
        }
        assert_string_equal(canonical(first), first);
        back = json_loads(first, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
        if (!back || !same_json(value, back))
            check_failed("%s is another value", first);
        json_decref(back);
        json_decref(value);
        free(first);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text__has_no_spaces_and_keys_in_order),
        cmocka_unit_test(keys__are_in_code_point_order),
        cmocka_unit_test(numbers__are_by_value),
        cmocka_unit_test(texts__are_by_code_point),
        cmocka_unit_test(texts__are_escaped_at_every_place_of_every_length),
        cmocka_unit_test(values__have_one_text_however_they_are_written_and_it_reads_back),
    };

    return cmocka_run_group_tests_name("canonical", tests, start, stop);
}

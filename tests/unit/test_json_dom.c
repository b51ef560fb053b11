/* SPDX-License-Identifier: MIT */
#include "lib/wire/json_dom.h"

#include "lib/base/buf.h"
#include "tests/support/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct json_dom *dom;

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
    return 0;
}

static const struct json *
parse(const char *text)
{
    enum json_fault fault;
    const char *why = "";
    const struct json *root = json_dom_parse(dom, str_of(text), &fault, &why);

    if (!root)
        check_failed("%s: %s", text, why);
    assert_int_equal(fault, JSON_FINE);
    return root;
}

static enum json_fault
fault_of(struct str text)
{
    enum json_fault fault;
    const char *why = NULL;

    assert_null(json_dom_parse(dom, text, &fault, &why));
    if (fault == JSON_BROKEN)
        assert_non_null(why);
    return fault;
}

static void
values__stand_in_document_order_with_their_spans(void **state)
{
    const struct json *root = parse("{\"a\":[1,{\"b\":null}],\"c\":\"x\"}"), *list, *inner, *last;

    (void)state;
    assert_int_equal(root->kind, VALUE_OBJECT);
    assert_int_equal(root->count, 2);
    assert_int_equal(root->span, 6);
    list = json_first(root);
    assert_int_equal(list->kind, VALUE_LIST);
    assert_true(str_eq(list->key, STR("a")));
    assert_int_equal(list->count, 2);
    assert_int_equal(list->span, 4);
    inner = json_next(json_first(list));
    assert_int_equal(inner->kind, VALUE_OBJECT);
    assert_ptr_equal(json_next(inner), json_end(list));
    assert_int_equal(json_first(inner)->kind, VALUE_NULL);
    assert_true(str_eq(json_first(inner)->key, STR("b")));
    last = json_next(list);
    assert_true(str_eq(last->key, STR("c")) && str_eq(last->as.text, STR("x")));
    assert_ptr_equal(json_next(last), json_end(root));
}

static void
containers__that_are_empty_have_nothing_first(void **state)
{
    const struct json *root = parse("[[],{}]");

    (void)state;
    assert_int_equal(root->span, 3);
    for (const struct json *item = json_first(root); item != json_end(root); item = json_next(item)) {
        assert_int_equal(item->count, 0);
        assert_ptr_equal(json_first(item), json_end(item));
    }
}

static void
scalars__may_be_the_whole_text(void **state)
{
    (void)state;
    assert_int_equal(parse("null")->kind, VALUE_NULL);
    assert_true(parse("true")->as.truth);
    assert_int_equal(parse("false")->kind, VALUE_TRUTH);
    assert_false(parse("false")->as.truth);
    assert_int_equal(parse(" 7 ")->as.whole, 7);
    assert_true(str_eq(parse("\"\"")->as.text, STR("")));
}

static void
numbers__are_whole_only_when_written_with_digits(void **state)
{
    static const struct {
        const char *text;
        enum json_kind kind;
        int64_t whole;
        double decimal;
    } rows[] = {
        { "0", VALUE_WHOLE, 0, 0 },
        { "-1", VALUE_WHOLE, -1, 0 },
        { "9223372036854775807", VALUE_WHOLE, INT64_MAX, 0 },
        { "-9223372036854775808", VALUE_WHOLE, INT64_MIN, 0 },
        { "-0", VALUE_DECIMAL, 0, 0 },
        { "-0 ", VALUE_DECIMAL, 0, 0 },
        { "90.0", VALUE_DECIMAL, 0, 90 },
        { "9e1", VALUE_DECIMAL, 0, 90 },
        { "-0.0", VALUE_DECIMAL, 0, 0 },
        { "0e0", VALUE_DECIMAL, 0, 0 },
        { "1e-400", VALUE_DECIMAL, 0, 0 },
        { "0.1", VALUE_DECIMAL, 0, 0.1 },
        { "9223372036854775808", VALUE_DECIMAL, 0, HUGE_VAL },
        { "18446744073709551615", VALUE_DECIMAL, 0, HUGE_VAL },
        { "18446744073709551616", VALUE_DECIMAL, 0, HUGE_VAL },
        { "-9223372036854775809", VALUE_DECIMAL, 0, HUGE_VAL },
        { "1e309", VALUE_DECIMAL, 0, HUGE_VAL },
        { "-1E+999", VALUE_DECIMAL, 0, HUGE_VAL },
        { "1.7976931348623157e308", VALUE_DECIMAL, 0, 1.7976931348623157e308 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct json *value = parse(rows[i].text);

        assert_int_equal(value->kind, rows[i].kind);
        if (value->kind == VALUE_WHOLE)
            assert_int_equal(value->as.whole, rows[i].whole);
        else
            assert_true(value->as.decimal == rows[i].decimal);
    }
}

static void
numbers__that_look_odd_are_found_among_others_and_in_texts_ignored(void **state)
{
    const struct json *item = json_first(parse("[\"-0\",0,-0,\"\\\"-0\",{\"-0\":1e400},5,-0.5,99999999999999999999,-0,0]"));

    (void)state;
    assert_int_equal(item->kind, VALUE_TEXT);
    item = json_next(item);
    assert_int_equal(item->kind, VALUE_WHOLE);
    item = json_next(item);
    assert_int_equal(item->kind, VALUE_DECIMAL);
    assert_true(signbit(item->as.decimal) && item->as.decimal == 0);
    item = json_next(json_next(item));
    assert_true(isinf(json_first(item)->as.decimal));
    item = json_next(item);
    assert_int_equal(item->as.whole, 5);
    item = json_next(item);
    assert_true(item->as.decimal == -0.5);
    item = json_next(item);
    assert_true(isinf(item->as.decimal));
    item = json_next(item);
    assert_int_equal(item->kind, VALUE_DECIMAL);
    assert_true(item->as.decimal == 0);
    item = json_next(item);
    assert_int_equal(item->kind, VALUE_WHOLE);
}

static void
texts__are_told_apart_by_what_is_wrong(void **state)
{
    static const char *const broken[] = { "", " ", "{", "[1,]", "{\"a\"}", "tru", "01", "1.", ".5", "+1", "-", "1e", "\"a", "\"\\x\"",
                                          "[1] 2", "{\"a\":1,}", "'a'", "\"\\ud800\"", "\"\\ud800\\u0041\"", "1e999x", "\xef\xbb\xbf[]" };
    static const char *const foreign[] = { "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xe6\x9f\"", "[\"\xf5\x80\x80\x80\"]" };

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_int_equal(fault_of(str_of(broken[i])), JSON_BROKEN);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        assert_int_equal(fault_of(str_of(foreign[i])), JSON_NOT_UTF8);
    assert_int_equal(fault_of((struct str){ "\0\0", 2 }), JSON_BROKEN);
    assert_int_equal(fault_of((struct str){ NULL, 0 }), JSON_BROKEN);
}

static void
nesting__is_counted_exactly(void **state)
{
    static const char *const inner[] = { "1", "[]", "{}", "\"x\"" };

    (void)state;
    for (int depth = 1; depth <= 40; depth++) {
        for (int i = 0; i < 4; i++) {
            struct buf text = { 0 };
            bool is_deeper = i == 1 || i == 2;

            for (int d = 0; d < depth; d++)
                buf_printf(&text, d % 2 ? "[" : "{\"a\":");
            buf_printf(&text, "%s", inner[i]);
            for (int d = depth; d-- > 0;)
                buf_printf(&text, d % 2 ? "]" : "}");
            buf_put_byte(&text, '\0');
            if (depth + is_deeper <= JSON_DEPTH_MAX)
                parse(text.ptr);
            else
                assert_int_equal(fault_of(str_of(text.ptr)), JSON_TOO_DEEP);
            buf_free(&text);
        }
    }
}

static void
keys__carry_their_order(void **state)
{
    const struct json *root = parse("{\"\":1,\"a\":1,\"ab\":1,\"abcdefgh\":1,\"abcdefghi\":1,\"b\":1,\"\xe6\x9f\xb3\":1}");

    (void)state;
    for (const struct json *a = json_first(root); a != json_end(root); a = json_next(a)) {
        for (const struct json *b = json_next(a); b != json_end(root); b = json_next(b)) {
            assert_true(a->key_order <= b->key_order); /* they were written in order */
            assert_true(a->key_order < b->key_order || (a->key.len == 8 && b->key.len == 9));
        }
    }
}

static void
escapes__are_noticed_and_undone(void **state)
{
    (void)state;
    parse("{\"a\":\"plain\"}");
    assert_false(json_dom_has_escapes(dom));
    assert_true(str_eq(parse("\"\\u67f3\\n\\/\\\\\\\"\\ud83d\\ude00\"")->as.text, STR("\xe6\x9f\xb3\n/\\\"\xf0\x9f\x98\x80")));
    assert_true(json_dom_has_escapes(dom));
    assert_int_equal(parse("\"a\\u0000b\"")->as.text.len, 3);
}

static void
texts__of_growing_size_are_read_by_one_parser(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 2 * 1024 * 1024; size = size * 3 + 1) {
        struct buf text = { 0 };
        const struct json *root;
        enum json_fault fault;
        const char *why;
        uint32_t i = 0;

        buf_printf(&text, "[0");
        for (size_t n = 1; n < size / 2; n++)
            buf_printf(&text, ",%zu", n % 10);
        buf_printf(&text, "]");
        root = json_dom_parse(dom, buf_str(&text), &fault, &why);
        assert_non_null(root);
        for (const struct json *item = json_first(root); item != json_end(root); item = json_next(item))
            assert_int_equal(item->as.whole, i++ % 10);
        assert_int_equal(root->count, i);
        buf_free(&text);
    }
}

static void
decimal_text__is_the_shortest_that_reads_back(void **state)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        { 0, "0" }, { -0.0, "0" }, { 90, "90" }, { -1, "-1" }, { 0.1, "0.1" }, { 1.5, "1.5" }, { 1e21, "1e+21" },
        { 1e18, "1000000000000000000" }, { -9223372036854775808.0, "-9223372036854775808" },
        { 9223372036854775808.0, "9.223372036854776e+18" }, { -184467440737095516160.0, "-1.844674407370955e+20" }, { 1e-7, "1e-07" }, { 5e-324, "5e-324" },
        { 1.7976931348623157e308, "1.7976931348623157e+308" }, { 9007199254740993.0, "9007199254740992" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[JSON_DECIMAL_SIZE + 1];

        text[json_decimal_text(rows[i].value, text)] = '\0';
        assert_string_equal(text, rows[i].text);
        assert_true(strtod(text, NULL) == rows[i].value);
    }
}

/* Whatever the numbers are: each is read as the C library reads it, whole or not. */
static void
numbers__are_read_as_strtod_reads_them(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[64], *end;
        const struct json *value;
        double expected;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        snprintf(text, sizeof text, "%s%llu%s%u", seed >> 63 ? "-" : "", (unsigned long long)(seed % 1000000007u * 37 >> seed % 30),
                 seed >> 62 & 1 ? "." : "e", (unsigned)(seed >> 40) % 300);
        expected = strtod(text, &end);
        assert_int_equal(*end, '\0');
        value = parse(text);
        assert_int_equal(value->kind, VALUE_DECIMAL);
        assert_true(value->as.decimal == expected || (isinf(value->as.decimal) && isinf(expected)));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values__stand_in_document_order_with_their_spans),
        cmocka_unit_test(containers__that_are_empty_have_nothing_first),
        cmocka_unit_test(scalars__may_be_the_whole_text),
        cmocka_unit_test(numbers__are_whole_only_when_written_with_digits),
        cmocka_unit_test(numbers__that_look_odd_are_found_among_others_and_in_texts_ignored),
        cmocka_unit_test(numbers__are_read_as_strtod_reads_them),
        cmocka_unit_test(texts__are_told_apart_by_what_is_wrong),
        cmocka_unit_test(texts__of_growing_size_are_read_by_one_parser),
        cmocka_unit_test(nesting__is_counted_exactly),
        cmocka_unit_test(keys__carry_their_order),
        cmocka_unit_test(escapes__are_noticed_and_undone),
        cmocka_unit_test(decimal_text__is_the_shortest_that_reads_back),
    };

    return cmocka_run_group_tests_name("json dom", tests, start, stop);
}

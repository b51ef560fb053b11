/* SPDX-License-Identifier: MIT */
#include "lib/base/buf.h"

#include "tests/support/dies.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define assert_holds(buf, literal) \
    do { \
        assert_int_equal((buf)->len, sizeof literal - 1); \
        assert_memory_equal((buf)->ptr, literal, sizeof literal - 1); \
    } while (0)

static struct buf_reader
reader_of(const struct buf *buf)
{
    return (struct buf_reader){ buf->ptr, buf->ptr + buf->len, false };
}

static void
put__appends_any_bytes(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_put(&buf, "a\0b", 3);
    buf_put_str(&buf, STR("鼓"));
    buf_put_byte(&buf, 0xff);
    assert_holds(&buf, "a\0b\xe9\xbc\x93\xff");
    buf_free(&buf);
}

static void
put__of_nothing_allocates_nothing(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_put(&buf, NULL, 0);
    buf_put_str(&buf, (struct str){ NULL, 0 });
    assert_null(buf.ptr);
    assert_int_equal(buf_str(&buf).len, 0);
}

static void
put__grows_past_its_doubling(void **state)
{
    struct buf buf = { 0 };
    static char large[10000];

    (void)state;
    memset(large, 'l', sizeof large);
    buf_put_byte(&buf, 's');
    buf_put(&buf, large, sizeof large);
    for (int i = 0; i < 5000; i++)
        buf_put_byte(&buf, 'e');
    assert_int_equal(buf.len, 15001);
    assert_int_equal(buf.ptr[0], 's');
    assert_memory_equal(buf.ptr + 1, large, sizeof large);
    assert_int_equal(buf.ptr[15000], 'e');
    buf_free(&buf);
}

static void
numbers__are_little_endian(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_put_u32(&buf, 0x04030201);
    buf_put_u64(&buf, 0xff0d0c0b0a090807);
    assert_holds(&buf, "\x01\x02\x03\x04\x07\x08\x09\x0a\x0b\x0c\x0d\xff");
    buf_free(&buf);
}

static void
field__is_its_length_and_its_bytes(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_put_field(&buf, STR("ab"));
    buf_put_field(&buf, (struct str){ NULL, 0 });
    assert_holds(&buf, "\x02\0\0\0ab\0\0\0\0");
    buf_free(&buf);
}

static void
printf__appends_text_of_any_length(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_put_byte(&buf, '<');
    buf_printf(&buf, "%d of %s", 61, "80");
    assert_holds(&buf, "<61 of 80");
    buf_printf(&buf, "%s", "");
    assert_int_equal(buf.len, 9);
    buf_printf(&buf, "%01000d", 7);
    assert_int_equal(buf.len, 1009);
    assert_int_equal(buf.ptr[1008], '7');
    buf_free(&buf);
}

static void
json__escapes_what_json_must_not_hold(void **state)
{
    static const struct {
        struct str text, json;
    } table[] = {
        { STR_INIT(""), STR_INIT("\"\"") },
        { STR_INIT("腰鼓"), STR_INIT("\"腰鼓\"") },
        { STR_INIT("say \"hi\""), STR_INIT("\"say \\\"hi\\\"\"") },
        { STR_INIT("a\\b"), STR_INIT("\"a\\\\b\"") },
        { STR_INIT("\n\r\t"), STR_INIT("\"\\n\\r\\t\"") },
        { STR_INIT("a\0b\x01\x1f"), STR_INIT("\"a\\u0000b\\u0001\\u001f\"") },
        { STR_INIT("\x7f/"), STR_INIT("\"\x7f/\"") },
        { STR_INIT("end\n"), STR_INIT("\"end\\n\"") },
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buf buf = { 0 };
        buf_put_json(&buf, table[i].text);
        assert_int_equal(buf.len, table[i].json.len);
        assert_memory_equal(buf.ptr, table[i].json.ptr, buf.len);
        buf_free(&buf);
    }
}

static void
drop__removes_from_the_front(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_drop(&buf, 0);
    buf_put_str(&buf, STR("line 1\nline 2"));
    buf_drop(&buf, 7);
    assert_holds(&buf, "line 2");
    buf_drop(&buf, 0);
    assert_holds(&buf, "line 2");
    buf_drop(&buf, 6);
    assert_int_equal(buf.len, 0);
    buf_free(&buf);
}

static void
free__leaves_a_buffer_that_can_be_used_again(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_put_byte(&buf, 'x');
    buf_free(&buf);
    buf_free(&buf);
    assert_null(buf.ptr);
    buf_put_byte(&buf, 'y');
    assert_holds(&buf, "y");
    buf_free(&buf);
}

static void
read__gives_back_what_was_put(void **state)
{
    struct buf buf = { 0 };
    struct buf_reader reader;

    (void)state;
    buf_put_byte(&buf, 0xfe);
    buf_put_u32(&buf, UINT32_MAX - 1);
    buf_put_u64(&buf, UINT64_MAX - 1);
    buf_put_field(&buf, STR("a\0b"));
    buf_put_field(&buf, STR(""));
    reader = reader_of(&buf);
    assert_int_equal(buf_read_byte(&reader), 0xfe);
    assert_true(buf_read_u32(&reader) == UINT32_MAX - 1);
    assert_true(buf_read_u64(&reader) == UINT64_MAX - 1);
    assert_true(str_eq(buf_read_field(&reader), STR("a\0b")));
    assert_true(str_eq(buf_read_field(&reader), STR("")));
    assert_false(reader.bad);
    assert_ptr_equal(reader.at, reader.end);
    buf_free(&buf);
}

static void
read__past_the_end_is_bad_and_gives_zeros_from_then_on(void **state)
{
    struct buf buf = { 0 };
    struct buf_reader reader;

    (void)state;
    buf_put_byte(&buf, 1);
    buf_put_byte(&buf, 2);
    buf_put_byte(&buf, 3);
    reader = reader_of(&buf);
    assert_int_equal(buf_read_u32(&reader), 0);
    assert_true(reader.bad);
    assert_int_equal(buf_read_byte(&reader), 0); /* although a byte is there */
    assert_true(buf_read_u64(&reader) == 0);
    assert_null(buf_read_field(&reader).ptr);
    buf_free(&buf);
}

static void
read__of_every_shorter_message_is_bad(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_put_u64(&buf, 7);
    buf_put_field(&buf, STR("drum"));
    for (size_t len = 0; len <= buf.len; len++) {
        struct buf_reader reader = { buf.ptr, buf.ptr + len, false };
        buf_read_u64(&reader);
        buf_read_field(&reader);
        assert_int_equal(reader.bad, len < buf.len);
    }
    buf_free(&buf);
}

static void
read__of_a_field_that_claims_too_much_gives_nothing(void **state)
{
    struct buf buf = { 0 };
    struct buf_reader reader;

    (void)state;
    buf_put_u32(&buf, UINT32_MAX);
    buf_put_str(&buf, STR("drum"));
    reader = reader_of(&buf);
    assert_int_equal(buf_read_field(&reader).len, 0);
    assert_true(reader.bad);
    buf_free(&buf);
}

static void
read__of_nothing_is_bad(void **state)
{
    struct buf_reader reader = { 0 };

    (void)state;
    assert_int_equal(buf_read_byte(&reader), 0);
    assert_true(reader.bad);
}

static void
length_that_overflows(void)
{
    struct buf buf = { 0 };

    buf.len = SIZE_MAX;
    buf_put_byte(&buf, 1);
}

static void
put__past_the_largest_length_ends_the_process(void **state)
{
    char said[200];

    (void)state;
    assert_true(dies(length_that_overflows, said, sizeof said));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put__appends_any_bytes),
        cmocka_unit_test(put__of_nothing_allocates_nothing),
        cmocka_unit_test(put__grows_past_its_doubling),
        cmocka_unit_test(numbers__are_little_endian),
        cmocka_unit_test(field__is_its_length_and_its_bytes),
        cmocka_unit_test(printf__appends_text_of_any_length),
        cmocka_unit_test(json__escapes_what_json_must_not_hold),
        cmocka_unit_test(drop__removes_from_the_front),
        cmocka_unit_test(free__leaves_a_buffer_that_can_be_used_again),
        cmocka_unit_test(read__gives_back_what_was_put),
        cmocka_unit_test(read__past_the_end_is_bad_and_gives_zeros_from_then_on),
        cmocka_unit_test(read__of_every_shorter_message_is_bad),
        cmocka_unit_test(read__of_a_field_that_claims_too_much_gives_nothing),
        cmocka_unit_test(read__of_nothing_is_bad),
        cmocka_unit_test(put__past_the_largest_length_ends_the_process),
    };

    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/wire/reply.h"

#include "tests/support/check.h"

#include <jansson.h>
#include <string.h>

static void
assert_text(struct buf *buf, const char *expected)
{
    buf_put_byte(buf, '\0');
    assert_string_equal(buf->ptr, expected);
    buf_free(buf);
}

static void
refused__is_a_line_with_code_path_and_message(void **state)
{
    struct refusal refusal = { .source = "gate/3" };
    struct buf buf = { 0 };

    (void)state;
    refusal_set(&refusal, REFUSED_BAD_FIELD, "data.minutes", "minutes must be 0..1440, got %d", 9000);
    reply_refused(&buf, 7, &refusal);
    assert_text(&buf, "{\"line\":7,\"status\":\"rejected\",\"code\":\"bad_field\",\"path\":\"data.minutes\","
                      "\"message\":\"minutes must be 0..1440, got 9000\"}\n");
}

static void
refused__without_a_path_has_no_path(void **state)
{
    struct refusal refusal = { 0 };
    struct buf buf = { 0 };

    (void)state;
    refusal_set(&refusal, REFUSED_TOO_LONG, "", "the line is longer than %d bytes", 1048576);
    reply_refused(&buf, 18446744073709551615u, &refusal);
    assert_text(&buf, "{\"line\":18446744073709551615,\"status\":\"rejected\",\"code\":\"too_long\","
                      "\"message\":\"the line is longer than 1048576 bytes\"}\n");
}

static void
conflict__has_a_status_of_its_own(void **state)
{
    struct refusal refusal = { 0 };
    struct buf buf = { 0 };

    (void)state;
    refusal_set(&refusal, REFUSED_CONFLICT, "", "other content under the same id and rev");
    reply_refused(&buf, 1, &refusal);
    assert_text(&buf, "{\"line\":1,\"status\":\"conflict\",\"code\":\"conflict\",\"message\":\"other content under the same id and rev\"}\n");
}

static void
refused__is_one_line_of_json_for_every_code_and_any_text(void **state)
{
    (void)state;
    for (enum refusal_code code = 0; code < REFUSAL_CODES; code++) {
        struct refusal refusal = { 0 };
        struct buf buf = { 0 };
        json_t *reply;

        refusal_set(&refusal, code, "data[\"a\n\\\"]", "\"quoted\" \\ \n\t\x01 \xe6\x9f\xb3");
        reply_refused(&buf, 1, &refusal);
        assert_ptr_equal(memchr(buf.ptr, '\n', buf.len), buf.ptr + buf.len - 1);
        reply = json_loadb(buf.ptr, buf.len, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(reply);
        assert_string_equal(json_string_value(json_object_get(reply, "code")), refusal_code_name(code));
        assert_string_equal(json_string_value(json_object_get(reply, "path")), refusal.path);
        assert_string_equal(json_string_value(json_object_get(reply, "message")), refusal.message);
        json_decref(reply);
        buf_free(&buf);
    }
}

static void
refusal__is_cut_between_characters(void **state)
{
    (void)state;
    for (int shift = 0; shift < 4; shift++) {
        struct refusal refusal = { 0 };
        char text[1024];
        struct buf buf = { 0 };
        json_t *reply;

        memset(text, 'x', sizeof text);
        for (size_t i = (size_t)shift; i + 5 < sizeof text; i += 4)
            memcpy(text + i, "\xf0\x9f\x98\x80", 4);
        text[sizeof text - 1] = '\0';
        assert_false(refusal_set(&refusal, REFUSED_BAD_FIELD, text, "%s", text));
        assert_in_range(strlen(refusal.path), sizeof refusal.path - 4, sizeof refusal.path - 1);
        assert_in_range(strlen(refusal.message), sizeof refusal.message - 4, sizeof refusal.message - 1);
        reply_refused(&buf, 1, &refusal);
        reply = json_loadb(buf.ptr, buf.len, 0, NULL); /* refuses what is not UTF-8 */
        assert_non_null(reply);
        json_decref(reply);
        buf_free(&buf);
    }
}

static void
refusal__that_just_fits_is_not_cut(void **state)
{
    struct refusal refusal = { 0 };
    char path[sizeof refusal.path];

    (void)state;
    memset(path, 'x', sizeof path);
    memcpy(path + sizeof path - 4, "\xe6\x9f\xb3", 4);
    refusal_set(&refusal, REFUSED_BAD_FIELD, path, "m");
    assert_string_equal(refusal.path, path);
}

static void
acked__and_end__are_as_the_protocol_says(void **state)
{
    const uint64_t counts[OUTCOMES] = { [OUTCOME_APPLIED] = 97, [OUTCOME_DUPLICATE] = 2, [OUTCOME_REJECTED] = 1 };
    struct buf buf = { 0 };

    (void)state;
    reply_acked(&buf, 64);
    reply_end(&buf, 100, counts);
    assert_text(&buf, "{\"acked\":64}\n"
                      "{\"acked\":100,\"applied\":97,\"duplicate\":2,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":1,\"end\":true}\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refused__is_a_line_with_code_path_and_message),
        cmocka_unit_test(refused__without_a_path_has_no_path),
        cmocka_unit_test(conflict__has_a_status_of_its_own),
        cmocka_unit_test(refused__is_one_line_of_json_for_every_code_and_any_text),
        cmocka_unit_test(refusal__is_cut_between_characters),
        cmocka_unit_test(refusal__that_just_fits_is_not_cut),
        cmocka_unit_test(acked__and_end__are_as_the_protocol_says),
    };

    return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}

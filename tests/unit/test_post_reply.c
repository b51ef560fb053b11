/* SPDX-License-Identifier: MIT */
#include "cli/post_reply.h"

#include "cli/post_totals.h"

#include "cli/lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void
parse__reads_the_three_lines_of_the_contract(void **state)
{
    struct arena arena = { 0 };
    struct reply reply;

    (void)state;
    assert_true(reply_parse(STR("{\"line\":7,\"status\":\"rejected\",\"code\":\"bad_field\",\"path\":\"data.minutes\","
                                "\"message\":\"minutes must be 0..1440, got 9000\"}"), &arena, &reply));
    assert_int_equal(reply.kind, REPLY_REFUSED);
    assert_int_equal(reply.line, 7);
    assert_true(str_eq(reply.code, STR("bad_field")));
    assert_true(str_eq(reply.path, STR("data.minutes")));
    assert_true(str_eq(reply.message, STR("minutes must be 0..1440, got 9000")));

    assert_true(reply_parse(STR("{\"acked\":64}"), &arena, &reply));
    assert_int_equal(reply.kind, REPLY_ACKED);
    assert_int_equal(reply.line, 64);

    assert_true(reply_parse(STR("{\"acked\":100,\"applied\":97,\"duplicate\":2,\"stale\":0,\"pending\":0,\"conflict\":0,"
                                "\"rejected\":1,\"end\":true}"), &arena, &reply));
    assert_int_equal(reply.kind, REPLY_END);
    assert_int_equal(reply.line, 100);
    assert_int_equal(reply.counts[OUTCOME_APPLIED], 97);
    assert_int_equal(reply.counts[OUTCOME_DUPLICATE], 2);
    assert_int_equal(reply.counts[OUTCOME_REJECTED], 1);
    arena_free(&arena);
}

static void
parse__has_no_path_where_there_is_none(void **state)
{
    struct arena arena = { 0 };
    struct reply reply;

    (void)state;
    assert_true(reply_parse(STR("{\"line\":1,\"status\":\"conflict\",\"code\":\"conflict\",\"message\":\"m\"}"), &arena,
                            &reply));
    assert_null(reply.path.ptr);
    arena_free(&arena);
}

static void
parse__refuses_what_no_daemon_says(void **state)
{
    static const char *const lines[] = { "", "[]", "null", "{}", "{\"line\":1}", "{\"acked\":-1}", "{\"acked\":\"1\"}",
                                         "{\"acked\":1,\"end\":true}", "{\"acked\":1", "hello" };
    struct arena arena = { 0 };
    struct reply reply;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_false(reply_parse(str_of(lines[i]), &arena, &reply));
    arena_free(&arena);
}

static void
assert_totals(const struct post_stream *stream, const char *text, const char *json)
{
    struct buf out = { 0 };

    post_totals_text(&out, stream);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr, text);
    out.len = 0;
    post_totals_json(&out, stream);
    buf_put_byte(&out, '\0');
    assert_string_equal(out.ptr, json);
    buf_free(&out);
}

static void
totals__name_the_outcomes_that_something_had(void **state)
{
    const struct post_stream whole = { .acked = 100, .counts = { 97, 2, 0, 0, 0, 1 }, .is_whole = true };
    const struct post_stream broken = { .acked = 64 };

    (void)state;
    lang_init();
    lang_set(LANG_EN);
    assert_totals(&whole, "100 lines: 97 applied, 2 duplicate, 1 rejected",
                  "{\"acked\":100,\"applied\":97,\"duplicate\":2,\"stale\":0,\"pending\":0,\"conflict\":0,\"rejected\":1,"
                  "\"end\":true}\n");
    assert_totals(&broken, "64 lines acknowledged", "{\"acked\":64,\"end\":false}\n");
    lang_set(LANG_ZH);
    assert_totals(&broken, "已确认 64 行", "{\"acked\":64,\"end\":false}\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse__reads_the_three_lines_of_the_contract),
        cmocka_unit_test(parse__has_no_path_where_there_is_none),
        cmocka_unit_test(parse__refuses_what_no_daemon_says),
        cmocka_unit_test(totals__name_the_outcomes_that_something_had),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

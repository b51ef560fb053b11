/* SPDX-License-Identifier: MIT */
#include "cli/status_view.h"

#include "cli/lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct source_outcomes sources[] = { { STR_INIT("gate/3"), 97, 2, 1, 4, 0, 1 } };
static struct fault_line faults[] = { { STR_INIT("hours"), STR_INIT("init.lua:3: \"x\""), 120 } };

static const struct store_status busy = {
    .log = 123, .published = 120, .day = STR_INIT("2025-01-01"), .events = 100, .persons = 8, .sessions = 3,
    .cells = 40, .last_recorded_at = 1735689600123, .sources = sources, .source_count = 1, .faults = faults,
    .fault_count = 1,
};

static struct refused_line lines[] = {
    { STR_INIT("gate/3"), STR_INIT("bad_field"), STR_INIT("data.minutes"), STR_INIT("got 9000"), 1735689600123 },
    { STR_INIT(""), STR_INIT("bad_json"), STR_INIT(""), STR_INIT("not JSON\033[2J"), 0 },
};

static void
assert_is(struct buf *out, const char *expected)
{
    buf_put_byte(out, '\0');
    assert_string_equal(out->ptr, expected);
    buf_free(out);
}

static void
json__has_the_positions_the_sources_and_the_faults(void **state)
{
    struct buf out = { 0 };

    (void)state;
    status_json(&out, &busy, true, NULL);
    assert_is(&out, "{\"log\":123,\"published\":120,\"day\":\"2025-01-01\",\"events\":100,\"persons\":8,\"sessions\":3,"
                    "\"cells\":40,\"daemon\":true,\"sources\":[{\"source\":\"gate/3\",\"applied\":97,\"duplicate\":2,"
                    "\"stale\":1,\"pending\":4,\"conflict\":0,\"rejected\":1}],\"faults\":[{\"plugin\":\"hours\","
                    "\"message\":\"init.lua:3: \\\"x\\\"\",\"position\":120}],\"plugins\":null}\n");
}

static void
json__of_an_empty_store_has_no_day(void **state)
{
    const struct store_status empty = { 0 };
    struct buf out = { 0 };

    (void)state;
    status_json(&out, &empty, false, NULL);
    assert_is(&out, "{\"log\":0,\"published\":0,\"day\":null,\"events\":0,\"persons\":0,\"sessions\":0,\"cells\":0,"
                    "\"daemon\":false,\"sources\":[],\"faults\":[],\"plugins\":null}\n");
}

static void
text__says_how_far_the_figures_are_behind_and_which_rule_failed(void **state)
{
    const struct page page = { .width = 80 };
    struct arena arena = { 0 };
    struct buf out = { 0 };

    (void)state;
    lang_set(LANG_ZH);
    status_text(&out, &busy, false, NULL, &page, &arena);
    assert_is(&out, "  后台服务  没有应答\n"
                    "  日志位置  123\n"
                    "  指标算到  120（落后 3）\n"
                    "  计算日    2025-01-01\n"
                    "  最近事件  2025-01-01T00:00:00.123Z\n"
                    "  事件      100\n"
                    "  人员      8\n"
                    "  活动      3\n"
                    "  指标格    40\n"
                    "\n"
                    "  来源    计入  重复  过时  待定  冲突  拒绝\n"
                    "  gate/3    97     2     1     4     0     1\n"
                    "\n"
                    "  ✗ 规则 hours 在日志位置 120 出错：init.lua:3: \"x\"\n");
    arena_free(&arena);
}

static void
refused__are_listed_with_time_place_and_reason_and_cannot_steer_the_terminal(void **state)
{
    struct buf out = { 0 };

    (void)state;
    lang_set(LANG_EN);
    refused_text(&out, lines, 2);
    assert_is(&out, "2025-01-01T00:00:00.123Z  gate/3: bad_field data.minutes: got 9000\n"
                    "1970-01-01T00:00:00.000Z  (unknown): bad_json: not JSON\xEF\xBF\xBD[2J\n");
    refused_text(&out, NULL, 0);
    assert_is(&out, "No line was refused.\n");
}

static void
refused__as_json_have_null_where_there_is_no_path(void **state)
{
    struct buf out = { 0 };

    (void)state;
    refused_json(&out, lines, 2);
    assert_is(&out, "[\n{\"source\":\"gate/3\",\"code\":\"bad_field\",\"path\":\"data.minutes\",\"message\":\"got 9000\","
                    "\"at\":\"2025-01-01T00:00:00.123Z\"},\n"
                    "{\"source\":\"\",\"code\":\"bad_json\",\"path\":null,\"message\":\"not JSON\\u001b[2J\","
                    "\"at\":\"1970-01-01T00:00:00.000Z\"}\n]\n");
    refused_json(&out, NULL, 0);
    assert_is(&out, "[]\n");
}

static int
set_up(void **state)
{
    (void)state;
    lang_init();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json__has_the_positions_the_sources_and_the_faults),
        cmocka_unit_test(json__of_an_empty_store_has_no_day),
        cmocka_unit_test(text__says_how_far_the_figures_are_behind_and_which_rule_failed),
        cmocka_unit_test(refused__are_listed_with_time_place_and_reason_and_cannot_steer_the_terminal),
        cmocka_unit_test(refused__as_json_have_null_where_there_is_no_path),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}

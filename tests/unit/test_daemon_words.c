/* SPDX-License-Identifier: MIT */
#include "cli/daemon_words.h"

#include "cli/lang.h"
#include "tests/support/check.h"

struct said {
    const char *message, *chinese;
};

static void
expect(enum lang lang, const char *message, const char *expected)
{
    struct buf text = { 0 };

    lang_set(lang);
    put_said(&text, str_of(message));
    buf_put_byte(&text, 0);
    assert_string_equal(text.ptr, expected);
    buf_free(&text);
}

static void
said__has_its_names_and_values_and_bounds_in_chinese(void **state)
{
    static const struct said cases[] = {
        { "minutes must be 0..1440, got 9000", "minutes 应为：0..1440；实为：9000" },
        { "minutes must be a whole number written in digits, 0..1440, got \"ninety\"",
          "minutes 应为：用数字书写的整数，0..1440；实为：\"ninety\"" },
        { "status must be one of present, late, got null", "status 应为：以下之一：present, late；实为：空值 null" },
        { "closed must be after opened, got 2024-01-01 and 2025-01-01",
          "closed 应晚于 opened；实为：2024-01-01 和 2025-01-01" },
        { "residents must be at most total, got 9 of 8", "residents 不能大于 total；实为：8 人中的 9 人" },
        { "user 7 may not post turnout.unit.put as the source \"gate/1\"",
          "用户 7 无权以来源 \"gate/1\" 报送 turnout.unit.put" },
        { "person looks like a mobile phone number: post a token that means nothing outside your system",
          "person 看起来是手机号码：请报送在本系统之外没有意义的代号" },
        { "data.parent: Mars/Phobos: there is no such time zone", "data.parent: Mars/Phobos：没有这个时区" },
        { "v below u would close a cycle of units", "把 v 置于 u 之下会使单位的上下级关系成环" },
        { "unit: there is no libeiqiao; did you mean liubeiqiao?", "unit：没有 libeiqiao；您是指 liubeiqiao 吗？" },
        { "cadence has no figures over a month", "cadence 没有按月的指标" },
        { "the line is not JSON: Problem while parsing an atom starting with the letter 't'",
          "该行不是 JSON：以字母 't' 开头的词写法有误" },
        { "at must be a date that exists, such as 2024-05-29 or 2024-05 or 2024, got 7",
          "at 应为：存在的日期，如 2024-05-29 或 2024-05 或 2024；实为：7" },
        { "the line is not JSON: a fault that is new or rare", "该行不是 JSON：a fault that is new or rare" },
        { "slow/init.lua:7: more than 1000000 instructions in one call", "slow/init.lua:7：一次调用的指令数超过 1000000" },
        { "/b/x.db: there is no such folder", "/b/x.db：没有这个目录" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(LANG_ZH, cases[i].message, cases[i].chinese);
}

static void
said__leaves_a_value_alone_that_reads_like_our_words(void **state)
{
    (void)state;
    expect(LANG_ZH, "status must be one of present, late, got \"a list\"",
           "status 应为：以下之一：present, late；实为：\"a list\"");
    expect(LANG_ZH, "id must be a text, got \"he must be here, got it\"", "id 应为：一段文字；实为：\"he must be here, got it\"");
}

static void
said__in_english_or_unknown_stays_as_it_is(void **state)
{
    static const char fault[] = "rules.lua:3: attempt to index a nil value (field 'x')";

    (void)state;
    expect(LANG_EN, "minutes must be 0..1440, got 9000", "minutes must be 0..1440, got 9000");
    expect(LANG_ZH, fault, fault);
    expect(LANG_ZH, "minutes must be ", "minutes must be ");
    expect(LANG_ZH, " is missing", " is missing");
    expect(LANG_ZH, "", "");
}

static void
said__cannot_move_the_terminal(void **state)
{
    (void)state;
    expect(LANG_EN, "x\033[2J is missing", "x\xef\xbf\xbd[2J is missing");
}

static void
failures__keep_their_code_and_what_rules_say(void **state)
{
    struct err err;

    (void)state;
    lang_set(LANG_ZH);
    err_set(&err, ERR_USAGE, "unit: say which one");
    assert_false(err_said(&err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_string_equal(err.text, "unit：请指明");
    err_set(&err, ERR_RULE, "rules.lua:3: no\nstack traceback:");
    assert_false(err_said(&err));
    assert_string_equal(err.text, "rules.lua:3: no\nstack traceback:");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(said__has_its_names_and_values_and_bounds_in_chinese),
        cmocka_unit_test(said__leaves_a_value_alone_that_reads_like_our_words),
        cmocka_unit_test(said__in_english_or_unknown_stays_as_it_is),
        cmocka_unit_test(said__cannot_move_the_terminal),
        cmocka_unit_test(failures__keep_their_code_and_what_rules_say),
    };

    lang_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

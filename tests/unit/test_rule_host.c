/* SPDX-License-Identifier: MIT */
#include "lua/rule_host.h"

#include "tests/support/check.h"
#include "tests/support/rule_texts.h"
#include "tests/support/rules.h"

#include <stdio.h>
#include <string.h>

/* ---- what a rule sees ---- */

static void
expect_answer(const char *text, struct rule_subject subject, bool expected)
{
    struct rules rules;

    rules_load(&rules, NULL, text, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    rules_ask(&rules, &subject);
    if (rules.batch.fault_count || rules_said(&rules, "x.numerator") != expected)
        check_failed("%s\nsays %s: %s", text, expected ? "no" : "yes", rules_fault(&rules));
    assert_int_equal(rules.batch.verdicts[0].number, subject.number);
    assert_int_equal(rules.batch.verdicts[0].version, subject.version);
    rules_free(&rules);
}

static void
view__has_every_field_of_a_session(void **state)
{
    static const char *const truths[] = {
        RULE("return a.activity == 'a1' and a.unit == 'c1' and a.category == 'edu.law' and a.title == '法律讲座'"),
        RULE("return a.kind == 'lecture' and a.role == 'host' and a.scale == 'large' and a.level == 'community'"),
        RULE("return a.item == 'i1' and a.place == 'square' and a.festival == 'spring' and a.series == 's1' and a.lead == 'party'"),
        RULE("return a.minutes == 90 and a.edition == 2 and a.experts == 1"),
        RULE("return a.start == '2024-05-29T06:00:00Z' and a['end'] == '2024-05-29T07:30:00Z'"),
        RULE("return #a.teams == 2 and a.teams[1] == 't1' and a.teams[3] == nil and #a.secondaries == 0 and a.cohosts[1] == 'c2' and a.partners[1] == 'federation'"),
        RULE("return table.concat(a.tags, '+') == '福满金芝+summer' and table.unpack(a.teams) == 't1'"),
        RULE("local n = 0 for i, tag in ipairs(a.tags) do n = n + i end return n == 3"),
        RULE("local s = '' for i, tag in pairs(a.teams) do s = s .. i .. tag end return s == '1t12t2'"),
        RULE("return a.date.year == 2024 and a.date.month == 5 and a.date.day == 29 and a.date.weekday == 3 and a.date.precision == 'day'"),
        RULE("return t.under(a.category, 'edu') and t.under(a.category, 'edu.law') and not t.under(a.category, 'ed') and not t.under(a.category, 'edu.law.x') and not t.under(nil, 'edu')"),
        RULE("return a.title:find('讲座', 1, true)"), RULE("return 0"), NULL,
    };

    (void)state;
    for (int i = 0; truths[i]; i++)
        expect_answer(truths[i], full_session(), true);
    expect_answer(RULE("return nil"), full_session(), false);
    expect_answer(RULE("return false"), full_session(), false);
    expect_answer(RULE(""), full_session(), false);
}

static void
view__says_nil_for_what_was_not_posted(void **state)
{
    (void)state;
    expect_answer(RULE("return a.title == nil and a.item == nil and a.minutes == nil and a.start == nil and a['end'] == nil and a.edition == nil and #a.tags == 0"),
                  bare_session(), true);
    expect_answer(RULE("local d = a.date return d.year == 2025 and d.month == nil and d.day == nil and d.weekday == nil and d.precision == 'year'"),
                  bare_session(), true);
    expect_answer(RULE("return a.kind == 'other' and a.role == 'guest' and a.scale == 'small' and a.level == 'street'"), bare_session(), true);
}

static void
view__has_every_field_of_a_plan_item(void **state)
{
    struct plan_put without_kind = *plan_item().plan;
    struct rule_subject item = plan_item();

    (void)state;
    expect_answer(ITEM_RULE("return p.item == 'i1' and p.unit == 'c1' and p.title == 'games' and p.category == 'sport' and p.team == nil"), item, true);
    expect_answer(ITEM_RULE("return p.kind == 'contest' and p.role == 'host' and p.count == 1 and p.weight == 2 and p.window == '2025-07'"), item, true);
    expect_answer(ITEM_RULE("return p.date.month == 7 and p.date.day == nil and p.date.precision == 'month' and p.level == 'community'"), item, true);
    without_kind.has_kind = false;
    without_kind.window = (struct when){ .precision = WHEN_RANGE, .first = day_of(2025, 7, 10), .last = day_of(2025, 8, 25) };
    item.plan = &without_kind;
    expect_answer(ITEM_RULE("return p.kind == nil and p.window == '2025-07-10/2025-08-25'"), item, true);
}

static void
expect_rule_fault(const char *text, const char *words)
{
    struct rule_subject session = full_session();
    struct rules rules;

    rules_load(&rules, NULL, text, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    rules_ask(&rules, &session);
    if (!strstr(rules_fault(&rules), words))
        check_failed("%s\nsays: %s\nnot: %s", text, rules_fault(&rules), words);
    assert_int_equal(rules.batch.faults[0].subject, session.number);
    assert_int_equal(rules.batch.faults[0].rule, 0);
    assert_false(rules_said(&rules, "x.numerator"));
    rules_free(&rules);
}

static void
rule__that_fails_is_named_with_file_and_line(void **state)
{
    static const char *const faults[] = {
        RULE("return a.categry == 'edu'"), "t1.lua:3: a session has no field 'categry': did you mean 'category'?",
        RULE("return a.date.mnth"), "t1.lua:3: a date has no field 'mnth': did you mean 'month'?",
        RULE("return a.tags.summer"), "t1.lua:3: a list has elements 1, 2, ... and no field 'summer'",
        RULE("return a[1]"), "a session has no field 'number'",
        RULE("a.category = 'edu'"), "t1.lua:3: a session is read-only",
        RULE("a.tags[1] = 'edu'"), "t1.lua:3: a list is read-only",
        RULE("a.date.year = 1"), "t1.lua:3: a date is read-only",
        RULE("table.insert(a.tags, 'x')"), "t1.lua:3: ", RULE("table.sort(a.tags)"), "read-only",
        RULE("rawset(a, 'category', 'x')"), "t1.lua:3: ", RULE("setmetatable(a, {})"), "t1.lua:3: ",
        RULE("return getmetatable(a).__index"), "t1.lua:3: attempt to index a boolean value",
        RULE("return #a"), "t1.lua:3: attempt to get length of a a session value",
        RULE("return a.title + 1"), "t1.lua:3: attempt to perform arithmetic on a string value (field 'title')",
        RULE("local f = pairs(a.tags) return f('x')"), "t1.lua:3: bad argument #1",
        RULE("for k in pairs(a) do end"), "t1.lua:3: bad argument #1 to",
        RULE("t.people {}"), "t1.lua:3: t.people defines something: call it when the file is loaded, not in a rule",
        RULE("return t.param 'x'"), "t1.lua:3: t.param: the plugin declares no parameter 'x'",
        RULE("return t.under(7, 'edu')"), "t1.lua:3: bad argument #1 to 'under' (category or nil expected, got number)",
        RULE("return t.under(a.category)"), "bad argument #2 to 'under' (category expected, got no value)",
        RULE("while true do end"), "t1.lua:3: more than 10000000 instructions in one call",
        RULE("local s = {} while true do s[#s + 1] = {} end"), "t1.lua:3: more than 16384 KiB of memory",
        RULE("error { code = 1 }"), "t1.lua:3: an error value of type table was raised",
        NULL, NULL,
    };

    (void)state;
    for (int i = 0; faults[i]; i += 2)
        expect_rule_fault(faults[i], faults[i + 1]);
}

static void
rule__that_would_remember_does_not_load(void **state)
{
    static const char *const faults[] = {
        HEAD "local n = 0\nreturn t.plugin { name = 'x', version = '1', api = 1, " TITLE ", indicators = { x = t.value { of = t.people {\n"
             "where = function()\nn = n + 1\nreturn n > 1 end } } } }",
        "t1.lua:5: a rule must not change 'n', which outlives the call",
        HEAD "local n = 0\nlocal function count() n = n + 1 return n end\nreturn t.plugin { name = 'x', version = '1', api = 1, " TITLE
             ", indicators = { x = t.value { of = t.people { where = function() return count() > 1 end } } } }",
        "t1.lua:3: a rule must not change 'n'",
        NULL, NULL,
    };

    (void)state;
    for (int i = 0; faults[i]; i += 2)
        expect_load_fault(faults[i], faults[i + 1]);
    expect_loads(RULE("local n = 0 local function add() n = n + 1 end add() add() return n == 2"));
    expect_loads(HEAD "local fact\nfact = function(n) return n < 2 and 1 or n * fact(n - 1) end\nreturn t.plugin { name = 'x', version = '1', api = 1, " TITLE
                      ", indicators = { x = t.value { of = t.people { where = function() return fact(3) == 6 end } } } }");
}

/* A table of the file is the one place where a rule can keep something; what it keeps is dead. */
static void
view__that_is_kept_is_dead_in_the_next_call(void **state)
{
    static const char *const texts[] = { "kept[1].category", "kept[2][1]", "#kept[2]", "kept[3].year" };
    struct rule_subject first = full_session(), second = full_session();
    struct rule_subject both[2] = { first, second };
    struct ask ask = { .batch = 1, .subjects = both, .count = 2 };

    (void)state;
    both[1].number = 99;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[1024];
        struct rules rules;

        snprintf(text, sizeof text,
                 HEAD "local kept = {}\nreturn t.plugin { name = 'x', version = '1', api = 1, " TITLE ", indicators = { x = t.value { of = t.people {\n"
                      "where = function(a)\nif kept[1] then return %s end\nkept[1], kept[2], kept[3] = a, a.tags, a.date return true end } } } }",
                 texts[i]);
        rules_load(&rules, NULL, text, NULL);
        rule_host_answer(rules.host, &ask, &rules.arena, &rules.batch);
        assert_int_equal(rules.batch.fault_count, 1);
        assert_int_equal(rules.batch.faults[0].subject, 99);
        assert_non_null(strstr(rules_fault(&rules), "t1.lua:5: this was kept from an earlier call"));
        assert_true(rule_mask_has(&rules.batch.verdicts[0].mask, 0));
        assert_false(rule_mask_has(&rules.batch.verdicts[1].mask, 0));
        rules_free(&rules);
    }
}

static void
answer__skips_the_rest_of_a_plugin_that_failed_and_asks_the_others(void **state)
{
    struct rule_subject subjects[] = { bare_session(), full_session(), bare_session() };
    struct ask ask = { .batch = 5, .subjects = subjects, .count = 3 };
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, RULE("return a.title == nil or a.title + 1 > 0"),
               HEAD "return t.plugin { name = 'y', version = '1', api = 1, " TITLE ", indicators = { y = t.value { of = t.people { where = function(a) return true end } } } }",
               NULL);
    rule_host_answer(rules.host, &ask, &rules.arena, &rules.batch);
    assert_int_equal(rules.batch.batch, 5);
    assert_int_equal(rules.batch.calls, 5);
    assert_int_equal(rules.batch.fault_count, 1);
    assert_int_equal(rules.batch.faults[0].plugin, 0);
    assert_int_equal(rules.batch.faults[0].subject, subjects[1].number);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(rule_mask_has(&rules.batch.verdicts[i].mask, 0), i == 0);
        assert_true(rule_mask_has(&rules.batch.verdicts[i].mask, 1));
    }
    rules_free(&rules);
}

static void
answer__leaves_paused_plugins_alone(void **state)
{
    struct rule_subject session = full_session();
    struct ask ask = { .subjects = &session, .count = 1, .paused = { { 1 } } };
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, RULE("return true"), NULL);
    rule_host_answer(rules.host, &ask, &rules.arena, &rules.batch);
    assert_int_equal(rules.batch.calls, 0);
    assert_false(rules_said(&rules, "x.numerator"));
    rules_free(&rules);
}

static void
board__says_who_is_called_and_rests_afterwards(void **state)
{
    struct rule_subject session = full_session();
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, RULE("return true"), NULL);
    assert_int_equal(atomic_load(&rules.board.calls), 1);
    assert_int_equal(atomic_load(&rules.board.plugin), UINT32_MAX);
    rules_ask(&rules, &session);
    assert_int_equal(atomic_load(&rules.board.calls), 2);
    assert_int_equal(atomic_load(&rules.board.rule), 0);
    assert_int_equal(atomic_load(&rules.board.subject), session.number);
    assert_int_equal(atomic_load(&rules.board.plugin), UINT32_MAX);
    rules_free(&rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(view__has_every_field_of_a_session),
        cmocka_unit_test(view__says_nil_for_what_was_not_posted),
        cmocka_unit_test(view__has_every_field_of_a_plan_item),
        cmocka_unit_test(rule__that_fails_is_named_with_file_and_line),
        cmocka_unit_test(rule__that_would_remember_does_not_load),
        cmocka_unit_test(view__that_is_kept_is_dead_in_the_next_call),
        cmocka_unit_test(answer__skips_the_rest_of_a_plugin_that_failed_and_asks_the_others),
        cmocka_unit_test(answer__leaves_paused_plugins_alone),
        cmocka_unit_test(board__says_who_is_called_and_rests_afterwards),
    };

    return cmocka_run_group_tests_name("rule_host", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/*
 * t.quality: what it takes and refuses, and what of it arrives in the ruleset.
 */
#include "tests/support/check.h"
#include "tests/support/rules.h"

#include <stdio.h>
#include <string.h>

#define START(name) "local t = require 'turnout'\nreturn t.plugin { name = '" name "', version = '1', api = 1, title = { zh = 'a', en = 'b' },\n"
#define QUALITY(text) START("x") "quality = { " text " } }"

static void
a_check__keeps_its_own_severity_and_gets_its_numbers(void **state)
{
    struct rules rules;
    const struct quality_rule *rule;

    (void)state;
    rules_load(&rules, NULL, QUALITY("t.quality { check = 'silent_channel', days = 9 }, t.quality { check = 'overlap', on = false },"
                                     "t.quality { check = 'round_headcounts', percent = 0, at_least = 2, severity = 'error' }"), NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_int_equal(rules.ruleset.quality_count, 3);
    rule = &rules.ruleset.quality[0]; /* in order of check */
    assert_int_equal(rule->check, QUALITY_OVERLAP);
    assert_int_equal(rule->severity, SEVERITY_WARNING);
    assert_false(rule->on);
    assert_int_equal(rule[1].check, QUALITY_ROUND_HEADCOUNTS);
    assert_int_equal(rule[1].severity, SEVERITY_ERROR);
    assert_int_equal(rule[1].params[QUALITY_AT_LEAST], 2);
    assert_int_equal(rule[2].params[QUALITY_DAYS], 9);
    assert_true(rule[2].on);
    rules_free(&rules);
}

static void
an_administrator__turns_a_check_off_and_sets_its_number(void **state)
{
    static const char text[] = START("x") "params = { on = t.boolean(true), n = t.integer(20) },\n"
        "quality = { t.quality { check = 'population_jump', on = t.param 'on', percent = t.param 'n' } } }";
    struct param_override overrides[] = {
        { STR_INIT("x"), STR_INIT("on"), STR_INIT("false") }, { STR_INIT("x"), STR_INIT("n"), STR_INIT("30") },
    };
    struct load_request request = { .overrides = overrides, .override_count = 2 };
    struct rules rules;

    (void)state;
    rules_load(&rules, &request, text, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_false(rules.ruleset.quality[0].on);
    assert_int_equal(rules.ruleset.quality[0].params[QUALITY_PERCENT], 30);
    rules_free(&rules);
}

static void
a_check__that_is_said_wrongly_is_refused_with_the_reason(void **state)
{
    static const struct {
        const char *text, *fault;
    } rows[] = {
        { QUALITY("t.quality { check = 'overlp' }"), "check is \"overlp\": did you mean \"overlap\"?" },
        { QUALITY("t.quality {}"), "t.quality: needs the option 'check'" },
        { QUALITY("t.quality { check = 'long_day' }"), "the check \"long_day\" needs the option 'minutes'" },
        { QUALITY("t.quality { check = 'overlap', days = 3 }"), "the check \"overlap\" has no use for the option 'days'" },
        { QUALITY("t.quality { check = 'long_day', minutes = 1441 }"), "minutes must be an integer from 1 to 1440, got 1441" },
        { QUALITY("t.quality { check = 'identical_lists', at_least = 1, people = 5 }"), "at_least must be an integer from 2 to " },
        { QUALITY("t.quality { check = 'overlap', severity = 'bad' }"), "severity must be one of error, warning, notice" },
        { QUALITY("t.people {}"), "quality must be" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rules rules;
        rules_load(&rules, NULL, rows[i].text, NULL);
        if (!strstr(rules_load_fault(&rules), rows[i].fault))
            check_failed("\"%s\" is not in: %s", rows[i].fault, rules_load_fault(&rules));
        assert_int_equal(rules.ruleset.quality_count, 0);
        rules_free(&rules);
    }
}

static void
the_second_of_two_plugins__about_one_check_has_a_fault_and_the_rest_works(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, QUALITY("t.quality { check = 'no_attendance', days = 7 }"),
               START("y") "quality = { t.quality { check = 'no_attendance', days = 3 }, t.quality { check = 'over_100' } } }", NULL);
    assert_int_equal(rules.ruleset.quality_count, 2);
    assert_int_equal(rules.ruleset.quality[1].check, QUALITY_NO_ATTENDANCE);
    assert_int_equal(rules.ruleset.quality[1].params[QUALITY_DAYS], 7);
    assert_int_equal(rules.ruleset.fault_count, 1);
    assert_string_equal(rules.ruleset.faults[0].plugin.ptr, "y");
    assert_non_null(strstr(rules_load_fault(&rules), "the check no_attendance is given twice"));
    rules_free(&rules);
}

/* The table, the names and what t.quality takes belong together. */
static void
every_check__has_a_name_titles_and_numbers_in_range(void **state)
{
    (void)state;
    for (int i = 0; i < QUALITY_CHECKS; i++) {
        assert_true(str_eq(quality_checks[i].name, quality_check_names[i]));
        assert_true(quality_checks[i].title_zh.len > 0 && quality_checks[i].title_en.len > 0);
    }
    for (int i = 0; i < QUALITY_PARAMS; i++) {
        static const char *const checks[] = { "population_jump", "no_attendance", "round_headcounts", "long_day", "identical_lists" };
        static const char *const others[] = { "", "", ", percent = 1", "", ", at_least = 2" };
        for (int side = 0; side < 2; side++) {
            int64_t value = side ? quality_ranges[i].most : quality_ranges[i].least;
            char text[512];
            struct rules rules;
            snprintf(text, sizeof text, START("x") "quality = { t.quality { check = '%s', %s = %lld%s } } }", checks[i],
                     quality_param_names[i].ptr, (long long)value, others[i]);
            rules_load(&rules, NULL, text, NULL);
            assert_string_equal(rules_load_fault(&rules), "");
            assert_int_equal(rules.ruleset.quality[0].params[i], value);
            rules_free(&rules);
            snprintf(text, sizeof text, START("x") "quality = { t.quality { check = '%s', %s = %lld%s } } }", checks[i],
                     quality_param_names[i].ptr, (long long)(side ? value + 1 : value - 1), others[i]);
            rules_load(&rules, NULL, text, NULL);
            assert_non_null(strstr(rules_load_fault(&rules), "must be an integer from"));
            rules_free(&rules);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_check__keeps_its_own_severity_and_gets_its_numbers),
        cmocka_unit_test(an_administrator__turns_a_check_off_and_sets_its_number),
        cmocka_unit_test(a_check__that_is_said_wrongly_is_refused_with_the_reason),
        cmocka_unit_test(the_second_of_two_plugins__about_one_check_has_a_fault_and_the_rest_works),
        cmocka_unit_test(every_check__has_a_name_titles_and_numbers_in_range),
    };

    return cmocka_run_group_tests_name("quality form", tests, NULL, NULL);
}

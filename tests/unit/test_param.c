/* SPDX-License-Identifier: MIT */
#include "lua/param.h"

#include "tests/support/check.h"
#include "tests/support/rule_texts.h"
#include "tests/support/rules.h"

#include <string.h>

#define PARAMS START "params = { target = t.percent(75), n = t.integer(2), on = t.boolean(true), how = t.text('named', { 'named', 'upper' }), " \
    "groups = t.list { 'youth' } },\nindicators = { x = t.ratio { numerator = t.people { min_times = t.param 'n', method = t.param 'how', where = function(a) " \
    "local g = t.param 'groups' return t.param 'on' and t.param 'n' == 2 and #g == 2 and g[2] == 'women' and t.param 'target' == 80.5 end }, " \
    "denominator = t.population {}, target = t.at_least(t.param 'target') } } }"

static void
params__have_defaults(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, PARAMS, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_int_equal(rules.ruleset.indicators[0].numerator.min_times, 2);
    assert_int_equal(rules.ruleset.indicators[0].numerator.method, METHOD_NAMED);
    assert_int_equal(rules.ruleset.indicators[0].target.num, 75);
    rules_free(&rules);
}

static void
params__are_overridden_for_options_and_for_running_rules(void **state)
{
    struct param_override overrides[] = {
        { STR_INIT("x"), STR_INIT("target"), STR_INIT("80.50") }, { STR_INIT("x"), STR_INIT("how"), STR_INIT("upper") },
        { STR_INIT("x"), STR_INIT("groups"), STR_INIT("youth , women") },
    };
    struct load_request request = { .overrides = overrides, .override_count = 3 };
    struct rule_subject session = full_session();
    struct rules rules;

    (void)state;
    rules_load(&rules, &request, PARAMS, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_int_equal(fraction_cmp(rules.ruleset.indicators[0].target, (struct fraction){ 161, 2 }), 0);
    assert_int_equal(rules.ruleset.indicators[0].numerator.method, METHOD_UPPER);
    rules_ask(&rules, &session);
    assert_string_equal(rules_fault(&rules), "");
    assert_true(rules_said(&rules, "x.numerator"));
    rules_free(&rules);
}

static void
overrides__of_a_wrong_kind_or_name_stop_the_plugin_and_say_so(void **state)
{
    static const struct {
        struct param_override override;
        const char *words;
    } rows[] = {
        { { STR_INIT("x"), STR_INIT("n"), STR_INIT("2.5") }, "t.integer: the configuration sets x.n to \"2.5\", which is no integer" },
        { { STR_INIT("x"), STR_INIT("n"), STR_INIT("0") }, "t.people: min_times must be an integer from 1 to 1000000, got 0" },
        { { STR_INIT("x"), STR_INIT("target"), STR_INIT("high") }, "sets x.target to \"high\", which is no percent" },
        { { STR_INIT("x"), STR_INIT("on"), STR_INIT("yes") }, "sets x.on to \"yes\", which is no boolean" },
        { { STR_INIT("x"), STR_INIT("how"), STR_INIT("lower") }, "how is \"lower\", which is none of its choices" },
        { { STR_INIT("x"), STR_INIT("traget"), STR_INIT("1") }, "t.plugin: the configuration sets x.traget, but there is no such parameter: did you mean 'target'?" },
        { { STR_INIT("y"), STR_INIT("n"), STR_INIT("1") }, "the configuration sets y.n, but there is no such plugin" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct param_override override = rows[i].override;
        struct load_request request = { .overrides = &override, .override_count = 1 };
        struct rules rules;

        rules_load(&rules, &request, PARAMS, NULL);
        if (!strstr(rules_load_fault(&rules), rows[i].words))
            check_failed("says: %s\nnot: %s", rules_load_fault(&rules), rows[i].words);
        rules_free(&rules);
    }
}

static void
params__must_be_declared_and_of_the_kind_that_is_asked(void **state)
{
    static const char *const faults[] = {
        PLUGIN("t.value { of = t.people { min_times = t.param 'm' } }"), "t.param: the plugin declares no parameter 'm'",
        START "params = { m = t.text 'x' }, indicators = { x = t.value { of = t.people { min_times = t.param 'm' } } } }",
        "t.people: min_times must be an integer from 1 to 1000000, got \"x\"",
        START "params = { m = 7 }, indicators = { x = t.value { of = t.people {} } } }", "params must be a parameter such as t.integer(1), got 7",
        START "params = { m = t.text('x', { 'y' }) }, indicators = { x = t.value { of = t.people {} } } }", "m is \"x\", which is none of its choices",
        START "params = { m = t.integer() }, indicators = {} }", "t.integer: needs the option 'value'",
        START "params = { m = t.integer(t.param 'z') }, indicators = { x = t.value { of = t.people {} } } }", "declares no parameter 'z'",
        NULL, NULL,
    };

    (void)state;
    for (int i = 0; faults[i]; i += 2)
        expect_load_fault(faults[i], faults[i + 1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(params__have_defaults),
        cmocka_unit_test(params__are_overridden_for_options_and_for_running_rules),
        cmocka_unit_test(overrides__of_a_wrong_kind_or_name_stop_the_plugin_and_say_so),
        cmocka_unit_test(params__must_be_declared_and_of_the_kind_that_is_asked),
    };

    return cmocka_run_group_tests_name("param", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lua/meaning.h"

#include "tests/support/check.h"
#include "tests/support/rule_texts.h"
#include "tests/support/rules.h"

static struct hash128
meaning_of(const char *text)
{
    struct hash128 meaning;
    struct rules rules;

    rules_load(&rules, NULL, text, NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    meaning = rules.ruleset.plugins[0].meaning;
    rules_free(&rules);
    return meaning;
}

#define MEANS(head, where, rest) \
    HEAD head "\nreturn t.plugin { name = 'x', version = '1', api = 1, " TITLE ", params = { n = t.integer(1) }, indicators = { x = t.value { " rest \
    " of = t.people { where = " where " } } } }"

static void
meaning__is_of_what_is_computed_not_of_how_it_is_told(void **state)
{
    static const char *const base = MEANS("local limit = 2", "function(a) return #a.tags > limit end", "");
    static const char *const same[] = {
        MEANS("-- a remark\n\nlocal limit = 2", "function(session) -- another\n return #session.tags > limit end", ""),
        MEANS("local limit = 2 local unused = 7", "function(a) return #a.tags > limit end", "title = { zh = '新', en = 'New' },"), NULL,
    };
    static const char *const other[] = {
        MEANS("local limit = 3", "function(a) return #a.tags > limit end", ""),
        MEANS("local limit = 2", "function(a) return #a.tags >= limit end", ""),
        MEANS("local limit = 2", "function(a) return #a.teams > limit end", ""),
        MEANS("local limit = 2", "function(a) return #a.tags > limit end", "over = 'year',"),
        MEANS("local limit = 2", "function(a) return #a.tags > limit end", "decimals = 1,"),
        MEANS("local limit = 2", "function(a) return #a.tags > limit end", "target = t.at_least(1),"), NULL,
    };

    (void)state;
    for (int i = 0; same[i]; i++)
        assert_true(hash128_eq(meaning_of(base), meaning_of(same[i])));
    for (int i = 0; other[i]; i++)
        assert_false(hash128_eq(meaning_of(base), meaning_of(other[i])));
}

static void
meaning__follows_helpers_and_tables(void **state)
{
    const char *base = MEANS("local words = { 'a', b = { c = 1 } } local function f(x) return words[x] or f end", "function(a) return f(a.unit) end", "");

    (void)state;
    assert_true(hash128_eq(meaning_of(base), meaning_of(base)));
    assert_false(hash128_eq(meaning_of(base), meaning_of(MEANS("local words = { 'a', b = { c = 2 } } local function f(x) return words[x] or f end",
                                                               "function(a) return f(a.unit) end", ""))));
    assert_false(hash128_eq(meaning_of(base), meaning_of(MEANS("local words = { 'a', b = { c = 1 } } local function f(x) return not words[x] or f end",
                                                               "function(a) return f(a.unit) end", ""))));
    assert_false(hash128_eq(meaning_of(MEANS("local f = string.upper", "function(a) return f(a.unit) end", "")),
                            meaning_of(MEANS("local f = string.lower", "function(a) return f(a.unit) end", ""))));
}

static void
meaning__changes_with_an_override(void **state)
{
    struct param_override override = { STR_INIT("x"), STR_INIT("n"), STR_INIT("2") };
    struct load_request request = { .overrides = &override, .override_count = 1 };
    const char *text = MEANS("", "function(a) return #a.tags > t.param 'n' end", "");
    struct rules rules;

    (void)state;
    rules_load(&rules, &request, text, NULL);
    assert_false(hash128_eq(rules.ruleset.plugins[0].meaning, meaning_of(text)));
    rules_free(&rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meaning__is_of_what_is_computed_not_of_how_it_is_told),
        cmocka_unit_test(meaning__follows_helpers_and_tables),
        cmocka_unit_test(meaning__changes_with_an_override),
    };

    return cmocka_run_group_tests_name("meaning", tests, NULL, NULL);
}

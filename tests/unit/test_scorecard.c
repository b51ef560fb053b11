/* SPDX-License-Identifier: MIT */
/*
 * Scorecards as plugins write them: what they may say, what is said of those
 * that make no sense, and what becomes of them as plain data.
 */
#include "tests/support/check.h"
#include "tests/support/rules.h"

#include <stdio.h>
#include <string.h>

#define HEAD "local t = require 'turnout'\nreturn t.plugin { name = 'x', version = '1', api = 1, title = { zh = '名', en = 'Name' },\n"
#define INDICATORS \
    "indicators = { rate = t.ratio { numerator = t.people {}, denominator = t.population {}, over = { 'half', 'year' } }," \
    " monthly = t.value { of = t.attendances {}, by = { 'unit', 'team' } }," \
    " gap = t.value { of = t.attendances {}, over = 'year', target = t.at_most(45) } },\n"
#define CARD(options) HEAD INDICATORS "scorecards = { card = t.scorecard { of = 'unit', over = 'year', veto = false, " options " } } }"
#define SHAPE(shape) CARD("most = 10, items = { { 'rate', points = 10, shape = " shape " } }")
#define FULL "t.threshold { at_least = 1 }"
#define ITEM "{ 'rate', points = 10, shape = " FULL " }"

static void
expect_fault(const char *text, const char *words)
{
    struct rules rules;

    rules_load(&rules, NULL, text, NULL);
    if (!strstr(rules_load_fault(&rules), words))
        check_failed("%s\nsays: %s\nnot: %s", text, rules_load_fault(&rules), words);
    assert_int_equal(rules.ruleset.card_count, 0);
    rules_free(&rules);
}

static void
expect_faults(const char *const *pairs, size_t count)
{
    for (size_t i = 0; i < count; i += 2)
        expect_fault(pairs[i], pairs[i + 1]);
}

static void
shapes__say_everything_that_a_regulation_may_leave_open(void **state)
{
    static const char *const faults[] = {
        SHAPE("t.linear { target = 75, floor = 0, cap = 100 }"), "t1.lua:4: t.linear: needs the option 'from'",
        SHAPE("t.linear { target = 75, from = 'zero', cap = 100 }"), "needs the option 'floor'",
        SHAPE("t.linear { target = 75, from = 'zero', floor = 0 }"), "needs the option 'cap'",
        SHAPE("t.linear { target = 75, from = 'nought', floor = 0, cap = 100 }"), "from must be one of zero, floor",
        SHAPE("t.steps { from = 75, per = 5, minus = 1 }"), "needs the option 'step'",
        SHAPE("t.steps { from = 75, per = 5, minus = 1, step = 'half' }"), "step must be one of whole, started",
        SHAPE("t.graded { steps = { { 'A', from = 1, points = 1 } }, below = 0 }"), "needs the option 'bound'",
        SHAPE("t.graded { steps = { { 'A', from = 1, points = 1 } }, bound = 'above' }"), "needs the option 'below'",
        SHAPE("t.graded { steps = { { from = 1, points = 1 } }, bound = 'above', below = 0 }"), "t.graded step: needs the option 'grade'",
        SHAPE("t.piecewise { steps = { { 'A', from = 1, points = 1 } }, bound = 'above', below = 0 }"), "takes named options, got \"A\"",
        SHAPE("t.per_count { each = 1 }"), "needs the option 'most'",
        SHAPE("75"), "shape must be a scoring shape such as t.threshold { }, got 75",
    };

    (void)state;
    expect_faults(faults, sizeof faults / sizeof *faults);
}

static void
shapes__that_make_no_sense_are_refused_with_file_and_line(void **state)
{
    static const char *const faults[] = {
        SHAPE("t.threshold {}"), "t1.lua:4: t.scorecard card: t.threshold: needs at_least or at_most",
        SHAPE("t.threshold { at_least = 1, at_most = 2 }"), "needs at_least or at_most",
        SHAPE("t.linear { target = 0, floor = 0, from = 'zero', cap = 100 }"), "target and cap must be above 0",
        SHAPE("t.linear { target = 75, floor = 75, from = 'floor', cap = 100 }"), "floor must be from 0 to below the target",
        SHAPE("t.steps { from = 75, per = 0, minus = 1, step = 'whole' }"), "per and minus must be above 0",
        SHAPE("t.per_count { each = 1, most = 11 }"), "most not above the points",
        SHAPE("t.piecewise { steps = { { from = 1, points = 11 } }, bound = 'above', below = 0 }"), "from 0 to those of the item",
        SHAPE("t.piecewise { steps = { { from = 1, points = 1 }, { from = '1.0', points = 2 } }, bound = 'above', below = 0 }"), "begin at the same value",
        SHAPE("t.piecewise { steps = { { from = 1, points = 1 } }, bound = 'above', below = -1 }"), "below must be from 0",
    };

    (void)state;
    expect_faults(faults, sizeof faults / sizeof *faults);
}

#define CARD_OF(plugin, name, part) \
    "local t = require 'turnout'\nreturn t.plugin { name = '" plugin "', version = '1', api = 1, title = { zh = '甲', en = 'A' }, scorecards = {\n" \
    name " = t.scorecard { of = 'unit', over = 'year', veto = false, most = 10, items = { { '" part "', points = 10, shape = " FULL " } } } } }"

static void
cards__in_a_circle_are_refused_and_the_message_shows_all_of_it(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, CARD_OF("a", "one", "two"), CARD_OF("b", "two", "three"), CARD_OF("c", "three", "one"), CARD_OF("d", "four", "one"), NULL);
    assert_int_equal(rules.ruleset.card_count, 0);
    assert_int_equal(rules.ruleset.fault_count, 4);
    assert_non_null(strstr(rules.ruleset.faults[0].message.ptr, "t4.lua:3: t.scorecard four: is made of a scorecard that is made of itself"));
    assert_non_null(strstr(rules.ruleset.faults[1].message.ptr,
                           "t1.lua:3: t.scorecard one: is made of itself: one -> two (t2.lua:3: t.scorecard two) -> three (t3.lua:3: t.scorecard three) -> one"));
    rules_free(&rules);
}

static void
cards__that_make_no_sense_are_refused(void **state)
{
    static const char *const faults[] = {
        CARD("items = { " ITEM " }"), "t1.lua:4: t.scorecard: needs the option 'most'",
        CARD("most = 10, items = {}"), "items must be a list of tables, got an empty one",
        CARD("most = 10, items = { 'rate' }"), "t.scorecard item: takes a table",
        CARD("most = 10, items = { { 'rate', point = 10, shape = " FULL " } }"), "t.scorecard item: there is no option 'point': did you mean 'points'?",
        CARD("most = 10, items = { { 'rate', points = 10, shape = " FULL ", dimension = 'team' } }"), "did you mean \"teams\"?",
        CARD("most = 10, items = { { 'rat', points = 10, shape = " FULL " } }"), "t1.lua:4: t.scorecard card: there is no indicator 'rat': did you mean 'rate'?",
        CARD("most = 10, items = { { 'rate', points = '0.001', shape = " FULL " } }"), "at most two decimals",
        CARD("most = 10, items = { { 'rate', points = 0, shape = " FULL " } }"), "points and weight must be above 0",
        CARD("most = 9, items = { " ITEM " }"), "most, the cap of the total, is below the full points",
        CARD("most = 10, scale = 100, items = { " ITEM " }"), "is below the full points",
        CARD("most = 10, items = { " ITEM " }, bonus = { " ITEM " }"), "bonus and bonus_most",
        CARD("most = 10, items = { " ITEM " }, bonus_most = 3"), "bonus and bonus_most",
        CARD("most = 10, items = { " ITEM " }, penalty = { " ITEM " }"), "t.scorecard penalty: needs the option 'missing'",
        CARD("most = 10, items = { " ITEM " }, bands = { { 'A', from = 90 }, { 'B', from = 10 } }"), "the last band begins at 0",
        CARD("most = 10, items = { " ITEM " }, bands = { { 'B', from = 0 }, { 'A', from = 90 } }"), "highest first",
        CARD("most = 10, items = { " ITEM " }, bands = { { 'B', from = 1 }, { 'A', from = 1 }, { 'C', from = 0 } }"), "highest first",
        CARD("most = 10, items = { " ITEM " }, bands = { { 'A', from = 1 }, { 'A', from = 0 } }"), "two bands are called A",
        CARD("most = 10, items = { " ITEM " }, gates = { { 'rate', at_least = 1, grade = 'A', missing = 'shuts' } }"), "none of the bands",
        CARD("most = 10, items = { " ITEM " }, bands = { { 'A', from = 0 } }, gates = { { 'rate', grade = 'A', missing = 'shuts' } }"), "at_least or at_most",
        CARD("most = 10, items = { " ITEM " }, bands = { { 'A', from = 0 } }, gates = { { 'rate', at_least = 1, grade = 'A' } }"), "t.scorecard gate: needs the option 'missing'",
        CARD("most = 10, items = { " ITEM " }, sizes = { 3000, 3000 }"), "above 0 and rising",
        CARD("most = 10, items = { { 'card', points = 10, shape = " FULL " } }"), "is made of itself",
        HEAD INDICATORS "scorecards = { card = t.scorecard { of = 'unit', over = 'year', veto = true, most = 10, items = { " ITEM " } } } }", "it needs bands",
        HEAD INDICATORS "scorecards = { card = t.scorecard { of = 'team', over = 'year', veto = true, most = 10, items = { { 'monthly', points = 10, shape = " FULL " } } } } }",
            "a team's card has veto = false",
        HEAD INDICATORS "scorecards = { card = t.scorecard { of = 'unit', over = 'month', veto = false, most = 10, items = { " ITEM " } } } }",
            "'rate' has no figures by unit over each period of the card",
        HEAD INDICATORS "scorecards = { card = t.scorecard { of = 'team', over = 'year', veto = false, most = 10, items = { " ITEM " } } } }",
            "'rate' has no figures by team",
        HEAD INDICATORS "scorecards = { rate = t.scorecard { of = 'unit', over = 'year', veto = false, most = 10, items = { " ITEM " } } } }",
            "already an indicator or a scorecard of this name",
        HEAD "}", "has 0 indicators",
    };

    (void)state;
    expect_faults(faults, sizeof faults / sizeof *faults);
}

static void
a_card_that_is_left_out__leaves_the_indicators(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, CARD("most = 9, items = { " ITEM " }"), NULL);
    assert_int_equal(rules.ruleset.indicator_count, 3);
    assert_int_equal(rules.ruleset.fault_count, 1);
    assert_string_equal(rules.ruleset.faults[0].plugin.ptr, "x");
    rules_free(&rules);
}

static void
a_card__is_plain_data_with_points_in_hundredths(void **state)
{
    const struct scorecard *card;
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL,
               CARD("scale = 100, most = '120.5', bonus_most = 5, missing = 'block', not_applicable = 'full', rank = 'dense', band_on = 'rounded(1)',"
                    " items = { { 'rate', points = 100, weight = '0.25', shape = t.steps { from = 75, per = 5, minus = '1.5', step = 'started' },"
                    " dimension = 'teams' } }, bonus = { " ITEM " },"
                    " penalty = { { 'monthly', points = 4, missing = 2, shape = t.threshold { at_most = 0 } } },"
                    " gates = { { 'rate', at_most = 99, grade = 'B', missing = 'passes' } },"
                    " bands = { { 'A', from = 90, title = { zh = '优', en = 'Best' } }, { 'B', from = 0 } },"
                    " tie_break = { 'gap', 'rate' }, sizes = { 3000, 10000 }"), NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_int_equal(rules.ruleset.card_count, 1);
    card = &rules.ruleset.cards[0];
    assert_int_equal(card->term_count, 6);
    assert_int_equal(card->full, 2500);
    assert_int_equal(card->scale, 10000);
    assert_int_equal(card->most, 12050);
    assert_int_equal(card->bonus_most, 500);
    assert_int_equal(card->terms[0].field, FIELD_TEAMS);
    assert_true(card->terms[0].shape.started);
    assert_int_equal(card->terms[0].shape.minus.num, 3);
    assert_int_equal(card->terms[2].role, TERM_PENALTY);
    assert_int_equal(card->terms[2].missing, 200);
    assert_true(card->terms[3].shape.at_most && !card->terms[3].missing_shuts && card->terms[3].grade == 1);
    assert_true(card->terms[4].lower_first && !card->terms[5].lower_first);
    assert_int_equal(card->band_decimals, 1);
    assert_string_equal(card->bands[0].title_zh.ptr, "优");
    assert_string_equal(card->bands[1].title_en.ptr, "B");
    assert_int_equal(card_size_class(card, 2999) * 100 + card_size_class(card, 3000) * 10 + card_size_class(card, 10000), 12);
    assert_int_equal(card->missing, MISSING_BLOCK);
    assert_int_equal(card->not_applicable, N_A_FULL);
    assert_int_equal(card->ties, RANK_DENSE);
    rules_free(&rules);
}

/* The alphabet would have it the other way round. */
static void
a_card_made_of_another__stands_behind_it(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL,
               HEAD INDICATORS "scorecards = { a = t.scorecard { of = 'unit', over = 'year', veto = false, most = 20,"
                               " items = { { 'z', points = 20, shape = " FULL " } } },"
                               " z = t.scorecard { of = 'unit', over = 'year', veto = false, most = 10, items = { " ITEM " } } } }", NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_string_equal(rules.ruleset.cards[0].name.ptr, "z");
    assert_int_equal(rules.ruleset.cards[1].terms[0].card, 0);
    rules_free(&rules);
}

/* An administrator's card over the indicators of another plugin. */
static void
a_plugin_of_cards_alone__names_the_indicators_of_others(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, HEAD INDICATORS "}",
               "local t = require 'turnout'\nreturn t.plugin { name = 'y', version = '1', api = 1, title = { zh = '卡', en = 'Card' },\n"
               "params = { p = t.integer(10) }, scorecards = { card = t.scorecard { of = 'team', over = { 'month', 'year' }, veto = false, most = 10,"
               " items = { { 'monthly', points = t.param 'p', shape = t.threshold { at_least = t.param 'p' } } } } } }", NULL);
    assert_string_equal(rules_load_fault(&rules), "");
    assert_int_equal(rules.ruleset.cards[0].plugin, 1);
    assert_string_equal(rules.ruleset.cards[0].title_zh.ptr, "卡");
    assert_int_equal(rules.ruleset.cards[0].terms[0].full, 1000);
    assert_int_equal(rules.ruleset.cards[0].terms[0].shape.target.num, 10);
    rules_free(&rules);
}

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

static void
meaning__is_of_points_and_bands_not_of_titles(void **state)
{
    struct hash128 first = meaning_of(CARD("most = 10, items = { " ITEM " }, bands = { { 'A', from = 0, title = { zh = '一', en = 'One' } } }"));

    (void)state;
    assert_true(hash128_eq(first, meaning_of(CARD("most = 10, items = { " ITEM " }, title = { zh = '二', en = 'Two' }, bands = { { 'A', from = 0 } }"))));
    assert_false(hash128_eq(first, meaning_of(CARD("most = 11, items = { " ITEM " }, bands = { { 'A', from = 0 } }"))));
    assert_false(hash128_eq(first, meaning_of(CARD("most = 10, items = { " ITEM " }, bands = { { 'B', from = 0 } }"))));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes__say_everything_that_a_regulation_may_leave_open),
        cmocka_unit_test(shapes__that_make_no_sense_are_refused_with_file_and_line),
        cmocka_unit_test(cards__that_make_no_sense_are_refused),
        cmocka_unit_test(cards__in_a_circle_are_refused_and_the_message_shows_all_of_it),
        cmocka_unit_test(a_card_that_is_left_out__leaves_the_indicators),
        cmocka_unit_test(a_card__is_plain_data_with_points_in_hundredths),
        cmocka_unit_test(a_card_made_of_another__stands_behind_it),
        cmocka_unit_test(a_plugin_of_cards_alone__names_the_indicators_of_others),
        cmocka_unit_test(meaning__is_of_points_and_bands_not_of_titles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Scores in the host of the worker: what they see, what they may answer, what stops them. */
#include "lua/score_host.h"

#include "tests/support/check.h"
#include "tests/support/rules.h"

#include <stdio.h>
#include <string.h>

#define HEAD "local t = require 'turnout'\nreturn t.plugin { name = 'x', version = '1', api = 1, title = { zh = '名', en = 'Name' },\n"
/* A score of two figures, part and whole; its body begins in line 3. */
#define SCORE(body) HEAD "indicators = { x = t.score { with = { part = t.count { of = 'activity.held' }, whole = t.members() }, by = 'team', of = function(c) " body " end } } }"

struct asked {
    struct rules rules;
    struct arena arena;
    struct score_batch batch;
};

/* Readings of part and whole. */
static const struct figure_reading five_of_seven[] = { { FIGURE_OK, READING_MET, 5, 7 }, { FIGURE_OK, READING_UNJUDGED, 3, 1 } };
static const struct figure_reading nothing_there[] = { { FIGURE_NO_DATA, READING_UNJUDGED, 0, 0 }, { FIGURE_OK, READING_UNJUDGED, 3, 1 } };

static void
ask(struct asked *asked, const char *text, const struct figure_reading *readings, size_t times)
{
    struct score_question questions[8];
    struct score_ask ask = { .batch = 1, .questions = questions, .count = times };
    struct err err;

    memset(asked, 0, sizeof *asked);
    rules_load(&asked->rules, NULL, text, NULL);
    if (asked->rules.ruleset.fault_count)
        check_failed("%s", asked->rules.ruleset.faults[0].message.ptr);
    for (size_t i = 0; i < times; i++) {
        questions[i] = (struct score_question){ .period = PERIOD_HALF, .readings = readings, .count = 2 };
        questions[i].rule = (uint32_t)asked->rules.ruleset.indicators[0].rule;
        score_question_seal(&questions[i], &asked->rules.ruleset);
    }
    if (!score_host_answer(asked->rules.host, &ask, &asked->arena, &asked->batch, &err))
        check_failed("%s", err.text);
}

static void
forget(struct asked *asked)
{
    arena_free(&asked->arena);
    rules_free(&asked->rules);
}

static void
expect_answer(const char *text, const struct figure_reading *readings, int64_t num, int64_t den)
{
    struct asked asked;

    ask(&asked, text, readings, 1);
    if (asked.batch.fault_count)
        check_failed("%s: %s", text, asked.batch.faults[0].message.ptr);
    assert_int_equal(asked.batch.count, 1);
    assert_int_equal(asked.batch.answers[0].state, FIGURE_OK);
    assert_int_equal(asked.batch.answers[0].value.num, num);
    assert_int_equal(asked.batch.answers[0].value.den, den);
    forget(&asked);
}

static void
expect_fault(const char *text, const struct figure_reading *readings, const char *words)
{
    struct asked asked;

    ask(&asked, text, readings, 2);
    assert_int_equal(asked.batch.count, 0);
    assert_int_equal(asked.batch.fault_count, 1); /* the second one is not asked any more */
    assert_int_equal(asked.batch.faults[0].subject, 0);
    if (!strstr(asked.batch.faults[0].message.ptr, words))
        check_failed("\"%s\" is not in: %s", words, asked.batch.faults[0].message.ptr);
    forget(&asked);
}

static void
a_score__calculates_with_exact_fractions(void **state)
{
    (void)state;
    expect_answer(SCORE("return c.part"), five_of_seven, 5, 7);
    expect_answer(SCORE("return c.part / 3 * 3 + 1 - c.part"), five_of_seven, 1, 1);
    expect_answer(SCORE("return -c.part * '0.5'"), five_of_seven, -5, 14);
    expect_answer(SCORE("return 100 * c.part / c.whole"), five_of_seven, 500, 21);
    expect_answer(SCORE("return t.min(1, c.whole, c.part) + t.max(c.part, 2)"), five_of_seven, 19, 7);
    expect_answer(SCORE("return t.round(c.part, 2)"), five_of_seven, 71, 100);
    expect_answer(SCORE("return t.round(-t.exact '2.5')"), five_of_seven, -3, 1);
    expect_answer(SCORE("return '12.50'"), five_of_seven, 25, 2);
    expect_answer(SCORE("return 12"), five_of_seven, 12, 1);
    expect_answer(SCORE("return (c.part < c.whole and c.part <= '0.8' and c.whole > 2 and c.whole >= 3 and t.equals(c.whole, 3) "
                       "and c.part == c.part and not (c.part < t.exact '0.7')) and 1 or 0"), five_of_seven, 1, 1);
}

static void
a_figure__says_its_state_its_target_and_its_parts(void **state)
{
    (void)state;
    expect_answer(SCORE("return c.part.met == true and c.whole.met == nil and c.part.numerator == 5 and c.part.denominator == 7 and 1 or 0"),
                 five_of_seven, 1, 1);
    expect_answer(SCORE("return c.part.state == 'no_data' and c.part.numerator == nil and c.whole.state == 'ok' and c.period == 'half' and 1 or 0"),
                 nothing_there, 1, 1);
}

static void
a_state__may_stand_for_a_number_and_flags_go_with_it(void **state)
{
    struct asked asked;

    (void)state;
    ask(&asked, SCORE("return c.part.state, { 'new', 'dormant' }"), nothing_there, 2);
    assert_int_equal(asked.batch.count, 2);
    assert_int_equal(asked.batch.answers[1].state, FIGURE_NO_DATA);
    assert_int_equal(asked.batch.answers[1].raised, RAISE_DORMANT | RAISE_NEW);
    forget(&asked);
    ask(&asked, SCORE("return 'n_a', 'dormant'"), five_of_seven, 1);
    assert_int_equal(asked.batch.answers[0].state, FIGURE_N_A);
    assert_int_equal(asked.batch.answers[0].raised, RAISE_DORMANT);
    forget(&asked);
}

static void
what_is_not_exact_or_not_there__is_an_error_that_says_so(void **state)
{
    (void)state;
    expect_fault(SCORE("return 0.5"), five_of_seven, "t1.lua:3: 0.5 is a float, which is not exact: write t.exact \"0.5\"");
    expect_fault(SCORE("return c.part * 0.5"), five_of_seven, "0.5 is a float");
    expect_fault(SCORE("return c.part + 1"), nothing_there, "part has no value here: its state is no_data");
    expect_fault(SCORE("return c.part"), nothing_there, "part has no value here");
    expect_fault(SCORE("return c.prt"), five_of_seven, "the score does not read 'prt': did you mean 'part'?");
    expect_fault(SCORE("return c.part.stat"), five_of_seven, "a figure has no field 'stat': did you mean 'state'?");
    expect_fault(SCORE("local x = c.part"), five_of_seven, "returned nothing");
    expect_fault(SCORE("return 'ok'"), five_of_seven, "\"ok\" is no decimal number");
    expect_fault(SCORE("return {}"), five_of_seven, "a number is needed, got table");
    expect_fault(SCORE("return 1, 'sleepy'"), five_of_seven, "may raise \"dormant\" and \"new\", got sleepy");
    expect_fault(SCORE("return c.part / (c.whole - 3)"), five_of_seven, "division by zero");
    expect_fault(SCORE("c.part = 1 return 1"), five_of_seven, "read-only");
    expect_fault(SCORE("c.part.met = 1 return 1"), five_of_seven, "read-only");
    expect_fault(SCORE("local x = c.part for i = 1, 200 do x = x / 9000000001 + 1 end return x"), five_of_seven, "128 bits");
    expect_fault(SCORE("return c.part / 9000000000000000000 / 7"), five_of_seven, "round it with t.round");
}

static void
a_score__that_loops_or_eats_memory_is_stopped(void **state)
{
    (void)state;
    expect_fault(SCORE("while true do end"), five_of_seven, "more than 10000000 instructions in one call");
    expect_fault(SCORE("local x = {} for i = 1, 1e7 do x[i] = c.part end return 1"), five_of_seven, "of memory");
}

static void
a_view__kept_from_another_call_is_dead(void **state)
{
    struct asked asked;

    (void)state;
    ask(&asked, "local t = require 'turnout'\nlocal kept = {}\nreturn t.plugin { name = 'x', version = '1', api = 1, title = { zh = '名', en = 'N' }, indicators = { x = t.score { "
                "with = { part = t.count { of = 'activity.held' }, whole = t.members() }, by = 'team', of = function(c) "
                "if kept.c then return kept.c.part end kept.c = c return 1 end } } }", five_of_seven, 2);
    assert_int_equal(asked.batch.count, 1);
    assert_int_equal(asked.batch.fault_count, 1);
    assert_non_null(strstr(asked.batch.faults[0].message.ptr, "kept from an earlier call"));
    forget(&asked);
}

/* ---- loading ---- */

#define GOOD "good = t.value { of = t.count { of = 'activity.held' }, over = 'year' }, "
#define INDICATORS(text) HEAD "indicators = { " GOOD text " } }"

static void
a_score__that_cannot_be_is_refused_with_its_line(void **state)
{
    (void)state;
    expect_load_fault(HEAD "indicators = { x = t.score(function() return 1 end) } }", "t1.lua:3: t.score: reads nothing");
    expect_load_fault(INDICATORS("x = t.score { reads = { 'x' }, of = function() return 1 end }"), "t.score: reads itself");
    expect_load_fault(INDICATORS("x = t.score { reads = { 'good' }, of = function() return 1 end }"), "'good' lacks a breakdown or period");
    expect_load_fault(INDICATORS("x = t.score { reads = { 'good' }, with = { good = t.people {} }, over = 'year', of = function() return 1 end }"), "the name 'good' is taken");
    expect_load_fault(INDICATORS("x = t.score { with = { period = t.people {} }, of = function() return 1 end }"), "the name 'period' is taken");
    expect_load_fault(INDICATORS("x = t.score { with = { m = t.members() }, of = function() return 1 end }"), "members are those of a team");
    expect_load_fault(INDICATORS("x = t.score { with = { m = t.figure 'x.good' }, of = function() return 1 end }"), "name the indicator of t.figure in reads");
    expect_load_fault(INDICATORS("x = t.score { with = { m = 1 }, of = function() return 1 end }"), "a measure such as");
}

static void
a_score__that_reads_what_is_not_there_is_left_out_alone(void **state)
{
    struct rules rules;

    (void)state;
    rules_load(&rules, NULL, INDICATORS("x = t.score { reads = { 'goood' }, over = 'year', of = function() return 1 end }"), NULL);
    assert_int_equal(rules.ruleset.indicator_count, 1);
    assert_int_equal(rules.ruleset.fault_count, 1);
    assert_true(rules.ruleset.faults[0].is_partial);
    assert_non_null(strstr(rules.ruleset.faults[0].message.ptr, "there is no such indicator: did you mean 'good'?"));
    rules_free(&rules);
}

static void
scores__in_a_circle_are_left_out_and_a_chain_is_not(void **state)
{
    struct rules rules;
    int first, second;

    (void)state;
    rules_load(&rules, NULL,
               INDICATORS("a = t.score { reads = { 'b' }, over = 'year', of = function(c) return c.b end },"
                          "b = t.score { reads = { 'a' }, over = 'year', of = function(c) return c.a end },"
                          "p = t.score { reads = { 'good' }, over = 'year', of = function(c) return c.good end },"
                          "q = t.score { reads = { 'p' }, over = 'year', of = function(c) return c.p end }"), NULL);
    assert_int_equal(rules.ruleset.indicator_count, 3);
    assert_int_equal(rules.ruleset.fault_count, 2);
    assert_non_null(strstr(rules.ruleset.faults[0].message.ptr, "made of itself"));
    first = ruleset_find(&rules.ruleset, STR("p"));
    second = ruleset_find(&rules.ruleset, STR("q"));
    assert_int_equal(rules.ruleset.indicators[second].reads[0].place, first);
    assert_int_equal(rules.ruleset.indicators[first].reads[0].place, ruleset_find(&rules.ruleset, STR("good")));
    rules_free(&rules);
}

static void
a_plain_function__is_handed_what_the_plugin_has(void **state)
{
    struct rules rules;
    int place;

    (void)state;
    rules_load(&rules, NULL, HEAD "indicators = { a = t.value { of = t.people {} }, b = t.value { of = t.people {}, over = 'year' }, "
                                  "x = t.score(function(c) return c.a end), y = t.score(function(c) return c.a end) } }", NULL);
    assert_int_equal(rules.ruleset.fault_count, 0);
    place = ruleset_find(&rules.ruleset, STR("x"));
    assert_int_equal(rules.ruleset.indicators[place].read_count, 1); /* b lacks periods, y is a score */
    assert_string_equal(rules.ruleset.indicators[place].reads[0].name.ptr, "a");
    rules_free(&rules);
}

static void
an_exact_number_of_the_file__is_part_of_what_a_rule_means(void **state)
{
    struct hash128 meanings[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct rules rules;
        const char *texts[] = { "'0.5'", "'0.6'" };
        char text[600];

        snprintf(text, sizeof text, "local t = require 'turnout'\nlocal half = t.exact %s\n%s", texts[i],
                 "return t.plugin { name = 'x', version = '1', api = 1, title = { zh = '名', en = 'N' }, indicators = { "
                 "x = t.score { with = { n = t.people {} }, of = function(c) return c.n * half end } } }");
        rules_load(&rules, NULL, text, NULL);
        assert_int_equal(rules.ruleset.fault_count, 0);
        meanings[i] = rules.ruleset.plugins[0].meaning;
        rules_free(&rules);
    }
    assert_false(hash128_eq(meanings[0], meanings[1]));
}

/* ---- frames ---- */

static void
frames__carry_questions_and_answers_and_nothing_that_is_cut(void **state)
{
    const struct rule_mask paused = { { 6 } };
    struct score_question question = { .key = { 8, 9 }, .rule = 3, .period = PERIOD_QUARTER, .readings = five_of_seven, .count = 2 };
    struct score_answer answer = { .key = { 8, 9 }, .state = FIGURE_OK, .value = { -5, 14 }, .raised = RAISE_NEW };
    struct rule_fault fault = { .plugin = 1, .rule = 3, .subject = 0, .message = STR_INIT("why") };
    struct score_batch batch = { .batch = 4, .answers = &answer, .count = 1, .faults = &fault, .fault_count = 1 }, read_batch;
    struct buf frames[2] = { { 0 } };
    struct arena arena = { 0 };
    struct score_ask read_ask;
    struct err err;

    (void)state;
    protocol_put_score_ask(&frames[0], 4, &paused, &question, 1);
    protocol_put_scores(&frames[1], &batch);
    for (int i = 0; i < 2; i++) {
        enum frame_kind kind;
        struct str body;
        size_t used;

        assert_int_equal(protocol_frame(buf_str(&frames[i]), &kind, &body, &used), 1);
        assert_int_equal(kind, i == 0 ? FRAME_ASK_SCORES : FRAME_SCORES);
        for (size_t len = 0; len < body.len; len++) {
            struct str cut = { body.ptr, len };
            assert_false(i == 0 ? protocol_read_score_ask(cut, &arena, &read_ask, &err) : protocol_read_scores(cut, &arena, &read_batch, &err));
        }
        assert_true(i == 0 ? protocol_read_score_ask(body, &arena, &read_ask, &err) : protocol_read_scores(body, &arena, &read_batch, &err));
    }
    assert_int_equal(read_ask.paused.bits[0], 6);
    assert_int_equal(read_ask.questions[0].period, PERIOD_QUARTER);
    assert_memory_equal(read_ask.questions[0].readings, five_of_seven, sizeof five_of_seven);
    assert_true(hash128_eq(read_batch.answers[0].key, question.key));
    assert_int_equal(read_batch.answers[0].value.num, -5);
    assert_int_equal(read_batch.answers[0].raised, RAISE_NEW);
    assert_string_equal(read_batch.faults[0].message.ptr, "why");
    buf_free(&frames[0]);
    buf_free(&frames[1]);
    arena_free(&arena);
}

static void
questions__to_what_is_no_score_are_refused(void **state)
{
    struct score_question question = { .rule = 7, .readings = five_of_seven, .count = 2 };
    struct score_ask ask = { .questions = &question, .count = 1 };
    struct score_batch batch;
    struct arena arena = { 0 };
    struct rules rules;
    struct err err;

    (void)state;
    rules_load(&rules, NULL, SCORE("return 1"), NULL);
    assert_false(score_host_answer(rules.host, &ask, &arena, &batch, &err));
    question.rule = (uint32_t)rules.ruleset.indicators[0].rule;
    question.count = 1;
    assert_false(score_host_answer(rules.host, &ask, &arena, &batch, &err));
    question.count = 2;
    ask.paused.bits[0] = 1; /* its plugin pauses */
    assert_true(score_host_answer(rules.host, &ask, &arena, &batch, &err));
    assert_int_equal(batch.count + batch.fault_count, 0);
    arena_free(&arena);
    rules_free(&rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_score__calculates_with_exact_fractions),
        cmocka_unit_test(a_figure__says_its_state_its_target_and_its_parts),
        cmocka_unit_test(a_state__may_stand_for_a_number_and_flags_go_with_it),
        cmocka_unit_test(what_is_not_exact_or_not_there__is_an_error_that_says_so),
        cmocka_unit_test(a_score__that_loops_or_eats_memory_is_stopped),
        cmocka_unit_test(a_view__kept_from_another_call_is_dead),
        cmocka_unit_test(a_score__that_cannot_be_is_refused_with_its_line),
        cmocka_unit_test(a_score__that_reads_what_is_not_there_is_left_out_alone),
        cmocka_unit_test(scores__in_a_circle_are_left_out_and_a_chain_is_not),
        cmocka_unit_test(a_plain_function__is_handed_what_the_plugin_has),
        cmocka_unit_test(an_exact_number_of_the_file__is_part_of_what_a_rule_means),
        cmocka_unit_test(frames__carry_questions_and_answers_and_nothing_that_is_cut),
        cmocka_unit_test(questions__to_what_is_no_score_are_refused),
    };

    return cmocka_run_group_tests_name("score_host", tests, NULL, NULL);
}

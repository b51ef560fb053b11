/* SPDX-License-Identifier: MIT */
#include "lib/model/answer_book.h"
#include "lib/model/ruleset.h"

#include "tests/support/check.h"

/* Two plugins with a score each. */
static struct plugin plugins[] = { { .meaning = { 1, 2 } }, { .meaning = { 3, 4 } } };
static struct rule rules[] = {
    { .plugin = 0, .subject = SUBJECT_FIGURES, .name = STR_INIT("a.of") },
    { .plugin = 1, .subject = SUBJECT_FIGURES, .name = STR_INIT("b.of") },
};
static const struct ruleset ruleset = { .plugins = plugins, .plugin_count = 2, .rules = rules, .rule_count = 2 };

/* About one figure with this numerator. */
static struct score_question
question(int64_t numerator)
{
    static struct figure_reading reading;
    struct score_question made = { .rule = 0, .period = PERIOD_YEAR, .readings = &reading, .count = 1 };

    reading = (struct figure_reading){ .state = FIGURE_OK, .numerator = numerator, .denominator = 7 };
    score_question_seal(&made, &ruleset);
    return made;
}

static bool
knows(struct answer_book *book, int64_t numerator)
{
    struct score_question asked = question(numerator);

    return answer_book_find(book, &asked) != NULL;
}

static bool
answer(struct answer_book *book, int64_t numerator, int64_t value)
{
    struct score_answer given = { .key = question(numerator).key, .state = FIGURE_OK, .value = { value, 1 } };

    return answer_book_take(book, &given);
}

static size_t
ask(struct answer_book *book)
{
    size_t count;

    answer_book_ask(book, &count);
    return count;
}

static void
what_is_missing__is_wanted_once_and_found_once_it_was_answered(void **state)
{
    struct answer_book book = { 0 };
    struct score_question asked = question(5);
    size_t count;

    (void)state;
    answer_book_begin(&book);
    assert_false(knows(&book, 5));
    assert_false(knows(&book, 5));
    assert_false(knows(&book, 6));
    assert_int_equal(book.missing, 3);
    assert_int_equal(answer_book_ask(&book, &count)[0].readings[0].numerator, 5);
    assert_int_equal(count, 2);
    assert_int_equal(ask(&book), 0);
    assert_false(knows(&book, 5)); /* asked already */
    assert_int_equal(ask(&book), 0);
    assert_true(answer(&book, 5, 50));
    assert_int_equal(book.waiting, 1);
    answer_book_begin(&book);
    assert_int_equal(answer_book_find(&book, &asked)->value.num, 50);
    assert_int_equal(book.missing, 0);
    answer_book_free(&book);
}

static void
an_answer__that_comes_twice_or_was_never_asked_for_is_ignored(void **state)
{
    struct answer_book book = { 0 };
    struct score_question asked = question(5);

    (void)state;
    assert_false(answer(&book, 5, 1));
    knows(&book, 5);
    assert_false(answer(&book, 5, 1)); /* wanted, but not asked yet */
    ask(&book);
    assert_true(answer(&book, 5, 50));
    assert_false(answer(&book, 5, 51));
    assert_int_equal(answer_book_find(&book, &asked)->value.num, 50);
    assert_int_equal(book.waiting, 0);
    answer_book_free(&book);
}

static void
another_worker__is_asked_again_and_the_late_answer_of_the_first_is_right(void **state)
{
    struct answer_book book = { 0 };

    (void)state;
    knows(&book, 5);
    knows(&book, 6);
    assert_int_equal(ask(&book), 2);
    answer_book_ask_again(&book);
    assert_int_equal(book.waiting, 0);
    assert_true(answer(&book, 6, 60));
    assert_int_equal(book.waiting, 0);
    assert_false(knows(&book, 5));
    assert_true(knows(&book, 6));
    assert_int_equal(ask(&book), 1);
    assert_int_equal(book.waiting, 1);
    assert_true(answer(&book, 5, 50));
    assert_int_equal(book.waiting, 0);
    answer_book_free(&book);
}

static void
the_key__depends_on_everything_a_score_can_see_and_on_what_it_means(void **state)
{
    struct figure_reading reading = { FIGURE_OK, READING_UNJUDGED, 5, 7 };
    struct score_question base = { .rule = 0, .period = PERIOD_YEAR, .readings = &reading, .count = 1 }, other;
    struct rule moved_rules[] = { rules[1], rules[0] };
    struct ruleset moved = ruleset;

    (void)state;
    score_question_seal(&base, &ruleset);
#define DIFFERS(change) do { other = base; change; score_question_seal(&other, &ruleset); \
        assert_false(hash128_eq(base.key, other.key)); reading = (struct figure_reading){ FIGURE_OK, READING_UNJUDGED, 5, 7 }; } while (0)
    DIFFERS(other.rule = 1);
    DIFFERS(other.period = PERIOD_MONTH);
    DIFFERS(other.count = 0);
    DIFFERS(reading.state = FIGURE_N_A);
    DIFFERS(reading.verdict = READING_MET);
    DIFFERS(reading.numerator = 6);
    DIFFERS(reading.denominator = 8);
    DIFFERS(plugins[0].meaning.low = 9);
    plugins[0].meaning.low = 1;
    moved.rules = moved_rules; /* another plugin came: the same rule has another number */
    other = base;
    other.rule = 1;
    score_question_seal(&other, &moved);
    assert_true(hash128_eq(base.key, other.key));
}

static void
a_book__that_grew_large_forgets_once_all_was_there(void **state)
{
    struct answer_book book = { 0 };

    (void)state;
    for (int64_t i = 0; i < 300000; i++)
        knows(&book, i);
    assert_int_equal(ask(&book), 300000);
    for (int64_t i = 0; i < 300000; i++)
        assert_true(answer(&book, i, i));
    assert_true(knows(&book, 299999));
    answer_book_tidy(&book);
    assert_int_equal(book.count, 0);
    assert_false(answer(&book, 1, 1));
    knows(&book, 1);
    answer_book_tidy(&book);
    assert_int_equal(book.count, 1);
    answer_book_free(&book);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing__is_wanted_once_and_found_once_it_was_answered),
        cmocka_unit_test(an_answer__that_comes_twice_or_was_never_asked_for_is_ignored),
        cmocka_unit_test(another_worker__is_asked_again_and_the_late_answer_of_the_first_is_right),
        cmocka_unit_test(the_key__depends_on_everything_a_score_can_see_and_on_what_it_means),
        cmocka_unit_test(a_book__that_grew_large_forgets_once_all_was_there),
    };

    return cmocka_run_group_tests_name("answer_book", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/spans.h"

#include "tests/support/check.h"
#include "tests/support/events.h"

enum { ROOM = 60, ROUNDS = 2000 };

static void
unite__joins_what_overlaps_or_touches(void **state)
{
    struct spans spans = { 0 };

    (void)state;
    spans_add(&spans, 50, 60);
    spans_add(&spans, 10, 20);
    spans_add(&spans, 15, 30);
    spans_add(&spans, 30, 40);
    spans_add(&spans, 12, 13);
    spans_unite(&spans);
    assert_int_equal(spans.count, 2);
    assert_int_equal(spans.spans[0].from, 10);
    assert_int_equal(spans.spans[0].to, 40);
    assert_int_equal(spans_seconds(&spans, 0, 100), 40);
    spans_free(&spans);
}

static void
add__takes_nothing_that_is_empty(void **state)
{
    struct spans spans = { 0 };

    (void)state;
    spans_add(&spans, 5, 5);
    spans_add(&spans, 6, 5);
    spans_unite(&spans);
    assert_int_equal(spans.count, 0);
    assert_int_equal(spans_seconds(&spans, 0, 100), 0);
}

static void
subtract__cuts_the_middle_the_ends_and_the_whole(void **state)
{
    struct spans spans = { 0 }, less = { 0 };

    (void)state;
    spans_add(&spans, 0, 10);
    spans_add(&spans, 20, 30);
    spans_add(&spans, 40, 50);
    spans_add(&less, 3, 5);
    spans_add(&less, 8, 22);
    spans_add(&less, 35, 60);
    spans_subtract(&spans, &less);
    assert_int_equal(spans.count, 3);
    assert_int_equal(spans.spans[1].from, 5);
    assert_int_equal(spans.spans[2].from, 22);
    assert_int_equal(spans_seconds(&spans, 0, 100), 3 + 3 + 8);
    spans_free(&spans);
    spans_free(&less);
}

static void
fill(struct spans *spans, bool covered[ROOM], struct dice *dice)
{
    for (unsigned n = dice_below(dice, 8); n > 0; n--) {
        int64_t from = dice_below(dice, ROOM), to = from + dice_below(dice, 15);
        to = to > ROOM ? ROOM : to;
        spans_add(spans, from, to);
        for (int64_t i = from; i < to; i++)
            covered[i] = true;
    }
    spans_unite(spans);
}

static void
random_spans__cover_what_they_say_second_by_second(void **state)
{
    struct dice dice = { 20250301 };

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        bool covered[ROOM] = { 0 }, removed[ROOM] = { 0 };
        struct spans spans = { 0 }, less = { 0 };
        int64_t from = dice_below(&dice, ROOM), to = from + dice_below(&dice, ROOM), expected = 0;

        fill(&spans, covered, &dice);
        fill(&less, removed, &dice);
        spans_subtract(&spans, &less);
        for (int64_t i = from; i < to && i < ROOM; i++)
            expected += covered[i] && !removed[i];
        assert_int_equal(spans_seconds(&spans, from, to), expected);
        for (size_t i = 1; i < spans.count; i++)
            assert_true(spans.spans[i - 1].to < spans.spans[i].from);
        spans_free(&spans);
        spans_free(&less);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unite__joins_what_overlaps_or_touches),
        cmocka_unit_test(add__takes_nothing_that_is_empty),
        cmocka_unit_test(subtract__cuts_the_middle_the_ends_and_the_whole),
        cmocka_unit_test(random_spans__cover_what_they_say_second_by_second),
    };

    return cmocka_run_group_tests_name("spans", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/ranking.h"

#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 24, RANDOM_LISTS = 2000 };

static struct card_term tie_terms[] = {
    { .role = TERM_ITEM, .indicator = -1, .card = -1 }, { .role = TERM_TIE_BREAK, .indicator = 0, .card = -1 },
};
static struct scorecard card = { .terms = tie_terms, .term_count = 2 };
static const struct score_value nothing[1];
static const struct score_value three[1] = { { true, FIGURE_OK, 3, 1, 1 } }, half[1] = { { true, FIGURE_OK, 1, 2, 1 } };

static struct contender
contender(const char *code, int64_t total)
{
    return (struct contender){ .code = str_of(code), .total = total, .card = &card, .values = nothing };
}

/* "a1 b2 ..." of a list after it was ranked. */
static void
expect_ranks(struct contender *list, size_t count, const char *expected)
{
    char text[256] = "";

    ranking_fill(list, count);
    for (size_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s%u/%u", i ? " " : "", STR_ARG(list[i].code), list[i].rank, list[i].of);
    assert_string_equal(text, expected);
}

static void
ties__share_a_rank_and_the_next_one_is_skipped(void **state)
{
    struct contender list[] = { contender("d", 7000), contender("b", 8000), contender("c", 8000), contender("a", 9000) };

    (void)state;
    card.ties = RANK_STANDARD;
    expect_ranks(list, 4, "a1/4 b2/4 c2/4 d4/4");
}

static void
ties__dense_skip_none_and_ordinal_share_none(void **state)
{
    struct contender list[] = { contender("d", 7000), contender("c", 8000), contender("b", 8000), contender("a", 9000) };

    (void)state;
    card.ties = RANK_DENSE;
    expect_ranks(list, 4, "a1/4 b2/4 c2/4 d3/4");
    card.ties = RANK_ORDINAL;
    expect_ranks(list, 4, "a1/4 b2/4 c3/4 d4/4");
    card.ties = RANK_STANDARD;
}

static void
tie_break__parts_equal_totals_and_what_has_no_value_comes_last(void **state)
{
    struct contender list[] = { contender("a", 8000), contender("b", 8000), contender("c", 8000), contender("d", 8000) };

    (void)state;
    list[1].values = half;
    list[2].values = three;
    list[3].values = three;
    expect_ranks(list, 4, "c1/4 d1/4 b3/4 a4/4");
    tie_terms[1].lower_first = true;
    expect_ranks(list, 4, "b1/4 c2/4 d2/4 a4/4");
    tie_terms[1].lower_first = false;
}

static void
a_veto__ranks_behind_all_who_have_none(void **state)
{
    struct contender list[] = { contender("a", 9900), contender("b", 100), contender("c", 9900) };

    (void)state;
    list[0].vetoed = list[2].vetoed = true;
    expect_ranks(list, 3, "b1/3 a2/3 c2/3");
}

static void
classes__are_ranked_apart(void **state)
{
    struct contender list[] = { contender("a", 100), contender("b", 200), contender("c", 300) };

    (void)state;
    list[1].peers = 5;
    expect_ranks(list, 3, "c1/2 a2/2 b1/1");
    expect_ranks(list, 1, "c1/1");
    expect_ranks(list, 0, "");
}

/* Against the definition: one more than how many are better. */
static void
ranks_of_random_totals__are_one_more_than_how_many_are_better(void **state)
{
    (void)state;
    srandom(5);
    for (int round = 0; round < RANDOM_LISTS; round++) {
        size_t count = (size_t)random() % MOST;
        struct contender list[MOST];
        char codes[MOST][8];

        for (size_t i = 0; i < count; i++) {
            snprintf(codes[i], sizeof codes[i], "u%02zu", (i * 7) % MOST);
            list[i] = contender(codes[i], random() % 6);
            list[i].peers = (uint32_t)(random() % 2);
            list[i].vetoed = random() % 4 == 0;
        }
        ranking_fill(list, count);
        for (size_t i = 0; i < count; i++) {
            uint32_t better = 0, all = 0;

            for (size_t j = 0; j < count; j++) {
                bool is_better = list[j].vetoed != list[i].vetoed ? list[i].vetoed : list[j].total > list[i].total;

                all += list[j].peers == list[i].peers;
                better += list[j].peers == list[i].peers && is_better;
            }
            assert_int_equal(list[i].rank, better + 1);
            assert_int_equal(list[i].of, all);
        }
    }
}

/* Some of a ranked list have other totals: put among the rest they rank as when all are sorted. */
static void
those_that_changed__rank_as_in_a_list_made_from_nothing(void **state)
{
    (void)state;
    srandom(6);
    for (int round = 0; round < RANDOM_LISTS; round++) {
        size_t count = (size_t)random() % MOST, kept = 0, moved = 0;
        struct contender list[MOST], all[MOST], others[MOST];
        char codes[MOST][8];

        card.ties = (enum rank_ties)(random() % 3);
        for (size_t i = 0; i < count; i++) {
            snprintf(codes[i], sizeof codes[i], "u%02zu", (i * 7) % MOST);
            list[i] = contender(codes[i], random() % 6);
            list[i].peers = (uint32_t)(random() % 2);
            list[i].values = random() % 2 ? three : half;
        }
        ranking_fill(list, count);
        for (size_t i = 0; i < count; i++) {
            if (random() % 4 == 0) {
                others[moved] = list[i];
                others[moved++].total = random() % 6;
            } else {
                list[kept++] = list[i];
            }
        }
        memcpy(list + kept, others, moved * sizeof *list);
        memcpy(all, list, count * sizeof *list);
        ranking_refill(list, kept, count);
        ranking_fill(all, count);
        for (size_t i = 0; i < count; i++) {
            assert_true(str_eq(list[i].code, all[i].code));
            assert_int_equal(list[i].rank, all[i].rank);
            assert_int_equal(list[i].of, all[i].of);
        }
    }
    card.ties = RANK_STANDARD;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties__share_a_rank_and_the_next_one_is_skipped),
        cmocka_unit_test(ties__dense_skip_none_and_ordinal_share_none),
        cmocka_unit_test(tie_break__parts_equal_totals_and_what_has_no_value_comes_last),
        cmocka_unit_test(a_veto__ranks_behind_all_who_have_none),
        cmocka_unit_test(classes__are_ranked_apart),
        cmocka_unit_test(ranks_of_random_totals__are_one_more_than_how_many_are_better),
        cmocka_unit_test(those_that_changed__rank_as_in_a_list_made_from_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

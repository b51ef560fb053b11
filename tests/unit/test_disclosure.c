/* SPDX-License-Identifier: MIT */
#include "lib/model/disclosure.h"

#include "tests/support/check.h"

enum { CELLS_MAX = 8 };

static const struct disclosure_rule five = { .below = 5 };

struct sample {
    struct disclosure_cell cells[CELLS_MAX];
    uint32_t count;
};

static void
add(struct sample *sample, uint32_t parent, int64_t people)
{
    assert_true(sample->count < CELLS_MAX);
    sample->cells[sample->count++] = (struct disclosure_cell){ .values = { people, people, people, people }, .parent = parent };
}

/* A unit with `own` beside those below it. */
static struct sample
family(int64_t own, const int64_t *children, uint32_t count)
{
    struct sample sample = { .count = 0 };
    int64_t sum = own;

    for (uint32_t i = 0; i < count; i++)
        sum += children[i];
    add(&sample, DISCLOSURE_ROOT, sum);
    for (uint32_t i = 0; i < count; i++)
        add(&sample, 0, children[i]);
    return sample;
}

/* '.' shown, '<' small, '*' hidden: a letter a cell. */
static void
expect(struct disclosure_rule rule, struct sample sample, const char *expected)
{
    char found[CELLS_MAX + 1] = "";

    disclosure_decide(rule, sample.cells, sample.count);
    for (uint32_t i = 0; i < sample.count; i++)
        found[i] = ".<*"[sample.cells[i].disclosure];
    assert_string_equal(found, expected);
}

static void
expect_family(struct disclosure_rule rule, int64_t own, const int64_t *children, uint32_t count, const char *expected)
{
    expect(rule, family(own, children, count), expected);
}

#define FAMILY(rule, own, expected, ...)                                                                               \
    expect_family(rule, own, (const int64_t[]){ __VA_ARGS__ }, sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t), expected)

static void
small__is_fewer_than_five_and_not_nobody(void **state)
{
    static const struct {
        int64_t people;
        enum disclosure disclosure;
    } rows[] = { { 0, DISCLOSURE_SHOWN }, { 1, DISCLOSURE_SMALL }, { 4, DISCLOSURE_SMALL }, { 5, DISCLOSURE_SHOWN } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const int64_t values[DISCLOSURE_COLUMNS] = { rows[i].people, rows[i].people, rows[i].people, rows[i].people };

        assert_int_equal(disclosure_alone(five, values), rows[i].disclosure);
        assert_int_equal(disclosure_is_small(five, values), rows[i].disclosure != DISCLOSURE_SHOWN);
    }
}

static void
small__is_a_row_with_one_small_number_but_nothing_is_said_of_the_others(void **state)
{
    const int64_t few_named[DISCLOSURE_COLUMNS] = { 3, 3, 40, 60 }, only_heads[DISCLOSURE_COLUMNS] = { 0, 0, 3, 4 };

    (void)state;
    assert_int_equal(disclosure_alone(five, few_named), DISCLOSURE_HIDDEN);
    assert_int_equal(disclosure_alone(five, only_heads), DISCLOSURE_SMALL);
}

static void
zero__is_small_only_where_it_is_to_be_hidden(void **state)
{
    const int64_t nobody[DISCLOSURE_COLUMNS] = { 0 };

    (void)state;
    assert_int_equal(disclosure_alone(five, nobody), DISCLOSURE_SHOWN);
    assert_int_equal(disclosure_alone((struct disclosure_rule){ 5, true }, nobody), DISCLOSURE_SMALL);
}

static void
one_small_cell__takes_the_next_smallest_with_it(void **state)
{
    (void)state;
    FAMILY(five, 0, ".<.*.", 3, 20, 12, 0);
}

static void
the_next_smallest__is_the_first_of_equals_and_never_a_zero(void **state)
{
    (void)state;
    FAMILY(five, 0, ".<*..", 3, 12, 12, 0);
    FAMILY(five, 0, "..*<.", 0, 12, 3, 13);
}

static void
small_cells__that_are_few_together_take_another_with_them(void **state)
{
    (void)state;
    FAMILY(five, 0, ".<<*.", 1, 3, 12, 20);  /* 4 */
    FAMILY(five, 0, ".<<..", 2, 3, 12, 20);  /* 5 */
}

/* Five in all, at five units none of which is zero: one each. */
static void
cells_that_are_each_one__take_another_with_them(void **state)
{
    (void)state;
    FAMILY(five, 0, ".<<<<<*", 1, 1, 1, 1, 1, 9);
    FAMILY(five, 0, "*<<<<<", 1, 1, 1, 1, 1);
}

/* Eight in all, and both fewer than five: four each. The sign says less then. */
static void
cells_that_are_each_as_many_as_small_ones_can_be__are_not_called_small(void **state)
{
    (void)state;
    FAMILY(five, 0, ".**", 4, 4);
    FAMILY(five, 0, ".<<", 4, 3);
}

/* Six in all: where one is "<5" and one at least 5, they are 1 and 5. */
static void
the_signs__do_not_tell_what_the_sum_tells_with_them(void **state)
{
    (void)state;
    FAMILY(five, 0, ".**", 1, 5);
    FAMILY(five, 0, ".<*", 1, 6);
}

static void
a_small_cell_without_others__stays_alone(void **state)
{
    (void)state;
    FAMILY(five, 9, ".<..", 3, 0, 0);
    FAMILY(five, 0, "<<", 3);
    FAMILY(five, 0, "..", 7);
}

static void
a_hidden_unit__is_not_the_sum_of_those_below_it(void **state)
{
    struct sample sample = { .count = 0 };

    (void)state;
    add(&sample, DISCLOSURE_ROOT, 33); /* 3 + 10 + 20 */
    add(&sample, 0, 3);
    add(&sample, 0, 10); /* hidden for the sake of the 3 */
    add(&sample, 2, 4);
    add(&sample, 2, 6);
    add(&sample, 0, 20);
    expect(five, sample, ".<*<*.");
    sample.cells[3].values[0] = sample.cells[3].values[1] = sample.cells[3].values[2] = sample.cells[3].values[3] = 5;
    sample.cells[4] = (struct disclosure_cell){ .values = { 5, 5, 5, 5 }, .parent = 2 };
    expect(five, sample, ".<**..");
}

static void
a_hidden_unit_with_much_of_its_own__needs_nobody_below(void **state)
{
    struct sample sample = { .count = 0 };

    (void)state;
    add(&sample, DISCLOSURE_ROOT, 33);
    add(&sample, 0, 3);
    add(&sample, 0, 10);
    add(&sample, 2, 5); /* five of the unit's own */
    add(&sample, 0, 20);
    expect(five, sample, ".<*..");
    sample.cells[3].values[0] = sample.cells[3].values[1] = sample.cells[3].values[2] = sample.cells[3].values[3] = 6;
    expect(five, sample, ".<**.");
}

/* Two named of forty: the names are few, the bounds are many. */
static void
a_row__is_hidden_whole_and_protected_in_each_column(void **state)
{
    struct sample sample = { .count = 4 };

    (void)state;
    sample.cells[0] = (struct disclosure_cell){ { 12, 12, 90, 120 }, DISCLOSURE_ROOT, DISCLOSURE_SHOWN };
    sample.cells[1] = (struct disclosure_cell){ { 2, 2, 40, 50 }, 0, DISCLOSURE_SHOWN };
    sample.cells[2] = (struct disclosure_cell){ { 10, 10, 20, 30 }, 0, DISCLOSURE_SHOWN };
    sample.cells[3] = (struct disclosure_cell){ { 0, 0, 30, 40 }, 0, DISCLOSURE_SHOWN };
    expect(five, sample, ".**.");
    sample.cells[0].values[0] = sample.cells[0].values[1] = 14; /* nobody else by name: somebody else by head */
    sample.cells[2].values[0] = sample.cells[2].values[1] = 0;
    expect(five, sample, ".**.");
}

static void
hidden_zeros__protect_each_other(void **state)
{
    const struct disclosure_rule rule = { 5, true };

    (void)state;
    FAMILY(rule, 0, "<<<", 0, 0);
    FAMILY(rule, 0, ".<*.", 0, 7, 9);
    FAMILY(rule, 0, ".<<*", 0, 0, 7);
    expect(rule, (struct sample){ { { { 16, 0, 0, 0, 0 }, DISCLOSURE_ROOT, DISCLOSURE_SHOWN }, { { 0, 0, 0, 0, 0 }, 0, DISCLOSURE_SHOWN },
                                    { { 7, 0, 0, 0, 0 }, 0, DISCLOSURE_SHOWN }, { { 9, 0, 0, 0, 0 }, 0, DISCLOSURE_SHOWN } }, 4 },
           ".<*.");
}

static void
people_who_moved__do_not_break_the_table(void **state)
{
    struct sample sample = { .count = 0 };

    (void)state;
    add(&sample, DISCLOSURE_ROOT, 9); /* three are residents of both, one after the other */
    add(&sample, 0, 4);
    add(&sample, 0, 8);
    expect(five, sample, ".<*");
}

/* -- what a reader can find out, tried out -- */

struct reader {
    const struct sample *sample;
    int64_t low[CELLS_MAX], high[CELLS_MAX]; /* what the signs say */
    bool is_sum[CELLS_MAX];                  /* has nothing of its own, and the reader knows */
    int64_t guess[CELLS_MAX];
};

static bool
adds_up(const struct reader *reader)
{
    for (uint32_t parent = 0; parent < reader->sample->count; parent++) {
        int64_t own = reader->guess[parent];

        for (uint32_t i = 0; i < reader->sample->count; i++)
            if (reader->sample->cells[i].parent == parent)
                own -= reader->guess[i];
        if (own < 0 || (reader->is_sum[parent] && own != 0))
            return false;
    }
    return true;
}

/* Is there another table like this one, in which `cell` is another number? One that is one more or less is enough. */
static bool
can_differ(struct reader *reader, uint32_t cell, uint32_t from)
{
    int64_t truth;

    if (from == reader->sample->count)
        return reader->guess[cell] != reader->sample->cells[cell].values[0] && adds_up(reader);
    truth = reader->sample->cells[from].values[0];
    for (int64_t guess = truth - 1; guess <= truth + 1; guess++) {
        if (guess < reader->low[from] || guess > reader->high[from])
            continue;
        reader->guess[from] = guess;
        if (can_differ(reader, cell, from + 1))
            return true;
    }
    return false;
}

static bool
is_sum(const struct sample *sample, uint32_t parent)
{
    int64_t own = sample->cells[parent].values[0];
    bool has_children = false;

    for (uint32_t i = 0; i < sample->count; i++) {
        if (sample->cells[i].parent != parent)
            continue;
        has_children = true;
        own -= sample->cells[i].values[0];
    }
    return has_children && own == 0;
}

static bool
says_small(const struct sample *sample)
{
    for (uint32_t i = 0; i < sample->count; i++)
        if (sample->cells[i].disclosure == DISCLOSURE_SMALL)
            return true;
    return false;
}

static void
read_signs(struct reader *reader, struct disclosure_rule rule, bool has_signs)
{
    bool knows_great = has_signs && says_small(reader->sample);

    for (uint32_t i = 0; i < reader->sample->count; i++) {
        const struct disclosure_cell *cell = &reader->sample->cells[i];

        reader->low[i] = rule.hides_zero ? 0 : 1;
        reader->high[i] = INT32_MAX;
        if (cell->disclosure == DISCLOSURE_SHOWN)
            reader->low[i] = reader->high[i] = cell->values[0];
        else if (has_signs && cell->disclosure == DISCLOSURE_SMALL)
            reader->high[i] = rule.below - 1;
        else if (knows_great)
            reader->low[i] = rule.below;
        reader->is_sum[i] = is_sum(reader->sample, i);
    }
}

static void
show(const struct sample *sample)
{
    for (uint32_t i = 0; i < sample->count; i++)
        print_error("%lld%c below %d, ", (long long)sample->cells[i].values[0], ".<*"[sample->cells[i].disclosure],
                    (int)sample->cells[i].parent);
    print_error("\n");
}

static void
expect_nothing_to_find_out(struct disclosure_rule rule, struct sample sample)
{
    struct reader reader = { .sample = &sample };

    disclosure_decide(rule, sample.cells, sample.count);
    for (uint32_t i = 0; i < sample.count; i++) {
        if (disclosure_is_small(rule, sample.cells[i].values))
            assert_int_not_equal(sample.cells[i].disclosure, DISCLOSURE_SHOWN);
        if (sample.cells[i].disclosure == DISCLOSURE_SHOWN)
            continue;
        for (int has_signs = 0; has_signs < 2; has_signs++) {
            read_signs(&reader, rule, has_signs);
            if (can_differ(&reader, i, 0))
                continue;
            show(&sample);
            check_failed("cell %d can be found out %s the signs", (int)i, has_signs ? "with" : "without");
        }
    }
}

/* D12's own words: never one alone, never few together, as long as there is another to take. */
static void
expect_complement(struct disclosure_rule rule, struct sample sample)
{
    int64_t sum = 0;
    int hidden = 0;
    bool another = false;

    disclosure_decide(rule, sample.cells, sample.count);
    for (uint32_t i = 1; i < sample.count; i++) {
        hidden += sample.cells[i].disclosure != DISCLOSURE_SHOWN;
        sum += sample.cells[i].disclosure != DISCLOSURE_SHOWN ? sample.cells[i].values[0] : 0;
        another |= sample.cells[i].disclosure == DISCLOSURE_SHOWN && sample.cells[i].values[0] > 0;
    }
    if (sample.cells[0].disclosure == DISCLOSURE_SHOWN && hidden > 0 && another)
        assert_true(hidden > 1 && sum >= rule.below);
}

static void
try_families(struct disclosure_rule rule, uint32_t children)
{
    static const int64_t owns[] = { 0, 1, 6 };
    int64_t counts[4];

    for (uint32_t code = 0; code < 1u << (3 * children); code++) {
        for (uint32_t i = 0; i < children; i++)
            counts[i] = code >> (3 * i) & 7;
        for (size_t i = 0; i < sizeof owns / sizeof *owns; i++) {
            expect_nothing_to_find_out(rule, family(owns[i], counts, children));
            expect_complement(rule, family(owns[i], counts, children));
        }
    }
}

static void
every_table_of_two_to_four_units__gives_nothing_away(void **state)
{
    (void)state;
    for (uint32_t children = 2; children <= 4; children++) {
        try_families(five, children);
        try_families((struct disclosure_rule){ 3, false }, children);
    }
    try_families((struct disclosure_rule){ 5, true }, 3);
}

/* Two units with two below each, every count from 0 to 7, with and without something of their own. */
static void
every_tree_of_two_times_two_units__gives_nothing_away(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 1u << 15; code++) {
        const int64_t owns[] = { code >> 12 & 1, 3 * (code >> 13 & 1), 5 * (code >> 14 & 1) };
        struct sample sample = { .count = 0 };
        int64_t counts[4];

        for (int i = 0; i < 4; i++)
            counts[i] = code >> (3 * i) & 7;
        add(&sample, DISCLOSURE_ROOT, owns[0] + owns[1] + owns[2] + counts[0] + counts[1] + counts[2] + counts[3]);
        add(&sample, 0, owns[1] + counts[0] + counts[1]);
        add(&sample, 1, counts[0]);
        add(&sample, 1, counts[1]);
        add(&sample, 0, owns[2] + counts[2] + counts[3]);
        add(&sample, 4, counts[2]);
        add(&sample, 4, counts[3]);
        expect_nothing_to_find_out(five, sample);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small__is_fewer_than_five_and_not_nobody),
        cmocka_unit_test(small__is_a_row_with_one_small_number_but_nothing_is_said_of_the_others),
        cmocka_unit_test(zero__is_small_only_where_it_is_to_be_hidden),
        cmocka_unit_test(one_small_cell__takes_the_next_smallest_with_it),
        cmocka_unit_test(the_next_smallest__is_the_first_of_equals_and_never_a_zero),
        cmocka_unit_test(small_cells__that_are_few_together_take_another_with_them),
        cmocka_unit_test(cells_that_are_each_one__take_another_with_them),
        cmocka_unit_test(cells_that_are_each_as_many_as_small_ones_can_be__are_not_called_small),
        cmocka_unit_test(the_signs__do_not_tell_what_the_sum_tells_with_them),
        cmocka_unit_test(a_small_cell_without_others__stays_alone),
        cmocka_unit_test(a_hidden_unit__is_not_the_sum_of_those_below_it),
        cmocka_unit_test(a_hidden_unit_with_much_of_its_own__needs_nobody_below),
        cmocka_unit_test(a_row__is_hidden_whole_and_protected_in_each_column),
        cmocka_unit_test(hidden_zeros__protect_each_other),
        cmocka_unit_test(people_who_moved__do_not_break_the_table),
        cmocka_unit_test(every_table_of_two_to_four_units__gives_nothing_away),
        cmocka_unit_test(every_tree_of_two_times_two_units__gives_nothing_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

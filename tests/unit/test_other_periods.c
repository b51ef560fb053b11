/* SPDX-License-Identifier: MIT */
#include "cli/other_periods.h"

#include "lib/store/figures.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/sample_rows.h"
#include "tests/support/scratch.h"

#include <string.h>

enum { JANUARY = 19723, FEBRUARY = JANUARY + 31 }; /* of 2024 */

static void
put(struct figures *figures, uint32_t cell, const char *indicator, const char *period, int64_t people)
{
    struct report_row row = sample_rate(indicator, people, 100, "1.00");
    struct err err = { 0 };

    row.figure.cell = cell;
    row.figure.unit = STR("u");
    row.figure.period = str_of(period);
    row.figure.period_first = strcmp(period, "2024-01") == 0 ? JANUARY : FEBRUARY;
    row.figure.period_end = row.figure.period_first + 29;
    row.figure.has_bounds = true;
    row.figure.named = row.figure.lower = row.figure.upper = people;
    must(figures_put(figures, &row.figure, &err), &err);
}

/* Three rates in two months: one with a small number, one that is zero, one that nobody asks for. */
static void
fill(struct store *store)
{
    static const struct figure_unit unit = { .code = STR_INIT("u") };
    static const struct figure_indicator indicators[] = {
        { .name = STR_INIT("came"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("people"), .multiple = 1 },
        { .name = STR_INIT("flat"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("people"), .multiple = 1 },
        { .name = STR_INIT("zest"), .plugin = STR_INIT("p"), .factor = 100, .counts = STR_INIT("people"), .multiple = 1 },
    };
    struct err err = { 0 };
    struct figures *figures = figures_open(store, &err);

    must(figures && figures_begin(figures, &err), &err);
    must(figures_put_units(figures, &unit, 1, &err) && figures_put_indicators(figures, indicators, 3, &err), &err);
    put(figures, 0, "came", "2024-01", 3);
    put(figures, 1, "came", "2024-02", 40);
    put(figures, 2, "flat", "2024-01", 0);
    put(figures, 3, "flat", "2024-02", 0);
    put(figures, 4, "zest", "2024-01", 40);
    must(figures_commit(figures, 7, STR("2025-01-01"), &err), &err);
    figures_close(figures);
}

static const struct report_row *
find(const struct other_periods *others, const char *indicator, const char *period)
{
    struct report_row row = sample_rate(indicator, 1, 100, "1.00");

    row.figure.unit = STR("u");
    return other_periods_find(others, &row.figure, str_of(period));
}

static void
rates__are_hidden_and_those_that_are_zero_everywhere_left_out(void **state)
{
    static const struct str periods[] = { STR_INIT("2024-01"), STR_INIT("2024-02") }, rates[] = { STR_INIT("came"), STR_INIT("flat") };
    const struct report_filter all = { 0 };
    struct other_periods others;
    struct scratch scratch;
    struct arena arena = { 0 };
    struct err err = { 0 };
    struct store *store;
    struct reader *reader;

    (void)state;
    scratch_make(&scratch);
    store = store_open(scratch.db, &err);
    must(store != NULL, &err);
    fill(store);
    reader = reader_open(scratch.db, &err);
    must(reader != NULL, &err);
    must(other_periods_read_rates(&others, reader, &all, periods, 2, rates, 2, false, &arena, &err), &err);
    assert_int_equal(others.count, 2);
    assert_true(str_eq(find(&others, "came", "2024-01")->hidden, STR("<5")));
    assert_null(find(&others, "came", "2024-02")->hidden.ptr);
    assert_null(find(&others, "flat", "2024-01"));
    must(other_periods_read_rates(&others, reader, &all, periods, 2, rates + 1, 1, false, &arena, &err), &err);
    assert_int_equal(others.count, 0);
    reader_close(reader);
    store_close(store);
    arena_free(&arena);
    scratch_remove(&scratch);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates__are_hidden_and_those_that_are_zero_everywhere_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

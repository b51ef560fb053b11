/* SPDX-License-Identifier: MIT */
/* The rows of figures as a page has them. */
#include "cli/html/page_figures.h"
#include "tests/support/check.h"

/* The cell of the only row of the only block; "" is nothing. */
static void
expect_cell(const struct report_row *row, size_t place, const char *expected)
{
    struct arena arena = { 0 };
    struct bilingual words;
    struct page_names names;
    const struct ordered_row ordered = { .row = row };
    const struct trends trends = { 0 };
    const char *cell;
    json_t *blocks;

    bilingual_init(&words, &arena);
    page_names_init(&names, &words);
    blocks = page_figures(&names, &ordered, 1, &trends);
    cell = json_string_value(json_object_get(json_array_get(blocks, 0), "rows"));
    for (size_t i = 0; i < place; i++)
        cell = strchr(cell, ',') + 1;
    assert_int_equal(strcspn(cell, ","), strlen(expected));
    assert_memory_equal(cell, expected, strlen(expected));
    json_decref(blocks);
    page_names_free(&names);
    bilingual_free(&words);
    arena_free(&arena);
}

enum { VALUE = 6, TARGET = 10, MET };

static void
target__is_a_decimal_as_the_report_prints_it(void **state)
{
    struct report_row row = {
        .figure = { .indicator = STR_INIT("education_coverage"), .unit = STR_INIT("gate"), .period = STR_INIT("2025-02"),
                    .kind = STR_INIT("draft"), .state = STR_INIT("ok"), .value = STR_INIT("60.00"), .target = STR_INIT("200/3"),
                    .has_met = true },
        .factor = 100,
        .decimals = 2,
    };

    (void)state;
    expect_cell(&row, VALUE, "60.00");
    expect_cell(&row, TARGET, "66.67");
    expect_cell(&row, MET, "0");
    row.figure.target = STR("75");
    expect_cell(&row, TARGET, "75");
    row.figure.target = (struct str){ 0 };
    expect_cell(&row, TARGET, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(target__is_a_decimal_as_the_report_prints_it),
    };

    return cmocka_run_group_tests_name("page_figures", tests, NULL, NULL);
}

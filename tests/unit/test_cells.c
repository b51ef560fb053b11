/* SPDX-License-Identifier: MIT */
#include "lib/engine/cells.h"

#include "lib/base/hash.h"
#include "lib/store/figures.h"
#include "lib/store/store.h"
#include "tests/support/check.h"
#include "tests/support/scratch.h"

#include <stdlib.h>

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct figures *figures;
    struct cells cells;
    uint32_t rule, other; /* numbers of two plugins */
};

static int
set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err;

    scratch_make(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.db, &err);
    must(fixture->store != NULL, &err);
    fixture->figures = figures_open(fixture->store, &err);
    must(fixture->figures != NULL, &err);
    must(figures_begin(fixture->figures, &err), &err);
    fixture->rule = codebook_add(&fixture->cells.names, STR("rule"));
    fixture->other = codebook_add(&fixture->cells.names, STR("other"));
    *state = fixture;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fixture = *state;

    cells_free(&fixture->cells);
    figures_rollback(fixture->figures);
    figures_close(fixture->figures);
    store_close(fixture->store);
    scratch_remove(&fixture->scratch);
    free(fixture);
    return 0;
}

/* What stays: the rows of a plugin. */
struct kept {
    const struct cells *cells;
    const char *plugin;
};

static bool
is_plugin(void *ctx, const struct page_cell *cell)
{
    const struct kept *kept = ctx;

    return str_eq(codebook_name(&kept->cells->names, cell->plugin), str_of(kept->plugin));
}

static void
end(struct fixture *fixture, const char *kept)
{
    struct kept of = { &fixture->cells, kept };
    struct err err;

    must(page_end(&fixture->cells, fixture->figures, is_plugin, &of, &err), &err);
}

/* A published row of the open page. */
static uint32_t
row(struct fixture *fixture, uint32_t indicator, uint32_t category, uint32_t plugin)
{
    struct cell_key key = { .indicator = indicator, .category = category, .group = CODE_NONE };
    struct page_cell *cell = page_row(&fixture->cells, &key, false);

    cell->live = true;
    cell->plugin = plugin;
    return cell->number;
}

static void
a_row__keeps_its_number_in_whatever_order_it_comes(void **state)
{
    struct fixture *fixture = *state;
    uint32_t a, b, c;

    page_begin(&fixture->cells, 0, 7, 100, 131);
    a = row(fixture, 5, CODE_NONE, fixture->rule);
    b = row(fixture, 5, 2, fixture->rule);
    c = row(fixture, 6, CODE_NONE, fixture->rule);
    end(fixture, "");
    assert_true(a != b && b != c && a != c);
    page_begin(&fixture->cells, 0, 7, 100, 131);
    assert_int_equal(row(fixture, 6, CODE_NONE, fixture->rule), c);
    assert_int_equal(row(fixture, 5, CODE_NONE, fixture->rule), a);
    assert_int_equal(row(fixture, 5, 2, fixture->rule), b);
    end(fixture, "");
    assert_int_equal(fixture->cells.pages[0].live, 3);
}

static void
the_same_row_of_another_page__is_another_cell(void **state)
{
    static const struct {
        uint32_t kind, owner;
        int32_t first, end;
    } pages[] = { { 0, 7, 100, 131 }, { 2, 7, 100, 131 }, { 0, 8, 100, 131 }, { 0, 7, 131, 162 }, { 0, 7, 100, 190 } };
    struct fixture *fixture = *state;

    for (uint32_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        page_begin(&fixture->cells, pages[i].kind, pages[i].owner, pages[i].first, pages[i].end);
        assert_int_equal(row(fixture, 5, CODE_NONE, fixture->rule), i);
        end(fixture, "");
    }
    assert_int_equal(fixture->cells.page_count, sizeof pages / sizeof *pages);
}

static void
each_part_of_the_key__makes_another_row(void **state)
{
    static const struct cell_key keys[] = { { 1, 0, 0, 0, false }, { 2, 0, 0, 0, false }, { 1, 2, 0, 0, false }, { 1, 0, 2, 0, false },
                                             { 1, 0, 0, 2, false }, { 1, 0, 0, 0, true } };
    struct fixture *fixture = *state;

    page_begin(&fixture->cells, 0, 7, 100, 131);
    for (uint32_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_int_equal(page_row(&fixture->cells, &keys[i], false)->number, i);
}

/* So they stand on fewer pages of the store. */
static void
rows_that_change_often__have_numbers_beside_each_other(void **state)
{
    struct fixture *fixture = *state;
    uint32_t last[2] = { 0, 0 }, steps[2] = { 0, 0 };
    bool seen[20000] = { false };

    page_begin(&fixture->cells, 0, 7, 100, 131);
    for (uint32_t i = 0; i < 10000; i++) {
        struct cell_key key = { .indicator = i, .category = CODE_NONE, .group = CODE_NONE };
        bool often = i % 3 == 0;
        uint32_t number = page_row(&fixture->cells, &key, often)->number;

        assert_true(number < 20000 && !seen[number]);
        seen[number] = true;
        steps[often] += number != last[often] + 1;
        last[often] = number;
    }
    assert_true(steps[0] <= 1 + 10000 / 4096 && steps[1] <= 1 + 3334 / 4096);
}

static void
a_row__that_is_not_computed_again_is_dropped_unless_its_plugin_is_kept(void **state)
{
    struct fixture *fixture = *state;
    const struct page *page;

    page_begin(&fixture->cells, 0, 7, 100, 131);
    row(fixture, 1, CODE_NONE, fixture->rule);
    row(fixture, 2, CODE_NONE, fixture->rule);
    row(fixture, 3, CODE_NONE, fixture->other);
    end(fixture, "");
    page_begin(&fixture->cells, 0, 7, 100, 131);
    row(fixture, 1, CODE_NONE, fixture->rule);
    end(fixture, "other");
    page = &fixture->cells.pages[0];
    assert_int_equal(page->live, 2);
    assert_true(page->cells[0].live);
    assert_false(page->cells[1].live);
    assert_true(page->cells[2].live); /* of the plugin that is kept */
    page_begin(&fixture->cells, 0, 7, 100, 131);
    end(fixture, "");
    assert_int_equal(fixture->cells.pages[0].live, 0);
}

static void
a_row__that_comes_back_has_its_old_number(void **state)
{
    struct fixture *fixture = *state;
    uint32_t number;

    page_begin(&fixture->cells, 0, 7, 100, 131);
    number = row(fixture, 1, CODE_NONE, fixture->rule);
    end(fixture, "");
    page_begin(&fixture->cells, 0, 7, 100, 131);
    end(fixture, "");
    page_begin(&fixture->cells, 0, 7, 100, 131);
    assert_int_equal(row(fixture, 1, CODE_NONE, fixture->rule), number);
    end(fixture, "");
    assert_int_equal(fixture->cells.pages[0].live, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_row__keeps_its_number_in_whatever_order_it_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_row_of_another_page__is_another_cell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_part_of_the_key__makes_another_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_that_change_often__have_numbers_beside_each_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row__that_is_not_computed_again_is_dropped_unless_its_plugin_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row__that_comes_back_has_its_old_number, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}

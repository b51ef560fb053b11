/* SPDX-License-Identifier: MIT */
#include "lib/model/categories.h"

#include "tests/support/check.h"

static void
number__adds_the_ancestors_and_is_the_same_each_time(void **state)
{
    struct categories categories = { 0 };
    uint32_t deep = categories_number(&categories, STR("edu.law.road")), law, edu;

    (void)state;
    assert_int_equal(categories.count, 3);
    law = categories_number(&categories, STR("edu.law"));
    edu = categories_number(&categories, STR("edu"));
    assert_int_equal(categories.count, 3);
    assert_int_equal(categories_number(&categories, STR("edu.law.road")), deep);
    assert_int_equal(categories.parents[deep], law);
    assert_int_equal(categories.parents[law], edu);
    assert_int_equal(categories.parents[edu], CODE_NONE);
    categories_free(&categories);
}

static void
under__is_by_whole_steps_of_the_path(void **state)
{
    static const struct {
        const char *path, *top;
        bool under;
    } rows[] = {
        { "edu.law", "edu", true },    { "edu", "edu", true },       { "edu", "edu.law", false },
        { "education", "edu", false }, { "edu.lawn", "edu.law", false }, { "edu.law.road", "edu", true },
        { "culture.show", "edu", false },
    };
    struct categories categories = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t path = categories_number(&categories, str_of(rows[i].path)), top = categories_number(&categories, str_of(rows[i].top));
        assert_int_equal(category_under(&categories, path, top), rows[i].under);
    }
    categories_free(&categories);
}

static void
free__leaves_an_empty_book(void **state)
{
    struct categories categories = { 0 };

    (void)state;
    categories_number(&categories, STR("sport"));
    categories_free(&categories);
    categories_free(&categories);
    assert_int_equal(categories_number(&categories, STR("edu")), 0);
    categories_free(&categories);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number__adds_the_ancestors_and_is_the_same_each_time),
        cmocka_unit_test(under__is_by_whole_steps_of_the_path),
        cmocka_unit_test(free__leaves_an_empty_book),
    };

    return cmocka_run_group_tests_name("categories", tests, NULL, NULL);
}

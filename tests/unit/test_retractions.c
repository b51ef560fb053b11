/* SPDX-License-Identifier: MIT */
#include "lib/engine/retractions.h"

#include "tests/support/check.h"

static void
nothing__is_retracted_of_what_was_never_named(void **state)
{
    struct retraction_book *book = retraction_book_new();

    (void)state;
    assert_int_equal(retraction_rev(book, STR("gate"), STR("e1")), 0);
    retraction_add(book, STR("gate"), STR("e2"), 3, 7);
    assert_int_equal(retraction_rev(book, STR("gate"), STR("e1")), 0);
    assert_int_equal(retraction_rev(book, STR("gat"), STR("ee1")), 0);
    retraction_book_free(book);
    retraction_book_free(NULL);
}

static void
the_greatest_rev__counts_as_long_as_its_retraction_is_there(void **state)
{
    struct retraction_book *book = retraction_book_new();

    (void)state;
    retraction_add(book, STR("gate"), STR("e1"), 2, 10);
    retraction_add(book, STR("gate"), STR("e1"), 5, 11);
    retraction_add(book, STR("gate"), STR("e1"), 3, 12);
    assert_int_equal(retraction_rev(book, STR("gate"), STR("e1")), 5);
    retraction_remove(book, STR("gate"), STR("e1"), 11);
    assert_int_equal(retraction_rev(book, STR("gate"), STR("e1")), 3);
    retraction_remove(book, STR("gate"), STR("e1"), 11); /* gone already */
    retraction_remove(book, STR("gate"), STR("e9"), 12); /* never named */
    assert_int_equal(retraction_rev(book, STR("gate"), STR("e1")), 3);
    retraction_remove(book, STR("gate"), STR("e1"), 12);
    retraction_remove(book, STR("gate"), STR("e1"), 10);
    assert_int_equal(retraction_rev(book, STR("gate"), STR("e1")), 0);
    retraction_book_free(book);
}

static void
source_and_id__are_kept_apart(void **state)
{
    struct retraction_book *book = retraction_book_new();

    (void)state;
    retraction_add(book, STR("a"), STR("bc"), 1, 1);
    assert_int_equal(retraction_rev(book, STR("ab"), STR("c")), 0);
    assert_int_equal(retraction_rev(book, STR("a"), STR("bc")), 1);
    assert_int_equal(retraction_rev(book, STR(""), STR("abc")), 0);
    retraction_book_free(book);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing__is_retracted_of_what_was_never_named),
        cmocka_unit_test(the_greatest_rev__counts_as_long_as_its_retraction_is_there),
        cmocka_unit_test(source_and_id__are_kept_apart),
    };

    return cmocka_run_group_tests_name("retractions", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/base/codebook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static void
add__numbers_codes_from_zero_in_the_order_of_mention(void **state)
{
    struct codebook book = { 0 };

    (void)state;
    assert_int_equal(codebook_add(&book, STR("liubeiqiao")), 0);
    assert_int_equal(codebook_add(&book, STR("drum")), 1);
    assert_int_equal(codebook_add(&book, STR("liubeiqiao")), 0);
    assert_int_equal(book.count, 2);
    codebook_free(&book);
}

static void
add__keeps_a_copy_of_the_code(void **state)
{
    struct codebook book = { 0 };
    char code[] = "drum";

    (void)state;
    codebook_add(&book, (struct str){ code, 4 });
    code[0] = 'X';
    assert_int_equal(codebook_find(&book, STR("drum")), 0);
    assert_int_equal(codebook_find(&book, STR("Xrum")), CODE_NONE);
    codebook_free(&book);
}

static void
add__tells_prefixes_nul_bytes_and_nothing_apart(void **state)
{
    struct codebook book = { 0 };

    (void)state;
    assert_int_equal(codebook_add(&book, STR("edu")), 0);
    assert_int_equal(codebook_add(&book, STR("edu.")), 1);
    assert_int_equal(codebook_add(&book, STR("edu\0")), 2);
    assert_int_equal(codebook_add(&book, STR("")), 3);
    assert_int_equal(codebook_add(&book, (struct str){ NULL, 0 }), 3);
    codebook_free(&book);
}

static void
find__knows_nothing_in_an_empty_book(void **state)
{
    struct codebook book = { 0 };

    (void)state;
    assert_int_equal(codebook_find(&book, STR("drum")), CODE_NONE);
    codebook_free(&book);
}

static void
find__never_adds(void **state)
{
    struct codebook book = { 0 };

    (void)state;
    codebook_add(&book, STR("drum"));
    assert_int_equal(codebook_find(&book, STR("dance")), CODE_NONE);
    assert_int_equal(book.count, 1);
    codebook_free(&book);
}

/* The search for an absent code ends at a free slot: there is one at every size. */
static void
find__of_an_absent_code_ends_however_full_the_book_is(void **state)
{
    struct codebook book = { 0 };
    char code[16];

    (void)state;
    for (int i = 0; i < 1000; i++) {
        snprintf(code, sizeof code, "a%d", i);
        codebook_add(&book, str_of(code));
        assert_int_equal(codebook_find(&book, STR("absent")), CODE_NONE);
    }
    codebook_free(&book);
}

static void
name__is_followed_by_a_nul_and_stays_where_it_is(void **state)
{
    struct codebook book = { 0 };
    const char *first;

    (void)state;
    codebook_add(&book, (struct str){ "drummer", 4 });
    first = codebook_name(&book, 0).ptr;
    assert_string_equal(first, "drum");
    for (int i = 0; i < 1000; i++) {
        char code[16];
        snprintf(code, sizeof code, "a%d", i);
        codebook_add(&book, str_of(code));
    }
    assert_ptr_equal(codebook_name(&book, 0).ptr, first);
    assert_string_equal(first, "drum");
    codebook_free(&book);
}

static void
a_hundred_thousand_codes__keep_their_numbers(void **state)
{
    enum { CODES = 100000 };
    struct codebook book = { 0 };
    char code[16];

    (void)state;
    for (uint32_t i = 0; i < CODES; i++) {
        snprintf(code, sizeof code, "p%u", i * 7919);
        assert_int_equal(codebook_add(&book, str_of(code)), i);
    }
    for (uint32_t i = 0; i < CODES; i++) {
        snprintf(code, sizeof code, "p%u", i * 7919);
        assert_int_equal(codebook_find(&book, str_of(code)), i);
        assert_true(str_eq(codebook_name(&book, i), str_of(code)));
    }
    assert_int_equal(book.count, CODES);
    codebook_free(&book);
}

static void
free__leaves_a_book_that_can_be_used_again(void **state)
{
    struct codebook book = { 0 };

    (void)state;
    codebook_add(&book, STR("drum"));
    codebook_free(&book);
    codebook_free(&book);
    assert_int_equal(codebook_find(&book, STR("drum")), CODE_NONE);
    assert_int_equal(codebook_add(&book, STR("dance")), 0);
    codebook_free(&book);
}

/* Only for fetching memory: it may be another code's, never one that is not there. */
static void
guess__is_a_number_that_is_there_or_none(void **state)
{
    struct codebook book = { 0 };
    char code[16];

    (void)state;
    assert_int_equal(codebook_guess(&book, codebook_hash(STR("a"))), CODE_NONE);
    assert_int_equal(codebook_add(&book, STR("a")), 0);
    assert_int_equal(codebook_guess(&book, codebook_hash(STR("a"))), 0);
    for (unsigned i = 0; i < 1000; i++) {
        uint32_t guess;
        snprintf(code, sizeof code, "c%u", i);
        if (i % 2)
            codebook_add(&book, str_of(code));
        codebook_expect(&book, codebook_hash(str_of(code)));
        codebook_expect_name(&book, codebook_hash(str_of(code)));
        codebook_expect_text(&book, codebook_hash(str_of(code)));
        guess = codebook_guess(&book, codebook_hash(str_of(code)));
        assert_true(guess == CODE_NONE || guess < book.count);
    }
    codebook_free(&book);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guess__is_a_number_that_is_there_or_none),
        cmocka_unit_test(add__numbers_codes_from_zero_in_the_order_of_mention),
        cmocka_unit_test(add__keeps_a_copy_of_the_code),
        cmocka_unit_test(add__tells_prefixes_nul_bytes_and_nothing_apart),
        cmocka_unit_test(find__knows_nothing_in_an_empty_book),
        cmocka_unit_test(find__never_adds),
        cmocka_unit_test(find__of_an_absent_code_ends_however_full_the_book_is),
        cmocka_unit_test(name__is_followed_by_a_nul_and_stays_where_it_is),
        cmocka_unit_test(a_hundred_thousand_codes__keep_their_numbers),
        cmocka_unit_test(free__leaves_a_book_that_can_be_used_again),
    };

    return cmocka_run_group_tests_name("codebook", tests, NULL, NULL);
}

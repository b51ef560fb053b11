/* SPDX-License-Identifier: MIT */
#include "lib/wire/person_token.h"

#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

static void
tokens__that_are_personal_numbers_are_recognised(void **state)
{
    /* The first is the example of GB 11643-1999; the others are made: no such day or region need exist. */
    static const char *const cards[] = { "11010519491231002X", "11010519491231002x", "440524188001010014", "000000000000000001" };
    static const char *const mobiles[] = { "13800138000", "10000000000", "19999999999" };

    (void)state;
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
        assert_string_equal(person_token_looks_like(str_of(cards[i])), "an identity card number");
    for (size_t i = 0; i < sizeof mobiles / sizeof *mobiles; i++)
        assert_string_equal(person_token_looks_like(str_of(mobiles[i])), "a mobile phone number");
}

static void
tokens__that_only_resemble_them_are_not(void **state)
{
    static const char *const tokens[] = {
        "p0417",         "110105194912310020", "110105194912310021", "1101051949123100X2", "11010519491231002",
        "11010519491231002XX", "1101051949123100 X", "23800138000",     "1380013800",         "138001380001",
        "1380013800a",   "p13800138000",       "",                   "X",
    };

    (void)state;
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (person_token_looks_like(str_of(tokens[i])))
            check_failed("%s is taken for %s", tokens[i], person_token_looks_like(str_of(tokens[i])));
}

/* Of the eleven last characters exactly one is right, and a changed digit is always noticed. */
static void
id_card__has_one_check_character(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 2000; n++) {
        char token[24];
        int right = 0;

        snprintf(token, sizeof token, "%017llu?", n * 9973000999ULL % 100000000000000000ULL);
        for (const char *last = "0123456789X"; *last; last++) {
            token[17] = *last;
            right += person_token_looks_like(str_of(token)) != NULL;
        }
        assert_int_equal(right, 1);
    }
}

static void
hash__is_blake2b_of_16_bytes_under_the_key(void **state)
{
    static const unsigned char secret[PERSON_SECRET_BYTES] = "a secret of the tests", other[PERSON_SECRET_BYTES] = "another";
    static const char *const tokens[] = { "p0417", "p0418", "0123456789012345678901234567890123456789012345678901234567890123" };
    struct person_hasher hasher, other_hasher;

    (void)state;
    assert_true(sodium_init() >= 0);
    person_hasher_init(&hasher, secret);
    person_hasher_init(&other_hasher, other);
    for (int i = 0; i < 3; i++) {
        struct person_key key = person_token_hash(&hasher, str_of(tokens[i]));
        struct person_key again = person_token_hash(&hasher, str_of(tokens[i]));
        struct person_key foreign = person_token_hash(&other_hasher, str_of(tokens[i]));
        unsigned char expected[16];

        crypto_generichash(expected, sizeof expected, (const unsigned char *)tokens[i], strlen(tokens[i]), secret, sizeof secret);
        assert_memory_equal(key.bytes, expected, sizeof expected);
        assert_memory_equal(&again, &key, sizeof key);
        assert_memory_not_equal(&foreign, &key, sizeof key);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens__that_are_personal_numbers_are_recognised),
        cmocka_unit_test(tokens__that_only_resemble_them_are_not),
        cmocka_unit_test(id_card__has_one_check_character),
        cmocka_unit_test(hash__is_blake2b_of_16_bytes_under_the_key),
    };

    return cmocka_run_group_tests_name("person token", tests, NULL, NULL);
}

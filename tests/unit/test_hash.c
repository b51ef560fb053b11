/* SPDX-License-Identifier: MIT */
#include "lib/base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
hash64__depends_on_the_bytes_alone(void **state)
{
    const char one[] = "xdrumx", other[] = "drum";

    (void)state;
    assert_true(hash64(one + 1, 4) == hash64(other, 4));
    assert_true(hash64(other, 4) != hash64(other, 3));
    assert_true(hash64("a\0b", 3) != hash64("a\0c", 3));
}

static void
hash64__takes_nothing(void **state)
{
    (void)state;
    assert_true(hash64(NULL, 0) == hash64("x", 0));
}

/* Values of the XXH3 reference: what is saved today is found by the program of tomorrow. */
static void
hashes__stay_what_they_are(void **state)
{
    struct hash128 hash = hash128("", 0);

    (void)state;
    assert_true(hash64("", 0) == 0x2d06800538d394c2);
    assert_true(hash.high == 0x99aa06d3014798d8);
    assert_true(hash.low == 0x6001c324468d497f);
}

static void
hash128__is_equal_only_in_both_halves(void **state)
{
    struct hash128 hash = hash128("drum", 4), low = hash, high = hash;

    (void)state;
    low.low ^= 1;
    high.high ^= 1;
    assert_true(hash128_eq(hash, hash128("drum", 4)));
    assert_false(hash128_eq(hash, hash128("drums", 5)));
    assert_false(hash128_eq(hash, low));
    assert_false(hash128_eq(hash, high));
}

static void
mix__tells_the_order_and_each_part(void **state)
{
    (void)state;
    assert_true(hash_mix(1, 2) == hash_mix(1, 2));
    assert_true(hash_mix(1, 2) != hash_mix(2, 1));
    assert_true(hash_mix(1, 2) != hash_mix(1, 3));
    assert_true(hash_mix(0, 0) != hash_mix(0, 1));
}

static void
hash64_seeded__is_another_hash_for_each_seed(void **state)
{
    (void)state;
    assert_true(hash64_seeded("drum", 4, 7) == hash64_seeded("drum", 4, 7));
    assert_true(hash64_seeded("drum", 4, 7) != hash64_seeded("drum", 4, 8));
    assert_true(hash64_seeded("drum", 4, 7) != hash64_seeded("dram", 4, 7));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash64__depends_on_the_bytes_alone),
        cmocka_unit_test(hash64__takes_nothing),
        cmocka_unit_test(hashes__stay_what_they_are),
        cmocka_unit_test(hash128__is_equal_only_in_both_halves),
        cmocka_unit_test(hash64_seeded__is_another_hash_for_each_seed),
        cmocka_unit_test(mix__tells_the_order_and_each_part),
    };

    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "lib/base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
end__gives_the_published_hash_of_no_bytes(void **state)
{
    /* BLAKE2b-256 of nothing */
    static const unsigned char expected[DIGEST_SIZE] = {
        0x0e, 0x57, 0x51, 0xc0, 0x26, 0xe5, 0x43, 0xb2, 0xe8, 0xab, 0x2e, 0xb0, 0x60, 0x99, 0xda, 0xa1,
        0xd1, 0xe5, 0xdf, 0x47, 0x77, 0x8f, 0x77, 0x87, 0xfa, 0xab, 0x45, 0xcd, 0xf1, 0x2f, 0xe3, 0xa8,
    };
    unsigned char hash[DIGEST_SIZE];
    struct digest digest;

    (void)state;
    digest_begin(&digest);
    digest_add(&digest, NULL, 0);
    digest_end(&digest, hash);
    assert_memory_equal(hash, expected, DIGEST_SIZE);
}

static void
add__sees_the_bytes_and_not_the_pieces(void **state)
{
    unsigned char whole[DIGEST_SIZE], pieces[DIGEST_SIZE];
    char bytes[1000];
    struct digest digest;

    (void)state;
    memset(bytes, 'd', sizeof bytes);
    digest_begin(&digest);
    digest_add(&digest, bytes, sizeof bytes);
    digest_end(&digest, whole);
    digest_begin(&digest);
    for (size_t i = 0; i < sizeof bytes; i += 8)
        digest_add(&digest, bytes + i, 8);
    digest_end(&digest, pieces);
    assert_memory_equal(whole, pieces, DIGEST_SIZE);
    digest_begin(&digest);
    digest_add(&digest, bytes, sizeof bytes - 1);
    digest_end(&digest, pieces);
    assert_memory_not_equal(whole, pieces, DIGEST_SIZE);
}

static void
random__is_never_the_same(void **state)
{
    unsigned char a[DIGEST_SIZE] = { 0 }, b[DIGEST_SIZE] = { 0 }, none[DIGEST_SIZE] = { 0 };

    (void)state;
    digest_random(a, sizeof a);
    digest_random(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    assert_memory_not_equal(a, none, sizeof a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(end__gives_the_published_hash_of_no_bytes),
        cmocka_unit_test(add__sees_the_bytes_and_not_the_pieces),
        cmocka_unit_test(random__is_never_the_same),
    };

    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}

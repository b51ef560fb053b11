/* SPDX-License-Identifier: MIT */
#include "lib/store/identity_table.h"

#include "lib/base/hash.h"
#include "tests/support/check.h"

#include <stdbool.h>
#include <stdlib.h>

static uint64_t
good_hash(uint64_t number)
{
    return hash_mix(number, 7);
}

/* How many positions a hash has, and whether this one is among them. */
static size_t
look_up(const struct identity_table *table, uint64_t hash, uint64_t wanted, bool *found)
{
    struct identity_probe probe = identity_table_probe(table, hash);
    uint64_t position;
    size_t count = 0;

    *found = false;
    for (; identity_probe_next(&probe, &position); count++)
        *found |= position == wanted;
    return count;
}

static bool
has(const struct identity_table *table, uint64_t hash, uint64_t position)
{
    bool found;

    look_up(table, hash, position, &found);
    return found;
}

static void
empty__finds_nothing(void **state)
{
    struct identity_table *table = identity_table_new();

    (void)state;
    assert_false(has(table, 0, 1));
    assert_false(has(table, UINT64_MAX, 1));
    assert_false(identity_table_move(table, 5, 1, 2));
    assert_false(identity_table_remove(table, 5, 1));
    assert_int_equal(identity_table_count(table), 0);
    identity_table_prefetch(table, 1);
    identity_table_free(table);
    identity_table_free(NULL);
}

static void
million__is_found_and_nothing_else(void **state)
{
    enum { MANY = 1000000 };
    struct identity_table *table = identity_table_new();
    size_t offered = 0;
    bool found;

    (void)state;
    for (uint64_t i = 1; i <= MANY; i++)
        identity_table_add(table, good_hash(i), i);
    assert_int_equal(identity_table_count(table), MANY);
    for (uint64_t i = 1; i <= MANY; i++) {
        offered += look_up(table, good_hash(i), i, &found);
        assert_true(found);
    }
    assert_in_range(offered, MANY, MANY + 100); /* 38 bits tell nearly all apart */
    offered = 0;
    for (uint64_t i = MANY + 1; i <= 2 * MANY; i++)
        offered += look_up(table, good_hash(i), i, &found);
    assert_in_range(offered, 0, 100);
    assert_in_range(identity_table_bytes(table), 8 * MANY, 16 * MANY);
    identity_table_free(table);
}

static void
reserve__changes_no_answer(void **state)
{
    struct identity_table *table = identity_table_new();

    (void)state;
    for (uint64_t i = 1; i <= 5000; i++)
        identity_table_add(table, good_hash(i), i);
    identity_table_reserve(table, 3000000);
    identity_table_reserve(table, 10);
    for (uint64_t i = 5001; i <= 10000; i++)
        identity_table_add(table, good_hash(i), i);
    for (uint64_t i = 1; i <= 10000; i++)
        assert_true(has(table, good_hash(i), i));
    assert_int_equal(identity_table_count(table), 10000);
    identity_table_free(table);
}

/* Rows are taken back with their batch: also while some shards are wide and others are not, and across a growth. */
static void
what_is_taken_back__while_it_grows_is_gone_and_nothing_else(void **state)
{
    enum { MANY = 900000, BATCH = 3000 };
    struct identity_table *table = identity_table_new();
    size_t grown = 0, bytes = 0;

    (void)state;
    for (uint64_t first = 1; first < MANY; first += BATCH) {
        for (uint64_t i = first; i < first + 2 * BATCH; i++)
            identity_table_add(table, good_hash(i), i);
        for (uint64_t i = first + 2 * BATCH - 1; i >= first + BATCH; i--)
            assert_true(identity_table_remove(table, good_hash(i), i));
        grown += identity_table_bytes(table) != bytes;
        bytes = identity_table_bytes(table);
        assert_int_equal(identity_table_count(table), first + BATCH - 1);
        for (uint64_t i = first % 7 + 1; i < first + BATCH; i += first / 50 + 1)
            assert_true(has(table, good_hash(i), i));
        for (uint64_t i = first + BATCH; i < first + 2 * BATCH; i++)
            assert_false(has(table, good_hash(i), i));
    }
    assert_true(grown > 2);
    for (uint64_t i = 1; i <= MANY; i++)
        assert_true(has(table, good_hash(i), i));
    identity_table_free(table);
}

/* The worst hash: everything in one slot, the last of its shard. */
static void
one_hash__for_all_offers_all_of_them(void **state)
{
    static const uint64_t hashes[] = { 0, UINT64_MAX, UINT64_C(0x003fffffffffffff) };

    (void)state;
    for (size_t h = 0; h < sizeof hashes / sizeof *hashes; h++) {
        struct identity_table *table = identity_table_new();
        bool found;

        for (uint64_t i = 1; i <= 3000; i++)
            identity_table_add(table, hashes[h], i);
        for (uint64_t i = 1; i <= 3000; i += 7) {
            assert_int_equal(look_up(table, hashes[h], i, &found), 3000);
            assert_true(found);
        }
        for (uint64_t i = 1; i <= 3000; i++)
            assert_true(identity_table_remove(table, hashes[h], i));
        assert_int_equal(look_up(table, hashes[h], 1, &found), 0);
        identity_table_free(table);
    }
}

static void
positions__up_to_36_bits_are_kept(void **state)
{
    struct identity_table *table = identity_table_new();

    (void)state;
    identity_table_add(table, good_hash(1), IDENTITY_POSITION_MAX);
    identity_table_add(table, good_hash(2), UINT64_C(1) << 32);
    assert_true(has(table, good_hash(1), IDENTITY_POSITION_MAX));
    assert_true(has(table, good_hash(2), UINT64_C(1) << 32));
    assert_true(identity_table_move(table, good_hash(2), UINT64_C(1) << 32, IDENTITY_POSITION_MAX - 1));
    assert_true(has(table, good_hash(2), IDENTITY_POSITION_MAX - 1));
    assert_false(has(table, good_hash(2), UINT64_C(1) << 32));
    identity_table_free(table);
}

static void
move__changes_the_one_that_was_named(void **state)
{
    struct identity_table *table = identity_table_new();

    (void)state;
    identity_table_add(table, good_hash(1), 1);
    identity_table_add(table, good_hash(1), 2);
    assert_true(identity_table_move(table, good_hash(1), 1, 9));
    assert_false(identity_table_move(table, good_hash(1), 1, 10));
    assert_true(has(table, good_hash(1), 9));
    assert_true(has(table, good_hash(1), 2));
    assert_int_equal(identity_table_count(table), 2);
    identity_table_free(table);
}

/* A list that cannot be wrong beside it: few hashes, so that every run of slots is long and full of equals. */
static void
random_steps__agree_with_a_plain_list(void **state)
{
    enum { STEPS = 60000, HASHES = 60, POSITIONS = 4000 };
    static uint64_t hash_of[POSITIONS + 1]; /* by position; 0: not there */
    struct identity_table *table = identity_table_new();
    uint64_t random = 1, count = 0;

    (void)state;
    for (int step = 0; step < STEPS; step++) {
        uint64_t position = (random = good_hash(random)) % POSITIONS + 1;
        uint64_t number = (random >> 20) % HASHES + 1;
        /* one shard, neighbouring prints, the last of them at its very end */
        uint64_t hash = number == 1 ? UINT64_C(0x003fffffffffffff) : number << 26;

        if (hash_of[position] == 0) {
            identity_table_add(table, hash, position);
            hash_of[position] = hash;
            count++;
        } else {
            assert_true(has(table, hash_of[position], position));
            assert_true(identity_table_remove(table, hash_of[position], position));
            assert_false(has(table, hash_of[position], position));
            hash_of[position] = 0;
            count--;
        }
        assert_int_equal(identity_table_count(table), count);
    }
    for (uint64_t position = 1; position <= POSITIONS; position++)
        if (hash_of[position])
            assert_true(has(table, hash_of[position], position));
    identity_table_free(table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty__finds_nothing),
        cmocka_unit_test(million__is_found_and_nothing_else),
        cmocka_unit_test(reserve__changes_no_answer),
        cmocka_unit_test(what_is_taken_back__while_it_grows_is_gone_and_nothing_else),
        cmocka_unit_test(one_hash__for_all_offers_all_of_them),
        cmocka_unit_test(positions__up_to_36_bits_are_kept),
        cmocka_unit_test(move__changes_the_one_that_was_named),
        cmocka_unit_test(random_steps__agree_with_a_plain_list),
    };

    return cmocka_run_group_tests_name("identity table", tests, NULL, NULL);
}

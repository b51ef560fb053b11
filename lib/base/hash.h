/* SPDX-License-Identifier: MIT */
/*
 * hash.h -- fast hashes that are not secrets (XXH3).
 *
 * For tables in memory and for telling content apart; never for identity by
 * itself: whoever finds by a 64-bit hash compares the bytes afterwards.
 */
#ifndef LIB_BASE_HASH_H
#define LIB_BASE_HASH_H

#include "lib/base/str.h"

#include <stdint.h>

struct hash128 {
    uint64_t low, high;
};

uint64_t hash64(const void *bytes, size_t len);
/* Another hash for each seed: with a seed that is not known, colliding bytes cannot be prepared. */
uint64_t hash64_seeded(const void *bytes, size_t len, uint64_t seed);
struct hash128 hash128(const void *bytes, size_t len);
/* One value out of two, for keys of several parts; order matters. */
uint64_t hash_mix(uint64_t a, uint64_t b);

static inline bool
hash128_eq(struct hash128 a, struct hash128 b)
{
    return a.low == b.low && a.high == b.high;
}

#endif

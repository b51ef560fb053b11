/* SPDX-License-Identifier: MIT */
#include "lib/base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t
hash64(const void *bytes, size_t len)
{
    return XXH3_64bits(bytes, len);
}

uint64_t
hash64_seeded(const void *bytes, size_t len, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, len, seed);
}

struct hash128
hash128(const void *bytes, size_t len)
{
    XXH128_hash_t hash = XXH3_128bits(bytes, len);

    return (struct hash128){ hash.low64, hash.high64 };
}

uint64_t
hash_mix(uint64_t a, uint64_t b)
{
    uint64_t parts[2] = { a, b };

    return XXH3_64bits(parts, sizeof parts);
}

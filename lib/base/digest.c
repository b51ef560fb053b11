/* SPDX-License-Identifier: MIT */
#include "lib/base/digest.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>

static_assert(sizeof(struct digest) >= sizeof(crypto_generichash_state), "the state has room");

/* libsodium reports only sizes that it does not do, and a system without randomness. */
static void
must(int result)
{
    if (result < 0)
        abort();
}

static crypto_generichash_state *
state_of(struct digest *digest)
{
    return (crypto_generichash_state *)(void *)digest->state;
}

void
digest_begin(struct digest *digest)
{
    must(sodium_init()); /* picks the fast variant for this processor, the first time */
    must(crypto_generichash_init(state_of(digest), NULL, 0, DIGEST_SIZE));
}

void
digest_add(struct digest *digest, const void *bytes, size_t len)
{
    if (len)
        must(crypto_generichash_update(state_of(digest), bytes, len));
}

void
digest_end(struct digest *digest, unsigned char hash[DIGEST_SIZE])
{
    must(crypto_generichash_final(state_of(digest), hash, DIGEST_SIZE));
}

void
digest_random(void *bytes, size_t size)
{
    must(sodium_init());
    randombytes_buf(bytes, size);
}

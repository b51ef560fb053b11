/* SPDX-License-Identifier: MIT */
#include "lib/store/chain.h"

#include "lib/store/event_columns.h"

enum { ENOUGH = 16 * 1024 /* bytes at a time for the digest */ };

static void
digest_bytes(struct chain *chain)
{
    digest_add(&chain->digest, chain->bytes.ptr, chain->bytes.len);
    chain->bytes.len = 0;
}

void
chain_begin(struct chain *chain, const unsigned char before[DIGEST_SIZE], uint64_t first)
{
    digest_begin(&chain->digest);
    chain->bytes.len = 0;
    buf_put(&chain->bytes, before, DIGEST_SIZE);
    buf_put_u64(&chain->bytes, first);
}

void
chain_add(struct chain *chain, const struct event_columns *row)
{
    event_columns_pack(row, &chain->bytes);
    if (chain->bytes.len >= ENOUGH)
        digest_bytes(chain);
}

void
chain_add_text(struct chain *chain, uint32_t number, struct str text)
{
    buf_put_u32(&chain->bytes, number);
    buf_put_field(&chain->bytes, text);
}

void
chain_end(struct chain *chain, struct batch *batch)
{
    buf_put_u64(&chain->bytes, batch->last);
    buf_put_u64(&chain->bytes, (uint64_t)batch->recorded_at);
    buf_put_u32(&chain->bytes, batch->sources);
    buf_put_u32(&chain->bytes, batch->activities);
    buf_put_u32(&chain->bytes, batch->persons);
    digest_bytes(chain);
    digest_end(&chain->digest, batch->chain);
}

void
chain_free(struct chain *chain)
{
    buf_free(&chain->bytes);
}

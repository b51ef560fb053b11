/* SPDX-License-Identifier: MIT */
/*
 * chain.h -- a hash for each batch, made of the one before it and all that the batch appended.
 *
 * Who alters, removes or inserts a row must alter the hashes of all batches
 * from there on; a hash that was noted elsewhere shows that.  The keys of
 * persons are not in it: they may be forgotten, their numbers may not change.
 */
#ifndef LIB_STORE_CHAIN_H
#define LIB_STORE_CHAIN_H

#include "lib/base/buf.h"
#include "lib/base/digest.h"
#include "lib/base/str.h"

#include <stdint.h>

struct event_columns;

/* A row of the table `batch`. */
struct batch {
    uint64_t first, last;
    int64_t recorded_at;
    uint32_t sources, activities, persons; /* how many there are, this batch's included */
    unsigned char chain[DIGEST_SIZE];
};

struct chain {
    struct digest digest;
    struct buf bytes; /* waiting for the digest */
};

/* before: the hash of the batch before this one, zeros for the first. */
void chain_begin(struct chain *chain, const unsigned char before[DIGEST_SIZE], uint64_t first);
void chain_add(struct chain *chain, const struct event_columns *row);
/* A text that the batch added to a dictionary: after the rows, sources first, in order of their numbers. */
void chain_add_text(struct chain *chain, uint32_t number, struct str text);
/* Fills batch->chain from all the rest of the batch. */
void chain_end(struct chain *chain, struct batch *batch);
void chain_free(struct chain *chain);

#endif

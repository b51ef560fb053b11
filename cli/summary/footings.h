/* SPDX-License-Identifier: MIT */
/*
 * footings.h -- the sources that a document stands on, numbered as they come: each once.
 *
 * In one block a source is marked where it is used first, and no more.
 */
#ifndef CLI_SUMMARY_FOOTINGS_H
#define CLI_SUMMARY_FOOTINGS_H

#include "lib/base/codebook.h"
#include "lib/base/str.h"

#include <stddef.h>

/* The empty value is { 0 }. */
struct footings {
    struct codebook sources;
    size_t *marked; /* by source: the block in which it was marked last, from 1 on */
    size_t capacity, block;
};

void footings_next_block(struct footings *footings);
/* Its number, from 1 on; 0: it is marked in this block already. */
unsigned footings_mark(struct footings *footings, struct str source);
size_t footings_count(const struct footings *footings);
struct str footings_text(const struct footings *footings, unsigned number);
void footings_free(struct footings *footings);

#endif

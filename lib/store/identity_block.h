/* SPDX-License-Identifier: MIT */
/*
 * identity_block.h -- the hashes of 4,096 rows as the table `identity_block` holds them.
 *
 * hashes: 8 bytes a row, little-endian.  replaced: 4 bytes place in the block
 * and 8 bytes position for each row that has one of the same identity before it.
 */
#ifndef LIB_STORE_IDENTITY_BLOCK_H
#define LIB_STORE_IDENTITY_BLOCK_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct identity_table;

enum { BLOCK_ROWS = 4096 };

struct identity_entry {
    uint64_t hash;
    uint64_t previous; /* position of the row of the same identity before it, 0 for none */
};

/* Puts both columns at the end of the buffers. */
void identity_block_pack(const struct identity_entry entries[BLOCK_ROWS], struct buf *hashes, struct buf *replaced);
/* Have both columns a form that was packed? */
bool identity_block_is_whole(struct str hashes, struct str replaced);
/* Enters the rows before + 1 .. before + BLOCK_ROWS. False when one replaces a row that is not in the table. */
bool identity_block_enter(struct identity_table *table, uint64_t before, struct str hashes, struct str replaced);
/* One row. False as above. */
bool identity_entry_enter(struct identity_table *table, uint64_t seq, struct identity_entry entry);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * identities.h -- the identity table (identity_table.h) as the log keeps it: filled at the start, saved in blocks.
 *
 * The hashes of each 4,096 rows are saved when the last of them is committed,
 * so that the table is rebuilt by a sequential read of 8 bytes a row; the rows
 * behind the last block are read themselves.  What a batch added is taken back
 * when the batch is.
 */
#ifndef LIB_STORE_IDENTITIES_H
#define LIB_STORE_IDENTITIES_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/store/packed.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_columns;
struct identity_table;
struct sql;
struct sqlite3_stmt;

/* Tests give a bad one. bytes: the packed UUID, or the id as it was posted. */
typedef uint64_t (*identity_hash_fn)(uint64_t seed, uint32_t source, struct str bytes);
uint64_t identity_hash(uint64_t seed, uint32_t source, struct str bytes);

struct identities {
    struct sql *sql;
    struct identity_table *table;
    identity_hash_fn hash;
    uint64_t seed;
    struct sqlite3_stmt *insert;
    struct identity_entry *tail; /* of the rows behind the last block that was committed */
    size_t tail_count, tail_capacity;
    uint64_t tail_before;        /* the position before the tail */
    uint64_t committed;          /* rows up to here stay when the batch is rolled back */
};

/* An identity as it is looked for. */
struct identity {
    uint32_t source; /* dictionary number */
    struct packed_id id;
    uint64_t hash;
};

/* head: the last position of the log. */
bool identities_open(struct identities *identities, struct sql *sql, uint64_t head, uint64_t seed, identity_hash_fn hash,
                     struct err *err);
void identities_close(struct identities *identities);

/* Borrows id. */
struct identity identities_key(const struct identities *identities, uint32_t source, struct str id);
/* Is it the identity of that row? */
bool identity_is(const struct identity *identity, const struct event_columns *row);

/* The next row, of this hash; previous: the last row of the same identity, or 0. False when that is not what the table shows. */
bool identities_add(struct identities *identities, uint64_t hash, uint64_t seq, uint64_t previous);
/* Saves the blocks that are full, inside the open transaction. */
bool identities_write(struct identities *identities, struct err *err);
/* The transaction ended so. */
void identities_ended(struct identities *identities, bool committed);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * identity_table.h -- where in the log an identity may stand, by its hash.
 *
 * A slot is 8 bytes: 28 bits of the hash and a position of 36 bits.  The table
 * does not know the identities: it offers every position whose hash agrees and
 * the caller compares, so answers stay exact however bad the hash is; with a
 * good one a wrong offer is rarer than one lookup in 20,000 at 50 million.
 *
 * 4,096 shards in one piece of memory, of large pages where the system has them,
 * are widened one at a time, by a 24th: no pause is longer than one shard takes,
 * or a large page that is new, and memory never doubles.  9.3 to 9.7 bytes an
 * identity when there are many.
 */
#ifndef LIB_STORE_IDENTITY_TABLE_H
#define LIB_STORE_IDENTITY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IDENTITY_POSITION_MAX (((uint64_t)1 << 36) - 1)

struct identity_table;

struct identity_table *identity_table_new(void);
void identity_table_free(struct identity_table *table);
/* Makes room for so many identities at once: for the start, when their number is known; of a table that has some it changes nothing. */
void identity_table_reserve(struct identity_table *table, uint64_t count);

/* position: 1..IDENTITY_POSITION_MAX, not yet there under this hash. */
void identity_table_add(struct identity_table *table, uint64_t hash, uint64_t position);
/* The entry of one position now stands for another; false when there is none. */
bool identity_table_move(struct identity_table *table, uint64_t hash, uint64_t from, uint64_t to);
/* False when there is none. */
bool identity_table_remove(struct identity_table *table, uint64_t hash, uint64_t position);

/*
 * All positions under a hash, one after another:
 *     struct identity_probe probe = identity_table_probe(table, hash);
 *     while (identity_probe_next(&probe, &position)) ...
 * Changing the table ends the probe.
 */
struct identity_probe {
    const struct identity_table *table;
    const uint64_t *at;
    uint64_t print; /* the part of the hash that slots hold */
    uint32_t shard;
    size_t stray;   /* how many of the strays were looked at: of a good hash there is hardly one */
};
struct identity_probe identity_table_probe(const struct identity_table *table, uint64_t hash);
bool identity_probe_next(struct identity_probe *probe, uint64_t *position);
/* Brings the slots of a hash near, for a lookup that follows a little later. */
void identity_table_prefetch(const struct identity_table *table, uint64_t hash);

uint64_t identity_table_count(const struct identity_table *table);
/* Memory held, in bytes. */
size_t identity_table_bytes(const struct identity_table *table);

#endif

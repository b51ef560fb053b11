/* SPDX-License-Identifier: MIT */
/*
 * person_table.h -- from the keyed hash of a person token to the person's number.
 *
 * In memory (about 30 bytes a person), loaded from the table `person` and
 * written to it with the batch.  A key is a keyed hash already, so its first
 * bytes place it; equal is only what is equal in all 16.
 *
 * Who is forgotten keeps the number alone.  The key's bytes are overwritten where
 * they stand, in memory and in the file, and no row is ever deleted: SQLite
 * would move its neighbours about and could leave copies of them behind, which
 * nobody finds when they are to be forgotten.  What stands there then is zeros
 * and how many numbers had been given.
 */
#ifndef LIB_STORE_PERSON_TABLE_H
#define LIB_STORE_PERSON_TABLE_H

#include "lib/base/err.h"
#include "lib/model/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;
struct sqlite3_stmt;

/* Forgotten in the open batch: as it was. */
struct forgotten_person {
    uint32_t number;
    struct person_key key;
};

struct person_table {
    struct sql *sql;
    struct sqlite3_stmt *insert, *overwrite;
    struct person_key *keys;     /* by number - 1 */
    size_t capacity;
    uint32_t *slots;             /* open addressing: a number, or 0 */
    uint32_t slot_count, count;  /* count: numbers given, also to those forgotten since */
    uint32_t written, committed; /* as in dictionary.h */
    struct forgotten_person *forgotten; /* in the open batch */
    size_t forgotten_count, forgotten_capacity;
};

/* given: how many numbers were given so far, when the table does not show it any more. */
bool person_table_open(struct person_table *table, struct sql *sql, uint32_t given, struct err *err);
void person_table_close(struct person_table *table);

/* The person's number, from 1; given now when the key is new. False when there are no numbers left. */
bool person_table_add(struct person_table *table, struct person_key key, uint32_t *number, struct err *err);

/* Numbers above this one were given to nobody after all: those of the open batch alone. */
void person_table_take_back(struct person_table *table, uint32_t count);
/* The key leads to the number no more. */
void person_table_forget(struct person_table *table, uint32_t number);
/* Can the person with the one number, as far as is known, have been posted as the one who has the other now? */
bool person_table_may_be(const struct person_table *table, uint32_t then, uint32_t now);

/* Tells that it will be asked for: see event_log_expect. */
void person_table_expect(const struct person_table *table, const struct person_key *key);
void person_table_expect_key(const struct person_table *table, const struct person_key *key);
/* The number where a search for the key begins, which mostly is the key's; 0: none is there. */
uint32_t person_table_guess(const struct person_table *table, const struct person_key *key);

bool person_table_write(struct person_table *table, struct err *err);
void person_table_ended(struct person_table *table, bool committed);

#endif

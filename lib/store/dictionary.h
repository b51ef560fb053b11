/* SPDX-License-Identifier: MIT */
/*
 * dictionary.h -- texts that come again and again as numbers, in memory and in a table.
 *
 * A text gets its number, from 1, at its first mention and keeps it for ever.
 * The table learns of it with the batch; when that is rolled back, with the
 * next one.
 */
#ifndef LIB_STORE_DICTIONARY_H
#define LIB_STORE_DICTIONARY_H

#include "lib/base/codebook.h"
#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct sql;
struct sqlite3_stmt;

struct dictionary {
    struct codebook book; /* number - 1 */
    struct sql *sql;
    struct sqlite3_stmt *insert;
    uint32_t last;        /* number that dictionary_add gave last; 0: none */
    uint32_t written, committed; /* numbers 1..n are in the table; and for good */
};

/* The two that the log has. */
bool sources_open(struct dictionary *dictionary, struct sql *sql, struct err *err);
bool activities_open(struct dictionary *dictionary, struct sql *sql, struct err *err);
void dictionary_close(struct dictionary *dictionary);

/* Its number, given now when it is new. */
uint32_t dictionary_add(struct dictionary *dictionary, struct str text);
/* 0 when there is none. */
uint32_t dictionary_find(const struct dictionary *dictionary, struct str text);
/* Of a number from the table; ptr NULL when there is none. Valid as long as the dictionary. */
struct str dictionary_text(const struct dictionary *dictionary, uint32_t number);
uint32_t dictionary_count(const struct dictionary *dictionary);

/* Brings the table up to date, inside the open transaction. */
bool dictionary_write(struct dictionary *dictionary, struct err *err);
/* The transaction ended so. */
void dictionary_ended(struct dictionary *dictionary, bool committed);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * year_book.h -- a year of a unit or team: its buckets, and which rows there are because of it (domain.md D8 "Rows").
 */
#ifndef LIB_MODEL_YEAR_BOOK_H
#define LIB_MODEL_YEAR_BOOK_H

#include "lib/model/facts.h"
#include "lib/model/period.h"
#include "lib/model/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct month_sets;
struct pools;
struct year_people;

/* A unit's (OWNER_HOST) or team's (OWNER_TEAM) year. */
struct year_book {
    bool is_open; /* there are rows */
    enum owner_kind kind;
    uint32_t owner;
    struct period year;
    struct bucket_list buckets; /* of the year, settled */
    bool has_pools;             /* they are those of pools.h, which are the caller's */
    struct month_sets *months;  /* its unions; kept by the caller, NULL: none are kept */
    struct year_people *people; /* its counts of people, the caller's; NULL: sets are made */
    uint32_t *categories;       /* with a session in the year, and their ancestors; ascending */
    size_t category_count;
    uint64_t signature;         /* of what decides which rows there are; 0: none */
};

/* Looks at the year; free it afterwards. False: nothing happened in it, there are no rows. */
bool year_book_open(struct facts *facts, enum owner_kind kind, uint32_t owner, const struct period *year,
                    struct year_book *book);
/* The same of a unit whose pools are up to date, which stay as they are until the book is closed. */
bool year_book_open_pools(struct facts *facts, uint32_t unit, const struct period *year, const struct pools *pools,
                          struct year_book *book);
void year_book_close(struct year_book *book);

/* Was the unit or team there on a day of the period? Gives the unit whose row it is. */
bool year_book_owner(struct facts *facts, const struct year_book *book, const struct period *period, uint32_t *unit);
/* Has the owner rows over the period of the book, and of the category (CODE_NONE: of none)? Gives the unit whose they are. */
bool year_book_has_rows(struct facts *facts, const struct year_book *book, const struct period *period, uint32_t category,
                        uint32_t *unit);

#endif

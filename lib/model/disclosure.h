/* SPDX-License-Identifier: MIT */
/*
 * disclosure.h -- which numbers of people are too small to be printed, and which others would give them away.
 *
 * A table is the numbers of one indicator and period over the unit tree: a unit
 * is about the sum of those below it and its own.  First every small number is
 * hidden, then as many others as it takes that no hidden one can be worked out
 * by adding and subtracting what is left (domain.md D12).  Pure, and the same
 * for the same table: whoever prints a part of it decides on the whole.
 */
#ifndef LIB_MODEL_DISCLOSURE_H
#define LIB_MODEL_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DISCLOSURE_BELOW = 5,
    DISCLOSURE_BELOW_LEAST = 3, /* "fewer than 2" would say 1 */
    DISCLOSURE_BELOW_MOST = 1000,
    DISCLOSURE_COLUMNS = 5,     /* a row about people has numerator, named, lower, upper and perhaps a whole of people */
};

struct disclosure_rule {
    int64_t below;   /* people fewer than this are few */
    bool hides_zero; /* nobody is few, too; else a zero is printed */
};

enum disclosure {
    DISCLOSURE_SHOWN,
    DISCLOSURE_SMALL,  /* hidden, and it may be said that it is fewer than `below` */
    DISCLOSURE_HIDDEN, /* hidden, and nothing may be said */
};

#define DISCLOSURE_ROOT UINT32_MAX

struct disclosure_cell {
    int64_t values[DISCLOSURE_COLUMNS]; /* in people; 0 in columns that there are not */
    uint32_t parent;                    /* place of the nearest unit above that is in the table, or DISCLOSURE_ROOT */
    enum disclosure disclosure;         /* found by disclosure_decide; what is hidden before stays so */
};

/* Are so many people few? Of a team with few members (D12) what it did is printed, but not how many of them came. */
bool disclosure_is_few(struct disclosure_rule rule, int64_t people);
/* Is one of the numbers of the cell small? What a table is not needed for: categories, groups and teams overlap. */
bool disclosure_is_small(struct disclosure_rule rule, const int64_t values[DISCLOSURE_COLUMNS]);
/* What to do with a cell that is in no table. */
enum disclosure disclosure_alone(struct disclosure_rule rule, const int64_t values[DISCLOSURE_COLUMNS]);
/* Decides on every cell. Parents stand in front of what is below them. */
void disclosure_decide(struct disclosure_rule rule, struct disclosure_cell *cells, size_t count);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * year_people.h -- how many different people came in each month, quarter and half of a year, and in all of it: by one
 * walk over who came.
 *
 * The walk goes month by month and notes of each person in which month they were
 * seen last.  Who was not seen before in the month is one more of it; who was
 * last seen in another quarter is one more of this quarter; and so on.  No set of
 * people is made: that is for owners whose sets are not kept from one publication
 * to the next (month_sets.h), and for plans, which keep none.
 */
#ifndef LIB_MODEL_YEAR_PEOPLE_H
#define LIB_MODEL_YEAR_PEOPLE_H

#include "lib/base/codebook.h"
#include "lib/model/month_sets.h"
#include "lib/model/period.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bucket_list;
struct people_set;

/* In which month of the walk each person was seen last: room for walks, one at a time. The empty value is { 0 }. */
struct last_seen {
    uint8_t *months; /* by person; above `before`: of this walk */
    size_t size;
    uint8_t before;
};
void last_seen_free(struct last_seen *seen);

enum { YEAR_MONTHS = 12 };

struct year_counts {
    bool is_known, is_of_no_use; /* somebody came to what lies in no month: then sets have to be made */
    uint32_t months[YEAR_MONTHS], quarters[4], halves[2], year;
};

/* A walk begins: nobody was seen yet. */
void year_walk_begin(struct last_seen *seen, struct year_counts *counts);
/* Who came in a month (from 0, never an earlier one than before), one set after the other. */
void year_walk_see(struct last_seen *seen, const struct people_set *people, int month, struct year_counts *counts);

/* The counts of one owner's year, by whom they count; kept while its figures are computed. The empty value is { 0 }. */
struct year_people {
    const struct bucket_list *buckets; /* of the year */
    int first_month;                   /* day_month_index */
    struct codebook keys;
    struct year_counts *counts;
    size_t count, capacity;
};
void year_people_init(struct year_people *people, const struct bucket_list *buckets, day_t year_first);
void year_people_free(struct year_people *people);
/* Of the key, whatever its month is; not known: to be walked for. Valid until the next call. */
struct year_counts *year_people_find(struct year_people *people, const struct month_set_key *key);
/* The count of a period of the year, NULL: it is none of them. */
const uint32_t *year_counts_of(const struct year_people *people, const struct year_counts *counts, const struct period *period);

#endif

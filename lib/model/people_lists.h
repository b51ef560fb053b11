/* SPDX-License-Identifier: MIT */
/*
 * people_lists.h -- people reached in every category of a list, or category by
 * category (domain.md D9.2).
 *
 * With bounds that are safe.  In every one: nobody is surely among the nameless
 * of each, so the lower bound is the named; nobody can be in all who is not in
 * the one with the fewest, so the upper bound is the least of the categories'.
 * Category by category: the sums of the categories' bounds.
 */
#ifndef LIB_MODEL_PEOPLE_LISTS_H
#define LIB_MODEL_PEOPLE_LISTS_H

#include "lib/model/counting.h"
#include "lib/model/people_bounds.h"

/* limit: of one category. The measure has a list. */
struct people_count people_count_lists(const struct counting *counting, const struct people_limit *limit);

#endif

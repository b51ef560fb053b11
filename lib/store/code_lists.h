/* SPDX-License-Identifier: MIT */
/*
 * code_lists.h -- the codes that there are, with their names: units, teams, categories, groups, indicators, periods.
 *
 * For those who want to know what they may ask for.  The published figures are
 * read, so what no figure is about is not listed under a unit.
 */
#ifndef LIB_STORE_CODE_LISTS_H
#define LIB_STORE_CODE_LISTS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/store/conditions.h"

#include <stdbool.h>
#include <stddef.h>

struct reader;

enum code_list { LIST_UNITS, LIST_TEAMS, LIST_CATEGORIES, LIST_GROUPS, LIST_INDICATORS, LIST_PERIODS, CODE_LISTS };
enum { LIST_COLUMNS_MAX = 6 };

struct listed_code {
    struct str columns[LIST_COLUMNS_MAX]; /* ptr NULL: none */
    int depth;                            /* of a unit in the tree */
};

/* "units", "teams" ... */
extern const struct str code_list_names[CODE_LISTS];
/* The names of the columns, the code first; ptr NULL behind the last. */
extern const struct str code_list_columns[CODE_LISTS][LIST_COLUMNS_MAX];

/* Units in tree order, periods by their beginning, the longer first; others by code. Of the filter FILTER_UNIT counts. In the arena. */
bool code_list_read(struct reader *reader, enum code_list list, const struct report_filter *filter, struct arena *arena,
                    struct listed_code **codes, size_t *count, struct err *err);

#endif

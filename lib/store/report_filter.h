/* SPDX-License-Identifier: MIT */
/*
 * report_filter.h -- which rows of a report are asked for, and that as conditions of SQL on the table cell, here called c.
 */
#ifndef LIB_STORE_REPORT_FILTER_H
#define LIB_STORE_REPORT_FILTER_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum filter_kind { FILTER_INDICATOR, FILTER_UNIT, FILTER_TEAM, FILTER_CATEGORY, FILTER_GROUP, FILTER_PERIOD, FILTERS };

/* Values of one filter: none: everything. FILTER_UNIT "s/": s and all below. "-" for team, category, group: rows without one. */
struct report_filter {
    struct str *values[FILTERS];
    size_t counts[FILTERS];
};

/* "-": rows that have none. */
bool filter_is_none(enum filter_kind kind, struct str value);
/* "s/": s and all below. */
bool filter_is_subtree(enum filter_kind kind, struct str value);

/* How many values a query with these filters binds at most. */
size_t filter_count(const struct report_filter *filter);
/* Appends " AND (...)" for each filter in the mask (1 << filter_kind) that is given; values: those to be bound, so far *count. */
void filter_put(struct buf *text, const struct report_filter *filter, unsigned mask, struct str *values, size_t *count);

#endif

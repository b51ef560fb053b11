/* SPDX-License-Identifier: MIT */
/*
 * conditions.h -- the filters of a report as conditions of SQL, with every value bound.
 */
#ifndef LIB_STORE_CONDITIONS_H
#define LIB_STORE_CONDITIONS_H

#include "lib/base/buf.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum filter_kind {
    FILTER_INDICATOR, FILTER_UNIT, FILTER_TEAM, FILTER_CATEGORY, FILTER_GROUP, FILTER_PERIOD,
    FILTER_KIND, /* draft, official or revised */
    FILTERS
};

/* Values of one filter: none: everything. FILTER_UNIT "s/": s and all below. "-" for team, category, group: rows without one. */
struct report_filter {
    struct str *values[FILTERS];
    size_t counts[FILTERS];
    uint64_t official; /* what a period's close of that number froze; 0: what stands now */
};

struct conditions {
    struct buf *text;
    struct str *values; /* bound so far; freed by the caller */
    size_t count;
};

/*
 * Appends " AND (COLUMN IN (...))" for each filter that is given; columns: by
 * enum filter_kind, NULL where there is none such.
 */
struct conditions conditions_put(struct buf *text, const struct report_filter *filter, const char *const columns[FILTERS]);

/* "-": rows without one. */
bool filter_is_none(enum filter_kind kind, struct str value);
/* "s/": s and all below. */
bool filter_is_subtree(enum filter_kind kind, struct str value);

#endif

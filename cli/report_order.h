/* SPDX-License-Identifier: MIT */
/*
 * report_order.h -- the rows of a report as people read them: unit by unit.
 *
 * The reader gives rows indicator by indicator; here they are brought into the
 * order unit, period, breakdown, code, indicator.  A run of rows about the same
 * thing is then a stretch of the array.
 */
#ifndef CLI_REPORT_ORDER_H
#define CLI_REPORT_ORDER_H

#include "lib/base/arena.h"
#include "lib/store/reader.h"

#include <stddef.h>

enum breakdown { BREAKDOWN_NONE, BREAKDOWN_CATEGORY, BREAKDOWN_GROUP, BREAKDOWN_TEAM, BREAKDOWNS };

struct ordered_row {
    const struct report_row *row;
    enum breakdown breakdown;
    struct str code; /* of the team, category or group */
    size_t unit;     /* place of the unit among those of the report */
    size_t place;    /* in the rows as given */
};

/* As many as there are rows, in the arena. Units come in tree order as far as the rows tell it. */
struct ordered_row *report_order(const struct report_row *rows, size_t count, struct arena *arena);

/* How many of the count rows, from the first on, are of its unit and period. */
size_t ordered_block(const struct ordered_row *rows, size_t count);
/* How many of those are of its breakdown; and of its breakdown and code. */
size_t ordered_breakdown(const struct ordered_row *rows, size_t count);
size_t ordered_code(const struct ordered_row *rows, size_t count);

#endif

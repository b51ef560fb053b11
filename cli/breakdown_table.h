/* SPDX-License-Identifier: MIT */
/*
 * breakdown_table.h -- one figure of several indicators for each category, group or team of a unit.
 */
#ifndef CLI_BREAKDOWN_TABLE_H
#define CLI_BREAKDOWN_TABLE_H

#include "cli/report_order.h"
#include "cli/table.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include <stdbool.h>

/* "category", "group", "team" */
const char *breakdown_label(enum breakdown breakdown);
/* "腰鼓队", or the code. */
struct str breakdown_plain_name(const struct ordered_row *row);
/* "腰鼓队 (yaogu)", or the code alone. */
struct str breakdown_name(const struct ordered_row *row, struct arena *arena);
/*
 * The rows are of one unit, period and breakdown.  An indicator is a column, as
 * many beside each other as fit.  Without `all`, only rates of people.
 */
void breakdown_table(struct buf *out, const struct ordered_row *rows, size_t count, bool all, const struct page *page,
                     struct arena *arena);

#endif

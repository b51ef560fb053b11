/* SPDX-License-Identifier: MIT */
/*
 * figure_drawing.h -- a figure as a bar against its target, and the months of its year as a line of blocks.
 */
#ifndef CLI_FIGURE_DRAWING_H
#define CLI_FIGURE_DRAWING_H

#include "cli/other_periods.h"
#include "cli/table.h"
#include "lib/base/arena.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>

enum { MONTHS_OF_YEAR = 12 };

/* Do boxes already show how much of it is there (strip.h)? */
bool figure_has_boxes(const struct report_row *row);
/* In the tone of its verdict. Empty without value or target. A rate's bar is 100 % long, or longer. */
struct cell figure_bar(const struct report_row *row, size_t cells, bool is_ascii, struct arena *arena);

/* The months of a unit's year: a rate of people, or with a target, of which at least two months have a value and one is not zero. */
struct figure_months {
    struct str line;                  /* empty: there is nothing to show */
    const struct report_row *highest; /* the month in which it was highest */
};

/* Is it a figure whose months are drawn, where there are any? */
bool figure_is_shown_by_month(const struct report_row *row);
struct figure_months figure_months(const struct other_periods *months, const struct report_row *row, bool is_ascii,
                                   struct arena *arena);

#endif

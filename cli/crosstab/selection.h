/* SPDX-License-Identifier: MIT */
/*
 * selection.h -- the rows of a report that have a place in a crosstab, table by table, row by row, column by column.
 *
 * A total is a figure that the engine computed, of the whole unit or the whole
 * period: nothing is added up here, for people are not.
 */
#ifndef CLI_CROSSTAB_SELECTION_H
#define CLI_CROSSTAB_SELECTION_H

#include "cli/crosstab/axes.h"
#include "cli/report_order.h"
#include "lib/base/arena.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>

/* Of two kinds in one cell the official figure stands there; a revised one only when there is no other. */
struct selection {
    const struct axes *axes;
    struct ordered_row *cells; /* one each; in order */
    size_t count;
    size_t left_out;           /* indicators without a place: those that are neither rates of people nor have a target */
};

/* all: every indicator; else those that have a target or are rates of people. totals: with the totals. */
struct selection selection_make(const struct axes *axes, const struct report_row *rows, size_t count, bool all, bool totals,
                                struct arena *arena);
/* How many cells, from the first on, are of its table; and of its row. */
size_t selection_table(const struct selection *selection, size_t from);
size_t selection_row(const struct selection *selection, size_t from);
/* Order of two cells on an axis; 0: the same place. */
int selection_compare(const struct axes *axes, enum axis axis, const struct ordered_row *a, const struct ordered_row *b);
/* Is it a total on that axis? */
bool selection_is_total(const struct axes *axes, enum axis axis, const struct report_row *row);

#endif

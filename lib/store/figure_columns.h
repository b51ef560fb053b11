/* SPDX-License-Identifier: MIT */
/*
 * figure_columns.h -- columns of cells that more than one query reads in the same order.
 */
#ifndef LIB_STORE_FIGURE_COLUMNS_H
#define LIB_STORE_FIGURE_COLUMNS_H

#include "lib/store/figure_row.h"
#include "lib/store/query.h"

/* numerator, denominator, named, lower, upper, met, short: the next columns of the row. */
void figure_columns_counts(struct query_row *row, struct figure_row *figure);

#endif

/* SPDX-License-Identifier: MIT */
#include "lib/store/figure_columns.h"

void
figure_columns_counts(struct query_row *row, struct figure_row *figure)
{
    figure->has_numerator = row_has(row);
    figure->numerator = row_int(row);
    figure->has_denominator = row_has(row);
    figure->denominator = row_int(row);
    figure->has_bounds = row_has(row);
    figure->named = row_int(row);
    figure->lower = row_int(row);
    figure->upper = row_int(row);
    figure->has_met = row_has(row);
    figure->met = row_int(row) != 0;
    figure->has_short = row_has(row);
    figure->shortfall = row_int(row);
}

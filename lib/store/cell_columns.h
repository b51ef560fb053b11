/* SPDX-License-Identifier: MIT */
/*
 * cell_columns.h -- the columns of the two tables of cells, and rows for them (incoming.h).
 */
#ifndef LIB_STORE_CELL_COLUMNS_H
#define LIB_STORE_CELL_COLUMNS_H

#include "lib/store/incoming.h"

#define CELL_NAME_COLUMNS "cell, indicator, unit, team, category, \"group\", period, first, \"end\", kind, plugin, closing, unit_name"
#define CELL_VALUE_COLUMNS "state, numerator, denominator, value, method, named, lower, upper, target, met, short, flags, notes, detail"

/* What joins cell AS c with the value that is published of it, cell_value AS v. Once a statement it is looked up which that is. */
#define CELL_VALUE_SHOWN "v.slot = c.cell + (SELECT value FROM meta WHERE key = 'shown')"

extern const struct incoming cell_columns_names;   /* of struct figure_row: CELL_NAME_COLUMNS */
extern const struct incoming cell_columns_values;  /* of struct figure_row: cell, CELL_VALUE_COLUMNS */
extern const struct incoming cell_columns_numbers; /* of uint32_t: cell */

#endif

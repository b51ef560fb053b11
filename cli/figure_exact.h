/* SPDX-License-Identifier: MIT */
/*
 * figure_exact.h -- a figure and its target as exact numbers in the printed unit: 72.65625 of 75.
 *
 * For whatever is drawn or compared beside the figure: bars, lines, trends.
 */
#ifndef CLI_FIGURE_EXACT_H
#define CLI_FIGURE_EXACT_H

#include "lib/model/exact.h"
#include "lib/store/reader.h"

#include <stdbool.h>

/* False: the row has no value, or hides it. */
bool figure_exact_value(const struct report_row *row, struct exact *value);
/* False: it has no target. */
bool figure_exact_target(const struct report_row *row, struct exact *target);
/* So few people that they are hidden, or what would tell them. */
bool figure_is_hidden(const struct report_row *row);

#endif

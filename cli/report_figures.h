/* SPDX-License-Identifier: MIT */
/*
 * report_figures.h -- the figures of one unit, team, category or group in one period as a table.
 *
 * Beside value, fraction, bounds, target and verdict stand a bar against the
 * target, what changed since the period before and the same period last year,
 * and the months of a year as a line of blocks: in columns as far as they fit,
 * the others in a line below their figure.
 */
#ifndef CLI_REPORT_FIGURES_H
#define CLI_REPORT_FIGURES_H

#include "cli/report_view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include <stddef.h>

/* The rows are a stretch of report_order's about the same thing. */
void report_figures(struct buf *out, const struct ordered_row *rows, size_t count, const struct report_view *view,
                    struct arena *arena);

#endif

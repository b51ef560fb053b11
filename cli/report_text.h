/* SPDX-License-Identifier: MIT */
/*
 * report_text.h -- the report that a supervisor reads: a block for each unit and period.
 *
 * A block lists the unit's own figures, with value, fraction, bounds, target
 * and what is missing in words, and below them short tables by category, group
 * and team.
 */
#ifndef CLI_REPORT_TEXT_H
#define CLI_REPORT_TEXT_H

#include "cli/report_view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/store/reader.h"

void report_text(struct buf *out, const struct report_row *rows, size_t count, const struct report_view *view,
                 struct arena *arena);

#endif

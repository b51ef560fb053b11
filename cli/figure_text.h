/* SPDX-License-Identifier: MIT */
/*
 * figure_text.h -- one figure in words and signs, the pieces of a report's line.
 *
 * Each piece is empty (len 0) when the figure has nothing of that kind.  Texts
 * are new in the arena or constant; the row is borrowed.
 */
#ifndef CLI_FIGURE_TEXT_H
#define CLI_FIGURE_TEXT_H

#include "cli/strip.h"
#include "cli/table.h"
#include "lib/base/arena.h"
#include "lib/store/reader.h"

struct str figure_title(const struct report_row *row);
struct str figure_unit_name(const struct report_row *row);
/* "72.66 %", or the state in words. */
struct cell figure_value(const struct report_row *row, struct arena *arena);
/* "2325/3200"; a count has none. */
struct str figure_fraction(const struct report_row *row, struct arena *arena);
/* "2325 [2325–2410]": people named, and the bounds. */
struct str figure_people(const struct report_row *row, struct arena *arena);
/* "75"; where it has no exact decimal ("200/3") as finely as the value beside it is printed: "66.67". */
struct str figure_target_number(const struct report_row *row, struct arena *arena);
/* "75 %" */
struct str figure_target(const struct report_row *row, struct arena *arena);
/* "✓ met", "✗ 75 people short" */
struct cell figure_verdict(const struct report_row *row, struct arena *arena);
/* The method when it is not `named`, flags and notes: "the period is not over; 1 session without an exact day". */
struct str figure_remarks(const struct report_row *row, struct arena *arena);
/* By how much the value of the second is another one: "+1.25", "-3"; empty when one of them has none. */
struct str figure_difference(const struct report_row *before, const struct report_row *after, struct arena *arena);
/* The boxes of one kind of its sub-periods. */
struct str figure_strip(const struct report_row *row, const struct strip *strip, struct arena *arena);

#endif

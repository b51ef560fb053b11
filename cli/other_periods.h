/* SPDX-License-Identifier: MIT */
/*
 * other_periods.h -- the figures of a report in other periods than the printed ones: last year's, the months' of a year.
 *
 * They are hidden as printed rows are, so whatever is made of them tells no
 * small number.  Costs one query for the figures and one for what is hidden.
 */
#ifndef CLI_OTHER_PERIODS_H
#define CLI_OTHER_PERIODS_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>

/* In the arena they were read into; all zero: none were read. */
struct other_periods {
    const struct report_row **rows; /* in order of what they are about */
    size_t count;
};

/* What the filter lets through but for period, kind and number of the close, in these periods. full: with small numbers. */
bool other_periods_read(struct other_periods *others, struct reader *reader, const struct report_filter *filter,
                        const struct str *periods, size_t count, bool full, struct arena *arena, struct err *err);

/* The same of units' own figures, and of these indicators alone, which are among reader_plain_rates: much less is to be read.
 * One that is zero or nothing in all that was read is left out. */
bool other_periods_read_rates(struct other_periods *others, struct reader *reader, const struct report_filter *filter,
                              const struct str *periods, size_t count, const struct str *rates, size_t rate_count, bool full,
                              struct arena *arena, struct err *err);

/*
 * The figure about the same thing in the period of that code; NULL: there is none.
 * Of an official figure the official one; else what is true now: the revised
 * one, where there is none the official one, else the draft.
 */
const struct report_row *other_periods_find(const struct other_periods *others, const struct figure_row *figure,
                                            struct str period);

#endif

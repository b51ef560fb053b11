/* SPDX-License-Identifier: MIT */
/*
 * score_suppression.h -- takes the figures that nobody may read out of the components of scores.
 *
 * Points stand as they are; the figures behind them are hidden as in the report.
 */
#ifndef CLI_SCORE_SUPPRESSION_H
#define CLI_SCORE_SUPPRESSION_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/store/score_reader.h"

#include <stdbool.h>

struct reader;

/* Between reader_begin and reader_end, so that it is decided on the figures behind the scores. */
bool score_suppression_apply(struct reader *reader, const struct report_filter *filter, struct score_report *scores, size_t count,
                             struct arena *arena, struct err *err);

#endif

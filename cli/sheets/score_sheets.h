/* SPDX-License-Identifier: MIT */
/*
 * score_sheets.h -- scores as an Excel file: the list with its ranks, and all components, so that points add up.
 *
 * Points stay as they are; the figures behind them come without their small numbers.
 */
#ifndef CLI_SHEETS_SCORE_SHEETS_H
#define CLI_SHEETS_SCORE_SHEETS_H

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/store/score_reader.h"

#include <stdbool.h>

/* Appends the file to out. */
bool score_sheets(struct buf *out, const struct score_report *scores, size_t count, struct arena *arena, struct err *err);

#endif

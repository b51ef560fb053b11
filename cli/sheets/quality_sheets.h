/* SPDX-License-Identifier: MIT */
/*
 * quality_sheets.h -- findings and plan checks as an Excel file, to be worked through line by line.
 */
#ifndef CLI_SHEETS_QUALITY_SHEETS_H
#define CLI_SHEETS_QUALITY_SHEETS_H

#include "cli/quality_report.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/err.h"

#include <stdbool.h>

/* Appends the file to out. */
bool quality_sheets(struct buf *out, const struct quality_report *report, struct arena *arena, struct err *err);

#endif

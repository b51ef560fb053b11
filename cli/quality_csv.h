/* SPDX-License-Identifier: MIT */
/*
 * quality_csv.h -- what the checks of the data found as comma-separated values, a line each.
 *
 * Numbers are "declared=11 recorded=16", events "gate/e1 gate/e2"; a hidden
 * number is there without a value.  Plans that hold are no findings: they stand
 * in the json.
 */
#ifndef CLI_QUALITY_CSV_H
#define CLI_QUALITY_CSV_H

#include "cli/quality_report.h"
#include "lib/base/buf.h"

void quality_csv(struct buf *out, const struct quality_report *report);

#endif

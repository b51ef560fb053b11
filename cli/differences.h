/* SPDX-License-Identifier: MIT */
/*
 * differences.h -- what was expected of figures, scores and findings, and what came out.
 *
 * Each is an object { "row", "key", "expected", "got" }: row says which one it
 * is ("education_coverage c1 2025"), key which value; key null: the row itself
 * is there or not.  Rows are as turnout prints them in json.
 */
#ifndef CLI_DIFFERENCES_H
#define CLI_DIFFERENCES_H

#include "lib/base/buf.h"

#include <jansson.h>

/* Appends to the array: each pattern's row must be there and have the pattern's values. A row is found by indicator, unit, team,
 * category, group and period, and by kind where the pattern gives one; what else is not given of these is null. */
void differences_of_rows(json_t *differences, const json_t *patterns, const json_t *rows);
/* The same of scores, by card, unit, team and period, and of their components by component and role. */
void differences_of_scores(json_t *differences, const json_t *patterns, const json_t *scores);
/* Each pattern fits one finding, and there are no others. */
void differences_of_findings(json_t *differences, const json_t *patterns, const json_t *findings);
/* Figures, or scores, that should be the same; only the log position and the day may differ. */
void differences_of_same(json_t *differences, const json_t *expected, const json_t *got);

/* "row: key: expected 1, got 2" */
void difference_text(struct buf *out, const json_t *difference);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * score_csv.h -- scores as comma-separated values: a line each, or a line for each of their components.
 *
 * The columns are the members of the json, in its order; NULL is empty, flags
 * are joined by spaces.
 */
#ifndef CLI_SCORE_CSV_H
#define CLI_SCORE_CSV_H

#include "lib/base/buf.h"
#include "lib/store/score_reader.h"

void score_csv(struct buf *out, const struct score_report *scores, size_t count);
void score_component_csv(struct buf *out, const struct score_report *scores, size_t count);

#endif

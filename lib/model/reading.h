/* SPDX-License-Identifier: MIT */
/*
 * reading.h -- which indicators are made of which others.
 *
 * t.score, t.figure and t.all_of read figures of other indicators.  Who reads an
 * indicator whose figures cannot be computed (its plugin is paused) cannot be
 * computed either; and who reads a score must wait for its answer.
 */
#ifndef LIB_MODEL_READING_H
#define LIB_MODEL_READING_H

#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stdint.h>

/* marks: one byte an indicator. Marks whoever reads a marked one, directly or not. */
void reading_spread(const struct ruleset *ruleset, uint8_t *marks);

/* marks (zeroed): the indicators of the paused plugins (one bit each) and whoever reads them. */
void reading_find_held(const struct ruleset *ruleset, const uint64_t *paused, uint8_t *marks);
/* marks (zeroed): scores and folds, and whoever reads one. False: there are none. */
bool reading_find_scores(const struct ruleset *ruleset, uint8_t *marks);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * score_names.h -- what readers call the cards and their grades.
 */
#ifndef LIB_ENGINE_SCORE_NAMES_H
#define LIB_ENGINE_SCORE_NAMES_H

#include "lib/base/err.h"
#include "lib/base/hash.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>

struct score_table;

/* Of everything that score_names_put writes. */
uint64_t score_names_hash(const struct ruleset *ruleset);
bool score_names_put(struct score_table *table, const struct ruleset *ruleset, struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * record_count.h -- the measures over records: how many there are in a row, as what happened in the period or as a stock.
 *
 * A stock (a venue, a talent, a declared number) holds from its day on: it
 * counts in every later period, at whoever was above its unit at the end.
 */
#ifndef LIB_MODEL_RECORD_COUNT_H
#define LIB_MODEL_RECORD_COUNT_H

#include "lib/model/record_walk.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stdint.h>

struct distinct;

/* Records that the measure selects. */
int64_t record_count_selected(const struct scope *scope, const struct measure *measure);
/* Shows each that lies in the period (of a stock: in the row's) to `distinct`. */
void record_see(const struct scope *scope, const struct measure *measure, const struct period *period,
                struct distinct *distinct);
/* Is there any of the type, whether the rule selects it or not? */
bool record_is_reported(const struct scope *scope, const struct measure *measure);

/* What reports call what the type, one of ours, is part of: "publicity" of publicity.put. */
struct str record_dataset(enum event_type type);
/* Of a measure that is about records: also of events of other people's types, which are a data set by their name. */
struct str record_dataset_of(const struct measure *measure);

#endif

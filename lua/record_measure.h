/* SPDX-License-Identifier: MIT */
/*
 * record_measure.h -- measures over records (lib/model/records.h): which type they are about, and which of its fields.
 */
#ifndef LUA_RECORD_MEASURE_H
#define LUA_RECORD_MEASURE_H

#include "lua/writer.h"

#include <stdbool.h>

/* What the measure is about (enum count_of), of any measure; -1: it has no such option. */
int record_measure_of(struct writer *writer, int measure);
/* Raises where the options of a measure do not fit each other or the records that it is about. */
void record_measure_check(struct writer *writer, int measure);
/* Does it bring its own denominator: the values among which it counts, the weeks that are expected? */
bool record_measure_is_share(struct writer *writer, int measure);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * record_periods.h -- sub-periods that had enough records, for one thing or for each entry of a list (domain.md D9.9).
 */
#ifndef LIB_MODEL_RECORD_PERIODS_H
#define LIB_MODEL_RECORD_PERIODS_H

#include "lib/model/count.h"

/*
 * As count_periods, of a measure about records.  With a list each entry has its own sub-periods: "published by website
 * in March".  A letter of the strip is 1 when every entry had enough.
 */
struct periods_count record_periods(const struct scope *scope, const struct measure *measure);

#endif

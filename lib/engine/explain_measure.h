/* SPDX-License-Identifier: MIT */
/*
 * explain_measure.h -- one measure of an explanation as JSON: its sessions, records, items, sub-periods, populations.
 */
#ifndef LIB_ENGINE_EXPLAIN_MEASURE_H
#define LIB_ENGINE_EXPLAIN_MEASURE_H

#include "lib/engine/explain_gather.h"
#include "lib/engine/explain_values.h"

json_t *explain_measure(const struct scope *scope, const struct ruleset *ruleset, const struct gathered_figure *figure,
                        const struct gathered_measure *measure, const struct explain_telling *telling);

#endif

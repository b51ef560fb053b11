/* SPDX-License-Identifier: MIT */
/*
 * explain_records.h -- the records behind a measure as JSON.
 *
 * Records of single persons (an answer, an hour of service) are counted by
 * type; their log positions are told only when events are asked for.
 */
#ifndef LIB_ENGINE_EXPLAIN_RECORDS_H
#define LIB_ENGINE_EXPLAIN_RECORDS_H

#include "lib/engine/explain_gather.h"
#include "lib/engine/explain_values.h"

void explain_put_records(json_t *object, const struct scope *scope, const struct gathered_measure *measure,
                         const struct explain_telling *telling);

#endif

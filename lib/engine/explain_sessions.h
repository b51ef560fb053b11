/* SPDX-License-Identifier: MIT */
/*
 * explain_sessions.h -- the sessions behind a measure, and which of them bring its bounds, as JSON.
 */
#ifndef LIB_ENGINE_EXPLAIN_SESSIONS_H
#define LIB_ENGINE_EXPLAIN_SESSIONS_H

#include "lib/engine/explain_gather.h"
#include "lib/engine/explain_values.h"

json_t *explain_sessions(const struct scope *scope, const struct gathered_measure *measure,
                         const struct explain_telling *telling);
/* How many sessions are not among them, and people at those. */
json_t *explain_left_out(const struct left_out *left_out);
/* Of people: what the lower and the upper bound come from. */
json_t *explain_bounds(const struct gathered_measure *measure, const struct figure *figure);

#endif

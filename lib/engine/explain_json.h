/* SPDX-License-Identifier: MIT */
/*
 * explain_json.h -- what was gathered of a figure as JSON (docs/explain.md).
 *
 * The one form of an explanation: the daemon sends it, the command makes it
 * itself when the daemon is down, and what prints text reads it.  Persons are
 * never in it.
 */
#ifndef LIB_ENGINE_EXPLAIN_JSON_H
#define LIB_ENGINE_EXPLAIN_JSON_H

#include "lib/engine/explain_gather.h"
#include "lib/engine/explain_values.h"

#include <jansson.h>

/* The figure, its rule, target and measures, and those it is made of. */
json_t *explain_figure(const struct scope *scope, const struct ruleset *ruleset, const struct gathered_figure *figure,
                       const struct explain_telling *telling);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * explain_outlook.h -- what is still missing, the best that is still possible in an open period, and the pace needed.
 */
#ifndef LIB_ENGINE_EXPLAIN_OUTLOOK_H
#define LIB_ENGINE_EXPLAIN_OUTLOOK_H

#include "lib/engine/explain_gather.h"
#include "lib/engine/explain_values.h"

json_t *explain_outlook(const struct scope *scope, const struct gathered_figure *figure);

#endif

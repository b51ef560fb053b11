/* SPDX-License-Identifier: MIT */
/*
 * quality.h -- all the checks of the data that are on, one after the other.
 *
 * What they find depends on the live events, the as-of day, the rules and, for
 * the one check that says so, on when events were recorded: never on the order
 * in which they came.  One unit has at most QUALITY_MOST findings of a check,
 * in a fixed order; what is left out is counted in one more, as "more".
 */
#ifndef LIB_MODEL_QUALITY_H
#define LIB_MODEL_QUALITY_H

#include "lib/model/quality_view.h"

enum { QUALITY_MOST = 50 };

/* findings is empty; freed by the caller. */
void quality_look(const struct quality_view *view, const struct quality_rule *rules, size_t count, struct findings *findings);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * attended.h -- which figures can change when nothing happened but that people came (domain.md D13).
 *
 * Most events are attendances.  They change how many people there were, never
 * how many sessions, plans or venues; the figures of those are not computed
 * again for them.
 */
#ifndef LIB_MODEL_ATTENDED_H
#define LIB_MODEL_ATTENDED_H

#include "lib/model/ruleset.h"

#include <stdbool.h>

/* attended: one for each indicator of the ruleset; set when its figure must be computed. */
void attended_find(const struct ruleset *ruleset, bool *attended);

#endif

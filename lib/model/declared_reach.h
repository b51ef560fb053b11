/* SPDX-License-Identifier: MIT */
/*
 * declared_reach.h -- how many people a unit says that it reached (domain.md D5, `declared`).
 */
#ifndef LIB_MODEL_DECLARED_REACH_H
#define LIB_MODEL_DECLARED_REACH_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The claim that holds for the row: of the unit itself, exactly the period, the
 * basis, and the row's category (of the unit's own row: the one that the measure
 * names, or none).  False: there is none, or the row is of a team or group.
 */
bool declared_reach_find(const struct scope *scope, const struct measure *measure, enum basis basis, int64_t *people);

#endif

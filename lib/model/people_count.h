/* SPDX-License-Identifier: MIT */
/*
 * people_count.h -- distinct people of a scope, with exact bounds where names
 * are missing (domain.md D5, D6).
 */
#ifndef LIB_MODEL_PEOPLE_COUNT_H
#define LIB_MODEL_PEOPLE_COUNT_H

#include "lib/model/people_bounds.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

struct people_count people_count(const struct scope *scope, const struct measure *measure,
                                 const struct people_limit *limit);
/* Those of one session of the count who are asked for, by name. */
int64_t people_named_at(const struct scope *scope, const struct measure *measure, const struct session *session);

#endif

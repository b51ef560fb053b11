/* SPDX-License-Identifier: MIT */
/*
 * measure_reported.h -- whether anything was reported of what a measure counts; 0 is a figure only then (domain.md D8).
 */
#ifndef LIB_MODEL_MEASURE_REPORTED_H
#define LIB_MODEL_MEASURE_REPORTED_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>

/* Of a record indicator the records of its type. What nobody reports (teams, members, populations) is always there. */
bool measure_is_reported(const struct scope *scope, const struct measure *measure);

bool measure_is_about_sessions(const struct measure *measure);

#endif

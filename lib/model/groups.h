/* SPDX-License-Identifier: MIT */
/*
 * groups.h -- how many of the groups that are asked for were reached, or had
 * something for them (domain.md D9.5).
 *
 * Groups overlap: nobody is added up.  A group is reached when it is certain
 * that enough different people of it came: those who are named over all
 * sessions, or those whom the headcount of one session says were there.
 */
#ifndef LIB_MODEL_GROUPS_H
#define LIB_MODEL_GROUPS_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdint.h>

/* Of the measure's list, at least so many people (sessions) of each. */
int64_t groups_count(const struct scope *scope, const struct measure *measure);

#endif

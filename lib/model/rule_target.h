/* SPDX-License-Identifier: MIT */
/*
 * rule_target.h -- the target that a rule asks for, where none was posted (domain.md D7).
 *
 * A rule may ask one thing of every unit, or something else of some units or
 * levels: a unit's own goes before that of the nearest unit above, before that
 * of its level, before that for everybody, as with posted targets (targets.h).
 */
#ifndef LIB_MODEL_RULE_TARGET_H
#define LIB_MODEL_RULE_TARGET_H

#include "lib/model/ruleset.h"
#include "lib/model/targets.h"

#include <stdbool.h>
#include <stdint.h>

/* Of the unit's figures on the day; target->seq is 0. is_configured: the configuration says so. False: the rule asks
 * nothing of the unit, or what the period before was worth. */
bool rule_target_find(const struct indicator *indicator, const struct units *units, uint32_t unit, day_t day,
                      struct target *target, bool *is_configured);

#endif

/* SPDX-License-Identifier: MIT */
#include "lib/model/rule_target.h"

#include "lib/model/unit_tree.h"

static const struct rule_target *
find_of_unit(const struct indicator *indicator, struct str code)
{
    for (size_t i = 0; i < indicator->target_count; i++)
        if (indicator->targets[i].unit.ptr && str_eq(indicator->targets[i].unit, code))
            return &indicator->targets[i];
    return NULL;
}

static const struct rule_target *
find_of_level(const struct indicator *indicator, enum unit_level level)
{
    for (size_t i = 0; i < indicator->target_count; i++)
        if (!indicator->targets[i].unit.ptr && indicator->targets[i].level == level)
            return &indicator->targets[i];
    return NULL;
}

/* Fills in whose it is; NULL: the rule says nothing about the unit or its level. */
static const struct rule_target *
find_special(const struct indicator *indicator, const struct units *units, uint32_t unit, day_t day, struct target *target)
{
    uint32_t epoch = unit_epoch(units, day);

    for (uint32_t at = unit; at != CODE_NONE; at = unit_parent(units, at, epoch)) {
        const struct rule_target *of_unit = find_of_unit(indicator, codebook_name(&units->codes, at));
        if (!of_unit)
            continue;
        target->of = TARGET_OF_UNIT;
        target->whose = at;
        return of_unit;
    }
    target->of = TARGET_OF_LEVEL;
    target->whose = (uint32_t)units->units[unit].level;
    return find_of_level(indicator, units->units[unit].level);
}

bool
rule_target_find(const struct indicator *indicator, const struct units *units, uint32_t unit, day_t day,
                 struct target *target, bool *is_configured)
{
    const struct rule_target *special;

    if (!indicator->has_target || indicator->improves)
        return false;
    *target = (struct target){ .mode = indicator->target_mode };
    special = indicator->target_count > 0 ? find_special(indicator, units, unit, day, target) : NULL;
    if (special) {
        target->value = special->value;
        *is_configured = special->is_configured;
        return true;
    }
    target->value = indicator->target;
    target->of = TARGET_OF_EVERYONE;
    *is_configured = indicator->target_is_configured;
    return !indicator->target_for_some;
}

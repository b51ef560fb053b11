/* SPDX-License-Identifier: MIT */
/*
 * unit_tree.h -- who lies below whom, on which day (domain.md D2, D6).
 *
 * Links have dates.  Between two days on which some link changes the tree is
 * constant: such a stretch is an *epoch*, numbered from 0, and most trees have
 * one.  Costs O(units x epochs) a rebuild.
 */
#ifndef LIB_MODEL_UNIT_TREE_H
#define LIB_MODEL_UNIT_TREE_H

#include "lib/model/units.h"

#include <stdbool.h>
#include <stdint.h>

/* On some day the unit lies below itself, if no link were ignored. */
enum unit_cycles {
    CYCLE_NOW = 1,   /* by the links of what is known */
    CYCLE_LATER = 2, /* if every unit were known that some statement names */
};
/* Mask of unit_cycles. Does not touch the tree. */
enum unit_cycles unit_cycles(struct units *units, uint32_t unit);

/* Brings the tree up to date; the functions below ask for it. */
void units_resolve(struct units *units);

/* After units_resolve: */
uint32_t unit_epoch(const struct units *units, day_t day);
uint32_t unit_parent(const struct units *units, uint32_t unit, uint32_t epoch); /* or CODE_NONE */
/* Is `unit` the `top` or below it in the epoch? False when either is not known. */
static inline bool
unit_under(const struct units *units, uint32_t unit, uint32_t top, uint32_t epoch)
{
    const size_t base = epoch * units->tree_count;

    if (unit >= units->tree_count || top >= units->tree_count || !units->units[unit].known || !units->units[top].known)
        return false;
    return units->enter[base + top] <= units->enter[base + unit] && units->enter[base + unit] < units->leave[base + top];
}
/* Has it no unit below it in the epoch? False when it is not known. */
static inline bool
unit_is_alone(const struct units *units, uint32_t unit, uint32_t epoch)
{
    const size_t at = epoch * units->tree_count + unit;

    return unit < units->tree_count && units->units[unit].known && units->leave[at] - units->enter[at] == 1;
}
/* The zone of the first root in tree order: the day of the whole installation. */
const struct zone *units_root_zone(const struct units *units);

#endif

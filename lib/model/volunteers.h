/* SPDX-License-Identifier: MIT */
/*
 * volunteers.h -- how many volunteers a row has: a stock (domain.md D9.6, D9.13), and how many it won.
 *
 * The tree adds up: a unit has those who are registered with it or below it,
 * each person once.  Of a unit for which nobody ever joined or left by name
 * the number that it last stated stands for them.
 */
#ifndef LIB_MODEL_VOLUNTEERS_H
#define LIB_MODEL_VOLUNTEERS_H

#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct people_set;

/* Registered and not left at the period's end. False: nothing was said by then. */
bool volunteers_registered(const struct scope *scope, int64_t *count);
/* Those who were registered with one of the units for at least so many days by then; owned by the caller. */
struct people_set *volunteers_of_days(const struct scope *scope, uint32_t days);
/* The sum of what units say they recruited in the period; what lies inside a longer period of the same unit is in
 * that. False: nobody says anything. */
bool volunteers_recruited(const struct scope *scope, int64_t *count);

#endif

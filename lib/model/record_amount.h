/* SPDX-License-Identifier: MIT */
/*
 * record_amount.h -- the measures that are taken from the records of volunteers and of feedback, each as one number.
 */
#ifndef LIB_MODEL_RECORD_AMOUNT_H
#define LIB_MODEL_RECORD_AMOUNT_H

#include "lib/model/fraction.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>

struct record_amount {
    bool reported;         /* there is something that it is taken from */
    bool known;            /* there is such a number; nothing reported is 0 */
    struct fraction value; /* not reduced */
};

/* Is it one of them? */
static inline bool
measure_is_amount(const struct measure *measure)
{
    return measure->kind == MEASURE_VOLUNTEERS || measure->kind == MEASURE_SERVICE || measure->kind == MEASURE_FEEDBACK;
}

/* Is it a number of people with bounds? */
static inline bool
measure_is_active(const struct measure *measure)
{
    return measure->kind == MEASURE_VOLUNTEERS && measure->volunteers == VOLUNTEERS_ACTIVE;
}

/* Of active volunteers what the measure's method says, without a number of the registered to bound it. */
struct record_amount record_amount_find(const struct scope *scope, const struct measure *measure);

#endif

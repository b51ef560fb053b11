/* SPDX-License-Identifier: MIT */
/*
 * whole.h -- a measure as it was found in a scope: the denominator of a figure, and a numerator that is a plain number.
 *
 * Everything that a measure can be is counted by a module of its own; here it
 * becomes a number that may be missing, a fraction, or still to be answered.
 */
#ifndef LIB_MODEL_WHOLE_H
#define LIB_MODEL_WHOLE_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct periods_count;

/* value / days */
struct whole {
    bool known;
    bool waits; /* for an answer of the rules: it is not known yet */
    bool is_told; /* with the numerator: where nothing is reported, it is not known either */
    int64_t value;
    int64_t days; /* 1 but for an average (and a constant that is no integer) */
    uint32_t flags; /* of a figure */
};

struct whole whole_find(const struct scope *scope, const struct measure *measure);

/* The sub-periods of a measure of periods, of sessions or of records. */
struct periods_count whole_periods(const struct scope *scope, const struct measure *measure);

/* A population is there for each category of a list. */
int64_t whole_population_times(const struct measure *measure);

#endif

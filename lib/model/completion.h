/* SPDX-License-Identifier: MIT */
/*
 * completion.h -- how much of what was planned was done (domain.md D9.4).
 */
#ifndef LIB_MODEL_COMPLETION_H
#define LIB_MODEL_COMPLETION_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct completion {
    int64_t done, due;     /* weights of what was done and of what was due, times scale */
    int64_t scale;         /* 1 but where items are done in part */
    bool fits;             /* else the numbers are too great to be exact, and not there */
    int64_t rescheduled;   /* items that are due and were revised */
    int64_t extra;         /* hosted sessions of the row that no item planned */
};

/* Of the selected items whose window ends in the period, at the latest on the as-of day. */
struct completion completion_of(const struct scope *scope, const struct measure *measure);
/* At the end of the period, if from the as-of day on everything is done that still can be. */
struct completion completion_best(const struct scope *scope, const struct measure *measure);

#endif

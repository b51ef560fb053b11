/* SPDX-License-Identifier: MIT */
/*
 * feedback_count.h -- what people answered about a row, pooled over all its records (domain.md D9.7).
 */
#ifndef LIB_MODEL_FEEDBACK_COUNT_H
#define LIB_MODEL_FEEDBACK_COUNT_H

#include "lib/model/event.h"
#include "lib/model/fraction.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

struct feedback_count {
    bool reported;                   /* there is a record, perhaps of nobody */
    int64_t answers[FEEDBACK_LEVELS]; /* by level; 0: does not know */
    bool sent_is_known;              /* some record says so */
    int64_t sent;
};
struct feedback_count feedback_count(const struct scope *scope);

/* Those who know: levels 1 to 5. */
int64_t feedback_valid(const struct feedback_count *count);
/* The measure's levels, each answer with its weight. */
struct fraction feedback_points(const struct feedback_count *count, const struct measure *measure);

#endif

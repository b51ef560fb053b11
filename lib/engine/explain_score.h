/* SPDX-License-Identifier: MIT */
/*
 * explain_score.h -- a scorecard's score component by component: the figure read, the shape, the points and why.
 */
#ifndef LIB_ENGINE_EXPLAIN_SCORE_H
#define LIB_ENGINE_EXPLAIN_SCORE_H

#include "lib/base/err.h"
#include "lib/engine/explain_place.h"
#include "lib/model/scope.h"

#include <jansson.h>
#include <stdbool.h>

/* Puts the score of the card into the object. *waits: the answer of a t.score has to come first. False: ERR_STORE. */
bool explain_score(json_t *object, const struct explain_place *place, const struct scope *scope, uint32_t card, bool *waits,
                   struct err *err);

#endif

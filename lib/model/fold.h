/* SPDX-License-Identifier: MIT */
/*
 * fold.h -- what a rule makes of the events of other people's in a row, one after the other (t.fold).
 *
 * They are put in the order of their time, then of source and id, so that the
 * number depends on which there are and never on when they came.  The worker is
 * asked as for scores: an answer is kept under a hash of the rule's meaning and of
 * the events in order (answer_book.h), and a figure waits until it is there.
 */
#ifndef LIB_MODEL_FOLD_H
#define LIB_MODEL_FOLD_H

#include "lib/model/fraction.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>

struct fold_result {
    bool waits; /* for the answer: the rest is void */
    bool known; /* the rule gave a number */
    struct fraction value;
};
struct fold_result fold_compute(const struct scope *scope, const struct measure *measure);

#endif

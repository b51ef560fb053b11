/* SPDX-License-Identifier: MIT */
/*
 * explain.h -- how one figure or score came about, down to the events behind it (design.md section 1, promise 3).
 *
 * The figure is computed once more by the code that publishes it, with a
 * witness that hears what it counts (lib/model/witness.h); so an explanation
 * says what the figure says.  Costs one figure and a walk over its sessions.
 * Facts are settled and no verdict is missing.
 */
#ifndef LIB_ENGINE_EXPLAIN_H
#define LIB_ENGINE_EXPLAIN_H

#include "lib/base/err.h"
#include "lib/engine/explain_place.h"

#include <jansson.h>
#include <stdbool.h>

/*
 * The answer of docs/explain.md, new.  *waits: a score has to be asked first,
 * the question is in the answer book, and there is no answer yet.  False:
 * ERR_USAGE for what there is not, with what is meant perhaps; ERR_STORE.
 */
bool explain(const struct explain_place *place, const struct explain_question *question, json_t **answer, bool *waits,
             struct err *err);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * explain_scope.h -- the row that a question is about, found by its codes.
 */
#ifndef LIB_ENGINE_EXPLAIN_SCOPE_H
#define LIB_ENGINE_EXPLAIN_SCOPE_H

#include "lib/base/err.h"
#include "lib/engine/explain_place.h"
#include "lib/model/month_sets.h"
#include "lib/model/scope.h"

struct explain_scope {
    struct scope scope;
    struct bucket_list buckets;
    struct month_sets months;
    int indicator, card; /* one of them is a place in the ruleset, the other one -1 */
};

/* Close it afterwards, whatever it returned. False: ERR_USAGE, there is no such row. */
bool explain_scope_open(struct explain_scope *row, const struct explain_place *place, const struct explain_question *question,
                        struct err *err);
void explain_scope_close(struct explain_scope *row);

#endif

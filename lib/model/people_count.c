/* SPDX-License-Identifier: MIT */
#include "lib/model/people_count.h"

#include "lib/model/people_lists.h"
#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

int64_t
people_named_at(const struct scope *scope, const struct measure *measure, const struct session *session)
{
    const struct units *units = &scope->facts->units;
    day_t day = measure->tree == TREE_AS_IS ? scope_end_day(scope) : session->lookup;
    const struct counting counting = { scope, measure, scope->buckets, false, CODE_NONE };
    struct people_set *members = measure->who == WHO_MEMBERS ? people_members(scope, measure) : NULL;
    int64_t named = people_bounds_named(&counting, session, unit_epoch(units, day), members);

    people_set_free(members);
    return named;
}

struct people_count
people_count(const struct scope *scope, const struct measure *measure, const struct people_limit *limit)
{
    struct counting counting = { scope, measure, scope->buckets, false, CODE_NONE };
    struct scope elsewhere = *scope;
    struct bucket_list all = { 0 };
    struct people_count count;

    if (measure->tree == TREE_AS_IS)
        counting.epoch = unit_epoch(&scope->facts->units, scope_end_day(scope));
    if (scope->team == CODE_NONE && (measure->scope == SCOPE_REACH || measure->tree == TREE_AS_IS)) {
        counting.everywhere = measure->scope == SCOPE_REACH;
        if (counting.everywhere)
            scope_gather_all(scope->facts, &scope->period, &all);
        else
            scope_gather_as_is(scope->facts, scope->unit, counting.epoch, &scope->period, &all);
        scope_use(&elsewhere, &all);
        elsewhere.of_category = false;
        counting.scope = &elsewhere;
        counting.buckets = &all;
    }
    count = measure->list_of != LIST_NONE ? people_count_lists(&counting, limit) : people_bounds(&counting, limit);
    free(all.buckets);
    return count;
}

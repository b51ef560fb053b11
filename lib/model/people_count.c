/* SPDX-License-Identifier: MIT */
#include "lib/model/people_count.h"

#include "lib/model/counting.h"
#include "lib/model/people_bounds.h"
#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

struct people_set *
people_members(const struct scope *scope, const struct measure *measure)
{
    struct teams *teams = &scope->facts->teams;
    const struct units *units = &scope->facts->units;
    day_t end = scope_end_day(scope);

    if (scope->team == CODE_NONE)
        return people_set_new();
    if (measure->leavers)
        return team_members_half(teams, scope->team, scope->period.first, end + 1, units);
    return team_members(teams, scope->team, end, units);
}

static int64_t
at_most(int64_t value, const struct people_limit *limit)
{
    return limit->known && limit->population < value ? limit->population : value;
}

static int64_t
greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static struct people_count
count_in(const struct counting *counting, const struct people_limit *limit)
{
    const struct measure *measure = counting->measure;
    bool often = counting_is_often(measure);
    struct people_bounds bounds = people_bounds(counting);
    struct people_set *members = measure->who == WHO_MEMBERS ? people_members(counting->scope, measure) : NULL;
    struct people_count count = { .estimated = often };
    int64_t days = limit->days;

    count.named = counting_count(counting, HOME_IN, members) * days;
    count.lower = often ? count.named : greater(count.named, at_most(bounds.greatest_lower * days, limit));
    count.upper = greater(count.lower, at_most(count.named + bounds.sum_of_upper * days, limit));
    if (measure->who == WHO_RESIDENTS && !counting->scope->no_homeless)
        count.unknown_home = counting_count(counting, HOME_UNKNOWN, NULL);
    people_set_free(members);
    return count;
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
    count = count_in(&counting, limit);
    free(all.buckets);
    return count;
}

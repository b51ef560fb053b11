/* SPDX-License-Identifier: MIT */
#include "lib/model/record_count.h"

#include "lib/model/distinct.h"
#include "lib/model/venues.h"

#include <string.h>

static void
count_one(void *ctx, const struct record *record)
{
    (void)record;
    ++*(int64_t *)ctx;
}

int64_t
record_count_selected(const struct scope *scope, const struct measure *measure)
{
    int64_t count = 0;

    record_walk_measure(scope, measure, measure->rule, &scope->period, count_one, &count);
    return count;
}

static void
see_one(void *ctx, const struct record *record)
{
    distinct_see_record(ctx, record);
}

void
record_see(const struct scope *scope, const struct measure *measure, const struct period *period,
           struct distinct *distinct)
{
    record_walk_measure(scope, measure, measure->rule, period, see_one, distinct);
}

bool
record_is_reported(const struct scope *scope, const struct measure *measure)
{
    bool is_hours = measure->kind == MEASURE_WEEKS || measure->kind == MEASURE_DAYS || measure->kind == MEASURE_ROTA;
    int64_t count = 0;

    if (is_hours)
        return venue_is_reported(scope, measure);
    record_walk_measure(scope, measure, RULE_NONE, &scope->period, count_one, &count);
    return count > 0;
}

struct str
record_dataset(enum event_type type)
{
    struct str name = count_of_names[count_of_record(type)];

    return (struct str){ name.ptr, (size_t)((const char *)memchr(name.ptr, '.', name.len) - name.ptr) };
}

struct str
record_dataset_of(const struct measure *measure)
{
    return measure->type == EVENT_FOREIGN ? measure->foreign : record_dataset(measure->type);
}

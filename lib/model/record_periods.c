/* SPDX-License-Identifier: MIT */
#include "lib/model/record_periods.h"

#include "lib/base/mem.h"
#include "lib/model/distinct.h"
#include "lib/model/record_walk.h"

#include <stdlib.h>

/* How often each entry of the list is there; without a list there is one, every record. */
struct entries {
    const struct measure *measure;
    size_t count;
    int64_t *had;
};

static void
count_record(void *ctx, const struct record *record)
{
    struct entries *entries = ctx;
    const struct measure *measure = entries->measure;
    struct distinct distinct;

    if (measure->list_of != LIST_AMONG) {
        entries->had[0]++;
        return;
    }
    distinct_init(&distinct, measure);
    distinct_see_record(&distinct, record);
    for (size_t i = 0; i < entries->count; i++)
        entries->had[i] += distinct_has(&distinct, measure->list.items[i]);
    distinct_free(&distinct);
}

/* How many entries had enough. */
static int64_t
count_met(const struct scope *scope, const struct period *part, struct entries *entries)
{
    const struct measure *measure = entries->measure;
    int64_t met = 0;

    for (size_t i = 0; i < entries->count; i++)
        entries->had[i] = 0;
    if (measure->type == EVENT_FOREIGN)
        record_walk_measure(scope, measure, measure->rule, part, count_record, entries);
    else
        record_walk(scope, measure->type, measure->rule, part, count_record, entries);
    for (size_t i = 0; i < entries->count; i++)
        met += entries->had[i] >= measure->at_least;
    return met;
}

/* The letter of one sub-period; counts it, once for each entry. *had: how many had enough. */
static char
judge_part(const struct scope *scope, const struct period *part, struct entries *entries, struct periods_count *count,
           int64_t *had)
{
    int64_t all = (int64_t)entries->count, met, expected;

    *had = 0;
    if (part->first > scope->as_of)
        return '.';
    *had = met = count_met(scope, part, entries);
    if (part->end > scope->as_of)
        return met == all ? '+' : '-';
    expected = scope_is_open_throughout(scope, part) ? all : met;
    count->met += met;
    count->expected += expected;
    return expected == 0 ? '.' : met == all ? '1' : '0';
}

struct periods_count
record_periods(const struct scope *scope, const struct measure *measure)
{
    struct periods_count count = { 0 };
    struct period parts[sizeof count.strip - 1];
    size_t room = sizeof parts / sizeof *parts;
    struct entries entries = { measure, measure->list_of == LIST_AMONG ? measure->list.count : 1, NULL };
    size_t n = period_split(&scope->period, measure->every, scope->year_start_month, parts, room);

    entries.had = mem_array(entries.count, sizeof *entries.had);
    for (size_t i = 0; i < n && i < room; i++) {
        int64_t had;
        count.strip[i] = judge_part(scope, &parts[i], &entries, &count, &had);
        scope_tell_part(scope, &parts[i], had, (int64_t)entries.count, count.strip[i]);
    }
    free(entries.had);
    return count;
}

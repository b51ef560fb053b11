/* SPDX-License-Identifier: MIT */
#include "lib/model/record_periods.h"

#include "lib/model/distinct.h"
#include "lib/model/record_walk.h"

/* How often an entry of the list is there; without one: how many records. */
struct tally_of {
    const struct measure *measure;
    struct str entry; /* ptr NULL: every record */
    int64_t count;
};

static void
count_entry(void *ctx, const struct record *record)
{
    struct tally_of *tally = ctx;
    struct distinct distinct;

    distinct_init(&distinct, tally->measure);
    if (tally->entry.ptr)
        distinct_see_record(&distinct, record);
    tally->count += !tally->entry.ptr || distinct_has(&distinct, tally->entry);
    distinct_free(&distinct);
}

static bool
had_enough(const struct scope *scope, const struct measure *measure, const struct period *part, struct str entry)
{
    struct tally_of tally = { measure, entry, 0 };

    record_walk(scope, measure->type, measure->rule, part, count_entry, &tally);
    return tally.count >= measure->at_least;
}

/* The letter of one sub-period; counts it, once for each entry. */
static char
judge_part(const struct scope *scope, const struct measure *measure, const struct period *part,
           struct periods_count *count)
{
    bool is_listed = measure->list_of == LIST_AMONG, is_over = part->end <= scope->as_of;
    int64_t entries = is_listed ? (int64_t)measure->list.count : 1, met = 0, expected;

    if (part->first > scope->as_of)
        return '.';
    for (int64_t i = 0; i < entries; i++)
        met += had_enough(scope, measure, part, is_listed ? measure->list.items[i] : (struct str){ 0 });
    if (!is_over)
        return met == entries ? '+' : '-';
    expected = scope_is_open_throughout(scope, part) ? entries : met;
    count->met += met;
    count->expected += expected;
    return expected == 0 ? '.' : met == entries ? '1' : '0';
}

struct periods_count
record_periods(const struct scope *scope, const struct measure *measure)
{
    struct periods_count count = { 0 };
    struct period parts[sizeof count.strip - 1];
    size_t room = sizeof parts / sizeof *parts;
    size_t n = period_split(&scope->period, measure->every, scope->year_start_month, parts, room);

    for (size_t i = 0; i < n && i < room; i++)
        count.strip[i] = judge_part(scope, measure, &parts[i], &count);
    return count;
}

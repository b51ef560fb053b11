/* SPDX-License-Identifier: MIT */
#include "lib/model/record_walk.h"

#include "lib/model/unit_tree.h"

/* Does the shelf's unit lie in the row's, whatever the day? With one tree that is asked once for all its records. */
enum within { WITHIN_NEVER, WITHIN_ALWAYS, WITHIN_SOMETIMES };

static enum within
unit_within(const struct scope *scope, uint32_t unit)
{
    const struct units *units = &scope->facts->units;

    if (unit == scope->unit)
        return WITHIN_ALWAYS;
    if (units->epoch_count > 1)
        return WITHIN_SOMETIMES;
    return unit_under(units, unit, scope->unit, 0) ? WITHIN_ALWAYS : WITHIN_NEVER;
}

static bool
is_in(const struct scope *scope, const struct record *record, enum within within, int rule, const struct period *period)
{
    const struct units *units = &scope->facts->units;

    if (!rule_mask_has(&record->mask, rule) || (period && !period_has(period, record->view.first, record->view.last)))
        return false;
    if (scope->team != CODE_NONE)
        return record->view.team == scope->team;
    return within == WITHIN_ALWAYS ||
           unit_under(units, record->view.unit, scope->unit, unit_epoch(units, record->view.last));
}

void
record_walk(const struct scope *scope, enum event_type type, int rule, const struct period *period, record_fn fn, void *ctx)
{
    const struct record_shelves *shelves = &scope->facts->records.shelves[type];

    for (size_t i = 0; i < shelves->count; i++) {
        const struct record_shelf *shelf = &shelves->shelves[i];
        enum within within = scope->team != CODE_NONE ? WITHIN_SOMETIMES : unit_within(scope, shelf->unit);
        for (size_t k = 0; within != WITHIN_NEVER && k < shelf->list.count; k++)
            if (is_in(scope, shelf->list.records[k], within, rule, period))
                fn(ctx, shelf->list.records[k]);
    }
}

static void
count_one(void *ctx, const struct record *record)
{
    (void)record;
    ++*(size_t *)ctx;
}

size_t
record_count(const struct scope *scope, enum event_type type, int rule, const struct period *period)
{
    size_t count = 0;

    record_walk(scope, type, rule, period, count_one, &count);
    return count;
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/completion.h"

#include "lib/base/mem.h"
#include "lib/model/records.h"
#include "lib/model/unit_tree.h"

#include <stdlib.h>

/* One count under way. */
struct completing {
    const struct scope *scope;
    const struct measure *measure;
    uint8_t *dropped; /* by item: enum dropped */
    bool hopes;       /* what may still be done on `from` and later is done */
    day_t from;
};

enum dropped { NOT_DROPPED, DROPPED, DROPPED_WITH_APPROVAL };

/* Which items are given up, by the statement that holds about each. */
static uint8_t *
find_dropped(const struct facts *facts)
{
    const struct record_shelves *shelves = &facts->records.shelves[EVENT_PLAN_DROP];
    uint8_t *dropped = mem_array(facts->plans.count + 1, sizeof *dropped);

    for (size_t i = 0; i < shelves->count; i++)
        for (size_t k = 0; k < shelves->shelves[i].list.count; k++) {
            const struct record *record = shelves->shelves[i].list.records[k];
            dropped[record->item] = record->as.plan_drop.approved ? DROPPED_WITH_APPROVAL : DROPPED;
        }
    return dropped;
}

/* Is the item the row's? day: the last of its window. */
static bool
is_of_row(const struct scope *scope, const struct plan_item *item, day_t day)
{
    const struct facts *facts = scope->facts;

    if (scope->category != CODE_NONE &&
        !category_path_under(item->current->put.category, codebook_name(&facts->categories.codes, scope->category)))
        return false;
    if (scope->team != CODE_NONE)
        return item->current->team == scope->team;
    return unit_under(&facts->units, item->current->unit, scope->unit, unit_epoch(&facts->units, day));
}

/* An item that was dropped with approval was never due. */
static bool
is_due(const struct completing *completing, uint32_t number)
{
    const struct scope *scope = completing->scope;
    const struct plan_item *item = &scope->facts->plans.items[number];
    day_t last = item->settled.last;

    return item->current && last <= scope->as_of && period_has(&scope->period, last, last) &&
           rule_mask_has(&item->mask, completing->measure->rule) &&
           completing->dropped[number] != DROPPED_WITH_APPROVAL && is_of_row(scope, item, last);
}

/* How many of the sessions that name the item took place in its window, early and late days included. */
static int64_t
held_in_window(const struct completing *completing, const struct plan_item *item)
{
    const struct measure *measure = completing->measure;
    day_t first = item->settled.first - (day_t)measure->early, last = item->settled.last + (day_t)measure->grace;
    int64_t held = 0;

    for (size_t i = 0; i < item->session_count; i++) {
        if (item->sessions[i]->first < first || last < item->sessions[i]->last)
            continue;
        scope_tell_session(completing->scope, item->sessions[i], 1);
        held++;
    }
    return held;
}

/* What of the required number was done, at most all of it; in full or not at all, unless parts count. */
static int64_t
done_of(const struct completing *completing, uint32_t number)
{
    const struct plan_item *item = &completing->scope->facts->plans.items[number];
    int64_t required = item->current->put.count, held;

    if (completing->dropped[number] != NOT_DROPPED)
        return 0; /* not approved, or it would not be due */
    if (completing->hopes && item->settled.last + (day_t)completing->measure->grace >= completing->from)
        return required;
    held = held_in_window(completing, item);
    if (held >= required)
        return required;
    return completing->measure->partial ? held : 0;
}

/* The least number that every required number of an item done in part divides. */
static bool
find_scale(const struct completing *completing, int64_t *scale)
{
    const struct plans *plans = &completing->scope->facts->plans;
    int64_t found = 1;

    for (uint32_t i = 0; completing->measure->partial && i < plans->count; i++) {
        int64_t required, done, common;
        if (!is_due(completing, i))
            continue;
        required = plans->items[i].current->put.count;
        done = done_of(completing, i);
        common = (int64_t)common_divisor((uwide_t)found, (uwide_t)required);
        if (done > 0 && done < required && __builtin_mul_overflow(found, required / common, &found))
            return false;
    }
    *scale = found;
    return true;
}

/* sum += weight * scale * done / required */
static bool
add_weight(int64_t *sum, int64_t weight, int64_t scale, int64_t done, int64_t required)
{
    int64_t part = done == required ? scale : scale / required * done, product;

    return !__builtin_mul_overflow(weight, part, &product) && !__builtin_add_overflow(*sum, product, sum);
}

static void
tell_item(const struct completing *completing, uint32_t number, int64_t weight, int64_t done)
{
    const struct plan_item *item = &completing->scope->facts->plans.items[number];
    const struct evidence evidence = {
        EVIDENCE_ITEM,
        { .item = { .item = number, .dropped = completing->dropped[number] != NOT_DROPPED, .done = done,
                    .required = item->current->put.count, .weight = weight, .has_credit = true,
                    .first = item->settled.first - (day_t)completing->measure->early,
                    .last = item->settled.last + (day_t)completing->measure->grace } },
    };

    witness_tell(completing->scope->witness, &evidence);
}

static bool
add_item(const struct completing *completing, uint32_t number, struct completion *completion)
{
    const struct plan_statement *item = completing->scope->facts->plans.items[number].current;
    int64_t weight = completing->measure->unweighted ? 1 : item->put.weight, done = done_of(completing, number);

    tell_item(completing, number, weight, done);
    completion->rescheduled += item->base.rev > 1;
    return add_weight(&completion->due, weight, completion->scale, 1, 1) &&
           (done == 0 || add_weight(&completion->done, weight, completion->scale, done, item->put.count));
}

static int64_t
count_extra(const struct scope *scope)
{
    int64_t count = 0;

    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        for (size_t k = 0; scope_has(scope, bucket) && k < bucket->session_count; k++) {
            const struct session *session = bucket->sessions[k];
            count += session->chosen->item == CODE_NONE && session->chosen->put->role == ROLE_HOST &&
                     scope_counts(scope, bucket, session);
        }
    }
    return count;
}

static struct completion
complete(const struct completing *completing)
{
    const struct scope *scope = completing->scope;
    struct completion completion = { .scale = 1, .extra = count_extra(scope) };

    completion.fits = find_scale(completing, &completion.scale);
    for (uint32_t i = 0; completion.fits && i < scope->facts->plans.count; i++)
        if (is_due(completing, i))
            completion.fits = add_item(completing, i, &completion);
    free(completing->dropped);
    return completion;
}

struct completion
completion_of(const struct scope *scope, const struct measure *measure)
{
    const struct completing completing = { .scope = scope, .measure = measure, .dropped = find_dropped(scope->facts) };

    return complete(&completing);
}

struct completion
completion_best(const struct scope *scope, const struct measure *measure)
{
    struct scope end = *scope;
    const struct completing completing = {
        .scope = &end, .measure = measure, .dropped = find_dropped(scope->facts), .hopes = true, .from = scope->as_of,
    };

    end.as_of = scope->period.end - 1;
    end.witness = NULL;
    return complete(&completing);
}

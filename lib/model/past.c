/* SPDX-License-Identifier: MIT */
#include "lib/model/past.h"

#include "lib/base/mem.h"
#include "lib/model/fraction.h"

#include <stdlib.h>

void
past_close(struct past *past)
{
    if (past->book == &past->own)
        year_book_close(&past->own);
    free(past->inside.buckets);
    *past = (struct past){ 0 };
}

static const struct year_book *
open_book(struct past *past, const struct scope *scope, const struct period *year)
{
    bool is_team = scope->team != CODE_NONE;

    if (past->now && past->now->year.first == year->first)
        return past->now;
    year_book_open(scope->facts, is_team ? OWNER_TEAM : OWNER_HOST, is_team ? scope->team : scope->unit, year, &past->own);
    return &past->own;
}

static void
look_back(struct past *past, const struct scope *scope)
{
    struct period year;

    if (past->book)
        return;
    past->period = period_containing(scope->period.kind, scope->period.first - 1, scope->year_start_month);
    year = period_containing(PERIOD_YEAR, past->period.first, scope->year_start_month);
    past->book = open_book(past, scope, &year);
    for (size_t i = 0; i < past->book->buckets.count; i++) {
        struct bucket *bucket = past->book->buckets.buckets[i];
        if (period_has(&past->period, bucket->key.first, bucket->key.last))
            bucket_list_add(&past->inside, bucket);
    }
}

/* Of these, the ones of the row's category. */
static void
sort_out(const struct past *past, const struct scope *scope, struct bucket_list *list)
{
    for (size_t i = 0; i < past->inside.count; i++)
        if (scope->category == CODE_NONE ||
            category_under(&scope->facts->categories, past->inside.buckets[i]->key.category, scope->category))
            bucket_list_add(list, past->inside.buckets[i]);
}

/* num / den * factor; false when it does not fit. */
static bool
in_printed_unit(struct fraction share, int factor, struct fraction *value)
{
    struct fraction reduced;
    int64_t common;

    if (share.den <= 0)
        return false;
    reduced = fraction_reduce(share);
    common = (int64_t)common_divisor((uwide_t)factor, (uwide_t)reduced.den);
    reduced.den /= common;
    *value = reduced;
    return !__builtin_mul_overflow(reduced.num, factor / common, &value->num);
}

/* The live figure; false: there is no such row, or it is not ok. */
static bool
compute_live(struct past *past, struct scope *before, const struct ruleset *ruleset, const struct indicator *indicator,
             past_compute_fn compute, bool *waits, struct fraction *share)
{
    struct bucket_list list = { 0 };
    struct past further = { .now = past->book };
    struct figure figure;

    sort_out(past, before, &list);
    scope_use(before, &list);
    before->of_category = before->category != CODE_NONE;
    before->past = &further;
    figure = compute(before, ruleset, indicator);
    past_close(&further);
    free(list.buckets);
    *waits |= figure.waits;
    *share = (struct fraction){ figure.numerator, figure.denominator };
    return !figure.waits && figure.state == FIGURE_OK;
}

struct figure_past
past_find(const struct scope *scope, const struct ruleset *ruleset, const struct indicator *indicator, past_compute_fn compute,
          bool *waits)
{
    struct past alone = { 0 }, *past = scope->past ? scope->past : &alone;
    struct figure_past found = { .is_asked = true };
    struct scope before = *scope;
    struct fraction share;
    bool known = false;

    look_back(past, scope);
    found.period = before.period = past->period;
    before.witness = NULL;
    before.months = NULL;
    before.year_people = NULL;
    found.is_official = scope->sealed && scope->sealed->find(scope->sealed->ctx, &before, indicator->name, &known, &share);
    if (!found.is_official && year_book_has_rows(scope->facts, past->book, &past->period, scope->category, &before.unit))
        known = compute_live(past, &before, ruleset, indicator, compute, waits, &share);
    found.is_known = known && in_printed_unit(share, indicator->factor, &found.value);
    past_close(&alone);
    return found;
}

/* ---- how far a change reaches ---- */

static unsigned
greater(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static unsigned
reach_of_operand(const struct measure *measure, const unsigned *reach)
{
    return measure->kind == MEASURE_FIGURE ? reach[measure->figure] : 0;
}

/* Of all that the indicator is made of, the furthest; one more when it is to be improved on. */
static unsigned
reach_of(const struct indicator *indicator, const unsigned *reach)
{
    unsigned furthest = greater(reach_of_operand(&indicator->numerator, reach), reach_of_operand(&indicator->denominator, reach));

    for (size_t i = 0; i < indicator->part_count; i++)
        furthest = greater(furthest, reach[indicator->parts[i]]);
    for (size_t i = 0; i < indicator->read_count; i++)
        if (indicator->reads[i].place >= 0)
            furthest = greater(furthest, reach[indicator->reads[i].place]);
    return furthest + indicator->improves;
}

unsigned
past_reach(const struct ruleset *ruleset, bool *marks)
{
    unsigned *reach = mem_array(ruleset->indicator_count + 1, sizeof *reach), furthest = 0;

    for (bool more = true; more;) { /* no indicator is made of itself: this ends */
        more = false;
        for (size_t i = 0; i < ruleset->indicator_count; i++) {
            unsigned of = reach_of(&ruleset->indicators[i], reach);
            more |= of != reach[i];
            reach[i] = of;
            furthest = greater(furthest, of);
        }
    }
    for (size_t i = 0; marks && i < ruleset->indicator_count; i++)
        marks[i] = reach[i] > 0;
    free(reach);
    return furthest;
}

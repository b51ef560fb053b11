/* SPDX-License-Identifier: MIT */
#include "lib/engine/same_indicator.h"

static bool
same_lists(const struct str_list *a, const struct str_list *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!str_eq(a->items[i], b->items[i]))
            return false;
    return true;
}

/* Texts by what they say, all else by its bytes: a member that is not known here makes a difference rather than none. */
static bool
same_measures(const struct measure *a, const struct measure *b)
{
    struct measure one = *a, other = *b;
    struct str *texts[][2] = {
        { &one.claim, &other.claim }, { &one.group, &other.group },       { &one.pinned, &other.pinned },
        { &one.field, &other.field }, { &one.distinct, &other.distinct },
    };

    if (a->rule != RULE_NONE || b->rule != RULE_NONE || a->kind == MEASURE_FIGURE || !same_lists(&a->list, &b->list))
        return false;
    one.list = other.list = (struct str_list){ 0 };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!str_eq(*texts[i][0], *texts[i][1]) || !texts[i][0]->ptr != !texts[i][1]->ptr)
            return false;
        *texts[i][0] = *texts[i][1] = (struct str){ 0 };
    }
    return memcmp(&one, &other, sizeof one) == 0;
}

static bool
same_fraction(struct fraction a, struct fraction b)
{
    return a.num == b.num && a.den == b.den;
}

static bool
same_targets(const struct indicator *a, const struct indicator *b)
{
    if (a->has_target != b->has_target || a->target_at_least != b->target_at_least || a->improves != b->improves ||
        a->target_for_some != b->target_for_some || a->target_mode != b->target_mode || a->target_count != b->target_count ||
        !same_fraction(a->target, b->target))
        return false;
    for (size_t i = 0; i < a->target_count; i++)
        if (!str_eq(a->targets[i].unit, b->targets[i].unit) || a->targets[i].level != b->targets[i].level ||
            !same_fraction(a->targets[i].value, b->targets[i].value))
            return false;
    return true;
}

bool
same_indicator(const struct indicator *a, const struct indicator *b)
{
    if ((a->kind != INDICATOR_RATIO && a->kind != INDICATOR_VALUE) || a->kind != b->kind || a->require_count + b->require_count > 0 ||
        a->part_count + b->part_count > 0 || a->read_count + b->read_count > 0)
        return false;
    return a->by == b->by && a->over == b->over && a->decimals == b->decimals && a->factor == b->factor &&
           same_targets(a, b) && same_measures(&a->numerator, &b->numerator) &&
           (a->denominator.kind == MEASURE_NONE ? b->denominator.kind == MEASURE_NONE
                                                : same_measures(&a->denominator, &b->denominator));
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/figure_verdict.h"

#include "lib/model/exact.h"
#include "lib/model/figure.h"
#include "lib/model/rule_target.h"
#include "lib/model/whole.h"

/* domain.md D8's table. */
static enum figure_state
state_of(bool reported, int64_t numerator, const struct whole *whole)
{
    if (!reported && whole->is_told)
        return FIGURE_NO_DATA;
    if (!whole->known)
        return FIGURE_NO_DENOMINATOR;
    if (whole->value <= 0)
        return reported && numerator > 0 ? FIGURE_ERROR : FIGURE_N_A;
    return reported ? FIGURE_OK : FIGURE_NO_DATA;
}

bool
figure_is_posted_for(const struct scope *scope, const struct indicator *indicator, struct target *posted)
{
    const struct facts *facts = scope->facts;

    return targets_on(&facts->targets, &facts->units, indicator->name, scope->unit, scope_end_day(scope), posted);
}

/* Where nothing was posted: the period before, or what the plugin says. */
static bool
find_own_target(const struct figure *figure, const struct scope *scope, const struct indicator *indicator, struct fraction *value)
{
    struct target own;
    bool is_configured;

    if (indicator->improves) {
        *value = figure->past.value;
        return figure->past.is_known;
    }
    if (!rule_target_find(indicator, &scope->facts->units, scope->unit, scope_end_day(scope), &own, &is_configured))
        return false;
    *value = target_due(&own, &scope->period, scope->year_start_month, scope->as_of);
    return true;
}

/* What was posted for the row's last day goes before what the plugin says; false: no target at all. */
static bool
find_target(const struct figure *figure, const struct scope *scope, const struct indicator *indicator, struct fraction *value)
{
    struct target posted;

    if (figure->past.is_left_out)
        return false;
    if (!figure_is_posted_for(scope, indicator, &posted))
        return find_own_target(figure, scope, indicator, value);
    witness_tell(scope->witness, &(const struct evidence){ EVIDENCE_TARGET, { .target = &posted } });
    *value = target_due(&posted, &scope->period, scope->year_start_month, scope->as_of);
    return true;
}

/* Of a score: in whole points of what is printed. */
static int64_t
points_short(const struct figure *figure, struct fraction target)
{
    struct exact value = exact_of((struct fraction){ figure->numerator, figure->denominator });
    struct exact missing = exact_ceil(exact_sub(exact_of(target), value));
    int64_t points;

    if (!exact_round(missing, 0, &points))
        return INT64_MAX;
    return points > 0 ? points : 0;
}

void
figure_judge(struct figure *figure, const struct scope *scope, const struct indicator *indicator, int64_t days)
{
    bool at_least = !indicator->has_target || indicator->target_at_least;
    struct fraction target;

    if (!find_target(figure, scope, indicator, &target))
        return;
    figure->has_target = true;
    figure->target = target;
    if (figure->state != FIGURE_OK)
        return;
    figure->met = target_is_met(figure->numerator, figure->denominator, indicator->factor, target, at_least);
    if (at_least && indicator->kind == INDICATOR_SCORE)
        figure->shortfall = points_short(figure, target);
    else if (at_least)
        figure->shortfall = target_short(figure->numerator, figure->denominator, indicator->factor, target, days);
}

void
figure_finish(struct figure *figure, const struct scope *scope, const struct indicator *indicator, const struct whole *whole,
              bool reported)
{
    figure->waits |= whole->waits;
    figure->flags |= whole->flags;
    figure->state = state_of(reported, figure->numerator, whole);
    figure->has_numerator = true;
    figure->has_denominator = whole->known;
    figure->denominator = whole->value;
    if (figure->state == FIGURE_NO_DATA) {
        figure->has_numerator = figure->has_bounds = false;
        figure->undated = figure->unknown_home = 0;
    }
    if (figure->state == FIGURE_OK && indicator->factor == 100 && figure->numerator > figure->denominator)
        figure->flags |= FLAG_OVER_100;
    figure_judge(figure, scope, indicator, whole->days);
}

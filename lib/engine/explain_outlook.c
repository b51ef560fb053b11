/* SPDX-License-Identifier: MIT */
#include "lib/engine/explain_outlook.h"

#include "lib/model/completion.h"

enum { PACE_DAYS = 30 };

struct share {
    int64_t numerator, denominator;
};

/* Sub-periods that are not over may all be met yet. */
static bool
best_of_parts(const struct scope *scope, const struct gathered_figure *figure, struct share *best)
{
    const struct gathered_measure *measure = figure->measure_count > 0 ? &figure->measures[0] : NULL;

    if (!measure || measure->measure->kind != MEASURE_PERIODS)
        return false;
    *best = (struct share){ figure->figure.numerator, figure->figure.denominator };
    for (size_t i = 0; i < measure->part_count; i++) {
        const struct part_evidence *part = &measure->parts[i];
        int64_t weight = measure->measure->list_of == LIST_AMONG ? part->needed : 1;
        if (part->period.end <= scope->as_of)
            continue;
        best->numerator += weight;
        best->denominator += weight;
    }
    return true;
}

/* Everybody may come yet. */
static bool
best_of_people(const struct gathered_figure *figure, struct share *best)
{
    const struct indicator *indicator = figure->indicator;

    if (indicator->kind != INDICATOR_RATIO || indicator->numerator.kind != MEASURE_PEOPLE ||
        (indicator->denominator.kind != MEASURE_POPULATION && indicator->denominator.kind != MEASURE_MEMBERS) ||
        !figure->figure.has_denominator || figure->figure.denominator <= 0)
        return false;
    *best = (struct share){ figure->figure.denominator, figure->figure.denominator };
    if (figure->figure.has_numerator && figure->figure.numerator > best->numerator)
        best->numerator = figure->figure.numerator;
    return true;
}

/* What is planned and not over may all be done yet. */
static bool
best_of_plan(const struct scope *scope, const struct gathered_figure *figure, struct share *best)
{
    const struct measure *measure = &figure->indicator->numerator;
    struct completion completion;

    if (figure->indicator->kind != INDICATOR_RATIO || measure->kind != MEASURE_COMPLETION)
        return false;
    completion = completion_best(scope, measure);
    *best = (struct share){ completion.done, completion.due };
    if (completion.done % completion.scale == 0 && completion.due % completion.scale == 0)
        *best = (struct share){ completion.done / completion.scale, completion.due / completion.scale };
    return completion.fits;
}

static json_t *
best_possible(const struct scope *scope, const struct gathered_figure *figure)
{
    const struct indicator *indicator = figure->indicator;
    char value[DECIMAL_SIZE];
    struct share best;
    json_t *object;

    if (!best_of_parts(scope, figure, &best) && !best_of_people(figure, &best) && !best_of_plan(scope, figure, &best))
        return json_null();
    if (best.denominator <= 0)
        return json_null();
    decimal_print(best.numerator, best.denominator, indicator->factor, indicator->decimals, value);
    object = json_pack("{s:I, s:I, s:s}", "numerator", (json_int_t)best.numerator, "denominator", (json_int_t)best.denominator,
                       "value", value);
    if (figure->figure.has_target)
        json_object_set_new(object, "met", json_boolean(target_is_met(best.numerator, best.denominator, indicator->factor,
                                                                      figure->figure.target,
                                                                      !indicator->has_target || indicator->target_at_least)));
    return object;
}

/* So many more every 30 days, rounded up. */
static json_t *
pace(int64_t missing, int64_t days)
{
    if (missing <= 0 || days <= 0 || missing > INT64_MAX / PACE_DAYS - days)
        return json_null();
    return json_integer((json_int_t)((missing * PACE_DAYS + days - 1) / days));
}

/* Sub-periods come one after another whatever one does: they have no pace. */
static bool
has_pace(const struct gathered_figure *figure)
{
    const struct indicator *indicator = figure->indicator;

    return (indicator->kind == INDICATOR_RATIO || indicator->kind == INDICATOR_VALUE) &&
           indicator->numerator.kind != MEASURE_PERIODS && indicator->numerator.kind != MEASURE_PLAN;
}

json_t *
explain_outlook(const struct scope *scope, const struct gathered_figure *figure)
{
    bool is_judged = figure->figure.has_target && figure->figure.state == FIGURE_OK;
    int64_t days = scope_in_progress(scope) ? (int64_t)scope->period.end - scope->as_of : 0;

    return json_pack("{s:o, s:I, s:o, s:o}", "missing", is_judged ? json_integer((json_int_t)figure->figure.shortfall) : json_null(),
                     "days_left", (json_int_t)days, "per_30_days", is_judged && has_pace(figure) ? pace(figure->figure.shortfall, days) : json_null(),
                     "best_possible", days > 0 ? best_possible(scope, figure) : json_null());
}

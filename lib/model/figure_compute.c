/* SPDX-License-Identifier: MIT */
#include "lib/model/figure.h"

#include "lib/model/answer_book.h"
#include "lib/model/completeness.h"
#include "lib/model/completion.h"
#include "lib/model/count.h"
#include "lib/model/declared_reach.h"
#include "lib/model/exact.h"
#include "lib/model/feedback_count.h"
#include "lib/model/figure_verdict.h"
#include "lib/model/groups.h"
#include "lib/model/measure_reported.h"
#include "lib/model/past.h"
#include "lib/model/people_count.h"
#include "lib/model/record_amount.h"
#include "lib/model/record_periods.h"
#include "lib/model/reports.h"
#include "lib/model/timeliness.h"
#include "lib/model/venues.h"
#include "lib/model/volunteer_time.h"
#include "lib/model/whole.h"

#include <stdio.h>

/* What follows is counted by this measure; it is the denominator. */
static void
tell_measure(const struct scope *scope, const struct measure *measure, bool is_whole)
{
    const struct evidence evidence = { EVIDENCE_MEASURE, { .measure = { measure, is_whole } } };

    witness_tell(scope->witness, &evidence);
}

/* Only a number of people that those who are counted belong to bounds them. */
static bool
is_about_those(const struct measure *denominator, const struct measure *people)
{
    return people->who != WHO_ALL && (denominator->kind == MEASURE_POPULATION || denominator->kind == MEASURE_MEMBERS);
}

static void
set_bounds(struct figure *figure, enum people_method method, struct people_count count)
{
    figure->has_bounds = true;
    figure->method = method;
    figure->named = count.named;
    figure->lower = count.lower;
    figure->upper = count.upper;
    figure->unknown_home = count.unknown_home;
    figure->numerator = method == METHOD_LOWER ? count.lower : method == METHOD_UPPER ? count.upper : count.named;
    if (count.estimated)
        figure->flags |= FLAG_ESTIMATED;
}

/* What the unit says itself, where that is possible at all; without a claim the named. */
static void
use_claim(struct figure *figure, const struct scope *scope, const struct indicator *indicator, int64_t days)
{
    bool is_share = indicator->denominator.kind == MEASURE_POPULATION;
    int64_t people;

    if (!declared_reach_find(scope, &indicator->numerator, is_share ? indicator->denominator.basis : BASIS_USUAL, &people))
        return;
    figure->numerator = people * days;
    if (figure->numerator < figure->lower || figure->numerator > figure->upper) {
        figure->flags |= FLAG_DECLARED_OUT_OF_BOUNDS;
        figure->numerator = figure->numerator < figure->lower ? figure->lower : figure->upper;
    }
}

static void
set_people(struct figure *figure, const struct scope *scope, const struct indicator *indicator, const struct whole *whole)
{
    const struct measure *measure = &indicator->numerator;
    const struct people_limit limit = {
        .known = whole->known && is_about_those(&indicator->denominator, measure),
        .population = whole->value / whole_population_times(&indicator->denominator),
        .days = whole->days,
    };

    set_bounds(figure, measure->method, people_count(scope, measure, &limit));
    if (measure->method == METHOD_DECLARED)
        use_claim(figure, scope, indicator, whole->days);
}

/* Active volunteers: of those who are registered, if that is what they are compared with. */
static void
set_active(struct figure *figure, const struct scope *scope, const struct indicator *indicator, const struct whole *whole)
{
    const struct measure *measure = &indicator->numerator;
    bool is_share = indicator->denominator.kind == MEASURE_VOLUNTEERS && whole->known;
    const struct people_limit limit = { .known = is_share, .population = whole->value, .days = 1 };

    set_bounds(figure, measure->method, volunteers_active(scope, measure, &limit));
}

/* Parts are joined by ";"; one that does not fit any more is left out whole. */
static void
add_detail(struct figure *figure, const char *part)
{
    size_t used = strlen(figure->detail), len = strlen(part);

    if (len == 0 || used + len + 2 > sizeof figure->detail)
        return;
    if (used > 0)
        figure->detail[used++] = ';';
    memcpy(figure->detail + used, part, len + 1);
}

static void
add_strip(struct figure *figure, enum period_kind every, const char *strip)
{
    char part[32];

    snprintf(part, sizeof part, "%s=%s", period_kind_name(every), strip);
    add_detail(figure, part);
}

static void
compute_periods(struct figure *figure, const struct scope *scope, const struct indicator *indicator)
{
    struct periods_count count = whole_periods(scope, &indicator->numerator);
    struct whole whole = { .known = true, .value = count.expected, .days = 1 };

    add_strip(figure, indicator->numerator.every, count.strip);
    figure->numerator = count.met;
    figure_finish(figure, scope, indicator, &whole, measure_is_reported(scope, &indicator->numerator));
    for (size_t i = 0; i < indicator->require_count; i++) {
        struct periods_count more;
        tell_measure(scope, &indicator->requires[i], false);
        more = whole_periods(scope, &indicator->requires[i]);
        add_strip(figure, indicator->requires[i].every, more.strip);
        figure->met = figure->met && more.met == more.expected;
    }
}

/* part / part.days of whole / whole.days; false: there is no such number. */
static bool
set_number(struct figure *figure, const struct scope *scope, const struct measure *measure, struct whole *whole)
{
    struct whole part = whole_find(scope, measure);

    figure->numerator = part.value * whole->days;
    whole->value *= part.days;
    whole->days *= part.days;
    whole->flags |= part.flags;
    whole->waits |= part.waits;
    return part.known;
}

/* Nothing due: there is nothing to say, whatever else was planned. */
static void
compute_completion(struct figure *figure, const struct scope *scope, const struct indicator *indicator)
{
    struct completion completion = completion_of(scope, &indicator->numerator);
    struct whole whole = { .known = true, .value = completion.due, .days = completion.scale };

    figure->extra = completion.extra;
    figure->rescheduled = completion.rescheduled;
    figure->numerator = completion.done;
    figure_finish(figure, scope, indicator, &whole, true);
    if (!completion.fits)
        figure->state = FIGURE_ERROR;
}

/* Whoever reported nothing has reported for none of the months: that is a figure. */
static void
compute_completeness(struct figure *figure, const struct scope *scope, const struct indicator *indicator)
{
    struct completeness count = completeness_count(scope, &indicator->numerator);
    struct whole whole = { .known = true, .value = count.expected, .days = 1 };

    add_strip(figure, PERIOD_MONTH, count.strip);
    figure->numerator = count.reported;
    figure_finish(figure, scope, indicator, &whole, true);
}

static void
compute_timeliness(struct figure *figure, const struct scope *scope, const struct indicator *indicator)
{
    struct timeliness count = timeliness_count(scope, &indicator->numerator);
    struct whole whole = { .known = true, .value = count.events, .days = 1, .is_told = true };

    figure->numerator = count.timely;
    figure_finish(figure, scope, indicator, &whole, count.events > 0 || reports_cover(scope, indicator->numerator.dataset));
}

/* Of a list: how many of it there are. */
static void
compute_among(struct figure *figure, const struct scope *scope, const struct indicator *indicator)
{
    const struct measure *measure = &indicator->numerator;
    struct whole whole = { .known = true, .value = (int64_t)measure->list.count, .days = 1 };

    figure->numerator = measure->kind == MEASURE_GROUPS ? groups_count(scope, measure) : count_things(scope, measure);
    figure_finish(figure, scope, indicator, &whole, measure_is_reported(scope, measure));
}

/* Weeks or days of venues. */
static void
compute_hours(struct figure *figure, const struct scope *scope, const struct indicator *indicator)
{
    struct venue_share share = venue_share(scope, &indicator->numerator);
    struct whole whole = { .known = true, .value = share.expected, .days = 1 };

    figure->numerator = share.met;
    figure_finish(figure, scope, indicator, &whole, measure_is_reported(scope, &indicator->numerator));
}

static uint32_t
headcount_flags(const struct scope *scope, const struct measure *measure)
{
    struct headcount_oddities odd = count_headcount_oddities(scope, measure);

    return (odd.several_sources ? FLAG_MULTI_HEADCOUNT : 0) | (odd.below_named ? FLAG_HEADCOUNT_LT_NAMED : 0);
}

/* What the text says beside the number: whose word the hours are. */
static void
add_proofs(struct figure *figure, const struct scope *scope, const struct measure *measure)
{
    struct volunteers_served served = volunteers_served(scope, measure);
    char part[FIGURE_DETAIL_SIZE];

    snprintf(part, sizeof part, "clock=%lld;declared=%lld", (long long)served.clock,
             (long long)(served.minutes - served.clock));
    add_detail(figure, part);
}

/* What an indicator of records has beside its number, once its state is known. */
static void
annotate(struct figure *figure, const struct scope *scope, const struct measure *numerator)
{
    struct feedback_count count;

    if (figure->state != FIGURE_OK)
        return;
    if (numerator->kind == MEASURE_SERVICE)
        add_proofs(figure, scope, numerator);
    if (numerator->kind != MEASURE_FEEDBACK || numerator->min_n == 0)
        return;
    count = feedback_count(scope);
    if (feedback_valid(&count) < numerator->min_n)
        figure->flags |= FLAG_LOW_N;
}

static void
compute_measured(struct figure *figure, const struct scope *scope, const struct indicator *indicator)
{
    const struct measure *numerator = &indicator->numerator;
    struct whole whole;
    bool reported;

    tell_measure(scope, &indicator->denominator, true);
    whole = whole_find(scope, &indicator->denominator);
    reported = measure_is_reported(scope, numerator);
    tell_measure(scope, numerator, false);

    if (numerator->kind == MEASURE_PEOPLE)
        set_people(figure, scope, indicator, &whole);
    else if (measure_is_active(numerator))
        set_active(figure, scope, indicator, &whole);
    else
        reported &= set_number(figure, scope, numerator, &whole);
    if (numerator->kind == MEASURE_PEOPLE || (numerator->kind == MEASURE_ATTENDANCES && !numerator->named))
        figure->flags |= headcount_flags(scope, numerator);
    figure_finish(figure, scope, indicator, &whole, reported);
    annotate(figure, scope, numerator);
}

static struct figure compute(const struct scope *scope, const struct ruleset *ruleset, const struct indicator *indicator);

/* Parts that are full, of those that apply; reported when one of them is. */
static void
compute_all_of(struct figure *figure, const struct scope *scope, const struct ruleset *ruleset,
               const struct indicator *indicator)
{
    struct whole whole = { .known = true, .days = 1 };
    bool reported = false;

    for (size_t i = 0; i < indicator->part_count; i++) {
        struct figure part = compute(scope, ruleset, &ruleset->indicators[indicator->parts[i]]);
        figure->waits |= part.waits;
        figure->undated = part.undated > figure->undated ? part.undated : figure->undated;
        add_detail(figure, part.detail);
        if (part.state == FIGURE_N_A || (ruleset->indicators[indicator->parts[i]].improves && !part.has_target))
            continue; /* there is nothing to improve on */
        reported |= part.state == FIGURE_OK;
        whole.value++;
        figure->numerator += part.state == FIGURE_OK &&
                             (part.has_target ? part.met : part.numerator >= part.denominator);
    }
    figure_finish(figure, scope, indicator, &whole, reported);
}

/* A number that may be another figure. */
struct operand {
    bool waits;
    enum figure_state state;
    struct exact value;
    uint32_t flags;
};

/* The figure as an exact number: a rate of 61 of 80 is 61/80. */
static struct operand
operand_of(const struct scope *scope, const struct ruleset *ruleset, const struct measure *measure, bool is_whole)
{
    struct scope part = *scope;
    struct figure figure;
    struct whole whole;

    tell_measure(scope, measure, is_whole);
    if (measure->kind == MEASURE_FIGURE) {
        if (measure->of_everybody)
            part.group = CODE_NONE;
        figure = compute(&part, ruleset, &ruleset->indicators[measure->figure]);
        return (struct operand){
            figure.waits, figure.state,
            figure.state == FIGURE_OK ? exact_of(fraction_reduce((struct fraction){ figure.numerator, figure.denominator }))
                                      : (struct exact){ 0, 1 },
            figure.flags & FLAGS_OF_SOURCES,
        };
    }
    whole = whole_find(scope, measure);
    return (struct operand){
        whole.waits,
        !whole.known                           ? FIGURE_NO_DENOMINATOR
        : !measure_is_reported(scope, measure) ? FIGURE_NO_DATA
                                               : FIGURE_OK,
        { whole.value, whole.days }, whole.flags,
    };
}

/* Of a figure that is not there nothing follows: the rule does not apply, unless it only waits for reports. */
static enum figure_state
state_of_operands(enum figure_state a, enum figure_state b)
{
    if (a == FIGURE_OK && b == FIGURE_OK)
        return FIGURE_OK;
    if (a == FIGURE_ERROR || b == FIGURE_ERROR)
        return FIGURE_ERROR;
    return (a == FIGURE_OK || a == FIGURE_NO_DATA) && (b == FIGURE_OK || b == FIGURE_NO_DATA) ? FIGURE_NO_DATA : FIGURE_N_A;
}

static bool
fits(exact_int value)
{
    return value >= INT64_MIN && value <= INT64_MAX;
}

/* What other figures say, divided exactly: the product of one's numerator and the other's denominator over the other two. */
static void
compute_of_figures(struct figure *figure, const struct scope *scope, const struct ruleset *ruleset,
                   const struct indicator *indicator)
{
    struct operand a = operand_of(scope, ruleset, &indicator->numerator, false);
    struct operand b = operand_of(scope, ruleset, &indicator->denominator, true);
    struct whole whole = { .known = true, .days = 1, .flags = a.flags | b.flags };
    enum figure_state state = state_of_operands(a.state, b.state);
    exact_int num, den;

    figure->waits |= a.waits || b.waits;
    if (state != FIGURE_OK || __builtin_mul_overflow(a.value.num, b.value.den, &num) ||
        __builtin_mul_overflow(a.value.den, b.value.num, &den) || !fits(num) || !fits(den)) {
        whole.known = false;
        figure_finish(figure, scope, indicator, &whole, true);
        figure->state = state == FIGURE_OK ? FIGURE_ERROR : state;
        figure->has_numerator = false;
        return;
    }
    figure->numerator = (int64_t)num;
    whole.value = (int64_t)den;
    figure_finish(figure, scope, indicator, &whole, true);
}

static struct figure_reading
read_figure(struct figure *figure, const struct scope *scope, const struct ruleset *ruleset, const struct score_read *read)
{
    struct figure part = compute(scope, ruleset, read->own ? read->own : &ruleset->indicators[read->place]);
    struct figure_reading reading = { .state = part.state };

    figure->waits |= part.waits;
    figure->flags |= part.flags & FLAGS_OF_SOURCES;
    figure->undated = part.undated > figure->undated ? part.undated : figure->undated;
    if (part.state != FIGURE_OK)
        return reading;
    if (part.has_target)
        reading.verdict = part.met ? READING_MET : READING_MISSED;
    reading.numerator = part.numerator;
    reading.denominator = part.denominator;
    return reading;
}

static void
take_answer(struct figure *figure, const struct scope *scope, const struct indicator *indicator,
            const struct score_answer *answer)
{
    figure->state = answer->state;
    figure->has_numerator = figure->has_denominator = answer->state == FIGURE_OK;
    if (answer->state == FIGURE_OK) {
        figure->numerator = answer->value.num;
        figure->denominator = answer->value.den;
    }
    figure->flags |= (answer->raised & RAISE_DORMANT ? FLAG_DORMANT : 0) | (answer->raised & RAISE_NEW ? FLAG_NEW : 0);
    figure_judge(figure, scope, indicator, 1);
}

static void
compute_score(struct figure *figure, const struct scope *scope, const struct ruleset *ruleset,
              const struct indicator *indicator)
{
    struct figure_reading readings[SCORE_READS_MAX];
    struct score_question question = {
        .rule = (uint32_t)indicator->rule, .period = scope->period.kind, .readings = readings, .count = indicator->read_count,
        .place = { scope->unit, scope->team, scope->category, scope->group, scope->period },
    };
    const struct score_answer *answer = NULL;

    for (size_t i = 0; i < indicator->read_count; i++)
        readings[i] = read_figure(figure, scope, ruleset, &indicator->reads[i]);
    if (!figure->waits && scope->answers) {
        score_question_seal(&question, ruleset);
        answer = answer_book_find(scope->answers, &question);
    }
    figure->waits = !answer;
    if (answer)
        take_answer(figure, scope, indicator, answer);
}

/* Numerators without a denominator of their own kind are told here, the others where both are found. */
static void
tell_alone(const struct scope *scope, const struct indicator *indicator)
{
    if (indicator->kind != INDICATOR_SCORE && indicator->kind != INDICATOR_ALL_OF &&
        measure_brings_denominator(&indicator->numerator))
        tell_measure(scope, &indicator->numerator, false);
}

/* By what it is made of. */
static void
compute_kind(struct figure *figure, const struct scope *scope, const struct ruleset *ruleset, const struct indicator *indicator)
{
    const struct measure *numerator = &indicator->numerator;

    if (indicator->kind == INDICATOR_SCORE)
        compute_score(figure, scope, ruleset, indicator);
    else if (indicator->kind == INDICATOR_ALL_OF)
        compute_all_of(figure, scope, ruleset, indicator);
    else if (numerator->kind == MEASURE_PERIODS || numerator->kind == MEASURE_PLAN)
        compute_periods(figure, scope, indicator);
    else if (numerator->kind == MEASURE_COMPLETION)
        compute_completion(figure, scope, indicator);
    else if (numerator->kind == MEASURE_WEEKS || numerator->kind == MEASURE_DAYS)
        compute_hours(figure, scope, indicator);
    else if (numerator->kind == MEASURE_REPORTED)
        compute_completeness(figure, scope, indicator);
    else if (numerator->kind == MEASURE_TIMELY)
        compute_timeliness(figure, scope, indicator);
    else if (numerator->list_of == LIST_AMONG)
        compute_among(figure, scope, indicator);
    else if (numerator->kind == MEASURE_FIGURE || indicator->denominator.kind == MEASURE_FIGURE)
        compute_of_figures(figure, scope, ruleset, indicator);
    else
        compute_measured(figure, scope, indicator);
}

/* All but what there is to improve on, which figure->past says already; the rest is empty. */
static void
compute_beside(struct figure *figure, const struct scope *scope, const struct ruleset *ruleset, const struct indicator *indicator)
{
    witness_tell(scope->witness, &(const struct evidence){ EVIDENCE_FIGURE, { .indicator = indicator } });
    tell_alone(scope, indicator);

    if (scope_in_progress(scope))
        figure->flags |= FLAG_IN_PROGRESS;
    if (indicator->kind != INDICATOR_ALL_OF && indicator->kind != INDICATOR_SCORE && measure_is_about_sessions(&indicator->numerator))
        figure->undated = count_undated(scope, &indicator->numerator);
    compute_kind(figure, scope, ruleset, indicator);
    witness_tell(scope->witness, &(const struct evidence){ EVIDENCE_FIGURE_END, { .figure = figure } });
}

/* The figure of a period that is over, for those who improve on it: nobody asks whether it met a target itself. */
static struct figure
compute_past(const struct scope *scope, const struct ruleset *ruleset, const struct indicator *indicator)
{
    struct figure figure = { .past.is_left_out = true };

    compute_beside(&figure, scope, ruleset, indicator);
    return figure;
}

static struct figure
compute(const struct scope *scope, const struct ruleset *ruleset, const struct indicator *indicator)
{
    struct figure figure = { 0 };
    struct target posted;

    if (indicator->improves && !figure_is_posted_for(scope, indicator, &posted))
        figure.past = past_find(scope, ruleset, indicator, compute_past, &figure.waits);
    compute_beside(&figure, scope, ruleset, indicator);
    return figure;
}

/* Whoever prints the target must know whose figure it tells. */
static void
name_past(struct figure *figure, const struct scope *scope)
{
    char code[PERIOD_CODE_SIZE], part[PERIOD_CODE_SIZE + 16];

    period_code(&figure->past.period, scope->year_start_month, code);
    snprintf(part, sizeof part, "previous=%s", code);
    add_detail(figure, part);
}

struct figure
figure_compute(const struct scope *scope, const struct ruleset *ruleset, uint32_t place)
{
    struct figure figure = compute(scope, ruleset, &ruleset->indicators[place]);

    if (figure.past.is_known)
        name_past(&figure, scope);
    return figure;
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/whole.h"

#include "lib/model/completeness.h"
#include "lib/model/count.h"
#include "lib/model/figure.h"
#include "lib/model/fold.h"
#include "lib/model/gap.h"
#include "lib/model/people_count.h"
#include "lib/model/people_set.h"
#include "lib/model/record_amount.h"
#include "lib/model/record_count.h"
#include "lib/model/record_periods.h"
#include "lib/model/record_sum.h"
#include "lib/model/timeliness.h"
#include "lib/model/venues.h"

static struct population_query
population_query(const struct scope *scope, const struct measure *measure)
{
    struct population_query query = {
        .unit = scope->unit,
        .basis = measure->basis,
        .group = STR("all"),
        .pinned = measure->mode == MODE_PINNED ? measure->pinned : (struct str){ 0 },
        .witness = scope->witness,
    };

    if (measure->group.ptr)
        query.group = measure->group;
    else if (scope->group != CODE_NONE)
        query.group = codebook_name(&scope->facts->people.groups, scope->group);
    return query;
}

int64_t
whole_population_times(const struct measure *measure)
{
    return measure->list_of == LIST_EACH ? (int64_t)measure->list.count : 1;
}

static struct whole
population_whole(const struct scope *scope, const struct measure *measure)
{
    const struct facts *facts = scope->facts;
    struct population_query query = population_query(scope, measure);
    day_t end = scope_end_day(scope) + 1;
    struct whole whole = { .days = 1 };
    struct population population;

    if (measure->mode == MODE_AVERAGE) {
        whole.days = end - scope->period.first;
        population = populations_average(&facts->populations, &facts->units, &query, scope->period.first, end);
    } else {
        day_t day = measure->mode == MODE_START ? scope->period.first : end - 1;
        population = populations_on(&facts->populations, &facts->units, &query, day);
    }
    whole.known = population.state == POPULATION_KNOWN;
    whole.value = population.count * whole_population_times(measure);
    whole.flags = (population.stale ? FLAG_STALE : 0) |
                  (population.state == POPULATION_PARTIAL ? FLAG_PARTIAL_POPULATION : 0);
    return whole;
}

static int64_t
member_count(const struct scope *scope, const struct measure *measure)
{
    struct people_set *members = people_members(scope, measure);
    int64_t count = (int64_t)people_set_count(members);

    people_set_free(members);
    return count;
}

static int64_t
people_named(const struct scope *scope, const struct measure *measure)
{
    const struct people_limit none = { .days = 1 };

    return people_count(scope, measure, &none).named;
}

struct periods_count
whole_periods(const struct scope *scope, const struct measure *measure)
{
    return (measure_is_of_records(measure) ? record_periods : count_periods)(scope, measure);
}

/* A measure that is a plain number. */
static int64_t
measure_value(const struct scope *scope, const struct measure *measure)
{
    switch (measure->kind) {
    case MEASURE_ATTENDANCES:
        return count_attendances(scope, measure);
    case MEASURE_COUNT:
        return count_things(scope, measure);
    case MEASURE_MEMBERS:
        return member_count(scope, measure);
    case MEASURE_PEOPLE:
        return people_named(scope, measure);
    case MEASURE_PERIODS:
    case MEASURE_PLAN:
        return whole_periods(scope, measure).met;
    case MEASURE_COMPLETION: /* bring their own denominators */
    case MEASURE_GROUPS:
    case MEASURE_FIGURE: /* compute_of_figures */
        break;
    case MEASURE_GAP:
        return gap_longest(scope, measure);
    case MEASURE_WEEKS:
    case MEASURE_DAYS:
        return venue_share(scope, measure).met;
    case MEASURE_ROTA:
        return venue_share(scope, measure).gap;
    case MEASURE_IDLE:
        return gap_idle(scope, measure);
    case MEASURE_REPORTED:
        return completeness_count(scope, measure).reported;
    case MEASURE_TIMELY:
        return timeliness_count(scope, measure).timely;
    case MEASURE_SUM:
    case MEASURE_LATEST:
    case MEASURE_AWARDS:
    case MEASURE_AGE:
    case MEASURE_CONSTANT:
    case MEASURE_POPULATION: /* may be missing, and fractions: whole_find */
    case MEASURE_VOLUNTEERS:
    case MEASURE_SERVICE:
    case MEASURE_FEEDBACK:
    case MEASURE_FOLD:
        break;
    case MEASURE_NONE:
        return 1;
    }
    return 0;
}

static struct whole
amount_whole(const struct scope *scope, const struct measure *measure)
{
    struct record_amount amount = record_amount_find(scope, measure);
    bool is_stock = measure->kind == MEASURE_VOLUNTEERS && measure->volunteers == VOLUNTEERS_REGISTERED;

    return (struct whole){ .known = amount.known, .value = amount.value.num, .days = amount.value.den, .is_told = !is_stock };
}

static struct whole
sum_whole(const struct scope *scope, const struct measure *measure)
{
    struct fraction sum = { 0, 1 };
    bool known = record_sum(scope, measure, &sum);

    return (struct whole){ .known = known, .value = sum.num, .days = sum.den, .is_told = true };
}

static struct whole
fold_whole(const struct scope *scope, const struct measure *measure)
{
    struct fold_result result = fold_compute(scope, measure);

    return (struct whole){
        .known = result.known, .waits = result.waits, .value = result.value.num, .days = result.value.den, .is_told = true,
    };
}

static struct whole
age_whole(const struct scope *scope)
{
    struct whole whole = { .days = 1 };

    whole.known = gap_age(scope, &whole.value);
    return whole;
}

struct whole
whole_find(const struct scope *scope, const struct measure *measure)
{
    if (measure->kind == MEASURE_POPULATION)
        return population_whole(scope, measure);
    if (measure->kind == MEASURE_CONSTANT)
        return (struct whole){ .known = true, .value = measure->constant.num, .days = measure->constant.den };
    if (measure_is_amount(measure))
        return amount_whole(scope, measure);
    if (measure->kind == MEASURE_AGE)
        return age_whole(scope);
    if (measure->kind == MEASURE_FOLD)
        return fold_whole(scope, measure);
    if (measure_is_sum(measure))
        return sum_whole(scope, measure);
    return (struct whole){
        .known = true, .value = measure_value(scope, measure), .days = 1, .is_told = measure_is_of_records(measure),
    };
}

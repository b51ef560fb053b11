/* SPDX-License-Identifier: MIT */
#include "lib/model/volunteer_time.h"

#include "lib/base/mem.h"
#include "lib/model/people_set.h"
#include "lib/model/record_walk.h"
#include "lib/model/volunteers.h"

#include <stdlib.h>

enum { NEAR_DAYS = 2 /* an interval that begins so near can reach into the period, or overlap one that does */ };

/* What one record says, of a person or of a group without names. */
struct service {
    uint32_t person; /* 0: of a group */
    uint32_t people;
    struct service_span span;
};

struct services {
    struct service *items;
    size_t count, capacity;
};

/* What is gathered: whose days count, and of what proof. */
struct gathering {
    const struct scope *scope;
    const struct measure *measure;
    struct period days;
    uint32_t proofs;
    struct services found;
};

struct service_span
volunteer_span(const struct facts *facts, const struct record *record)
{
    const struct volunteer_hours *hours = &record->as.volunteer_hours;

    return (struct service_span){
        .from = hours->has_minutes ? 0 : hours->from.instant,
        .to = hours->has_minutes ? 0 : hours->to.instant,
        .zone = facts->units.units[record->view.unit].zone,
        .day = record->view.last,
        .dated = record->view.precision == WHEN_DAY,
        .minutes = hours->minutes,
        .activity = record->session == CODE_NONE ? SERVICE_ALONE : (int64_t)record->session,
        .clock = hours->proof == PROOF_CLOCK,
    };
}

/* A cap belongs to the whole activity, whenever it was. */
static bool
may_matter(const struct gathering *gathering, const struct record *record)
{
    struct period near = gathering->days;

    if (record->view.precision != WHEN_DAY)
        return period_has(&near, record->view.first, record->view.last);
    if (gathering->measure->cap > 0)
        return true;
    near.first = near.first == DAY_MIN ? DAY_MIN : near.first - NEAR_DAYS;
    near.end += NEAR_DAYS;
    return record_touches(record, &near);
}

static void
gather_one(void *ctx, const struct record *record)
{
    struct gathering *gathering = ctx;
    struct services *found = &gathering->found;
    const struct volunteer_hours *hours = &record->as.volunteer_hours;

    if (!(gathering->proofs >> hours->proof & 1) || !may_matter(gathering, record))
        return;
    if (record_touches(record, &gathering->days))
        record_tell(gathering->scope, record);
    found->items = mem_grow(found->items, found->count, &found->capacity, sizeof *found->items);
    found->items[found->count++] = (struct service){
        .person = hours->group > 0 ? 0 : people_canonical(&gathering->scope->facts->people, record->person),
        .people = hours->group,
        .span = volunteer_span(gathering->scope->facts, record),
    };
}

static int
by_person(const void *a, const void *b)
{
    const struct service *x = a, *y = b;

    return (x->person > y->person) - (x->person < y->person);
}

static void
gather(struct gathering *gathering)
{
    struct services *found = &gathering->found;

    record_walk(gathering->scope, EVENT_VOLUNTEER_HOURS, RULE_NONE, NULL, gather_one, gathering);
    if (found->count > 1)
        qsort(found->items, found->count, sizeof *found->items, by_person);
}

struct sum {
    const struct period *days;
    int64_t minutes;
};

static void
add_day(void *ctx, day_t day, int64_t minutes)
{
    struct sum *sum = ctx;

    if (day >= sum->days->first && day < sum->days->end)
        sum->minutes += minutes;
}

static int64_t
minutes_of(const struct gathering *gathering, struct service_span *spans, size_t count)
{
    const struct service_rule rule = { gathering->measure->cap, DAY_MINUTES };
    struct sum sum = { &gathering->days, 0 };

    service_days(spans, count, &rule, add_day, &sum);
    return sum.minutes;
}

/* Of a person all that is said of them; of a group (person 0) one record. */
typedef void (*minutes_fn)(void *ctx, uint32_t person, uint32_t people, int64_t minutes);

static void
each_person(struct gathering *gathering, minutes_fn fn, void *ctx)
{
    const struct services *found = &gathering->found;
    struct service_span *spans = mem_array(found->count, sizeof *spans);

    for (size_t i = 0, next; i < found->count; i = next) {
        const struct service *service = &found->items[i];
        for (next = i; next < found->count && found->items[next].person == service->person; next++) {
            spans[next - i] = found->items[next].span;
            if (service->person == 0) {
                next++;
                break;
            }
        }
        fn(ctx, service->person, service->people, minutes_of(gathering, spans, next - i));
    }
    free(spans);
}

static struct gathering
gathering_of(const struct scope *scope, const struct measure *measure, uint32_t proofs)
{
    struct gathering gathering = { .scope = scope, .measure = measure, .days = scope->period, .proofs = proofs };

    return gathering;
}

/* -- active -- */

struct active {
    uint32_t min_minutes;
    int64_t named, largest, anonymous;
};

static void
see_active(void *ctx, uint32_t person, uint32_t people, int64_t minutes)
{
    struct active *active = ctx;

    if (minutes < active->min_minutes)
        return;
    if (person != 0) {
        active->named++;
        return;
    }
    active->anonymous += people;
    active->largest = people > active->largest ? people : active->largest;
}

struct people_count
volunteers_active(const struct scope *scope, const struct measure *measure, const struct people_limit *limit)
{
    struct gathering gathering = gathering_of(scope, measure, measure->proofs);
    struct active active = { .min_minutes = measure->min_minutes };
    int64_t largest, lower, upper;

    gather(&gathering);
    each_person(&gathering, see_active, &active);
    free(gathering.found.items);
    largest = limit->known && active.largest > limit->population ? limit->population : active.largest;
    lower = active.named > largest ? active.named : largest;
    upper = active.named + active.anonymous;
    upper = limit->known && upper > limit->population ? limit->population : upper;
    return (struct people_count){ .named = active.named, .lower = lower, .upper = upper > lower ? upper : lower };
}

/* -- minutes -- */

static void
add_minutes(void *ctx, uint32_t person, uint32_t people, int64_t minutes)
{
    *(int64_t *)ctx += person != 0 ? minutes : minutes * people;
}

static int64_t
minutes_with(const struct scope *scope, const struct measure *measure, uint32_t proofs)
{
    struct gathering gathering = gathering_of(scope, measure, proofs);
    int64_t minutes = 0;

    gather(&gathering);
    each_person(&gathering, add_minutes, &minutes);
    free(gathering.found.items);
    return minutes;
}

struct volunteers_served
volunteers_served(const struct scope *scope, const struct measure *measure)
{
    return (struct volunteers_served){
        .minutes = minutes_with(scope, measure, measure->proofs),
        .clock = minutes_with(scope, measure, measure->proofs & 1u << PROOF_CLOCK),
    };
}

/* -- stars -- */

struct starred {
    const struct measure *measure;
    const struct people_set *long_enough; /* NULL: everybody is */
    int64_t count;
};

static void
see_stars(void *ctx, uint32_t person, uint32_t people, int64_t minutes)
{
    struct starred *starred = ctx;
    const struct measure *measure = starred->measure;

    (void)people;
    if (person == 0 || (starred->long_enough && !people_set_has(starred->long_enough, person)))
        return;
    starred->count += service_stars(minutes, measure->thresholds, measure->threshold_count) >= measure->stars;
}

int64_t
volunteers_starred(const struct scope *scope, const struct measure *measure)
{
    struct gathering gathering = gathering_of(scope, measure, measure->proofs);
    struct people_set *long_enough = measure->min_days > 0 ? volunteers_of_days(scope, measure->min_days) : NULL;
    struct starred starred = { measure, long_enough, 0 };

    gathering.days.first = DAY_MIN;
    gather(&gathering);
    each_person(&gathering, see_stars, &starred);
    free(gathering.found.items);
    people_set_free(long_enough);
    return starred.count;
}

/* -- what is reported -- */

struct sighting {
    struct period days;
    bool found;
};

static void
look_at(void *ctx, const struct record *record)
{
    struct sighting *sighting = ctx;

    sighting->found |= record_touches(record, &sighting->days);
}

bool
volunteers_have_served(const struct scope *scope, bool ever)
{
    struct sighting sighting = { .days = scope->period };

    if (ever)
        sighting.days.first = DAY_MIN;
    record_walk(scope, EVENT_VOLUNTEER_HOURS, RULE_NONE, NULL, look_at, &sighting);
    return sighting.found;
}

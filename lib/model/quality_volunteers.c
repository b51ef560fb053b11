/* SPDX-License-Identifier: MIT */
/*
 * More minutes of volunteering on one day than anybody is likely to give, as
 * service_time.h counts them.  Group entries name nobody.
 */
#include "lib/model/quality_view.h"

#include "lib/base/mem.h"
#include "lib/model/volunteer_time.h"

#include <stdlib.h>

/* What one event says of one person, and the days that it lies on. */
struct service {
    uint32_t person, unit;
    uint64_t seq;
    day_t first, last;
    struct service_span span;
};

struct services {
    struct service *all;
    size_t count, capacity;
};

static void
add_record(struct services *services, const struct facts *facts, const struct record *record)
{
    struct service service = {
        .person = people_canonical(&facts->people, record->person), .unit = record->view.unit, .seq = record->base.seq,
        .span = volunteer_span(facts, record),
    };
    const struct service_span *span = &service.span;
    bool is_interval = span->from < span->to;

    if (!is_interval && !span->dated)
        return; /* on no day that is known */
    service.first = is_interval ? zone_day(span->zone, span->from) : span->day;
    service.last = is_interval ? zone_day(span->zone, span->to - 1) : span->day;
    services->all = mem_grow(services->all, services->count, &services->capacity, sizeof *services->all);
    services->all[services->count++] = service;
}

static int
by_person(const void *left, const void *right)
{
    const struct service *a = left, *b = right;

    return a->person < b->person ? -1 : a->person > b->person;
}

/* Somebody's long day, told in each unit that they served; all of one unit's day together. */
struct long_day {
    uint32_t unit;
    day_t day;
    int64_t minutes;
    const struct service *services; /* of the person, whatever the day */
    size_t count;
};

struct long_days {
    struct long_day *all;
    size_t count, capacity;
};

/* One person, while their days are added up. */
struct person_days {
    const struct service *services;
    size_t count;
    int64_t limit;
    struct long_days *found;
};

static bool
is_on(const struct service *service, day_t day)
{
    return service->first <= day && day <= service->last;
}

static bool
has_unit_before(const struct service *services, size_t i, day_t day)
{
    for (size_t j = 0; j < i; j++)
        if (is_on(&services[j], day) && services[j].unit == services[i].unit)
            return true;
    return false;
}

static void
look_at_day(void *ctx, day_t day, int64_t minutes)
{
    const struct person_days *person = ctx;
    struct long_days *found = person->found;

    if (minutes <= person->limit)
        return;
    for (size_t i = 0; i < person->count; i++) {
        if (!is_on(&person->services[i], day) || has_unit_before(person->services, i, day))
            continue;
        found->all = mem_grow(found->all, found->count, &found->capacity, sizeof *found->all);
        found->all[found->count++] =
            (struct long_day){ person->services[i].unit, day, minutes, person->services, person->count };
    }
}

static void
look_at_person(struct person_days *person)
{
    const struct service_rule whole = { 0 };
    struct service_span *spans = mem_array(person->count, sizeof *spans);

    for (size_t i = 0; i < person->count; i++)
        spans[i] = person->services[i].span;
    service_days(spans, person->count, &whole, look_at_day, person);
    free(spans);
}

static int
by_unit_and_day(const void *left, const void *right)
{
    const struct long_day *a = left, *b = right;

    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return a->day < b->day ? -1 : a->day > b->day;
}

static void
list_events(struct finding *finding, const struct long_day *day)
{
    for (size_t i = 0; i < day->count; i++)
        if (is_on(&day->services[i], day->day))
            finding_event(finding, day->services[i].seq);
}

static void
tell_days(struct findings *findings, const struct quality_rule *rule, struct long_days *days)
{
    size_t end;

    if (days->count > 1)
        qsort(days->all, days->count, sizeof *days->all, by_unit_and_day);
    for (size_t begin = 0; begin < days->count; begin = end) {
        struct finding *finding = findings_add(findings, rule, days->all[begin].unit);
        int64_t most = 0;
        for (end = begin; end < days->count && by_unit_and_day(&days->all[begin], &days->all[end]) == 0; end++) {
            most = days->all[end].minutes > most ? days->all[end].minutes : most;
            list_events(finding, &days->all[end]);
        }
        finding_days(findings, finding, days->all[begin].day, days->all[begin].day);
        finding_number(findings, finding, "people", (int64_t)(end - begin));
        finding_number(findings, finding, "minutes", most);
    }
}

static struct services
find_services(const struct facts *facts)
{
    const struct record_shelves *shelves = &facts->records.shelves[EVENT_VOLUNTEER_HOURS];
    struct services services = { 0 };

    for (size_t i = 0; i < shelves->count; i++)
        for (size_t j = 0; j < shelves->shelves[i].list.count; j++) {
            const struct record *record = shelves->shelves[i].list.records[j];
            if (record->person != 0 && record->view.unit == shelves->shelves[i].owner) /* and not on a cohost's shelf */
                add_record(&services, facts, record);
        }
    if (services.count > 1)
        qsort(services.all, services.count, sizeof *services.all, by_person);
    return services;
}

void
quality_long_day(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings)
{
    struct services services = find_services(view->facts);
    struct long_days days = { 0 };
    size_t end;

    for (size_t begin = 0; begin < services.count; begin = end) {
        struct person_days person = { &services.all[begin], 0, rule->params[QUALITY_MINUTES], &days };
        for (end = begin + 1; end < services.count && services.all[end].person == services.all[begin].person;)
            end++;
        person.count = end - begin;
        look_at_person(&person);
    }
    tell_days(findings, rule, &days);
    free(days.all);
    free(services.all);
}

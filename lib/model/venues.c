/* SPDX-License-Identifier: MIT */
#include "lib/model/venues.h"

#include "lib/model/record_walk.h"
#include "lib/model/spans.h"
#include "lib/model/unit_tree.h"
#include "lib/model/venue_age.h"

enum { WEEKS_MAX = 54, DAYS_MAX = 366, MINUTE = 60, TO_THURSDAY = 3 };

/* -- when one venue was open -- */

struct hours {
    struct spans open; /* less closures */
    struct spans duty; /* those of them that name who was there */
    struct spans approved; /* closures */
};

static void
hours_free(struct hours *hours)
{
    spans_free(&hours->open);
    spans_free(&hours->duty);
    spans_free(&hours->approved);
}

/* Days are whole, the last one, too. */
static struct span
span_of(const struct record *record, const struct zone *zone)
{
    const struct venue_hours *said = &record->as.venue_hours;

    return (struct span){
        said->from.precision == WHEN_INSTANT ? said->from.instant : zone_midnight(zone, when_first_day(&said->from, zone)),
        said->to.precision == WHEN_INSTANT ? said->to.instant : zone_midnight(zone, when_last_day(&said->to, zone) + 1),
    };
}

/* Of openings `some` are those with duty, of closures those that were approved. */
static void
gather(const struct facts *facts, enum event_type type, uint32_t venue, const struct span *within, struct spans *all,
       struct spans *some)
{
    const struct record_thing *thing = records_about_venue(&facts->records, type, venue);

    for (size_t i = 0; thing && i < thing->count; i++) {
        const struct record *record = facts->records.all[thing->records[i]];
        struct span span;

        if (record->view.standing != RECORD_COUNTS)
            continue;
        span = span_of(record, facts->units.units[record->view.unit].zone);
        if (span.to <= within->from || span.from >= within->to)
            continue;
        spans_add(all, span.from, span.to);
        if (type == EVENT_VENUE_OPEN ? record->as.venue_hours.duty.ptr != NULL : record->as.venue_hours.approved)
            spans_add(some, span.from, span.to);
    }
    spans_unite(all);
    spans_unite(some);
}

static void
find_hours(const struct facts *facts, uint32_t venue, const struct span *within, struct hours *hours)
{
    struct spans closed = { 0 };

    *hours = (struct hours){ 0 };
    gather(facts, EVENT_VENUE_OPEN, venue, within, &hours->open, &hours->duty);
    gather(facts, EVENT_VENUE_CLOSED, venue, within, &closed, &hours->approved);
    spans_subtract(&hours->open, &closed);
    spans_subtract(&hours->duty, &closed);
    spans_free(&closed);
}

/* -- weeks and days -- */

/* A week's row is that of its Thursday. */
static day_t
deciding_day(const struct period *part)
{
    return part->end - part->first == 1 ? part->first : part->first + TO_THURSDAY;
}

struct visit {
    const struct scope *scope;
    const struct measure *measure;
    struct period parts[DAYS_MAX];
    size_t count;
    struct venue_share share;
};

/* One venue while its parts are judged. */
struct venue {
    uint32_t unit;
    const struct zone *zone;
    day_t begins;
    int64_t required; /* seconds */
    struct hours hours;
};

static void
judge(struct visit *visit, const struct venue *venue, const struct period *part)
{
    const struct units *units = &visit->scope->facts->units;
    const struct unit *unit = &units->units[venue->unit];
    day_t begins = unit->opened > venue->begins ? unit->opened : venue->begins;
    int64_t from, to, gap;
    bool is_met;

    if (begins >= part->end || unit->closed <= part->first ||
        !unit_under(units, venue->unit, visit->scope->unit, unit_epoch(units, deciding_day(part))))
        return;
    from = zone_midnight(venue->zone, part->first);
    to = zone_midnight(venue->zone, part->end);
    is_met = spans_seconds(&venue->hours.open, from, to) >= venue->required;
    visit->share.met += is_met;
    visit->share.expected += is_met;
    if (begins > part->first || unit->closed < part->end)
        return;
    if (!is_met && spans_seconds(&venue->hours.approved, from, to) > 0) {
        visit->share.excused++;
        return;
    }
    visit->share.expected += !is_met;
    gap = venue->required - spans_seconds(&venue->hours.duty, from, to);
    visit->share.gap += gap > 0 ? (gap + MINUTE - 1) / MINUTE : 0;
}

/* Of a venue that has to be open for no minute nothing is expected. */
static int64_t
required_of(const struct measure *measure, const struct venue_put *put)
{
    bool own = measure->kind != MEASURE_DAYS && put->has_weekly_minutes;

    return own ? put->weekly_minutes : measure->minutes;
}

/* What it added to the share. */
static void
tell_venue(const struct visit *visit, const struct record *record, struct venue_share before)
{
    const struct venue_share *now = &visit->share;
    const struct evidence evidence = {
        EVIDENCE_VENUE,
        { .venue = { record, now->met - before.met, now->expected - before.expected, now->excused - before.excused,
                     now->gap - before.gap } },
    };

    witness_tell(visit->scope->witness, &evidence);
}

static void
visit_venue(void *ctx, const struct record *record)
{
    struct visit *visit = ctx;
    const struct venue_share before = visit->share;
    const struct facts *facts = visit->scope->facts;
    struct venue venue = {
        .unit = record->view.unit,
        .zone = facts->units.units[record->view.unit].zone,
        .begins = venue_begins(facts, record->venue),
        .required = required_of(visit->measure, &record->as.venue_put) * MINUTE,
    };
    struct span within;

    if (visit->count == 0 || venue.required == 0)
        return;
    within.from = zone_midnight(venue.zone, visit->parts[0].first);
    within.to = zone_midnight(venue.zone, visit->parts[visit->count - 1].end);
    find_hours(facts, record->venue, &within, &venue.hours);
    for (size_t i = 0; i < visit->count; i++)
        judge(visit, &venue, &visit->parts[i]);
    hours_free(&venue.hours);
    tell_venue(visit, record, before);
}

/* Those of the period that are over on the as-of day. */
static void
find_parts(struct visit *visit)
{
    const struct scope *scope = visit->scope;
    day_t day = scope->period.first;

    if (visit->measure->kind != MEASURE_DAYS) {
        visit->count = period_split(&scope->period, PERIOD_WEEK, scope->year_start_month, visit->parts, WEEKS_MAX);
        while (visit->count > 0 && visit->parts[visit->count - 1].end > scope->as_of)
            visit->count--;
        return;
    }
    for (; day < scope->period.end && day < scope->as_of && visit->count < DAYS_MAX; day++)
        visit->parts[visit->count++] = (struct period){ PERIOD_DAYS, day, day + 1 };
}

/* A unit's parent may change from week to week: then every venue is asked for its weeks. */
static void
visit_all(struct visit *visit)
{
    const struct record_shelves *shelves = &visit->scope->facts->records.shelves[EVENT_VENUE_PUT];

    for (size_t i = 0; i < shelves->count; i++)
        for (size_t k = 0; k < shelves->shelves[i].list.count; k++)
            if (rule_mask_has(&shelves->shelves[i].list.records[k]->mask, visit->measure->rule))
                visit_venue(visit, shelves->shelves[i].list.records[k]);
}

struct venue_share
venue_share(const struct scope *scope, const struct measure *measure)
{
    struct visit visit = { .scope = scope, .measure = measure };

    if (scope->facts->records.shelves[EVENT_VENUE_PUT].count == 0)
        return visit.share;
    find_parts(&visit);
    if (scope->facts->units.epoch_count > 1)
        visit_all(&visit);
    else
        record_walk(scope, EVENT_VENUE_PUT, measure->rule, NULL, visit_venue, &visit);
    return visit.share;
}

/* -- reported -- */

struct search {
    const struct period *period;
    bool found;
};

static void
look(void *ctx, const struct record *record)
{
    struct search *search = ctx;

    search->found = search->found || record_touches(record, search->period);
}

bool
venue_is_reported(const struct scope *scope, const struct measure *measure)
{
    struct period weeks[WEEKS_MAX], whole = scope->period;
    struct search search = { &whole, false };
    size_t count = period_split(&scope->period, PERIOD_WEEK, scope->year_start_month, weeks, WEEKS_MAX);

    if (measure->kind != MEASURE_DAYS && count > 0)
        whole = (struct period){ PERIOD_DAYS, weeks[0].first, weeks[count - 1].end };
    record_walk(scope, EVENT_VENUE_OPEN, RULE_NONE, NULL, look, &search);
    if (!search.found)
        record_walk(scope, EVENT_VENUE_CLOSED, RULE_NONE, NULL, look, &search);
    return search.found;
}

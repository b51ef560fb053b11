/* SPDX-License-Identifier: MIT */
#include "lib/model/gap.h"

#include "lib/base/mem.h"

#include <stdlib.h>

struct dates {
    day_t *days;
    size_t count, capacity;
};

static void
add_date(struct dates *dates, day_t day)
{
    dates->days = mem_grow(dates->days, dates->count, &dates->capacity, sizeof *dates->days);
    dates->days[dates->count++] = day;
}

static int
day_cmp(const void *a, const void *b)
{
    day_t x = *(const day_t *)a, y = *(const day_t *)b;

    return (x > y) - (x < y);
}

/* Dates of the selected sessions, from the first to the last day. */
static struct dates
find_dates(const struct scope *scope, const struct measure *measure, day_t first, day_t last)
{
    struct dates dates = { 0 };

    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (!rule_mask_has(&bucket->mask, measure->rule) || !scope_has(scope, bucket))
            continue;
        for (size_t k = 0; k < bucket->session_count; k++) {
            const struct session *session = bucket->sessions[k];
            if (session->precision != WHEN_DAY || session->first < first || session->first > last)
                continue;
            scope_tell_session(scope, session, 1);
            add_date(&dates, session->first);
        }
    }
    return dates;
}

/* The first day of the unit or team, and the first day no more. */
static void
find_life(const struct scope *scope, day_t *opened, day_t *closed)
{
    struct facts *facts = scope->facts;
    const struct unit *unit = &facts->units.units[scope->unit];
    const struct team_statement *team;

    *opened = unit->opened;
    *closed = unit->closed;
    if (scope->team == CODE_NONE)
        return;
    team = team_current(&facts->teams, scope->team, &facts->units);
    *opened = team ? team->founded : DAY_MIN;
    *closed = team ? team->dissolved : DAY_MAX;
}

/* The days of the period on which the unit or team was there. */
static void
find_edges(const struct scope *scope, day_t *first, day_t *last)
{
    day_t opened, closed;

    find_life(scope, &opened, &closed);
    *first = scope->period.first > opened ? scope->period.first : opened;
    *last = scope_end_day(scope) < closed ? scope_end_day(scope) : closed - 1;
}

static void
tell_stretch(const struct scope *scope, struct stretch_evidence stretch)
{
    const struct evidence evidence = { EVIDENCE_STRETCH, { .stretch = stretch } };

    witness_tell(scope->witness, &evidence);
}

int64_t
gap_longest(const struct scope *scope, const struct measure *measure)
{
    struct dates dates;
    day_t first, last, before;
    struct stretch_evidence longest = { .begins_at_edge = true, .ends_at_edge = true };

    find_edges(scope, &first, &last);
    dates = find_dates(scope, measure, first, last);
    if (dates.count > 0)
        qsort(dates.days, dates.count, sizeof *dates.days, day_cmp);
    add_date(&dates, last);
    before = first;
    for (size_t i = 0; i < dates.count; i++) {
        if (dates.days[i] - before > longest.days)
            longest = (struct stretch_evidence){ before, dates.days[i], dates.days[i] - before, i == 0, i + 1 == dates.count };
        before = dates.days[i];
    }
    free(dates.days);
    tell_stretch(scope, longest);
    return longest.days;
}

int64_t
gap_idle(const struct scope *scope, const struct measure *measure)
{
    const struct session *latest_session = NULL;
    day_t first, last, latest;

    find_edges(scope, &first, &last);
    latest = first - 1;
    for (size_t i = 0; i < scope->buckets->count; i++) {
        const struct bucket *bucket = scope->buckets->buckets[i];
        if (!rule_mask_has(&bucket->mask, measure->rule) || !scope_has(scope, bucket))
            continue;
        for (size_t k = 0; k < bucket->session_count; k++) {
            const struct session *session = bucket->sessions[k];
            if (session->first > last || session->last <= latest)
                continue;
            latest = session->last < last ? session->last : last;
            latest_session = session;
        }
    }
    if (latest_session)
        scope_tell_session(scope, latest_session, 1);
    tell_stretch(scope, (struct stretch_evidence){ latest, last, last > latest ? (int64_t)last - latest : 0, !latest_session, true });
    return last > latest ? (int64_t)last - latest : 0;
}

bool
gap_age(const struct scope *scope, int64_t *days)
{
    day_t opened, closed;

    find_life(scope, &opened, &closed);
    *days = (int64_t)scope_end_day(scope) + 1 - opened;
    return opened != DAY_MIN;
}

/* SPDX-License-Identifier: MIT */
#include "lib/model/timeliness.h"

#include "lib/model/pools.h"
#include "lib/model/record_count.h"
#include "lib/model/record_walk.h"

enum { DEADLINES = 16 /* kept while counting: the months of a year, in one zone */ };

/* From when on what happened in a month is late. */
struct deadline {
    const struct zone *zone; /* NULL: the place is free */
    int month;
    int64_t instant;      /* UTC milliseconds */
    uint64_t early, late; /* log positions: see lib/model/recording.h */
};

struct timing {
    const struct scope *scope;
    uint32_t grace;
    struct deadline deadlines[DEADLINES];
    struct timeliness count;
};

static void
find_deadline(const struct timing *timing, const struct zone *zone, int month, struct deadline *deadline)
{
    const struct recording *recording = &timing->scope->facts->recording;
    day_t day = month_first(month + 1) + (day_t)timing->grace;

    *deadline = (struct deadline){ zone, month, zone_midnight(zone, day) * 1000, UINT64_MAX, UINT64_MAX };
    if (recording->at)
        recording->around(recording->ctx, deadline->instant, &deadline->early, &deadline->late);
}

/* Of what happened until that day: of an imprecise date the last on which it may have been. */
static const struct deadline *
deadline_in(struct timing *timing, const struct zone *zone, day_t last)
{
    int month = day_month_index(last);
    struct deadline *deadline = &timing->deadlines[(unsigned)month % DEADLINES];

    if (deadline->zone != zone || deadline->month != month)
        find_deadline(timing, zone, month, deadline);
    return deadline;
}

static const struct deadline *
deadline_of(struct timing *timing, uint32_t unit, day_t last)
{
    return deadline_in(timing, timing->scope->facts->units.units[unit].zone, last);
}

static bool
is_timely(const struct timing *timing, const struct deadline *deadline, uint64_t seq)
{
    const struct recording *recording = &timing->scope->facts->recording;

    if (seq < deadline->early || seq >= deadline->late)
        return seq < deadline->early;
    return recording->at(recording->ctx, seq) < deadline->instant;
}

static uint32_t
timely_attendances(const struct timing *timing, const struct deadline *deadline, const struct session *session)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;
    uint32_t timely = 0;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        timely += entry->opens && is_timely(timing, deadline, entry_seq(entry));
    return timely;
}

static uint32_t
timely_of_session(const struct timing *timing, const struct deadline *deadline, const struct session *session)
{
    uint32_t timely = 0;

    if (session->last_event < deadline->early)
        return session_events(session);
    if (session->first_event >= deadline->late)
        return 0;
    for (uint32_t i = 0; i < session->statement_count; i++) {
        const struct activity_statement *statement = session->statements[i];
        timely += !statement->dead && !statement->waits && !statement->cancelled &&
                  is_timely(timing, deadline, statement->base.seq);
    }
    for (uint32_t i = 0; i < session->headcount_count; i++)
        timely += is_timely(timing, deadline, session->headcounts[i].base.seq);
    return timely + timely_attendances(timing, deadline, session);
}

/* Of a bucket all of whose sessions count: one zone, one month. */
static uint32_t
timely_by(struct timing *timing, const struct deadline *deadline, struct bucket *bucket)
{
    if (deadline->early == UINT64_MAX) /* nobody can have been late yet */
        return bucket->events;
    if (bucket->first_event >= deadline->late)
        return 0;
    if (bucket->timely_known && bucket->timely_early == deadline->early && bucket->timely_late == deadline->late)
        return bucket->timely;
    bucket->timely = 0;
    for (size_t i = 0; bucket->pool && i < bucket->pool->members.count; i++)
        bucket->timely += timely_by(timing, deadline, bucket->pool->members.buckets[i]);
    for (size_t i = 0; !bucket->pool && i < bucket->session_count; i++)
        bucket->timely += timely_of_session(timing, deadline, bucket->sessions[i]);
    bucket->timely_early = deadline->early;
    bucket->timely_late = deadline->late;
    bucket->timely_known = true;
    return bucket->timely;
}

static uint32_t
timely_of_bucket(struct timing *timing, struct bucket *bucket)
{
    const struct bucket_list *members = bucket->pool ? &bucket->pool->members : NULL;
    uint32_t timely = 0;

    if (!members)
        return timely_by(timing, deadline_of(timing, bucket->key.owner, bucket->key.last), bucket);
    if (bucket->pool->zone)
        return timely_by(timing, deadline_in(timing, bucket->pool->zone, bucket->key.last), bucket);
    for (size_t i = 0; i < members->count; i++)
        timely += timely_of_bucket(timing, members->buckets[i]);
    return timely;
}

static void
time_host(struct timing *timing, struct bucket *bucket)
{
    timing->count.events += bucket->events;
    timing->count.timely += timely_of_bucket(timing, bucket);
    for (size_t i = 0; timing->scope->witness && i < bucket->session_count; i++)
        scope_tell_session(timing->scope, bucket->sessions[i], session_events(bucket->sessions[i]));
}

/* The deadline is that of the host, and each session may count elsewhere. */
static void
time_cohost(struct timing *timing, const struct bucket *bucket)
{
    for (size_t i = 0; i < bucket->session_count; i++) {
        const struct session *session = bucket->sessions[i];
        if (!scope_counts(timing->scope, bucket, session))
            continue;
        timing->count.events += session_events(session);
        scope_tell_session(timing->scope, session, session_events(session));
        timing->count.timely +=
            timely_of_session(timing, deadline_of(timing, session->chosen->unit, session->last), session);
    }
}

static void
time_record(void *ctx, const struct record *record)
{
    struct timing *timing = ctx;
    const struct deadline *deadline = deadline_of(timing, record->view.unit, record->view.last);

    timing->count.events++;
    timing->count.timely += is_timely(timing, deadline, record->base.seq);
}

static void
time_records(struct timing *timing, struct str dataset)
{
    for (enum event_type type = EVENT_VENUE_PUT; type <= EVENT_PERIOD_REOPEN; type++)
        if (record_reports(type) && str_eq(record_dataset(type), dataset))
            record_walk(timing->scope, type, RULE_NONE, &timing->scope->period, time_record, timing);
}

static void
time_sessions(struct timing *timing)
{
    const struct bucket_list *buckets = timing->scope->buckets;

    for (size_t i = 0; i < buckets->count; i++) {
        if (buckets->buckets[i]->key.kind == OWNER_COHOST)
            time_cohost(timing, buckets->buckets[i]);
        else
            time_host(timing, buckets->buckets[i]);
    }
}

struct timeliness
timeliness_count(const struct scope *scope, const struct measure *measure)
{
    struct timing timing = { .scope = scope, .grace = measure->grace };

    if (str_eq(measure->dataset, STR("activity")))
        time_sessions(&timing);
    else
        time_records(&timing, measure->dataset);
    return timing.count;
}

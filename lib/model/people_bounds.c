/* SPDX-License-Identifier: MIT */
#include "lib/model/people_bounds.h"

#include "lib/model/people_set.h"
#include "lib/model/unit_tree.h"

/* Anonymous people of one session who may (hi) or must (lo) be asked for. */
struct anonymous {
    int64_t lo, hi;
};

/* Named people of the session with a counted status in the row's group: what by_group's totals already hold. */
static int64_t
named_of_group(const struct counting *counting, const struct session *session)
{
    const struct facts *facts = counting->scope->facts;
    const struct attendance_entry *entry;
    struct entry_walk walk;
    int64_t count = 0;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk))) {
        if (entry_counts(entry) &&
            group_set_has(&facts->people,
                          people_standing(&facts->people, entry->person, session->lookup, &facts->units).group_set,
                          counting->scope->group))
            count++;
    }
    return count;
}

/* by_group[g] less the named of g; nothing said of g: no further bound. */
static struct anonymous
bound_by_group(const struct counting *counting, const struct session *session, struct anonymous bound)
{
    const struct headcount_statement *headcount = session->headcount;

    bound.lo = 0;
    for (size_t i = 0; i < headcount->group_count; i++) {
        int64_t left = headcount->groups[i].count;
        if (headcount->groups[i].group != counting->scope->group)
            continue;
        if (headcount->includes_named)
            left -= named_of_group(counting, session);
        if (left < 0)
            left = 0;
        if (bound.hi > left)
            bound.hi = left;
    }
    return bound;
}

/* r of the host: its named residents on the session's day. */
static int64_t
named_residents_of_host(const struct facts *facts, const struct session *session, uint32_t epoch)
{
    const struct attendance_entry *entry;
    struct entry_walk walk;
    int64_t count = 0;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk))) {
        uint32_t home;
        if (!entry_counts(entry))
            continue;
        home = people_standing(&facts->people, entry->person, session->lookup, &facts->units).home;
        count += home != CODE_NONE && unit_under(&facts->units, home, session->chosen->unit, epoch);
    }
    return count;
}

/* Anonymous host residents, h of domain.md D5. */
static int64_t
anonymous_residents(const struct facts *facts, const struct session *session, uint32_t epoch, int64_t anonymous)
{
    int64_t residents = session->headcount->residents;

    if (session->headcount->includes_named)
        residents -= named_residents_of_host(facts, session, epoch);
    if (residents < 0)
        residents = 0;
    return residents < anonymous ? residents : anonymous;
}

static struct anonymous
resident_bounds(const struct counting *counting, const struct session *session, uint32_t epoch)
{
    const struct facts *facts = counting->scope->facts;
    uint32_t host = session->chosen->unit, unit = counting->scope->unit;
    int64_t all = (int64_t)session_anonymous(session), of_host;

    if (!session->headcount->has_residents)
        return (struct anonymous){ 0, all };
    of_host = anonymous_residents(facts, session, epoch, all);
    if (host == unit)
        return (struct anonymous){ of_host, of_host };
    if (unit_under(&facts->units, host, unit, epoch))
        return (struct anonymous){ of_host, all };
    if (unit_under(&facts->units, unit, host, epoch))
        return (struct anonymous){ 0, all };
    return (struct anonymous){ 0, all - of_host };
}

static struct anonymous
anonymous_bounds(const struct counting *counting, const struct session *session, uint32_t epoch)
{
    const struct measure *measure = counting->measure;
    int64_t all = (int64_t)session_anonymous(session);
    struct anonymous bound = { 0, all };

    if (!(measure->statuses & STATUSES_COUNTED))
        return (struct anonymous){ 0, 0 }; /* heads are of those who came */
    if (measure->who == WHO_RESIDENTS)
        bound = resident_bounds(counting, session, epoch);
    else if (measure->who == WHO_ALL)
        bound.lo = all;
    if (measure->roles != (1u << ATTEND_ROLES) - 1 || ~measure->statuses & STATUSES_COUNTED)
        bound.lo = 0; /* who came without a name came in any role, early or late */
    if (measure->strict && measure->who == WHO_RESIDENTS)
        bound.lo = 0; /* and may have moved away since */
    return counting->scope->group == CODE_NONE ? bound : bound_by_group(counting, session, bound);
}

/* Over all sessions with people without names: the greatest r + lo, and the sum of hi. */
struct extremes {
    int64_t greatest_lower, sum_of_upper;
};

static void
look_at_session(const struct counting *counting, const struct session *session, uint32_t epoch,
                struct extremes *extremes)
{
    struct anonymous bound = anonymous_bounds(counting, session, epoch);
    const struct attendance_entry *entry;
    struct entry_walk walk;
    int64_t named = 0;

    extremes->sum_of_upper += bound.hi;
    if (bound.lo == 0)
        return; /* r alone is never more than all the named */
    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        named += counting_has_entry(counting, session, epoch, entry, HOME_IN);
    if (named + bound.lo > extremes->greatest_lower)
        extremes->greatest_lower = named + bound.lo;
}

static struct extremes
find_extremes(const struct counting *counting)
{
    struct extremes extremes = { 0, 0 };

    for (size_t i = 0; !counting->scope->no_headcount && i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        if (bucket->headcounted_count == 0 || !counting_selects(counting, bucket))
            continue;
        for (size_t k = 0; k < bucket->headcounted_count; k++) {
            const struct session *session = bucket->headcounted[k];
            if (session_anonymous(session) > 0 && counting_counts(counting, bucket, session))
                look_at_session(counting, session, counting_epoch(counting, bucket), &extremes);
        }
    }
    return extremes;
}

struct people_set *
people_members(const struct scope *scope, const struct measure *measure)
{
    struct teams *teams = &scope->facts->teams;
    const struct units *units = &scope->facts->units;
    day_t end = scope_end_day(scope);

    if (scope->team == CODE_NONE)
        return people_set_new();
    if (measure->leavers)
        return team_members_half(teams, scope->team, scope->period.first, end + 1, units);
    return team_members(teams, scope->team, measure->mode == MODE_START ? scope->period.first : end, units);
}

static int64_t
at_most(int64_t value, const struct people_limit *limit)
{
    return limit->known && limit->population < value ? limit->population : value;
}

static int64_t
greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

int64_t
people_bounds_named(const struct counting *counting, const struct session *session, uint32_t epoch,
                    const struct people_set *members)
{
    const struct people *people = &counting->scope->facts->people;
    const struct attendance_entry *entry;
    struct entry_walk walk;
    int64_t named = 0;

    session_walk(&walk, session);
    while ((entry = entry_walk_next(&walk)))
        named += counting_has_entry(counting, session, epoch, entry, HOME_IN) &&
                 (!members || people_set_has(members, people_canonical(people, entry->person)));
    return named;
}

/* Of a street and year it would take seconds to look at everybody who came once more. */
enum { ENTRIES_TOLD_MAX = 500000 };

static size_t
count_entries(const struct counting *counting)
{
    size_t count = 0;

    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        for (size_t k = 0; counting_selects(counting, bucket) && k < bucket->session_count; k++)
            count += bucket->sessions[k]->entry_count;
    }
    return count;
}

static void
tell_session(const struct counting *counting, const struct bucket *bucket, const struct session *session,
             const struct people_set *members, bool counts_named)
{
    uint32_t epoch = counting_epoch(counting, bucket);
    bool has_anonymous = session->headcount && session_anonymous(session) > 0;
    struct anonymous bound = has_anonymous ? anonymous_bounds(counting, session, epoch) : (struct anonymous){ 0, 0 };
    const struct evidence evidence = {
        EVIDENCE_SESSION,
        { .session = { .session = session, .has_people = true, .named = counts_named ? people_bounds_named(counting, session, epoch, members) : -1,
                       .least = bound.lo, .most = bound.hi } },
    };

    witness_tell(counting->scope->witness, &evidence);
}

/* Every session of the count, with what it brings to the bounds. */
static void
tell_sessions(const struct counting *counting, const struct people_set *members)
{
    bool counts_named = count_entries(counting) <= ENTRIES_TOLD_MAX;

    for (size_t i = 0; i < counting->buckets->count; i++) {
        const struct bucket *bucket = counting->buckets->buckets[i];
        for (size_t k = 0; counting_selects(counting, bucket) && k < bucket->session_count; k++)
            if (counting_counts(counting, bucket, bucket->sessions[k]))
                tell_session(counting, bucket, bucket->sessions[k], members, counts_named);
    }
}

struct people_count
people_bounds(const struct counting *counting, const struct people_limit *limit)
{
    const struct measure *measure = counting->measure;
    bool often = counting_is_often(measure);
    struct extremes extremes = find_extremes(counting);
    struct people_set *members = measure->who == WHO_MEMBERS ? people_members(counting->scope, measure) : NULL;
    struct people_count count = { .estimated = often };
    int64_t days = limit->days;

    count.named = counting_count(counting, HOME_IN, members) * days;
    count.lower = often ? count.named : greater(count.named, at_most(extremes.greatest_lower * days, limit));
    count.upper = greater(count.lower, at_most(count.named + extremes.sum_of_upper * days, limit));
    if (measure->who == WHO_RESIDENTS && !counting->scope->no_homeless)
        count.unknown_home = counting_count(counting, HOME_UNKNOWN, NULL);
    if (counting->scope->witness)
        tell_sessions(counting, members);
    people_set_free(members);
    return count;
}

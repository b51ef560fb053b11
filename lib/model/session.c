/* SPDX-License-Identifier: MIT */
#include "lib/model/session.h"

#include "lib/base/mem.h"
#include "lib/model/people_set.h"

#include <stdlib.h>

_Static_assert(sizeof(struct attendance_entry) == 12, "an attendance costs twelve bytes");

struct session *
session_new(uint32_t number)
{
    struct session *session = mem_new(sizeof *session);

    session->number = number;
    session->mentioned = people_set_new();
    return session;
}

void
activity_statement_free(struct activity_statement *statement)
{
    free(statement->put);
    free(statement);
}

void
session_free(struct session *session)
{
    if (!session)
        return;
    for (uint32_t i = 0; i < session->statement_count; i++)
        activity_statement_free(session->statements[i]);
    free(session->statements);
    free(session->voids);
    free(session->headcounts);
    free(session->entries);
    people_set_free(session->mentioned);
    free(session->buckets);
    free(session);
}

/* The first entry whose position is not below seq. */
static uint32_t
place_of(const struct session *session, uint64_t seq)
{
    uint32_t low = 0, high = session->entry_count;

    if (high == 0 || entry_seq(&session->entries[high - 1]) < seq)
        return high; /* the usual case: appended in log order */
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (entry_seq(&session->entries[middle]) < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct attendance_entry *
holding_entry(struct session *session, uint32_t person)
{
    for (uint32_t i = 0; i < session->entry_count; i++)
        if (session->entries[i].person == person && session->entries[i].holds)
            return &session->entries[i];
    return NULL;
}

static struct attendance_entry *
insert_entry(struct session *session, struct attendance_entry entry)
{
    uint32_t at = place_of(session, entry_seq(&entry));

    if (session->entry_count == session->entry_capacity) {
        session->entry_capacity += session->entry_capacity / 2 + 4;
        session->entries = mem_resize(session->entries, session->entry_capacity * sizeof entry);
    }
    memmove(session->entries + at + 1, session->entries + at, (session->entry_count - at) * sizeof entry);
    session->entries[at] = entry;
    session->entry_count++;
    return &session->entries[at];
}

static void
recount(struct session *session, const struct attendance_change *change)
{
    if (change->was && entry_counts(&change->before))
        session->named--;
    if (change->is && entry_counts(&change->after))
        session->named++;
}

struct attendance_change
session_attend(struct session *session, uint32_t person, uint64_t seq, const struct attendance *attendance,
               const struct log_order *order, const struct zone *zone)
{
    struct attendance_change change = { .is = true };
    struct attendance_entry *rival = NULL;
    struct attendance_entry entry = {
        .person = person,
        .seq_low = (uint32_t)seq,
        .seq_high = (uint8_t)(seq >> 32),
        .minutes = attendance->has_minutes ? attendance->minutes : MINUTES_UNKNOWN,
        .status = (uint8_t)attendance->status,
        .role = (uint8_t)attendance->role,
        .holds = true,
    };

    if (!people_set_add(session->mentioned, person))
        rival = holding_entry(session, person);
    if (rival) {
        change.was = true;
        change.before = *rival;
        entry.holds = order->single_cmp(order->ctx, seq, entry_seq(rival), zone) > 0;
        rival->holds = !entry.holds;
    }
    change.after = entry.holds ? entry : change.before;
    insert_entry(session, entry);
    recount(session, &change);
    return change;
}

/* The greatest remaining statement about the person takes over. */
static struct attendance_entry *
next_holder(struct session *session, uint32_t person, const struct log_order *order, const struct zone *zone)
{
    struct attendance_entry *best = NULL;

    for (uint32_t i = 0; i < session->entry_count; i++) {
        struct attendance_entry *entry = &session->entries[i];
        if (entry->person == person &&
            (!best || order->single_cmp(order->ctx, entry_seq(entry), entry_seq(best), zone) > 0))
            best = entry;
    }
    return best;
}

/* persons[] gives several entries the same position: look at all of them. */
static struct attendance_entry *
find_entry(struct session *session, uint32_t person, uint64_t seq)
{
    for (uint32_t i = place_of(session, seq); i < session->entry_count; i++) {
        if (entry_seq(&session->entries[i]) != seq)
            return NULL;
        if (session->entries[i].person == person)
            return &session->entries[i];
    }
    return NULL;
}

struct attendance_change
session_unattend(struct session *session, uint32_t person, uint64_t seq, const struct log_order *order,
                 const struct zone *zone)
{
    struct attendance_change change = { 0 };
    struct attendance_entry *entry = find_entry(session, person, seq), *next, gone;

    if (!entry)
        return change;
    gone = *entry;
    memmove(entry, entry + 1, (size_t)(session->entries + session->entry_count - entry - 1) * sizeof *entry);
    session->entry_count--;
    if (!gone.holds) {
        next = holding_entry(session, person);
        change = (struct attendance_change){ true, true, *next, *next };
        return change;
    }
    next = next_holder(session, person, order, zone);
    if (next)
        next->holds = true;
    else
        people_set_remove(session->mentioned, person);
    change.was = true;
    change.before = gone;
    change.is = next != NULL;
    if (next)
        change.after = *next;
    recount(session, &change);
    return change;
}

static bool
is_best_of_source(const struct session *session, const struct headcount_statement *headcount,
                  const struct log_order *order, const struct zone *zone)
{
    for (uint32_t i = 0; i < session->headcount_count; i++) {
        const struct headcount_statement *other = &session->headcounts[i];
        if (other != headcount && other->source == headcount->source &&
            statement_cmp_single(&other->base, &headcount->base, zone, order) > 0)
            return false;
    }
    return true;
}

/* Of two sources' headcounts; equal totals of two sources are settled by identity, so that residents do not depend on arrival. */
static bool
is_better(const struct headcount_statement *a, const struct headcount_statement *b, const struct log_order *order)
{
    if (a->estimated != b->estimated)
        return b->estimated;
    if (a->total != b->total)
        return a->total > b->total;
    return statement_cmp_rev(&a->base, &b->base, order) > 0;
}

void
session_choose_headcount(struct session *session, const struct log_order *order, const struct zone *zone)
{
    uint32_t sources = 0;

    session->headcount = NULL;
    for (uint32_t i = 0; i < session->headcount_count; i++) {
        const struct headcount_statement *headcount = &session->headcounts[i];
        if (!is_best_of_source(session, headcount, order, zone))
            continue;
        sources++;
        if (!session->headcount || is_better(headcount, session->headcount, order))
            session->headcount = headcount;
    }
    session->multi_headcount = sources > 1;
}

uint64_t
session_attendances(const struct session *session)
{
    const struct headcount_statement *headcount = session->headcount;
    uint64_t named = session->named;

    if (!headcount)
        return named;
    if (!headcount->includes_named)
        return headcount->total + named;
    return headcount->total > named ? headcount->total : named;
}

uint64_t
session_anonymous(const struct session *session)
{
    return session_attendances(session) - session->named;
}

bool
session_headcount_below_named(const struct session *session)
{
    return session->headcount && session->headcount->includes_named && session->headcount->total < session->named;
}

bool
session_minutes(const struct session *session, const struct attendance_entry *entry, uint32_t *minutes)
{
    const struct activity_put *put = session->chosen->put;

    if (entry->minutes != MINUTES_UNKNOWN)
        *minutes = entry->minutes;
    else if (put->has_minutes)
        *minutes = put->minutes;
    else if (put->start.precision == WHEN_INSTANT && put->end.precision == WHEN_INSTANT)
        *minutes = (uint32_t)((put->end.instant - put->start.instant) / 60);
    else
        return false;
    return true;
}

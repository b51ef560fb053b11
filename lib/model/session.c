/* SPDX-License-Identifier: MIT */
#include "lib/model/session.h"

#include "lib/base/mem.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct attendance_entry) == 12, "an attendance costs twelve bytes");

struct session *
session_new(uint32_t number)
{
    struct session *session = mem_new(sizeof *session);

    session->number = number;
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
    free(session->loose);
    entry_pack_free(session->packed);
    free(session->buckets);
    free(session);
}

/* ---- who reads them ---- */

void
session_walk(struct entry_walk *walk, const struct session *session)
{
    walk->session = session;
    walk->count = walk->at = walk->piece = 0;
    walk->is_last = false;
}

bool
entry_walk_more(struct entry_walk *walk)
{
    const struct session *session = walk->session;

    walk->at = walk->count = 0;
    if (session->packed && !walk->is_last) {
        walk->entries = walk->unpacked;
        walk->count = entry_pack_read(session->packed, walk->piece++, walk->unpacked);
    }
    if (walk->count == 0 && !walk->is_last) {
        walk->entries = session->loose;
        walk->count = session->loose_count;
        walk->is_last = true;
    }
    return walk->count > 0;
}

/* ---- who changes them ---- */

/*
 * Those that came since they were packed, in order of arrival, few enough to be
 * looked through, packed with the others when they are not:
 *
 *      packed                  loose
 *      | p3 p7 p7 p9 ... |     | p8 p1 p5 |
 *
 * To change what was said of somebody there, all are unpacked and stay so until
 * there are as many newcomers again.  So a change costs no more than it did to
 * keep them sorted, however many follow each other.
 *
 *      loose: 0         sorted        loose_count
 *             | p3 p7 p7 p9 ... | p8 p1 p5 |
 */
#ifndef SESSION_NEWCOMERS
#define SESSION_NEWCOMERS 32 /* sanitized builds, in which the tests run, pack after two */
#endif

static uint32_t
newcomers_max(const struct session *session)
{
    return SESSION_NEWCOMERS + session->entry_count / 32;
}

static int
entry_cmp(const void *a, const void *b)
{
    const struct attendance_entry *x = a, *y = b;

    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (entry_seq(x) > entry_seq(y)) - (entry_seq(x) < entry_seq(y));
}

static uint32_t
count_packed(const struct session *session)
{
    return session->packed ? entry_pack_count(session->packed) : 0;
}

/* entries: room for them, and for a block more. */
static void
unpack(const struct session *session, struct attendance_entry *entries)
{
    for (uint32_t block = 0; block * ENTRY_BLOCK < count_packed(session); block++)
        entry_pack_read(session->packed, block, entries + block * ENTRY_BLOCK);
}

void
session_wake(struct session *session)
{
    const uint32_t packed = count_packed(session);
    struct attendance_entry *all;

    if (packed == 0)
        return;
    all = mem_array(packed + ENTRY_BLOCK + session->loose_count, sizeof *all);
    unpack(session, all);
    if (session->loose_count > 0)
        memcpy(all + packed, session->loose, session->loose_count * sizeof *all);
    entry_pack_free(session->packed);
    free(session->loose);
    session->packed = NULL;
    session->loose = all;
    session->sorted = packed;
    session->loose_count += packed;
    session->loose_capacity = session->loose_count + ENTRY_BLOCK;
}

/* entries: the newcomers, not in order, and behind them those that are; each moves once. */
static void
fold(struct attendance_entry *entries, struct attendance_entry *newcomers, uint32_t newcomer_count, uint32_t count)
{
    const struct attendance_entry *earlier = entries + newcomer_count, *end = entries + count;

    qsort(newcomers, newcomer_count, sizeof *newcomers, entry_cmp);
    for (const struct attendance_entry *last = newcomers + newcomer_count; newcomers < last; entries++) {
        if (earlier < end && entry_cmp(earlier, newcomers) < 0)
            *entries = *earlier++;
        else
            *entries = *newcomers++;
    }
}

/* Most sessions are packed again and again without asking the allocator for more than what stays. */
enum { FEW_ENTRIES = 1024 };

static void
pack(struct session *session)
{
    const uint32_t count = count_packed(session) + session->loose_count, newcomers = session->loose_count - session->sorted;
    struct attendance_entry few[FEW_ENTRIES + ENTRY_BLOCK];
    struct attendance_entry *all = count <= FEW_ENTRIES ? few : mem_array(count + ENTRY_BLOCK, sizeof *all);

    unpack(session, all + newcomers);
    if (session->sorted > 0) /* nothing is packed, then */
        memcpy(all + newcomers, session->loose, session->sorted * sizeof *all);
    fold(all, session->loose + session->sorted, newcomers, count);
    entry_pack_free(session->packed);
    session->packed = entry_pack_new(all, count);
    free(session->loose);
    session->loose = NULL;
    session->loose_count = session->loose_capacity = session->sorted = 0;
    if (all != few)
        free(all);
}

void
session_rest(struct session *session)
{
    if (!session->packed && session->loose_count > SESSION_NEWCOMERS)
        pack(session);
    if (session->loose_capacity == session->loose_count)
        return;
    if (session->loose_count == 0) {
        free(session->loose);
        session->loose = NULL;
        session->loose_capacity = 0;
        return;
    }
    session->loose = mem_resize(session->loose, session->loose_count * sizeof *session->loose);
    session->loose_capacity = session->loose_count;
}

/* Walks the entries about one person, in `loose`. */
struct about {
    struct session *session;
    uint32_t person, at;
};

/* Somebody of whom nothing is said there is looked for in `loose` alone. */
static void
wake_for(struct session *session, uint32_t person)
{
    if (session->packed && entry_pack_has(session->packed, person))
        session_wake(session);
}

static struct about
entries_about(struct session *session, uint32_t person)
{
    uint32_t low = 0, high;

    wake_for(session, person);
    high = session->sorted;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (session->loose[middle].person < person)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct about){ session, person, low };
}

/* The next one, or NULL. */
static struct attendance_entry *
about_next(struct about *about)
{
    struct session *session = about->session;

    if (about->at < session->sorted) {
        if (session->loose[about->at].person == about->person)
            return &session->loose[about->at++];
        about->at = session->sorted;
    }
    while (about->at < session->loose_count)
        if (session->loose[about->at++].person == about->person)
            return &session->loose[about->at - 1];
    return NULL;
}

static struct attendance_entry *
holding_entry(struct session *session, uint32_t person)
{
    struct about about = entries_about(session, person);
    struct attendance_entry *entry;

    while ((entry = about_next(&about)) && !entry->holds)
        ;
    return entry;
}

static void
add_entry(struct session *session, struct attendance_entry entry)
{
    if (session->loose_count == session->loose_capacity) {
        session->loose_capacity += session->loose_capacity / 2 + 4;
        session->loose = mem_resize(session->loose, session->loose_capacity * sizeof entry);
    }
    session->loose[session->loose_count++] = entry;
    session->entry_count++;
    if (session->loose_count - session->sorted > newcomers_max(session))
        pack(session);
}

static void
remove_entry(struct session *session, struct attendance_entry *entry)
{
    uint32_t at = (uint32_t)(entry - session->loose);

    memmove(entry, entry + 1, (session->loose_count - at - 1) * sizeof *entry);
    session->entry_count--;
    session->loose_count--;
    session->sorted -= at < session->sorted;
}

static void
recount(struct session *session, const struct attendance_change *change)
{
    if (change->was && entry_counts(&change->before))
        session->named--;
    if (change->is && entry_counts(&change->after))
        session->named++;
}

static struct attendance_entry
make_entry(uint32_t person, uint64_t seq, bool opens, const struct attendance *attendance)
{
    return (struct attendance_entry){
        .person = person,
        .seq_low = (uint32_t)seq,
        .seq_high = (uint8_t)(seq >> 32),
        .minutes = attendance->has_minutes ? attendance->minutes : MINUTES_UNKNOWN,
        .status = (uint8_t)attendance->status,
        .role = (uint8_t)attendance->role,
        .opens = opens,
    };
}

struct attendance_change
session_attend(struct session *session, uint32_t person, uint64_t seq, bool opens, const struct attendance *attendance,
               const struct log_order *order, const struct zone *zone)
{
    struct attendance_change change = { .is = true };
    struct attendance_entry *rival = holding_entry(session, person);
    struct attendance_entry entry = make_entry(person, seq, opens, attendance);

    entry.holds = true;
    if (rival) {
        change.was = true;
        change.before = *rival;
        entry.holds = order->single_cmp(order->ctx, seq, entry_seq(rival), zone) > 0;
        rival->holds = !entry.holds;
    }
    change.after = entry.holds ? entry : change.before;
    add_entry(session, entry);
    recount(session, &change);
    return change;
}

/* The greatest remaining statement about the person takes over. */
static struct attendance_entry *
next_holder(struct session *session, uint32_t person, const struct log_order *order, const struct zone *zone)
{
    struct about about = entries_about(session, person);
    struct attendance_entry *best = NULL, *entry;

    while ((entry = about_next(&about)))
        if (!best || order->single_cmp(order->ctx, entry_seq(entry), entry_seq(best), zone) > 0)
            best = entry;
    return best;
}

static struct attendance_entry *
find_entry(struct session *session, uint32_t person, uint64_t seq)
{
    struct about about = entries_about(session, person);
    struct attendance_entry *entry;

    while ((entry = about_next(&about)) && entry_seq(entry) != seq)
        ;
    return entry;
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
    remove_entry(session, entry);
    if (!gone.holds) {
        next = holding_entry(session, person);
        change = (struct attendance_change){ true, true, *next, *next };
        return change;
    }
    next = next_holder(session, person, order, zone);
    if (next)
        next->holds = true;
    change.was = true;
    change.before = gone;
    change.is = next != NULL;
    if (next)
        change.after = *next;
    recount(session, &change);
    return change;
}

void
session_note_attendance(struct session *session, uint32_t person, uint64_t seq, bool opens,
                        const struct attendance *attendance)
{
    add_entry(session, make_entry(person, seq, opens, attendance));
}

void
session_forget_attendance(struct session *session, uint32_t person, uint64_t seq)
{
    struct attendance_entry *entry = find_entry(session, person, seq);

    if (!entry)
        return;
    session->named -= entry_counts(entry);
    remove_entry(session, entry);
}

void
session_choose_among(struct session *session, const uint32_t *persons, size_t count, const struct log_order *order,
                     const struct zone *zone)
{
    struct attendance_entry *best = NULL, *entry;

    for (size_t i = 0; i < count; i++)
        wake_for(session, persons[i]); /* all now: later `best` would be gone */
    for (size_t i = 0; i < count; i++) {
        struct about about = entries_about(session, persons[i]);
        while ((entry = about_next(&about))) {
            session->named -= entry_counts(entry);
            entry->holds = false;
            if (!best || order->single_cmp(order->ctx, entry_seq(entry), entry_seq(best), zone) > 0)
                best = entry;
        }
    }
    if (best) {
        best->holds = true;
        session->named += entry_counts(best);
    }
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

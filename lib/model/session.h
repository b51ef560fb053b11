/* SPDX-License-Identifier: MIT */
/*
 * session.h -- one held activity and who came: where people are counted.
 *
 * A session keeps every live statement about itself (held, cancelled, void,
 * headcounts, attendances) and what follows from them: whether it took place,
 * when, under which host, who is counted, how many came without a name.
 * Attendances are packed (entry_pack.h) but for those that came since the last
 * time they were; whoever reads them walks over both (entry_walk).  Nothing here
 * looks at another session.
 *
 *      statements (held, cancelled, void)  ─▶ state, date, host, teams
 *      attendances: one entry each         ─▶ who is counted (`holds`), named
 *      headcounts: the best of each source ─▶ total, anonymous, residents
 */
#ifndef LIB_MODEL_SESSION_H
#define LIB_MODEL_SESSION_H

#include "lib/base/arena.h"
#include "lib/model/attendance_entry.h"
#include "lib/model/entry_pack.h"
#include "lib/model/event.h"
#include "lib/model/ruleset.h"
#include "lib/model/statement.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bucket;

struct activity_statement {
    struct statement base;
    bool cancelled;
    bool dead;               /* retracted: not chosen, but the activity was stated once */
    bool waits;              /* names something unknown; as of the last choice */
    struct activity_put *put; /* owned; lists and texts in the arena or interned */
    struct when date;         /* start, else at, else time (domain.md D4) */
    uint32_t unit, item, category;
    uint32_t *cohosts, *teams; /* numbers, as many as put's lists */
};

struct void_statement {
    uint64_t seq;
    uint32_t rev;
};

struct headcount_group {
    uint32_t group; /* number of people.groups */
    uint32_t count;
};

struct headcount_statement {
    struct statement base;
    uint32_t source; /* interned */
    uint32_t total, residents;
    bool has_residents, includes_named, estimated;
    struct headcount_group *groups; /* owned by the arena */
    size_t group_count;
};

enum session_state { SESSION_UNKNOWN, SESSION_INACTIVE, SESSION_ACTIVE };

/* What an attendance touches comes first, for the same reason as in struct bucket. */
struct session {
    struct attendance_entry *loose; /* the first `sorted` of them by person and seq, the rest as they came */
    struct entry_pack *packed;      /* or NULL; with it `sorted` is 0 */
    uint32_t loose_count, loose_capacity, sorted;
    uint32_t entry_count; /* packed and loose */
    uint32_t named; /* distinct people with a counted status */
    uint32_t number, headcount_count, bucket_count;
    uint32_t log_number; /* of its activity, once the engine has asked the log; 0: not yet */
    struct bucket **buckets; /* where it is counted: lib/model/tally.h */
    uint32_t linked; /* number + 1 of the plan item that counts it; 0: none does */
    uint32_t attendance_events; /* live ones; of several persons one */
    const struct activity_statement *chosen; /* of an active session */
    day_t lookup; /* the day on which homes and tree are looked up: `first` when dated, else `last` */
    bool unsettled; /* listed to be chosen again: lib/model/facts.h */
    uint64_t first_event, last_event; /* all live events about it lie between these log positions; there may be none at them */

    struct activity_statement **statements; /* owned */
    struct void_statement *voids;
    struct headcount_statement *headcounts;
    uint32_t statement_count, void_count;
    size_t statement_capacity, void_capacity, headcount_capacity;

    /* what follows: session_choose */
    enum session_state state;
    uint32_t held_events; /* live statements that it was held, the chosen one among them */
    const struct headcount_statement *headcount; /* the one that counts, or NULL */
    bool multi_headcount;

    /* set by facts, which know units and zones */
    day_t first, last;     /* of an active one: the days it covers; equal when it is dated */
    enum precision precision; /* WHEN_DAY for an instant, too */
    enum unit_level level;

    /* verdicts */
    uint32_t version;
    bool has_verdict;
    struct rule_mask mask;

    bool waiting;   /* some statement names something unknown: look again when something appears */
    bool told;      /* readers were told of its events that they do not count: see lib/engine/public_facts.c */
};

struct session *session_new(uint32_t number);
void session_free(struct session *session);
void activity_statement_free(struct activity_statement *statement);

/*
 * All attendances of a session, which is not changed meanwhile:
 *     struct entry_walk walk;
 *     session_walk(&walk, session);
 *     while ((entry = entry_walk_next(&walk))) ...
 * or piece by piece, by entry_walk_more.
 */
struct entry_walk {
    const struct session *session;
    const struct attendance_entry *entries; /* of the piece */
    uint32_t count, at, piece;
    bool is_last; /* the loose ones are being walked over */
    struct attendance_entry unpacked[ENTRY_BLOCK];
};
void session_walk(struct entry_walk *walk, const struct session *session);
/* The next piece: entries and count; false: there is none. */
bool entry_walk_more(struct entry_walk *walk);
static inline const struct attendance_entry *
entry_walk_next(struct entry_walk *walk)
{
    if (walk->at == walk->count && !entry_walk_more(walk))
        return NULL;
    return &walk->entries[walk->at++];
}

/* All attendances are in `loose`, as whoever changes one needs it. */
void session_wake(struct session *session);
/* They are packed, unless they are few; nothing else changes. */
void session_rest(struct session *session);

/* An entry that changed how a person counts. */
struct attendance_change {
    bool was, is;                       /* there was / is a holding entry */
    struct attendance_entry before, after; /* the holding ones */
};

/* An event about it is live now. True: it lies before all others; an old one that comes to life again may. */
static inline bool
session_hear(struct session *session, uint64_t seq)
{
    bool is_first = session->first_event == 0 || seq < session->first_event;

    if (is_first)
        session->first_event = seq;
    if (seq > session->last_event)
        session->last_event = seq;
    return is_first;
}
/* Live events that tell of it: that it was held, headcounts, attendances. Of an active session. */
static inline uint32_t
session_events(const struct session *session)
{
    return session->held_events + session->headcount_count + session->attendance_events;
}

/* Adds one person's statement; order decides between rivals. opens: it is the first of its event. */
struct attendance_change session_attend(struct session *session, uint32_t person, uint64_t seq, bool opens,
                                        const struct attendance *attendance, const struct log_order *order,
                                        const struct zone *zone);
/* Takes it back. */
struct attendance_change session_unattend(struct session *session, uint32_t person, uint64_t seq,
                                          const struct log_order *order, const struct zone *zone);

/* Of somebody whom merges made one with others: the statement joins (leaves) without a choice; then one is chosen among all of them. */
void session_note_attendance(struct session *session, uint32_t person, uint64_t seq, bool opens,
                             const struct attendance *attendance);
void session_forget_attendance(struct session *session, uint32_t person, uint64_t seq);
void session_choose_among(struct session *session, const uint32_t *persons, size_t count, const struct log_order *order,
                          const struct zone *zone);

/* Chooses among the headcounts: greatest of each source, counted before estimated, then the maximum (domain.md D5). */
void session_choose_headcount(struct session *session, const struct log_order *order, const struct zone *zone);

/* T(a), A(a) of domain.md D5. */
uint64_t session_attendances(const struct session *session);
uint64_t session_anonymous(const struct session *session);
bool session_headcount_below_named(const struct session *session);
/* Minutes of an entry: its own, else the session's, else end - start; false: unknown. */
bool session_minutes(const struct session *session, const struct attendance_entry *entry, uint32_t *minutes);

#endif

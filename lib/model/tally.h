/* SPDX-License-Identifier: MIT */
/*
 * tally.h -- people counted once where many sessions are alike: buckets.
 *
 * A bucket holds the sessions of one owner (host, cohost or team), one month
 * (or one imprecise interval), one category, one epoch of the tree and one set
 * of rules that select them.  In it people are kept by *class*: home and groups
 * on the session's day, role and status.  An attendance sets one bit in one
 * class of one bucket, whatever the number of indicators, and not before the
 * bucket is read: many at once cost a fraction of the same many one by one.  A
 * figure is a union of classes, exact because home and groups were looked up on
 * the session's own day.  What a withdrawal, a move or a void touches is counted
 * again from its sessions when next asked for.
 *
 * An attendance waits for that among the arrivals of its bucket.  Who came is
 * remembered until figures are published.
 */
#ifndef LIB_MODEL_TALLY_H
#define LIB_MODEL_TALLY_H

#include "lib/base/codebook.h"
#include "lib/model/arrivals.h"
#include "lib/model/people.h"
#include "lib/model/people_classes.h"
#include "lib/model/people_set.h"
#include "lib/model/session.h"
#include "lib/model/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum owner_kind { OWNER_HOST, OWNER_COHOST, OWNER_TEAM, OWNER_KINDS };

struct bucket_key {
    uint32_t kind, owner; /* owner_kind; unit or team */
    uint32_t category, mask, epoch;
    day_t first, last; /* a month's days, or an imprecise interval that lies in no month */
};

/* A person who came to a class of the bucket, and which: what figures ask of each, without looking at the class. */
struct newcomer {
    uint32_t person, home, group_set;
    uint8_t status, role;
};

/* What an attendance touches comes first: a bucket is large, and which one comes next is anybody's guess. */
struct bucket {
    bool people_stale, totals_stale, dirty;
    bool recounted;     /* since tally_settled everybody was counted again: who left is gone from the classes, not from unions */
    bool reshaped;      /* dirty by more than people who came, left or were counted: sessions came or went */
    bool in_month;      /* first and last are those of a month */
    bool timely_known;  /* `timely` is that of all its events: lib/model/timeliness.c */
    uint32_t events; /* of its sessions (session_events), unless totals_stale */
    struct arrivals arrivals; /* to be counted when the bucket is settled, unless people_stale */
    uint64_t attendances; /* sum of T(a), unless totals_stale */

    struct people_classes classes;
    struct newcomer *newcomers; /* who came since tally_settled, unless people_stale */
    size_t newcomer_count, newcomer_capacity;

    const struct pool *pool; /* it is the sum of that one (pools.h): has no classes, and is none of the tally's; else NULL */
    struct bucket_key key;
    struct rule_mask mask;
    struct session **sessions;
    size_t session_count, session_capacity;

    /* totals */
    uint32_t undated;             /* sessions whose date is less precise than a day */
    struct session **headcounted; /* those with a headcount */
    size_t headcounted_count, headcounted_capacity;
    uint64_t first_event;         /* no live event of theirs lies before this log position */
    uint64_t timely_early, timely_late; /* for which `timely` was counted: lib/model/recording.h */
    uint32_t timely;
};

struct bucket_list {
    struct bucket **buckets;
    size_t count, capacity;
};

/* Who knows the people of some buckets without counting them, and is told what happens: lib/model/bucket_shelf.h. */
struct tally_keeper {
    bool (*take)(void *ctx, struct bucket *bucket); /* gives it its classes; false: count them */
    void (*touch)(void *ctx, const struct session *session);
    void (*touch_people)(void *ctx, const struct people_set *people);
    void (*drop)(void *ctx); /* nothing that it knows is needed any more, or right */
    void *ctx;
};

struct tally {
    struct tally_keeper keeper; /* drop NULL: there is none */
    const struct people *people;
    const struct units *units;
    struct codebook keys;  /* bucket_key bytes: number of the bucket */
    struct codebook masks; /* rule_mask bytes */
    struct bucket_list all;
    struct bucket_list dirty; /* changed since tally_settled */
    struct bucket_list *owners[OWNER_KINDS]; /* by owner */
    size_t owner_count[OWNER_KINDS];
    struct arrival_blocks blocks; /* for those who come next */
};

void tally_init(struct tally *tally, const struct people *people, const struct units *units);
void tally_free(struct tally *tally);

/* An active session with a verdict enters the buckets of its host, cohosts and teams; leaves them. */
void tally_enter(struct tally *tally, struct session *session);
void tally_leave(struct tally *tally, struct session *session);
/* A person's attendance at a session that is in the tally changed. */
void tally_attend(struct tally *tally, struct session *session, const struct attendance_change *change);
/* Who is counted there changed altogether. */
void tally_session_changed(struct tally *tally, struct session *session);
/* An event of attendance came, whoever of its persons counts now; headcounts or the number of events changed. */
void tally_event(struct tally *tally, struct session *session);
void tally_events_changed(struct tally *tally, struct session *session);
/* Some people's statements changed: what counted them is counted again. */
void tally_people_changed(struct tally *tally, const struct people_set *changed);

/* The keeper from now on, until it is dropped: when the tree changes, and when figures are published. */
void tally_keep(struct tally *tally, const struct tally_keeper *keeper);
void tally_keep_nothing(struct tally *tally);

/* The tree or the set of known units changed: everybody is counted again. */
void tally_recount(struct tally *tally);

/* Brings one bucket up to date: do so before reading its classes or totals. */
void bucket_settle(struct tally *tally, struct bucket *bucket);
/* Everybody is counted otherwise: nobody is on the way to it or new to it. */
void bucket_forget_arrivals(struct tally *tally, struct bucket *bucket);
/* So many of those that are dirty, from this place on; gives the place of the next. After the last all buckets are up to date. */
size_t tally_settle(struct tally *tally, size_t from, size_t most);
/* Forgets what is dirty. */
void tally_settled(struct tally *tally);

/* The buckets of an owner; an empty list when it has none. */
struct bucket_list tally_owner(const struct tally *tally, enum owner_kind kind, uint32_t owner);

void bucket_list_add(struct bucket_list *list, struct bucket *bucket);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * scope.h -- what a row of figures is about: a unit or team, a period, perhaps a
 * category or group, and the buckets of sessions that lie in it.
 *
 * The buckets of a unit and period are gathered once and serve all indicators
 * and breakdowns of that sheet.  A session with cohosts lies in several of them
 * and must count once: scope_counts says in which.
 */
#ifndef LIB_MODEL_SCOPE_H
#define LIB_MODEL_SCOPE_H

#include "lib/model/facts.h"
#include "lib/model/period.h"
#include "lib/model/tally.h"
#include "lib/model/witness.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct answer_book;
struct month_sets;
struct year_people;
struct past;
struct past_source;

struct scope {
    struct facts *facts;
    struct period period;
    day_t as_of;
    int year_start_month;
    uint32_t unit;                  /* of a team's row: the team's unit */
    uint32_t team, category, group; /* at most one; CODE_NONE otherwise. group: a number of people.groups */
    const struct bucket_list *buckets; /* settled; those of the unit or team in the period */
    bool of_category;                  /* they were sorted out by category already */
    bool no_headcount, no_undated, no_homeless; /* none of them has such a session, or such people: nothing to look for */
    struct month_sets *months;         /* unions of this owner's year, shared by its periods; NULL: none are kept */
    struct year_people *year_people;   /* how many came in this owner's year, which its periods share; NULL: sets are made */
    struct answer_book *answers;       /* of scores; NULL: every one waits */
    struct past *past;                 /* of the period before, kept for the sheet; NULL: looked at anew for each figure */
    const struct past_source *sealed;  /* figures of closed periods; NULL: there are none */
    const struct witness *witness;     /* is told what counts; NULL: nobody is */
};

/* Buckets in the period: of the unit and all below it on each session's day; of the team. Appends, settles each. */
void scope_gather_unit(struct facts *facts, uint32_t unit, const struct period *period, struct bucket_list *list);
void scope_gather_team(struct facts *facts, uint32_t team, const struct period *period, struct bucket_list *list);
/* Of whoever lies below the unit in one epoch, whatever it was on the session's day. */
void scope_gather_as_is(struct facts *facts, uint32_t unit, uint32_t epoch, const struct period *period,
                        struct bucket_list *list);
/* Of every host: for figures about residents reached anywhere. */
void scope_gather_all(struct facts *facts, const struct period *period, struct bucket_list *list);

/* Sets the scope's buckets, and what none of them has. */
void scope_use(struct scope *scope, const struct bucket_list *buckets);
/* Does the bucket belong to the row's category? */
bool scope_has(const struct scope *scope, const struct bucket *bucket);
/* Is this the one bucket of the scope in which the session counts? */
bool scope_counts(const struct scope *scope, const struct bucket *bucket, const struct session *session);
/* The same in the tree of another epoch than the bucket's. */
bool scope_counts_in(const struct scope *scope, const struct bucket *bucket, const struct session *session, uint32_t epoch);
/* Sessions of the bucket that count in it. */
size_t scope_session_count(const struct scope *scope, const struct bucket *bucket);

/* Tells the witness, if there is one: the session counts and adds so many. */
void scope_tell_session(const struct scope *scope, const struct session *session, int64_t count);
/* A sub-period was judged by what was told since the one before it. */
void scope_tell_part(const struct scope *scope, const struct period *part, int64_t had, int64_t needed, char letter);

/* The day on which stocks are looked up: the period's last, or the as-of day while it is open. */
day_t scope_end_day(const struct scope *scope);
bool scope_in_progress(const struct scope *scope);
/* Was the unit (the team) there on all days of the sub-period? */
bool scope_is_open_throughout(const struct scope *scope, const struct period *part);

#endif

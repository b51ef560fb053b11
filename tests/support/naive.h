/* SPDX-License-Identifier: MIT */
/*
 * naive.h -- domain.md D2, D4, D5 and D6 again, in the slow and obvious way.
 *
 * Everything is looked for among the live events when it is asked: no buckets, no
 * sets, no epochs.  Written from the text and not from lib/model,
 * of which it uses dates, zones and periods alone.  Knows no cycles of units.
 */
#ifndef TESTS_SUPPORT_NAIVE_H
#define TESTS_SUPPORT_NAIVE_H

#include "lib/model/event.h"
#include "lib/model/period.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NAIVE_PERSONS = 16, NAIVE_UNITS = 16, NAIVE_MEETINGS = 32 };

/* A held session and the days it covers. */
struct naive_meeting {
    struct str activity;
    const struct activity_put *put;
    bool dated;
    day_t first, last;
};

/* The live events, and what is asked of them too often to be looked for each time. */
struct naive {
    struct event *const *events;
    size_t count;
    struct str units[NAIVE_UNITS]; /* those that are known */
    size_t unit_count;
    const struct zone *root_zone;
    struct naive_meeting meetings[NAIVE_MEETINGS];
    size_t meeting_count;
};

/* Borrows the events. Persons are below NAIVE_PERSONS. */
void naive_init(struct naive *naive, struct event *const *events, size_t count);

struct naive_row {
    struct str unit, team;      /* team: ptr NULL for a row of the unit */
    struct str category, group; /* ptr NULL: none */
    struct period period;
    day_t as_of;
    bool (*selects)(const struct activity_put *put); /* the measure's rule; NULL: every session */
};

struct naive_people {
    int64_t named, lower, upper, unknown_home;
};

/* has_population: `population` bounds the people; all counts are times `days`. */
struct naive_people naive_people(const struct naive *naive, const struct naive_row *row, const struct measure *measure,
                                 bool has_population, int64_t population, int64_t days);
int64_t naive_attendances(const struct naive *naive, const struct naive_row *row);
/* Of some statuses or roles: only the named. */
int64_t naive_named_attendances(const struct naive *naive, const struct naive_row *row, const struct measure *measure);
int64_t naive_sessions(const struct naive *naive, const struct naive_row *row, bool undated_only);
bool naive_knows_unit(const struct naive *naive, struct str unit);
/* The unit of a known team; ptr NULL otherwise. */
struct str naive_unit_of_team(const struct naive *naive, struct str team);

#endif

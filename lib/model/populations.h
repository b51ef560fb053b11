/* SPDX-License-Identifier: MIT */
/*
 * populations.h -- how many people a unit has, by basis, group and day (domain.md D6, D7).
 *
 * Posted counts are dated statements about (unit, basis, group).  A unit
 * without one of its own has the sum of its open children, if all of them have
 * one.  The integers are exact; an average over days comes as people x days.
 *
 * What was found of a unit with others below it, or on average, is kept until
 * something is stated about populations or units.
 */
#ifndef LIB_MODEL_POPULATIONS_H
#define LIB_MODEL_POPULATIONS_H

#include "lib/base/codebook.h"
#include "lib/model/event.h"
#include "lib/model/period.h"
#include "lib/model/ruleset.h"
#include "lib/model/statement.h"
#include "lib/model/units.h"

#include <stdbool.h>
#include <stdint.h>

enum { POPULATION_MAX_AGE = 730 /* days, then the flag `stale` (D7) */ };

struct witness;
struct population_series; /* the statements about one (unit, basis, group) */
struct population_memo;   /* what was found */

struct populations {
    const struct log_order *log;
    struct codebook groups, sources; /* group names: of their own, not those of people.h */
    struct codebook keys;            /* (unit, basis, group) as bytes: number of the series */
    struct population_series *series;
    size_t count, capacity;
    struct population_memo *memo;    /* owned */
};

void populations_init(struct populations *populations, const struct log_order *log);
void populations_free(struct populations *populations);
void populations_state(struct populations *populations, const struct event *event, uint64_t seq, struct units *units);
bool populations_withdraw(struct populations *populations, const struct event *event, uint64_t seq, struct units *units);

/* What is asked: of which unit, which people, on which day. */
struct population_query {
    uint32_t unit;
    enum basis basis;
    struct str group;  /* "all" or a group */
    struct str pinned; /* only the statement with this source; ptr NULL: any */
    const struct witness *witness; /* is told which statements were taken; NULL: nobody is */
};

enum population_state { POPULATION_KNOWN, POPULATION_MISSING, POPULATION_PARTIAL /* some children have one, some not */ };

struct population {
    enum population_state state;
    int64_t count; /* people; from populations_average: people x days */
    bool stale;
};

struct population populations_on(const struct populations *populations, const struct units *units,
                                 const struct population_query *query, day_t day);
/* Sum over the days [first, end) of the count on each: people x days. */
struct population populations_average(const struct populations *populations, const struct units *units,
                                      const struct population_query *query, day_t first, day_t end);
/* Walks what is stated: the i-th (unit, group), until false; *group has ptr NULL when it is "all" or nothing is left of it. */
bool populations_series(const struct populations *populations, size_t i, uint32_t *unit, struct str *group);

/* One count of a series and the day from which it holds. */
struct population_step {
    day_t from;
    uint32_t count;
    uint64_t seq; /* of its event */
};
/* The i-th series in order of day, one step a day, of which the greatest statement counts; false: there are no more series. *steps is the caller's. */
bool populations_steps(const struct populations *populations, const struct units *units, size_t i,
                       struct population_query *query, struct population_step **steps, size_t *count);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * explain_place.h -- what is asked, and of which facts and rules.
 */
#ifndef LIB_ENGINE_EXPLAIN_PLACE_H
#define LIB_ENGINE_EXPLAIN_PLACE_H

#include "lib/model/answer_book.h"
#include "lib/model/facts.h"
#include "lib/model/ruleset.h"

#include <stdbool.h>
#include <stdint.h>

struct freezer;
struct publisher;
struct past_source;
struct staleness;

/* Codes; ptr NULL: not given. At most one of team, category and group. */
struct explain_question {
    struct str indicator; /* or a scorecard */
    struct str unit, team, category, group, period;
    bool events;          /* with the log positions of every attendance */
    uint64_t limit;       /* of each measure at most so many sessions, and so many records; 0: all */
};

/* The facts and rules that are asked. */
struct explain_place {
    struct facts *facts;
    const struct ruleset *ruleset;
    struct answer_book *answers;
    const uint64_t *paused;        /* plugins, one bit each */
    const struct staleness *stale; /* since when their figures stay as they are; NULL: not known */
    const struct freezer *freezer; /* of closed periods; NULL: there are none */
    const struct publisher *publisher; /* whose unions of people may be borrowed; NULL: nobody's */
    const struct past_source *sealed; /* their figures, for what is improved on; likewise */
    uint64_t position;             /* of the log, for which the facts stand */
    day_t day;
    int year_start_month;
};

#endif

/* SPDX-License-Identifier: MIT */
/*
 * figure.h -- one indicator in one scope: exact counts, a state, a verdict (domain.md D8).
 */
#ifndef LIB_MODEL_FIGURE_H
#define LIB_MODEL_FIGURE_H

#include "lib/model/figure_state.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order in which they are printed. */
enum {
    FLAG_OVER_100 = 1 << 0,
    FLAG_LOW_N = 1 << 1, /* fewer answers than the measure asks for */
    FLAG_PARTIAL_POPULATION = 1 << 2,
    FLAG_STALE = 1 << 3,
    FLAG_IN_PROGRESS = 1 << 4,
    FLAG_ESTIMATED = 1 << 5,
    FLAG_MULTI_HEADCOUNT = 1 << 6,
    FLAG_HEADCOUNT_LT_NAMED = 1 << 7,
    FLAG_DECLARED_OUT_OF_BOUNDS = 1 << 8, /* the nearer bound is the figure */
    FLAG_DORMANT = 1 << 9, /* raised by scores, as the next one */
    FLAG_NEW = 1 << 10,
    FLAG_LATE = 1 << 11,    /* of a closed period: events came after it was closed */
    FLAG_REVISED = 1 << 12, /* and the figure is not the official one */
    FIGURE_FLAGS = 13
};
extern const char *const figure_flag_names[FIGURE_FLAGS]; /* by bit */
/* The flags of what is printed of them: their names between spaces. Other words say nothing. */
uint32_t figure_flags_read(struct str names);

/* What a figure that is made of others has from them. */
enum { FLAGS_OF_SOURCES = FLAG_PARTIAL_POPULATION | FLAG_STALE | FLAG_ESTIMATED | FLAG_MULTI_HEADCOUNT | FLAG_HEADCOUNT_LT_NAMED |
       FLAG_DECLARED_OUT_OF_BOUNDS };

enum { FIGURE_DETAIL_SIZE = 128 };

/* The figure of the period before, of an indicator that is to be improved on (past.h). */
struct figure_past {
    bool is_left_out; /* nobody asks for a target: the figure itself is a past one */
    bool is_asked, is_known, is_official;
    struct period period;
    struct fraction value; /* when known, in the printed unit */
};

struct figure {
    bool waits; /* for the answer of a score: all else is void, and the figure must not be shown */
    enum figure_state state;
    bool has_numerator, has_denominator;
    int64_t numerator, denominator;
    bool has_bounds; /* a count of people: method, named, lower, upper */
    enum people_method method;
    int64_t named, lower, upper;
    bool has_target;
    struct fraction target;
    bool met;          /* with a target, when ok */
    int64_t shortfall; /* likewise; of at_most targets: 0 */
    uint32_t flags;
    int64_t undated, unknown_home;
    int64_t extra, rescheduled; /* of a plan: hosted sessions that it did not foresee, items that were revised */
    struct figure_past past;
    char detail[FIGURE_DETAIL_SIZE]; /* sub-periods: "month=110.;quarter=1+"; "" when there are none; of hours "clock=180;declared=960" in minutes; "previous=2024": that is what the target was */
};

/* The indicator (a place in the ruleset) in the scope. */
struct figure figure_compute(const struct scope *scope, const struct ruleset *ruleset, uint32_t indicator);

const char *people_method_name(enum people_method method);

#endif

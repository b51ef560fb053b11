/* SPDX-License-Identifier: MIT */
/*
 * quality_view.h -- what the checks of the data look at: the facts, and what only the engine knows beside them.
 *
 * The checks, one function each, are in quality_*.c; quality.h runs those that
 * are on.  Each is linear in what it looks at, or nearly so, and looks at no
 * more than its question needs.
 */
#ifndef LIB_MODEL_QUALITY_VIEW_H
#define LIB_MODEL_QUALITY_VIEW_H

#include "lib/model/facts.h"
#include "lib/model/figure.h"
#include "lib/model/finding.h"
#include "lib/model/period.h"

/* A published figure that a check may ask about: over 100 %, a plan that fails, one that was declared. */
struct quality_figure {
    struct str indicator;
    bool is_plan; /* a rule about plan items */
    int decimals, factor;
    uint32_t unit, team, category, group;
    struct period period;
    struct figure figure;
};

/* An event that waits for what it names; attendances are found at their sessions. */
struct quality_pending {
    uint64_t seq;
    enum event_type type;
    uint32_t unit;    /* that it names, or CODE_NONE */
    uint32_t session; /* likewise */
};

struct quality_view {
    struct facts *facts; /* settled */
    const struct ruleset *ruleset;
    day_t as_of;
    int year_start_month;
    const struct quality_figure *figures;
    size_t figure_count;
    const struct quality_pending *pending;
    size_t pending_count;
    int64_t (*recorded_at)(void *ctx, uint64_t seq); /* UTC milliseconds */
    void *ctx;
};

typedef void (*quality_fn)(const struct quality_view *view, const struct quality_rule *rule, struct findings *findings);

/* quality_sessions.c */
void quality_headcount_below_named(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_headcounts_differ(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_no_attendance(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_round_headcounts(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_back_filled(const struct quality_view *, const struct quality_rule *, struct findings *);
/* quality_pending.c */
void quality_unknown_session(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_waiting(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_before_opening(const struct quality_view *, const struct quality_rule *, struct findings *);
/* quality_people.c */
void quality_overlap(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_identical_lists(const struct quality_view *, const struct quality_rule *, struct findings *);
/* quality_volunteers.c */
void quality_long_day(const struct quality_view *, const struct quality_rule *, struct findings *);
/* quality_units.c */
void quality_population_jump(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_stale_population(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_broken_cycle(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_dormant_team(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_silent_channel(const struct quality_view *, const struct quality_rule *, struct findings *);
/* quality_closings.c */
void quality_waiting_close(const struct quality_view *, const struct quality_rule *, struct findings *);
/* quality_figures.c */
void quality_over_100(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_plan_check(const struct quality_view *, const struct quality_rule *, struct findings *);
void quality_declared(const struct quality_view *, const struct quality_rule *, struct findings *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * check_judge.h -- how a figure with a target stands, also while its period is open.
 *
 * A period that is over is met or missed.  In an open one a target that is not
 * met yet is missed when it cannot be met any more (a month without anything is
 * over), at risk when the figure is behind: what grows in time behind its share
 * of the days, everything else as long as it is below.  Exact: nothing is
 * rounded.  Pure; the rows are those that the report prints.
 */
#ifndef CLI_CHECK_CHECK_JUDGE_H
#define CLI_CHECK_CHECK_JUDGE_H

#include "lib/model/day.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order of their weight in the whole: the last one wins. */
enum check_verdict { CHECK_MET, CHECK_ON_PACE, CHECK_AT_RISK, CHECK_UNKNOWN, CHECK_MISSED, CHECK_VERDICTS };
extern const struct str check_verdict_names[CHECK_VERDICTS];

enum check_why {
    CHECK_WHY_NONE,       /* met, or on pace */
    CHECK_WHY_OVER,       /* the period is over */
    CHECK_WHY_IMPOSSIBLE, /* it can not be met any more */
    CHECK_WHY_BEHIND,     /* less than the share of the days that are over */
    CHECK_WHY_BELOW,      /* not met now */
    CHECK_WHY_STATE,      /* no data, no denominator, an error */
    CHECK_WHY_HIDDEN,
    CHECK_WHY_PAUSED,     /* its plugin pauses: the figure is not of now */
    CHECK_WHYS
};
extern const struct str check_why_names[CHECK_WHYS];

/* What is known of the figure beside its row. */
struct check_about {
    bool grows;       /* its numerator is a count that only comes together in time */
    bool is_prorated; /* the target is the share that is due by now */
    bool is_paused;
    int year_start_month;
    day_t day;        /* as of */
};

struct check_result {
    enum check_verdict verdict;
    enum check_why why;
    int64_t days_left;  /* of an open period, this day included; 0: it is over */
    bool has_due;       /* of a count that grows: ... */
    int64_t due;        /* ... how many there would be by now, at an even pace */
    int64_t per_30_days;
    bool has_best;      /* of sub-periods: what is still possible */
    int64_t best, best_of;
};

/* Is there anything to be judged? A rule that does not apply, and a figure without a target, have nothing. */
bool check_applies(const struct report_row *row);
struct check_result check_judge(const struct report_row *row, const struct check_about *about);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * quality_rule.h -- which checks of the data there are, and with which parameters one is on.
 *
 * A check is C (lib/model/quality.h); a plugin says t.quality to turn it on and
 * gives the numbers that it asks for.  The table here is what the plugins, the
 * manifest and the command share: names, titles, how grave a finding is, which
 * numbers a check must be given.
 */
#ifndef LIB_MODEL_QUALITY_RULE_H
#define LIB_MODEL_QUALITY_RULE_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order in which findings are listed within a severity. */
enum quality_check {
    QUALITY_BROKEN_CYCLE,
    QUALITY_UNKNOWN_SESSION,
    QUALITY_PENDING,
    QUALITY_OVER_100,
    QUALITY_HEADCOUNT_BELOW_NAMED,
    QUALITY_OVERLAP,
    QUALITY_LONG_DAY,
    QUALITY_NO_ATTENDANCE,
    QUALITY_BEFORE_OPENING,
    QUALITY_POPULATION_JUMP,
    QUALITY_STALE_POPULATION,
    QUALITY_PLAN_CHECK,
    QUALITY_DECLARED,
    QUALITY_HEADCOUNTS_DIFFER,
    QUALITY_BACK_FILLED,
    QUALITY_IDENTICAL_LISTS,
    QUALITY_ROUND_HEADCOUNTS,
    QUALITY_DORMANT_TEAM,
    QUALITY_SILENT_CHANNEL,
    QUALITY_WAITING_CLOSE,
    QUALITY_CHECKS
};

enum quality_severity {
    SEVERITY_ERROR,   /* what was posted is not counted, or cannot be */
    SEVERITY_WARNING, /* a figure is wrong, or probably is */
    SEVERITY_NOTICE,  /* worth a question */
    SEVERITIES
};

enum quality_param { QUALITY_PERCENT, QUALITY_DAYS, QUALITY_AT_LEAST, QUALITY_MINUTES, QUALITY_PEOPLE, QUALITY_PARAMS };

struct quality_check_info {
    struct str name, title_zh, title_en;
    enum quality_severity severity;
    uint32_t params; /* mask of 1 << quality_param: what it must be given */
};

extern const struct quality_check_info quality_checks[QUALITY_CHECKS];
extern const struct str quality_check_names[QUALITY_CHECKS]; /* the same names alone */
extern const struct str quality_severity_names[SEVERITIES];  /* "error", "warning", "notice" */
extern const struct str quality_param_names[QUALITY_PARAMS]; /* "percent", "days", "at_least", "minutes", "people" */

/* What each number may be; one for all checks. */
struct quality_range {
    int64_t least, most;
};
extern const struct quality_range quality_ranges[QUALITY_PARAMS];

/* A check that a plugin turned on. */
struct quality_rule {
    uint32_t plugin; /* place in ruleset.plugins */
    enum quality_check check;
    bool on;
    enum quality_severity severity;
    int64_t params[QUALITY_PARAMS]; /* 0 where the check has no use for it */
};

#endif

/* SPDX-License-Identifier: MIT */
/*
 * ruleset.h -- what the loaded plugins define, as plain data.
 *
 * A plugin is Lua only where it decides: a `where` is a *rule*, a numbered
 * yes/no question about a session, plan item or record that the worker process
 * answers.  All else (what is counted, over what, against which target) is
 * data here, so the engine never knows whether an indicator ships or is an
 * administrator's.  A ruleset is built once by lua/manifest.h and not changed
 * afterwards; everything in it lives in its arena.
 */
#ifndef LIB_MODEL_RULESET_H
#define LIB_MODEL_RULESET_H

#include "lib/base/arena.h"
#include "lib/base/hash.h"
#include "lib/base/str.h"
#include "lib/model/event.h"
#include "lib/model/foreign.h"
#include "lib/model/fraction.h"
#include "lib/model/period.h"
#include "lib/model/quality_rule.h"
#include "lib/model/rule_fault.h"
#include "lib/model/scorecard.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RULE_NONE = -1, RULES_MAX = 256 };

/* What a rule is asked about. Figures are for scores: their answer is a number (answer_book.h), and no verdict. */
enum subject_kind { SUBJECT_SESSION, SUBJECT_PLAN_ITEM, SUBJECT_RECORD, SUBJECT_KINDS, SUBJECT_FIGURES = SUBJECT_KINDS };
enum { RULE_SUBJECTS = SUBJECT_FIGURES + 1 };

/* One `where`, or the function of a score. Its number is its place in ruleset.rules. */
struct rule {
    uint32_t plugin; /* place in ruleset.plugins */
    enum subject_kind subject;
    enum event_type of; /* of records: of this type */
    struct str foreign; /* of EVENT_FOREIGN: its name */
    uint32_t emits;     /* of a map: bits 1 << place in emit_types (emission.h); 0: it is none */
    struct str name; /* "education_coverage.numerator": for faults and explain */
};

enum measure_kind {
    MEASURE_NONE,
    MEASURE_PEOPLE,      /* distinct people with bounds (domain.md D5) */
    MEASURE_ATTENDANCES, /* 人次 */
    MEASURE_COUNT,       /* things: sessions, plan items, teams */
    MEASURE_POPULATION,
    MEASURE_MEMBERS,     /* of the team at the end of the period */
    MEASURE_PERIODS,     /* sub-periods with enough sessions, of those expected: brings its own denominator */
    MEASURE_PLAN,        /* the same on plan items; every sub-period is expected, whatever the as-of day */
    MEASURE_CONSTANT,
    MEASURE_GAP,         /* days: the longest stretch without a session */
    MEASURE_COMPLETION,  /* plan items that were done, of those due: brings its own denominator */
    MEASURE_VOLUNTEERS,  /* registered, recruited, active (with bounds) or with a star */
    MEASURE_SERVICE,     /* minutes of volunteers */
    MEASURE_FEEDBACK,    /* answers of some levels, or their points */
    MEASURE_SUM,         /* of a field of records */
    MEASURE_LATEST,      /* the last value of a field of records, of each unit */
    MEASURE_AWARDS,      /* points */
    MEASURE_WEEKS,       /* of venues, open long enough, of those expected: brings its own denominator */
    MEASURE_DAYS,        /* the same by days */
    MEASURE_ROTA,        /* minutes of venues that are required, but without anybody on duty */
    MEASURE_GROUPS,      /* of a list, those with enough people or sessions: brings its own denominator */
    MEASURE_FIGURE,      /* what another indicator says in the same row */
    MEASURE_IDLE,        /* days: from the last session to the end of the period */
    MEASURE_AGE,         /* days: since the unit was opened or the team founded, at the end of the period */
    MEASURE_REPORTED,    /* months of units for which something was reported, of those expected: brings its own denominator */
    MEASURE_TIMELY,      /* events that were recorded in time, of all of them: brings its own denominator */
    MEASURE_FOLD,        /* what a rule makes of other people's events, one after the other */
};

enum people_who { WHO_RESIDENTS, WHO_MEMBERS, WHO_ALL };
enum people_scope { SCOPE_HOST, SCOPE_REACH };
enum people_tree { TREE_AS_WAS, TREE_AS_IS /* the parents of the last day of the period */ };
enum people_method { METHOD_NAMED, METHOD_LOWER, METHOD_UPPER, METHOD_DECLARED };
enum population_mode { MODE_END, MODE_START, MODE_AVERAGE, MODE_PINNED };
enum count_of { COUNT_SESSIONS, COUNT_PLAN_ITEMS, COUNT_TEAMS, COUNT_RECORDS /* and on: those of a type each, count_of_type */ };

enum groups_of { GROUPS_OF_PEOPLE, GROUPS_OF_SESSIONS };

enum list_of {
    LIST_NONE,
    LIST_EVERY, /* people: reached in every category of it */
    LIST_EACH,  /* people, population: summed over its categories */
    LIST_AMONG, /* count, groups: how many of it there are, out of how many it has; brings its own denominator */
};

enum volunteers_of { VOLUNTEERS_REGISTERED, VOLUNTEERS_RECRUITED, VOLUNTEERS_ACTIVE, VOLUNTEERS_STARRED };
enum { FEEDBACK_LEVELS = FEEDBACK_LEVEL_MAX + 1, STARS_MAX = 10 };

struct measure {
    enum measure_kind kind;
    int rule;              /* the `where`, or RULE_NONE: every one */
    uint32_t statuses;     /* people, attendances: mask of 1 << attendance_status; default STATUSES_COUNTED */
    uint32_t roles;        /* people, attendances: mask of 1 << attendance_role; default all */
    enum people_who who;
    enum people_scope scope;
    enum people_tree tree;
    bool strict;           /* people: of residents only those who live there at the end of the period, too */
    bool leavers;          /* people who are members, members: with those who left after half of the period */
    bool named;            /* attendances: the records of persons alone, no headcounts */
    uint32_t min_times;    /* people: default 1 */
    uint32_t min_minutes;  /* people: default 0 */
    enum people_method method;
    struct str claim;      /* people, declared: the category of the claim that a unit's row takes; ptr NULL: of everything */
    enum basis basis;      /* population: default usual */
    struct str group;      /* population: of this group whatever the row's; ptr NULL: the row's, else "all" */
    enum population_mode mode; /* members: MODE_END or MODE_START */
    struct str pinned;     /* population: the source that MODE_PINNED names */
    enum groups_of groups_of; /* groups: reached by enough people, or named by the tags of enough sessions */
    enum period_kind every;/* periods, plan: month, quarter, half or year */
    uint32_t at_least;     /* periods, plan, groups: default 1 */
    enum count_of of;      /* count */
    struct str distinct;   /* count: the field whose distinct values are counted, or ptr NULL: each one */
    enum event_type type;  /* of the records that it is about: see measure_is_of_records */
    struct str foreign;    /* of EVENT_FOREIGN: its name */
    int fold;              /* fold: its rule */
    struct hash128 fold_meaning; /* of that rule, whatever its number */
    bool stock;            /* count of records: all up to the end of the period, not those in it */
    struct str field;      /* sum, latest: of this one */
    uint32_t minutes;      /* weeks, rota: required of a venue that does not say it itself; days: required */
    struct fraction points[AWARD_LEVELS][AWARD_RANKS]; /* awards */
    struct fraction constant;
    uint32_t early, grace; /* completion: days before and after the window that still count; timely: after the month */
    bool partial;          /* completion: half of what was required is half of it */
    bool unweighted;       /* completion: every item weighs 1 */
    uint32_t figure;       /* figure: the place of the indicator in ruleset.indicators */
    bool of_everybody;     /* figure: in a group's row that of its unit */
    enum list_of list_of;  /* what `list` means; LIST_NONE: there is none */
    struct str_list list;  /* categories, groups, or values of what is counted; no two of them equal */
    enum volunteers_of volunteers;
    uint32_t proofs;       /* volunteers, service: mask of 1 << proof; default all */
    uint32_t cap;          /* volunteers, service: minutes that an activity of a person counts at most; 0: no cap */
    bool hours;            /* service: 60 minutes are 1 */
    uint32_t stars, min_days; /* volunteers with a star: at least so many, and registered for so many days */
    int64_t thresholds[STARS_MAX]; /* rising, in minutes */
    uint32_t threshold_count;
    bool sent;             /* feedback: how many were asked */
    uint32_t levels;       /* feedback: mask of 1 << level */
    int64_t weights[FEEDBACK_LEVELS], weight_den; /* feedback: by level, over one denominator */
    uint32_t min_n;        /* feedback: with fewer answers the figure has the flag low_n */
    struct str dataset;    /* reported, timely: see lib/model/reports.h */
    uint32_t unit_levels;  /* reported: mask of 1 << unit_level, of those who are expected to; 0: whoever has nobody below */
};

/* It says itself out of how many. */
static inline bool
measure_brings_denominator(const struct measure *measure)
{
    switch (measure->kind) {
    case MEASURE_PERIODS:
    case MEASURE_PLAN:
    case MEASURE_COMPLETION:
    case MEASURE_WEEKS:
    case MEASURE_DAYS:
    case MEASURE_REPORTED:
    case MEASURE_TIMELY:
        return true;
    default:
        return measure->list_of == LIST_AMONG;
    }
}

/* Is it about records, of its type? Of venues it is about venue.put. */
bool measure_is_of_records(const struct measure *measure);

/* What a rule asks of one unit and those below it, or of a level. */
struct rule_target {
    struct str unit; /* ptr NULL: of the level */
    enum unit_level level;
    struct fraction value;
    bool is_configured; /* the configuration says so in place of the plugin */
};

enum { RULE_TARGETS_MAX = 256 };

enum indicator_kind {
    INDICATOR_RATIO,  /* numerator of denominator, factor 100 */
    INDICATOR_VALUE,  /* the numerator, factor 1 (or for each PER_LEAST and more), denominator 1 or what is given */
    INDICATOR_ALL_OF, /* how many of `parts` are full (met), of those not n_a; factor 100 */
    INDICATOR_SCORE,  /* what a rule makes of the figures it reads; factor 1 */
};

enum { PER_LEAST = 1000, PER_MOST = 1000000 }; /* sites for each so many residents */

enum { BY_UNIT = 1, BY_TEAM = 2, BY_CATEGORY = 4, BY_GROUP = 8 };

/* What rules, manifests and reports call them, in the order of the enums. */
enum { GROUPS_KINDS = GROUPS_OF_SESSIONS + 1, PEOPLE_TREES = TREE_AS_IS + 1, PEOPLE_WHOS = WHO_ALL + 1, PEOPLE_SCOPES = SCOPE_REACH + 1, PEOPLE_METHODS = METHOD_DECLARED + 1,
       POPULATION_MODES = MODE_PINNED + 1, COUNTS_OF = COUNT_RECORDS + EVENT_PERIOD_REOPEN - EVENT_VENUE_PUT + 1,
       MEASURE_KINDS = MEASURE_FOLD + 1, VOLUNTEERS_OF = VOLUNTEERS_STARRED + 1,
       INDICATOR_KINDS = INDICATOR_SCORE + 1, BREAKDOWNS = 4 };
/* Of the types of other people, which have names of their own. */
enum { COUNT_FOREIGN = COUNTS_OF };
extern const struct str subject_kind_names[RULE_SUBJECTS]; /* "session" ... */
extern const struct str people_who_names[PEOPLE_WHOS];
extern const struct str people_scope_names[PEOPLE_SCOPES];
extern const struct str people_tree_names[PEOPLE_TREES]; /* "as_was", "as_is" */
extern const struct str people_method_names[PEOPLE_METHODS];
extern const struct str population_mode_names[POPULATION_MODES];
extern const struct str count_of_names[COUNTS_OF]; /* "activity.held" ... */
extern const struct str volunteers_of_names[VOLUNTEERS_OF];
extern const struct str groups_of_names[GROUPS_KINDS]; /* "people", "activity.held" */
extern const struct str measure_kind_names[MEASURE_KINDS];
extern const struct str indicator_kind_names[INDICATOR_KINDS];
extern const struct str breakdown_names[BREAKDOWNS]; /* bit n of indicator.by */

/* A figure that a score reads, under the name by which it asks for it. */
struct score_read {
    struct str name;
    int place;                   /* in ruleset.indicators; or -1: */
    const struct indicator *own; /* a value of its own, without rows */
};

struct indicator {
    struct str name, title_zh, title_en;
    struct str place; /* "x/init.lua:12": where the rule says it; ptr NULL: not known */
    uint32_t plugin;
    enum indicator_kind kind;
    struct measure numerator, denominator; /* denominator.kind is MEASURE_NONE when the numerator brings its own, or for a plain value */
    uint32_t *parts; /* INDICATOR_ALL_OF: places in ruleset.indicators, of the same plugin */
    size_t part_count;
    struct measure *requires; /* met only when each of these periods/plan measures is full, too (plan_check) */
    size_t require_count;
    int rule; /* INDICATOR_SCORE: its function */
    struct score_read *reads;
    size_t read_count;
    uint32_t by;   /* mask of BY_ */
    uint32_t over; /* mask of 1 << period_kind */
    int decimals, factor;
    bool has_target, target_at_least; /* else: at most */
    bool improves;                    /* the target is the figure of the period before (past.h), nothing of what follows */
    bool target_for_some;             /* whoever has none in `targets` has none at all; else `target` */
    bool target_is_configured;        /* as in rule_target */
    enum target_mode target_mode;
    struct fraction target;           /* in the printed unit: 75 is 75 % */
    struct rule_target *targets;
    size_t target_count;
};

struct plugin {
    struct str name, version, title_zh, title_en;
    struct str path;          /* of the file or folder */
    struct hash128 meaning;   /* of the source and the parameters: what results depend on */
    uint32_t indicator_count; /* which: indicator.plugin, for they stand in order of name */
};

/* A plugin that did not load; the others work. */
struct plugin_fault {
    struct str plugin, message; /* message: "file:line: what" */
    bool is_partial;            /* the plugin works but for this */
};

struct ruleset {
    struct arena arena;
    struct plugin *plugins;
    size_t plugin_count;
    struct indicator *indicators; /* in order of name */
    size_t indicator_count;
    struct scorecard *cards;      /* one that another is made of stands before it */
    size_t card_count;
    struct foreign_types foreign; /* other people's types of event that some plugin reads */
    struct quality_rule *quality; /* in order of check, each at most once */
    size_t quality_count;
    struct rule *rules;
    size_t rule_count;
    struct plugin_fault *faults;
    size_t fault_count;
};

/* The type of record that a count is of; the count of a type of record. */
static inline enum event_type
count_of_type(enum count_of of)
{
    return (enum event_type)((unsigned)of - COUNT_RECORDS + EVENT_VENUE_PUT);
}
static inline enum count_of
count_of_record(enum event_type type)
{
    return (enum count_of)((unsigned)type - EVENT_VENUE_PUT + COUNT_RECORDS);
}
/* Is the event a stock: does it hold from its day on, whatever the period? */
bool event_type_is_stock(enum event_type type);

/* The indicator's place, or -1. */
int ruleset_find(const struct ruleset *ruleset, struct str indicator);
int ruleset_find_card(const struct ruleset *ruleset, struct str card);
void ruleset_free(struct ruleset *ruleset);

/* A session, plan item or record as a `where` sees it; borrowed for the call. */
struct rule_subject {
    enum subject_kind kind;
    uint32_t number;  /* the engine's number for it */
    uint32_t version; /* counts its changes; comes back with the verdict */
    const struct activity_put *activity; /* SUBJECT_SESSION */
    const struct plan_put *plan;         /* SUBJECT_PLAN_ITEM */
    enum event_type type;                /* SUBJECT_RECORD, with the next three */
    const union event_data *data;
    uint32_t person;            /* of other people's event that is about one; 0: none */
    bool has_delay;
    int32_t delay;              /* of publicity: days from its subject to its date */
    day_t date;                 /* first local day; of a plan item its window's first */
    enum precision precision;   /* WHEN_DAY for an instant too */
    enum unit_level level;      /* of the host unit */
};

struct emission;

struct rule_mask {
    uint64_t bits[RULES_MAX / 64]; /* bit n: rule n says yes */
};

static inline bool
rule_mask_has(const struct rule_mask *mask, int rule)
{
    return rule == RULE_NONE || (mask->bits[rule / 64] >> (rule % 64) & 1);
}

static inline void
rule_mask_set(struct rule_mask *mask, int rule)
{
    mask->bits[rule / 64] |= (uint64_t)1 << (rule % 64);
}

/* The worker's answer about one subject. */
struct verdict {
    enum subject_kind kind;
    uint32_t number, version;
    struct rule_mask mask;
    struct emission *emissions; /* of maps, in order */
    size_t emission_count;
};

#endif

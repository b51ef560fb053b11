/* SPDX-License-Identifier: MIT */
/*
 * scorecard.h -- a scorecard as plain data: which figures are worth how many points (domain.md D10).
 *
 * A card is a list of *terms*: the components, what is added and subtracted,
 * the gates, and the indicators that break ties.  Points are kept in
 * hundredths wherever they are printed, so that printed tables add up by hand.
 */
#ifndef LIB_MODEL_SCORECARD_H
#define LIB_MODEL_SCORECARD_H

#include "lib/base/str.h"
#include "lib/model/fraction.h"
#include "lib/model/scoring_shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum card_of { CARD_UNIT, CARD_TEAM };
enum term_role { TERM_ITEM, TERM_BONUS, TERM_PENALTY, TERM_GATE, TERM_TIE_BREAK };
enum missing_policy { MISSING_ZERO, MISSING_EXCLUDE, MISSING_BLOCK };
enum not_applicable_policy { N_A_RENORMALISE, N_A_FULL, N_A_ZERO };
enum rank_ties { RANK_STANDARD /* 1-2-2-4 */, RANK_DENSE /* 1-2-2-3 */, RANK_ORDINAL /* 1-2-3-4 */ };
/* The work fields that components belong to: 阵地 队伍 群众活动 志愿服务 特色服务 文化产业 资料规范. */
enum work_field {
    FIELD_NONE = -1, FIELD_VENUES, FIELD_TEAMS, FIELD_ACTIVITIES, FIELD_VOLUNTEERS, FIELD_SERVICES, FIELD_INDUSTRY,
    FIELD_RECORDS,
};

enum { CARDS_OF = CARD_TEAM + 1, TERM_ROLES = TERM_TIE_BREAK + 1, MISSING_POLICIES = MISSING_BLOCK + 1, N_A_POLICIES = N_A_ZERO + 1,
       RANKS_TIES = RANK_ORDINAL + 1, WORK_FIELDS = FIELD_RECORDS + 1 };
extern const struct str card_of_names[CARDS_OF];
extern const struct str term_role_names[TERM_ROLES];
extern const struct str missing_policy_names[MISSING_POLICIES];
extern const struct str not_applicable_policy_names[N_A_POLICIES];
extern const struct str rank_ties_names[RANKS_TIES];
extern const struct str work_field_names[WORK_FIELDS];

enum { SCORE_DECIMALS = 2, CARD_TERMS_MAX = 64, CARD_BANDS_MAX = 32, CARD_SIZES_MAX = 16, BAND_EXACT = -1 };

struct card_term {
    enum term_role role;
    struct str name;          /* of the indicator, or of another card */
    int indicator, card;      /* its place in the ruleset; the other one is -1 */
    struct fraction points;   /* the full points that the shape speaks of */
    struct fraction weight;   /* what they are multiplied by */
    int64_t full;             /* both multiplied, in hundredths: exact */
    struct scoring_shape shape;
    enum work_field field;
    int64_t missing;          /* penalty: subtracted when there is no data, in hundredths */
    struct fraction at_least; /* gate: the value that opens it; or at most, see shape.at_most */
    int grade;                /* gate: place of the best grade that is left when it is shut */
    bool missing_shuts;       /* gate: without data it is shut */
    bool lower_first;         /* tie_break: the lower value ranks first */
};

/* Half-open: reaches from `from` up to, not including, the next better one. */
struct card_band {
    struct str name, title_zh, title_en;
    struct fraction from;
};

struct scorecard {
    struct str name, title_zh, title_en;
    uint32_t plugin;
    enum card_of of;
    uint32_t over;               /* mask of 1 << period_kind */
    struct card_term *terms;
    size_t term_count;
    int64_t full;                /* of the items, in hundredths */
    int64_t scale;               /* what the items are normalised to, in hundredths; 0: they are only added */
    int64_t bonus_most, most;    /* caps of the bonus and of the total, in hundredths */
    bool veto;                   /* an incident with a veto forces the lowest grade */
    struct card_band *bands;     /* best first; the last begins at 0 */
    size_t band_count;
    int band_decimals;           /* decimals that the total is rounded to before it is graded, or BAND_EXACT */
    bool strict_n;               /* a figure from too few answers is none */
    enum missing_policy missing;
    enum not_applicable_policy not_applicable;
    enum rank_ties ties;
    int64_t sizes[CARD_SIZES_MAX]; /* lower bounds of the size classes by residents, lowest first, but for 0 */
    size_t size_count;
};

/* How many of the bounds a population reaches: its size class, from 0. */
size_t card_size_class(const struct scorecard *card, int64_t population);

#endif

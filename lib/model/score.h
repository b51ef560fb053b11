/* SPDX-License-Identifier: MIT */
/*
 * score.h -- one card of one unit or team over one period: points, total, grade (domain.md D10).
 *
 * A pure function of the card and of the values of its terms.  Each line is
 * rounded once, to two decimals; everything after that is addition of what is
 * printed, but for the one step that is printed itself: bringing the sum to
 * the scale of the card, or to the full points when components are left out.
 */
#ifndef LIB_MODEL_SCORE_H
#define LIB_MODEL_SCORE_H

#include "lib/model/figure.h"
#include "lib/model/scorecard.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a term is judged by. There is none of an indicator without such a row: the same as no data. */
struct score_value {
    bool there;
    enum figure_state state;
    int64_t num, den; /* when ok: the value is num * factor / den, den > 0 */
    int factor;
};

struct score_inputs {
    const struct score_value *values; /* by term */
    bool vetoed;                      /* an incident with a veto is live */
    bool is_new;                      /* not there for long enough to be ranked */
};

/* What is to be said beside the points of a line. */
enum line_mark {
    LINE_PLAIN,
    LINE_MISSING,        /* no data: scored as the card says */
    LINE_EXCLUDED,       /* no data: left out */
    LINE_NOT_APPLICABLE, /* scored as the card says, or left out */
    LINE_SHUT,           /* a gate that is not met */
};
enum { LINE_MARKS = LINE_SHUT + 1 };
extern const struct str line_mark_names[LINE_MARKS]; /* "", "missing" ... */

struct score_line {
    int64_t points; /* in hundredths; of a penalty what is subtracted */
    enum line_mark mark;
    bool counts;    /* its full points are among those available */
    int range;      /* of a shape's table, or -1 */
};

enum score_state {
    SCORE_OK,
    SCORE_NEW,     /* scored, not ranked */
    SCORE_BLOCKED, /* data is missing: no score */
    SCORE_N_A,     /* nothing applies: no score */
};
enum { SCORE_STATES = SCORE_N_A + 1 };
extern const struct str score_state_names[SCORE_STATES];

enum { SCORE_FLAG_VETO = 1 << 0, SCORE_FLAG_GATE = 1 << 1, SCORE_FLAG_MISSING = 1 << 2, SCORE_FLAG_IN_PROGRESS = 1 << 3,
       /* beside an official score */ SCORE_FLAG_LATE = 1 << 4, SCORE_FLAG_REVISED = 1 << 5, SCORE_FLAGS = 6 };
extern const char *const score_flag_names[SCORE_FLAGS]; /* by bit */

/* Points in hundredths. Of a blocked score, and of one where nothing applies, only the lines mean something. */
struct score {
    enum score_state state;
    int64_t sum;       /* of the items, as printed */
    int64_t available; /* full points of the items that count */
    int64_t base;      /* the sum on the scale of the card */
    int64_t bonus;     /* capped */
    int64_t penalty;
    int64_t total;     /* base + bonus - penalty, from 0 to the card's most */
    int grade;         /* place among the card's bands, 0 is the best; -1: none */
    uint32_t flags;
};

static inline bool
score_has_total(const struct score *score)
{
    return score->state == SCORE_OK || score->state == SCORE_NEW;
}

/* lines: room for one a term. */
void score_compute(const struct scorecard *card, const struct score_inputs *inputs, struct score_line *lines,
                   struct score *score);
/* The grade of a total, before gates and vetoes. total >= 0 */
int score_band(const struct scorecard *card, int64_t total);
/* The value of a term that is another card's score. */
struct score_value score_as_value(const struct score *score);
/* Exact; false when they cannot be compared. Both are there and ok. */
bool score_value_cmp(const struct score_value *a, const struct score_value *b, int *sign);

#endif

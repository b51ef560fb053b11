/* SPDX-License-Identifier: MIT */
/*
 * trend.h -- is a figure better than it was: against the period before, and against the same period last year.
 *
 * The difference is exact, and rounded only for print.  It is made of figures as
 * they are printed: where one of the two is hidden, so is the trend, for it would
 * tell the other.  Official figures are compared with official ones; all others
 * with what is true now of the earlier period.  For a year both comparisons are
 * the same one: print it once (trend_differs).
 *
 * Use: trends_read() inside the transaction of the report, after the rows were
 * read and hidden; then trend_of() of any of them.
 */
#ifndef CLI_TREND_H
#define CLI_TREND_H

#include "cli/other_periods.h"
#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/exact.h"
#include "lib/model/period.h"
#include "lib/store/reader.h"

#include <stdbool.h>
#include <stddef.h>

enum trend_against { TREND_PREVIOUS, TREND_LAST_YEAR, TRENDS };

enum trend_state {
    TREND_NONE,        /* there is no such figure, or it or this one has no value */
    TREND_HIDDEN,      /* one of them is a small number, or would tell one */
    TREND_OTHER_RULES, /* two official figures by different versions of a rule: print "≠" */
    TREND_KNOWN
};

/* By the direction of the target. Without one, and while the period is not over, more is neither better nor worse. */
enum trend_sense { TREND_NEUTRAL, TREND_BETTER, TREND_WORSE };

struct trend {
    enum trend_state state;
    const struct report_row *before; /* what it is compared with, hidden as printed rows are; NULL: there is none */
    /* Of TREND_KNOWN alone: */
    int direction;           /* 1: more than before, -1: less, 0: exactly the same */
    enum trend_sense sense;
    bool is_open;            /* this figure's period is not over: less than before means nothing yet */
    bool is_points;          /* of a rate: the difference is in percentage points; else in the figure's own unit */
    struct exact difference; /* now less before */
    struct str text;         /* "+2.33", "-3", "0": to the figure's decimals, or as many more (up to 6) as show that it is not 0 */
};

/* What the earlier figures are read into; all zero: nothing was read, and every trend is TREND_NONE. */
struct trends {
    struct other_periods earlier;
};

/* The code of the period that "2025-01" is compared with: "2024-12", "2024-01". False: periods of its kind have none. */
bool trend_period(struct str period, enum trend_against against, char code[PERIOD_CODE_SIZE]);
/* Is the comparison with last year another one than that with the period before? Of a year it is not. */
bool trend_differs(struct str period);

/* Reads what the rows are compared with: of the same units, indicators and breakdowns, which is what the filter is for. */
bool trends_read(struct trends *trends, struct reader *reader, const struct report_filter *filter,
                 const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err);
/* The row as it is printed. Texts are in the arena. */
struct trend trend_of(const struct trends *trends, const struct report_row *row, enum trend_against against,
                      struct arena *arena);
/* The comparison itself; before may be NULL. */
struct trend trend_between(const struct report_row *row, const struct report_row *before, struct arena *arena);

/* "▲", "▼", "=": what the difference is when there are no colours. */
struct str trend_sign(int direction);

#endif

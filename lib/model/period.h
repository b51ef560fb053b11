/* SPDX-License-Identifier: MIT */
/*
 * period.h -- months, quarters, halves, years and their codes (domain.md D4).
 *
 * A period is a half-open run of days.  Years begin in a configured month
 * (school year 9); halves and quarters follow it, and carry the label of the
 * calendar year in which their year begins: with 9, 2024Q1 is Sep-Nov 2024.
 */
#ifndef LIB_MODEL_PERIOD_H
#define LIB_MODEL_PERIOD_H

#include "lib/base/str.h"
#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>

enum period_kind { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR, PERIOD_WEEK, PERIOD_DAYS, PERIOD_TO_DATE };
enum { PERIOD_KINDS = PERIOD_YEAR + 1 /* the kinds that figures are published over */ };

struct period {
    enum period_kind kind;
    day_t first, end; /* [first, end) */
};

enum { PERIOD_CODE_SIZE = 32 };

/* `2025`, `2025H1`, `2025Q3`, `2025-07`, `2025-W30`, `2025-03-01..2025-05-31` (both days in), `ytd@2025-07`
 * (from the year's beginning to the end of that month). False when it is none of them. */
bool period_parse(struct str code, int year_start_month, struct period *period);
void period_code(const struct period *period, int year_start_month, char code[PERIOD_CODE_SIZE]);

/* The month, quarter, half, year or week that contains the day; asking for days or ytd aborts. */
struct period period_containing(enum period_kind kind, day_t day, int year_start_month);
/* The next one of the same kind (not for PERIOD_DAYS and PERIOD_TO_DATE). */
struct period period_next(const struct period *period, int year_start_month);
/* The sub-periods of a kind that lie wholly in the period, in order, at most `room` of them; returns how many there
 * are. A week belongs to the month, quarter or year that contains its Thursday. Asking for days or ytd aborts. */
size_t period_split(const struct period *period, enum period_kind kind, int year_start_month,
                    struct period *parts, size_t room);
static inline bool
period_has(const struct period *period, day_t first, day_t last)
{
    return period->first <= first && last < period->end;
}
/* Order for reports: earlier first; of the same start the longer first. */
int period_cmp(const struct period *a, const struct period *b);
/* "month", "quarter", "half", "year", "week", "days", "ytd". */
const char *period_kind_name(enum period_kind kind);
/* Of a name; false when there is none. */
bool period_kind_find(struct str name, enum period_kind *kind);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * sheet.h -- which rows of figures there are, and computing them (domain.md D8 "Rows").
 *
 * All rows of one unit or team over one period are a sheet; the sheets of one
 * year are computed together, because which categories and periods have rows
 * depends on the year.
 */
#ifndef LIB_MODEL_SHEET_H
#define LIB_MODEL_SHEET_H

#include "lib/model/figure.h"
#include "lib/model/month_sets.h"
#include "lib/model/ruleset.h"
#include "lib/model/scope.h"
#include "lib/model/year_book.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The 19 periods of a year by place: 12 months, 4 quarters, 2 halves, the year. */
enum { YEAR_PERIODS = 19, YEAR_ALL = (1 << YEAR_PERIODS) - 1 };

void year_periods(const struct period *year, int year_start_month, struct period periods[YEAR_PERIODS]);
/* The places, as bits, of the year's periods that contain the days; 0: none does. */
uint32_t year_periods_with(const struct period periods[YEAR_PERIODS], day_t first, day_t last);

/* Which groups have rows at which units: a population or a person of the group, there or below. */
struct group_presence {
    uint8_t *present; /* [unit * group_count + group of people.groups] */
    size_t unit_count, group_count;
};
void group_presence_find(struct facts *facts, struct group_presence *presence);
void group_presence_free(struct group_presence *presence);

struct sheet_settings {
    const struct ruleset *ruleset;
    const struct group_presence *groups;
    day_t as_of;
    int year_start_month;
    const uint8_t *held;         /* by indicator: it is not computed; NULL: none is held */
    const bool *computed;        /* by indicator: only these are computed (attended.h, past.h); NULL: all */
    struct answer_book *answers; /* of scores */
    const struct past_source *sealed; /* figures of closed periods, for what is improved on; NULL: there are none */
};

typedef bool (*sheet_row_fn)(void *ctx, const struct scope *scope, uint32_t indicator, const struct figure *figure);

/* Computes every row of one period of the book; stops when fn returns false. */
bool sheet_compute(struct facts *facts, const struct sheet_settings *settings, struct year_book *book,
                   const struct period *period, sheet_row_fn fn, void *ctx);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * figures.h -- the figures that a summary is made of: those of the report, hidden as there.
 *
 * Of a closed period the official ones, with the revised value beside it where
 * it is another one.
 */
#ifndef CLI_SUMMARY_FIGURES_H
#define CLI_SUMMARY_FIGURES_H

#include "cli/suppression.h"
#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/model/period.h"
#include "lib/store/reader.h"

#include <jansson.h>
#include <stdbool.h>

enum { SUMMARY_MONTHS_MAX = 12 };

struct summary_period {
    struct str code;
    struct period period;
    struct period months[SUMMARY_MONTHS_MAX];
    char month_codes[SUMMARY_MONTHS_MAX][PERIOD_CODE_SIZE];
    size_t month_count;
};

struct summary_figures {
    struct report_row *year, *months, *below; /* of the unit; of the unit by month; of it and all below, a few indicators */
    size_t year_count, month_count, below_count;
    bool is_official;
    bool hides_months; /* nothing is told of how many came in single months */
    struct str day; /* the as-of day, of the close if it was closed */
    uint64_t as_of; /* the log position that they stand for */
    struct suppression suppression; /* of the period */
    struct suppression monthly;     /* of attendances in its months */
};

/* Reads them, in the arena; full: nothing is hidden. Between reader_begin and reader_end. */
bool summary_figures_read(struct summary_figures *figures, struct reader *reader, struct str unit,
                          const struct summary_period *period, bool full, struct arena *arena, struct err *err);

/* {indicator = figure} of the unit itself in the month's place, or of the period with -1. */
json_t *summary_figures_of_unit(const struct summary_figures *figures, const struct summary_period *period, int month,
                                struct arena *arena);
/* [{code, name, figures = {indicator = figure}}] */
json_t *summary_figures_of_groups(const struct summary_figures *figures, struct arena *arena);
json_t *summary_figures_of_categories(const struct summary_figures *figures, struct arena *arena);
/* Units right below the unit. */
json_t *summary_figures_of_units(const struct summary_figures *figures, struct str unit, struct arena *arena);
/* {indicator = figure} of a team. */
json_t *summary_figures_of_team(const struct summary_figures *figures, struct str team, struct arena *arena);

#endif

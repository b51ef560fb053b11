/* SPDX-License-Identifier: MIT */
/*
 * axes.h -- what stands in the rows and columns of a crosstab: --by unit,indicator, --by team,month.
 *
 * A figure is of one indicator, one unit and one period, and of at most one
 * team, category or group: these are the axes, and a period may be of any kind
 * or of one.  What is on neither axis makes tables of its own.
 */
#ifndef CLI_CROSSTAB_AXES_H
#define CLI_CROSSTAB_AXES_H

#include "lib/base/arena.h"
#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/period.h"
#include "lib/store/reader.h"

#include <stdbool.h>

enum axis {
    AXIS_UNIT, AXIS_TEAM, AXIS_CATEGORY, AXIS_GROUP, AXIS_INDICATOR,
    AXIS_MONTH, AXIS_QUARTER, AXIS_HALF, AXIS_YEAR, AXIS_PERIOD, /* of whatever kind */
    AXES
};

struct axes {
    bool is_given;
    enum axis rows, columns;
};

/* "unit,indicator"; also "units,indicators", and one alone: then the columns are the indicators. ERR_USAGE with what was meant. */
bool axes_parse(struct str text, struct axes *axes, struct err *err);
bool axes_have(const struct axes *axes, enum axis axis);
/* Are the rows or the columns periods? Then *kind is their kind; PERIOD_DAYS: any. */
bool axes_periods(const struct axes *axes, enum period_kind *kind);

/*
 * What is to be read for the table: the parts of the periods that the filter names (the months of 2025) and the
 * periods themselves, whose figures are the totals; rows of teams, categories and groups only where the axes
 * or the filter ask for them.  Texts are in the arena.
 */
bool axes_filter(const struct axes *axes, struct report_filter *filter, struct reader *reader, struct arena *arena,
                 struct err *err);

#endif

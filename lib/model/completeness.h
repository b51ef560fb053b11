/* SPDX-License-Identifier: MIT */
/*
 * completeness.h -- for how many months units reported something, of those for which they should have (domain.md D8).
 *
 * A month of a unit is expected when it is over, the unit was open on all of
 * its days, and the unit is one that reports for itself; it is reported when
 * something of the data set lies in it or a report.done speaks for it.  What is
 * reported though it is not expected adds 1 to both.  Up the tree months of
 * units add up, so a silent unit is missed at those above it.
 */
#ifndef LIB_MODEL_COMPLETENESS_H
#define LIB_MODEL_COMPLETENESS_H

#include "lib/model/ruleset.h"
#include "lib/model/scope.h"

#include <stdint.h>

struct completeness {
    int64_t reported, expected;
    char strip[16]; /* by month, as of count_periods: 1 all of them reported, 0 some did not, . none was expected */
};

/* Of the scope's unit and those below it, in its period. */
struct completeness completeness_count(const struct scope *scope, const struct measure *measure);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * figure_row.h -- a cell as it is published and read: the columns of design.md section 7 that are its own.
 */
#ifndef LIB_STORE_FIGURE_ROW_H
#define LIB_STORE_FIGURE_ROW_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* A str with ptr NULL is SQL NULL. */
struct figure_row {
    uint32_t cell; /* the publisher's number for it: the row's key */
    struct str indicator, unit, team, category, group, period;
    int32_t period_first, period_end; /* day_t */
    struct str state, value, method, target, flags, notes, kind, plugin;
    /* flags: "estimated in_progress"; notes: "undated=1 unknown_home=3"; "" when none */
    struct str detail; /* for the text report, see docs/architecture.md: "month=1101..;quarter=.." or NULL */
    bool has_numerator, has_denominator, has_bounds, has_met, has_short;
    int64_t closing;      /* of an official figure: what it was frozen by; 0: none */
    struct str unit_name; /* of an official figure: what its unit was called then */
    int64_t numerator, denominator, named, lower, upper, shortfall;
    bool met;
};

#endif

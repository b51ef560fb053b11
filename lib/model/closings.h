/* SPDX-License-Identifier: MIT */
/*
 * closings.h -- which periods of which units are closed (domain.md D11).
 *
 * period.close and period.reopen are statements about one thing, the unit's
 * period: the greatest of them by (at, rev, source, id) holds, and when it is a
 * close the period is closed.  Taking back a close opens it again.  What a
 * close freezes depends on when it was recorded: that is for
 * lib/engine/freeze.h; here is what the live statements say now.
 */
#ifndef LIB_MODEL_CLOSINGS_H
#define LIB_MODEL_CLOSINGS_H

#include "lib/model/facts.h"
#include "lib/model/period.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct closing {
    uint32_t unit;
    struct period period;
    uint64_t close;      /* log position of the close that holds */
    bool may_take_effect; /* every unit below that is open in the period has closed it, too, or one around it */
};

struct closings {
    struct closing *closings; /* by unit */
    size_t count, capacity;
};

/* Every closed period; facts are settled. Free it afterwards. */
void closings_find(const struct facts *facts, struct closings *closings);
/* Which units have to close the period first, in tree order: of one that waits itself, those that it waits for. Owned by the caller. */
uint32_t *closings_missing(const struct facts *facts, const struct closings *closings, const struct closing *closing, size_t *count);
void closings_free(struct closings *closings);

#endif

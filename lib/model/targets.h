/* SPDX-License-Identifier: MIT */
/*
 * targets.h -- what was posted about how much an indicator has to reach (domain.md D7).
 *
 * A target is a dated statement about an indicator and a unit, a level of
 * units, or (neither) every unit.  On a day the latest one holds whose date is
 * not after it; the unit's own goes before that of the nearest unit above,
 * before that of its level, before that of everywhere.  Without any of them
 * the plugin's holds: that is for lib/model/figure.c to say.
 */
#ifndef LIB_MODEL_TARGETS_H
#define LIB_MODEL_TARGETS_H

#include "lib/base/codebook.h"
#include "lib/model/event.h"
#include "lib/model/period.h"
#include "lib/model/statement.h"
#include "lib/model/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct target_series; /* the statements about one indicator and one unit, level, or everywhere */

struct targets {
    const struct log_order *log;
    struct codebook indicators;
    struct codebook keys; /* (indicator, unit or level, whose) as bytes: number of the series */
    struct target_series *series;
    size_t count, capacity;
};

void targets_init(struct targets *targets, const struct log_order *log);
void targets_free(struct targets *targets);
void targets_state(struct targets *targets, const struct event *event, uint64_t seq, struct units *units);
bool targets_withdraw(struct targets *targets, const struct event *event, uint64_t seq, struct units *units);

/* Whose target it is. */
enum target_of { TARGET_OF_UNIT, TARGET_OF_LEVEL, TARGET_OF_EVERYONE };

struct target {
    struct fraction value; /* in the printed unit */
    enum target_mode mode;
    enum target_of of;
    uint32_t whose; /* the unit; the level */
    uint64_t seq;   /* log position of its target.put */
};

/* The target of the unit's figures on the day, after units_resolve. False: none was posted. */
bool targets_on(const struct targets *targets, const struct units *units, struct str indicator, uint32_t unit, day_t day,
                struct target *target);

/*
 * What of a target is asked for by the as-of day: all of it, or (prorated) the
 * share of the period's months that are over; in a month, of its days.  A part
 * in progress is not over, as with cadence (domain.md D4).
 */
struct fraction target_due(const struct target *target, const struct period *period, int year_start_month, day_t as_of);

#endif

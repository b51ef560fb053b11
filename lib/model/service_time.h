/* SPDX-License-Identifier: MIT */
/*
 * service_time.h -- the minutes that one person gave, day by day (domain.md D9.6).
 *
 * Overlapping intervals count once, are split at local midnight, and a day
 * counts at most 1440 minutes.  Minutes without an interval are added to their
 * day, for nobody knows what they overlap.  Whole minutes of a day count, so
 * that the months of a year add up to it.  Pure; O(n log n) in the spans.
 */
#ifndef LIB_MODEL_SERVICE_TIME_H
#define LIB_MODEL_SERVICE_TIME_H

#include "lib/model/day.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zone;

enum { DAY_MINUTES = 1440, SERVICE_ALONE = -1 };

/* What one record says. */
struct service_span {
    int64_t from, to;        /* seconds since 1970; from == to: minutes alone */
    const struct zone *zone; /* of an interval: where its days end */
    day_t day;               /* of minutes alone: their day; less precisely known, the last of their days */
    bool dated;              /* of minutes alone: the day is known */
    uint32_t minutes;
    int64_t activity;        /* what the cap is for; SERVICE_ALONE: this one span */
    bool clock;              /* proven by a clock: goes first where the cap cuts off */
};

struct service_rule {
    uint32_t cap;     /* at most so many minutes of an activity, whatever the days; 0: no cap */
    uint32_t day_cap; /* at most so many minutes of a day; 0: no cap */
};

typedef void (*service_day_fn)(void *ctx, day_t day, int64_t minutes);

/* Calls fn once for each day that has a whole minute, ascending, then for what has no day. The spans' order does not matter; they are reordered. */
void service_days(struct service_span *spans, size_t count, const struct service_rule *rule, service_day_fn fn, void *ctx);

/* How many of the thresholds (rising, in minutes) the minutes reach. */
unsigned service_stars(int64_t minutes, const int64_t *thresholds, size_t count);

#endif

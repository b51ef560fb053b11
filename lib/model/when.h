/* SPDX-License-Identifier: MIT */
/*
 * when.h -- a posted date, as precise as it was posted: an instant, a day, a
 * month, a year or a range of days (domain.md D2, D4).
 *
 * An instant has a local day only in a zone, and the zone is that of the host
 * unit, which may be stated later: so the posted form is kept and asked with
 * the zone.
 */
#ifndef LIB_MODEL_WHEN_H
#define LIB_MODEL_WHEN_H

#include "lib/base/str.h"
#include "lib/model/day.h"

#include <stdbool.h>
#include <stdint.h>

struct zone;

enum precision {
    WHEN_NONE,    /* nothing was posted */
    WHEN_INSTANT, /* RFC 3339 with offset */
    WHEN_DAY,     /* 2024-05-29 */
    WHEN_MONTH,   /* 2024-05 */
    WHEN_YEAR,    /* 2024 */
    WHEN_RANGE,   /* 2024-07-10/2024-08-25, both days in it */
};

struct when {
    enum precision precision;
    int32_t nanosecond;/* WHEN_INSTANT: the fraction, for ordering */
    int64_t instant;   /* WHEN_INSTANT: seconds since 1970 UTC (a fraction is cut off; a leap second :60 counts as :59) */
    day_t first, last; /* the other precisions: local days, both included */
};

/* Any of the forms above; false when it is none of them, or a date in it does not exist, or a range ends before it begins. */
bool when_parse(struct str text, struct when *when);
/* Only RFC 3339 with offset, as the envelope's `time` asks. */
bool when_parse_instant(struct str text, struct when *when);

/* The local days it covers: an instant and a day cover one. Not for WHEN_NONE. */
day_t when_first_day(const struct when *when, const struct zone *zone);
day_t when_last_day(const struct when *when, const struct zone *zone);
/* Is the date known to the day? */
static inline bool
when_is_dated(const struct when *when)
{
    return when->precision == WHEN_INSTANT || when->precision == WHEN_DAY;
}
/* Order by first instant (domain.md D2 "at as its first instant"): <0, 0, >0. WHEN_NONE is before all. */
int when_cmp(const struct when *a, const struct when *b, const struct zone *zone);

/* "instant", "day", "month", "year", "range", or "" for WHEN_NONE. */
const char *precision_name(enum precision precision);

#endif

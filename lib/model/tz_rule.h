/* SPDX-License-Identifier: MIT */
/*
 * tz_rule.h -- the yearly rule by which a zone changes its clock, as a POSIX
 * TZ string says it: "EST5EDT,M3.2.0,M11.1.0".
 *
 * It ends a TZif file (RFC 8536 section 3.3) and gives the offsets after its
 * last transition.  Plain value; a lookup costs ten dates.
 */
#ifndef LIB_MODEL_TZ_RULE_H
#define LIB_MODEL_TZ_RULE_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum tz_change_kind {
    TZ_CHANGE_JULIAN, /* Jn: 1..365, 29 February is never counted */
    TZ_CHANGE_DAY,    /* n: 0..365, 29 February is counted */
    TZ_CHANGE_WEEK,   /* Mm.w.d: the w-th (5: the last) weekday d of month m */
};

struct tz_change {
    enum tz_change_kind kind;
    int month, week, weekday; /* TZ_CHANGE_WEEK; weekday from 0, Sunday */
    int day;                  /* the other two */
    int seconds;              /* after midnight by the clock until then; may be negative or beyond the day */
};

struct tz_rule {
    int standard, summer; /* seconds east of UTC */
    bool has_summer;      /* false: standard all year, the rest is unused */
    struct tz_change begin, end; /* of summer time */
};

/* All of text; false when it is not such a rule (one with summer time must say when). */
bool tz_rule_parse(struct str text, struct tz_rule *rule);

/* Seconds east of UTC at the instant, and the instant until which that holds (INT64_MAX: for good). Outside of
 * the years 1 to 9999: standard time. */
int tz_rule_offset(const struct tz_rule *rule, int64_t instant, int64_t *until);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * zone.h -- the offset from UTC that a place kept at an instant.
 *
 * A zone is a table of transitions (and the rule that continues them), read
 * once from the system's TZif files (RFC 8536) by lib/base/zone_file.h.  Lookup
 * is a binary search; a zone never changes after loading and may be shared.
 */
#ifndef LIB_MODEL_ZONE_H
#define LIB_MODEL_ZONE_H

#include "lib/base/err.h"
#include "lib/base/str.h"
#include "lib/model/day.h"

#include <stdint.h>

struct zone;

/* The zone of an IANA name ("Asia/Shanghai", "Etc/UTC"); kept for the life of the process, the same pointer each
 * time; not for use from two threads at once. NULL and err (ERR_INPUT) when there is none of that name. */
const struct zone *zone_find(struct str name, struct err *err);
struct str zone_name(const struct zone *zone);
/* Seconds east of UTC at the instant (seconds since 1970-01-01T00:00:00Z). */
int zone_offset(const struct zone *zone, int64_t instant);
/* The local day of an instant. */
day_t zone_day(const struct zone *zone, int64_t instant);
/* The first instant of a local day (of a midnight that a jump skips: the first instant after it). */
int64_t zone_midnight(const struct zone *zone, day_t day);

#endif

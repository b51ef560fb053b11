/* SPDX-License-Identifier: MIT */
#include "lib/model/zone.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/zone_file.h"
#include "lib/model/tzif.h"

struct zone {
    struct zone *next;
    struct str name;
    struct tzif tzif;
};

/* Kept for the life of the process; as many as there are files, since a name has one spelling. */
static struct zone *loaded;

static struct zone *
load(struct str name, struct err *err)
{
    struct buf bytes = { 0 };
    struct zone *zone = NULL;
    struct tzif tzif;

    if (!zone_file_read(name, &bytes, err))
        goto out;
    if (!tzif_decode(buf_str(&bytes), &tzif, err)) {
        err_wrap(err, "%.*s", STR_ARG(name));
        goto out;
    }
    zone = mem_new(sizeof *zone);
    zone->name = (struct str){ mem_text(name), name.len };
    zone->tzif = tzif;
out:
    buf_free(&bytes);
    return zone;
}

const struct zone *
zone_find(struct str name, struct err *err)
{
    struct zone *zone;

    for (zone = loaded; zone; zone = zone->next)
        if (str_eq(zone->name, name))
            return zone;
    zone = load(name, err);
    if (!zone)
        return NULL;
    zone->next = loaded;
    loaded = zone;
    return zone;
}

struct str
zone_name(const struct zone *zone)
{
    return zone->name;
}

/* How many transitions were at the instant or before. */
static size_t
transitions_until(const struct tzif *tzif, int64_t instant)
{
    size_t low = 0, high = tzif->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (tzif->at[middle] <= instant)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The offset at the instant, and the instant until which it is kept (INT64_MAX: for good). */
static int
offset_until(const struct zone *zone, int64_t instant, int64_t *until)
{
    const struct tzif *tzif = &zone->tzif;
    size_t passed = transitions_until(tzif, instant);

    if (passed == tzif->count && tzif->has_rule)
        return tz_rule_offset(&tzif->rule, instant, until);
    *until = passed < tzif->count ? tzif->at[passed] : INT64_MAX;
    return tzif->offset[passed > 0 ? tzif->type[passed - 1] : 0];
}

int
zone_offset(const struct zone *zone, int64_t instant)
{
    int64_t until;

    return offset_until(zone, instant, &until);
}

day_t
zone_day(const struct zone *zone, int64_t instant)
{
    int64_t local;

    if (__builtin_add_overflow(instant, (int64_t)zone_offset(zone, instant), &local))
        return instant < 0 ? DAY_MIN : DAY_MAX;
    return day_at(local);
}

/*
 * The first instant at which the local clock shows the midnight or later.
 * No clock is that far ahead of UTC at the first instant looked at; from there
 * every run of one offset is asked in turn: it shows the midnight at
 * `midnight - offset`, or has already passed it when it begins.
 */
int64_t
zone_midnight(const struct zone *zone, day_t day)
{
    int64_t midnight = (int64_t)day * 86400;
    int64_t from = midnight - TZIF_EAST_MAX - 1;

    for (;;) {
        int64_t until;
        int64_t shown = midnight - offset_until(zone, from, &until);

        if (shown < from)
            shown = from;
        if (shown < until)
            return shown;
        from = until;
    }
}

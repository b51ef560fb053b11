/* SPDX-License-Identifier: MIT */
#include "lib/model/service_time.h"

#include "lib/base/mem.h"
#include "lib/base/str.h"
#include "lib/model/zone.h"

#include <stdlib.h>

enum { MINUTE = 60 };

/* Seconds of a day. */
struct piece {
    day_t day;
    bool dated;
    int64_t seconds;
};

struct pieces {
    struct piece *items;
    size_t count, capacity;
};

static void
add_piece(struct pieces *pieces, day_t day, bool dated, int64_t seconds)
{
    pieces->items = mem_grow(pieces->items, pieces->count, &pieces->capacity, sizeof *pieces->items);
    pieces->items[pieces->count++] = (struct piece){ day, dated, seconds };
}

static void
split_at_midnight(struct pieces *pieces, int64_t from, int64_t to, const struct zone *zone)
{
    while (from < to) {
        day_t day = zone_day(zone, from);
        int64_t midnight = zone_midnight(zone, day + 1), end = midnight < to ? midnight : to;
        add_piece(pieces, day, true, end - from);
        from = end;
    }
}

static bool
is_interval(const struct service_span *span)
{
    return span->from < span->to;
}

static int
number_cmp(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* By beginning; the longer first; of equal ones in two zones, by name: which zone's days they fall on must not hang on the order. */
static int
interval_cmp(const void *a, const void *b)
{
    const struct service_span *x = a, *y = b;

    if (x->from != y->from)
        return number_cmp(x->from, y->from);
    if (x->to != y->to)
        return number_cmp(y->to, x->to);
    return x->zone == y->zone || !x->zone || !y->zone ? 0 : str_cmp(zone_name(x->zone), zone_name(y->zone));
}

/* What each interval adds to those before it. Minutes alone have from == to: they are taken as they are. */
static void
unite(struct service_span *spans, size_t count, struct pieces *pieces)
{
    int64_t covered = INT64_MIN;

    if (count > 1)
        qsort(spans, count, sizeof *spans, interval_cmp);
    for (size_t i = 0; i < count; i++) {
        const struct service_span *span = &spans[i];
        int64_t from = span->from > covered ? span->from : covered;
        if (!is_interval(span)) {
            add_piece(pieces, span->day, span->dated, (int64_t)span->minutes * MINUTE);
            continue;
        }
        split_at_midnight(pieces, from, span->to, span->zone);
        covered = span->to > covered ? span->to : covered;
    }
}

/* -- the cap of an activity -- */

/* By activity; in it what a clock has seen first, intervals before minutes, then by time. */
static int
cap_cmp(const void *a, const void *b)
{
    const struct service_span *x = a, *y = b;

    if (x->activity != y->activity)
        return number_cmp(x->activity, y->activity);
    if (x->clock != y->clock)
        return x->clock ? -1 : 1;
    if (is_interval(x) != is_interval(y))
        return is_interval(x) ? -1 : 1;
    if (is_interval(x))
        return interval_cmp(x, y);
    return x->day != y->day ? number_cmp(x->day, y->day) : number_cmp(y->minutes, x->minutes);
}

struct spans {
    struct service_span *items;
    size_t count, capacity;
};

/* Takes [from, to) of the span, as far as there is room. */
static void
take(struct spans *kept, const struct service_span *span, int64_t from, int64_t to, int64_t *room)
{
    if (to - from > *room)
        to = from + *room;
    if (from >= to)
        return;
    kept->items = mem_grow(kept->items, kept->count, &kept->capacity, sizeof *kept->items);
    kept->items[kept->count] = *span;
    kept->items[kept->count].from = from;
    kept->items[kept->count++].to = to;
    *room -= to - from;
}

/* Takes what of the span none of those kept since `first` covers: they do not overlap, and the walk is from left to right. */
static void
take_new(struct spans *kept, size_t first, const struct service_span *span, int64_t *room)
{
    size_t end = kept->count;
    int64_t at = span->from;

    while (at < span->to) {
        int64_t next = span->to, skip = at;
        for (size_t i = first; i < end; i++) {
            if (kept->items[i].from <= at && at < kept->items[i].to && kept->items[i].to > skip)
                skip = kept->items[i].to;
            else if (kept->items[i].from > at && kept->items[i].from < next)
                next = kept->items[i].from;
        }
        if (skip == at)
            take(kept, span, at, next, room);
        at = skip > at ? skip : next;
    }
}

static void
take_minutes(struct spans *kept, const struct service_span *span, int64_t *room)
{
    struct service_span part = *span;

    if (part.minutes > *room / MINUTE)
        part.minutes = (uint32_t)(*room / MINUTE);
    if (part.minutes == 0)
        return;
    kept->items = mem_grow(kept->items, kept->count, &kept->capacity, sizeof *kept->items);
    kept->items[kept->count++] = part;
    *room -= (int64_t)part.minutes * MINUTE;
}

static struct spans
cut_off(struct service_span *spans, size_t count, uint32_t cap)
{
    struct spans kept = { 0 };
    int64_t room = 0;
    size_t first = 0;

    qsort(spans, count, sizeof *spans, cap_cmp);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || spans[i].activity == SERVICE_ALONE || spans[i].activity != spans[i - 1].activity) {
            room = (int64_t)cap * MINUTE;
            first = kept.count;
        }
        if (is_interval(&spans[i]))
            take_new(&kept, first, &spans[i], &room);
        else
            take_minutes(&kept, &spans[i], &room);
    }
    return kept;
}

/* -- days -- */

static int
piece_cmp(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;

    if (x->dated != y->dated)
        return x->dated ? -1 : 1;
    return number_cmp(x->day, y->day);
}

static void
add_up(struct pieces *pieces, uint32_t day_cap, service_day_fn fn, void *ctx)
{
    if (pieces->count > 1)
        qsort(pieces->items, pieces->count, sizeof *pieces->items, piece_cmp);
    for (size_t i = 0, next; i < pieces->count; i = next) {
        int64_t minutes = 0;
        for (next = i; next < pieces->count && piece_cmp(&pieces->items[i], &pieces->items[next]) == 0; next++)
            minutes += pieces->items[next].seconds;
        minutes /= MINUTE;
        if (day_cap > 0 && pieces->items[i].dated && minutes > day_cap)
            minutes = day_cap;
        if (minutes > 0)
            fn(ctx, pieces->items[i].day, minutes);
    }
}

void
service_days(struct service_span *spans, size_t count, const struct service_rule *rule, service_day_fn fn, void *ctx)
{
    struct pieces pieces = { 0 };
    struct spans kept = { 0 };

    if (rule->cap > 0 && count > 0) {
        kept = cut_off(spans, count, rule->cap);
        unite(kept.items, kept.count, &pieces);
    } else
        unite(spans, count, &pieces);
    add_up(&pieces, rule->day_cap, fn, ctx);
    free(kept.items);
    free(pieces.items);
}

unsigned
service_stars(int64_t minutes, const int64_t *thresholds, size_t count)
{
    unsigned stars = 0;

    while (stars < count && thresholds[stars] <= minutes)
        stars++;
    return stars;
}

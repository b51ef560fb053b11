/* SPDX-License-Identifier: MIT */
#include "lib/model/when.h"

#include "lib/model/zone.h"

/* Exactly `len` digits at `at`, from least to most; false when text ends before. */
static bool
number_at(struct str text, size_t at, size_t len, unsigned least, unsigned most, int *number)
{
    unsigned long long value;

    if (at + len > text.len || !str_to_u64((struct str){ text.ptr + at, len }, &value))
        return false;
    if (value < least || value > most)
        return false;
    *number = (int)value;
    return true;
}

/* "hh:mm" at `at`, in seconds */
static bool
clock_at(struct str text, size_t at, int *seconds)
{
    int hour, minute;

    if (!number_at(text, at, 2, 0, 23, &hour) || !number_at(text, at + 3, 2, 0, 59, &minute))
        return false;
    if (text.ptr[at + 2] != ':')
        return false;
    *seconds = hour * 3600 + minute * 60;
    return true;
}

/* ".123456" at *at, moved behind it; no fraction at all is none. */
static bool
fraction_at(struct str text, size_t *at, int32_t *nanosecond)
{
    int32_t unit = 100000000;
    size_t first = *at + 1;

    *nanosecond = 0;
    if (*at >= text.len || text.ptr[*at] != '.')
        return true;
    for (*at = first; *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9'; ++*at) {
        if (unit == 0)
            return false; /* a tenth digit */
        *nanosecond += (text.ptr[*at] - '0') * unit;
        unit /= 10;
    }
    return *at > first;
}

/* "Z" or "+08:00" from `at` to the end, in seconds east */
static bool
offset_at(struct str text, size_t at, int *offset)
{
    *offset = 0;
    if (at + 1 == text.len)
        return text.ptr[at] == 'Z' || text.ptr[at] == 'z';
    if (at + 6 != text.len || (text.ptr[at] != '+' && text.ptr[at] != '-'))
        return false;
    if (!clock_at(text, at + 1, offset))
        return false;
    if (text.ptr[at] == '-')
        *offset = -*offset;
    return true;
}

/*
 * 2025-03-31T16:30:00.25+08:00
 * ^0        ^10   ^16^19
 * Leap seconds are added at the end of a day of UTC only: :60 elsewhere is a mistake.
 */
bool
when_parse_instant(struct str text, struct when *when)
{
    day_t day;
    int clock, second, offset;
    int32_t nanosecond;
    size_t at = 19;
    bool leap;
    int64_t instant;

    if (text.len < 20 || (text.ptr[10] != 'T' && text.ptr[10] != 't') || text.ptr[16] != ':')
        return false;
    if (!day_parse((struct str){ text.ptr, 10 }, &day) || !clock_at(text, 11, &clock) ||
        !number_at(text, 17, 2, 0, 60, &second))
        return false;
    if (!fraction_at(text, &at, &nanosecond) || !offset_at(text, at, &offset))
        return false;
    leap = second == 60;
    instant = (int64_t)day * 86400 + clock + second - leap - offset;
    if (leap && day_at(instant + 1) == day_at(instant))
        return false;
    *when = (struct when){ .precision = WHEN_INSTANT, .instant = instant, .nanosecond = nanosecond };
    return true;
}

static bool
days(struct when *when, enum precision precision, day_t first, day_t last)
{
    *when = (struct when){ .precision = precision, .first = first, .last = last };
    return true;
}

static bool
parse_range(struct str text, struct when *when)
{
    day_t first, last;

    if (text.ptr[10] != '/' || !day_parse((struct str){ text.ptr, 10 }, &first) ||
        !day_parse((struct str){ text.ptr + 11, 10 }, &last))
        return false;
    return first <= last && days(when, WHEN_RANGE, first, last);
}

/* The length tells the form; a range and an instant may both have 21 bytes. */
bool
when_parse(struct str text, struct when *when)
{
    day_t day;
    int year, month;

    if (text.len == 4)
        return year_parse(text, &year) && days(when, WHEN_YEAR, day_of(year, 1, 1), day_of(year, 12, 31));
    if (text.len == 7)
        return month_parse(text, &month) && days(when, WHEN_MONTH, month_first(month), month_first(month + 1) - 1);
    if (text.len == 10)
        return day_parse(text, &day) && days(when, WHEN_DAY, day, day);
    return (text.len == 21 && parse_range(text, when)) || when_parse_instant(text, when);
}

day_t
when_first_day(const struct when *when, const struct zone *zone)
{
    return when->precision == WHEN_INSTANT ? zone_day(zone, when->instant) : when->first;
}

day_t
when_last_day(const struct when *when, const struct zone *zone)
{
    return when->precision == WHEN_INSTANT ? zone_day(zone, when->instant) : when->last;
}

static int64_t
first_instant(const struct when *when, const struct zone *zone)
{
    return when->precision == WHEN_INSTANT ? when->instant : zone_midnight(zone, when->first);
}

int
when_cmp(const struct when *a, const struct when *b, const struct zone *zone)
{
    int64_t x, y;

    if (a->precision == WHEN_NONE || b->precision == WHEN_NONE)
        return (a->precision != WHEN_NONE) - (b->precision != WHEN_NONE);
    x = first_instant(a, zone);
    y = first_instant(b, zone);
    if (x != y)
        return x < y ? -1 : 1;
    return (a->nanosecond > b->nanosecond) - (a->nanosecond < b->nanosecond);
}

const char *
precision_name(enum precision precision)
{
    static const char *const names[] = { "", "instant", "day", "month", "year", "range" };

    return names[precision];
}

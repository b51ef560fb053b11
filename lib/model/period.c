/* SPDX-License-Identifier: MIT */
#include "lib/model/period.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const kind_names[] = { "month", "quarter", "half", "year", "week", "days", "ytd" };

/* The kinds made of months; a period of another kind has no place in the year to be found by. */
static int
months_of(enum period_kind kind)
{
    static const int months[] = { 1, 3, 6, 12 };

    if (kind > PERIOD_YEAR)
        abort();
    return months[kind];
}

/* Months counted from the beginning of the configured year 0: a multiple of 12 begins a year. */
static int
months_since(day_t day, int year_start_month)
{
    return day_month_index(day) - (year_start_month - 1);
}

static struct period
months_from(enum period_kind kind, int since, int year_start_month)
{
    int month_index = since + year_start_month - 1;

    return (struct period){ kind, month_first(month_index), month_first(month_index + months_of(kind)) };
}

static int
round_down(int value, int step)
{
    int rest = value % step;

    return value - (rest < 0 ? rest + step : rest);
}

struct period
period_containing(enum period_kind kind, day_t day, int year_start_month)
{
    day_t monday = day - (day_weekday(day) - 1);

    if (kind == PERIOD_WEEK)
        return (struct period){ PERIOD_WEEK, monday, monday + 7 };
    return months_from(kind, round_down(months_since(day, year_start_month), months_of(kind)), year_start_month);
}

struct period
period_next(const struct period *period, int year_start_month)
{
    return period_containing(period->kind, period->end, year_start_month);
}

/* The day that decides where a part belongs: see the header about weeks. */
static bool
begins_before(const struct period *part, const struct period *whole)
{
    return part->kind == PERIOD_WEEK ? part->first + 3 < whole->first : part->first < whole->first;
}

static bool
ends_within(const struct period *part, const struct period *whole)
{
    return part->kind == PERIOD_WEEK ? part->first + 3 < whole->end : part->end <= whole->end;
}

size_t
period_split(const struct period *period, enum period_kind kind, int year_start_month, struct period *parts,
             size_t room)
{
    struct period part = period_containing(kind, period->first, year_start_month);
    size_t count = 0;

    if (begins_before(&part, period))
        part = period_next(&part, year_start_month);
    for (; ends_within(&part, period); part = period_next(&part, year_start_month)) {
        if (count < room)
            parts[count] = part;
        count++;
    }
    return count;
}

/* "2025" "2025H1" "2025Q3" */
static bool
parse_year(struct str code, int year_start_month, struct period *period)
{
    enum period_kind kind = PERIOD_YEAR;
    int year, part = 0;

    if (!year_parse((struct str){ code.ptr, 4 }, &year))
        return false;
    if (code.len == 6) {
        kind = code.ptr[4] == 'H' ? PERIOD_HALF : PERIOD_QUARTER;
        part = code.ptr[5] - '1';
        if ((code.ptr[4] != 'H' && code.ptr[4] != 'Q') || part < 0 || part >= 12 / months_of(kind))
            return false;
    }
    *period = months_from(kind, year * 12 + part * months_of(kind), year_start_month);
    return true;
}

/* "2025-W30": week 1 holds the year's first Thursday, which is never later than 7 January. */
static bool
parse_week(struct str code, struct period *period)
{
    unsigned long long week;
    struct period first;
    day_t monday;
    int year;

    if (!year_parse((struct str){ code.ptr, 4 }, &year) || code.ptr[4] != '-' || code.ptr[5] != 'W' ||
        !str_to_u64((struct str){ code.ptr + 6, 2 }, &week) || week < 1 || week > 53)
        return false;
    first = period_containing(PERIOD_WEEK, day_of(year, 1, 4), 1);
    monday = first.first + 7 * ((day_t)week - 1);
    if (day_civil(monday + 3).year != year)
        return false;
    *period = (struct period){ PERIOD_WEEK, monday, monday + 7 };
    return true;
}

/* "2025-03-01..2025-05-31" */
static bool
parse_days(struct str code, struct period *period)
{
    day_t first, last;

    if (!day_parse((struct str){ code.ptr, 10 }, &first) || code.ptr[10] != '.' || code.ptr[11] != '.' ||
        !day_parse((struct str){ code.ptr + 12, 10 }, &last) || last < first)
        return false;
    *period = (struct period){ PERIOD_DAYS, first, last + 1 };
    return true;
}

static bool
parse_month(struct str code, struct period *period)
{
    int month_index;

    if (!month_parse(code, &month_index))
        return false;
    *period = (struct period){ PERIOD_MONTH, month_first(month_index), month_first(month_index + 1) };
    return true;
}

/* "ytd@2025-07" */
static bool
parse_to_date(struct str code, int year_start_month, struct period *period)
{
    struct period month;

    if (!str_starts(code, STR("ytd@")) || !parse_month((struct str){ code.ptr + 4, 7 }, &month))
        return false;
    *period = period_containing(PERIOD_YEAR, month.first, year_start_month);
    period->kind = PERIOD_TO_DATE;
    period->end = month.end;
    return true;
}

bool
period_parse(struct str code, int year_start_month, struct period *period)
{
    switch (code.len) {
    case 4:
    case 6:
        return parse_year(code, year_start_month, period);
    case 7:
        return parse_month(code, period);
    case 8:
        return parse_week(code, period);
    case 11:
        return parse_to_date(code, year_start_month, period);
    case 22:
        return parse_days(code, period);
    default:
        return false;
    }
}

static void
week_code(const struct period *period, char code[PERIOD_CODE_SIZE])
{
    day_t thursday = period->first + 3;
    int year = day_civil(thursday).year;

    snprintf(code, PERIOD_CODE_SIZE, "%04d-W%02d", year, (thursday - day_of(year, 1, 1)) / 7 + 1);
}

static void
days_code(const struct period *period, char code[PERIOD_CODE_SIZE])
{
    char first[16], last[16];

    day_format(period->first, first);
    day_format(period->end - 1, last);
    snprintf(code, PERIOD_CODE_SIZE, "%.14s..%.14s", first, last);
}

static void
month_code(const char *before, day_t day, char code[PERIOD_CODE_SIZE])
{
    struct civil civil = day_civil(day);

    snprintf(code, PERIOD_CODE_SIZE, "%s%04d-%02d", before, civil.year, civil.month);
}

void
period_code(const struct period *period, int year_start_month, char code[PERIOD_CODE_SIZE])
{
    int since = months_since(period->first, year_start_month);
    int year_begins = round_down(since, 12);
    int label = year_begins / 12;

    switch (period->kind) {
    case PERIOD_MONTH:
        month_code("", period->first, code);
        break;
    case PERIOD_QUARTER:
        snprintf(code, PERIOD_CODE_SIZE, "%04dQ%d", label, (since - year_begins) / 3 + 1);
        break;
    case PERIOD_HALF:
        snprintf(code, PERIOD_CODE_SIZE, "%04dH%d", label, (since - year_begins) / 6 + 1);
        break;
    case PERIOD_YEAR:
        snprintf(code, PERIOD_CODE_SIZE, "%04d", label);
        break;
    case PERIOD_WEEK:
        week_code(period, code);
        break;
    case PERIOD_DAYS:
        days_code(period, code);
        break;
    case PERIOD_TO_DATE:
        month_code("ytd@", period->end - 1, code);
        break;
    }
}

int
period_cmp(const struct period *a, const struct period *b)
{
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

const char *
period_kind_name(enum period_kind kind)
{
    return kind_names[kind];
}

bool
period_kind_find(struct str name, enum period_kind *kind)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++) {
        if (str_eq(name, str_of(kind_names[i]))) {
            *kind = (enum period_kind)i;
            return true;
        }
    }
    return false;
}

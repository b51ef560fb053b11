/* SPDX-License-Identifier: MIT */
#include "lib/model/day.h"

#include <stdio.h>

enum {
    DAYS_PER_ERA = 146097,    /* 400 years: the calendar repeats */
    DAYS_0000_TO_1970 = 719468 /* from 0000-03-01 */
};

static int64_t
floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static bool
is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/*
 * Years are counted from March, so that the leap day is the last of its year
 * and the months before it follow one formula: 153 days every five months.
 */
day_t
day_of(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return (day_t)(era * DAYS_PER_ERA + day_of_era - DAYS_0000_TO_1970);
}

bool
day_exists(int year, int month, int day)
{
    static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    return day <= length[month - 1] + (month == 2 && is_leap(year));
}

struct civil
day_civil(day_t day)
{
    int64_t z = (int64_t)day + DAYS_0000_TO_1970;
    int64_t era = floor_div(z, DAYS_PER_ERA);
    int64_t day_of_era = z - era * DAYS_PER_ERA;
    /* takes the leap days out: one in 4 years, not in 100, yes in 400 */
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;
    int month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);

    return (struct civil){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1),
    };
}

int
day_weekday(day_t day)
{
    int64_t since_monday = (int64_t)day + 3; /* 1970-01-01 was a Thursday */

    return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

int
day_month_index(day_t day)
{
    struct civil civil = day_civil(day);

    return civil.year * 12 + civil.month - 1;
}

day_t
month_first(int month_index)
{
    int year = (int)floor_div(month_index, 12);

    return day_of(year, month_index - year * 12 + 1, 1);
}

day_t
day_at(int64_t seconds)
{
    int64_t day = floor_div(seconds, 86400);

    if (day > DAY_MAX)
        return DAY_MAX;
    return day < DAY_MIN ? DAY_MIN : (day_t)day;
}

static bool
number_at(struct str text, size_t at, size_t len, int *number)
{
    unsigned long long value;

    if (!str_to_u64((struct str){ text.ptr + at, len }, &value))
        return false;
    *number = (int)value;
    return true;
}

bool
day_parse(struct str text, day_t *day)
{
    int year, month, number;

    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
        return false;
    if (!number_at(text, 0, 4, &year) || !number_at(text, 5, 2, &month) || !number_at(text, 8, 2, &number))
        return false;
    if (!day_exists(year, month, number))
        return false;
    *day = day_of(year, month, number);
    return true;
}

bool
year_parse(struct str text, int *year)
{
    int value;

    if (text.len != 4 || !number_at(text, 0, 4, &value) || value == 0)
        return false;
    *year = value;
    return true;
}

bool
month_parse(struct str text, int *month_index)
{
    int year, month;

    if (text.len != 7 || text.ptr[4] != '-')
        return false;
    if (!number_at(text, 0, 4, &year) || !number_at(text, 5, 2, &month) || !day_exists(year, month, 1))
        return false;
    *month_index = year * 12 + month - 1;
    return true;
}

void
day_format(day_t day, char text[16])
{
    struct civil civil = day_civil(day);

    snprintf(text, 16, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

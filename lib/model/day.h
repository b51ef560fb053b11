/* SPDX-License-Identifier: MIT */
/*
 * day.h -- a civil day as a number: 0 is 1970-01-01, 1 the day after.
 *
 * Proleptic Gregorian calendar, years 1 to 9999.  Pure arithmetic, no zone.
 */
#ifndef LIB_MODEL_DAY_H
#define LIB_MODEL_DAY_H

#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef int32_t day_t;

#define DAY_MIN INT32_MIN /* before every day: "without a beginning" */
#define DAY_MAX INT32_MAX /* after every day: "without an end" */

struct civil {
    int year, month, day; /* month and day from 1 */
};

day_t day_of(int year, int month, int day); /* the date must exist: see day_exists */
bool day_exists(int year, int month, int day);
struct civil day_civil(day_t day);
int day_weekday(day_t day);      /* ISO: 1 Monday .. 7 Sunday */
int day_month_index(day_t day);  /* year * 12 + (month - 1) */
day_t month_first(int month_index); /* first day of the month of day_month_index */
/* The day that holds the second: seconds since 1970-01-01T00:00:00 of the same clock, UTC or local. */
day_t day_at(int64_t seconds);

/* "2024-05-29" exactly; false when it is something else or the date does not exist. */
bool day_parse(struct str text, day_t *day);
/* "2024" and "2024-05" exactly, the month as in day_month_index. */
bool year_parse(struct str text, int *year);
bool month_parse(struct str text, int *month_index);
/* Writes "2024-05-29" and a NUL. */
void day_format(day_t day, char text[16]);

#endif

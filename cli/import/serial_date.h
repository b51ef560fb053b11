/* SPDX-License-Identifier: MIT */
/*
 * serial_date.h -- the numbers that spreadsheets keep dates as: days since 1900 (or 1904), with a fraction.
 *
 * Exact on the digits as they stand in the file, to the nearest second.
 */
#ifndef CLI_IMPORT_SERIAL_DATE_H
#define CLI_IMPORT_SERIAL_DATE_H

#include "lib/base/str.h"
#include "lib/model/day.h"

#include <stdbool.h>

struct serial_date {
    long days;   /* 0: a time of day alone */
    int seconds; /* of the day, 0..86399 */
};

/* "45441.585416666666"; false when it is no number, below 0 or beyond the year 9999. */
bool serial_parse(struct str text, struct serial_date *serial);
/* False for the day 1900-02-29, which spreadsheets have and the calendar has not. days must be > 0 or is_1904. */
bool serial_day(long days, bool is_1904, day_t *day);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * typed_date.h -- dates as people type them, as Turnout writes them.
 *
 *   2024/5/29  2024-5-29  2024.5.29  20240529  2024年5月29日   a day
 *   5月29日  5/29                                        a day of the year that was said
 *   2024年10月  2024/10                                  a month;  2024年  2024  a year
 *   2024年7月10日至8月25日  2024.7.10-8.25                    a range
 *   2024/5/29 14:03  2024年5月29日下午2点半                   an instant, in the zone that was said
 *   45441  45441.5                                      a day, an instant as a spreadsheet counts them
 *
 * What can be read in two ways (5/6/2024) is refused with how to say it.
 */
#ifndef CLI_IMPORT_TYPED_DATE_H
#define CLI_IMPORT_TYPED_DATE_H

#include "lib/base/err.h"
#include "lib/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct zone;

enum date_order { DATE_YMD, DATE_DMY, DATE_MDY, DATE_ORDERS };

struct date_habits {
    const struct zone *zone; /* of a time of day without an offset */
    int year;                /* of a date without one; 0: none was said */
    enum date_order order;   /* of 5/6/2024 and, with a year, of 5/6 */
    bool is_1904;            /* which day is 0 in a spreadsheet */
};

enum { TYPED_DATE_SIZE = 48 };

/* text: plain (plain.h). ERR_INPUT says what is wrong with it, without naming it. */
bool typed_date(struct str text, const struct date_habits *habits, char date[TYPED_DATE_SIZE], struct err *err);

#endif

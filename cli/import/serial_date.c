/* SPDX-License-Identifier: MIT */
#include "cli/import/serial_date.h"

#include "cli/import/decimal_text.h"

enum { DAYS_MAX = 2958465 /* 9999-12-31 */, DAY_SECONDS = 86400, FALSE_LEAP_DAY = 60 };

/* Seconds since day 0, half up. */
static unsigned __int128
seconds_of(const struct decimal *decimal)
{
    unsigned __int128 seconds = (unsigned __int128)decimal->digits * DAY_SECONDS, unit = 1;

    for (int i = 0; i < decimal->exponent; i++)
        seconds *= 10;
    for (int i = 0; i > decimal->exponent; i--)
        unit *= 10;
    return (seconds + unit / 2) / unit;
}

bool
serial_parse(struct str text, struct serial_date *serial)
{
    struct decimal decimal;
    unsigned __int128 seconds;

    if (!decimal_parse(text, &decimal) || decimal.is_negative || decimal.exponent > 7)
        return false;
    seconds = seconds_of(&decimal);
    if (seconds >= (unsigned __int128)(DAYS_MAX + 1) * DAY_SECONDS)
        return false;
    serial->days = (long)(seconds / DAY_SECONDS);
    serial->seconds = (int)(seconds % DAY_SECONDS);
    return true;
}

bool
serial_day(long days, bool is_1904, day_t *day)
{
    if (is_1904) {
        *day = day_of(1904, 1, 1) + (day_t)days;
        return days <= DAYS_MAX - 1462;
    }
    if (days == FALSE_LEAP_DAY || days < 1)
        return false;
    *day = day_of(1899, 12, days < FALSE_LEAP_DAY ? 31 : 30) + (day_t)days;
    return true;
}

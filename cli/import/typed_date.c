/* SPDX-License-Identifier: MIT */
#include "cli/import/typed_date.h"

#include "cli/import/scan.h"
#include "cli/import/serial_date.h"
#include "cli/import/typed_time.h"
#include "cli/lang.h"
#include "lib/model/when.h"
#include "lib/model/zone.h"

#include <stdio.h>

enum { SERIAL_LEAST = 20000, SERIAL_MOST = 80000 /* 1954 to 2119: a number in a date is meant so */, DAY_SECONDS = 86400 };

/* 0: not said. */
struct parts {
    int year, month, day;
};

struct reading {
    struct scan scan;
    const struct date_habits *habits;
    char separator; /* of the first date: - / . or 0 for 年 */
    struct err *err;
};

static bool
refuse(struct reading *in, const char *why)
{
    return err_set(in->err, ERR_INPUT, "%s", why);
}

static bool
read_failed(struct reading *in)
{
    return refuse(in, _("no date is read from it: write 2024-05-29, 2024/5/29 or 2024年5月29日"));
}

static bool
need_year(struct reading *in, struct parts *parts, int inherited)
{
    parts->year = inherited ? inherited : in->habits->year;
    return parts->year > 0 || refuse(in, _("the year is missing: say --year YEAR, or write it"));
}

/* Behind 年: "5月29日", "5月" or nothing. */
static bool
read_chinese(struct reading *in, struct parts *parts)
{
    scan_blanks(&in->scan);
    if (scan_number(&in->scan, &parts->month) == 0)
        return true;
    if (!scan_word(&in->scan, STR("月份")) && !scan_word(&in->scan, STR("月")))
        return read_failed(in);
    scan_blanks(&in->scan);
    if (scan_number(&in->scan, &parts->day) > 0 && !scan_word(&in->scan, STR("日")))
        scan_word(&in->scan, STR("号"));
    return true;
}

/* 5/6/2024: three numbers, of which the last is the year. */
static bool
order_parts(struct reading *in, struct parts *parts, int first, int second, int third)
{
    if (third < 1000)
        return refuse(in, _("a year of two digits, or a day in front: write 2024-05-29"));
    if (in->habits->order == DATE_YMD)
        return refuse(in, _("which is the day, which the month? Write 2024-06-05, or say --date-order dmy (day first) or mdy (month first)"));
    *parts = in->habits->order == DATE_DMY ? (struct parts){ third, second, first } : (struct parts){ third, first, second };
    return true;
}

/* "5/29": of the year that was said. */
static bool
month_and_day(struct reading *in, struct parts *parts, int first, int second, int inherited)
{
    if (!need_year(in, parts, inherited))
        return false;
    parts->month = in->habits->order == DATE_DMY ? second : first;
    parts->day = in->habits->order == DATE_DMY ? first : second;
    return true;
}

/* Behind the first number and a separator. */
static bool
read_separated(struct reading *in, struct parts *parts, int first, int first_digits, int inherited)
{
    char separator[2] = { in->separator, '\0' };
    struct scan before_third;
    int second, third, digits = scan_number(&in->scan, &second);
    bool has_third;

    if (digits == 0 || digits > 2)
        return read_failed(in);
    before_third = in->scan;
    has_third = scan_word(&in->scan, str_of(separator)) && (digits = scan_number(&in->scan, &third)) > 0;
    if (!has_third)
        in->scan = before_third;
    if (first_digits != 4)
        return has_third && !inherited ? order_parts(in, parts, first, second, third)
                                       : month_and_day(in, parts, first, second, inherited);
    *parts = (struct parts){ first, second, has_third ? third : 0 };
    return !has_third || digits <= 2 || read_failed(in);
}

static bool
read_digits_only(struct reading *in, struct parts *parts, int number, int digits, const struct parts *from)
{
    switch (digits) {
    case 8:
        *parts = (struct parts){ number / 10000, number / 100 % 100, number % 100 };
        return true;
    case 6:
        *parts = (struct parts){ number / 100, number % 100, 0 };
        return true;
    case 4:
        *parts = (struct parts){ number, 0, 0 };
        return true;
    default: /* "7.10-25" */
        if (!from || !from->month || digits > 2)
            return read_failed(in);
        *parts = (struct parts){ from->year, from->month, number };
        return true;
    }
}

static bool
check_parts(struct reading *in, const struct parts *parts)
{
    if (parts->year < 1850 || parts->year > 2150)
        return refuse(in, _("the year is not between 1850 and 2150: write 2024-05-29"));
    if (day_exists(parts->year, parts->month ? parts->month : 1, parts->day ? parts->day : 1))
        return true;
    return refuse(in, _("there is no such day in the calendar"));
}

/* from: the first date of a range, whose year holds for the second, or NULL. */
static bool
read_parts(struct reading *in, struct parts *parts, const struct parts *from)
{
    int number, digits = scan_number(&in->scan, &number), inherited = from ? from->year : 0;

    *parts = (struct parts){ 0 };
    if (digits == 0)
        return read_failed(in);
    if (scan_word(&in->scan, STR("年"))) {
        parts->year = number;
        return (digits == 4 || refuse(in, _("a year has four digits: write 2024年"))) && read_chinese(in, parts);
    }
    if (str_starts(in->scan.rest, STR("月"))) {
        in->scan.rest = (struct str){ in->scan.rest.ptr - digits, in->scan.rest.len + (size_t)digits };
        return need_year(in, parts, inherited) && read_chinese(in, parts);
    }
    if (from && from->month && digits <= 2 && (scan_word(&in->scan, STR("日")) || scan_word(&in->scan, STR("号"))))
        return read_digits_only(in, parts, number, digits, from);
    if (in->scan.rest.len > 0 && strchr("-/.", *in->scan.rest.ptr) && (digits == 4 || digits <= 2)) {
        in->separator = *in->scan.rest.ptr;
        scan_skip(&in->scan, 1);
        return read_separated(in, parts, number, digits, inherited);
    }
    return read_digits_only(in, parts, number, digits, from);
}

/* -- what was read, as Turnout writes it -- */

static day_t
first_day(const struct parts *parts)
{
    return day_of(parts->year, parts->month ? parts->month : 1, parts->day ? parts->day : 1);
}

static day_t
last_day(const struct parts *parts)
{
    if (parts->day)
        return first_day(parts);
    if (parts->month)
        return month_first(parts->year * 12 + parts->month) - 1;
    return day_of(parts->year, 12, 31);
}

static void
put_date(char date[TYPED_DATE_SIZE], const struct parts *parts)
{
    if (parts->day)
        snprintf(date, TYPED_DATE_SIZE, "%04d-%02d-%02d", parts->year, parts->month, parts->day);
    else if (parts->month)
        snprintf(date, TYPED_DATE_SIZE, "%04d-%02d", parts->year, parts->month);
    else
        snprintf(date, TYPED_DATE_SIZE, "%04d", parts->year);
}

static bool
put_instant(struct reading *in, day_t day, int seconds, char date[TYPED_DATE_SIZE])
{
    const struct zone *zone = in->habits->zone;
    int64_t local = (int64_t)day * DAY_SECONDS + seconds;
    int offset = zone_offset(zone, local - zone_offset(zone, local)), minutes = offset < 0 ? -offset / 60 : offset / 60;
    char day_text[16];

    if (zone_offset(zone, local - offset) != offset)
        return refuse(in, _("there was no such time on that day: the clocks were set forward"));
    if (offset % 60 != 0)
        return refuse(in, _("the offset of that zone had seconds then: write the date without a time"));
    day_format(day, day_text);
    snprintf(date, TYPED_DATE_SIZE, "%sT%02d:%02d:%02d%c%02d:%02d", day_text, seconds / 3600, seconds / 60 % 60, seconds % 60,
             offset < 0 ? '-' : '+', minutes / 60 % 24, minutes % 60);
    return true;
}

static bool
put_range(struct reading *in, const struct parts *from, const struct parts *to, char date[TYPED_DATE_SIZE])
{
    char first[16], last[16];

    if (last_day(to) < first_day(from))
        return refuse(in, _("the range ends before it begins"));
    day_format(first_day(from), first);
    day_format(last_day(to), last);
    snprintf(date, TYPED_DATE_SIZE, "%s/%s", first, last);
    return true;
}

/* -- forms -- */

static bool
read_range(struct reading *in, const struct parts *from, char date[TYPED_DATE_SIZE])
{
    struct parts to;

    scan_blanks(&in->scan);
    if (!read_parts(in, &to, from) || !check_parts(in, &to))
        return false;
    return in->scan.rest.len == 0 ? put_range(in, from, &to, date) : read_failed(in);
}

static bool
takes_range_sign(struct reading *in)
{
    static const struct str signs[] = { STR_INIT("至"), STR_INIT("到"), STR_INIT("~"), STR_INIT("–"), STR_INIT("—"),
                                        STR_INIT("--"), STR_INIT("-") };

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (scan_word(&in->scan, signs[i]))
            return true;
    return false;
}

/* "(周三)" and "星期三" behind a day: they say nothing new. */
static void
skip_weekday(struct reading *in)
{
    static const struct str begins[] = { STR_INIT("(星期"), STR_INIT("(周"), STR_INIT("星期"), STR_INIT("周") };
    struct scan before = in->scan;

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if (!scan_word(&in->scan, begins[i]))
            continue;
        if (in->scan.rest.len >= 3)
            scan_skip(&in->scan, 3);
        if (*begins[i].ptr == '(' && !scan_word(&in->scan, STR(")")))
            in->scan = before;
        break;
    }
    scan_blanks(&in->scan);
}

static bool
read_date(struct reading *in, char date[TYPED_DATE_SIZE])
{
    struct parts parts;
    int seconds;

    if (!read_parts(in, &parts, NULL) || !check_parts(in, &parts))
        return false;
    scan_blanks(&in->scan);
    if (parts.day)
        skip_weekday(in);
    if (in->scan.rest.len > 0 && takes_range_sign(in))
        return read_range(in, &parts, date);
    if (in->scan.rest.len == 0) {
        put_date(date, &parts);
        return true;
    }
    scan_word(&in->scan, STR("T"));
    if (!parts.day)
        return read_failed(in);
    return typed_time(in->scan.rest, &seconds, in->err) && put_instant(in, first_day(&parts), seconds, date);
}

/* 45441, 45441.585: of a spreadsheet that lost its format. */
static bool
read_serial(struct reading *in, struct str text, char date[TYPED_DATE_SIZE], bool *done)
{
    struct serial_date serial;
    day_t day;

    if (text.len < 5 || !serial_parse(text, &serial) || serial.days < SERIAL_LEAST || serial.days > SERIAL_MOST ||
        !serial_day(serial.days, in->habits->is_1904, &day))
        return false;
    if (memchr(text.ptr, '.', text.len)) {
        *done = put_instant(in, day, serial.seconds, date);
    } else {
        day_format(day, date);
        *done = true;
    }
    return true;
}

bool
typed_date(struct str text, const struct date_habits *habits, char date[TYPED_DATE_SIZE], struct err *err)
{
    struct reading in = { { text }, habits, 0, err };
    struct when when;
    bool done;

    if (text.len < TYPED_DATE_SIZE && when_parse(text, &when)) {
        snprintf(date, TYPED_DATE_SIZE, "%.*s", STR_ARG(text));
        return true;
    }
    return read_serial(&in, text, date, &done) ? done : read_date(&in, date);
}

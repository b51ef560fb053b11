/* SPDX-License-Identifier: MIT */
#include "cli/import/typed_time.h"

#include "cli/import/scan.h"
#include "cli/lang.h"

enum half { HALF_UNSAID, HALF_MORNING, HALF_NOON, HALF_AFTERNOON };

static const struct half_word {
    struct str word;
    enum half half;
} half_words[] = {
    { STR_INIT("凌晨"), HALF_MORNING },   { STR_INIT("早上"), HALF_MORNING },   { STR_INIT("上午"), HALF_MORNING },
    { STR_INIT("早晨"), HALF_MORNING },   { STR_INIT("中午"), HALF_NOON },      { STR_INIT("下午"), HALF_AFTERNOON },
    { STR_INIT("傍晚"), HALF_AFTERNOON }, { STR_INIT("晚上"), HALF_AFTERNOON }, { STR_INIT("晚"), HALF_AFTERNOON },
    { STR_INIT("AM"), HALF_MORNING },     { STR_INIT("PM"), HALF_AFTERNOON },   { STR_INIT("am"), HALF_MORNING },
    { STR_INIT("pm"), HALF_AFTERNOON },   { STR_INIT("a.m."), HALF_MORNING },   { STR_INIT("p.m."), HALF_AFTERNOON },
};

static enum half
read_half(struct scan *scan)
{
    scan_blanks(scan);
    for (size_t i = 0; i < sizeof half_words / sizeof *half_words; i++)
        if (scan_word(scan, half_words[i].word)) {
            scan_blanks(scan);
            return half_words[i].half;
        }
    return HALF_UNSAID;
}

/* Behind a colon, or behind 时 or 点, which may stand alone. */
static bool
read_minute(struct scan *scan, int *minute)
{
    if (scan_word(scan, STR(":")))
        return scan_number(scan, minute) == 2;
    if (!scan_word(scan, STR("时")) && !scan_word(scan, STR("点钟")) && !scan_word(scan, STR("点")))
        return false;
    if (scan_word(scan, STR("整")))
        return true;
    if (scan_word(scan, STR("半"))) {
        *minute = 30;
        return true;
    }
    if (scan_number(scan, minute) > 0)
        scan_word(scan, STR("分"));
    return true;
}

static bool
read_second(struct scan *scan, int *second)
{
    if (scan_word(scan, STR(":")))
        return scan_number(scan, second) == 2;
    if (scan_number(scan, second) > 0)
        return scan_word(scan, STR("秒"));
    return true;
}

/* "下午2" is 14, and so is "下午14"; 12 is noon in the afternoon and midnight in the morning. */
static bool
hour_of_half(enum half half, int *hour)
{
    switch (half) {
    case HALF_MORNING:
        *hour = *hour == 12 ? 0 : *hour;
        return *hour < 12;
    case HALF_NOON:
        *hour += *hour >= 1 && *hour <= 2 ? 12 : 0;
        return *hour >= 11 && *hour <= 14;
    case HALF_AFTERNOON:
        *hour += *hour < 12 ? 12 : 0;
        return true;
    default:
        return true;
    }
}

/* 晚上12点: nobody knows of which day. */
static bool
is_midnight_of_some_day(struct str text, int hour)
{
    return hour == 12 && (str_starts(text, STR("晚")) || str_starts(text, STR("凌晨")));
}

bool
typed_time(struct str text, int *seconds, struct err *err)
{
    struct scan scan = { text };
    enum half half = read_half(&scan);
    int hour = 0, minute = 0, second = 0, digits = scan_number(&scan, &hour);

    if (digits == 0 || digits > 2 || !read_minute(&scan, &minute) || !read_second(&scan, &second))
        return err_set(err, ERR_INPUT, _("no time of day is read from it: write 14:03"));
    if (half == HALF_UNSAID)
        half = read_half(&scan);
    if (scan.rest.len > 0)
        return err_set(err, ERR_INPUT, _("something follows the time of day: write 14:03 alone"));
    if (is_midnight_of_some_day(text, hour))
        return err_set(err, ERR_INPUT, _("twelve at night may be of this day or of the next: write 00:00 and the day"));
    if (!hour_of_half(half, &hour) || hour > 23 || minute > 59 || second > 59)
        return err_set(err, ERR_INPUT, _("there is no such time of day: 00:00 to 23:59"));
    *seconds = (hour * 60 + minute) * 60 + second;
    return true;
}

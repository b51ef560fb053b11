/* SPDX-License-Identifier: MIT */
/*
 * A rule is read from left to right; each take_* moves past what it took:
 *
 *     <+1030>-10:30<+11>-11,M10.1.0,M4.1.0
 *     ^^^^^^^                               name, its text is not used
 *            ^^^^^^                         offset, west is positive
 *                  ^^^^^^^^                 name and offset of summer time
 *                           ^^^^^^^         begin: first Sunday of October, at 2:00 unless /time follows
 */
#include "lib/model/tz_rule.h"

#include "lib/model/day.h"

static bool
take(struct str *text, char c)
{
    if (text->len == 0 || text->ptr[0] != c)
        return false;
    text->ptr++;
    text->len--;
    return true;
}

static bool
take_number(struct str *text, size_t most_digits, int least, int most, int *number)
{
    size_t digits = 0;
    int value = 0;

    while (digits < most_digits && digits < text->len && text->ptr[digits] >= '0' && text->ptr[digits] <= '9')
        value = value * 10 + (text->ptr[digits++] - '0');
    if (digits == 0 || value < least || value > most)
        return false;
    text->ptr += digits;
    text->len -= digits;
    *number = value;
    return true;
}

static bool
is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_digit_or_sign(char c)
{
    return (c >= '0' && c <= '9') || c == '+' || c == '-';
}

static bool
take_name(struct str *text)
{
    bool quoted = take(text, '<');
    size_t n = 0;

    while (n < text->len && (is_letter(text->ptr[n]) || (quoted && is_digit_or_sign(text->ptr[n]))))
        n++;
    if (n < 3)
        return false;
    text->ptr += n;
    text->len -= n;
    return !quoted || take(text, '>');
}

/* [+-]h[:mm[:ss]] in seconds */
static bool
take_time(struct str *text, int most_hours, int *seconds)
{
    bool negative = take(text, '-');
    int hours, minutes = 0, rest = 0;

    if (!negative)
        take(text, '+');
    if (!take_number(text, 3, 0, most_hours, &hours))
        return false;
    if (take(text, ':')) {
        if (!take_number(text, 2, 0, 59, &minutes))
            return false;
        if (take(text, ':') && !take_number(text, 2, 0, 59, &rest))
            return false;
    }
    *seconds = (hours * 60 + minutes) * 60 + rest;
    if (negative)
        *seconds = -*seconds;
    return true;
}

static bool
take_offset(struct str *text, int *east)
{
    int west;

    if (!take_time(text, 24, &west))
        return false;
    *east = -west;
    return true;
}

static bool
take_change_day(struct str *text, struct tz_change *change)
{
    if (take(text, 'M')) {
        change->kind = TZ_CHANGE_WEEK;
        return take_number(text, 2, 1, 12, &change->month) && take(text, '.') &&
               take_number(text, 1, 1, 5, &change->week) && take(text, '.') &&
               take_number(text, 1, 0, 6, &change->weekday);
    }
    if (take(text, 'J')) {
        change->kind = TZ_CHANGE_JULIAN;
        return take_number(text, 3, 1, 365, &change->day);
    }
    change->kind = TZ_CHANGE_DAY;
    return take_number(text, 3, 0, 365, &change->day);
}

static bool
take_change(struct str *text, struct tz_change *change)
{
    *change = (struct tz_change){ .seconds = 2 * 3600 };
    if (!take(text, ',') || !take_change_day(text, change))
        return false;
    return !take(text, '/') || take_time(text, 167, &change->seconds);
}

bool
tz_rule_parse(struct str text, struct tz_rule *rule)
{
    struct tz_rule found = { 0 };

    if (!take_name(&text) || !take_offset(&text, &found.standard))
        return false;
    if (text.len > 0) {
        found.has_summer = true;
        found.summer = found.standard + 3600;
        if (!take_name(&text))
            return false;
        if (text.len > 0 && text.ptr[0] != ',' && !take_offset(&text, &found.summer))
            return false;
        if (!take_change(&text, &found.begin) || !take_change(&text, &found.end))
            return false;
    }
    if (text.len > 0)
        return false;
    *rule = found;
    return true;
}

static day_t
week_day(const struct tz_change *change, int year)
{
    day_t first = day_of(year, change->month, 1);
    day_t end = month_first(day_month_index(first) + 1);
    day_t day = first + (change->weekday - day_weekday(first) + 7) % 7 + (change->week - 1) * 7;

    return day < end ? day : day - 7; /* "the fifth" is the last */
}

static day_t
change_day(const struct tz_change *change, int year)
{
    day_t new_year = day_of(year, 1, 1);

    switch (change->kind) {
    case TZ_CHANGE_JULIAN:
        return new_year + change->day - 1 + (change->day >= 60 && day_exists(year, 2, 29));
    case TZ_CHANGE_DAY:
        return new_year + change->day;
    case TZ_CHANGE_WEEK:
        break;
    }
    return week_day(change, year);
}

/* `offset` is the one kept until the change: its time of day is told by that clock. */
static int64_t
change_instant(const struct tz_change *change, int year, int offset)
{
    return (int64_t)change_day(change, year) * 86400 + change->seconds - offset;
}

/*
 * The last change up to the instant decides, and may be of last year (in the
 * south summer time runs over New Year; a change may be set hours or days
 * beyond its year).  When an end and the next begin fall together, as in
 * summer time all year, it is summer.
 */
int
tz_rule_offset(const struct tz_rule *rule, int64_t instant, int64_t *until)
{
    int year = day_civil(day_at(instant)).year;
    int64_t latest = INT64_MIN;
    int offset = rule->standard;

    *until = INT64_MAX;
    if (!rule->has_summer || year < 1 || year > 9999)
        return offset;
    for (int y = year - 2; y <= year + 2; y++) {
        int64_t ends = change_instant(&rule->end, y, rule->summer);
        int64_t begins = change_instant(&rule->begin, y, rule->standard);

        if (ends <= instant && ends > latest) {
            latest = ends;
            offset = rule->standard;
        }
        if (begins <= instant && begins >= latest) {
            latest = begins;
            offset = rule->summer;
        }
        if (ends > instant && ends < *until)
            *until = ends;
        if (begins > instant && begins < *until)
            *until = begins;
    }
    return offset;
}

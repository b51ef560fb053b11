/* SPDX-License-Identifier: MIT */
#include "cli/trend.h"

#include "cli/figure_exact.h"
#include "cli/period_code.h"
#include "cli/words.h"
#include "lib/base/codebook.h"

enum { DIGITS_OF_YEAR = 4, YEAR_FIRST = 1000, YEAR_LAST = 9999, PLACES_MAX = 6 };

/* "2025Q3" is number 3 of 4 in 2025; a year is number 1 of 1. */
struct place {
    int year, number, of;
};

bool
trend_period(struct str period, enum trend_against against, char code[PERIOD_CODE_SIZE])
{
    return against == TREND_LAST_YEAR ? period_code_a_year_before(period, code) : period_code_before(period, code);
}

bool
trend_differs(struct str period)
{
    return period_code_parts(period) > 1;
}

static void
add_earlier(struct codebook *periods, struct str period)
{
    char code[PERIOD_CODE_SIZE];

    for (enum trend_against against = 0; against < TRENDS; against++)
        if (trend_period(period, against, code))
            codebook_add(periods, str_of(code));
}

bool
trends_read(struct trends *trends, struct reader *reader, const struct report_filter *filter,
            const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err)
{
    struct codebook seen = { 0 }, periods = { 0 };
    bool done;

    for (size_t i = 0; i < count; i++) {
        size_t before = seen.count;

        codebook_add(&seen, rows[i].figure.period);
        if (seen.count > before)
            add_earlier(&periods, rows[i].figure.period);
    }
    done = other_periods_read(&trends->earlier, reader, filter, periods.names, periods.count, full, arena, err);
    codebook_free(&seen);
    codebook_free(&periods);
    return done;
}

static bool
has_flag(struct str flags, struct str flag)
{
    struct str word;

    while (words_next(&flags, &word))
        if (str_eq(word, flag))
            return true;
    return false;
}

static bool
is_by_other_rules(const struct figure_row *a, const struct figure_row *b)
{
    return str_eq(a->kind, STR("official")) && str_eq(b->kind, STR("official")) && !str_eq(a->plugin, b->plugin);
}

/*
 * 1: the target is a least, -1: a most, 0: unknown.  The row does not say it, but
 * what is met and above can only be a least, what is missed and above only a most.
 */
static int
aim_of(const struct report_row *row)
{
    struct exact value, target;
    int sign;

    if (!row->figure.has_met || !figure_exact_value(row, &value) || !figure_exact_target(row, &target) ||
        !exact_cmp(value, target, &sign))
        return 0;
    return row->figure.met ? sign : -sign;
}

static enum trend_sense
sense_of(const struct report_row *row, const struct report_row *before, int direction)
{
    int aim = aim_of(row);

    if (aim == 0 && row->figure.target.len > 0) /* exactly at its target: the other one is not */
        aim = aim_of(before);
    if (aim * direction == 0)
        return TREND_NEUTRAL;
    return aim * direction > 0 ? TREND_BETTER : TREND_WORSE;
}

/* +0.00 would look like nothing. */
static struct str
difference_text(struct exact difference, int decimals, struct arena *arena)
{
    char text[DECIMAL_SIZE];
    int64_t rounded = 0, power = 1;
    int places = decimals > PLACES_MAX ? PLACES_MAX : decimals;

    while (exact_round(difference, places, &rounded) && rounded == 0 && difference.num != 0 && places < PLACES_MAX)
        places++;
    for (int i = 0; i < places; i++)
        power *= 10;
    decimal_print(rounded, power, 1, difference.num == 0 ? 0 : places, text);
    return arena_printf(arena, "%s%s", difference.num > 0 ? "+" : rounded == 0 && difference.num < 0 ? "-" : "", text);
}

struct trend
trend_between(const struct report_row *row, const struct report_row *before, struct arena *arena)
{
    struct trend trend = { .before = before };
    struct exact now, then;
    int64_t ignored;

    if (!before)
        return trend;
    if (figure_is_hidden(row) || figure_is_hidden(before)) {
        trend.state = TREND_HIDDEN;
        return trend;
    }
    if (!figure_exact_value(row, &now) || !figure_exact_value(before, &then))
        return trend;
    if (is_by_other_rules(&row->figure, &before->figure)) {
        trend.state = TREND_OTHER_RULES;
        return trend;
    }
    trend.difference = exact_sub(now, then);
    if (trend.difference.den == 0 || !exact_round(trend.difference, PLACES_MAX, &ignored))
        return trend; /* greater than anything that could be printed */
    trend.state = TREND_KNOWN;
    trend.direction = (trend.difference.num > 0) - (trend.difference.num < 0);
    trend.is_open = has_flag(row->figure.flags, STR("in_progress"));
    trend.is_points = row->factor == 100;
    if (!trend.is_open)
        trend.sense = sense_of(row, before, trend.direction);
    trend.text = difference_text(trend.difference, row->decimals, arena);
    return trend;
}

struct trend
trend_of(const struct trends *trends, const struct report_row *row, enum trend_against against, struct arena *arena)
{
    char code[PERIOD_CODE_SIZE];
    const struct report_row *before = NULL;

    if (trend_period(row->figure.period, against, code))
        before = other_periods_find(&trends->earlier, &row->figure, str_of(code));
    return trend_between(row, before, arena);
}

struct str
trend_sign(int direction)
{
    return direction > 0 ? STR("▲") : direction < 0 ? STR("▼") : STR("=");
}

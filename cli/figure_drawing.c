/* SPDX-License-Identifier: MIT */
#include "cli/figure_drawing.h"

#include "cli/bar.h"
#include "cli/figure_exact.h"
#include "cli/strip.h"
#include "lib/model/period.h"

enum { WHOLE = 100, POINTS_LEAST = 2 };

bool
figure_has_boxes(const struct report_row *row)
{
    struct str detail = row->figure.detail;
    struct strip strip;

    return strip_next(&detail, &strip);
}

static struct exact
greater(struct exact a, struct exact b)
{
    int sign;

    return exact_cmp(a, b, &sign) && sign < 0 ? b : a;
}

struct cell
figure_bar(const struct report_row *row, size_t cells, bool is_ascii, struct arena *arena)
{
    struct exact value, target, most;
    enum tone tone = !row->figure.has_met ? TONE_PLAIN : row->figure.met ? TONE_GOOD : TONE_BAD;

    if (!figure_exact_value(row, &value) || !figure_exact_target(row, &target))
        return (struct cell){ 0 };
    most = greater(value, target);
    if (row->factor == WHOLE)
        most = greater(most, (struct exact){ WHOLE, 1 });
    return (struct cell){ bar_text(value, &target, most, cells, is_ascii, arena), tone };
}

bool
figure_is_shown_by_month(const struct report_row *row)
{
    const struct figure_row *figure = &row->figure;

    return figure->period.len == 4 && !figure->team.ptr && !figure->category.ptr && !figure->group.ptr &&
           row->factor == WHOLE && (figure->method.len > 0 || figure->target.len > 0) && !figure_has_boxes(row);
}

static struct spark_point
point_of(const struct report_row *month)
{
    struct spark_point point = { .state = SPARK_NONE };

    if (month && figure_is_hidden(month))
        point.state = SPARK_HIDDEN;
    else if (month && figure_exact_value(month, &point.value))
        point.state = SPARK_VALUE;
    return point;
}

/* Months are those of the calendar whatever month the year begins in. */
static size_t
find_months(const struct other_periods *months, const struct figure_row *figure, const struct report_row *found[MONTHS_OF_YEAR])
{
    const struct period year = { PERIOD_YEAR, figure->period_first, figure->period_end };
    struct period parts[MONTHS_OF_YEAR];
    size_t count = period_split(&year, PERIOD_MONTH, 1, parts, MONTHS_OF_YEAR);
    char code[PERIOD_CODE_SIZE];

    for (size_t i = 0; i < count && i < MONTHS_OF_YEAR; i++) {
        period_code(&parts[i], 1, code);
        found[i] = other_periods_find(months, figure, str_of(code));
    }
    return count < MONTHS_OF_YEAR ? count : MONTHS_OF_YEAR;
}

struct figure_months
figure_months(const struct other_periods *months, const struct report_row *row, bool is_ascii, struct arena *arena)
{
    const struct report_row *found[MONTHS_OF_YEAR];
    struct spark_point points[MONTHS_OF_YEAR];
    struct figure_months drawn = { 0 };
    size_t count, values = 0;

    if (months->count == 0 || !figure_is_shown_by_month(row))
        return drawn;
    count = find_months(months, &row->figure, found);
    for (size_t i = 0; i < count; i++) {
        points[i] = point_of(found[i]);
        values += points[i].state == SPARK_VALUE;
    }
    if (values < POINTS_LEAST || points[spark_highest(points, count)].value.num == 0)
        return drawn;
    drawn.line = spark_text(points, count, is_ascii, arena);
    drawn.highest = found[spark_highest(points, count)];
    return drawn;
}

/* SPDX-License-Identifier: MIT */
#include "cli/finding_suppression.h"

#include "cli/suppression.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/model/quality_rule.h"

#include <stdlib.h>
#include <string.h>

/* Numbers that count people who were somewhere, or what stands for them. */
static const struct str counts[] = {
    STR_INIT("attendances"), STR_INIT("headcount"), STR_INIT("least"), STR_INIT("most"), STR_INIT("named"), STR_INIT("people"),
};
enum { COUNTS = sizeof counts / sizeof *counts };

static bool
is_check(const struct finding_report *finding, enum quality_check check)
{
    return str_eq(finding->row.check, quality_check_names[check]);
}

static bool
is_few(const struct suppression *suppression, struct str value)
{
    int64_t number = 0;

    if (value.len == 0 || value.len > 18)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return false;
        number = number * 10 + (value.ptr[i] - '0');
    }
    return disclosure_is_few(suppression->rule, number);
}

static void
hide(const struct suppression *suppression, struct finding_count *number, bool is_small, struct arena *arena)
{
    number->hidden = is_small ? arena_printf(arena, "<%lld", (long long)suppression->rule.below) : STR("*");
}

static size_t
hide_counts(const struct suppression *suppression, struct finding_report *finding, struct arena *arena)
{
    size_t hidden = 0;

    for (size_t i = 0; i < finding->number_count; i++) {
        struct finding_count *number = &finding->numbers[i];
        if (str_find(number->name, counts, COUNTS) < 0 || !is_few(suppression, number->value))
            continue;
        hide(suppression, number, true, arena);
        hidden++;
    }
    return hidden;
}

/* "education_coverage category=edu.law": the figure that the finding is about. */
static struct people_row
figure_of(const struct finding_report *finding)
{
    const struct finding_row *row = &finding->row;
    struct people_row figure = { .indicator = row->subject, .unit = row->unit, .team = row->team, .period = row->period };
    const char *space = row->subject.ptr ? memchr(row->subject.ptr, ' ', row->subject.len) : NULL, *end, *equals;

    if (!space)
        return figure;
    end = row->subject.ptr + row->subject.len;
    equals = memchr(space, '=', (size_t)(end - space));
    figure.indicator.len = (size_t)(space - row->subject.ptr);
    if (equals && str_starts((struct str){ space, (size_t)(end - space) }, STR(" category=")))
        figure.category = (struct str){ equals + 1, (size_t)(end - equals) - 1 };
    else if (equals)
        figure.group = (struct str){ equals + 1, (size_t)(end - equals) - 1 };
    return figure;
}

/* What was recorded, and what with a claim would tell it. */
static void
hide_recorded(const struct suppression *suppression, struct finding_report *finding, struct arena *arena)
{
    for (size_t i = 0; i < finding->number_count; i++) {
        struct finding_count *number = &finding->numbers[i];
        bool is_claim = str_eq(number->name, STR("declared"));
        if (!is_claim || is_few(suppression, number->value))
            hide(suppression, number, false, arena);
    }
}

static bool
is_about_figure(const struct finding_report *finding)
{
    return finding->row.subject.ptr && finding->row.unit.ptr && (is_check(finding, QUALITY_OVER_100) || is_check(finding, QUALITY_DECLARED));
}

/* False: that it is there tells a small number. */
static bool
hide_one(const struct suppression *suppression, struct finding_report *finding, struct arena *arena)
{
    struct people_row figure;
    size_t hidden = hide_counts(suppression, finding, arena);

    /* One of two hidden numbers is the smaller one: of so few values only one pair is left. */
    if (hidden > 1 && suppression->rule.below <= 3)
        return false;
    if (!is_about_figure(finding))
        return true;
    figure = figure_of(finding);
    if (!suppression_hides_any(suppression, &figure))
        return true;
    if (is_check(finding, QUALITY_OVER_100))
        return false; /* more than all of so few are few more */
    hide_recorded(suppression, finding, arena);
    return true;
}

/* The JSON object again, without what is hidden. */
static struct str
numbers_text(const struct finding_report *finding, struct arena *arena)
{
    struct buf text = { 0 };
    struct str kept;

    buf_put_byte(&text, '{');
    for (size_t i = 0; i < finding->number_count; i++) {
        const struct finding_count *number = &finding->numbers[i];
        buf_put_str(&text, i > 0 ? STR(",") : STR(""));
        buf_put_json(&text, number->name);
        buf_put_byte(&text, ':');
        buf_put_str(&text, number->hidden.ptr ? STR("null") : number->value);
    }
    buf_put_byte(&text, '}');
    kept = arena_copy(arena, buf_str(&text));
    buf_free(&text);
    return kept;
}

void
finding_suppression_hide(const struct suppression *suppression, struct findings_report *report, struct arena *arena)
{
    size_t kept = 0;

    for (size_t i = 0; i < report->count; i++) {
        struct finding_report finding = report->findings[i];
        if (!hide_one(suppression, &finding, arena))
            continue;
        finding.row.numbers = numbers_text(&finding, arena);
        report->findings[kept++] = finding;
    }
    report->count = kept;
}

/* The periods whose figures are asked about: few. */
static struct report_filter
periods_of(const struct findings_report *report, struct arena *arena)
{
    struct str *periods = arena_array(arena, report->count + 1, sizeof *periods);
    struct report_filter filter = { 0 };
    size_t count = 0;

    for (size_t i = 0; i < report->count; i++) {
        struct str period = report->findings[i].row.period;
        if (is_about_figure(&report->findings[i]) && period.ptr && str_find(period, periods, count) < 0)
            periods[count++] = period;
    }
    if (count == 0)
        periods[count++] = STR("-"); /* none */
    filter.values[FILTER_PERIOD] = periods;
    filter.counts[FILTER_PERIOD] = count;
    return filter;
}

bool
finding_suppression_apply(struct reader *reader, struct findings_report *report, struct arena *arena, struct err *err)
{
    const struct report_filter filter = periods_of(report, arena);
    struct suppression suppression;

    if (!suppression_read(&suppression, reader, &filter, arena, err))
        return false;
    finding_suppression_hide(&suppression, report, arena);
    return true;
}

/* SPDX-License-Identifier: MIT */
#include "cli/report_beside.h"

#include "cli/figure_drawing.h"
#include "lib/base/codebook.h"
#include "lib/model/period.h"
#include "lib/store/people_rows.h"

static void
add_months(struct codebook *months, const struct figure_row *figure)
{
    const struct period year = { PERIOD_YEAR, figure->period_first, figure->period_end };
    struct period parts[MONTHS_OF_YEAR];
    size_t count = period_split(&year, PERIOD_MONTH, 1, parts, MONTHS_OF_YEAR);
    char code[PERIOD_CODE_SIZE];

    for (size_t i = 0; i < count && i < MONTHS_OF_YEAR; i++) {
        period_code(&parts[i], 1, code);
        codebook_add(months, str_of(code));
    }
}

/* Of the indicators with lines only those that can be hidden by their own tables alone. */
static bool
choose_rates(struct reader *reader, const struct codebook *drawn, struct arena *arena, struct str **rates, size_t *count, struct err *err)
{
    size_t all, kept = 0;

    if (!reader_plain_rates(reader, arena, rates, &all, err))
        return false;
    for (size_t i = 0; i < all; i++)
        if (codebook_find(drawn, (*rates)[i]) != CODE_NONE)
            (*rates)[kept++] = (*rates)[i];
    *count = kept;
    return true;
}

static bool
read_months(struct report_view *view, struct reader *reader, const struct report_filter *filter,
            const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err)
{
    struct codebook years = { 0 }, months = { 0 }, drawn = { 0 };
    struct str *rates;
    size_t rate_count;
    bool done;

    for (size_t i = 0; i < count; i++) {
        size_t known = years.count;

        if (!figure_is_shown_by_month(&rows[i]))
            continue;
        codebook_add(&drawn, rows[i].figure.indicator);
        codebook_add(&years, rows[i].figure.period);
        if (years.count > known)
            add_months(&months, &rows[i].figure);
    }
    done = choose_rates(reader, &drawn, arena, &rates, &rate_count, err) &&
           other_periods_read_rates(&view->months, reader, filter, months.names, months.count, rates, rate_count, full, arena, err);
    codebook_free(&years);
    codebook_free(&months);
    codebook_free(&drawn);
    return done;
}

/* Only what the report prints in full has trends: the figures of units, and of a breakdown that was asked for. */
static bool
read_trends(struct report_view *view, struct reader *reader, const struct report_filter *filter, const struct report_row *rows,
            size_t count, bool full, struct arena *arena, struct err *err)
{
    struct report_filter printed = *filter;
    struct str none = STR("-");

    if (!view->in_full[BREAKDOWN_TEAM] && !view->in_full[BREAKDOWN_CATEGORY] && !view->in_full[BREAKDOWN_GROUP])
        for (enum filter_kind kind = FILTER_TEAM; kind <= FILTER_GROUP; kind++) {
            printed.values[kind] = &none;
            printed.counts[kind] = 1;
        }
    return trends_read(&view->trends, reader, &printed, rows, count, full, arena, err);
}

bool
report_read_beside(struct report_view *view, struct reader *reader, const struct report_filter *filter,
                   const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err)
{
    return read_trends(view, reader, filter, rows, count, full, arena, err) &&
           (view->page.is_markdown || read_months(view, reader, filter, rows, count, full, arena, err));
}

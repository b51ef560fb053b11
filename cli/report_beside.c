/* SPDX-License-Identifier: MIT */
#include "cli/report_beside.h"

#include "lib/base/codebook.h"
#include "lib/model/period.h"

enum { MONTHS_OF_YEAR = 12 };

/* Units alone have lines of months. */
static bool
is_of_year(const struct figure_row *figure)
{
    return figure->period.len == 4 && !figure->team.ptr && !figure->category.ptr && !figure->group.ptr;
}

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

static bool
read_months(struct report_view *view, struct reader *reader, const struct report_filter *filter,
            const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err)
{
    static const enum filter_kind breakdowns[] = { FILTER_TEAM, FILTER_CATEGORY, FILTER_GROUP };
    struct codebook years = { 0 }, months = { 0 };
    struct report_filter units = *filter;
    struct str none = STR("-");
    bool done;

    for (size_t i = 0; i < sizeof breakdowns / sizeof *breakdowns; i++) {
        units.values[breakdowns[i]] = &none;
        units.counts[breakdowns[i]] = 1;
    }
    for (size_t i = 0; i < count; i++) {
        size_t known = years.count;

        if (is_of_year(&rows[i].figure))
            codebook_add(&years, rows[i].figure.period);
        if (years.count > known)
            add_months(&months, &rows[i].figure);
    }
    done = other_periods_read(&view->months, reader, &units, months.names, months.count, full, arena, err);
    codebook_free(&years);
    codebook_free(&months);
    return done;
}

bool
report_read_beside(struct report_view *view, struct reader *reader, const struct report_filter *filter,
                   const struct report_row *rows, size_t count, bool full, struct arena *arena, struct err *err)
{
    return trends_read(&view->trends, reader, filter, rows, count, full, arena, err) &&
           (view->page.is_markdown || read_months(view, reader, filter, rows, count, full, arena, err));
}
